/** An event, and when its entry last changed. */
import { secondAfter } from './dates/day.ts';
import type { EventFile } from './schema/event-schema.ts';
import type { Status } from './schema/fields.ts';

export interface TimelineEvent extends Readonly<Omit<EventFile, 'status'>> {
  /** Its identity: the file's name without extension. */
  readonly slug: string;
  /** Path of its file below the chronology's folder. */
  readonly file: string;
  readonly status: Status;
}

export type Citation = TimelineEvent['sources'][number];
export type Figure = TimelineEvent['figures'][number];
export type Table = NonNullable<TimelineEvent['table']>;

type EntryDates = Readonly<{
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
  const changes = [...revisions, ...(withdrawn ? [withdrawn] : [])];
  return changes.reduce((last, { date }) => (date > last ? date : secondAfter(last)), published);
}
