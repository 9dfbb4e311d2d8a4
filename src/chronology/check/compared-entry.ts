/** An event file in the form in which two versions of it are compared. */
import { DateTime } from 'luxon';
import { dayAt } from '../dates/day.ts';
import { type EntryDates, lastModified } from '../event.ts';
import type { Problem } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import { Yaml } from '../files/yaml.ts';
import type { Files } from '../folder/folder.ts';
import { instant } from '../schema/fields.ts';
import { readContextSchema } from '../schema/vocabulary-schema.ts';

export interface Entry {
  /** All fields but `published` and `revisions`. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly published: WrittenDate;
  /** What stays as it was is `note`: what a revision says that stood before, and its sources, can be mended or added later. */
  readonly revisions: readonly { readonly date: WrittenDate; readonly note: string; readonly was: unknown }[];
  readonly withdrawn: boolean;
  /** The same dates as instants. */
  readonly dates: EntryDates;
  /** ISO 8601 UTC. */
  readonly lastModified: string;
  /** The day of the last change in the chronology's zone. */
  readonly lastDay: string;
}

/** The result of a comparison: a problem, or a clause that says what could not be compared. */
export type Finding = Problem | { readonly notCompared: string };

export interface WrittenDate {
  readonly written: string;
  readonly instant: string;
}

/** The entry, or a phrase that says why the file is none. */
export function readEntry(value: unknown, { timeZone, published: publishedAt, toInstant }: ReadDates): Entry | string {
  if (value === undefined) return 'not readable YAML';
  if (!isMapping(value)) return 'without fields';
  const published = value.published === undefined ? publishedAt : toInstant(value.published);
  if (!published) return 'without a readable `published`';
  const list = value.revisions ?? [];
  const revisions = (Array.isArray(list) ? list : [undefined]).flatMap((revision: unknown) => {
    const date = toInstant(fieldOf(revision, 'date'));
    return date ? [{ date, note: canonical(fieldOf(revision, 'note')), was: fieldOf(revision, 'was') }] : [];
  });
  if (!Array.isArray(list) || revisions.length < list.length) return 'without readable `revisions`';
  const withdrawn = toInstant(fieldOf(value.withdrawn, 'date'));
  if (value.withdrawn !== undefined && !withdrawn) return 'without a readable date in `withdrawn`';
  const dates = {
    published: published.instant,
    revisions: revisions.map(({ date }) => ({ date: date.instant })),
    withdrawn: withdrawn && { date: withdrawn.instant },
  };
  const last = lastModified(dates);
  return {
    content: contentOf(value),
    published,
    revisions,
    withdrawn: withdrawn !== undefined,
    dates,
    lastModified: last,
    lastDay: dayAt(Date.parse(last), timeZone),
  };
}

/** Reads the dates of a chronology's entries. */
export interface ReadDates {
  readonly timeZone: string;
  /** That of texts which say none. */
  readonly firstLanguage: string;
  /** Of entries that say nothing of their own. */
  readonly published: WrittenDate | undefined;
  /** Undefined for a value that is no date. */
  readonly toInstant: (written: unknown) => WrittenDate | undefined;
}

/** A reader of dates for the time zone in `chronology.yaml`, or UTC where that has none. */
export function datesOf(files: Files): ReadDates {
  const readContext = readContextSchema.safeParse(
    new Yaml('chronology.yaml', files.get('chronology.yaml') ?? '').value,
  );
  const timeZone = readContext.data?.timeZone ?? 'UTC';
  const schema = instant(timeZone);
  const toInstant = (written: unknown) => {
    const read = schema.safeParse(written);
    return read.success ? { written: String(written), instant: read.data } : undefined;
  };
  return {
    timeZone,
    firstLanguage: readContext.data?.languages[0] ?? '',
    published: toInstant(readContext.data?.published),
    toInstant,
  };
}

/** The slug that a file has, or would have with the right ending. */
export function slugOfEvent(file: string): string {
  return slugOf(file.replace(/\.(ya?ml|json)$/i, '.yaml')).slug;
}

/** Whether two dates are equal as instants or as written: a date without offset is another instant in another time zone. */
export function isSameDate(a: WrittenDate, b: WrittenDate): boolean {
  return a.written === b.written || a.instant === b.instant;
}

export function contentOf(value: unknown): Record<string, unknown> {
  const { published, revisions, ...content } = isMapping(value) ? value : {};
  return content;
}

/** The value as JSON with sorted fields, so that their order in the file does not matter. */
export function canonical(value: unknown): string {
  return String(
    JSON.stringify(value, (_, inner: unknown) =>
      isMapping(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    ),
  );
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldOf(value: unknown, field: string): unknown {
  return isMapping(value) && Object.hasOwn(value, field) ? value[field] : undefined;
}

/** Advice on the revision that a changed entry needs, so that calendar programs take the change. */
export function revisionAdvice(before: Entry, after: Entry): string {
  const where = before.revisions.length > 0 ? 'at the end of `revisions`' : '`revisions` with an entry';
  // A tombstone is the last change of its entry.
  const tombstone = after.withdrawn ? '; the same date in `withdrawn`' : '';
  return `${where}: \`date\` of ${before.lastDay} or later, and \`note\` on what changed${tombstone}`;
}

/** The problem of a revision or withdrawal that is not later than what programs that subscribed have already. */
export function notLater(after: Entry, yaml: Yaml, last: string, lastWhat: string): Problem {
  return yaml.problem(
    after.withdrawn ? ['withdrawn', 'date'] : ['revisions', after.revisions.length - 1, 'date'],
    `not later than the last change ${lastWhat} (${last}), so that calendar programs would ignore this one`,
    undefined,
    `a date with a time after that, such as ${anHourAfter(last)}; a day alone is its start in the chronology’s zone`,
  );
}

function anHourAfter(instant: string): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).plus({ hours: 1 }).toISO({ suppressMilliseconds: true }) ?? '';
}
