/** An event as its page shows it: all that its file says of it, with links to all that it belongs to. */
import { typeOf } from '../../../chronology/chronology.ts';
import { nameOfCountry } from '../../../chronology/country-names.ts';
import { w3cDates } from '../../../chronology/dates/w3cdtf.ts';
import type { Figure, TimelineEvent } from '../../../chronology/event.ts';
import { formatFigure } from '../../../chronology/languages/amounts.ts';
import { formatPrecision } from '../../../chronology/languages/dates-in-words.ts';
import { placeIdOf } from '../../../chronology/place.ts';
import { imageOf } from '../../../formats/view/event-image.ts';
import { figureLabel, placeText, seriesText } from '../../../formats/view/field-text.ts';
import { facetPath, imagePath, relative } from '../../site/address.ts';
import { toLocalizedText } from '../../site/templates.ts';
import { toCitedSources } from './cited-sources.ts';
import { eventLink, facetLink, formatEventDate, isEmphatic, toStatus } from './event-line.ts';
import { link, type PageContext, translate, translateProse } from './frame.ts';

export function toEventDetails(event: TimelineEvent, context: PageContext) {
  const { site, language, words } = context;
  const { chronology } = site;
  const place = placeText(chronology, event, language, words);
  const placeId = placeIdOf(event);
  return {
    link: eventLink(event, context),
    when: { ...toWhen(event, context), remark: formatPrecision(event.when, language) },
    summary: translateProse(event.summary, context),
    type: {
      id: event.type,
      ...link(translate(typeOf(chronology, event).label, context), facetPath(language, 'type', event.type), context),
    },
    place: place && {
      ...toLocalizedText(place, language),
      ...(placeId !== undefined && { href: facetLink('place', placeId, context).href }),
    },
    countries: event.countries.map((code) => facetLink('country', code, context)),
    status: toStatus(event, context),
    emphasis: isEmphatic(event),
    series: toSeries(event, context),
    people: event.people.map(({ id, office, country }) => ({
      ...facetLink('person', id, context),
      office: office && translate(office, context),
      country: country && nameOfCountry(country, chronology.vocabulary, language),
    })),
    figures: toFigures(event.figures, context),
    image: toImage(event, context),
    sources: toCitedSources(event.sources, context).map((source) => ({
      ...source,
      address: chronology.vocabulary.sources[source.id]?.url,
    })),
  };
}

/** The most that an image takes of a page, in CSS pixels. */
const MOST_WIDTH = 720;
const MOST_HEIGHT = 480;

/** The image with the size that it is shown in, so that nothing moves once it is there; one elsewhere has a room of one size. */
function toImage(event: TimelineEvent, { language, path }: PageContext) {
  const image = imageOf(event, language, { image: (file) => relative(path, imagePath(file)) });
  if (!image) return undefined;
  const { address, alt, credit, creditUrl, file } = image;
  const { width, height } = file ?? { width: MOST_WIDTH, height: MOST_HEIGHT };
  const scale = Math.min(1, MOST_WIDTH / width, MOST_HEIGHT / height);
  return {
    address,
    alt: toLocalizedText(alt, language),
    credit: {
      ...toLocalizedText(credit, language),
      ...(creditUrl !== undefined && { href: creditUrl, address: creditUrl }),
    },
    isElsewhere: file === undefined,
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

export function toWhen(event: TimelineEvent, { language }: PageContext) {
  const { startDate } = event.when.kind === 'moment' ? w3cDates(event.when) : {};
  return {
    text: formatEventDate(event, language),
    edtf: event.when.edtf,
    datetime: startDate,
  };
}

/** The series that an event belongs to, and its number there. */
function toSeries(event: TimelineEvent, context: PageContext) {
  const { site, language, words } = context;
  const text = seriesText(site.chronology, event, language, words);
  return event.series && text && { ...facetLink('series', event.series.id, context), text: text.text };
}

/** Figures, each with what it counts. */
export function toFigures(figures: readonly Figure[], { site, language, words }: PageContext) {
  return figures.map((figure) => ({
    label: toLocalizedText(figureLabel(site.chronology.vocabulary.settings, figure, language, words), language),
    value: formatFigure(figure, language, words),
  }));
}
