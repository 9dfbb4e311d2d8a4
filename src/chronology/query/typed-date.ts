/** A date as people type it into an address or a search, where it can mean one year, month or day and nothing else. */
import { parseEdtf } from '../dates/edtf.ts';
import type { DatePoint } from '../dates/when.ts';
import { edtfForms } from '../dates/written/reading.ts';
import { NO_SUCH_YEAR } from '../dates/written/written-date.ts';
import { formatWhen, readDate } from '../languages/dates-in-words.ts';
import type { LanguageTag } from '../languages/text.ts';
import { inLatinDigits } from './search/text.ts';

// The same separator twice: 2022/12-24 is no date.
const NUMBERS = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/;
const JAPANESE = /^(\d{4})年(?:()(\d{1,2})月(?:(\d{1,2})日)?)?$/;
/** Pages show 79 behind its era; a year is all that a number alone can be here. */
const SHORT_YEAR = /^(?!0+$)\d{1,3}$/;
/** With a sign only EDTF's own form: -44 is 44 BC to one and 45 BC to another. */
const BEFORE_OUR_ERA = /^-\d{4}(?:-\d{2}){0,2}$/;
const LONGEST = 40;

/**
 * The year, month or day, as EDTF writes it: `2022-12-04` for `2022/12/4`, 2022年12月4日, `4 December 2022` or full-width
 * digits, `0079` for `79` and `AD 79`; undefined for anything with another reading, such as `3/4/2004`.
 *
 * @param languages of the chronology, whose dates are read beside those of the interface's languages
 */
export function typedDate(text: string, languages: readonly LanguageTag[] = []): DatePoint | undefined {
  const plain = inLatinDigits(text.normalize('NFKC').trim());
  if (plain.length > LONGEST) return undefined;
  const written = canonical(plain, languages);
  if (written === undefined) return undefined;
  const when = parseEdtf(written, 'UTC');
  if (!when.ok || when.value.kind !== 'moment' || when.value.at.form !== 'date') return undefined;
  const { at } = when.value;
  const isPlain = !at.approximate && !at.uncertain;
  return isPlain && ['year', 'month', 'day'].includes(at.precision) ? at : undefined;
}

/** Whether the text is a date in a year that chronologies do not have: `Y200000`. */
export function isBeyondYears(text: string): boolean {
  const plain = text.normalize('NFKC').trim();
  if (plain.length > LONGEST) return false;
  const when = parseEdtf(plain, 'UTC');
  if (!when.ok && when.fault.message === NO_SUCH_YEAR) return true;
  const forms = edtfForms(SHORT_YEAR.test(plain) ? plain.padStart(4, '0') : plain);
  return forms.length > 0 && forms.every((form) => 'why' in form && form.why === NO_SUCH_YEAR);
}

/** A year, month or day (EDTF) as a field shows it to be changed: in figures, or in words where its year has an era. */
export function formatTyped(edtf: string, language: LanguageTag): string {
  const when = WITH_ERA.test(edtf) ? parseEdtf(edtf, 'UTC') : undefined;
  return when?.ok ? formatWhen(when.value, language) : edtf;
}

/** A year before 1000. One of five digits stays as EDTF has it, for its digits alone are a number as any other. */
const WITH_ERA = /^(?:[-0]|Y-)/;

function canonical(plain: string, languages: readonly LanguageTag[]): string | undefined {
  if (SHORT_YEAR.test(plain)) return plain.padStart(4, '0');
  const match = NUMBERS.exec(plain) ?? JAPANESE.exec(plain);
  if (match) {
    const [, year, , ...monthAndDay] = match;
    return [year, ...monthAndDay.flatMap((number) => (number === undefined ? [] : number.padStart(2, '0')))].join('-');
  }
  // Numbers alone have a reading here or none: 2022-123 is a mistyped day sooner than the 123rd of the year.
  if (!/\p{L}/u.test(plain)) return BEFORE_OUR_ERA.test(plain) ? plain : undefined;
  if (parseEdtf(plain, 'UTC').ok) return plain;
  const [form, ...others] = edtfForms(plain);
  // As pages of further languages write years, months and days: 24. Dezember 2022, март 2023 г.
  if (!form) return readDate(plain, languages);
  if (others.length > 0 || 'why' in form || form.wordsSayMore || form.edtf.length !== 1) return undefined;
  return form.edtf[0];
}
