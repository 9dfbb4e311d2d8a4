/** The page of one event: all that its file says, how well its date is known, its relations, and its neighbours. */

import { type Chronology, incomingTo, seriesMembers, typeOf } from '../../chronology/chronology.ts';
import { positionOf } from '../../chronology/chronology-update.ts';
import { type Day, yearNumber } from '../../chronology/dates/day.ts';
import { anchorDay, beginsInOneYear } from '../../chronology/dates/when.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { formatYear } from '../../chronology/languages/days-in-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import { plainProse } from '../../chronology/languages/prose.ts';
import { type LanguageTag, pick, type Text } from '../../chronology/languages/text.ts';
import { firstIndexFrom } from '../../chronology/query/day-columns.ts';
import { eventIndexOf } from '../../chronology/query/event-index.ts';
import { EVERYTHING, withDays, withValues } from '../../chronology/query/query.ts';
import { renderEventJsonLd } from '../../formats/discovery/event-json-ld.ts';
import type { Crumb } from '../../formats/discovery/json-ld.ts';
import { rangeAround } from '../../formats/overview/overview.ts';
import { overviewFigureSteps } from '../../formats/overview/overview-figure.ts';
import { renderBibtex, renderPlainCitation } from '../../formats/view/citation-text.ts';
import { imageOf } from '../../formats/view/event-image.ts';
import { capitalized, dateAsKnown, linksOf } from '../../formats/view/event-text.ts';
import { changedFields, linePieces } from '../../formats/view/revision-text.ts';
import type { View } from '../../formats/view/view.ts';
import { pausing, type Work } from '../../slices.ts';
import {
  absolute,
  eventOutputPath,
  eventPath,
  facetPath,
  permalinkPath,
  relative,
  subscribePath,
  viewPath,
} from '../site/address.ts';
import { type EventOutputName, eventOutputs, hasOutput } from '../site/event-outputs.ts';
import { bareType } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import { type Link, toLocalizedText } from '../site/templates.ts';
import { viewOf } from '../site/views.ts';
import { printedTable } from './figures/printed-table.ts';
import { neighbourSteps } from './neighbours.ts';
import { toAlternative, toCitations } from './parts/cited-sources.ts';
import { toEventDetails } from './parts/event-details.ts';
import { type EventLine, eventLink, facetLink, toLine, toTime } from './parts/event-line.ts';
import {
  link,
  type PageContext,
  type PreviewImage,
  pageContext,
  pageModel,
  pageTitle,
  translate,
} from './parts/frame.ts';
import { isDivided } from './parts/pages-by-time.ts';

/**
 * The page, in pieces that are each a part of it: an event may have lists of a thousand items, and be named by as many others.
 * The template is the longest piece.
 */
export function* eventPageSteps(site: Site, language: LanguageTag, event: TimelineEvent, today?: Day): Work<string> {
  const context = pageContext(site, language, eventPath(language, event.slug));
  const { words } = context;
  const { chronology } = site;
  const title = pick(event.title, language).text;
  const view = viewOf(site, language, EVERYTHING);
  const jsonLd = renderEventJsonLd(view, event, crumbs(event, context));
  yield;
  const card = toEventDetails(event, context);
  yield;
  const { told, ...neighbours } = yield* neighbourSteps(event, context);
  const relations = yield* relationSteps(event, told, context);
  const { partOf } = event.relations;
  const outcomes = yield* listSteps(incomingTo(chronology, event.slug).fulfilledBy, (other) => toLine(other, context));
  const alternatives = yield* listSteps(event.alternatives, (alternative) => toAlternative(alternative, context));
  const citations = toCitations(
    event.sources.filter(({ wording }) => wording !== undefined),
    context,
    event.dating?.inferred,
  );
  yield;
  const changes = changedFields(chronology, event, language, words);
  const revisions = yield* listSteps(event.revisions, ({ date, note, sources }, index) => ({
    ...toTime(date, context),
    note: translate(note, context),
    changes: (changes[index] ?? []).map((change) => ({
      ...toLocalizedText({ text: '', lang: change.lang }, language),
      pieces: linePieces(change, words).map((piece) => toLocalizedText(piece, change.lang)),
    })),
    citations: toCitations(sources, context),
  }));
  const table = event.table && printedTable(event.table, context);
  const overview = yield* surroundingsSteps(event, context, today);
  yield;
  const model = {
    ...pageModel(context, {
      title: pageTitle(title, context),
      description: words('event.labelled', {
        label: capitalized(dateAsKnown(event, language)),
        text: plainProse(pick(event.summary, language).text).replace(/\s+/g, ' '),
      }),
      query: EVERYTHING,
      inside: 'timeline',
      pathIn: (other) => eventPath(other, event.slug),
      neutralPath: permalinkPath(event.slug),
      article: { title, published: event.published, modified: lastModified(event) },
      preview: previewOf(event, view),
      jsonLd,
    }),
    event: {
      ...card,
      organizations: event.organizations.map((id) => facetLink('organization', id, context)),
      links: linksOf(event, language, words).map(({ label, lang, url }) => ({
        ...toLocalizedText({ text: label, lang }, language),
        href: url,
        address: url,
        host: new URL(url).host,
      })),
      tags: event.tags.map((id) => facetLink('tag', id, context)),
      table,
      relations,
      whole: named(partOf === undefined ? [] : [partOf], chronology).map((whole) => eventLink(whole, context))[0],
      outcomes,
      isOpenPlan: event.status === 'planned' && outcomes.length === 0,
      seriesMembers: seriesInTime(event, context),
      seriesCount: event.series && seriesMembers(chronology, event.series.id).length,
      alternatives,
      dating: {
        note: event.dating?.note && translate(event.dating.note, context),
        inferred: event.dating?.inferred === true,
        citations,
      },
      disagreements: event.disagreements.map((text) => translate(text, context)),
      published: toTime(event.published, context),
      revisions,
    },
    back: backLink(event, context),
    citation: toCitation(event, context),
    permalink: absolute(site.baseUrl, permalinkPath(event.slug)),
    data: relative(context.path, eventOutputPath(language, event.slug, 'json')),
    calendar: hasOutput(event, 'ics')
      ? relative(context.path, eventOutputPath(language, event.slug, 'ics'))
      : undefined,
    subscribe: subscription(event, context),
    neighbours,
    overview,
  };
  yield;
  return site.templates.render('event', model);
}

