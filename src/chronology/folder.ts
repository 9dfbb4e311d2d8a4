/** From the texts of a chronology's files to the chronology, or to every problem of every file. */
import type { z } from 'zod';
import { type Chronology, chronologyOf, compareText } from './chronology.ts';
import { eventSchema, slugOf, type TimelineEvent } from './event.ts';
import { folderRules, type YamlOf } from './folder-rules.ts';
import { type ParsedFile, parseFile, Yaml } from './parse.ts';
import { compareProblems, type Problem } from './problem.ts';
import { type Changes, revised } from './revision.ts';
import { atOnce, pausing, type Work } from './slices.ts';
import {
  AnyId,
  type Frame,
  frameSchema,
  type KnownIds,
  knownIds,
  organizationsSchema,
  peopleSchema,
  placesSchema,
  type Settings,
  settingsSchema,
  sourcesSchema,
  statuses,
  type Vocabulary,
} from './vocabulary.ts';

/** Path below the folder → the file's text. */
export type Files = ReadonlyMap<string, string>;

export interface ParsedFolder {
  /** There only when no file has a problem. */
  readonly chronology?: Chronology;
  readonly problems: readonly Problem[];
  /** How many event files were read. */
  readonly eventCount: number;
}

export const VOCABULARY_FILES = [
  'chronology.yaml',
  'sources.yaml',
  'people.yaml',
  'organizations.yaml',
  'places.yaml',
] as const;

/** The paths that are those of event files, sorted. */
export function eventFilesOf(...paths: readonly Iterable<string>[]): readonly string[] {
  return paths
    .flatMap((some) => [...some])
    .filter((path) => !(VOCABULARY_FILES as readonly string[]).includes(path))
    .sort(compareText);
}

/** @param unreadable Paths that are there but could not be read as text: what they say is unknown, not wrong. */
export function parseFolder(files: Files, unreadable: ReadonlySet<string> = new Set()): ParsedFolder {
  const vocabulary = parseVocabulary(files, unreadable);
  const named = atOnce(nameEvents(eventFilesOf(files.keys(), unreadable)));
  const parse = eventParser(vocabulary, named.slugs);
  const problems = [...vocabulary.problems, ...named.problems];
  const events = new Map<string, TimelineEvent>();
  for (const [slug, file] of named.fileBySlug) {
    const text = files.get(file);
    if (text === undefined) continue;
    const { value, problems: found } = parse(slug, file, text);
    problems.push(...found);
    if (value) events.set(slug, value);
  }
  const yamlOf = ({ file }: TimelineEvent) => new Yaml(file, files.get(file) ?? '');
  return atOnce(assembleFolder(vocabulary.vocabulary, { events, yamlOf, problems, eventCount: named.count }));
}

/** What event files are checked against. */
export interface ReadVocabulary {
  /** Where a file has problems, what of it event files can still be checked against. */
  readonly vocabulary: Vocabulary;
  /** The kinds of id of which some could not be read: names of that kind in event files are not checked. */
  readonly unread: ReadonlySet<keyof KnownIds>;
  readonly problems: readonly Problem[];
}

/** The slug that each event file has from its name. */
export interface NamedEvents {
  readonly fileBySlug: Map<string, string>;
  /** Those that other files may name: a slug that is wrong in itself is no advice. */
  readonly slugs: Set<string>;
  readonly problems: readonly Problem[];
  /** Paths of files whose slug is that of another. */
  readonly doubles: readonly string[];
  /** How many event files there are. */
  readonly count: number;
}

/** @param eventFiles Their paths, sorted. */
export function* nameEvents(eventFiles: readonly string[]): Work<NamedEvents> {
  const fileBySlug = new Map<string, string>();
  const slugs = new Set<string>();
  const doubles: string[] = [];
  const problems: Problem[] = [];
  yield* pausing(eventFiles, 500, (file) => {
    const { slug, fault } = slugOf(file);
    const place = { file, line: 1, column: 1, field: '' };
    if (fault) problems.push({ ...place, ...fault });
    else slugs.add(slug);
    const other = fileBySlug.get(slug);
    if (other === undefined) fileBySlug.set(slug, file);
    else {
      doubles.push(file);
      problems.push({
        ...place,
        message: `the slug is also that of ${other}`,
        found: slug,
        advice: 'another name for the one that came later',
      });
    }
  });
  return { fileBySlug, slugs, problems, doubles, count: eventFiles.length };
}

/** From the text of an event's file to the event, or to its problems. */
export type ParseEvent = (slug: string, file: string, text: string) => ParsedFile<TimelineEvent>;

export function eventParser({ vocabulary, unread }: ReadVocabulary, slugs: ReadonlySet<string>): ParseEvent {
  const known = { ...knownIds(vocabulary, slugs) };
  for (const kind of unread) known[kind] = new AnyId();
  const schema = eventSchema(vocabulary, known);
  return (slug, file, text) => {
    const { value, problems } = parseFile(new Yaml(file, text), schema);
    if (!value) return { problems };
    const status = value.status ?? vocabulary.settings.types[value.type]?.defaultStatus ?? 'done';
    return { value: { ...value, slug, file, status }, problems };
  };
}

