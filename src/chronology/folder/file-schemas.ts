/** The schema of each file of a folder, by its path. */
import type { z } from 'zod';
import { eventSchema } from '../schema/event-schema.ts';
import { SECTIONS } from '../schema/vocabulary.ts';
import { settingsSchema, vocabularySchemas } from '../schema/vocabulary-schema.ts';
import type { Files } from './folder.ts';
import { parseSettings } from './folder-parse.ts';
import { DEFAULT_CONTEXT } from './vocabulary-parts.ts';

/** Of a folder whose `chronology.yaml` is missing or broken, for every language and in UTC. */
export function schemaOfFile(files: Files): (path: string) => z.ZodType {
  const { context } = parseSettings(files.get('chronology.yaml') ?? '', DEFAULT_CONTEXT);
  const event = eventSchema(context);
  const vocabulary = new Map<string, z.ZodType>([
    ['chronology.yaml', settingsSchema(context)],
    ...SECTIONS.map((section) => [`${section}.yaml`, vocabularySchemas[section](context)] as const),
  ]);
  return (path) => vocabulary.get(path) ?? event;
}
