/** The vocabulary put together from its files, each of them parsed by itself, faulty or missing. */
import type { FieldFault, Problem } from '../files/problem.ts';
import { wordLanguages } from '../languages/languages.ts';
import { synonymFaults } from '../query/search/synonym-faults.ts';
import { statuses } from '../schema/status.ts';
import {
  entriesOfKind,
  type IdKind,
  KINDS_IN_SETTINGS,
  renamedIds,
  SECTIONS,
  type Section,
  type Settings,
  type Vocabulary,
} from '../schema/vocabulary.ts';
import type { ReadContext } from '../schema/vocabulary-schema.ts';
import type { ReadVocabulary } from './folder.ts';

export const DEFAULT_CONTEXT: ReadContext = { languages: [...wordLanguages], timeZone: 'UTC' };

/** The result of parsing `chronology.yaml`. */
export interface ReadSettings {
  readonly context: ReadContext;
  /** Of a file with problems, the ids that are known. */
  readonly settings: Settings;
  readonly unread: readonly IdKind[];
  readonly problems: readonly Problem[];
}

/** The result of parsing another vocabulary file. */
export interface ReadSection {
  readonly entries: object;
  /** Whether its ids could be read. */
  readonly isRead: boolean;
  readonly problems: readonly Problem[];
}

/** The ids in a `chronology.yaml` that has problems, or is not there. */
export function lenient(value: unknown, context: ReadContext): Omit<ReadSettings, 'problems'> {
  const unread = KINDS_IN_SETTINGS.filter((kind) => idsIn(fieldOf(value, kind)).length === 0);
  return { context, settings: lenientSettings(value, context), unread };
}

/**
 * The vocabulary of all its files, and the faults of retired ids and synonyms in `chronology.yaml`.
 *
 * @param settings Undefined where there is no `chronology.yaml`, or it could not be read.
 */
export function joinVocabulary(
  settings: ReadSettings | undefined,
  sections: ReadonlyMap<Section, ReadSection>,
  unreadable: ReadonlySet<string>,
  fallback: ReadContext,
): ReadVocabulary & { readonly faults: readonly FieldFault[] } {
  const problems: Problem[] = [];
  if (!settings && !unreadable.has('chronology.yaml')) {
    const advice = 'the file that says what this chronology is, as `annals init` writes one';
    const location = { file: 'chronology.yaml', line: 1, column: 1, field: '' };
    problems.push({ kind: 'missing-vocabulary', ...location, message: 'missing', advice });
  }
  problems.push(...(settings?.problems ?? []));
  const chronology = settings ?? lenient(undefined, fallback);
  const unread = new Set(chronology.unread);
  for (const [section, { isRead, problems: own }] of sections) {
    if (unreadable.has(`${section}.yaml`) || !isRead) unread.add(section);
    problems.push(...own);
  }
  const vocabulary = {
    settings: chronology.settings,
    ...Object.fromEntries(SECTIONS.map((section) => [section, sections.get(section)?.entries ?? {}])),
  } as Vocabulary;
  const faults = settings ? [...retiredFaults(vocabulary), ...synonymFaults(vocabulary.settings.synonyms)] : [];
  return { vocabulary, unread, problems, faults };
}

/** A retired id answers 410, a former one redirects: no id may be both, nor retired while an entry has it. */
function retiredFaults(vocabulary: Vocabulary): readonly FieldFault[] {
  const retired = Object.entries(vocabulary.settings.retired ?? {}) as [IdKind, readonly string[] | undefined][];
  return retired.flatMap(([kind, ids = []]) => {
    const entries = entriesOfKind(vocabulary, kind);
    const renamed = renamedIds(entries);
    return ids.flatMap((id, index) =>
      Object.hasOwn(entries, id) || renamed.has(id)
        ? {
            path: ['retired', kind, index],
            fault: {
              message: renamed.has(id) ? `is a former id of ${renamed.get(id)}` : 'is still an id',
              advice: 'leave it out here, or there',
            },
          }
        : [],
    );
  });
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

export function idsIn(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** Settings with the ids of a faulty `chronology.yaml` and no requirements, so that event files can still be checked. */
function lenientSettings(value: unknown, readContext: ReadContext): Settings {
  const entries = <T>(field: string, entry: T) =>
    Object.fromEntries(idsIn(fieldOf(value, field)).map((key) => [key, entry]));
  const name = Object.fromEntries(readContext.languages.map((language) => [language, '']));
  return {
    title: name,
    description: name,
    publisher: { name: '' },
    color: '',
    uidDomain: 'invalid',
    ...readContext,
    citations: readContext.citations ?? 'required',
    types: entries('types', {
      label: name,
      plural: name,
      color: '',
      requires: [],
      statuses: Object.fromEntries(statuses.map((status) => [status, name])) as Settings['types'][string]['statuses'],
      defaultStatus: 'done',
      endEntry: false,
      recurring: false,
      schemaOrg: 'Event',
    }),
    series: entries('series', { name }),
    tags: entries('tags', { name, aka: [] }),
    synonyms: [],
    countries: {},
    countryGroups: {},
    measures: entries('measures', { label: name }),
  };
}
