/** `annals schema`: the JSON Schemas of a chronology's files, for editors. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportOf } from '../chronology/report/report.ts';
import { formatReport } from '../chronology/report/text.ts';
import { jsonSchemas } from '../chronology/schema/json-schema.ts';
import { makeFolder } from '../make-folder.ts';
import { type Environment, eventsDirOf } from '../serve/settings.ts';
import { readArguments } from './arguments.ts';
import { readFolder } from './progress.ts';
import { SCHEMA } from './usage.ts';

export async function schema(args: readonly string[], env: Environment): Promise<number> {
  const { folder = eventsDirOf(env) } = readArguments(SCHEMA, args);
  const { chronology, problems, eventCount } = await readFolder(folder);
  if (!chronology) {
    // Not on standard output, where the names of the written files are expected.
    console.error(formatReport(reportOf(problems, folder, eventCount)));
    return 1;
  }
  await makeFolder(join(folder, '.schema'));
  for (const [name, schema_] of jsonSchemas(chronology.vocabulary)) {
    const file = join(folder, '.schema', `${name}.json`);
    await writeFile(file, `${JSON.stringify(schema_, null, 2)}\n`);
    console.log(file);
  }
  return 0;
}
