/** Parses the texts of a chronology's files: the chronology, or every problem of every file. */
import type { z } from 'zod';
import { atOnce } from '../../slices.ts';
import { chronologySteps } from '../chronology.ts';
import type { FieldFault, Parsed, Problem } from '../files/problem.ts';
import { parseFile } from '../files/shape.ts';
import { EVENT_BOUNDS } from '../files/source/bounds.ts';
import { nearest } from '../files/spelling.ts';
import { Yaml } from '../files/yaml.ts';
import { type ImageFile, imageNameFault } from '../images/image.ts';
import type { ReadImageFile } from '../images/image-file.ts';
import { eventSchema, type ZonesOfTimes, zonesOfTimes } from '../schema/event-schema.ts';
import { entryHints, eventHints, settingsHints } from '../schema/field-hints.ts';
import { isTimeZone } from '../schema/fields.ts';
import { eventContextOf, SECTIONS, type Section, VOCABULARY_FILES } from '../schema/vocabulary.ts';
import {
  type EventContext,
  type ReadContext,
  readContextSchema,
  settingsSchema,
  vocabularySchemas,
} from '../schema/vocabulary-schema.ts';
import { eventFilesOf, type Files, nameEvents, type ParsedFolder, type ReadVocabulary } from './folder.ts';
import { byFile, checkSteps, inOrder, type ReadEvent } from './folder-findings.ts';
import {
  DEFAULT_CONTEXT,
  idsIn,
  joinVocabulary,
  lenient,
  type ReadSection,
  type ReadSettings,
} from './vocabulary-parts.ts';

/**
 * Parses a folder's texts here and at once, whatever they are.
 *
 * @param unreadable Paths of files that could not be read as text: references to their ids are not reported.
 * @param vocabulary That of these files, where several folders share it.
 */
export function parseFolder(
  files: Files,
  unreadable: ReadonlySet<string> = new Set(),
  { vocabulary, parse } = vocabularyParser(files, unreadable),
): ParsedFolder {
  const named = atOnce(nameEvents(eventFilesOf(files.keys(), unreadable)));
  const read = [...named.fileBySlug].flatMap(([slug, path]) => {
    const text = files.get(path);
    return text === undefined ? [] : { slug, path, ...parse(slug, path, text) };
  });
  const { own, findings, events } = atOnce(checkSteps(vocabulary, named, read));
  const problems = atOnce(
    inOrder(
      own,
      [...byFile(findings)].flatMap(([file, faults]) => located(file, files.get(file) ?? '', faults)),
    ),
  );
  const counted = { problems, eventCount: named.count };
  return problems.length === 0
    ? { chronology: atOnce(chronologySteps(vocabulary.vocabulary, events)), ...counted }
    : counted;
}

/** The problems of a file whose faults were found elsewhere, each with its line and column. */
export function located(file: string, text: string, faults: readonly FieldFault[]): readonly Problem[] {
  const yaml = new Yaml(file, text);
  return faults.map(({ path, fault: { kind, message, found, advice } }) => ({
    ...yaml.problem(path, message, found, advice),
    kind,
  }));
}

export type ParseEvent = (slug: string, file: string, text: string) => ReadEvent;

/**
 * A parser of event files. Its results depend on the vocabulary's languages and time zones alone, and on images.
 *
 * @param readImage Reads a file of an image; without it, no event has one.
 */
export function eventParser(context: EventContext, readImage?: ReadImageFile): ParseEvent {
  // By the zones that some event has.
  const schemas = new Map<string, ReturnType<typeof eventSchema>>();
  const schemaIn = (zones: ZonesOfTimes) => {
    const key = [zones.now, ...zones.before].join(' ');
    const schema = schemas.get(key) ?? eventSchema(context, undefined, zones);
    schemas.set(key, schema);
    return schema;
  };
  return (slug, file, text) => {
    const yaml = new Yaml(file, text, EVENT_BOUNDS);
    const { value, problems } = parseFile(yaml, schemaIn(zonesOfTimes(yaml.value, context)), eventHints);
    const image = readImage && imageOf(yaml.value, readImage);
    const meant = value ? undefined : misnamedVocabulary(file, yaml.value);
    if (meant !== undefined)
      return {
        problems: [
          { ...yaml.problem([], 'not the name of a vocabulary file', file, meant), kind: 'file', line: 1, column: 1 },
        ],
      };
    if (image && !image.ok) {
      const { message, found, advice } = image.fault;
      return { content: yaml.value, problems: [...problems, yaml.problem(['image', 'file'], message, found, advice)] };
    }
    if (!value) return { content: yaml.value, problems };
    return { event: { ...value, slug, file, ...(image && { imageFile: image.value }) }, problems };
  };
}

