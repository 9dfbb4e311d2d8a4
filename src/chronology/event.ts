/** An event, and when what is told of it last changed. */
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
 * When what subscribers see of the event last changed, as ISO 8601 UTC. What is dated alike, as all changes of a day are,
 * counts as a second after what came before it: some programs take a change only where this has moved on.
 */
export function lastModified({ published, revisions, withdrawn }: EntryDates): string {
  // As nearly all events are, of which very many are asked.
  if (revisions.length === 0 && !withdrawn) return published;
  const changes = [...revisions, ...(withdrawn ? [withdrawn] : [])];
  return changes.reduce((last, { date }) => (date > last ? date : secondAfter(last)), published);
}
