/** Numbers as people write them, with commas, signs of units and words such as million: the fields to write instead. */
import { wordLanguages } from '../languages/languages.ts';
import { unitsFor } from './unit.ts';

/** A double keeps 15 significant decimal digits when it is formatted. */
export const MOST_DIGITS = 15;

export function isAmount(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= MOST_DIGITS;
}

/** A written number taken apart into the fields of a figure. */
interface WrittenAmount {
  /** At least one: `1,2345` can be two numbers. */
  readonly values: readonly string[];
  readonly scale: number;
  /** The units that its sign can mean. */
  readonly units: readonly string[];
  /** A word behind it that is no unit: 300 people. */
  readonly word?: string;
  readonly qualifier?: 'approximate' | 'moreThan';
}

const LONGEST = 60;
const APPROXIMATE = /^(?:about|approximately|approx\.?|around|circa|c\.|ca\.|nearly|[~≈約]|およそ)\s*(?=\D?\d)/i;
const MORE_THAN = /^(?:more than|over|>)\s*(?=\D?\d)/i;

/** Reads a text that is one number and what belongs to it. */
function readAmount(text: string): WrittenAmount | undefined {
  if (text.length > LONGEST) return undefined;
  let rest = text.normalize('NFKC').replace(/[−–]/g, '-').replace(/\s+/g, ' ').trim();
  const qualifier = APPROXIMATE.test(rest) ? 'approximate' : MORE_THAN.test(rest) ? 'moreThan' : undefined;
  rest = rest.replace(APPROXIMATE, '').replace(MORE_THAN, '');
  const [, before = '', sign = '', symbol = '', number = '', behind = ''] =
    /^([^\d.+-]*)([+-]?)([^\d.+-]*)((?:\d|\.\d)(?:[\d.,' ]*\d)?)\.?([^\d]*)$/.exec(rest) ?? [];
  const power = /^e\+?(\d{1,2})$/i.exec(/[\d.](e\+?\d{1,2})$/i.exec(rest)?.[1] ?? '');
  if (power) {
    const value = rest.slice(0, rest.search(/e/i));
    return isAmount(value) ? { values: [value], scale: 10 ** Number(power[1]), units: [] } : undefined;
  }
  const values = numbersIn(number).map((value) => `${sign === '-' ? '-' : ''}${value}`);
  if (values.length === 0 || !values.every(isAmount)) return undefined;
  const [prefix, suffix] = [(before + symbol).trim(), behind.trim()];
  const prefixUnits = unitsFor(prefix);
  // Behind a currency, m are no metres.
  const magnitude =
    magnitudeOf(suffix) ?? (prefixUnits.length > 0 && /^m$/i.test(suffix) ? { factor: 1e6, rest: '' } : undefined);
  const word = (magnitude?.rest ?? suffix)
    .trim()
    .replace(/^(?:of\b|-)/, '')
    .trim();
  const units = prefixUnits.length > 0 ? prefixUnits : unitsFor(word);
  // Of another word before a number, or a sign behind it, nobody knows what it does to the number.
  if (prefix !== '' && prefixUnits.length === 0) return undefined;
  if (word !== '' && unitsFor(word).length === 0 && !/^\p{L}[\p{L} ]*$/u.test(word)) return undefined;
  return {
    values,
    scale: magnitude?.factor ?? 1,
    units,
    ...(word !== '' && units.length === 0 && { word }),
    ...(qualifier && { qualifier }),
  };
}

/**
 * What to write for a text that is no plain number; undefined where it is not read as a number.
 *
 * @param name The field of the number, which has fields of its own beside it; undefined in a table, which has them as a whole.
 */
export function amountAdvice(text: string, name?: string): string | undefined {
  const read = readAmount(text);
  if (!read) return undefined;
  const { values, scale, units, word, qualifier } = read;
  const lead = name === undefined ? '' : `${name}: `;
  const beside = [
    ...(scale === 1 ? [] : [`\`scale: ${scale}\``]),
    ...(units.length === 0 ? [] : [units.map((unit) => `\`unit: ${unit}\``).join(' or ')]),
    ...(qualifier === undefined || name === undefined ? [] : [`\`${qualifier}: true\``]),
  ];
  const where = name === undefined ? ' for the whole table' : ' on lines of their own';
  return [
    values.map((value) => `${lead}${value}`).join(' or '),
    ...(beside.length === 0
      ? []
      : [`with ${beside.join(', ')}${beside.length === 1 ? where.replace('lines of their', 'a line of its') : where}`]),
    ...(word === undefined || /^(?:st|nd|rd|th)$/.test(word) ? [] : [`without \`${word}\``]),
  ].join(', ');
}

/** The whole number that a text means: 9 for `9th` and `No. 9`, 1000000 for `1,000,000` and `million`. */
export function wholeNumber(text: string): number | undefined {
  const written = text.replace(/^\s*(?:no\b\.?|nr\b\.?|number\b|№|#|¶|para(?:graph)?\b\.?)\s*/i, '').trim();
  const magnitude = magnitudeOf(written);
  const { values: [value, other] = [], scale = 1 } =
    magnitude?.rest === '' ? { values: ['1'], scale: magnitude.factor } : (readAmount(written) ?? {});
  const number = Math.round(Number(value) * scale * 1e6) / 1e6;
  return value !== undefined && other === undefined && Number.isSafeInteger(number) ? number : undefined;
}

/** The number with its digits alone. A comma before three digits stands between thousands, any other one before decimals. */
function numbersIn(number: string): readonly string[] {
  if (/^\d+$/.test(number)) return [number];
  if (/^\.\d+$/.test(number)) return [`0${number}`];
  if (/^[1-9]\d{0,2}(?:([, '])\d{3})(?:\1\d{3})*(?:\.\d+)?$/.test(number)) return [number.replace(/[, ']/g, '')];
  // As in India: 12,34,567.
  if (/^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?$/.test(number)) return [number.replace(/,/g, '')];
  if (/^[1-9]\d{0,2}(?:\.\d{3}){2,}$/.test(number)) return [number.replace(/\./g, '')];
  if (/^[1-9]\d{0,2}(?:[. ]\d{3})+,\d+$/.test(number)) return [number.replace(/[. ]/g, '').replace(',', '.')];
  if (/^\d+,\d{4,}$/.test(number)) return [number.replace(',', '.'), number.replace(',', '')];
  if (/^\d+,\d+$/.test(number)) return [number.replace(',', '.')];
  return /^\d+\.\d+$/.test(number) ? [number] : [];
}

/** Words that CLDR has no short form of. */
const OTHER_MAGNITUDES: readonly (readonly [word: string, factor: number])[] = [
  ['k', 1e3],
  ['千', 1e3],
  ['mn', 1e6],
  ['mln', 1e6],
  ['mio', 1e6],
  ['百万', 1e6],
  ['bn', 1e9],
  ['十億', 1e9],
  ['tn', 1e12],
];

/** The factor with whose word or sign a text begins, and what stands behind that. */
function magnitudeOf(text: string): { readonly factor: number; readonly rest: string } | undefined {
  magnitudes ??= [...magnitudesOfCldr(), ...OTHER_MAGNITUDES];
  for (const [word, factor] of magnitudes) {
    // 5 M are five millions, 5 m are metres.
    const isSame = word.length > 1 ? text.toLowerCase().startsWith(word.toLowerCase()) : text.startsWith(word);
    const rest = text.slice(word.length).replace(/^s\b/, '');
    if (isSame && !(/[a-z]$/i.test(word) && /^[a-z]/i.test(rest))) return { factor, rest };
  }
  return undefined;
}

/** Made once, when a number is first written in another way. */
let magnitudes: readonly (readonly [word: string, factor: number])[] | undefined;

function magnitudesOfCldr(): (readonly [word: string, factor: number])[] {
  return wordLanguages.flatMap((language) =>
    (['long', 'short'] as const).flatMap((compactDisplay) => {
      const format = new Intl.NumberFormat(language, { notation: 'compact', compactDisplay });
      return [1e3, 1e4, 1e6, 1e8, 1e9, 1e12].flatMap((factor) => {
        const parts = format.formatToParts(factor);
        const word = parts.find(({ type }) => type === 'compact')?.value;
        const shown = Number(parts.find(({ type }) => type === 'integer')?.value ?? '');
        return word === undefined || !(shown > 0) ? [] : [[word, factor / shown] as const];
      });
    }),
  );
}
