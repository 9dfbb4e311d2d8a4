/** From the texts of a chronology's files to the chronology, or to every problem of every file. */
import type { z } from 'zod';
import { buildChronology, type Chronology, compareText } from './chronology.ts';
import { eventSchema, slugOf, type TimelineEvent } from './event.ts';
import { folderRules, type ReadEvent } from './folder-rules.ts';
import { type ParsedFile, parseFile, Yaml } from './parse.ts';
import { compareProblems, type Problem } from './problem.ts';
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
  const problems: Problem[] = [];
  const { vocabulary, unread } = parseVocabulary(files, unreadable, problems);
  const eventFiles = eventFilesOf(files.keys(), unreadable);
  const events = parseEvents(files, eventFiles, vocabulary, unread, problems);
  problems.sort(compareProblems);
  const counted = { problems, eventCount: eventFiles.length };
  return problems.length === 0 ? { chronology: buildChronology(vocabulary, events), ...counted } : counted;
}

/** The kinds of id of which some could not be read: names of that kind in event files are not checked. */
type Unread = Set<keyof KnownIds>;

/** The vocabulary; where a file has problems, what of it event files can still be checked against. */
function parseVocabulary(
  files: Files,
  unreadable: ReadonlySet<string>,
  problems: Problem[],
): { vocabulary: Vocabulary; unread: Unread } {
  const unread: Unread = new Set();
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
  return { vocabulary, unread };
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

function parseEvents(
  files: Files,
  eventFiles: readonly string[],
  vocabulary: Vocabulary,
  unread: Unread,
  problems: Problem[],
): TimelineEvent[] {
  const fileBySlug = new Map<string, string>();
  for (const file of eventFiles) {
    const { slug, fault } = slugOf(file);
    if (fault) problems.push({ file, line: 1, column: 1, field: '', ...fault });
    const other = fileBySlug.get(slug);
    if (other !== undefined)
      problems.push({
        file,
        line: 1,
        column: 1,
        field: '',
        message: `the slug is also that of ${other}`,
        found: slug,
        advice: 'another name for the one that came later',
      });
    else fileBySlug.set(slug, file);
  }
  // A slug that is wrong in itself is no advice for another file.
  const known = {
    ...knownIds(vocabulary, new Set([...fileBySlug.keys()].filter((slug) => !slugOf(`${slug}.yaml`).fault))),
  };
  for (const kind of unread) known[kind] = new AnyId();
  const schema = eventSchema(vocabulary, known);
  const read = new Map<string, ReadEvent>();
  for (const [slug, file] of fileBySlug) {
    const text = files.get(file);
    if (text === undefined) continue;
    const yaml = () => new Yaml(file, text);
    const { value, problems: found } = parseFile(yaml(), schema);
    problems.push(...found);
    if (!value) continue;
    const status = value.status ?? vocabulary.settings.types[value.type]?.defaultStatus ?? 'done';
    read.set(slug, { event: { ...value, slug, file, status }, yaml });
  }
  problems.push(...folderRules(read));
  return [...read.values()].map(({ event }) => event);
}