/** What was found in the event files of a folder. */
export interface ReadEvents {
  /** By slug, those whose files are right in themselves. */
  readonly events: ReadonlyMap<string, TimelineEvent>;
  readonly yamlOf: YamlOf;
  /** Those of all files, of the vocabulary too, but for what must hold between files. */
  readonly problems: readonly Problem[];
  readonly eventCount: number;
}

/** The chronology, or all problems of its files. */
export function* assembleFolder(vocabulary: Vocabulary, read: ReadEvents): Work<ParsedFolder> {
  const { events, eventCount } = read;
  const problems = yield* allProblems(read);
  return problems.length > 0
    ? { problems, eventCount }
    : { chronology: yield* chronologyOf(vocabulary, events), problems, eventCount };
}

/** The same after few events changed of a folder without problems. */
export function* assembleRevision(before: Chronology, changes: Changes, read: ReadEvents): Work<ParsedFolder> {
  const { events, eventCount } = read;
  const problems = yield* allProblems(read, before.bySlug);
  if (problems.length === 0) return { chronology: yield* revised(before, changes, events), problems, eventCount };
  // Which one of two events is told of a number that both have depends on the order of files.
  const inOrder = [...events].sort(([, a], [, b]) => compareText(a.file, b.file));
  return { problems: yield* allProblems({ ...read, events: new Map(inOrder) }), eventCount };
}

/** With those between files. @param before Events by slug among which there was no problem. */
function* allProblems(
  { events, yamlOf, problems }: ReadEvents,
  before?: ReadonlyMap<string, TimelineEvent>,
): Work<readonly Problem[]> {
  const all = [...problems];
  yield* folderRules(events, yamlOf, (problem) => all.push(problem), before);
  return all.sort(compareProblems);
}

/** What the vocabulary files say; `files` may hold others as well. */
export function parseVocabulary(files: Files, unreadable: ReadonlySet<string>): ReadVocabulary {
  const problems: Problem[] = [];
  const unread = new Set<keyof KnownIds>();
  const read = (file: (typeof VOCABULARY_FILES)[number]): Yaml | undefined => {
    const text = files.get(file);
    return text === undefined || (text.trim() === '' && file !== 'chronology.yaml') ? undefined : new Yaml(file, text);
  };
  const chronology = read('chronology.yaml');
  if (!chronology && !unreadable.has('chronology.yaml')) {
    const advice = 'the file that says what this chronology is';
    problems.push({ file: 'chronology.yaml', line: 1, column: 1, field: '', message: 'missing', advice });
  }
  const frame = frameSchema.safeParse(chronology?.value);
  const within: Frame = frame.success ? frame.data : { languages: ['en', 'ja'], timeZone: 'UTC' };
  const settings: ParsedFile<Settings> = chronology ? parseFile(chronology, settingsSchema(within)) : { problems: [] };
  problems.push(...settings.problems);
  if (!settings.value)
    for (const kind of ['types', 'series', 'measures'] as const)
      if (keysOf(fieldOf(chronology?.value, kind)).length === 0) unread.add(kind);

  const section = <S extends z.ZodType<Record<string, unknown>>>(kind: keyof KnownIds, schema: S): z.output<S> => {
    const yaml = read(`${kind}.yaml` as (typeof VOCABULARY_FILES)[number]);
    if (unreadable.has(`${kind}.yaml`)) unread.add(kind);
    if (!yaml) return {} as z.output<S>;
    const { value, problems: found } = parseFile(yaml, schema);
    problems.push(...found);
    const ids = keysOf(yaml.value);
    if (!value && ids.length === 0) unread.add(kind);
    // With something wrong inside an entry its id is still known, and event files may name it.
    return value ?? (Object.fromEntries(ids.map((key) => [key, {}])) as z.output<S>);
  };
  const vocabulary: Vocabulary = {
    settings: settings.value ?? lenientSettings(chronology?.value, within),
    sources: section('sources', sourcesSchema(within)),
    people: section('people', peopleSchema(within)),
    organizations: section('organizations', organizationsSchema(within)),
    places: section('places', placesSchema(within)),
  };
  return { vocabulary, unread, problems };
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Settings that have the ids of a faulty `chronology.yaml` and ask for nothing, to check event files against. */
function lenientSettings(value: unknown, frame: Frame): Settings {
  const entries = <T>(field: string, entry: T) =>
    Object.fromEntries(keysOf(fieldOf(value, field)).map((key) => [key, entry]));
  const name = { en: '' };
  return {
    title: name,
    description: name,
    publisher: { name: '' },
    color: '',
    uidDomain: 'invalid',
    ...frame,
    types: entries('types', {
      label: name,
      plural: name,
      color: '',
      requires: [],
      statuses: Object.fromEntries(statuses.map((status) => [status, name])) as Settings['types'][string]['statuses'],
      defaultStatus: 'done',
      endEntry: false,
      schemaOrg: 'Event',
    }),
    series: entries('series', { name }),
    measures: entries('measures', { label: name }),
  };
}
