/** Advice for a date that is not EDTF: the valid form of what the curator probably meant. */
import { DateTime } from 'luxon';
import { PROBLEM_LOCALE } from '../files/problem.ts';
import './day.ts';

/** How people write days, months and years, as luxon's format tokens, each with the EDTF form to write instead. */
const WRITTEN_FORMATS: readonly (readonly [format: string, edtf: string])[] = [
  ['d LLLL yyyy', 'yyyy-MM-dd'],
  ['d LLL yyyy', 'yyyy-MM-dd'],
  ['d LLL. yyyy', 'yyyy-MM-dd'],
  ['LLL. d, yyyy', 'yyyy-MM-dd'],
  ['LLLL d, yyyy', 'yyyy-MM-dd'],
  ['LLL d, yyyy', 'yyyy-MM-dd'],
  ['LLLL d yyyy', 'yyyy-MM-dd'],
  ['yyyy-M-d', 'yyyy-MM-dd'],
  ['yyyy/M/d', 'yyyy-MM-dd'],
  ['yyyy.M.d', 'yyyy-MM-dd'],
  ['yyyyMMdd', 'yyyy-MM-dd'],
  ['yyyy年M月d日', 'yyyy-MM-dd'],
  ['LLLL yyyy', 'yyyy-MM'],
  ['LLL yyyy', 'yyyy-MM'],
  ['LLL. yyyy', 'yyyy-MM'],
  ['yyyy-M', 'yyyy-MM'],
  ['yyyy/M', 'yyyy-MM'],
  ['yyyy年M月', 'yyyy-MM'],
  ['yyyy年', 'yyyy'],
];

/** The year before the first year of each Japanese era. */
const ERAS: Readonly<Record<string, number>> = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 };

const ORDINALS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, '1st': 1, '2nd': 2 };

/** The nearest valid form, or undefined where none is close. */
export function nearestForm(text: string): string | undefined {
  const trimmed = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  return (
    seasonMonths(trimmed) ??
    singleDate(trimmed) ??
    twoDates(trimmed) ??
    bracketedDate(trimmed) ??
    // A missing or doubled bracket, dot or quote.
    (/^\[?[\d-]+\.{2,3}[\d-]*\]?$/.test(trimmed) || /^\[?\.{2,3}[\d-]+\]?$/.test(trimmed)
      ? `${asBounds(trimmed)} for a moment within bounds, or ${asPeriod(trimmed)} for what lasted`
      : undefined)
  );
}

/** One date in brackets, or with one bracket only: the brackets then have no meaning. */
function bracketedDate(text: string): string | undefined {
  const inner = /^\[?([^[\]]*)\]?$/.exec(text)?.[1];
  return inner ? (singleDate(inner) ?? twoDates(inner)) : undefined;
}

function asBounds(text: string): string {
  return `'[${text.replace(/[[\]]/g, '').replace(/\.{2,3}/, '..')}]'`;
}

function asPeriod(text: string): string {
  const [from, to] = text.replace(/[[\]]/g, '').split(/\.{2,3}/);
  return `${from || '..'}/${to || '..'}`;
}

/** First and last month of the northern seasons, in the order of ISO 8601-2's 21 to 24. */
const SEASONS: readonly (readonly [names: RegExp, from: string, to: string])[] = [
  [/spring|春/i, '03', '05'],
  [/summer|夏/i, '06', '08'],
  [/autumn|fall|秋/i, '09', '11'],
  [/winter|冬/i, '12', '02'],
];

function seasonMonths(text: string): string | undefined {
  const numbered = /^(\d{4})-2([1-4])$/.exec(text);
  const named =
    /^(?:(?<name>spring|summer|autumn|fall|winter)(?: of)? (?<year>\d{4})|(?<year2>\d{4})年の?(?<name2>[春夏秋冬]))$/i.exec(
      text,
    )?.groups;
  const year = numbered?.[1] ?? named?.year ?? named?.year2;
  const name = named?.name ?? named?.name2 ?? '';
  const [, from, to] =
    SEASONS[numbered ? Number(numbered[2]) - 1 : SEASONS.findIndex(([names]) => names.test(name))] ?? [];
  if (!year || !from || !to) return undefined;
  const start = `${year}-${from}`;
  const end = `${to < from ? String(Number(year) + 1).padStart(4, '0') : year}-${to}`;
  return `the months: ${start}/${end} for what lasted, '[${start}..${end}]' for a moment`;
}

