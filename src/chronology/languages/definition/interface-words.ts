/** The interface's words in one language, as pages and formats ask for them: messages of ICU's MessageFormat. */
import { IntlMessageFormat } from 'intl-messageformat';
import type { ValuesFor, WordKey, Words } from '../words/keys.ts';
import { isolated } from './direction.ts';
import { numberFormatter } from './formatters.ts';

/** The text under a key with its `{placeholders}` filled in. Throws where the key or a value is missing. */
export type Translate = <Key extends WordKey>(key: Key, ...values: ValuesFor<Key>) => string;

type Values = Readonly<Record<string, string | number>>;

/**
 * `{ calendar: { ends: 'Ends: {title}' } }`, to be asked for by `calendar.ends`.
 *
 * @param locale by whose rules a text chooses between its plurals and ordinals, and writes numbers
 */
export function translateFrom(words: Words, locale: string): Translate {
  const isolate = isolated(locale);
  // A text is looked up and read when it is first asked for: most starts need few.
  const formatByKey = new Map<string, (values: Values) => string>();
  return (key: string, values: Values = {}) => {
    let format = formatByKey.get(key);
    if (format === undefined) {
      format = formatOf(key, textAt(words, key), locale, isolate);
      formatByKey.set(key, format);
    }
    return format(values);
  };
}

/** Texts that choose between forms have an argument with a comma: `{count, plural, one {# event} other {# events}}`. */
const CHOICE = /\{\w+,/;
/** The beginning of what needs a value as it is: of a choice by a word or a number, and of a number in a form of its own. */
const TYPED = /\{(\w+),(?=\s*(?:select|plural|selectordinal|number)\b)/g;

function formatOf(
  key: string,
  text: string,
  locale: string,
  isolate: (values: Values) => Values,
): (values: Values) => string {
  const numbers = numberFormatter(locale, {});
  const shown = (values: Values) => isolate(withNumbers(values, numbers));
  if (!CHOICE.test(text)) {
    const fill = fillIn(key, text);
    return (values) => fill(shown(values));
  }
  const typed = [...new Set([...text.matchAll(TYPED)].map(([, name]) => name as string))];
  // What looks like a tag of HTML is text here.
  const message = new IntlMessageFormat(text.replace(TYPED, '{$1_typed,'), locale, undefined, { ignoreTag: true });
  return (values) => {
    try {
      const given = typed.filter((name) => values[name] !== undefined);
      const asTyped = Object.fromEntries(given.map((name) => [`${name}_typed`, values[name]]));
      return String(message.format({ ...shown(values), ...asTyped }));
    } catch (fault) {
      throw new Error(`the text ${key}: ${fault instanceof Error ? fault.message : fault}`, { cause: fault });
    }
  };
}

/** Numbers as the language writes them: all are counts, and a year is given as text. Most texts have none. */
function withNumbers(values: Values, numbers: Intl.NumberFormat): Values {
  let shown: Record<string, string | number> | undefined;
  for (const name in values) {
    const value = values[name];
    if (typeof value !== 'number') continue;
    shown ??= { ...values };
    shown[name] = numbers.format(value);
  }
  return shown ?? values;
}

/** Most texts only name values. They are filled in thousands of times for a long list, which takes a tenth of the time so. */
function fillIn(key: string, text: string): (values: Values) => string {
  // Texts and names of placeholders by turns.
  const pieces = text.split(/\{(\w+)\}/);
  return (values) => {
    let filled = pieces[0] as string;
    for (let index = 1; index < pieces.length; index += 2) {
      const name = pieces[index] as string;
      // Templates are not compiled with the keys: what they leave out is found here.
      const value = values[name];
      if (value === undefined) throw new Error(`the text ${key} needs ${name}`);
      filled += `${value}${pieces[index + 1]}`;
    }
    return filled;
  };
}

function textAt(words: Words, key: string): string {
  let found: unknown = words;
  for (const name of key.split('.'))
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, name) ? found[name as never] : undefined;
  if (typeof found !== 'string') throw new Error(`no text for ${key}`);
  return found;
}
