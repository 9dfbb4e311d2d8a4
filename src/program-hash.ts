/** The program as one hash: its code, its packages, and what in Node its output depends on. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the code, in the sources and in the build alike, and what names the packages beside it. */
const CODE = import.meta.dirname;
const PACKAGES = ['package.json', 'package-lock.json'].map((file) => join(CODE, '..', file));

/** Names of countries come from ICU and CLDR, times from the tables of zones, compressed bytes from zlib and Brotli. */
const LIBRARIES = ['icu', 'cldr', 'tz', 'unicode', 'zlib', 'brotli'] as const;

// Read when the program starts: later, the files could be those of the next one.
/** Of everything that parses and renders: what was made by other code is made again. */
export const CODE_HASH = hashOf([...filesBelow(CODE), ...PACKAGES.filter(existsSync)]);

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256').update(LIBRARIES.map((name) => process.versions[name]).join());
  for (const file of files) hash.update(createHash('sha256').update(readFileSync(file)).digest());
  return hash.digest('base64url');
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
