/** A report as workflow commands, with which GitHub shows problems at the lines of a pull request. */
import { atOnce } from '../../slices.ts';
import { type Problem, printable } from '../files/problem.ts';
import { counted } from '../files/source/numbers.ts';
import { type Cause, causeSteps } from './cause.ts';
import { countsOf, type Report } from './report.ts';

/** GitHub shows ten errors and ten warnings a step; the log shows these. */
const MOST_COMMANDS = 100;

export interface GithubOptions {
  /** Whether each problem has a command of its own, however many there are. */
  readonly all: boolean;
  /** The path below the repository's root, with slashes, of a file of the folder. */
  readonly pathOf: (file: string) => string;
}

/** One command for each cause, problems first, and the counts as a line that is no command. */
export function renderGithub(report: Report, { all, pathOf }: GithubOptions): string {
  const found = [...report.problems, ...report.warnings];
  const causes: readonly Cause[] = all ? found.map((first) => ({ first, others: [] })) : atOnce(causeSteps(found));
  const shown = all ? causes : causes.slice(0, MOST_COMMANDS);
  const count = shown.reduce((sum, { others }) => sum + 1 + others.length, 0);
  const more = count < found.length ? [`${found.length - count} more: \`annals check --all\` prints every one`] : [];
  // The folder's name must not begin a command of its own.
  return [
    ...shown.map((cause) => commandOf(cause, pathOf)),
    `annals: ${printable(report.folder)}: ${countsOf(report)}`,
    ...more,
  ].join('\n');
}

function commandOf({ first, others }: Cause, pathOf: GithubOptions['pathOf']): string {
  const { severity, kind = 'value', file, line, column, field, message, found, advice } = first;
  const text = [
    printable(`${field === '' ? '' : `${field}: `}${message}`, 1000),
    ...(found === undefined ? [] : [`found: ${printable(found)}`]),
    ...(advice === undefined ? [] : [`write: ${printable(advice, 1000)}`]),
    ...(others.length === 0 ? [] : [`and in ${counted(others.length, 'more place')}: ${placesOf(others)}`]),
  ].join('\n');
  const path = property(printable(pathOf(file), 1000));
  const command = severity === 'warning' ? 'warning' : 'error';
  return `::${command} file=${path},line=${line},col=${column},title=${property(kind)}::${data(text)}`;
}

function placesOf(problems: readonly Problem[]): string {
  const places = problems.slice(0, 10).map(({ file, line }) => `${printable(file)}:${line}`);
  return [...places, ...(problems.length > 10 ? ['…'] : [])].join(', ');
}

/** The escapes of GitHub's runner and its toolkit: a bare line feed would end the command and could begin another. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
