/** Views and events as iCalendar (RFC 5545, RFC 7986), in one language or in several at once. */
import type { Chronology } from '../../chronology/chronology.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { isWordLanguage } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import type { FoldedEvent } from '../../chronology/parts.ts';
import { soleFacet } from '../../chronology/query/query.ts';
import { anniversaryIn, leavesOutDetails, selectWithdrawn } from '../../chronology/query/selection.ts';
import { pausing, sliceBySlice, type Work } from '../../slices.ts';
import { fulfilmentsOf } from '../view/event-text.ts';
import { type Fragments, fragmentsOf } from '../view/fragments.ts';
import { type View, viewTitle } from '../view/view.ts';
import { anniversaryEntry, type CalendarEntry, calendarEntries } from './entry.ts';
import { downloadHead, renderVevents, vcalendarEnd, vcalendarHead } from './ics-package.ts';
import { allParts, type EntryParts, foldedEntriesSteps } from './parts.ts';
import { joinLanguages, LANGUAGES_JOIN, veventsOf } from './vevent.ts';

export const ICALENDAR_MEDIA_TYPE = 'text/calendar; charset=utf-8';

const PRODUCT_ID = '-//Annals//Annals//EN';

/** How often calendar programs are asked to fetch again (RFC 5545 §3.3.6). */
const REFRESH = 'PT12H';

/**
 * The calendar of a view, in chunks that each take some milliseconds: its events, and the withdrawn ones as cancelled.
 *
 * @param views The same view in each language; the texts of all follow each other.
 * @param self Where the calendar is served.
 */
export function* icalendarChunks(views: readonly [View, ...View[]], self: string): Generator<string> {
  const [view] = views;
  const folding = sliceBySlice(foldedEntriesSteps(view));
  let step = folding.next();
  for (; !step.done; step = folding.next()) yield '';
  const folded = step.value;
  yield* calendarChunks(views, {
    kind: 'events',
    name: viewTitle,
    description: ({ chronology, query, language, words }) =>
      [
        pick(chronology.vocabulary.settings.description, language).text,
        words(`calendar.imprecise.${query.imprecise}`),
        ...(folded ? [words('calendar.folded')] : []),
      ].join('\n\n'),
    source: self,
    url: view.addresses.page,
    ...(folded ? { events: withdrawnIn(view), folded } : { events: shownAndWithdrawn(view) }),
    entries: calendarEntries,
  });
}

/** The size of a view's calendar in bytes. @param self Where the calendar is served. */
export function* icalendarSizeSteps(views: readonly [View, ...View[]], self: string): Work<number> {
  let size = 0;
  yield* pausing(icalendarChunks(views, self), (chunk) => {
    size += Buffer.byteLength(chunk);
  });
  return size;
}

/** The name of a view's calendar. */
export function calendarName(views: readonly View[]): string {
  return joinLanguages(
    views.map((view) => ({ text: viewTitle(view), lang: view.language })),
    LANGUAGES_JOIN,
  ).text;
}

/** The calendar of a view's anniversaries, each repeating every year, in chunks. */
export function anniversariesChunks(views: readonly [View, ...View[]], self: string): Iterable<string> {
  const [view] = views;
  return calendarChunks(views, {
    kind: view.query.facets.weight.length > 0 ? 'anniversaries of any weight' : 'anniversaries',
    name: (inLanguage) => inLanguage.words('anniversary.calendar', { title: viewTitle(inLanguage) }),
    description: ({ words }) =>
      [
        words('anniversary.calendarText'),
        ...(leavesOutDetails(view.chronology, view.query) ? [words('anniversary.withoutDetails')] : []),
      ].join('\n\n'),
    source: self,
    url: view.addresses.page,
    events: shownAndWithdrawn(view),
    entries: (event, inLanguage) => {
      const anniversary = anniversaryIn(inLanguage.query, event);
      return anniversary?.precision === 'day' ? [anniversaryEntry(event, anniversary, inLanguage)] : [];
    },
  });
}

/** One event, to be taken over once into a calendar that the reader has. A withdrawn event is cancelled. */
export function renderEventICalendar(event: TimelineEvent, views: readonly [View, ...View[]]): string {
  const vevents = [...veventChunks(views, { kind: 'events', events: [event], entries: calendarEntries })].join('');
  return `${downloadHead(PRODUCT_ID)}${vevents}${vcalendarEnd(vevents === '')}`;
}

function shownAndWithdrawn(view: View): readonly TimelineEvent[] {
  return [...view.events, ...withdrawnIn(view)];
}

function withdrawnIn({ chronology, query }: View): readonly TimelineEvent[] {
  return selectWithdrawn(chronology, query);
}

/** The events of a calendar, and the entries of each. */
interface CalendarEvents {
  /** Keeps the cached fragments of one kind of calendar from those of the others. */
  readonly kind: 'events' | 'anniversaries' | 'anniversaries of any weight';
  readonly events: readonly TimelineEvent[];
  /** As many entries in every language; they differ in their texts alone. */
  entries(event: TimelineEvent, view: View): readonly CalendarEntry[];
  /** In a calendar that folds parts: further events, before the others, each with the parts that its description tells. */
  readonly folded?: readonly FoldedEvent[] | undefined;
}

interface CalendarContent extends CalendarEvents {
  name(view: View): string;
  description(view: View): string;
  readonly source: string;
  readonly url: string;
}

