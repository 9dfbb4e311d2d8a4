/** Whether the new revisions of an event say what stood before, and say it as it was in the version that is compared. */
import { lookedAtIn, type Problem } from '../files/problem.ts';
import { toYaml } from '../files/written-yaml.ts';
import type { Yaml } from '../files/yaml.ts';
import { mayBeNothing, NOTHING } from '../schema/event-rules.ts';
import { canonical, type Entry, isMapping } from './compared-entry.ts';

/** The fields by which readers know an event: that one of them changed is no use without what it was. */
const KNOWN_BY = ['when', 'title'];

export interface ComparedWas {
  readonly before: Entry;
  readonly after: Entry;
  /** The current file, and its text. */
  readonly yaml: Yaml;
  readonly text: string;
  /** The git revision as the curator named it. */
  readonly name: string;
  readonly firstLanguage: string;
}

/**
 * What is wrong in `was` of the new revisions, and a warning where they do not say what the date or the title was.
 *
 * @param changed The fields that differ.
 */
export function* compareWas(
  { before, after, yaml, text, name, firstLanguage }: ComparedWas,
  changed: readonly string[],
): Generator<Problem> {
  const count = before.revisions.length;
  const added = after.revisions.slice(count);
  const told = new Set<string>();
  for (const [index, { was }] of added.entries())
    for (const [field, value] of Object.entries(isMapping(was) ? was : {})) {
      if (told.has(field)) continue;
      told.add(field);
      const stood = before.content[field];
      // A status that the file did not say is that of its type.
      if (field === 'status' && stood === undefined) continue;
      if (canonical(plain(value, firstLanguage)) === canonical(plain(stoodOr(field, stood), firstLanguage))) continue;
      yield yaml.problem(
        ['revisions', count + index, 'was', field],
        `not what stood at ${name}`,
        undefined,
        linesOf(field, stoodOr(field, stood)),
      );
    }
  if (added.length === 0 || lookedAtIn(text).has('untold-change')) return;
  const untold = untoldFields(changed).filter((field) => !told.has(field));
  const [first] = untold;
  if (first === undefined) return;
  yield {
    ...yaml.problem(
      ['revisions', after.revisions.length - 1],
      `does not say what ${untold.map((field) => `\`${field}\``).join(' and ')} was at ${name}`,
    ),
    found: undefined,
    advice: wasAdvice(before, untold),
    kind: 'untold-change',
    severity: 'warning',
  };
}

/** The fields by which readers know an event, of those that changed. */
export function untoldFields(changed: readonly string[]): readonly string[] {
  return KNOWN_BY.filter((field) => changed.includes(field));
}

/** The lines to add to a revision. */
export function wasAdvice({ content }: Entry, fields: readonly string[]): string {
  return `\`was:\` and below it ${fields.map((field) => linesOf(field, content[field])).join(', ')}`;
}

function linesOf(field: string, value: unknown): string {
  if (!isMapping(value)) {
    const lines = toYaml({ [field]: value })
      .trim()
      .split('\n');
    return lines.length === 1 ? `\`${lines[0]}\`` : `\`${field}\` as it was there`;
  }
  const below = Object.entries(value).map(([key, inner]) => `\`${toYaml({ [key]: inner }).trim()}\``);
  return `\`${field}:\` and below that ${below.join(', ')}`;
}

const NOTHING_IN: Readonly<Record<string, unknown>> = { online: 'false' };

/** What a field says that a file leaves out. */
function stoodOr(field: string, value: unknown): unknown {
  return value ?? (mayBeNothing(field) ? NOTHING : (NOTHING_IN[field] ?? []));
}

/** Without what says nothing more: defaults that are written out, and the one language of a text. */
function plain(value: unknown, firstLanguage: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => plain(item, firstLanguage));
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) => !(inner === 'false' || (key === 'scale' && inner === '1') || canonical(inner) === '[]'),
  );
  const [[key, inner] = []] = entries;
  if (entries.length === 1 && key === firstLanguage) return inner;
  return Object.fromEntries(entries.map(([name, each]) => [name, plain(each, firstLanguage)]));
}
