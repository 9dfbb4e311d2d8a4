/** What a date as people write it can mean: all its readings, and the dates of a sentence. */
import { addToKey, partsOfKey } from './calendar.ts';
import { readCentury } from './centuries.ts';
import { type EdtfForm, edtfForm } from './edtf-form.ts';
import { englishDatesIn, readEnglish } from './english.ts';
import { japaneseDatesIn, readJapanese } from './japanese.ts';
import { edtfOf, type Reading, type WrittenDate } from './written-date.ts';

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

/** No date takes more characters, and no quoted sentence more. */
export const LONGEST_DATE = 200;
const LONGEST_TEXT = 10_000;

/** A language whose dates are read: one more is a module beside these, and an entry. */
interface Reader {
  readonly language: string;
  /** Texts that hold a letter of it are of this language, where no other is named. */
  readonly script: RegExp;
  readonly readWhole: (text: string) => readonly WrittenDate[] | undefined;
  readonly datesIn: (text: string) => Iterable<Reading & { readonly start: number }>;
}

/** The last one takes every text that no other does. */
const READERS: readonly [Reader, Reader] = [
  {
    language: 'ja',
    // H16.5.6 is of an era, too.
    script: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]|^[MTSHR]\d{1,2}[./]/iu,
    readWhole: readJapanese,
    datesIn: japaneseDatesIn,
  },
  { language: 'en', script: /(?:)/, readWhole: readEnglish, datesIn: englishDatesIn },
];

function readerByScript(text: string): Reader {
  return READERS.find(({ script }) => script.test(text)) ?? READERS[1];
}

/** The same year by the other count, in brackets: 2004年(平成16年)5月6日, 平成16年(2004年)5月6日. */
const SAME_YEAR =
  /(?<=[\d〇一二三四五六七八九十元](?:年|日)?)\((?:明治|大正|昭和|平成|令和)(?:\d{1,2}|元)年?(?:\d{1,2}月\d{1,2}日)?\)|(?<=(?:明治|大正|昭和|平成|令和)(?:\d{1,2}|元)年)\((?:西暦)?\d{4}年?\)/gu;

function normal(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').replace(SAME_YEAR, '').trim();
}

/** All readings of a text that is one date and nothing else; none where it is not read as a date. */
function readingsOf(text: string): readonly WrittenDate[] {
  if (text.length > LONGEST_DATE) return [];
  const whole = normal(text);
  const read = readerByScript(whole).readWhole(whole) ?? [];
  return read.length > 0 ? read : (readCentury(whole) ?? []);
}

/** What to write for a date as people write it: an EDTF text of our subset or a reason a reading; empty where it is no date. */
export function edtfForms(text: string): readonly EdtfForm[] {
  const forms = readingsOf(text).map(edtfForm);
  return hoursIn(normal(text), forms) ?? forms.flatMap(withDayOfMidnight);
}

const OFFSET = / ?\((?:UTC)?(?<sign>[+−-]\d{2}:\d{2})?\)$/u;
const CLOCK = /^(?<hour>\d{1,2})[:.](?<rest>\d{2}(?::\d{2})?)(?: ?(?<half>[ap])\.?m\.?)?(?:まで)?$/iu;
const ENDS_WITH_CLOCK = /\d[:.]\d{2}(?: ?[ap]\.?m\.?)?$/iu;
const TO = / ?(?:(?<![\p{L}])(?:to|until|till)(?![\p{L}])|から|[~〜–—/-]) ?/giu;
/** No zone is further west. */
const WITH_OFFSET = /T[\d:]+-(?:(?:0\d|1[01]):\d{2}|12:00)$/;

/**
 * From one time to another, where the second shares its day, its year or its offset with the first: "14 March 2026, 14:00 to
 * 15:30 (UTC+01:00)". Undefined for anything else.
 *
 * @param forms What the text is read as otherwise: behind a hyphen, a time may be an offset from UTC.
 */
