/** Parses the texts of a chronology's files: the chronology, or every problem of every file. */
import type { z } from 'zod';
import { atOnce, pausing, type Work } from '../../slices.ts';
import { chronologySteps } from '../chronology.ts';
import { defaultStatus, type ParsedEvent, type TimelineEvent } from '../event.ts';
import { compareProblems, type Problem } from '../files/problem.ts';
import { type ParsedFile, parseFile } from '../files/shape.ts';
import { EVENT_BOUNDS } from '../files/source/bounds.ts';
import { nearest } from '../files/spelling.ts';
import { Yaml } from '../files/yaml.ts';
import { wordLanguages } from '../languages/languages.ts';
import { eventSchema } from '../schema/event-schema.ts';
import { entryHints, eventHints, settingsHints } from '../schema/field-hints.ts';
import { statuses } from '../schema/status.ts';
import {
  entriesOfKind,
  type IdKind,
  KINDS_IN_SETTINGS,
  renamedIds,
  SECTIONS,
  type Section,
  type Settings,
  VOCABULARY_FILES,
  type Vocabulary,
} from '../schema/vocabulary.ts';
import {
  ADDRESSED_KINDS,
  type ReadContext,
  readContextSchema,
  settingsSchema,
  vocabularySchemas,
} from '../schema/vocabulary-schema.ts';
import { eventFilesOf, type Files, nameEvents, type ParsedFolder, type ReadVocabulary } from './folder.ts';
import { type Draft, type FolderFinding, folderRules } from './folder-rules.ts';

/** @param unreadable Paths of files that could not be read as text: references to their ids are not reported. */
export function parseFolder(files: Files, unreadable: ReadonlySet<string> = new Set()): ParsedFolder {
  const vocabulary = parseVocabulary(files, unreadable);
  const { settings } = vocabulary.vocabulary;
  const named = atOnce(nameEvents(eventFilesOf(files.keys(), unreadable)));
  const parse = eventParser(settings);
  const own = [...vocabulary.problems, ...named.problems];
  const events = new Map<string, TimelineEvent>();
  const drafts: Draft[] = [];
  for (const [slug, file] of named.fileBySlug) {
    const text = files.get(file);
    if (text === undefined) continue;
    const { event, content, problems } = parse(slug, file, text);
    own.push(...problems);
    if (event) events.set(slug, { ...event, status: event.status ?? defaultStatus(event, settings) });
    else drafts.push({ file, content });
  }
  const findings = atOnce(folderRules(events, { vocabulary, slugs: named.slugs }, drafts));
  const problems = atOnce(allProblems(own, findings, (file) => files.get(file) ?? ''));
  const counted = { problems, eventCount: named.count };
  return problems.length === 0
    ? { chronology: atOnce(chronologySteps(vocabulary.vocabulary, events)), ...counted }
    : counted;
}

/**
 * The problems of single files and the findings between files, each with its line and column, in order.
 *
 * @param textOf Returns the text of a file.
 */
export function* allProblems(
  own: readonly Problem[],
  findings: readonly FolderFinding[],
  textOf: (file: string) => string,
): Work<readonly Problem[]> {
  const located: Problem[] = [];
  let yaml: Yaml | undefined;
  let parsedFile: string | undefined;
  yield* pausing(findings, ({ file, path, fault: { kind, message, found, advice } }) => {
    if (file !== parsedFile) yaml = new Yaml(file, textOf(file));
    parsedFile = file;
    if (yaml) located.push({ ...yaml.problem(path, message, found, advice), kind });
  });
  // Among problems of one line and column, an unknown type comes first: `type` is the first field of a file.
  const [types, others] = [true, false].map((isType) => located.filter(({ field }) => (field === 'type') === isType));
  return [...(types ?? []), ...own, ...(others ?? [])].sort(compareProblems);
}

/** The result of parsing an event file. */
export interface ReadEvent {
  /** Absent where the file has problems of its own. */
  readonly event?: ParsedEvent;
  /** The plain YAML value of a file with problems; undefined where the text is not YAML. */
  readonly content?: unknown;
  readonly problems: readonly Problem[];
}

export type ParseEvent = (slug: string, file: string, text: string) => ReadEvent;

/** A parser of event files. Its results depend on the vocabulary's languages and time zone alone. */
export function eventParser(context: ReadContext): ParseEvent {
  const schema = eventSchema(context);
  return (slug, file, text) => {
    const yaml = new Yaml(file, text, EVENT_BOUNDS);
    const { value, problems } = parseFile(yaml, schema, eventHints);
    const meant = value ? undefined : misnamedVocabulary(file, yaml.value);
    if (meant !== undefined)
      return {
        problems: [{ ...yaml.problem([], 'not the name of a vocabulary file', file, meant), line: 1, column: 1 }],
      };
    return value ? { event: { ...value, slug, file }, problems } : { content: yaml.value, problems };
  };
}

