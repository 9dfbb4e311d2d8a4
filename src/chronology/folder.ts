/** From the texts of a chronology's files to the chronology, or to every problem of every file. */
import type { z } from 'zod';
import { buildChronology, type Chronology, compareText } from './chronology.ts';
import { eventSchema, slugOf, type TimelineEvent } from './event.ts';
import { parseFile, Yaml } from './parse.ts';
import { compareProblems, type Problem } from './problem.ts';
import {
  type Frame,
  frameSchema,
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

export function parseFolder(files: Files): ParsedFolder {
  const problems: Problem[] = [];
  const vocabulary = parseVocabulary(files, problems);
  const eventFiles = [...files.keys()].filter((file) => !(VOCABULARY_FILES as readonly string[]).includes(file));
  eventFiles.sort(compareText);
  const events = vocabulary
    ? parseEvents(files, eventFiles, vocabulary, problems)
    : // Without the words they use, only the form of the event files can be checked.
      eventFiles.flatMap((file) => {
        problems.push(...new Yaml(file, files.get(file) ?? '').problems);
        return [];
      });
  problems.sort(compareProblems);
  const counted = { problems, eventCount: eventFiles.length };
  return vocabulary && problems.length === 0
    ? { chronology: buildChronology(vocabulary, events), ...counted }
    : counted;
}

/** The vocabulary; where a file has problems, what event files can still be checked against. Undefined where a file is not YAML. */
function parseVocabulary(files: Files, problems: Problem[]): Vocabulary | undefined {
  const read = (file: (typeof VOCABULARY_FILES)[number]): Yaml | undefined => {
    const text = files.get(file);
    if (text !== undefined && !(text.trim() === '' && file !== 'chronology.yaml')) return new Yaml(file, text);
    if (file === 'chronology.yaml')
      problems.push({
        file,
        line: 1,
        column: 1,
        field: '',
        message: 'missing',
        advice: 'the file that says what this chronology is',
      });
    return undefined;
  };
  const chronology = read('chronology.yaml');
  if (!chronology) return undefined;
  const frame = frameSchema.safeParse(chronology.value);
  const within: Frame = frame.success ? frame.data : { languages: ['en', 'ja'], timeZone: 'UTC' };

  let readable = true;
  const section = <S extends z.ZodType<Record<string, unknown>>>(yaml: Yaml | undefined, schema: S): z.output<S> => {
    if (!yaml) return {} as z.output<S>;
    const { value, problems: found } = parseFile(yaml, schema);
    problems.push(...found);
    if (yaml.problems.length > 0) readable = false;
    // With something wrong inside an entry its id is still known, and event files may name it.
    return value ?? (Object.fromEntries(keysOf(yaml.value).map((key) => [key, {}])) as z.output<S>);
  };
  const settings = parseFile(chronology, settingsSchema(within));
  problems.push(...settings.problems);
  if (chronology.problems.length > 0) readable = false;
  const vocabulary: Vocabulary = {
    settings: settings.value ?? lenientSettings(chronology.value, within),
    sources: section(read('sources.yaml'), sourcesSchema(within)),
    people: section(read('people.yaml'), peopleSchema(within)),
    organizations: section(read('organizations.yaml'), organizationsSchema(within)),
    places: section(read('places.yaml'), placesSchema(within)),
  };
  return readable ? vocabulary : undefined;
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Settings that have the ids of a faulty `chronology.yaml` and ask for nothing, to check event files against. */
function lenientSettings(value: unknown, frame: Frame): Settings {
  const raw = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const entries = <T>(field: string, entry: T) => Object.fromEntries(keysOf(raw[field]).map((key) => [key, entry]));
  const name = { en: '' };
  return {
    title: name,
    description: name,
    publisher: { name: '' },
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
    }),
    series: entries('series', { name }),
    measures: entries('measures', { label: name }),
  };
}

interface ReadEvent {
  readonly event: TimelineEvent;
  readonly yaml: Yaml;
}

