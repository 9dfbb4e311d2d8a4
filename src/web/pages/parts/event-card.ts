/** An event as a list shows it: date as known, title, summary, and where each leads. */
import { seriesNeighbours, typeOf } from '../../../chronology/chronology.ts';
import { w3cDates } from '../../../chronology/dates/w3cdtf.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import type { PathFacet } from '../../../chronology/facet.ts';
import { formatFigure, formatOrdinal } from '../../../chronology/languages/amounts.ts';
import { formatPrecision } from '../../../chronology/languages/dates-in-words.ts';
import { countryName } from '../../../chronology/languages/display-names.ts';
import { pick } from '../../../chronology/languages/text.ts';
import type { Piece } from '../../../chronology/query/search.ts';
import { markOf } from '../../../formats/overview/mark.ts';
import { citedSources, figureLabel, fulfilmentsOf, placeText, statusText } from '../../../formats/view/event-text.ts';
import { fragmentsOf } from '../../../formats/view/fragments.ts';
import { facetText } from '../../../formats/view/view.ts';
import { eventPath, facetPath } from '../../site/address.ts';
import { dateShown } from './date-shown.ts';
import { ANYWHERE, type Link, link, type PageContext, placedAt, say, shown } from './frame.ts';

/** The date as a page shows it. */
export function whenShown(event: TimelineEvent, { language }: PageContext) {
  const { startDate } = event.when.kind === 'moment' ? w3cDates(event.when) : {};
  return {
    text: dateShown(event, language),
    remark: formatPrecision(event.when, language),
    edtf: event.when.edtf,
    /** The form that the overview draws it in. */
    form: markOf(event.when).form,
    /** For `<time>`, where HTML can say the date. */
    datetime: startDate,
  };
}

export function eventLink(event: TimelineEvent, context: PageContext): Link {
  return link(say(event.title, context), eventPath(context.language, event.slug), context);
}

/** An event in one line: its date, its title, and its status where that is not what is usual for its type. */
export function eventLine(event: TimelineEvent, context: PageContext) {
  const { site, language } = context;
  const { defaultStatus } = typeOf(site.chronology, event);
  return {
    ...eventLink(event, context),
    when: dateShown(event, language),
    status: event.status === defaultStatus ? undefined : shown(statusText(site.chronology, event, language), language),
    emphasis: isEmphatic(event),
  };
}

export function facetLink(facet: PathFacet, value: string, context: PageContext): Link {
  const { site, language } = context;
  const text = shown(facetText(facet, value, site.chronology, language), language);
  return link(text, facetPath(language, facet, value), context);
}

function typeLink(event: TimelineEvent, context: PageContext): Link {
  const { site, language } = context;
  return link(
    shown(pick(typeOf(site.chronology, event).label, language), language),
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
function seriesShown(event: TimelineEvent, context: PageContext) {
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
export function figuresShown(event: TimelineEvent, { site, language, words }: PageContext) {
  return event.figures.map((figure) => ({
    label: shown(figureLabel(site.chronology.settings, figure, language, words), language),
    value: formatFigure(figure, language, words),
  }));
}

/** The people of an event, with the office that each held. */
function peopleShown(event: TimelineEvent, context: PageContext) {
  const { site, language } = context;
  return event.people.map(({ id, office, country }) => ({
    ...link(
      say(site.chronology.people[id]?.name ?? { [language]: id }, context),
      facetPath(language, 'person', id),
      context,
    ),
    office: office && say(office, context),
    country: country && countryName(country, language),
  }));
}

/** @param mark Tells what was searched for in a text; without it nothing is marked. */
export function eventCard(event: TimelineEvent, context: PageContext, mark?: (text: string) => readonly Piece[]) {
  const { site, language, words } = context;
  const { chronology } = site;
  const place = placeText(chronology, event, language, words);
  const own = eventLink(event, context);
  const summary = say(event.summary, context);
  const pieces = (text: string) => mark?.(text) ?? [{ text, match: false }];
  return {
    slug: event.slug,
    link: own,
    title: pieces(own.text),
    when: whenShown(event, context),
    summary: { ...summary, pieces: pieces(summary.text) },
    type: { id: event.type, ...typeLink(event, context) },
    place: place && shown(place, language),
    countries: countryLinks(event.countries, context),
    status: shown(statusText(chronology, event, language), language),
    emphasis: isEmphatic(event),
    fulfilledBy: fulfilmentsOf(chronology, event).map((other) => eventLink(other, context)),
    series: seriesShown(event, context),
    people: peopleShown(event, context),
    figures: figuresShown(event, context),
    notes: [
      ...(event.dating?.note
        ? [
            {
              label: words(event.dating.inferred ? 'event.inferred' : 'event.dating'),
              ...say(event.dating.note, context),
            },
          ]
        : []),
      ...event.disagreements.map((text) => ({ label: words('event.disagreement'), ...say(text, context) })),
    ],
    sources: citedSources(chronology, event.sources, language).map((source) => ({
      ...link(shown(source.title, language), facetPath(language, 'source', source.id), context),
      /** Its own, for those who read on paper. */
      address: chronology.sources[source.id]?.url,
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
  mark?: (text: string) => readonly Piece[],
): readonly string[] {
  const { site, language, words, path } = context;
  const render = (event: TimelineEvent, of: PageContext) =>
    site.templates.render('partials/card', { t: words, event: eventCard(event, of, mark) });
  if (mark) return events.map((event) => render(event, context));
  const anywhere = { ...context, path: ANYWHERE };
  const references = new Map<string, string>();
  return events.map((event) => {
    const kept = fragmentsOf(site.chronology, event);
    const key = `card ${language} ${othersShown(event, anywhere)}`;
    let card = kept.get(key);
    if (card === undefined) {
      card = render(event, anywhere);
      kept.set(key, card);
    }
    return placedAt(path, card, references);
  });
}

/** What a card shows of other events. */
function othersShown(event: TimelineEvent, context: PageContext): string {
  const { chronology } = context.site;
  const { previous, next } = seriesNeighbours(chronology, event);
  const fulfilled = fulfilmentsOf(chronology, event);
  if (!previous && !next && fulfilled.length === 0) return '';
  return JSON.stringify([previous, next, ...fulfilled].map((other) => other && eventLink(other, context)));
}
