/** `npm start` and `npm run build` compile what changed and nothing else, and never leave a build that is not of the sources. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ROOT } from './support/root.ts';

const scratch = mkdtempSync(join(tmpdir(), 'annals-build-'));
after(() => rmSync(scratch, { recursive: true }));

const COMPILING = 'annals: compiling …\n';

class Project {
  readonly root = mkdtempSync(join(scratch, 'project-'));

  /** The build of the repository, over two files. */
  constructor() {
    for (const file of ['.build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json'])
      copyFileSync(join(ROOT, file), join(this.root, file));
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'), 'junction');
    mkdirSync(join(this.root, 'src', 'room'), { recursive: true });
    this.write('src/main.ts', `import { word } from './room/word.ts';\nconsole.log(word);\n`);
    this.write('src/room/word.ts', `export const word: string = 'first';\n`);
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.root, path), text);
  }

  delete(path: string): void {
    rmSync(join(this.root, path));
  }

  build(what: readonly string[] = []): Promise<{ code: number; stdout: string; stderr: string }> {
    return this.#run(['.build.mjs', ...what]);
  }

  async start(file = join('dist', 'main.js')): Promise<string> {
    const { stdout } = await this.#run(['--enable-source-maps', file]);
    return stdout;
  }

  /** All that is there beside the sources: a build leaves nothing but `dist`. */
  get built(): readonly string[] {
    return readdirSync(this.root)
      .filter((name) => name.startsWith('dist'))
      .flatMap((name) =>
        readdirSync(join(this.root, name), { recursive: true, encoding: 'utf8' }).map((file) => join(name, file)),
      )
      .sort();
  }

  #run(args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    return new Promise((resolve, reject) => {
      execFile(process.execPath, args, { cwd: this.root, encoding: 'utf8' }, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
    });
  }
}

const WHOLE = ['dist/made-of', 'dist/main.js', 'dist/main.js.map'].sort();

