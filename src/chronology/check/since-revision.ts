/** Compares the folder with an earlier revision: each change of an event has a revision, and no identity changed or vanished. */
import { compareProblems, type Problem } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import { Yaml } from '../files/yaml.ts';
import { eventFilesOf, type Files } from '../folder/folder.ts';
import { DEFAULT_UID_DOMAIN } from '../schema/defaults.ts';
import { KINDS_IN_SETTINGS } from '../schema/vocabulary.ts';
import { ADDRESSED_KINDS } from '../schema/vocabulary-schema.ts';
import {
  canonical,
  contentOf,
  datesOf,
  type Entry,
  type Finding,
  fieldOf,
  isMapping,
  isSameDate,
  notLater,
  readEntry,
  revisionAdvice,
  slugOfEvent,
} from './compared-entry.ts';
import { type ComparedWas, compareWas, untoldFields, wasAdvice } from './compared-was.ts';
import { indirectChanges } from './indirect-changes.ts';

/** The folder's current files. */
export interface FilesNow {
  readonly files: Files;
  /** Paths of files that could not be read; each has a problem of its own. */
  readonly unread: ReadonlySet<string>;
}

/** The folder's files at the earlier revision. */
export interface FilesThen {
  /** The revision as the curator named it: `HEAD`, `v1.2`. */
  readonly name: string;
  readonly files: Files;
  /** Path → a phrase for an entry that was not a text file: `a link`, `not UTF-8`. */
  readonly unread: ReadonlyMap<string, string>;
  /** Slug → path of each event file at that revision, or at any known one before. */
  readonly used: ReadonlyMap<string, string>;
}

export interface SinceRevision {
  readonly problems: readonly Problem[];
  /** A clause for each file or field that could not be compared. */
  readonly notCompared: readonly string[];
  /** How many event files the earlier revision has. */
  readonly eventsThen: number;
}

/**
 * The changes since the earlier revision that would not reach subscribers, or that change an identity.
 *
 * Parsed contents are compared, not texts: comments, the order of fields and the subfolder of a file are no change. A current
 * file with problems of its own in the fields that are compared is passed over.
 */
export function checkSince(now: FilesNow, then: FilesThen): SinceRevision {
  const eventsThen = eventFilesOf(then.files.keys(), then.unread.keys()).filter((file) => file.endsWith('.yaml'));
  const findings: readonly Finding[] = [
    ...uidDomain(now, then),
    ...published(now, then),
    ...addressedIds(now, then),
    ...events(now, then, eventsThen),
    ...indirectChanges(now, then),
  ];
  return {
    problems: findings.filter((finding) => 'message' in finding).sort(compareProblems),
    notCompared: findings.flatMap((finding) => ('message' in finding ? [] : [finding.notCompared])),
    eventsThen: eventsThen.length,
  };
}

/** Whether the domain changed with which every UID and guid ends. */
function* uidDomain(now: FilesNow, then: FilesThen): Generator<Finding> {
  const file = 'chronology.yaml';
  // An empty folder had no UIDs that could change.
  if (then.files.size === 0 && then.unread.size === 0) return;
  const domainIn = ({ value }: Yaml) => (isMapping(value) ? (value.uidDomain ?? DEFAULT_UID_DOMAIN) : undefined);
  const before = domainIn(new Yaml(file, then.files.get(file) ?? ''));
  if (typeof before !== 'string') {
    yield { notCompared: `uidDomain: ${file} had none at ${then.name} that can be read` };
    return;
  }
  const yaml = new Yaml(file, now.files.get(file) ?? '');
  const after = domainIn(yaml);
  if (typeof after === 'string' && after !== before)
    yield yaml.problem(
      ['uidDomain'],
      `changed since ${then.name}: every UID of the calendars and every guid of the feeds would move`,
      undefined,
      before,
    );
}

/** Whether the day changed on which entries appeared that have none of their own: their files may be as they were. */
function* published(now: FilesNow, then: FilesThen): Generator<Finding> {
  const file = 'chronology.yaml';
  const [before, after] = [datesOf(then.files).published, datesOf(now.files).published];
  if (!before || now.unread.has(file) || (after && isSameDate(before, after))) return;
  yield new Yaml(file, now.files.get(file) ?? '').problem(
    ['published'],
    `was ${before.written} at ${then.name}, which tells entries without a \`published\` of their own from others`,
    undefined,
    before.written,
  );
}

