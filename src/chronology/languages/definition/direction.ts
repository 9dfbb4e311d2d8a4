/** Which way a language is written, and what keeps texts of the other way apart within its sentences (Unicode UAX #9). */

export type Direction = 'ltr' | 'rtl';

/** Scripts that are written from right to left, of those that languages of today are written in (Unicode, Bidi_Class R and AL). */
const RIGHT_TO_LEFT = new Set(['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa', 'Yezi']);

const directions = new Map<string, Direction>();

/** @param tag BCP 47: the script that it names, or the one in which CLDR expects the language */
export function directionOf(tag: string): Direction {
  let direction = directions.get(tag);
  if (direction === undefined) {
    direction = RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
    directions.set(tag, direction);
  }
  return direction;
}

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** A letter that is written from left to right: marks, digits and signs take the way of what is around them. */
const LEFT_TO_RIGHT_LETTER =
  /(?![\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}])\p{L}/u;

/** Which way a text of no known language runs: that of its first letter; undefined where it has none. */
export function directionOfText(text: string): Direction | undefined {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  return letter === undefined ? undefined : LEFT_TO_RIGHT_LETTER.test(letter) ? 'ltr' : 'rtl';
}

/**
 * Keeps each value whole inside a sentence that is written from right to left: “JDS (2023)” would otherwise be torn apart. Languages
 * that are written from left to right get the values as they are, as they have nearly always names of their own script.
 */
export function isolated(
  locale: string,
): <Values extends Readonly<Record<string, string | number>>>(values: Values) => Values {
  if (directionOf(locale) === 'ltr') return (values) => values;
  return (values) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' &&
        LEFT_TO_RIGHT_LETTER.test(value) &&
        !value.startsWith(FIRST_STRONG_ISOLATE) &&
        // Programs that make links of addresses would take the sign at their end for a part of them.
        !/^(?:https?|webcals?|mailto):/.test(value)
          ? `${FIRST_STRONG_ISOLATE}${value}${POP_DIRECTIONAL_ISOLATE}`
          : value,
      ]),
    ) as typeof values;
}
