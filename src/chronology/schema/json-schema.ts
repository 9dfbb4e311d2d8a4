/** The schemas of all files as JSON Schema, for editors that check and complete YAML while it is typed. */
import { z } from 'zod';
import { eventSchema } from './event-schema.ts';
import { SECTIONS, type Vocabulary } from './vocabulary.ts';
import { settingsSchema, vocabularySchemas } from './vocabulary-schema.ts';

/** File name without extension → JSON Schema (draft 2020-12). */
export function jsonSchemas({ settings }: Vocabulary): ReadonlyMap<string, object> {
  return new Map([
    // References to other files are left to `check`: a schema that lists them would be stale with each new entry.
    ['event', jsonSchema(eventSchema(settings, Object.keys(settings.types)))],
    ['chronology', jsonSchema(settingsSchema(settings))],
    ...SECTIONS.map((section) => [section, jsonSchema(vocabularySchemas[section](settings))] as const),
  ]);
}

function jsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    io: 'input',
    reused: 'inline',
    override({ zodSchema, jsonSchema: made }) {
      // Editors read core-typed YAML, where `when: 2004` is a number and `online: true` no text.
      const editor = z.globalRegistry.get(zodSchema as z.core.$ZodType)?.editor as Record<string, unknown> | undefined;
      delete made.editor;
      if (!editor) return;
      // What they say of it stands for what we say of the text.
      for (const key of ['enum', '$ref', 'anyOf'] as const) delete made[key];
      Object.assign(made, editor);
    },
  });
}