/** Smaller ones, and those of types that not all programs know, previews of links leave out, and show nothing in their place. */
const LEAST_OF_PREVIEW = 200;
const NOT_PREVIEWED: readonly (string | undefined)[] = ['image/avif'];

function previewOf(event: TimelineEvent, { language, addresses }: View): PreviewImage | undefined {
  const image = imageOf(event, language, addresses);
  if (!image || NOT_PREVIEWED.includes(image.mediaType)) return undefined;
  const { address, mediaType, alt, file } = image;
  if (file && Math.min(file.width, file.height) < LEAST_OF_PREVIEW) return undefined;
  return { address, mediaType, alt: alt.text, ...(file && { width: file.width, height: file.height }) };
}

function* listSteps<T, U>(items: readonly T[], each: (item: T, index: number) => U): Work<readonly U[]> {
  const list: U[] = [];
  yield* pausing(items, (item) => list.push(each(item, list.length)));
  return list;
}

/** The link back to the event's place in the timeline. */
function backLink(event: TimelineEvent, { site, language, words, path }: PageContext): Link {
  const { events } = site.chronology;
  const day = anchorDay(event.when);
  const timeline = viewPath(language, EVERYTHING, isDivided(events) ? day : undefined);
  return {
    text: beginsInOneYear(event.when)
      ? words('event.inTimeline', { year: formatYear(yearNumber(day), language) })
      : words('event.inTimelineAlone'),
    href: `${relative(path, timeline)}#event-${event.slug}`,
  };
}

/** Of a series with more members, only the event's neighbours are listed; the series has a view of all. */
const MOST_MEMBERS = 100;
const NEIGHBOURS = 20;

/** The events of the series in the order of time, which is not always that of their numbers. */
function seriesInTime(event: TimelineEvent, context: PageContext) {
  if (!event.series) return [];
  const { chronology } = context.site;
  const positions = eventIndexOf(chronology).positionsHaving('series', event.series.id);
  const own = firstIndexFrom(positions, positionOf(chronology.events, event));
  const around =
    positions.length <= MOST_MEMBERS
      ? positions
      : positions.subarray(Math.max(own - NEIGHBOURS, 0), own + NEIGHBOURS + 1);
  const members = [...around].flatMap((position) => chronology.events[position] ?? []);
  return members.map((member) => ({ ...toLine(member, context), isThis: member === event }));
}

/** So many events on each side are drawn around one. */
const SURROUNDING = 7;

/** Whether today is, or will be, among the days around the event: its page is then another one each day. */
export function isDailyEventPage({ chronology }: Site, event: TimelineEvent, today: Day): boolean {
  return today <= windowAround(event, chronology).range.to;
}

function windowAround(event: TimelineEvent, { events: all }: Pick<Chronology, 'events'>) {
  const position = positionOf(all, event);
  const events = all.slice(Math.max(position - SURROUNDING, 0), position + SURROUNDING + 1);
  return {
    events,
    range: rangeAround(
      event.when,
      events.map(({ when }) => when),
    ),
  };
}

