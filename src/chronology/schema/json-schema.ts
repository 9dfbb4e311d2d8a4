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
    override({ zodSchema, jsonSchema: node }) {
      // Editors read YAML 1.2 core types, where `when: 2004` is a number and `online: true` a boolean.
      const editor = z.globalRegistry.get(zodSchema as z.core.$ZodType)?.editor as Record<string, unknown> | undefined;
      delete node.editor;
      if (!editor) return;
      // The type for editors replaces the rules for the text.
      for (const key of ['enum', '$ref', 'anyOf'] as const) delete node[key];
      Object.assign(node, editor);
    },
  });
}