describe('a build', { concurrency: 2 }, () => {
  it('says on stderr that it compiles, and the next one of the same sources does nothing', async () => {
    const project = new Project();
    assert.deepEqual(await project.build(), { code: 0, stdout: '', stderr: COMPILING });
    assert.deepEqual(project.built, WHOLE);
    assert.deepEqual(await project.build(), { code: 0, stdout: '', stderr: '' });
    assert.equal(await project.start(), 'first\n');
  });

  it('takes over what was edited, renamed or deleted, and what it is compiled with', async () => {
    const project = new Project();
    await project.build();
    project.write('src/room/word.ts', `export const word: string = 'other';\n`);
    assert.equal((await project.build()).stderr, COMPILING);
    assert.equal(await project.start(), 'other\n');

    project.write('src/main.ts', `console.log('alone');\n`);
    project.delete('src/room/word.ts');
    assert.equal((await project.build()).stderr, COMPILING);
    assert.deepEqual(project.built, WHOLE);
    assert.doesNotMatch(readFileSync(join(project.root, 'dist', 'main.js'), 'utf8'), /other/);

    const settings = readFileSync(join(project.root, 'tsconfig.json'), 'utf8');
    project.write(
      'tsconfig.json',
      settings.replace('"skipLibCheck": true', '"skipLibCheck": true, "removeComments": true'),
    );
    assert.equal((await project.build()).stderr, COMPILING);
    assert.deepEqual(await project.build(), { code: 0, stdout: '', stderr: '' });
  });

  it('is one file, one for what is imported later, and one for each thread, by whose path it is started', async () => {
    const project = new Project();
    project.write('src/main.ts', `console.log((await import('./room/word.ts')).word);\n`);
    project.write('src/room/saying-thread.ts', `import { word } from './word.ts';\nconsole.log(word);\n`);
    await project.build();
    const modules = project.built.filter((file) => file.endsWith('.js'));
    assert.equal(modules.length, 4, modules.join());
    assert.ok(modules.includes('dist/room/saying-thread.js'), modules.join());
    assert.equal(await project.start(), 'first\n');
    assert.equal(await project.start('dist/room/saying-thread.js'), 'first\n');
  });

  it('has what browsers load as one file of its own, with the packages that it needs', async () => {
    const project = new Project();
    project.write(
      'src/room/search-in-browser.ts',
      `export { default as SearchableMap } from 'minisearch/SearchableMap';\nexport { word } from './word.ts';\n`,
    );
    await project.build();
    const file = 'dist/room/search-in-browser.min.js';
    assert.deepEqual(
      project.built.filter((one) => !WHOLE.includes(one) && one.includes('.')),
      [file],
    );
    const text = readFileSync(join(project.root, file), 'utf8');
    assert.doesNotMatch(text, /\bimport\b|sourceMappingURL/);
    const { word, SearchableMap } = (await import(pathToFileURL(join(project.root, file)).href)) as Record<
      string,
      unknown
    >;
    assert.deepEqual([word, typeof SearchableMap], ['first', 'function']);
    assert.equal(await project.start(), 'first\n');
  });

  it('names the sources in what it throws', async () => {
    const project = new Project();
    project.write('src/room/word.ts', `interface Word {\n  a: 1;\n}\nexport const word = new Error().stack;\n`);
    await project.build();
    assert.match(await project.start(), /src\/room\/word\.ts:4:/);
  });

  it('is made again where a file of it is gone, added or cut short, or where it is not marked as done', async () => {
    const project = new Project();
    await project.build();
    for (const spoil of [
      () => project.delete('dist/main.js'),
      () => project.write('dist/more.js', ''),
      () => project.write('dist/main.js', 'export const'),
      () => project.delete('dist/made-of'),
    ]) {
      spoil();
      assert.deepEqual(await project.build(), { code: 0, stdout: '', stderr: COMPILING }, spoil.toString());
      assert.deepEqual(project.built, WHOLE);
      assert.equal(await project.start(), 'first\n');
    }
  });

  it('that fails says why, leaves the former one, and is tried again', async () => {
    const project = new Project();
    await project.build();
    project.write('src/room/word.ts', 'export const = 1;\n');
    for (const _ of ['first', 'again']) {
      const { code, stderr } = await project.build();
      assert.notEqual(code, 0);
      assert.ok(stderr.startsWith(COMPILING), stderr);
      assert.match(stderr, /src\/room\/word\.ts/);
      assert.deepEqual(project.built, WHOLE);
    }
    assert.equal(await project.start(), 'first\n');
  });

  it('is whole where several start at once', async () => {
    const project = new Project();
    const ended = await Promise.all(Array.from({ length: 4 }, () => project.build()));
    assert.deepEqual(new Set(ended.map(({ code }) => code)), new Set([0]));
    assert.deepEqual(project.built, WHOLE);
    assert.equal(await project.start(), 'first\n');
    assert.equal((await project.build()).stderr, '');
  });

  it('of the tests is made of them and the program, beside that of the program, and has the lines of both', async () => {
    const project = new Project();
    mkdirSync(join(project.root, 'test'));
    copyFileSync(join(ROOT, 'test', 'tsconfig.json'), join(project.root, 'test', 'tsconfig.json'));
    project.write('src/room/word.ts', `interface Word {\n  a: 1;\n}\nexport const word = () => new Error().stack;\n`);
    project.write('test/word.ts', `import { word } from '../src/room/word.ts';\n\nconsole.log(word());\n`);
    assert.deepEqual(await project.build(['test']), { code: 0, stdout: '', stderr: COMPILING });
    assert.deepEqual(await project.build(['test']), { code: 0, stdout: '', stderr: '' });
    const stack = await project.start(join('dist-test', 'test', 'word.js'));
    assert.match(stack, /src\/room\/word\.ts:4:[\s\S]* .*test\/word\.ts:3:/);

    await project.build();
    assert.deepEqual(
      project.built.filter((file) => !file.startsWith('dist-test')),
      WHOLE,
    );
    project.write('test/word.ts', `console.log('edited');\n`);
    assert.equal((await project.build()).stderr, '');
    assert.equal((await project.build(['test'])).stderr, COMPILING);
    assert.equal(await project.start(join('dist-test', 'test', 'word.js')), 'edited\n');
  });
});
