/** An event as a card in a list: date, title, summary, and links to all that it belongs to. */
import { seriesNeighbours, typeOf } from '../../../chronology/chronology.ts';
import { nameOfCountry } from '../../../chronology/country-names.ts';
import { w3cDates } from '../../../chronology/dates/w3cdtf.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { formatFigure, formatOrdinal } from '../../../chronology/languages/amounts.ts';
import { formatPrecision } from '../../../chronology/languages/dates-in-words.ts';
import type { TextRun } from '../../../chronology/query/search.ts';
import { markOf } from '../../../formats/overview/mark.ts';
import { figureLabel, fulfilmentsOf, placeText } from '../../../formats/view/event-text.ts';
import { fragmentsOf } from '../../../formats/view/fragments.ts';
import { facetPath } from '../../site/address.ts';
import { toLocalizedText } from '../../site/templates.ts';
import { toCitedSources } from './cited-sources.ts';
import { eventLink, facetLink, formatEventDate, isEmphatic, toStatus } from './event-line.ts';
import { ANYWHERE, link, type PageContext, rebaseLinks, translate } from './frame.ts';

type Highlight = (text: string) => readonly TextRun[];

/** @param highlight marks the words of a search in a text; without it nothing is marked */
export function toCard(
  event: TimelineEvent,
  context: PageContext,
  highlight: Highlight = (text) => [{ text, match: false }],
) {
  const { site, language, words } = context;
  const { chronology } = site;
  const place = placeText(chronology, event, language, words);
  const title = eventLink(event, context);
  const summary = translate(event.summary, context);
  const note = event.dating?.note;
  return {
    slug: event.slug,
    link: title,
    title: highlight(title.text),
    when: toWhen(event, context),
    summary: { ...summary, runs: highlight(summary.text) },
    type: {
      id: event.type,
      ...link(translate(typeOf(chronology, event).label, context), facetPath(language, 'type', event.type), context),
    },
    place: place && toLocalizedText(place, language),
    countries: event.countries.map((code) => facetLink('country', code, context)),
    status: toStatus(event, context),
    emphasis: isEmphatic(event),
    fulfilledBy: fulfilmentsOf(chronology, event).map((other) => eventLink(other, context)),
    series: toSeries(event, context),
    people: event.people.map(({ id, office, country }) => ({
      ...facetLink('person', id, context),
      office: office && translate(office, context),
      country: country && nameOfCountry(country, chronology.vocabulary, language),
    })),
    figures: toFigures(event, context),
    notes: [
      ...(note
        ? [{ label: words(event.dating.inferred ? 'event.inferred' : 'event.dating'), ...translate(note, context) }]
        : []),
      ...event.disagreements.map((text) => ({ label: words('event.disagreement'), ...translate(text, context) })),
    ],
    sources: toCitedSources(event, context).map((source) => ({
      ...source,
      address: chronology.vocabulary.sources[source.id]?.url,
    })),
  };
}

function toWhen(event: TimelineEvent, { language }: PageContext) {
  const { startDate } = event.when.kind === 'moment' ? w3cDates(event.when) : {};
  return {
    text: formatEventDate(event, language),
    remark: formatPrecision(event.when, language),
    edtf: event.when.edtf,
    /** The form that the overview draws it in. */
    form: markOf(event.when).form,
    datetime: startDate,
  };
}

/** The series that an event belongs to, its number there, and the members before and after it. */
function toSeries(event: TimelineEvent, context: PageContext) {
  if (!event.series) return undefined;
  const { site, language, words } = context;
  const { id, number } = event.series;
  const name = facetLink('series', id, context);
  const ordinal = number === undefined ? undefined : formatOrdinal(number, language, words);
  const { previous, next } = seriesNeighbours(site.chronology, event);
  return {
    ...name,
    name: name.text,
    text: ordinal === undefined ? name.text : words('event.seriesNumber', { series: name.text, ordinal }),
    previous: previous && { ...eventLink(previous, context), rel: 'prev' as const },
    next: next && { ...eventLink(next, context), rel: 'next' as const },
  };
}

/** The figures of an event, each with what it counts. */
export function toFigures(event: TimelineEvent, { site, language, words }: PageContext) {
  return event.figures.map((figure) => ({
    label: toLocalizedText(figureLabel(site.chronology.vocabulary.settings, figure, language, words), language),
    value: formatFigure(figure, language, words),
  }));
}

/**
 * Renders the cards of events as a page holds them. A card is rendered once in a language, for any page, except where the
 * words of a search are marked in it.
 */
export function cardRenderer(context: PageContext, highlight?: Highlight): (event: TimelineEvent) => string {
  const { site, language, words, path } = context;
  const render = (event: TimelineEvent, of: PageContext) =>
    site.templates.render('partials/card', { t: words, event: toCard(event, of, highlight) });
  if (highlight) return (event) => render(event, context);
  const anywhere = { ...context, path: ANYWHERE };
  const references = new Map<string, string>();
  const fragments = fragmentsOf(site.chronology, `card ${language}`);
  return (event) => {
    const shows = toOtherValues(event, anywhere);
    let card = fragments.get(event, shows);
    if (card === undefined) {
      card = render(event, anywhere);
      fragments.set(event, shows, card);
    }
    return rebaseLinks(path, card, references);
  };
}

/** The texts of other events that a card shows. */
function toOtherValues(event: TimelineEvent, context: PageContext): string {
  const { chronology } = context.site;
  const { previous, next } = seriesNeighbours(chronology, event);
  const fulfilled = fulfilmentsOf(chronology, event);
  if (!previous && !next && fulfilled.length === 0) return '';
  return JSON.stringify([previous, next, ...fulfilled].map((other) => other && eventLink(other, context)));
}
