/** From the files as they were parsed to all problems of a folder, in order. */
import { pausing, type Work } from '../../slices.ts';
import { defaultStatus, type ParsedEvent, type TimelineEvent } from '../event.ts';
import { sortSteps } from '../files/order.ts';
import { compareProblems, type FieldFault, type Problem, withoutMeant } from '../files/problem.ts';
import type { NamedEvents, ReadVocabulary } from './folder.ts';
import { type Draft, type FolderFinding, folderRules } from './folder-rules.ts';

/** The result of parsing an event file. */
export interface ReadEvent {
  /** Absent where the file has problems of its own. */
  readonly event?: ParsedEvent;
  /** The plain YAML value of a file with problems; undefined where the text is not YAML. */
  readonly content?: unknown;
  readonly problems: readonly Problem[];
}

/** An event file that was read, with its path and slug. */
export interface ReadEventFile extends ReadEvent {
  readonly slug: string;
  readonly path: string;
}

/** The events of all files, the problems of single files, and the findings between files. */
export function* checkSteps(
  vocabulary: ReadVocabulary,
  named: NamedEvents,
  read: readonly ReadEventFile[],
): Work<{
  readonly own: readonly Problem[];
  readonly findings: readonly FolderFinding[];
  readonly events: ReadonlyMap<string, TimelineEvent>;
}> {
  const { settings } = vocabulary.vocabulary;
  const own = [...vocabulary.problems, ...named.problems];
  const events = new Map<string, TimelineEvent>();
  const drafts: Draft[] = [];
  yield* pausing(read, ({ slug, path, event, content, problems }) => {
    own.push(...problems);
    if (event) events.set(slug, { ...event, status: event.status ?? defaultStatus(event, settings) });
    else drafts.push({ file: path, content });
  });
  return { own, findings: yield* folderRules(events, { vocabulary, slugs: named.slugs }, drafts), events };
}

/** Findings by their file. */
export function byFile(findings: readonly FolderFinding[]): ReadonlyMap<string, readonly FieldFault[]> {
  const faults = new Map<string, FieldFault[]>();
  for (const { file, path, fault } of findings) {
    const of = faults.get(file);
    if (of) of.push({ path, fault });
    else faults.set(file, [{ path, fault }]);
  }
  return faults;
}

/** The problems of single files and those between files, in order. */
export function* inOrder(own: readonly Problem[], located: readonly Problem[]): Work<readonly Problem[]> {
  // Among problems of one line and column, an unknown type comes first: `type` is the first field of a file.
  const [types, others] = [true, false].map((isType) => located.filter(({ field }) => (field === 'type') === isType));
  return yield* sortSteps(withoutMeant([...(types ?? []), ...own, ...(others ?? [])]), compareProblems);
}
