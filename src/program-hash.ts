/** The program as one hash: its code, its packages, and what in Node its output depends on. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_FOLDER, PACKAGE_FOLDER } from './program-folder.ts';

/** The files that name the packages and their versions. */
const PACKAGES = ['package.json', 'package-lock.json'].map((file) => join(PACKAGE_FOLDER, file));

/** Names of countries come from ICU and CLDR, local times from the time zone tables, compressed bytes from zlib and Brotli. */
const LIBRARIES = ['icu', 'cldr', 'tz', 'unicode', 'zlib', 'brotli'] as const;

/**
 * Hash of everything that parses and renders: results cached by other code are discarded. Computed at start, since a
 * deployment may replace the files under a running process.
 */
export const CODE_HASH = hashOf([...filesBelow(CODE_FOLDER), ...PACKAGES.filter(existsSync)]);

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