/** The file of an event's image, also of an event with other problems: all are told at once. */
function imageOf(value: unknown, readImage: ReadImageFile): Parsed<ImageFile> | undefined {
  const name = fieldOf(fieldOf(value, 'image'), 'file');
  return typeof name === 'string' && !imageNameFault(name) ? readImage(name) : undefined;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
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

/** Whether the value has what only events have. */
function isEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('when' in value || 'sources' in value);
}

/** The vocabulary file that a file beside them was probably meant to be: one of nearly its name, and unlike an event. */
function misnamedVocabulary(file: string, value: unknown): string | undefined {
  if (file.includes('/') || isEvent(value)) return undefined;
  const name = file.replace(/\.yaml$/, '').toLowerCase();
  if (Object.hasOwn(OTHER_NAMES, name)) return OTHER_NAMES[name];
  const near = nearest(
    name,
    VOCABULARY_FILES.map((known) => known.replace('.yaml', '')),
  );
  return near === undefined ? undefined : `${near}.yaml`;
}

/**
 * The vocabulary among these files, and the parser of event files that goes with it.
 *
 * @param readImage Reads a file of an image; without it, no event has one.
 */
export function vocabularyParser(
  files: Files,
  unreadable: ReadonlySet<string> = new Set(),
  readImage?: ReadImageFile,
): { vocabulary: ReadVocabulary; parse: ParseEvent } {
  const vocabulary = parseVocabulary(files, unreadable);
  return { vocabulary, parse: eventParser(eventContextOf(vocabulary.vocabulary), readImage) };
}

/**
 * Parses the vocabulary files among `files`.
 *
 * @param fallback The languages and time zone to use where those of `chronology.yaml` cannot be read.
 */
function parseVocabulary(
  files: Files,
  unreadable: ReadonlySet<string>,
  fallback: ReadContext = DEFAULT_CONTEXT,
): ReadVocabulary {
  const text = files.get('chronology.yaml');
  const settings = text === undefined ? undefined : parseSettings(text, fallback);
  const { context } = settings ?? { context: fallback };
  const sections = new Map(
    SECTIONS.map((section) => [section, parseSection(section, files.get(`${section}.yaml`) ?? '', context)]),
  );
  const { faults, ...vocabulary } = joinVocabulary(settings, sections, unreadable, fallback);
  return { ...vocabulary, problems: [...vocabulary.problems, ...located('chronology.yaml', text ?? '', faults)] };
}

export function parseSettings(text: string, fallback: ReadContext): ReadSettings {
  const chronology = new Yaml('chronology.yaml', text);
  const context = readContextSchema.safeParse(chronology.value).data ?? fallback;
  const { value, problems } = parseFile(chronology, settingsSchema(context), settingsHints);
  return { ...lenient(chronology.value, context), ...(value && { settings: value, unread: [] }), problems };
}

export function parseSection(section: Section, text: string, context: ReadContext): ReadSection {
  if (text.trim() === '') return { entries: {}, isRead: true, problems: [] };
  const yaml = new Yaml(`${section}.yaml`, text);
  const { value, problems } = parseFile<z.ZodType<object>>(yaml, vocabularySchemas[section](context), entryHints);
  const ids = idsIn(yaml.value);
  // The id of a faulty entry is still known, so that references to it in event files are valid.
  return {
    entries: value ?? Object.fromEntries(ids.map((id) => [id, lenientEntry(section, yaml.value, id)])),
    isRead: value !== undefined || ids.length > 0,
    problems,
  };
}

/** What event files are read by, of an entry in a file with faults: else their times would be wrong as well. */
function lenientEntry(section: Section, entries: unknown, id: string): object {
  const { timeZone } = ((entries as Readonly<Record<string, unknown>>)[id] ?? {}) as Readonly<Record<string, unknown>>;
  return section === 'places' && typeof timeZone === 'string' && isTimeZone(timeZone) ? { timeZone } : {};
}
