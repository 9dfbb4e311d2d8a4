/** The rules between an event file and the vocabulary: its references exist, and it has the fields that its type requires. */
import type { Work } from '../../slices.ts';
import { compareText, sortSteps } from '../files/order.ts';
import type { Fault, FieldFault } from '../files/problem.ts';
import { datedSlugFault, idFrom, SLUG } from '../files/slug.ts';
import { allNearest, allNearestSteps, eitherOf } from '../files/spelling.ts';
import { NOTHING, notChanged, versionsOf } from '../schema/event-rules.ts';
import { isStatus } from '../schema/status.ts';
import { CITATION_PATHS, type NamedIds, namedIds, renamedIds, type Vocabulary } from '../schema/vocabulary.ts';
import type { ReadVocabulary } from './folder.ts';

type Path = FieldFault['path'];

/** A name that is not known. To search for what was meant takes long: only for what is told of is it done. */
export interface UnknownName extends FieldFault {
  readonly unknown: { readonly id: string; readonly ids: ReadonlySet<string> };
}

const NONE_RENAMED: ReadonlyMap<string, string> = new Map();

/** The paths of fields in which event files name each other. */
const SLUG_PATHS = [
  ...['relations.partOf', 'relations.follows.*', 'relations.fulfils.*', 'relations.related.*'],
  'withdrawn.replacedBy',
];

/** A kind of id of which the vocabulary has none, though event files name some: its file is missing, or its list is. */
export interface MissedKind extends Pick<NamedIds, 'kind' | 'entry'> {
  /** How many event files name an id of the kind. */
  fileCount: number;
  /** The first id that is named. */
  readonly id: string;
}

/** Faults between files that are told of one file; the others are counted. */
export const MOST_OF_A_FILE = 20;

export interface VocabularyFaults {
  readonly faults: readonly FieldFault[];
  /** How many unknown names there are beside them: a list can have 10,000. */
  readonly more: number;
}

export interface VocabularyRules {
  readonly faultsOf: (slug: string, event: unknown) => VocabularyFaults;
  /** The kinds that were missed by now: one fault each, in the place of one for every reference. */
  readonly missed: ReadonlyMap<string, MissedKind>;
}

/**
 * The rules for one vocabulary. They check an event, or the plain YAML value of a file with problems of its own: a value of
 * an unexpected type is passed over, since the schema has reported it.
 *
 * @param slugs Slugs of events that event files may name.
 */
