/** An event, and when its entry last changed. */
import { secondsAfter } from './dates/day.ts';
import type { ImageFile } from './images/image.ts';
import type { EventFile } from './schema/event-schema.ts';
import type { Status } from './schema/status.ts';
import type { Settings } from './schema/vocabulary.ts';

/** An event as its own file says it, whatever the vocabulary. */
export interface ParsedEvent extends Readonly<EventFile> {
  /** Its identity: the file's name without extension. */
  readonly slug: string;
  /** Path of its file below the chronology's folder. */
  readonly file: string;
  /** Of an event whose image is a file, what is in that file. */
  readonly imageFile?: ImageFile | undefined;
}

export interface TimelineEvent extends Omit<ParsedEvent, 'status'> {
  /** As the file says, or the default of the event's type. */
  readonly status: Status;
}

/** The status of an event whose file says none. */
export function defaultStatus({ type }: Pick<ParsedEvent, 'type'>, { types }: Pick<Settings, 'types'>): Status {
  return types[type]?.defaultStatus ?? 'done';
}

export type Citation = TimelineEvent['sources'][number];
/** A list of citations of an event, and where its file has it. */
export interface CitationList {
  /** What cites: the event itself, another date that some source gives, or a change of the entry. */
  readonly by: 'event' | 'alternative' | 'revision';
  readonly path: readonly (string | number)[];
  readonly citations: readonly Citation[];
}

/** In the order of the event's file, its own list first. */
export function citationListsOf({
  sources,
  alternatives,
  revisions,
}: Pick<TimelineEvent, 'sources' | 'alternatives' | 'revisions'>): readonly CitationList[] {
  const lists: CitationList[] = [{ by: 'event', path: ['sources'], citations: sources }];
  for (const [index, alternative] of alternatives.entries())
    lists.push({ by: 'alternative', path: ['alternatives', index, 'sources'], citations: alternative.sources });
  for (const [index, revision] of revisions.entries())
    lists.push({ by: 'revision', path: ['revisions', index, 'sources'], citations: revision.sources });
  return lists;
}

export type Figure = TimelineEvent['figures'][number];
export type Table = NonNullable<TimelineEvent['table']>;

/** When an entry was published, and when it changed since. */
export type EntryDates = Readonly<{
  published: string;
  revisions: readonly Readonly<{ date: string }>[];
  withdrawn?: Readonly<{ date: string }> | undefined;
}>;

/**
 * When the event's entry last changed, as ISO 8601 UTC. Changes dated alike, as all changes of one day are, count as one
 * second apart: some calendar programs ignore a change whose LAST-MODIFIED has not moved on.
 */
export function lastModified({ published, revisions, withdrawn }: EntryDates): string {
  // Nearly all events have no revision, and views ask for the times of all their events.
  if (revisions.length === 0 && !withdrawn) return published;
  return afterChanges(published, [...revisions, ...(withdrawn ? [withdrawn] : [])]);
}

/**
 * As `lastModified`, of an entry that tells of others as well: their publication and each of their changes is one of its own.
 * Each counts as a second after the latest of all dates, for one that comes later may be dated earlier: two curators' work is
 * put together in any order.
 */
export function lastChange(entry: EntryDates, others: readonly EntryDates[]): string {
  if (others.length === 0) return lastModified(entry);
  const changes = [entry, ...others].flatMap(({ revisions, withdrawn }) => [
    ...revisions.map(({ date }) => date),
    ...(withdrawn ? [withdrawn.date] : []),
  ]);
  const dates = [...others.map(({ published }) => published), ...changes];
  const latest = dates.reduce((last, date) => (date > last ? date : last), entry.published);
  return secondsAfter(latest, dates.length);
}

function afterChanges(published: string, changes: readonly Readonly<{ date: string }>[]): string {
  return changes.reduce((last, { date }) => (date > last ? date : secondsAfter(last, 1)), published);
}
