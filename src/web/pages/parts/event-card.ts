/** An event as a list shows it: date as known, title, summary, and where each leads. */
import { seriesNeighbours, typeOf } from '../../../chronology/chronology.ts';
import { w3cDates } from '../../../chronology/dates/w3cdtf.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { facetText, type PathFacet } from '../../../chronology/facet.ts';
import { formatFigure, formatOrdinal } from '../../../chronology/languages/amounts.ts';
import { formatPrecision } from '../../../chronology/languages/dates-in-words.ts';
import { countryName } from '../../../chronology/languages/display-names.ts';
import { pick } from '../../../chronology/languages/text.ts';
import type { TextRun } from '../../../chronology/query/search.ts';
import { markOf } from '../../../formats/overview/mark.ts';
import { citedSources, figureLabel, fulfilmentsOf, placeText, statusText } from '../../../formats/view/event-text.ts';
import { fragmentsOf } from '../../../formats/view/fragments.ts';
import { eventPath, facetPath } from '../../site/address.ts';
import { formatEventDate } from './date-shown.ts';
import { ANYWHERE, type Link, link, type PageContext, rebaseLinks, toLocalizedText, translate } from './frame.ts';

/** The date as a page shows it. */
export function toWhen(event: TimelineEvent, { language }: PageContext) {
  const { startDate } = event.when.kind === 'moment' ? w3cDates(event.when) : {};
  return {
    text: formatEventDate(event, language),
    remark: formatPrecision(event.when, language),
    edtf: event.when.edtf,
    /** The form that the overview draws it in. */
    form: markOf(event.when).form,
    /** For `<time>`, where HTML can say the date. */
    datetime: startDate,
  };
}

export function eventLink(event: TimelineEvent, context: PageContext): Link {
  return link(translate(event.title, context), eventPath(context.language, event.slug), context);
}

/** An event in one line: its date, its title, and its status where that is not what is usual for its type. */
export function eventLine(event: TimelineEvent, context: PageContext) {
  const { site, language } = context;
  const { defaultStatus } = typeOf(site.chronology, event);
  return {
    ...eventLink(event, context),
    when: formatEventDate(event, language),
    status:
      event.status === defaultStatus
        ? undefined
        : toLocalizedText(statusText(site.chronology, event, language), language),
    emphasis: isEmphatic(event),
  };
}

export function facetLink(facet: PathFacet, value: string, context: PageContext): Link {
  const { site, language } = context;
  const text = toLocalizedText(facetText(facet, value, site.chronology.vocabulary, context), language);
  return link(text, facetPath(language, facet, value), context);
}

function typeLink(event: TimelineEvent, context: PageContext): Link {
  const { site, language } = context;
  return link(
    toLocalizedText(pick(typeOf(site.chronology, event).label, language), language),
    facetPath(language, 'type', event.type),
    context,
  );
}

function countryLinks(codes: readonly string[], context: PageContext): readonly Link[] {
  return codes.map((code) =>
    link({ text: countryName(code, context.language) }, facetPath(context.language, 'country', code), context),
  );
}

/** The series that an event belongs to, its number there, and the members before and after it. */
function toSeries(event: TimelineEvent, context: PageContext) {
  if (!event.series) return undefined;
  const { site, language, words } = context;
  const { id, number } = event.series;
  const name = facetLink('series', id, context);
  const ordinal = number === undefined ? undefined : formatOrdinal(number, language, words);
  const text = ordinal === undefined ? name.text : words('event.seriesNumber', { series: name.text, ordinal });
  const { previous, next } = seriesNeighbours(site.chronology, event);
  return {
    ...name,
    name: name.text,
    text,
    previous: previous && eventLink(previous, context),
    next: next && eventLink(next, context),
  };
}

/** A plan that came true, or something that did not happen, must not pass for an event that was held. */
function isEmphatic({ status }: TimelineEvent): boolean {
  return status === 'planned' || status === 'cancelled' || status === 'superseded';
}

