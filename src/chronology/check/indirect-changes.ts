/** Changes that calendars show of an event whose own file stays as it is: what fulfils a plan, the time zone, the vocabulary. */
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

/** A time of day without an offset is one in the chronology's zone. */
const LOCAL_TIME = /T\d{2}:\d{2}(:\d{2})?$/;

interface Compared {
  readonly now: Files;
  readonly then: Files;
  /** What the curator calls the earlier time. */
  readonly name: string;
  /** Slug → the file that the event is in. */
  readonly filesNow: ReadonlyMap<string, string>;
  readonly filesThen: ReadonlyMap<string, string>;
  readonly datesNow: ReturnType<typeof datesOf>;
  readonly datesThen: ReturnType<typeof datesOf>;
}

/** What events show otherwise than then without a revision of their own, and what of it cannot be told. */
export function* indirectChanges(now: Files, then: Files, name: string): Generator<Finding> {
  if (then.size === 0) return;
  const bySlug = (files: Files) => new Map(eventFilesOf(files.keys()).map((file) => [slugOf(file).slug, file]));
  const [datesNow, datesThen] = [datesOf(now), datesOf(then)];
  const compared = { now, then, name, filesNow: bySlug(now), filesThen: bySlug(then), datesNow, datesThen };
  yield* plans(compared);
  yield* localTimes(compared);
  for (const file of VOCABULARY_FILES) {
    // Of a file that was not there, or is no YAML, there is nothing to compare.
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

/** Calendars tell a plan otherwise when something fulfils it, or no longer does. */
function* plans(compared: Compared): Generator<Problem> {
  const [before, after] = [fulfilments(compared.then), fulfilments(compared.now)];
  for (const slug of new Set([...before.keys(), ...after.keys()])) {
    const [were, are] = [before.get(slug) ?? [], after.get(slug) ?? []];
    const added = are.filter((other) => !were.includes(other));
    const gone = were.filter((other) => !are.includes(other));
    if (added.length + gone.length === 0) continue;
    const said = [
      ...added.map((other) => `fulfilled by ${other}`),
      ...gone.map((other) => `no longer fulfilled by ${other}`),
    ];
    const message = `${said.join(', ')} since ${compared.name} without a new entry in \`revisions\``;
    yield* unrevised(slug, compared, 'status', () => message);
  }
}

/** Slug of a plan → what fulfils it. */
function fulfilments(files: Files): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of eventFilesOf(files.keys())) {
    const text = files.get(file) ?? '';
    if (!text.includes('fulfils')) continue;
    const event = new Yaml(file, text).value;
    const plans = fieldOf(fieldOf(event, 'relations'), 'fulfils');
    if (!Array.isArray(plans) || fieldOf(event, 'withdrawn') !== undefined) continue;
    for (const plan of plans.map(String)) found.set(plan, [...(found.get(plan) ?? []), slugOf(file).slug]);
  }
  return found;
}

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

/** A problem of an event that was there and is, where there is one and no new revision. */
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
  // What cannot be read says so elsewhere.
  if (typeof before === 'string' || typeof after === 'string' || !isMapping(yaml.value)) return;
  if (after.revisions.length > before.revisions.length || after.withdrawn !== before.withdrawn) return;
  const message = messageOf(after);
  if (message === undefined) return;
  yield { ...yaml.problem([field], message, '', '', 'key'), found: undefined, advice: revisionAdvice(before, after) };
}
