/** Changes of calendar entries that come from other files: the event that fulfils a plan, a part that leaves its whole, the time zone, the vocabulary. */
import { type EntryDates, lastChange } from '../event.ts';
import type { Problem } from '../files/problem.ts';
import { slugOf } from '../files/slug.ts';
import { Yaml } from '../files/yaml.ts';
import { eventFilesOf, type Files } from '../folder/folder.ts';
import { zonesOfTimes } from '../schema/event-schema.ts';
import { VOCABULARY_FILES, zonesIn } from '../schema/vocabulary.ts';
import {
  canonical,
  datesOf,
  type Entry,
  type Finding,
  fieldOf,
  isMapping,
  notLater,
  type ReadDates,
  readEntry,
  revisionAdvice,
  slugOfEvent,
} from './compared-entry.ts';

/** A time of day without an offset, at either end of a period: it is in the zone of the event, its place or the chronology. */
const LOCAL_TIME = /T\d{2}:\d{2}(:\d{2})?(?:$|\/)/;

/** The folder at one time. */
interface Version {
  readonly files: Files;
  /** Slug → path of the event's file. */
  readonly bySlug: ReadonlyMap<string, string>;
  /** Slugs of files that are there, but were no text. */
  readonly unread: ReadonlySet<string>;
  readonly dates: ReadDates;
}

interface Compared {
  readonly now: Version;
  readonly then: Version;
  /** The git revision of `then` as the curator named it. */
  readonly name: string;
}

interface ReadFiles {
  readonly files: Files;
  readonly unread: { keys(): Iterable<string> };
}

function versionOf({ files, unread }: ReadFiles): Version {
  return {
    files,
    bySlug: new Map(eventFilesOf(files.keys()).map((file) => [slugOf(file).slug, file])),
    unread: new Set(eventFilesOf([], unread.keys()).map(slugOfEvent)),
    dates: datesOf(files),
  };
}

