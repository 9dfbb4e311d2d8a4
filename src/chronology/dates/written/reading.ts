/** What a date as people write it can mean: all its readings, and the dates of a sentence. */
import { type EdtfForm, edtfForm } from './edtf-form.ts';
import { englishDatesIn, readEnglish } from './english.ts';
import { japaneseDatesIn, readJapanese } from './japanese.ts';
import type { WrittenDate } from './written-date.ts';

/** A date expression in a sentence. */
export interface DateExpression {
  /** As printed, in Unicode's compatibility form: with digits of half width. */
  readonly text: string;
  /** At least one; all are possible. */
  readonly readings: readonly WrittenDate[];
}

export interface DatesInText {
  readonly expressions: readonly DateExpression[];
  /** What stands around them. */
  readonly rest: string;
}

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

function normal(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

/** All readings of a text that is one date and nothing else; none where it is not read as a date. */
export function readingsOf(text: string): readonly WrittenDate[] {
  const whole = normal(text);
  return (JAPANESE.test(whole) || /^[MTSHR]\d{1,2}[./]/i.test(whole) ? readJapanese(whole) : readEnglish(whole)) ?? [];
}

/** What to write for a date as people write it: an EDTF text of our subset or a reason a reading; empty where it is no date. */
export function edtfForms(text: string): readonly EdtfForm[] {
  return readingsOf(text).map(edtfForm);
}

/**
 * The date expressions of a sentence.
 *
 * @param language Of the sentence, as BCP 47 has it; without it the script decides. Other languages than English and
 * Japanese are not read: half of a date would be told as the whole.
 */
export function datesIn(text: string, language?: string): DatesInText {
  const sentence = normal(text);
  const code = language?.split('-')[0]?.toLowerCase();
  const isJapanese = JAPANESE.test(sentence) && (code === undefined || code === 'ja');
  const expressions: DateExpression[] = [];
  if (!isJapanese && code !== undefined && code !== 'en' && (code !== 'ja' || JAPANESE.test(sentence)))
    return { expressions, rest: sentence };
  let rest = '';
  let from = 0;
  for (const { start, end, dates } of isJapanese ? japaneseDatesIn(sentence) : englishDatesIn(sentence)) {
    expressions.push({ text: sentence.slice(start, end).trim(), readings: dates });
    rest += `${sentence.slice(from, start)} `;
    from = end;
  }
  return { expressions, rest: rest + sentence.slice(from) };
}
