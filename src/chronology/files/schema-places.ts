/** Where a schema has a field, and whether a value is a text for readers: walks zod's definitions. */
import type { z } from 'zod';
import { SLUG } from './slug.ts';

/** Schemas of texts for readers, which any words may make up. `fields.ts` registers them. */
const texts = new WeakSet<z.core.$ZodType>();

/** Schemas of texts that may also be ids, whose words are nobody's prose. */
const idsOrTexts = new WeakSet<z.core.$ZodType>();

export function asIdOrText<T extends z.ZodType>(schema: T): T {
  idsOrTexts.add(schema);
  return schema;
}

export function asText<T extends z.ZodType>(schema: T): T {
  texts.add(schema);
  return schema;
}

/** The parts of zod's definitions that are walked here. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly items?: readonly z.core.$ZodType[];
  /** Of the items after those that have a schema each. */
  readonly rest?: z.core.$ZodType | null;
  readonly valueType?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}

/** Whether the value at a path may be a text for readers. @param value There; undefined where it is not known. */
export function isText(schema: z.core.$ZodType, path: readonly PropertyKey[], value?: unknown): boolean {
  if (path.length === 0 && idsOrTexts.has(schema) && typeof value === 'string' && SLUG.test(value)) return false;
  const [step, ...rest] = path;
  const { shape, element, items, rest: later, valueType, ...others } = definitionOf(schema);
  if (step === undefined && texts.has(schema)) return true;
  const inner = [others.innerType, others.in, ...(others.options ?? [])].filter((next) => next !== undefined);
  if (inner.length > 0) return inner.some((next) => isText(next, path, value));
  if (step === undefined) return false;
  const next = shape
    ? Object.hasOwn(shape, step)
      ? shape[String(step)]
      : undefined
    : (element ?? valueType ?? items?.[Number(step)] ?? later);
  return next !== undefined && next !== null && isText(next, rest, value);
}

/** The paths of the mappings that have a field of this name, `*` for each item of a list and each entry. */
export function placesOf(schema: z.core.$ZodType, name: string): readonly (readonly string[])[] {
  const places: (readonly string[])[] = [];
  const walk = (current: z.core.$ZodType, path: readonly string[]): void => {
    const { shape, element, items, rest, valueType, innerType, in: input, options = [] } = definitionOf(current);
    if (shape && Object.hasOwn(shape, name)) places.push(path);
    for (const [key, field] of Object.entries(shape ?? {})) walk(field, [...path, key]);
    for (const next of [element, valueType, rest, ...(items ?? [])]) if (next) walk(next, [...path, '*']);
    for (const next of [innerType, input, ...options]) if (next) walk(next, path);
  };
  walk(schema, []);
  // Items of a list that have schemas of their own have their fields at one place.
  return [...new Map(places.map((path) => [path.join('.'), path])).values()];
}

function definitionOf(schema: z.core.$ZodType): Definition {
  return schema._zod.def as unknown as Definition;
}