/** Each id that is in addresses must still be an id, be in `formerly` of an entry, or be retired. */
function* addressedIds(now: FilesNow, then: FilesThen): Generator<Finding> {
  const settingsNow = new Yaml('chronology.yaml', now.files.get('chronology.yaml') ?? '');
  for (const kind of ADDRESSED_KINDS) {
    const isInSettings = (KINDS_IN_SETTINGS as readonly string[]).includes(kind);
    const file = isInSettings ? 'chronology.yaml' : `${kind}.yaml`;
    const entriesIn = (files: Files) => {
      const { value } = new Yaml(file, files.get(file) ?? '');
      return isInSettings ? fieldOf(value, kind) : value;
    };
    const [before, after] = [entriesIn(then.files), entriesIn(now.files)];
    // A file that cannot be read as entries has problems of its own.
    if (!isMapping(before) || now.unread.has(file) || (!isMapping(after) && now.files.has(file))) continue;
    const known = new Set([...idsOf(after ?? {}), ...textsIn(fieldOf(fieldOf(settingsNow.value, 'retired'), kind))]);
    const yaml = new Yaml(file, now.files.get(file) ?? '');
    for (const id of idsOf(before))
      if (!known.has(id))
        yield yaml.problem(
          isInSettings ? [kind] : [],
          `${id} is gone since ${then.name}: its addresses, and what is subscribed to under them, would no longer answer`,
          undefined,
          `\`formerly: [${id}]\` in the entry that it became, or \`${id}\` under \`retired\`, \`${kind}\` in chronology.yaml`,
        );
  }
}

/** The current and former ids of entries. */
function idsOf(entries: unknown): readonly string[] {
  return isMapping(entries)
    ? Object.entries(entries).flatMap(([id, entry]) => [id, ...textsIn(fieldOf(entry, 'formerly'))])
    : [];
}

function textsIn(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}

function* events(now: FilesNow, then: FilesThen, eventsThen: readonly string[]): Generator<Finding> {
  for (const [path, kind] of then.unread)
    if (!path.endsWith('.yaml')) yield { notCompared: `${path}: it was ${kind} at ${then.name}` };

  const present = filesBySlug(eventFilesOf(now.files.keys(), now.unread));
  const past = filesBySlug(eventsThen);
  const added = [...present].flatMap(([slug, [file = '']]) => {
    const yaml = past.has(slug) ? undefined : new Yaml(file, now.files.get(file) ?? '');
    return isMapping(yaml?.value) ? [{ slug, yaml, fields: yaml.value }] : [];
  });
  const addedByContent = new Map(added.map(({ slug, fields }) => [canonical(contentOf(fields)), slug]));
  const [datesNow, datesThen] = [datesOf(now.files), datesOf(then.files)];

  for (const [slug, [fileThen = '', ...others]] of past) {
    for (const other of others)
      yield { notCompared: `${other}: at ${then.name} its slug was also that of ${fileThen}` };
    const files = present.get(slug);
    const [file = ''] = files ?? [];
    const [text, textThen] = [now.files.get(file), then.files.get(fileThen)];
    if (text !== undefined && text === textThen) continue;

    const before =
      textThen === undefined
        ? (then.unread.get(fileThen) ?? '')
        : readEntry(new Yaml(fileThen, textThen).value, datesThen);
    if (typeof before === 'string') yield { notCompared: `${fileThen}: it was ${before} at ${then.name}` };
    if (!files) {
      // A file whose name is no slug was never served; renaming it removes no identity.
      if (slugOf(fileThen).fault) yield { notCompared: `${fileThen}: its name was no slug at ${then.name}` };
      else yield vanished(fileThen, before, addedByContent, then.name);
    } else if (files.length === 1 && text !== undefined && typeof before !== 'string') {
      const yaml = new Yaml(file, text);
      const after = readEntry(yaml.value, datesNow);
      if (typeof after !== 'string')
        yield* compareEntries({ before, after, yaml, text, name: then.name, firstLanguage: datesNow.firstLanguage });
    }
  }

  for (const { slug, yaml, fields } of added) {
    const before = then.used.get(slug);
    // A withdrawn entry may reuse its slug: that is how an old deletion is mended.
    if (before === undefined || fields.withdrawn !== undefined) continue;
    yield yaml.problem(
      [],
      `the slug was that of ${before}, deleted before ${then.name}, and is never used again`,
      slug,
      'another name for a new entry; for the old one, its file as it was and `withdrawn`',
    );
  }
}