/** One date, with or without words around it. */
function singleDate(text: string): string | undefined {
  const era = /^(明治|大正|昭和|平成|令和)(\d{1,2}|元)年(.*)$/.exec(text);
  if (era) return singleDate(`${(ERAS[era[1] ?? ''] ?? 0) + (era[2] === '元' ? 1 : Number(era[2]))}年${era[3]}`);
  const approximate = /^(?:about|around|circa|ca?\.|~) ?(.+)$/i.exec(text) ?? /^(.+)頃$/.exec(text);
  if (approximate?.[1]) return withQualifier(approximate[1], '~');
  const uncertain = /^(?:perhaps|possibly|probably|\?) ?(.+)$/i.exec(text);
  if (uncertain?.[1]) return withQualifier(uncertain[1], '?');

  const decade = /^(?:the )?(\d{3})0'?(?:s|年代)$/i.exec(text);
  if (decade) return `${decade[1]}X`;
  const quarter =
    /^q([1-4]) ?(\d{4})$/i.exec(text) ??
    /^(first|second|third|fourth|1st|2nd|3rd|4th) quarter (?:of )?(\d{4})$/i.exec(text);
  if (quarter) return `${quarter[2]}-${32 + ordinal(quarter[1])}`;
  const yearThenQuarter = /^(\d{4})[- ]?q([1-4])$/i.exec(text) ?? /^(\d{4})年第?([1-4])四半期$/.exec(text);
  if (yearThenQuarter) return `${yearThenQuarter[1]}-${32 + Number(yearThenQuarter[2])}`;
  const half = /^(first|second|1st|2nd) half (?:of )?(\d{4})$/i.exec(text);
  if (half) return `${half[2]}-${39 + ordinal(half[1])}`;

  for (const [format, edtf] of WRITTEN_FORMATS) {
    const date = parseWithFormat(text, format);
    if (date) return date.toFormat(edtf);
  }
  return /^\d{4}$/.test(text) && text !== '0000' ? text : undefined;
}

/** Two dates, or one date with a word that leaves an end open. */
function twoDates(text: string): string | undefined {
  const days = /^(\d{1,2}) ?[-–] ?(\d{1,2}) (\D.*)$/.exec(text);
  if (days) return periodOf(singleDate(`${days[1]} ${days[3]}`), singleDate(`${days[2]} ${days[3]}`));
  const vague =
    /^(?:early|mid|late|beginning of|end of)[- ](?:in )?(.+)$/i.exec(text) ??
    /^(.+月)(?:の)?(?:上旬|中旬|下旬|初旬|初め|末)$/.exec(text);
  const whole = vague?.[1] === undefined ? undefined : singleDate(vague[1]);
  if (whole) return `${whole}, and the words in whenText`;
  const since = /^since (.+)$/i.exec(text) ?? /^(.+) ?(?:-|–|onwards?|から)$/.exec(text);
  if (since?.[1]) return periodOf(singleDate(since[1]), '..');
  const until = /^until (.+)$/i.exec(text) ?? /^(.+)まで$/.exec(text);
  if (until?.[1]) return periodOf('..', singleDate(until[1]));
  const after = /^after (.+)$/i.exec(text) ?? /^(.+)以降$/.exec(text);
  if (after?.[1]) return boundsOf(singleDate(after[1]), '');
  const before = /^(?:by|before) (.+)$/i.exec(text) ?? /^(.+)までに$/.exec(text);
  if (before?.[1]) return boundsOf('', singleDate(before[1]));
  const range =
    /^(?:from |between )?(.+?) ?(?: to | and | - |–|—|〜|～|\/) ?(.+)$/i.exec(text) ?? /^(\d{4})-(\d{4})$/.exec(text);
  return range ? periodOf(singleDate(range[1] ?? ''), singleDate(range[2] ?? '')) : undefined;
}

function periodOf(start: string | undefined, end: string | undefined): string | undefined {
  return start && end ? `${start}/${end}` : undefined;
}

function boundsOf(after: string | undefined, before: string | undefined): string | undefined {
  return after === undefined || before === undefined ? undefined : `'[${after}..${before}]'`;
}

function withQualifier(text: string, qualifier: string): string | undefined {
  const date = singleDate(text);
  return date && `${date}${qualifier}`;
}

function ordinal(word: string | undefined): number {
  return ORDINALS[(word ?? '').toLowerCase()] ?? Number.parseInt(word ?? '', 10);
}

function parseWithFormat(text: string, format: string): DateTime | undefined {
  try {
    return DateTime.fromFormat(text, format, { zone: 'utc', locale: PROBLEM_LOCALE });
  } catch {
    // `Settings.throwOnInvalid`: the text is not in this format.
    return undefined;
  }
}
