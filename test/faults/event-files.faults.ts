/** Ten thousand files spoilt at random: each is read, or told of with its line and what to write, and hides nothing of the files beside it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { formatProblem, type Problem } from '../../src/chronology/files/problem.ts';
import { parseFolder, vocabularyParser } from '../../src/chronology/folder/folder-parse.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { VOCABULARY_FILES } from '../../src/chronology/schema/vocabulary.ts';
import { atOnce } from '../../src/slices.ts';
import { eventPageSteps } from '../../src/web/pages/event.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { editionsOf, viewsOf } from '../../src/web/site/views.ts';
import { CANAL, filesIn, MOON, SHIPPED, siteOf, TODAY, TOWN } from '../support/service.ts';
import { anySpoiling } from '../support/spoilt-files.ts';
import { assertEscapedIn, MARK } from '../support/unescaped.ts';

const FILES = 10_000;
/** For trying: a part of them. */
const SHARE = Number(process.env.FAULTS_SHARE ?? 1);

/** The vocabulary of a chronology, its event files, and two of them that name no other: one as it is, and one with a mistake. */
class Folder {
  readonly vocabulary: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  readonly files: ReadonlyMap<string, string>;
  /** Read once for all event files. */
  readonly parser: ReturnType<typeof vocabularyParser>;
  readonly right: string;
  readonly wrong = 'wrong.yaml';
  readonly #wrongText: string;

  constructor(folder: string) {
    this.files = filesIn(folder);
    this.vocabulary = new Map([...this.files].filter(([path]) => VOCABULARY_FILES.includes(path)));
    this.parser = vocabularyParser(this.vocabulary);
    this.paths = [...this.files.keys()];
    this.right =
      this.paths.find((path) => !this.vocabulary.has(path) && this.problemsOf([path, this.#text(path)]).length === 0) ??
      '';
    assert.notEqual(this.right, '', folder);
    this.#wrongText = this.#text(this.right).replace(/^when: .*$/m, 'when: March 2023');
  }

  /** Of this file beside the two others. */
  read(path: string, text: string) {
    return this.#parse([path, text], ...(path === this.right ? [] : [[this.right, this.#text(this.right)] as const]));
  }

  /** The problems of the mistaken file that is read with this one. */
  problemsBeside(path: string, text: string): readonly Problem[] {
    return this.#parse([path, text], [this.wrong, this.#wrongText]).problems.filter(({ file }) => file === this.wrong);
  }

  problemsOf(file: readonly [path: string, text: string]): readonly Problem[] {
    return this.#parse(file).problems;
  }

  #parse(...files: readonly (readonly [path: string, text: string])[]) {
    const isOfVocabulary = files.some(([path]) => this.vocabulary.has(path));
    return parseFolder(new Map([...this.vocabulary, ...files]), undefined, isOfVocabulary ? undefined : this.parser);
  }

  #text(path: string): string {
    return this.files.get(path) ?? '';
  }
}

/** A problem is a place that there is, and words: a line that an editor can open, and no more lines than we write. */
function assertTold(problem: Problem, files: ReadonlyMap<string, string>): void {
  const told = formatProblem(problem);
  const { file, line, column, message } = problem;
  const lines = (files.get(file) ?? '').split(/\r\n|[\r\n\u0085\u2028\u2029]/).length;
  assert.ok(line >= 1 && line <= Math.max(lines, 1), `${told}: of ${lines} lines`);
  assert.ok(column >= 1, told);
  assert.match(message, /\p{L}{2}/u, told);
  assert.match(told, /^[^\n]+(?:\n {4}found: [^\n]*)?(?:\n {4}write: [^\n]+)?$/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a terminal would obey
  assert.doesNotMatch(told, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
}

const OUTPUTS = outputNames.filter((name) => outputs[name].rasterWidth === undefined);

/** What was read is told in every format, one after the other, and nothing of its text becomes a part of their form. */
function assertEscapedEverywhere(chronology: Chronology, turn: number): void {
  const site = siteOf(chronology);
  const [edition] = editionsOf(site);
  const name = OUTPUTS[turn % OUTPUTS.length] ?? 'feed.rss';
  const output = outputs[name];
  const views = viewsOf(site, edition, EVERYTHING);
  const text =
    'chunks' in output
      ? [...output.chunks(views, 'http://annals.example/')].join('')
      : atOnce(output.steps(views[0], 'http://annals.example/', TODAY));
  assertEscapedIn(output.mediaType, text ?? '');
  for (const event of chronology.events)
    assertEscapedIn('text/html', atOnce(eventPageSteps(site, edition.languages[0], event, TODAY)));
}

describe('files at random', () => {
  it('are read or told of, each with its place, and nothing beside them is hidden', (t) => {
    const folders = [SHIPPED, MOON, TOWN, CANAL].map((folder) => new Folder(folder));
    const isVocabulary = (path: string) => VOCABULARY_FILES.includes(path);
    const cases = folders.flatMap((folder) =>
      // One in seven is of the vocabulary, of which all is read anew each time.
      [...folder.paths.filter(isVocabulary), ...folder.paths.filter((path) => !isVocabulary(path))].map((path) => ({
        folder,
        path,
      })),
    );
    const counts = { read: 0, told: 0, rendered: 0, problems: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...cases), anySpoiling, ({ folder, path }, spoil) => {
        const text = spoil(folder.files.get(path) ?? '');
        const { chronology, problems } = folder.read(path, text);
        assert.equal(chronology === undefined, problems.length > 0);
        const files = new Map([...folder.files, [path, text]]);
        for (const problem of problems) assertTold(problem, files);
        counts.problems += problems.length;
        if (chronology) {
          counts.read += 1;
          if (text.includes(MARK)) assertEscapedEverywhere(chronology, counts.rendered++);
          return;
        }
        counts.told += 1;
        // Each tells its own.
        if (isVocabulary(path)) return;
        assert.deepEqual(
          problems.filter(({ file }) => file === folder.right && file !== path),
          [],
        );
        assert.match(
          folder
            .problemsBeside(path, text)
            .map((problem) => formatProblem(problem))
            .join('\n'),
          /when: not a date/,
        );
      }),
      { numRuns: Math.ceil(FILES * SHARE) },
    );
    t.diagnostic(JSON.stringify(counts));
    if (SHARE === 1) for (const count of Object.values(counts)) assert.ok(count > 0, JSON.stringify(counts));
  });
});