/** Problems of events that changed through other files without a revision of their own, and changes that cannot be compared. */
export function* indirectChanges(
  filesNow: ReadFiles,
  filesThen: ReadFiles & { readonly name: string },
): Generator<Finding> {
  if (filesThen.files.size === 0) return;
  const { name } = filesThen;
  const [now, then] = [versionOf(filesNow), versionOf(filesThen)];
  const compared = { now, then, name };
  yield* plans(compared);
  yield* wholes(compared);
  yield* localTimes(compared);
  for (const file of VOCABULARY_FILES) {
    // A file that was missing, or is not a YAML mapping, is not compared.
    const [before, after] = [filesThen.files, filesNow.files].map((files) => {
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
  const { now, then, name } = compared;
  const [before, after] = [fulfilments(then), fulfilments(now)];
  for (const slug of new Set([...before.keys(), ...after.keys()])) {
    const [were, are] = [before.get(slug) ?? [], after.get(slug) ?? []];
    const added = are.filter((other) => !were.includes(other) && !isUnknown(other, then, 'fulfils'));
    const removed = were.filter((other) => !are.includes(other) && !isUnknown(other, now, 'fulfils'));
    if (added.length + removed.length === 0) continue;
    const clauses = [
      ...added.map((other) => `fulfilled by ${other}`),
      ...removed.map((other) => `no longer fulfilled by ${other}`),
    ];
    const message = `${clauses.join(', ')} since ${name} without a new entry in \`revisions\``;
    yield* unrevised(slug, compared, 'status', () => message);
  }
}

/** Slug of a plan → slugs of the events that fulfil it. */
function fulfilments(version: Version): ReadonlyMap<string, readonly string[]> {
  const fulfilledBy = new Map<string, string[]>();
  for (const { slug, named = [], isWithdrawn } of relations(version, 'fulfils'))
    if (!isWithdrawn) for (const plan of named) fulfilledBy.set(plan, [...(fulfilledBy.get(plan) ?? []), slug]);
  return fulfilledBy;
}

/**
 * Wholes that a part has left. Where calendars fold parts, the entry of a whole counts the changes of those that it has,
 * withdrawn ones too: one that is part of something else now leaves it only by a change of the whole itself, which must be
 * later than all that the part takes with it.
 */
function* wholes(compared: Compared): Generator<Problem> {
  const { now, then, name } = compared;
  const left = new Set<string>();
  for (const { slug, named = [] } of relations(then, 'partOf')) {
    const [whole] = named;
    if (whole === undefined || !now.bySlug.has(slug) || textOf(slug, now) === textOf(slug, then)) continue;
    const namedNow = namesOf(slug, now, 'partOf');
    if (!namedNow || namedNow.includes(whole)) continue;
    left.add(whole);
    const message = `no longer has the part ${slug} since ${name} without a new entry in \`revisions\``;
    yield* unrevised(whole, compared, 'title', () => message);
  }
  if (left.size === 0) return;
  const [partsThen, partsNow] = [partsByWhole(then), partsByWhole(now)];
  for (const whole of left) {
    const pair = entriesOf(whole, compared);
    if (!pair || !isRevised(pair) || pair.after.lastModified <= pair.before.lastModified) continue;
    // What the whole is itself a part of tells of the part that left, and of the revision, as well.
    for (const slug of [whole, ...wholesOf(whole, then)]) {
      const before = lastChangeOf(slug, then, partsThen);
      const after = lastChangeOf(slug, now, partsNow);
      if (before === undefined || after === undefined || after > before) continue;
      yield notLater(pair.after, pair.yaml, before, `of ${slug} and its parts at ${name}`);
      break;
    }
  }
}

/** Whole → its parts. */
function partsByWhole(version: Version): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, string[]>();
  for (const { slug, named = [] } of relations(version, 'partOf'))
    for (const whole of named) parts.set(whole, [...(parts.get(whole) ?? []), slug]);
  return parts;
}

/** What an event is part of, and what this is part of, and so on. */
function wholesOf(slug: string, version: Version): readonly string[] {
  const found = new Set<string>();
  for (
    let at: string | undefined = slug;
    at !== undefined && !found.has(at);
    [at] = namesOf(at, version, 'partOf') ?? []
  )
    found.add(at);
  return [...found].slice(1);
}

/** When the entry of an event last changed that tells of its parts and theirs; undefined where one of them cannot be read. */
function lastChangeOf(
  slug: string,
  version: Version,
  parts: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  // The set grows as it is read: parts of parts follow.
  const slugs = new Set([slug]);
  const dates: EntryDates[] = [];
  for (const one of slugs) {
    const entry = readEntry(yamlOf(one, version)?.value, version.dates);
    if (typeof entry === 'string') return undefined;
    dates.push(entry.dates);
    for (const part of parts.get(one) ?? []) slugs.add(part);
  }
  const [own, ...others] = dates;
  return own && lastChange(own, others);
}

interface Relation {
  readonly slug: string;
  /** The slugs that it names; undefined where the file does not say, since it or the field has a problem of its own. */
  readonly named: readonly string[] | undefined;
  readonly isWithdrawn: boolean;
}

/** The events that have a relation, and what it names. */
function* relations(version: Version, relation: 'fulfils' | 'partOf'): Generator<Relation> {
  for (const [slug, file] of version.bySlug) {
    // Few events have it.
    const text = version.files.get(file) ?? '';
    if (!text.includes(relation)) continue;
    const { value } = new Yaml(file, text);
    yield { slug, named: namesIn(value, relation), isWithdrawn: fieldOf(value, 'withdrawn') !== undefined };
  }
}

function namesOf(slug: string, version: Version, relation: 'fulfils' | 'partOf'): readonly string[] | undefined {
  return namesIn(yamlOf(slug, version)?.value, relation);
}

function namesIn(event: unknown, relation: 'fulfils' | 'partOf'): readonly string[] | undefined {
  const all = fieldOf(event, 'relations') ?? {};
  if (!isMapping(event) || !isMapping(all)) return undefined;
  const named = all[relation] ?? [];
  if (typeof named === 'string') return [named];
  return Array.isArray(named) && named.every((one) => typeof one === 'string') ? named : undefined;
}

/** Whether the file of an event is there and does not say what it names. */
function isUnknown(slug: string, version: Version, relation: 'fulfils' | 'partOf'): boolean {
  return version.unread.has(slug) || (version.bySlug.has(slug) && namesOf(slug, version, relation) === undefined);
}

function textOf(slug: string, { bySlug, files }: Version): string | undefined {
  return files.get(bySlug.get(slug) ?? '');
}

function yamlOf(slug: string, { bySlug, files }: Version): Yaml | undefined {
  const file = bySlug.get(slug);
  return file === undefined ? undefined : new Yaml(file, files.get(file) ?? '');
}

/** Events at a local time that is another instant since the time zone of the chronology or of their place changed. */
function* localTimes(compared: Compared): Generator<Problem> {
  const [before, after] = [compared.then, compared.now].map(zonesOf);
  if (!before || !after || canonical(before) === canonical(after)) return;
  for (const slug of compared.now.bySlug.keys())
    yield* unrevised(slug, compared, 'when', (entry, entryBefore) => {
      const zonesThen = zonesOfTimes(contentWithWas(entryBefore), before);
      const zones = zonesOfTimes(contentWithWas(entry), after);
      const { content, revisions } = entry;
      const others = Array.isArray(content.alternatives) ? content.alternatives : [];
      const dates = [
        ...[content, ...others].map((dated: unknown) => [dated, zonesThen.now, zones.now] as const),
        ...revisions.map(
          ({ was }, index) =>
            [was, zonesThen.before[index] ?? zonesThen.now, zones.before[index] ?? zones.now] as const,
        ),
      ];
      for (const [dated, was, is] of dates)
        if (was !== is && LOCAL_TIME.test(String(fieldOf(dated, 'when'))))
          return `another instant since ${compared.name}, for \`timeZone\` was ${was} and is ${is}`;
      return undefined;
    });
}

/** What says in which zones the dates of an event are read: its revisions name the places where it was. */
function contentWithWas({ content, revisions }: Entry) {
  return { ...content, revisions };
}

/** The zones that event files are read in; undefined where `chronology.yaml` says none. */
function zonesOf({ files }: Version) {
  const contentOf = (file: string) => new Yaml(file, files.get(file) ?? '').value;
  const timeZone = fieldOf(contentOf('chronology.yaml'), 'timeZone');
  if (typeof timeZone !== 'string') return undefined;
  const places = contentOf('places.yaml');
  const zones = Object.entries(isMapping(places) ? places : {}).map(([id, place]) => {
    const zone = fieldOf(place, 'timeZone');
    return [id, { timeZone: typeof zone === 'string' ? zone : undefined }] as const;
  });
  return { timeZone, placeZones: zonesIn(Object.fromEntries(zones)) };
}

/** The problem of an event that is in both versions of the folder and has no new revision; none where `messageOf` gives none. */
function* unrevised(
  slug: string,
  compared: Compared,
  field: string,
  messageOf: (after: Entry, before: Entry) => string | undefined,
): Generator<Problem> {
  const pair = entriesOf(slug, compared);
  if (!pair || isRevised(pair)) return;
  const { before, after, yaml } = pair;
  const message = messageOf(after, before);
  if (message === undefined) return;
  yield { ...yaml.problem([field], message, '', '', 'key'), found: undefined, advice: revisionAdvice(before, after) };
}

interface EntryPair {
  readonly before: Entry;
  readonly after: Entry;
  /** The current file. */
  readonly yaml: Yaml;
}

/** An event in both versions; undefined where one has none that can be read, which has problems of its own. */
function entriesOf(slug: string, { now, then }: Compared): EntryPair | undefined {
  const [yaml, yamlThen] = [yamlOf(slug, now), yamlOf(slug, then)];
  if (!yaml || !yamlThen) return undefined;
  const before = readEntry(yamlThen.value, then.dates);
  const after = readEntry(yaml.value, now.dates);
  return typeof before === 'string' || typeof after === 'string' ? undefined : { before, after, yaml };
}

function isRevised({ before, after }: EntryPair): boolean {
  return after.revisions.length > before.revisions.length || after.withdrawn !== before.withdrawn;
}
