/** `annals fmt`: brings the fields of a chronology's files into the house order. */
import { readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inHouseOrder } from '../chronology/files/house-order.ts';
import { counted } from '../chronology/files/source/numbers.ts';
import { schemaOfFile } from '../chronology/folder/file-schemas.ts';
import { type Environment, eventsDirOf } from '../serve/settings.ts';
import { readArguments } from './arguments.ts';
import { readFolder } from './progress.ts';
import { FMT } from './usage.ts';

export async function fmt(args: readonly string[], env: Environment): Promise<number> {
  const { folder = eventsDirOf(env), values } = readArguments(FMT, args);
  const { files } = await readFolder(folder);
  const schemaOf = schemaOfFile(files);
  let count = 0;
  for (const path of files.keys()) {
    const file = join(folder, path);
    const text = await readFile(file, 'utf8');
    const ordered = inHouseOrder(text, schemaOf(path));
    if (ordered === text) continue;
    count += 1;
    console.log(file);
    if (values.check) continue;
    await replace(file, ordered);
  }
  const all = counted(files.size, 'file');
  if (values.check) console.log(`${all}, of which fmt would write ${count}`);
  else console.log(count === 0 ? `${all} in order` : `${all}, of which ${count} written`);
  return values.check && count > 0 ? 1 : 0;
}

/**
 * Renames the text into place: a service that watches the folder never reads half of a file, and takes no note of one whose
 * name begins with a dot. A file behind a link stays behind it, and its mode is what it was.
 */
async function replace(file: string, text: string): Promise<void> {
  const path = await realpath(file);
  const { mode } = await stat(path);
  const whole = join(dirname(path), `.${basename(path)}.${process.pid}`);
  await writeFile(whole, text, { mode, flag: 'wx' });
  await rename(whole, path);
}