function* calendarChunks(views: readonly [View, ...View[]], content: CalendarContent): Generator<string> {
  const [{ chronology, query }] = views;
  const { settings } = chronology.vocabulary;
  const sole = soleFacet(query);
  // Both may have words of the interface, which are of another language where it has none in this one.
  const each = (text: (view: View) => string) =>
    views.map((view) => ({ text: text(view), lang: isWordLanguage(view.language) ? view.language : undefined }));
  yield vcalendarHead({
    productId: PRODUCT_ID,
    name: joinLanguages(each(content.name), LANGUAGES_JOIN),
    description: joinLanguages(each(content.description), '\n\n'),
    source: content.source,
    url: content.url,
    timeZone: settings.timeZone,
    // A calendar of one type of event has its colour.
    color: (sole?.facet === 'type' ? settings.types[sole.value]?.color : undefined) ?? settings.color,
    refresh: REFRESH,
  });
  let isEmpty = true;
  for (const vevents of veventChunks(views, content)) {
    if (vevents !== '') isEmpty = false;
    yield vevents;
  }
  yield vcalendarEnd(isEmpty);
}

/** A chunk has so many events at the most, and so many short ones that are not cached: either takes some milliseconds. */
const MOST_JOINED = 250;
const MOST_RENDERED = 24;
/** An event with long lists counts as several: one of so many items, as one more. */
const ITEMS_OF_ONE = 25;

function renderingWeight(event: TimelineEvent): number {
  const { people, organizations, countries, tags, links, figures, alternatives, sources } = event;
  // The last revision alone is told.
  const { was = {}, sources: others = [] } = event.revisions.at(-1) ?? {};
  const stood = Object.values(was).filter((value) => Array.isArray(value));
  const own = [people, organizations, countries, tags, links, figures, alternatives, sources];
  const lists = [...own, others, Object.keys(was), ...stood];
  return 1 + lists.reduce((sum, { length }) => sum + length, 0) / ITEMS_OF_ONE;
}

/** The rendered entries of the events, chunk by chunk. */
function* veventChunks(views: readonly [View, ...View[]], content: CalendarEvents): Generator<string> {
  const [{ chronology, query, addresses }] = views;
  const languages = views.map(({ language }) => language).join('-');
  const kind = [content.kind, languages, query.imprecise, addresses.chronology].join(' ');
  const fragments = fragmentsOf(chronology, kind);
  const { folded } = content;
  const fragmentsWithParts = folded && fragmentsOf(chronology, `${kind} ${query.parts}`);
  let texts: string[] = [];
  let missing: MissingFragment[] = [];
  let weight = 0;
  const finishChunk = () => {
    for (const { index, text } of renderMissing(views, content, missing)) texts[index] = text;
    for (const { index, event, shows, cache } of missing) cache.set(event, shows, texts[index] ?? '');
    // Concatenation, unlike `join`, copies nothing until the chunk is encoded.
    let chunk = '';
    for (const text of texts) chunk += text;
    texts = [];
    missing = [];
    weight = 0;
    return chunk;
  };
  for (const { event, parts: told } of listed(content)) {
    const parts = folded && { told, all: allParts(chronology, event) };
    // Without parts and changes, an event has the same entries in both kinds of calendars.
    const cache = fragmentsWithParts && (parts?.all.length || hasChanged(event)) ? fragmentsWithParts : fragments;
    const shows = shownBeside(chronology, event, parts);
    const cached = cache.get(event, shows);
    if (cached === undefined) {
      missing.push({ index: texts.length, event, shows, cache, parts });
      weight += renderingWeight(event) + (parts?.told.length ?? 0) / ITEMS_OF_ONE;
    }
    texts.push(cached ?? '');
    if (texts.length >= MOST_JOINED || weight >= MOST_RENDERED) yield finishChunk();
  }
  yield finishChunk();
}

/** The events of a calendar, each with the parts that its description tells. */
function* listed({ folded = [], events }: CalendarEvents): Generator<FoldedEvent> {
  yield* folded;
  for (const event of events) yield { event, parts: [] };
}

function hasChanged({ revisions, withdrawn }: TimelineEvent): boolean {
  return revisions.length > 0 || withdrawn !== undefined;
}

/** Names the other events on which the entries of an event depend: what fulfils a plan, and the parts with what fulfils these. */
function shownBeside(chronology: Chronology, event: TimelineEvent, parts: EntryParts | undefined): string {
  const fulfilments = (of: TimelineEvent) => fulfilmentsOf(chronology, of).map(({ slug }) => slug);
  const own = fulfilments(event).join(' ');
  if (!parts || parts.all.length === 0) return own;
  const told = parts.told.map((part) => [versionOf(part), ...fulfilments(part)].join(' '));
  return [own, told.join(','), parts.all.map(versionOf).join(' ')].join(';');
}

/** Event → a number: an edited event is another object, with another number. It stands in keys of caches alone. */
const versions = new WeakMap<TimelineEvent, number>();
let lastVersion = 0;

function versionOf(event: TimelineEvent): number {
  let version = versions.get(event);
  if (version === undefined) {
    lastVersion += 1;
    version = lastVersion;
    versions.set(event, version);
  }
  return version;
}

/** An event whose entries are not cached. */
interface MissingFragment {
  /** Its index in the chunk. */
  readonly index: number;
  readonly event: TimelineEvent;
  readonly shows: string;
  readonly cache: Fragments;
  readonly parts: EntryParts | undefined;
}

/** The entries of each event, rendered in one call of `ics`, which costs less than one call an event. */
function renderMissing(
  views: readonly [View, ...View[]],
  { entries }: CalendarEvents,
  missing: readonly MissingFragment[],
): readonly { index: number; text: string }[] {
  const vevents = missing.map(({ event, parts }) => veventsOf(event, views, entries, parts));
  const texts = renderVevents(vevents.flat());
  let end = 0;
  return missing.map(({ index }, order) => {
    const begin = end;
    end += vevents[order]?.length ?? 0;
    return { index, text: texts.slice(begin, end).join('') };
  });
}
