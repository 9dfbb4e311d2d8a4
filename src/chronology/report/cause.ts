/** Problems of one cause: the same slip in many places, of which a reader needs a few and the count. */
import { pausing, type Work } from '../../slices.ts';
import type { Problem } from '../files/problem.ts';
import { SECTIONS, VOCABULARY_FILES } from '../schema/vocabulary.ts';

/** A problem, and the others that say the same of the same field elsewhere. */
export interface Cause {
  readonly first: Problem;
  readonly others: readonly Problem[];
}

/** Fewer are told one by one: three paragraphs are sooner read than a list is followed. */
const FEWEST = 4;

/** The causes of problems, in the order of the first of each. */
export function* causeSteps(problems: readonly Problem[]): Work<readonly Cause[]> {
  const groups = new Map<string, Problem[]>();
  const inOrder: Problem[][] = [];
  yield* pausing(problems, (problem) => {
    const key = causeOf(problem);
    const group = groups.get(key) ?? [];
    if (group.length === 0) groups.set(key, group);
    group.push(problem);
    inOrder.push(group);
  });
  const causes: Cause[] = [];
  yield* pausing(problems.entries(), ([index, first]) => {
    const group = inOrder[index] ?? [];
    if (group.length < FEWEST) causes.push({ first, others: [] });
    else if (first === group[0]) causes.push({ first, others: group.slice(1) });
  });
  return causes;
}

/** Equal for problems of one cause: what is found differs from one to the next, what to write does not. */
function causeOf({ severity, kind, file, field, message, advice }: Problem): string {
  const kindOfFile = VOCABULARY_FILES.includes(file) ? file : '';
  return JSON.stringify([
    severity,
    kind,
    kindOfFile,
    fieldKind(file, field, kind === 'unknown-field'),
    message,
    advice,
  ]);
}

/** The field without what names one entry of many: the index in a list, the id of an entry, the unknown key itself. */
function fieldKind(file: string, field: string, isUnknown: boolean): string {
  const steps = field.split('.');
  const id = SECTIONS.some((section) => file === `${section}.yaml`) ? 0 : file === 'chronology.yaml' ? 1 : undefined;
  return steps
    .slice(0, isUnknown ? -1 : undefined)
    .map((step, index) => (index === id || /^\d+$/.test(step) ? '*' : step))
    .join('.');
}
