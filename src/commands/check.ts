/** `annals check`: every problem of a folder, and what it is asked to compare it with. */
import { parseArgs } from 'node:util';
import { checkCitations } from '../chronology/check/citation-check.ts';
import { coverage, type Documents, loadDocuments } from '../chronology/check/documents.ts';
import { loadFolderAt } from '../chronology/check/git.ts';
import { checkSince } from '../chronology/check/since-revision.ts';
import { checkWordings } from '../chronology/check/wording-check.ts';
import { compareProblems, counted, formatReport, type Problem } from '../chronology/files/problem.ts';
import { type LoadedFolder, loadFolder } from '../chronology/folder/load.ts';
import { type Environment, eventsDirOf } from '../serve/settings.ts';
import { readable, UsageError } from './usage.ts';

export async function check(args: readonly string[], env: Environment): Promise<number> {
  const { values, positionals } = options(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        coverage: { type: 'boolean', default: false },
        sources: { type: 'string' },
        against: { type: 'string' },
      },
    }),
  );
  if (positionals.length > 1) throw new UsageError(`check takes one folder, not ${positionals.length}`);
  const folder = positionals[0] ?? eventsDirOf(env);
  const loaded = await readable(folder, () => loadFolder(folder));
  const problems: Problem[] = [...loaded.problems];
  if (loaded.chronology) problems.push(...checkWordings(loaded.chronology, loaded.files));
  let documents: Documents = new Map();
  if (loaded.chronology && values.sources !== undefined) {
    documents = await readable(values.sources, () =>
      loadDocuments(values.sources ?? '', loaded.chronology?.vocabulary.sources ?? {}),
    );
    problems.push(...checkCitations(loaded.chronology, loaded.files, documents));
    for (const [id, { file }] of Object.entries(loaded.chronology.vocabulary.sources))
      if (file === undefined) console.log(`not verified: ${id}, for sources.yaml names no file of it`);
  }
  if (values.against !== undefined) problems.push(...(await changesSince(loaded, folder, values.against, env)));
  if (values.coverage && loaded.chronology) printCoverage(loaded, documents);
  printProblems(problems.sort(compareProblems), folder, loaded.eventCount);
  if (values.coverage && !loaded.chronology) console.error('The coverage is listed once these problems are mended.');
  return problems.length > 0 ? 1 : 0;
}

/** What changed since a git revision otherwise than subscribers can follow; says what was compared. */
async function changesSince(
  loaded: LoadedFolder,
  folder: string,
  revision: string,
  env: Environment,
): Promise<readonly Problem[]> {
  if (revision.trim() === '') throw new UsageError('--against names no git revision; write one, such as HEAD');
  const read = await loadFolderAt(folder, revision, env);
  if (!read.ok) throw new UsageError(`--against: ${read.fault}`);
  const { commit, isShallow } = read.value;
  const { problems, notCompared, eventsThen } = checkSince(loaded, read.value);
  const then = `${revision} (${commit.slice(0, 7)})`;
  if (eventsThen === 0) console.log(`nothing to compare: ${folder} had no event file at ${then}`);
  else console.log(`compared with ${then}: ${counted(eventsThen, 'event')} then, ${loaded.eventCount} now`);
  for (const clause of notCompared) console.log(`not compared: ${clause}`);
  if (isShallow)
    console.log('not known: slugs used before the oldest commit, for the history of the repository is shallow');
  return problems;
}

function printCoverage({ chronology }: LoadedFolder, documents: Documents): void {
  if (!chronology) return;
  for (const { source, paragraphs, complete } of coverage(chronology, documents)) {
    console.log(`${source}`);
    for (const { paragraph, events } of paragraphs)
      console.log(`  ${String(paragraph).padStart(3)}  ${events.length === 0 ? 'none' : events.join(' ')}`);
    const cited = paragraphs.filter(({ events }) => events.length > 0).length;
    const none = paragraphs.filter(({ events }) => events.length === 0).map(({ paragraph }) => paragraph);
    console.log(
      complete
        ? `  ${cited} of ${paragraphs.length} paragraphs cited; by none: ${none.join(' ') || '-'}\n`
        : `  ${cited} paragraphs cited; how many there are is not known (\`paragraphs\` in sources.yaml, or --sources)\n`,
    );
  }
}

function printProblems(problems: readonly Problem[], folder: string, eventCount: number): void {
  const report = formatReport(problems, folder, eventCount);
  if (problems.length === 0) console.log(report);
  else console.error(report);
}

function options<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
