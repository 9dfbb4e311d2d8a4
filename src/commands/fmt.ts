/** `annals fmt`: brings the fields of a chronology's files into the house order. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inHouseOrder } from '../chronology/files/house-order.ts';
import { counted } from '../chronology/files/source/numbers.ts';
import { schemaOfFile } from '../chronology/folder/file-schemas.ts';
import { loadFolder } from '../chronology/folder/load.ts';
import { type Environment, eventsDirOf } from '../serve/settings.ts';
import { readArguments } from './arguments.ts';
import { FMT, readable } from './usage.ts';

export async function fmt(args: readonly string[], env: Environment): Promise<number> {
  const { folder = eventsDirOf(env), values } = readArguments(FMT, args);
  const { files } = await readable(folder, () => loadFolder(folder));
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
    // Renamed into place: a service that watches the folder never reads half of a file.
    await writeFile(`${file}~`, ordered);
    await rename(`${file}~`, file);
  }
  const all = counted(files.size, 'file');
  if (values.check) console.log(`${all}, of which fmt would write ${count}`);
  else console.log(count === 0 ? `${all} in order` : `${all}, of which ${count} written`);
  return values.check && count > 0 ? 1 : 0;
}