/** The figures of an event, each with what it counts. */
export function toFigures(event: TimelineEvent, { site, language, words }: PageContext) {
  return event.figures.map((figure) => ({
    label: toLocalizedText(figureLabel(site.chronology.vocabulary.settings, figure, language, words), language),
    value: formatFigure(figure, language, words),
  }));
}

/** The people of an event, with the office that each held. */
function toPeople(event: TimelineEvent, context: PageContext) {
  const { site, language } = context;
  return event.people.map(({ id, office, country }) => ({
    ...link(
      translate(site.chronology.vocabulary.people[id]?.name ?? { [language]: id }, context),
      facetPath(language, 'person', id),
      context,
    ),
    office: office && translate(office, context),
    country: country && countryName(country, language),
  }));
}

/** @param mark Tells what was searched for in a text; without it nothing is marked. */
export function toCard(event: TimelineEvent, context: PageContext, mark?: (text: string) => readonly TextRun[]) {
  const { site, language, words } = context;
  const { chronology } = site;
  const place = placeText(chronology, event, language, words);
  const own = eventLink(event, context);
  const summary = translate(event.summary, context);
  const pieces = (text: string) => mark?.(text) ?? [{ text, match: false }];
  return {
    slug: event.slug,
    link: own,
    title: pieces(own.text),
    when: toWhen(event, context),
    summary: { ...summary, pieces: pieces(summary.text) },
    type: { id: event.type, ...typeLink(event, context) },
    place: place && toLocalizedText(place, language),
    countries: countryLinks(event.countries, context),
    status: toLocalizedText(statusText(chronology, event, language), language),
    emphasis: isEmphatic(event),
    fulfilledBy: fulfilmentsOf(chronology, event).map((other) => eventLink(other, context)),
    series: toSeries(event, context),
    people: toPeople(event, context),
    figures: toFigures(event, context),
    notes: [
      ...(event.dating?.note
        ? [
            {
              label: words(event.dating.inferred ? 'event.inferred' : 'event.dating'),
              ...translate(event.dating.note, context),
            },
          ]
        : []),
      ...event.disagreements.map((text) => ({ label: words('event.disagreement'), ...translate(text, context) })),
    ],
    sources: citedSources(chronology, event.sources, language).map((source) => ({
      ...link(toLocalizedText(source.title, language), facetPath(language, 'source', source.id), context),
      /** Its own, for those who read on paper. */
      address: chronology.vocabulary.sources[source.id]?.url,
      paragraphs: words('event.paragraphShort', { paragraphs: source.paragraphs.join(words('event.numberJoin')) }),
    })),
  };
}

/**
 * The cards of events as a page holds them. Each is rendered once in a language, for any page; those in which the
 * words of a search are marked are not kept.
 */
export function renderCards(
  events: readonly TimelineEvent[],
  context: PageContext,
  mark?: (text: string) => readonly TextRun[],
): readonly string[] {
  const { site, language, words, path } = context;
  const render = (event: TimelineEvent, of: PageContext) =>
    site.templates.render('partials/card', { t: words, event: toCard(event, of, mark) });
  if (mark) return events.map((event) => render(event, context));
  const anywhere = { ...context, path: ANYWHERE };
  const references = new Map<string, string>();
  const fragments = fragmentsOf(site.chronology, `card ${language}`);
  return events.map((event) => {
    const shows = toOtherValues(event, anywhere);
    let card = fragments.get(event, shows);
    if (card === undefined) {
      card = render(event, anywhere);
      fragments.set(event, shows, card);
    }
    return rebaseLinks(path, card, references);
  });
}

/** What a card shows of other events. */
function toOtherValues(event: TimelineEvent, context: PageContext): string {
  const { chronology } = context.site;
  const { previous, next } = seriesNeighbours(chronology, event);
  const fulfilled = fulfilmentsOf(chronology, event);
  if (!previous && !next && fulfilled.length === 0) return '';
  return JSON.stringify([previous, next, ...fulfilled].map((other) => other && eventLink(other, context)));
}
