/** `annals schema`: the JSON Schemas of a chronology's files, for editors. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatReport } from '../chronology/files/problem.ts';
import { loadFolder } from '../chronology/folder/load.ts';
import { jsonSchemas } from '../chronology/schema/json-schema.ts';
import { type Environment, eventsDirOf } from '../serve/settings.ts';
import { readable, UsageError } from './usage.ts';

export async function schema(args: readonly string[], env: Environment): Promise<number> {
  if (args.length > 1) throw new UsageError(`schema takes one folder, not ${args.length}`);
  const folder = args[0] ?? eventsDirOf(env);
  const { chronology, problems, eventCount } = await readable(folder, () => loadFolder(folder));
  if (!chronology) {
    console.error(formatReport(problems, folder, eventCount));
    return 1;
  }
  await mkdir(join(folder, '.schema'), { recursive: true });
  for (const [name, schema_] of jsonSchemas(chronology.vocabulary)) {
    const file = join(folder, '.schema', `${name}.json`);
    await writeFile(file, `${JSON.stringify(schema_, null, 2)}\n`);
    console.log(file);
  }
  return 0;
}
