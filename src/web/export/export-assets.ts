/** The scripts that only a site of files has, and the modules of the search that they share with the service. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface ScriptFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export interface ExportAssets {
  /** Of a page that leads on to a language. */
  readonly languageScript: ScriptFile;
  /** Of the page that searches: the module that it loads, and those that this one imports. */
  readonly searchModules: readonly [entry: ScriptFile, ...others: ScriptFile[]];
}

/** What the search in a browser is made of, as it is compiled: no more than these import each other. */
const SHARED_MODULES = ['exported-index', 'scoring', 'expression', 'phrases', 'quality', 'text'];
const SHARED = join(import.meta.dirname, '..', '..', 'chronology', 'query', 'search');
/** The one module of minisearch that is searched with, which imports no other. */
const TREE = 'SearchableMap';

const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** The program runs as it is written, and not as it is compiled: browsers know no TypeScript. */
export class NotCompiled extends Error {}

/** @throws NotCompiled */
export function loadExportAssets(viewsFolder: string): ExportAssets {
  const script = (name: string) => readFileSync(join(viewsFolder, 'assets', `${name}.js`));
  const compiled = SHARED_MODULES.map((name): [string, Buffer] => {
    const file = join(SHARED, `${name}.js`);
    if (!existsSync(file)) throw new NotCompiled('the program is not compiled');
    return [name, withoutMap(readFileSync(file))];
  });
  const tree = join(dirname(createRequire(import.meta.url).resolve('minisearch')), '..', 'es', `${TREE}.js`);
  const modules: [string, Buffer][] = [
    ['search', script('search')],
    ...compiled,
    [TREE, withoutMap(readFileSync(tree))],
  ];
  // They import each other by their names: the folder changes with the bytes of any.
  const folder = `/assets/search.${hashOf(modules.map(([, bytes]) => bytes))}`;
  const [entry, ...others] = modules.map(([name, bytes]) => ({
    path: `${folder}/${name}.js`,
    bytes,
    mediaType: JAVASCRIPT,
  }));
  const language = script('language');
  return {
    languageScript: { path: `/assets/language.${hashOf([language])}.js`, bytes: language, mediaType: JAVASCRIPT },
    searchModules: [entry as ScriptFile, ...others],
  };
}

/** As the names of other assets change with their bytes. */
export function hashOf(parts: readonly (Buffer | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 12);
}

/** Without the address of a map of the sources, which is no file of the site. */
function withoutMap(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString().replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'));
}