function hoursIn(text: string, forms: readonly EdtfForm[]): readonly EdtfForm[] | undefined {
  if (text.length > LONGEST_DATE) return undefined;
  const { rest, offset } = withoutOffset(text);
  for (const sign of rest.matchAll(TO)) {
    const first = withoutOffset(rest.slice(0, sign.index));
    if (!ENDS_WITH_CLOCK.test(first.rest)) continue;
    const last = rest.slice(sign.index + sign[0].length);
    const hours = [...timesIn(first.rest, last)].flatMap((from): EdtfForm[] => {
      const [begin, end] = [from + (first.offset ?? offset ?? ''), endOf(from, last, first.rest)];
      return end === undefined ? [] : [{ edtf: [`${begin}/${end}${offset ?? ''}`] }];
    });
    if (hours.length === 0) continue;
    const others = forms.filter((form) => sign[0] === '-' && 'edtf' in form && WITH_OFFSET.test(form.edtf[0] ?? ''));
    if (others.length === 0) return hours;
    return [
      ...hours.map((form) => ({ ...form, meaning: 'from the one time to the other' })),
      ...others.map((form) => ({ ...form, meaning: 'with an offset from UTC' })),
    ];
  }
  return undefined;
}

function withoutOffset(text: string): { readonly rest: string; readonly offset?: string } {
  const match = OFFSET.exec(text);
  if (!match) return { rest: text };
  return { rest: text.slice(0, match.index), offset: match.groups?.sign?.replace('−', '-') ?? 'Z' };
}

/** The date-times, without offset, that a text can mean; one without a year has that of the other text. */
function timesIn(text: string, other: string): readonly string[] {
  const read = (whole: string) =>
    readingsOf(whole).flatMap((date) => {
      const form = edtfForm(date);
      return 'edtf' in form && /^[^/]*T[\d:]+$/.test(form.edtf[0] ?? '') ? (form.edtf[0] ?? '') : [];
    });
  const own = read(text);
  const [year] = own.length > 0 ? [] : (/(?<!\d)\d{4}(?!\d)/.exec(other) ?? []);
  if (year === undefined) return own;
  return [...new Set([text.replace(/,? at (?=[^ ]*$)/, ` ${year}$&`), `${year}年${text}`].flatMap(read))];
}

function nextDay(day: string): string {
  return edtfOf(...partsOfKey(addToKey(Number(day.replaceAll('-', '')), 1)));
}

/** The end of a period that begins at a date-time: a time of its day, or of the next one, or a date-time of its own. */
function endOf(from: string, last: string, first: string): string | undefined {
  const clock = CLOCK.exec(last)?.groups;
  const [day = '', begin = ''] = from.split('T');
  if (!clock) {
    const [end] = timesIn(last, first);
    return end !== undefined && end > from ? end : undefined;
  }
  const { hour = '', rest = '', half } = clock;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const end = `${String(hours).padStart(2, '0')}:${rest}`;
  if (end === begin || end > '23:59:59' || rest > '59:59') return undefined;
  return `${end > begin ? day : nextDay(day)}T${end}`;
}

/** Programs write midnight for a day without a time: then the day alone is a reading, and the likelier one. */
function withDayOfMidnight(form: EdtfForm): readonly EdtfForm[] {
  const [, day] =
    'edtf' in form ? (/^(\d{4}-\d{2}-\d{2})T00:00(?::00)?(?:Z|[+-]\d{2}:\d{2})$/.exec(form.edtf[0] ?? '') ?? []) : [];
  if (day === undefined) return [form];
  return [
    { edtf: [day], meaning: 'the day alone, for which programs write midnight' },
    { ...form, meaning: form.meaning ?? 'midnight itself' },
  ];
}

/**
 * The date expressions of a sentence.
 *
 * @param language Of the sentence, as BCP 47 has it; without it the script decides. Other languages than English and
 * Japanese are not read: half of a date would be told as the whole.
 */
export function datesIn(text: string, language?: string): DatesInText {
  if (text.length > LONGEST_TEXT) return { expressions: [], rest: text };
  const sentence = normal(text);
  const code = language?.split('-')[0]?.toLowerCase();
  const reader = readerByScript(sentence);
  const expressions: DateExpression[] = [];
  // A sentence of a Japanese document may be in English letters, but not the reverse.
  if (
    code !== undefined &&
    !READERS.some((one) => one.language === code && READERS.indexOf(one) <= READERS.indexOf(reader))
  )
    return { expressions, rest: sentence };
  let rest = '';
  let from = 0;
  for (const { start, end, dates } of reader.datesIn(sentence)) {
    expressions.push({ text: sentence.slice(start, end).trim(), readings: dates });
    rest += `${sentence.slice(from, start)} `;
    from = end;
  }
  return { expressions, rest: rest + sentence.slice(from) };
}
