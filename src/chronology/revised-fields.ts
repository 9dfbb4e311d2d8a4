/** What each revision of an event changed: the event as it stood before, as it was then, and the fields that differ. */
import type { TimelineEvent } from './event.ts';
import { versionsOf } from './schema/event-rules.ts';

type Revision = TimelineEvent['revisions'][number];
/** A field of which a revision may say what stood before. */
export type RevisedField = keyof NonNullable<Revision['was']>;

export interface RevisedFields {
  readonly before: TimelineEvent;
  readonly after: TimelineEvent;
  /** In the order of the schema. */
  readonly fields: readonly RevisedField[];
}

/** What the revision at each index changed; undefined of one that does not say what stood before. */
export function revisedFieldsOf(event: TimelineEvent): readonly (RevisedFields | undefined)[] {
  // Nearly all events have no revision.
  if (event.revisions.length === 0) return [];
  const versions = versionsOf(event);
  return event.revisions.map(({ was }, index) => {
    const [before, after] = [versions[index], versions[index + 1]];
    return was && before && after ? { before, after, fields: Object.keys(was) as readonly RevisedField[] } : undefined;
  });
}
