/** The program's version, as its package says it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_FOLDER } from '../program-folder.ts';

export function programVersion(): string {
  const file = join(PACKAGE_FOLDER, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