export function vocabularyRules({ vocabulary, unread }: ReadVocabulary, slugs: ReadonlySet<string>): VocabularyRules {
  const { sources, settings } = vocabulary;
  const kinds = namedIds(vocabulary).filter(({ kind }) => !unread.has(kind));
  const references = [
    ...kinds.filter(({ ids }) => ids.size > 0),
    {
      entry: 'the slug of an event in this folder',
      paths: SLUG_PATHS,
      ids: slugs,
      renamed: NONE_RENAMED,
      takesText: false,
    },
  ].flatMap(({ paths, ...rest }) => paths.map((path) => ({ ...rest, steps: path.split('.') })));
  const empty = kinds
    .filter(({ ids }) => ids.size === 0)
    .map(({ kind, entry, paths, takesText }) => ({
      kind,
      entry,
      takesText,
      paths: paths.map((path) => path.split('.')),
    }));
  const missed = new Map<string, MissedKind>();
  const citations = CITATION_PATHS.map((path) => path.split('.'));
  const types = Object.keys(settings.types);
  const renamedTypes = renamedIds(settings.types);

  const faultsOf = (slug: string, event: unknown): VocabularyFaults => {
    const faults: FieldFault[] = [];
    let more = 0;
    const type = fieldOf(event, 'type');
    const isKnown = typeof type === 'string' && Object.hasOwn(settings.types, type);
    // Where the types could not be read, any may recur.
    const dated = datedSlugFault(slug, unread.has('types') || (isKnown && settings.types[type]?.recurring === true));
    if (dated) faults.push({ path: [], fault: dated });
    // The text is not YAML, or not a mapping.
    if (typeof event !== 'object' || event === null || Array.isArray(event)) return { faults, more };
    // Where the types could not be read, any text passes. Only own properties count: `constructor` is no type.
    if (!isKnown && !(unread.has('types') && typeof type === 'string'))
      faults.push({ path: ['type'], fault: typeFault(type, unread.has('types') ? undefined : types, renamedTypes) });
    for (const { entry, steps, ids, renamed, takesText } of references)
      eachAt(event, steps, (id, path) => {
        const named = takesText ? entryNamedBy(id, ids) : undefined;
        if (named !== undefined)
          faults.push({
            path: [...path],
            fault: { kind: 'reference', message: `${entry} by its name`, advice: named },
          });
        if (typeof id !== 'string' || ids.has(id) || (takesText && isNoId(id, path))) return;
        if (faults.length < MOST_OF_A_FILE) faults.push(unknownName(id, { path: [...path], entry, ids, renamed }));
        else more += 1;
      });
    for (const { kind, entry, paths, takesText } of empty) {
      let named: string | undefined;
      for (const steps of paths)
        eachAt(event, steps, (id, path) => {
          if (typeof id === 'string' && !(takesText && isNoId(id, path))) named ??= id;
        });
      const before = missed.get(kind);
      if (named === undefined) continue;
      if (before) before.fileCount += 1;
      else missed.set(kind, { kind, entry, fileCount: 1, id: named });
    }
    for (const steps of citations)
      eachAt(event, steps, (citation, path) => {
        const [source, paragraph] = [fieldOf(citation, 'source'), fieldOf(citation, 'paragraph')];
        const last = typeof source === 'string' ? sources[source]?.paragraphs : undefined;
        // What is no whole number has a problem already.
        if (last !== undefined && /^\d{1,15}$/.test(String(paragraph)) && Number(paragraph) > last)
          faults.push({
            path: [...path, 'paragraph'],
            fault: { kind: 'reference', message: `${source} has no such paragraph`, advice: `1 to ${last}` },
          });
      });
    const { requires, statuses } = (isKnown && settings.types[type]) || { requires: [], statuses: {} };
    for (const field of requires) {
      const value = fieldOf(event, field);
      if (value === undefined || (Array.isArray(value) && value.length === 0))
        faults.push({
          path: [field],
          fault: {
            kind: 'missing-field',
            message: `none here, and a ${type} needs it`,
            advice: `${field}: …`,
          },
        });
    }
    const status = fieldOf(event, 'status');
    if (isKnown && isStatus(status) && !statuses[status])
      faults.push({
        path: ['status'],
        fault: {
          message: `a ${type} has no word for this status`,
          advice: `one of: ${Object.keys(statuses).join(', ')}`,
        },
      });
    if (!unread.has('types')) for (const fault of wasFaults(event, settings.types, renamedTypes)) faults.push(fault);
    return { faults, more };
  };
  return { faultsOf, missed };
}

/** Whether a text names no entry: it is the name of a place, or says that there was none. */
function isNoId(text: string, path: Path): boolean {
  return !SLUG.test(text) || (text === NOTHING && path.includes('was'));
}

/** The faults of the types and statuses that stood before the revisions of an event. */
function* wasFaults(
  event: object,
  types: Vocabulary['settings']['types'],
  renamed: ReadonlyMap<string, string>,
): Generator<FieldFault> {
  const revisions = fieldOf(event, 'revisions');
  if (!Array.isArray(revisions)) return;
  const typeOf = (version: object) => {
    const type = fieldOf(version, 'type');
    return typeof type === 'string' && Object.hasOwn(types, type) ? types[type] : undefined;
  };
  const statusOf = (version: object) => fieldOf(version, 'status') ?? typeOf(version)?.defaultStatus;
  const versions = versionsOf<object & { revisions: readonly { was?: object | undefined }[] }>({
    ...event,
    revisions: revisions.map((revision) => {
      const was = fieldOf(revision, 'was');
      return typeof was === 'object' && was !== null ? { was } : {};
    }),
  });
  const now = versions.at(-1) ?? event;
  for (const index of revisions.keys()) {
    const [before, after] = [versions[index] ?? event, versions[index + 1] ?? event];
    const was = fieldOf(revisions[index], 'was');
    const [type, status] = [fieldOf(was, 'type'), fieldOf(was, 'status')];
    const path = ['revisions', index, 'was'];
    if (type !== undefined && !typeOf(before))
      yield { path: [...path, 'type'], fault: typeFault(type, Object.keys(types), renamed) };
    if (!isStatus(status)) continue;
    const words = typeOf(before)?.statuses;
    if (words && !words[status])
      yield {
        path: [...path, 'status'],
        fault: {
          message: `a ${String(fieldOf(before, 'type'))} had no word for this status`,
          advice: `one of: ${Object.keys(words).join(', ')}`,
        },
      };
    // Where the file says the present one, the rules of the file by itself have told of it.
    if (fieldOf(after, 'status') === undefined && statusOf(now) === status)
      yield { path: [...path, 'status'], fault: notChanged(false) };
  }
}

