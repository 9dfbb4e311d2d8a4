/** Reads a folder in a process of its own, as built or doing only what cannot be left out, and prints the milliseconds. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const [way, folder, cacheFolder] = process.argv.slice(2);

async function load() {
  const { FolderReader } = await import('../../dist-test/src/chronology/folder/folder-reader.js');
  const { WriteFaults } = await import('../../dist-test/src/chronology/kept/sealed-file.js');
  const begin = performance.now();
  const reader = new FolderReader(folder, { cacheFolder, now: Date.now, faults: new WriteFaults(console.error) });
  const { chronology, problems } = await reader.read();
  const end = performance.now();
  if (!chronology) throw new Error(problems[0].message);
  return end - begin;
}

function parseOnly() {
  const begin = performance.now();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.yaml')) parse(readFileSync(join(folder, file), 'utf8'));
  return performance.now() - begin;
}

console.log(way === 'parse' ? parseOnly() : await load());
