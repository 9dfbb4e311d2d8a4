/** Changes of calendar entries that come from other files: the event that fulfils a plan, a part that leaves its whole, the time zone, the vocabulary. */
import type { Problem } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import { Yaml } from '../files/yaml.ts';
import { eventFilesOf, type Files } from '../folder/folder.ts';
import { VOCABULARY_FILES } from '../schema/vocabulary.ts';
import {
  canonical,
  datesOf,
  type Entry,
  type Finding,
  fieldOf,
  isMapping,
  readEntry,
  revisionAdvice,
} from './compared-entry.ts';

/** A time of day without an offset, which is in the chronology's time zone. */
const LOCAL_TIME = /T\d{2}:\d{2}(:\d{2})?$/;

interface Compared {
  readonly now: Files;
  readonly then: Files;
  /** The git revision of `then` as the curator named it. */
  readonly name: string;
  /** Slug → path of the event's file. */
  readonly filesNow: ReadonlyMap<string, string>;
  readonly filesThen: ReadonlyMap<string, string>;
  readonly datesNow: ReturnType<typeof datesOf>;
  readonly datesThen: ReturnType<typeof datesOf>;
}

/** Problems of events that changed through other files without a revision of their own, and changes that cannot be compared. */
export function* indirectChanges(now: Files, then: Files, name: string): Generator<Finding> {
  if (then.size === 0) return;
  const bySlug = (files: Files) => new Map(eventFilesOf(files.keys()).map((file) => [slugOf(file).slug, file]));
  const [datesNow, datesThen] = [datesOf(now), datesOf(then)];
  const compared = { now, then, name, filesNow: bySlug(now), filesThen: bySlug(then), datesNow, datesThen };
  yield* plans(compared);
  yield* wholes(compared);
  yield* localTimes(compared);
  for (const file of VOCABULARY_FILES) {
    // A file that was missing, or is not a YAML mapping, is not compared.
    const [before, after] = [then, now].map((files) => {
      const { value } = new Yaml(file, files.get(file) ?? '');
      return isMapping(value) ? canonical(value) : undefined;
    });
    if (before !== undefined && after !== undefined && before !== after)
      yield {
        notCompared: `${file}: changed since ${name}; of what events show of it, calendar programs take what comes with a revision of the event`,
      };
  }
}

/** Plans whose calendar entry changed because an event fulfils them, or no longer does. */
function* plans(compared: Compared): Generator<Problem> {
  const [before, after] = [fulfilments(compared.then), fulfilments(compared.now)];
  for (const slug of new Set([...before.keys(), ...after.keys()])) {
    const [were, are] = [before.get(slug) ?? [], after.get(slug) ?? []];
    const added = are.filter((other) => !were.includes(other));
    const removed = were.filter((other) => !are.includes(other));
    if (added.length + removed.length === 0) continue;
    const clauses = [
      ...added.map((other) => `fulfilled by ${other}`),
      ...removed.map((other) => `no longer fulfilled by ${other}`),
    ];
    const message = `${clauses.join(', ')} since ${compared.name} without a new entry in \`revisions\``;
    yield* unrevised(slug, compared, 'status', () => message);
  }
}

/** Slug of a plan → slugs of the events that fulfil it. */
function fulfilments(files: Files): ReadonlyMap<string, readonly string[]> {
  const fulfilledBy = new Map<string, string[]>();
  for (const { slug, named, isWithdrawn } of relations(files, 'fulfils'))
    if (Array.isArray(named) && !isWithdrawn)
      for (const plan of named.map(String)) fulfilledBy.set(plan, [...(fulfilledBy.get(plan) ?? []), slug]);
  return fulfilledBy;
}

/**
 * Wholes that a part has left. Where calendars fold parts, the entry of a whole counts the changes of those that it has,
 * withdrawn ones too: one that is part of something else now leaves it only by a change of the whole itself.
 */
function* wholes(compared: Compared): Generator<Problem> {
  const now = new Map([...relations(compared.now, 'partOf')].map(({ slug, named }) => [slug, named]));
  for (const { slug, named } of relations(compared.then, 'partOf')) {
    if (typeof named !== 'string' || now.get(slug) === named || !compared.filesNow.has(slug)) continue;
    const message = `no longer has the part ${slug} since ${compared.name} without a new entry in \`revisions\``;
    yield* unrevised(named, compared, 'title', () => message);
  }
}

/** The events that have a relation, and what it names. */
function* relations(files: Files, relation: 'fulfils' | 'partOf') {
  for (const file of eventFilesOf(files.keys())) {
    const text = files.get(file) ?? '';
    if (!text.includes(relation)) continue;
    const event = new Yaml(file, text).value;
    const named = fieldOf(fieldOf(event, 'relations'), relation);
    yield { slug: slugOf(file).slug, named, isWithdrawn: fieldOf(event, 'withdrawn') !== undefined };
  }
}

/** Events at a local time that is another instant since the time zone changed. */
function* localTimes(compared: Compared): Generator<Problem> {
  const [before, after] = [compared.then, compared.now].map((files) => {
    const zone = fieldOf(new Yaml('chronology.yaml', files.get('chronology.yaml') ?? '').value, 'timeZone');
    return typeof zone === 'string' ? zone : undefined;
  });
  if (before === undefined || after === undefined || before === after) return;
  for (const slug of compared.filesNow.keys())
    yield* unrevised(slug, compared, 'when', ({ content }) =>
      LOCAL_TIME.test(String(content.when))
        ? `another instant since ${compared.name}, for \`timeZone\` was ${before} and is ${after}`
        : undefined,
    );
}

/** The problem of an event that is in both versions of the folder and has no new revision; none where `messageOf` gives none. */
function* unrevised(
  slug: string,
  { now, then, filesNow, filesThen, datesNow, datesThen }: Compared,
  field: string,
  messageOf: (after: Entry) => string | undefined,
): Generator<Problem> {
  const [file, fileThen] = [filesNow.get(slug), filesThen.get(slug)];
  if (file === undefined || fileThen === undefined) return;
  const yaml = new Yaml(file, now.get(file) ?? '');
  const before = readEntry(new Yaml(fileThen, then.get(fileThen) ?? '').value, datesThen);
  const after = readEntry(yaml.value, datesNow);
  // A file that cannot be read has problems of its own.
  if (typeof before === 'string' || typeof after === 'string' || !isMapping(yaml.value)) return;
  if (after.revisions.length > before.revisions.length || after.withdrawn !== before.withdrawn) return;
  const message = messageOf(after);
  if (message === undefined) return;
  yield { ...yaml.problem([field], message, '', '', 'key'), found: undefined, advice: revisionAdvice(before, after) };
}
