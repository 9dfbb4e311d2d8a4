/** The scripts that only a site of files has, and the module of the search that they share with the service. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserModule } from '../../program-folder.ts';
import { hashInName } from '../site/assets.ts';

export interface ScriptFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export interface ExportAssets {
  /** Of a page that leads on to a language. */
  readonly languageScript: ScriptFile;
  /** Of the page that searches: the module that it loads, and the one that this imports. */
  readonly searchModules: readonly [entry: ScriptFile, shared: ScriptFile];
}

/** The search itself; the script of the page imports it by this name. */
const SHARED = 'search-in-browser';

const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** The program runs as it is written, and not as it is bundled: browsers know no TypeScript. */
export class NotCompiled extends Error {}

/** @throws NotCompiled */
export function loadExportAssets(viewsFolder: string): ExportAssets {
  const bundle = browserModule(`chronology/query/search/${SHARED}`);
  if (!existsSync(bundle)) throw new NotCompiled('the program is not compiled');
  const script = (name: string) => readFileSync(join(viewsFolder, 'assets', name));
  const [search, shared, language] = [script('search.js'), readFileSync(bundle), script('language.js')];
  // One imports the other by its name: the folder changes with the bytes of either.
  const folder = `/assets/search.${hashInName(search, shared)}`;
  const asset = (path: string, bytes: Buffer): ScriptFile => ({ path, bytes, mediaType: JAVASCRIPT });
  return {
    languageScript: asset(`/assets/language.${hashInName(language)}.js`, language),
    searchModules: [asset(`${folder}/search.js`, search), asset(`${folder}/${SHARED}.js`, shared)],
  };
}
