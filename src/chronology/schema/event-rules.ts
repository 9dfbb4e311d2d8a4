/** The rules between the fields of one event file: citations of the date, the order of revisions and what stood before them. */
import { isDatedBefore } from '../dates/day.ts';
import { datesOf, type When } from '../dates/when.ts';
import type { Fault, FieldFault } from '../files/problem.ts';
import type { ReadContext } from './vocabulary-schema.ts';

interface EventFields {
  readonly when: When;
  readonly timeZone?: string | undefined;
  readonly alternatives: readonly { readonly when: When }[];
  readonly dating?: { readonly inferred: boolean; readonly note?: unknown } | undefined;
  readonly sources: readonly { readonly for: string }[];
  readonly published: string;
  readonly revisions: readonly { readonly date: string; readonly was?: object | undefined }[];
  readonly withdrawn?: { readonly date: string } | undefined;
}

/** The faults between the fields of an event. @param wrong Fields with faults of their own, on which no rule relies. */
export function* eventRules(
  event: EventFields,
  { timeZone, citations }: Pick<ReadContext, 'timeZone' | 'citations'>,
  wrong: ReadonlySet<unknown>,
): Generator<FieldFault> {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return;
  const readInZone = ['when', 'timeZone', 'alternatives', 'revisions'];
  if (!readInZone.some((field) => wrong.has(field)) && event.timeZone !== undefined) {
    const dates = [...versionsOf(event), ...event.alternatives].flatMap(({ when }) => datesOf(when));
    if (dates.every(({ time }) => time === undefined))
      yield {
        path: ['timeZone'],
        fault: { message: 'no date here has a time of day', advice: 'leave it out, or the time in `when`' },
      };
  }
  if (!wrong.has('dating') && !wrong.has('sources') && event.sources !== undefined) {
    const dated = event.sources.some(
      (citation) => citation.for === 'date' || (event.dating?.inferred === true && citation.for === 'year'),
    );
    // Where citations may be left out, a date needs none, and a note says what an inferred one follows from.
    if (!dated && citations !== 'optional')
      yield {
        path: ['sources'],
        fault: event.dating?.inferred
          ? {
              message: 'an inferred date cites what it is inferred from',
              advice: 'a citation `for: year` or `for: date`',
            }
          : { message: 'no citation gives the date', advice: 'a citation `for: date` with the wording as printed' },
      };
    if (event.dating?.inferred && event.dating.note === undefined)
      yield {
        path: ['dating'],
        fault: { message: 'an inferred date says how it was inferred', advice: 'note: …' },
      };
  }
  if (!wrong.has('published') && !wrong.has('revisions')) {
    let last = event.published;
    for (const [index, { date }] of event.revisions.entries()) {
      if (isDatedBefore(date, last, timeZone))
        yield {
          path: ['revisions', index, 'date'],
          fault: { message: 'earlier than what came before it', advice: 'revisions in the order they were made' },
        };
      last = date;
    }
    if (!wrong.has('withdrawn') && event.withdrawn && isDatedBefore(event.withdrawn.date, last, timeZone))
      yield {
        path: ['withdrawn', 'date'],
        fault: { message: 'withdrawn before its last revision', advice: 'the day it was withdrawn' },
      };
  }
  if (!wrong.has('revisions')) yield* wasRules(event, wrong);
}

/** What a revision says that stood before is not what it became. */
function* wasRules(event: EventFields, wrong: ReadonlySet<unknown>): Generator<FieldFault> {
  const versions: readonly Readonly<Record<string, unknown>>[] = versionsOf({ ...event });
  for (const [index, { was = {} }] of event.revisions.entries())
    for (const field of Object.keys(was)) {
      const [before, after] = [versions[index]?.[field], versions[index + 1]?.[field]];
      // A status that no file says is that of the type, of which another rule knows.
      if (wrong.has(field) || !isSame(before, after) || (field === 'status' && after === undefined)) continue;
      const isChangedLater = event.revisions.slice(index + 1).some((later) => Object.hasOwn(later.was ?? {}, field));
      yield { path: ['revisions', index, 'was', field], fault: notChanged(isChangedLater) };
    }
}

/** The word for a place or a series that there was none of. */
export const NOTHING = 'none';

interface Revised {
  readonly revisions: readonly { readonly was?: object | undefined }[];
}

/**
 * The entry as it stood before each of its revisions, and as it is now: so many as there are revisions, and one more. What a
 * revision changed a field to is what stood before the next one that has this field, or what stands now.
 */
export function versionsOf<E extends Revised>(entry: E): readonly E[] {
  let version = entry;
  const newestFirst = [version];
  for (const { was } of entry.revisions.toReversed()) {
    if (was) version = { ...version, ...stood(was) };
    newestFirst.push(version);
  }
  return newestFirst.reverse();
}

function stood(was: object): object {
  return Object.fromEntries(
    Object.entries(was).map(([field, value]) => [field, mayBeNothing(field) && value === NOTHING ? undefined : value]),
  );
}

/** Whether a field of `was` takes the word; in lists, `[]` says that nothing stood. */
export function mayBeNothing(field: string): boolean {
  return field === 'place' || field === 'series';
}

/** Whether two values of a field say the same. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** @param isChangedLater whether what it became is what a later revision says that stood before */
export function notChanged(isChangedLater: boolean): Fault {
  return {
    message: isChangedLater ? 'the same as what stood before a later revision' : 'the same as what stands now',
    advice: 'what stood before this revision, or leave it out',
  };
}