/** The id that a text in the place of one stands for: `Iikura House` for `iikura-house`. */
function entryNamedBy(value: unknown, ids: ReadonlySet<string>): string | undefined {
  const texts: readonly unknown[] = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  for (const text of texts) {
    if (typeof text !== 'string' || SLUG.test(text)) continue;
    const id = idFrom(text);
    if (ids.has(id)) return id;
  }
  return undefined;
}

/** @param types The ids of all types; undefined where they could not be read. */
function typeFault(type: unknown, types: readonly string[] | undefined, renamed: ReadonlyMap<string, string>): Fault {
  if (type === undefined)
    return { kind: 'missing-field', message: 'missing', advice: `type: ${types?.join(', ') ?? 'a text'}` };
  if (!types) return { message: 'not a text', advice: 'a text' };
  const current = typeof type === 'string' ? renamed.get(type) : undefined;
  if (current !== undefined) return { kind: 'reference', message: 'has another id now', advice: current };
  const near = typeof type === 'string' ? allNearest(type, types) : [];
  return {
    kind: 'reference',
    message: 'not a value this field takes',
    advice: near.length > 0 ? eitherOf(near) : `one of: ${types.join(', ')}`,
  };
}

function unknownName(
  id: string,
  {
    path,
    entry,
    ids,
    renamed,
  }: {
    readonly path: Path;
    readonly entry: string;
    readonly ids: ReadonlySet<string>;
    readonly renamed: ReadonlyMap<string, string>;
  },
): FieldFault | UnknownName {
  const current = renamed.get(id);
  if (current !== undefined)
    return { path, fault: { kind: 'reference', message: 'has another id now', advice: current } };
  return { path, fault: { kind: 'reference', message: `not ${entry}` }, unknown: { id, ids } };
}

/** Searches for the names that were meant, one search for each name that is not known. */
export class NameAdvice {
  readonly #advice = new Map<ReadonlySet<string>, Map<string, string>>();
  readonly #listed = new Map<ReadonlySet<string>, string>();

  *for({ id, ids }: UnknownName['unknown']): Work<string> {
    const known = this.#advice.get(ids) ?? new Map<string, string>();
    this.#advice.set(ids, known);
    const before = known.get(id);
    if (before !== undefined) return before;
    const near = known.size * ids.size < MOST_COMPARISONS ? yield* allNearestSteps(id, ids) : [];
    const advice =
      near.length > 0
        ? eitherOf(near)
        : ids.size === 0
          ? 'add it there first'
          : `add it there, or one of: ${yield* this.#list(ids)}`;
    known.set(id, advice);
    return advice;
  }

  *#list(ids: ReadonlySet<string>): Work<string> {
    const before = this.#listed.get(ids);
    if (before !== undefined) return before;
    const all = yield* sortSteps([...ids], compareText);
    const listed = all.length > 12 ? `${all.slice(0, 12).join(', ')}, …` : all.join(', ');
    this.#listed.set(ids, listed);
    return listed;
  }
}

/** Together they take 10 seconds. 2,000 names are searched for among 1,000, and 20 among 100,000. */
const MOST_COMPARISONS = 2_000_000;

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? (value as Record<string, unknown>)[field]
    : undefined;
}

/** Calls `each` with every value at the steps, where `*` is each item of a list. The path is valid only during the call. */
function eachAt(value: unknown, steps: readonly string[], each: (value: unknown, path: Path) => void): void {
  const path: (string | number)[] = [];
  const visit = (inner: unknown): void => {
    const step = steps[path.length];
    if (step === undefined) each(inner, path);
    else if (step !== '*') {
      const next = fieldOf(inner, step);
      if (next === undefined) return;
      path.push(step);
      visit(next);
      path.pop();
    } else if (Array.isArray(inner))
      for (let index = 0; index < inner.length; index += 1) {
        path.push(index);
        visit(inner[index]);
        path.pop();
      }
  };
  visit(value);
}
