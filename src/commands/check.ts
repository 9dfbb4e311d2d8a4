/** `annals check`: every problem of a folder, its warnings, and what it is asked to compare it with. */
import { checkCitations } from '../chronology/check/citation-check.ts';
import { coverage, type Documents, loadDocuments } from '../chronology/check/documents.ts';
import { loadFolderAt } from '../chronology/check/git.ts';
import { repositoryPaths } from '../chronology/check/repository-path.ts';
import { checkSince } from '../chronology/check/since-revision.ts';
import { warningsOf } from '../chronology/check/warnings/warnings.ts';
import { checkWordings } from '../chronology/check/wording-check.ts';
import { compareProblems, type Problem, type ProblemKind, printable } from '../chronology/files/problem.ts';
import { counted, grouped } from '../chronology/files/source/numbers.ts';
import type { LoadedFolder } from '../chronology/folder/load.ts';
import { renderGithub } from '../chronology/report/github.ts';
import { renderJson } from '../chronology/report/json.ts';
import { type Report, reportOf } from '../chronology/report/report.ts';
import { renderSarif } from '../chronology/report/sarif.ts';
import { formatReport } from '../chronology/report/text.ts';
import { type Environment, eventsDirOf } from '../serve/settings.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { readFolder } from './progress.ts';
import { CHECK, readable, UsageError } from './usage.ts';
import { programVersion } from './version.ts';

type Values = Arguments<typeof CHECK.options>['values'];

/** Prints a line that is no part of the report. */
type Say = (line: string) => void;

/** @param now The time, in milliseconds since 1970. */
export async function check(args: readonly string[], env: Environment, now: () => number): Promise<number> {
  const { folder = eventsDirOf(env), values } = readArguments(CHECK, args);
  // What programs read is the report alone.
  const say: Say = values.format === 'text' ? (line) => console.log(line) : (line) => console.error(line);
  const loaded = await readFolder(folder);
  const { chronology, eventCount } = loaded;
  const found: Problem[] = [...loaded.problems];
  if (chronology) found.push(...ofKind('citation', checkWordings(chronology, loaded.files)));
  let documents: Documents = new Map();
  if (chronology && values.sources !== undefined) {
    const { sources } = values;
    documents = await readable(sources, () => loadDocuments(sources, chronology.vocabulary.sources));
    found.push(...ofKind('citation', checkCitations(chronology, loaded.files, documents)));
    for (const [id, { file }] of Object.entries(chronology.vocabulary.sources))
      if (file === undefined) say(`not verified: ${id}, for sources.yaml names no file of it`);
  }
  if (values.against !== undefined)
    found.push(...ofKind('correction', await changesSince(loaded, folder, values.against, env, say)));
  if (chronology) {
    const { howAlike } = await import('../formats/view/type-colour.ts');
    found.push(...warningsOf(chronology, loaded.files, { now: now(), howAlike }));
  }
  if (values.coverage && chronology) printCoverage(loaded, documents, say);
  const report = reportOf(found.sort(compareProblems), folder, eventCount);
  console.log(render(report, values));
  if (values.coverage && !chronology) say('The coverage is listed once these problems are mended.');
  return report.problems.length > 0 ? 1 : 0;
}

function render(report: Report, { format, all }: Values): string {
  const pathOf = () => repositoryPaths(report.folder);
  switch (format) {
    case 'json':
      return renderJson(report);
    case 'github':
      return renderGithub(report, { all, pathOf: pathOf() });
    case 'sarif':
      return renderSarif(report, { version: programVersion(), pathOf: pathOf() });
    default:
      return formatReport(report, { all });
  }
}

function ofKind(kind: ProblemKind, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => (problem.severity === 'warning' ? problem : { ...problem, kind }));
}

/** What changed since a git revision otherwise than subscribers can follow; says what was compared. */
async function changesSince(
  loaded: LoadedFolder,
  folder: string,
  revision: string,
  env: Environment,
  say: Say,
): Promise<readonly Problem[]> {
  if (revision.trim() === '')
    throw new UsageError('--against names no git revision', 'write one, such as --against HEAD');
  const read = await loadFolderAt(folder, revision, env);
  if (!read.ok) throw new UsageError(`--against: ${read.fault}`);
  const { commit, isShallow } = read.value;
  const { problems, notCompared, eventsThen } = checkSince(loaded, read.value);
  const then = `${revision} (${commit.slice(0, 7)})`;
  if (eventsThen === 0) say(`nothing to compare: ${folder} had no event file at ${then}`);
  else say(`compared with ${then}: ${counted(eventsThen, 'event')} then, ${grouped(loaded.eventCount)} now`);
  for (const clause of notCompared) say(`not compared: ${printable(clause, 1000)}`);
  if (isShallow) say('not known: slugs used before the oldest commit, for the history of the repository is shallow');
  return problems;
}

function printCoverage({ chronology }: LoadedFolder, documents: Documents, say: Say): void {
  if (!chronology) return;
  for (const { source, paragraphs, complete } of coverage(chronology, documents)) {
    say(`${source}`);
    for (const { paragraph, events } of paragraphs)
      say(`  ${String(paragraph).padStart(3)}  ${events.length === 0 ? 'none' : events.join(' ')}`);
    const cited = paragraphs.filter(({ events }) => events.length > 0).length;
    const none = paragraphs.filter(({ events }) => events.length === 0).map(({ paragraph }) => paragraph);
    say(
      complete
        ? `  ${grouped(cited)} of ${counted(paragraphs.length, 'paragraph')} cited; by none: ${none.join(' ') || '-'}\n`
        : `  ${counted(cited, 'paragraph')} cited; how many there are is not known (\`paragraphs\` in sources.yaml, or --sources)\n`,
    );
  }
}