/** The words for vocabulary files that are not misspelt names of them. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  orgs: 'organizations.yaml',
  persons: 'people.yaml',
  locations: 'places.yaml',
  references: 'sources.yaml',
  settings: 'chronology.yaml',
  config: 'chronology.yaml',
};

/** The vocabulary file that a file beside them was probably meant to be: one of nearly its name, and unlike an event. */
function misnamedVocabulary(file: string, value: unknown): string | undefined {
  if (file.includes('/') || fieldOf(value, 'when') !== undefined || fieldOf(value, 'sources') !== undefined)
    return undefined;
  const name = file.replace(/\.yaml$/, '').toLowerCase();
  if (Object.hasOwn(OTHER_NAMES, name)) return OTHER_NAMES[name];
  const near = nearest(
    name,
    VOCABULARY_FILES.map((known) => known.replace('.yaml', '')),
  );
  return near === undefined ? undefined : `${near}.yaml`;
}

const DEFAULT_CONTEXT: ReadContext = { languages: wordLanguages, timeZone: 'UTC' };

/**
 * Parses the vocabulary files among `files`.
 *
 * @param fallback The languages and time zone to use where those of `chronology.yaml` cannot be read.
 */
export function parseVocabulary(
  files: Files,
  unreadable: ReadonlySet<string>,
  fallback: ReadContext = DEFAULT_CONTEXT,
): ReadVocabulary {
  const problems: Problem[] = [];
  const unread = new Set<IdKind>();
  const text = files.get('chronology.yaml');
  const chronology = text === undefined ? undefined : new Yaml('chronology.yaml', text);
  if (!chronology && !unreadable.has('chronology.yaml')) {
    const advice = 'the file that says what this chronology is';
    const location = { file: 'chronology.yaml', line: 1, column: 1, field: '' };
    problems.push({ kind: 'missing-vocabulary', ...location, message: 'missing', advice });
  }
  const context = readContextSchema.safeParse(chronology?.value).data ?? fallback;
  const settings: ParsedFile<Settings> = chronology
    ? parseFile(chronology, settingsSchema(context), settingsHints)
    : { problems: [] };
  problems.push(...settings.problems);
  if (!settings.value)
    for (const kind of KINDS_IN_SETTINGS) if (keysOf(fieldOf(chronology?.value, kind)).length === 0) unread.add(kind);

  const entriesOf = (section: Section): object => {
    const file = `${section}.yaml`;
    if (unreadable.has(file)) unread.add(section);
    const text = files.get(file) ?? '';
    if (text.trim() === '') return {};
    const yaml = new Yaml(file, text);
    const { value, problems: ownProblems } = parseFile<z.ZodType<object>>(
      yaml,
      vocabularySchemas[section](context),
      entryHints,
    );
    problems.push(...ownProblems);
    const ids = keysOf(yaml.value);
    if (!value && ids.length === 0) unread.add(section);
    // The id of a faulty entry is still known, so that references to it in event files are valid.
    return value ?? Object.fromEntries(ids.map((id) => [id, {}]));
  };
  const vocabulary = {
    settings: settings.value ?? lenientSettings(chronology?.value, context),
    ...Object.fromEntries(SECTIONS.map((section) => [section, entriesOf(section)])),
  } as Vocabulary;
  if (chronology) problems.push(...retiredProblems(vocabulary, chronology));
  return { vocabulary, unread, problems };
}

/** A retired id answers 410, a former one redirects: no id may be both, nor retired while an entry has it. */
function retiredProblems(vocabulary: Vocabulary, chronology: Yaml): readonly Problem[] {
  return ADDRESSED_KINDS.flatMap((kind) => {
    const entries = entriesOfKind(vocabulary, kind);
    const renamed = renamedIds(entries);
    return (vocabulary.settings.retired?.[kind] ?? []).flatMap((id, index) =>
      Object.hasOwn(entries, id) || renamed.has(id)
        ? chronology.problem(
            ['retired', kind, index],
            renamed.has(id) ? `is a former id of ${renamed.get(id)}` : 'is still an id',
            undefined,
            'leave it out here, or there',
          )
        : [],
    );
  });
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Settings with the ids of a faulty `chronology.yaml` and no requirements, so that event files can still be checked. */
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
