/** From the texts of a chronology's files to the chronology, or to every problem of every file. */
import type { z } from 'zod';
import { atOnce } from '../../slices.ts';
import { chronologySteps } from '../chronology.ts';
import type { TimelineEvent } from '../event.ts';
import { compareProblems, type Problem } from '../files/problem.ts';
import { type ParsedFile, parseFile, Yaml } from '../files/yaml.ts';
import { wordLanguages } from '../languages/languages.ts';
import { eventSchema } from '../schema/event-schema.ts';
import { statuses } from '../schema/fields.ts';
import { AnyId, type KnownIds, knownIds, type Settings, type Vocabulary } from '../schema/vocabulary.ts';
import {
  organizationsSchema,
  peopleSchema,
  placesSchema,
  type ReadContext,
  readContextSchema,
  settingsSchema,
  sourcesSchema,
} from '../schema/vocabulary-schema.ts';
import {
  eventFilesOf,
  type Files,
  nameEvents,
  type ParsedFolder,
  type ReadVocabulary,
  type VOCABULARY_FILES,
} from './folder.ts';
import { type FolderFinding, folderRules } from './folder-rules.ts';

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
  problems.push(...locateFindings(atOnce(folderRules(events)), (file) => files.get(file) ?? ''));
  problems.sort(compareProblems);
  const counted = { problems, eventCount: named.count };
  return problems.length === 0
    ? { chronology: atOnce(chronologySteps(vocabulary.vocabulary, events)), ...counted }
    : counted;
}

/** What was found between files, at its place in them. @param textOf The text of a file. */
export function locateFindings(
  findings: readonly FolderFinding[],
  textOf: (file: string) => string,
): readonly Problem[] {
  return findings.map(({ event: { file }, path, fault: { message, found, advice } }) =>
    new Yaml(file, textOf(file)).problem(path, message, found, advice),
  );
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
  const readContext = readContextSchema.safeParse(chronology?.value);
  const within: ReadContext = readContext.success
    ? readContext.data
    : { languages: [...wordLanguages], timeZone: 'UTC' };
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
function lenientSettings(value: unknown, readContext: ReadContext): Settings {
  const entries = <T>(field: string, entry: T) =>
    Object.fromEntries(keysOf(fieldOf(value, field)).map((key) => [key, entry]));
  const name = Object.fromEntries(readContext.languages.map((language) => [language, '']));
  return {
    title: name,
    description: name,
    publisher: { name: '' },
    color: '',
    uidDomain: 'invalid',
    ...readContext,
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
