/** A report as text: for people at a terminal and in logs, bounded so that what matters is not scrolled away. */
import { atOnce, type Work } from '../../slices.ts';
import { formatProblem, type Problem, placeOf, printable } from '../files/problem.ts';
import { grouped } from '../files/source/numbers.ts';
import { type Cause, causeSteps } from './cause.ts';
import { countsOf, type Report } from './report.ts';

/** Lines of problems, and of warnings. One paragraph is shown even where it is longer. */
const MOST_LINES = 100;
const MOST_LINES_OF_WARNINGS = 60;
/** Warnings of one kind are told of in this many paragraphs: a curator looks at one kind after another. */
const MOST_OF_A_KIND = 4;
/** How many places of one cause are named beside the first. */
const MOST_PLACES = 2;

export interface TextOptions {
  /** Whether each problem is shown, however many there are. */
  readonly all: boolean;
}

export function formatReport(report: Report, options?: TextOptions): string {
  return atOnce(formatReportSteps(report, options));
}

/** The problems, each followed by an empty line, the warnings, the counts, and what is left out. */
export function* formatReportSteps(report: Report, { all }: TextOptions = { all: false }): Work<string> {
  const { folder, problems, warnings } = report;
  const shownProblems = all ? inFull(problems, folder) : yield* inShort(problems, folder, MOST_LINES);
  const shownWarnings = all ? inFull(warnings, folder) : yield* inShort(warnings, folder, MOST_LINES_OF_WARNINGS);
  const acknowledging =
    warnings.length === 0
      ? []
      : [
          'A warning that is right as it is: say so in its file with a comment, `# looked at: ` and the word in brackets.\n',
        ];
  const lines = [
    ...shownProblems.paragraphs,
    ...shownWarnings.paragraphs,
    ...acknowledging,
    `${printable(folder, 1000)}: ${countsOf(report)}`,
  ];
  const left = problems.length + warnings.length - shownProblems.count - shownWarnings.count;
  if (left > 0)
    lines.push(
      `${grouped(left)} more ${left === 1 ? 'is' : 'are'} not shown here: \`annals check --all\` prints every one`,
    );
  return lines.join('\n');
}

interface Shown {
  /** Each ends with a line feed. */
  readonly paragraphs: readonly string[];
  /** How many problems have a place in them. */
  readonly count: number;
}

function inFull(problems: readonly Problem[], folder: string): Shown {
  return { paragraphs: problems.map((problem) => `${formatProblem(problem, folder)}\n`), count: problems.length };
}

function* inShort(problems: readonly Problem[], folder: string, mostLines: number): Work<Shown> {
  const paragraphs: string[] = [];
  const countByKind = new Map<string, number>();
  let lines = 0;
  let count = 0;
  for (const cause of yield* causeSteps(problems)) {
    const { severity, kind = 'value' } = cause.first;
    const ofKind = (countByKind.get(kind) ?? 0) + 1;
    if (severity === 'warning' && ofKind > MOST_OF_A_KIND) continue;
    const paragraph = `${formatCause(cause, folder)}\n`;
    lines += paragraph.split('\n').length;
    if (lines > mostLines && paragraphs.length > 0) break;
    countByKind.set(kind, ofKind);
    paragraphs.push(paragraph);
    count += 1 + Math.min(cause.others.length, MOST_PLACES);
  }
  return { paragraphs, count };
}

function formatCause({ first, others }: Cause, folder: string): string {
  const lines = [formatProblem(first, folder)];
  for (const [index, other] of others.slice(0, MOST_PLACES).entries()) {
    const found =
      other.found === undefined || other.found === first.found ? '' : `  (found: ${printable(other.found)})`;
    lines.push(`${index === 0 ? '    also:  ' : '           '}${placeOf(other, folder)}${found}`);
  }
  if (others.length > MOST_PLACES) lines.push(`           and ${others.length - MOST_PLACES} more`);
  return lines.join('\n');
}