/** The picture of the days around the event, and a link to the view of these days. */
function* surroundingsSteps(event: TimelineEvent, { site, language, words, path }: PageContext, today?: Day) {
  const { chronology } = site;
  const { events, range } = windowAround(event, chronology);
  const at = (to: string) => relative(path, to);
  const figure = yield* overviewFigureSteps(
    { chronology, events, language, words, query: EVERYTHING },
    { event: (slug) => at(eventPath(language, slug)), view: (query) => at(viewPath(language, query)) },
    { current: event.slug, range, today, called: 'event.surroundings' },
  );
  return (
    figure && {
      ...figure,
      headed: true,
      zoom: [{ text: words('overview.around'), href: at(viewPath(language, withDays(EVERYTHING, range))) }],
    }
  );
}

/** The breadcrumbs of the event's page: the chronology, the type, the event. */
function crumbs(event: TimelineEvent, { site, language }: PageContext): readonly Crumb[] {
  const { chronology, baseUrl } = site;
  const crumb = (text: Text, path: string): Crumb => ({
    name: pick(text, language).text,
    address: absolute(baseUrl, path),
  });
  return [
    crumb(chronology.vocabulary.settings.title, viewPath(language, EVERYTHING)),
    crumb(typeOf(chronology, event).plural, facetPath(language, 'type', event.type)),
    crumb(event.title, eventPath(language, event.slug)),
  ];
}

/** The page for subscribing to what the event belongs to: its series, or else its type. */
function subscription(event: TimelineEvent, context: PageContext): Link {
  const { id, facet } = event.series
    ? { id: event.series.id, facet: 'series' as const }
    : { id: event.type, facet: 'type' as const };
  const { text, lang, dir } = facetLink(facet, id, context);
  return link({ text, lang, dir }, subscribePath(context.language, withValues(EVERYTHING, facet, [id])), context);
}

/** By the names of the formats, which are the same in every language. */
const CITATION_FILES = [
  ['BibTeX', 'bib'],
  ['RIS', 'ris'],
  ['CSL-JSON', 'csl.json'],
] as const satisfies readonly (readonly [string, EventOutputName])[];

/** The event as others cite it: in one language throughout, that of its title. */
function toCitation(event: TimelineEvent, { site, language, words, path }: PageContext) {
  const { lang } = pick(event.title, language);
  const citing = site.chronology.vocabulary.settings.languages.find((other) => other === lang) ?? language;
  const view = viewOf(site, citing, EVERYTHING);
  const isOther = citing !== language;
  const { dir } = toLocalizedText({ text: '', lang: interfaceTag(citing) }, language);
  return {
    around: { lang: isOther ? citing : undefined },
    /** The way of the texts alone: their heading and buttons stand as all others of the page do. */
    told: { dir },
    heading: { text: words('citation.heading'), lang: isOther ? interfaceTag(language) : undefined },
    plain: renderPlainCitation(view, event),
    bibtex: renderBibtex(view, event),
    files: CITATION_FILES.map(([name, output]) => ({
      text: name,
      type: bareType(eventOutputs[output].mediaType),
      href: relative(path, eventOutputPath(citing, event.slug, output)),
    })),
  };
}

/** What an event is to others, but for those that are told as neighbours, and for its whole and its outcome, which stand at its title. */
function* relationSteps(event: TimelineEvent, told: ReadonlySet<TimelineEvent>, context: PageContext) {
  const { chronology } = context.site;
  const { follows, fulfils, related } = event.relations;
  const incoming = incomingTo(chronology, event.slug);
  const untold = (events: readonly TimelineEvent[]) => events.filter((other) => !told.has(other));
  const groups = [
    ['parts', incoming.subEvents],
    ['fulfils', untold(named(fulfils, chronology))],
    ['follows', untold(named(follows, chronology))],
    ['followedBy', untold(incoming.followedBy)],
    ['related', untold([...new Set([...named(related, chronology), ...incoming.related])])],
  ] as const;
  const relations: { label: string; events: readonly (EventLine & Pick<TimelineEvent, 'weight'>)[] }[] = [];
  for (const [label, events] of groups)
    if (events.length > 0)
      relations.push({
        label: context.words(`relation.${label}`),
        events: yield* listSteps(events, (other) => ({ ...toLine(other, context), weight: other.weight })),
      });
  return relations;
}

function named(slugs: readonly string[], { bySlug }: Chronology): readonly TimelineEvent[] {
  return slugs.flatMap((slug) => bySlug.get(slug) ?? []);
}
