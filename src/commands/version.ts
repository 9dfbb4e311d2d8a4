/** The program's version, as its package says it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function programVersion(): string {
  // Beside the program's folder, in the sources and in the build alike.
  const file = join(import.meta.dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
