/** A report: the problems and warnings of a folder in the order in which they are worth reading, and their counts. */
import type { Problem } from '../files/problem.ts';
import { counted } from '../files/source/numbers.ts';
import { eitherOf, nearest } from '../files/spelling.ts';
import { VOCABULARY_FILES } from '../schema/vocabulary.ts';

/** What all formats are made from. */
export interface Report {
  /** The chronology's folder as the curator named it. */
  readonly folder: string;
  readonly eventCount: number;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** Whether nothing is said of event files, since a file is missing on which each of them hangs. */
  readonly isPartial: boolean;
}

/** @param found in the order of `compareProblems`, in which they stay within a file */
export function reportOf(found: readonly Problem[], folder: string, eventCount: number): Report {
  // Sorted into a few groups by hand: a running service makes a report of 100,000 problems between two answers.
  const problems: Problem[][] = [];
  const warnings: Problem[][] = [];
  let isPartial = false;
  for (const problem of withoutConsequences(found)) {
    const groups = problem.severity === 'warning' ? warnings : problems;
    const rank = rankOf(problem);
    groups[rank] ??= [];
    groups[rank].push(problem);
    isPartial ||= (isMissing(problem) || problem.kind === 'file') && NEEDED_BY_ALL.includes(problem.file);
  }
  return {
    folder,
    eventCount,
    problems: isPartial ? problems.flat().filter(matters) : problems.flat(),
    warnings: warnings.flat(),
    isPartial: isPartial && eventCount > 0,
  };
}

/**
 * The problems without those that follow from a file which was not read: a missing file of the vocabulary names the file that
 * was meant to be it, and neither it nor a reference to an event is missing where there is such a file.
 */
function withoutConsequences(found: readonly Problem[]): readonly Problem[] {
  const unread = found.filter(({ kind }) => kind === 'file');
  if (unread.length === 0) return found;
  const missing = new Set(found.filter(isMissing).map(({ file }) => file));
  const misnamed = new Map<string, string[]>();
  const told = new Set<string>();
  const unreadFiles = new Set(unread.map(({ file }) => file));
  const unreadSlugs = new Set<string>();
  for (const { file, advice } of unread) {
    if (advice === undefined) continue;
    if (/^[\w-]+\.yaml$/.test(advice)) unreadSlugs.add(advice.slice(0, -'.yaml'.length));
    if (!missing.has(advice) || file.includes('/')) continue;
    misnamed.set(advice, [...(misnamed.get(advice) ?? []), file]);
    told.add(file);
  }
  return found.flatMap((problem) => {
    if (isMissing(problem)) {
      const files = misnamed.get(problem.file);
      if (files) return { ...problem, advice: `rename ${eitherOf(files)} to ${problem.file}` };
      return unreadFiles.has(problem.file) ? [] : problem;
    }
    if (problem.kind === 'reference' && problem.found !== undefined && unreadSlugs.has(problem.found)) return [];
    return told.has(problem.file) ? [] : problem;
  });
}

/** `74 events, 2 problems in 1 file, 3 warnings`. */
export function countsOf({ eventCount, problems, warnings, isPartial }: Report): string {
  const files = new Set(problems.map(({ file }) => file)).size;
  return [
    counted(eventCount, 'event'),
    problems.length === 0 ? 'no problems' : `${counted(problems.length, 'problem')} in ${counted(files, 'file')}`,
    ...(warnings.length === 0 ? [] : [counted(warnings.length, 'warning')]),
    ...(isPartial ? ['the event files are looked at once that is mended'] : []),
  ].join(', ');
}

/** No event is without a type, a language and a source; people and places are named by some. */
const NEEDED_BY_ALL = ['chronology.yaml', 'sources.yaml'];

function isMissing({ kind }: Problem): boolean {
  return kind === 'missing-vocabulary';
}

/** Whether a problem is told of while the vocabulary is incomplete: it may be the reason, as a misnamed file is. */
function matters({ file, kind }: Problem): boolean {
  if (kind === 'missing-vocabulary' || kind === 'file' || VOCABULARY_FILES.includes(file)) return true;
  return !file.includes('/') && nearest(file, VOCABULARY_FILES) !== undefined;
}

/** A missing vocabulary first, then its other files as they are read, then the event files. */
function rankOf(problem: Problem): number {
  if (isMissing(problem)) return 0;
  const index = VOCABULARY_FILES.indexOf(problem.file);
  return 1 + (index === -1 ? VOCABULARY_FILES.length : index);
}