/** The problem of an event whose file was removed. */
function vanished(
  file: string,
  before: Entry | string,
  addedByContent: ReadonlyMap<string, string>,
  name: string,
): Problem {
  const location = { file, line: 1, column: 1, field: '' };
  const message = `gone since ${name} without a tombstone`;
  if (typeof before === 'string') return { ...location, message, advice: `the file as it was, with \`withdrawn\`` };
  if (before.withdrawn)
    return { ...location, message: `the tombstone is gone since ${name}`, advice: 'the file as it was' };
  const successor = addedByContent.get(canonical(before.content));
  return {
    ...location,
    message: successor === undefined ? message : `${message}; ${successor} says the same`,
    advice: `the file as it was, with \`withdrawn\`: \`date\` of ${before.lastDay} or later, \`reason\`, and ${
      successor === undefined ? '`replacedBy` where another entry took its place' : `\`replacedBy: ${successor}\``
    }`,
  };
}

/** The problems between the earlier and the current entry of one slug. */
function* compareEntries(compared: ComparedWas): Generator<Problem> {
  const { before, after, yaml, name } = compared;
  if (before.withdrawn && !after.withdrawn) {
    yield yaml.problem(
      ['withdrawn'],
      `this entry was withdrawn at ${name}, and its slug is never used again`,
      undefined,
      '`withdrawn` as it was; another slug for another entry',
    );
    return;
  }
  if (!isSameDate(before.published, after.published)) {
    // The other differences are not reported: they may belong to another entry.
    yield yaml.problem(
      ['published'],
      `was ${before.published.written} at ${name}: this looks like another entry under the same slug`,
      undefined,
      `${before.published.written}; or, for another entry, another slug`,
    );
    return;
  }

  const broken = before.revisions.findIndex((revision, index) => {
    const current = after.revisions[index];
    return !current || !isSameDate(revision.date, current.date) || revision.note !== current.note;
  });
  if (broken !== -1)
    yield yaml.problem(
      ['revisions', broken],
      `entry ${broken + 1} is ${after.revisions[broken] ? 'not as it was' : 'gone'} since ${name}: calendars count them`,
      undefined,
      `the entries as they were (${before.revisions.map(({ date }) => date.written).join(', ')}), new ones after them`,
    );

  const changed = changedFields(before.content, after.content);
  const isRevised = after.revisions.length > before.revisions.length;
  const isWithdrawn = after.withdrawn && !before.withdrawn;
  if (isRevised || isWithdrawn) {
    if (after.lastModified <= before.lastModified) yield notLater(after, yaml, before.lastModified, `at ${name}`);
    if (broken === -1) yield* compareWas(compared, changed);
  } else if (changed.length > 0) {
    yield unrevised(before, after, changed, yaml, name);
  }
}

/** The problem of a change without a revision, which no subscriber's program would take. */
function unrevised(before: Entry, after: Entry, changed: readonly string[], yaml: Yaml, name: string): Problem {
  const isPresent = (field: string) => Object.hasOwn(after.content, field);
  const [first = 'revisions'] = changed.filter(isPresent);
  const named = changed.map((field) => (isPresent(field) ? field : `${field} (removed)`)).join(', ');
  const message = `changed since ${name} without a new entry in \`revisions\``;
  const advice = revisionAdvice(before, after);
  const untold = untoldFields(changed);
  return {
    ...yaml.problem(
      [first],
      changed.length === 1 && isPresent(first) ? message : `${message}: ${named}`,
      '',
      '',
      'key',
    ),
    found: undefined,
    advice: untold.length > 0 ? `${advice}; in it ${wasAdvice(before, untold)}` : advice,
  };
}

/** The fields that differ: current ones in the order of the file, then removed ones. */
function changedFields(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  const fields = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...fields].filter((field) => canonical(after[field]) !== canonical(before[field]));
}

function filesBySlug(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const bySlug = new Map<string, string[]>();
  for (const file of files) {
    const slug = slugOfEvent(file);
    bySlug.set(slug, [...(bySlug.get(slug) ?? []), file]);
  }
  return bySlug;
}