function parseEvents(
  files: Files,
  eventFiles: readonly string[],
  vocabulary: Vocabulary,
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
  const schema = eventSchema(vocabulary, new Set(fileBySlug.keys()));
  const read = new Map<string, ReadEvent>();
  for (const [slug, file] of fileBySlug) {
    const yaml = new Yaml(file, files.get(file) ?? '');
    const { value, problems: found } = parseFile(yaml, schema);
    problems.push(...found);
    if (!value) continue;
    const status = value.status ?? vocabulary.settings.types[value.type]?.defaultStatus ?? 'done';
    read.set(slug, { event: { ...value, slug, file, status }, yaml });
  }
  for (const entry of read.values()) problems.push(...acrossFiles(entry, read));
  problems.push(...seriesProblems(read));
  return [...read.values()].map(({ event }) => event);
}

/** What must hold between an event and the events that it names. */
function* acrossFiles({ event, yaml }: ReadEvent, read: ReadonlyMap<string, ReadEvent>): Generator<Problem> {
  const { partOf, follows, fulfils, related } = event.relations;
  const named: [path: (string | number)[], slug: string][] = [
    ...(partOf === undefined ? [] : [[['relations', 'partOf'], partOf] as [string[], string]]),
    ...Object.entries({ follows, fulfils, related }).flatMap(([kind, slugs]) =>
      slugs.map((slug, index): [(string | number)[], string] => [['relations', kind, index], slug]),
    ),
  ];
  if (event.withdrawn?.replacedBy !== undefined) named.push([['withdrawn', 'replacedBy'], event.withdrawn.replacedBy]);
  for (const [path, slug] of named)
    if (slug === event.slug)
      yield yaml.problem(path, 'an event has no relation to itself', undefined, 'another event, or leave it out');

  for (const kind of ['partOf', 'follows'] as const) {
    const loop = loopFrom(event, read, kind);
    if (loop)
      yield yaml.problem(
        ['relations', kind],
        `goes round in a circle: ${loop.join(' → ')}`,
        undefined,
        'take one of these relations out',
      );
  }
  for (const [index, slug] of fulfils.entries()) {
    const plan = read.get(slug)?.event;
    if (plan && plan.slug !== event.slug && plan.status !== 'planned')
      yield yaml.problem(
        ['relations', 'fulfils', index],
        `fulfils what is not planned but ${plan.status}`,
        slug,
        `\`status: planned\` in ${plan.file}, or \`related\` here`,
      );
  }
  const cited = new Map<string, number>();
  for (const [index, { source, paragraph, for: purpose, wording }] of event.sources.entries()) {
    const key = [source, paragraph, purpose, wording].join('\n');
    const first = cited.get(key);
    if (first !== undefined)
      yield yaml.problem(
        ['sources', index],
        `says the same as citation ${first + 1}`,
        undefined,
        'leave one of the two out',
      );
    cited.set(key, first ?? index);
  }
}

/** The slugs that lead from an event back to itself; undefined where none do, or where it only leads into a circle. */
function loopFrom(
  event: TimelineEvent,
  read: ReadonlyMap<string, ReadEvent>,
  kind: 'partOf' | 'follows',
): string[] | undefined {
  const seen = new Set<string>();
  const walk = (slug: string, path: readonly string[]): string[] | undefined => {
    const relations = read.get(slug)?.event.relations;
    const next =
      kind === 'follows' ? (relations?.follows ?? []) : relations?.partOf === undefined ? [] : [relations.partOf];
    for (const target of next) {
      if (target === event.slug)
        return path.length > 0 ? [...path, slug, target] : target === slug ? undefined : [slug, target];
      if (seen.has(target)) continue;
      seen.add(target);
      const loop = walk(target, [...path, slug]);
      if (loop) return loop;
    }
    return undefined;
  };
  return walk(event.slug, []);
}

/** A number in a series belongs to one event. */
function* seriesProblems(read: ReadonlyMap<string, ReadEvent>): Generator<Problem> {
  const holders = new Map<string, string>();
  for (const { event, yaml } of read.values()) {
    if (event.series?.number === undefined || event.withdrawn) continue;
    const key = `${event.series.id} ${event.series.number}`;
    const holder = holders.get(key);
    if (holder !== undefined)
      yield yaml.problem(
        ['series', 'number'],
        `number ${event.series.number} of ${event.series.id} is also that of ${holder}`,
        undefined,
        'a plan has no number; the event that fulfils it has',
      );
    else holders.set(key, event.slug);
  }
}
