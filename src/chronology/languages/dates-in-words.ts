/** Dates in words, exactly as well as they are known, in English and Japanese. */
import { dayParts } from '../dates/day.ts';
import { type BoundedPoint, type DatePoint, isPlain, type Period, type When, wholeUnit } from '../dates/when.ts';

/** The languages that dates can be told in. */
export const wordLanguages = ['en', 'ja'] as const;
export type WordLanguage = (typeof wordLanguages)[number];

/** The date as known: `24 December 2022`, `first quarter of 2023`, `by 2019`, `2022年2月から`. */
export function formatWhen(when: When, language: WordLanguage): string {
  const words = WORDS[language];
  if (when.kind === 'moment') return when.at.form === 'date' ? words.point(when.at) : words.bounds(when.at);
  return words.period(when);
}

/** One dated end of a period in words, as its entry in a calendar shows it. */
export function formatEnd(end: DatePoint, language: WordLanguage): string {
  return WORDS[language].point(end);
}

/** How well the date is known, as a remark beside it: `day not recorded`; empty for what is known to the day. */
export function formatPrecision(when: When, language: WordLanguage): string {
  return WORDS[language].precision(when);
}

interface DateWords {
  point(point: DatePoint): string;
  bounds(point: BoundedPoint): string;
  period(period: Period): string;
  precision(when: When): string;
}

// A new formatter costs a hundred times what a kept one does.
const monthYear = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });
const englishMonths = Array.from({ length: 12 }, (_, month) => monthYear.format(Date.UTC(2000, month, 1)));
const ORDINALS = ['first', 'second', 'third', 'fourth'];

/** What a date says in numbers; `part` is the number of its quarter or half. */
function numbersOf(point: DatePoint) {
  const { year, month, day } = dayParts(point.earliest);
  const part = point.precision === 'quarter' ? (month + 2) / 3 : point.precision === 'half' ? (month + 5) / 6 : 0;
  return { year, month, day, part };
}

function offsetOf(minutes: number): string {
  // Before time zones, a town's mean time was off by odd seconds.
  const seconds = Math.round(Math.abs(minutes) * 60);
  const parts = [
    Math.floor(seconds / 3600),
    Math.floor(seconds / 60) % 60,
    ...(seconds % 60 === 0 ? [] : [seconds % 60]),
  ];
  return `UTC${minutes < 0 ? '−' : '+'}${parts.map((part) => String(part).padStart(2, '0')).join(':')}`;
}

/** Whether two plain dates are one and the same. */
function same(start: DatePoint, end: DatePoint): boolean {
  return isPlain(start) && isPlain(end) && start.text === end.text;
}

/** `1990s` stands alone, but "since the 1990s". */
function withArticle(point: DatePoint, words: string): string {
  const needsOne = isPlain(point) && ['quarter', 'half', 'decade'].includes(point.precision);
  return needsOne ? `the ${words}` : words;
}

/** What two plain dates of one precision have in common and need not say twice. */
function sharedUnit(start: DatePoint, end: DatePoint): 'month' | 'year' | undefined {
  if (!isPlain(start) || !isPlain(end) || start.precision !== end.precision) return undefined;
  const [from, to] = [dayParts(start.earliest), dayParts(end.earliest)];
  if (from.year !== to.year) return undefined;
  if (start.precision === 'day' && from.month === to.month) return 'month';
  return start.precision === 'day' || start.precision === 'month' ? 'year' : undefined;
}

/** The first of two dates in English, without what the second says again: the "15 January" of 15 January to 30 June. */
function withoutShared(start: DatePoint, end: DatePoint): string {
  const { month, day } = numbersOf(start);
  const shared = sharedUnit(start, end);
  if (shared === 'month') return `${day}`;
  const monthName = englishMonths[month - 1] ?? '';
  if (shared === 'year') return start.precision === 'day' ? `${day} ${monthName}` : monthName;
  return english.point(start);
}

const english: DateWords = {
  point(point) {
    const { year, month, day, part } = numbersOf(point);
    const monthName = englishMonths[month - 1];
    const unit = {
      time: () => `${day} ${monthName} ${year}, ${point.time?.local} (${offsetOf(point.time?.offsetMinutes ?? 0)})`,
      day: () => `${day} ${monthName} ${year}`,
      month: () => `${monthName} ${year}`,
      quarter: () => `${ORDINALS[part - 1]} quarter of ${year}`,
      half: () => `${ORDINALS[part - 1]} half of ${year}`,
      year: () => `${year}`,
      decade: () => `${year}s`,
    }[point.precision]();
    const article = ['quarter', 'half', 'decade'].includes(point.precision) ? 'the ' : '';
    if (point.approximate) return `${point.uncertain ? 'possibly ' : ''}about ${article}${unit}`;
    return point.uncertain ? `possibly ${article}${unit}` : unit;
  },

  bounds({ after, before }) {
    const the = (point: DatePoint) => withArticle(point, this.point(point));
    if (after && before && same(after, before)) return this.point(after);
    if (after && before) {
      const from = sharedUnit(after, before) ? withoutShared(after, before) : the(after);
      return `between ${from} and ${the(before)}`;
    }
    if (after) return `${after.precision === 'day' ? 'on' : 'in'} or after ${the(after)}`;
    return before ? `by ${the(before)}` : '';
  },

  period(period) {
    const { start, end } = period;
    const whole = wholeUnit(period);
    if (whole) return `all of ${whole.month ? `${englishMonths[whole.month - 1]} ` : ''}${whole.year}`;
    const the = (point: DatePoint) => withArticle(point, this.point(point));
    if (typeof start === 'string' && typeof end === 'string') return '';
    if (typeof end === 'string') {
      const from = the(start as DatePoint);
      return end === 'open' ? `since ${from}` : `from ${from}, end unknown`;
    }
    if (typeof start === 'string') return start === 'open' ? `until ${the(end)}` : `until ${the(end)}, start unknown`;
    if (same(start, end)) return this.point(start);
    return `${withoutShared(start, end)} to ${sharedUnit(start, end) ? this.point(end) : the(end)}`;
  },

  precision(when) {
    return remark(when, {
      month: 'day not recorded',
      quarter: 'month not recorded',
      half: 'month not recorded',
      year: 'month and day not recorded',
      decade: 'year not recorded',
      boundsAfter: 'exact date not recorded, not before this',
      boundsBefore: 'exact date not recorded, not after this',
      boundsBetween: 'exact date not recorded',
      approximate: 'approximate',
      uncertain: 'uncertain',
      both: 'approximate and uncertain',
      ends: 'ends not recorded to the day',
      ongoing: 'end open',
      join: ', ',
    });
  },
};

/** Two dates in Japanese, the second without what the first says already: 2024年1月15日～30日. */
function japaneseRange(start: DatePoint, end: DatePoint): string {
  const { month, day } = numbersOf(end);
  const shared = sharedUnit(start, end);
  const date = start.precision === 'day' ? `${day}日` : '';
  const rest = shared === 'month' ? date : shared === 'year' ? `${month}月${date}` : japanese.point(end);
  return `${japanese.point(start)}～${rest}`;
}

const japanese: DateWords = {
  point(point) {
    const { year, month, day, part } = numbersOf(point);
    const unit = {
      time: () => `${year}年${month}月${day}日${point.time?.local}（${offsetOf(point.time?.offsetMinutes ?? 0)}）`,
      day: () => `${year}年${month}月${day}日`,
      month: () => `${year}年${month}月`,
      quarter: () => `${year}年第${part}四半期`,
      half: () => `${year}年${part === 1 ? '上' : '下'}半期`,
      year: () => `${year}年`,
      decade: () => `${year}年代`,
    }[point.precision]();
    return `${unit}${point.approximate ? '頃' : ''}${point.uncertain ? '（不確か）' : ''}`;
  },

  bounds({ after, before }) {
    if (after && before) return same(after, before) ? this.point(after) : `${japaneseRange(after, before)}の間`;
    if (after) return `${this.point(after)}以降`;
    return before ? `${this.point(before)}までに` : '';
  },

  period(period) {
    const { start, end } = period;
    const whole = wholeUnit(period);
    if (whole) return whole.month ? `${whole.year}年${whole.month}月の1か月間` : `${whole.year}年の1年間`;
    if (typeof start === 'string' && typeof end === 'string') return '';
    if (typeof end === 'string') {
      const from = this.point(start as DatePoint);
      return end === 'open' ? `${from}から` : `${from}から（終期不明）`;
    }
    if (typeof start === 'string') return `${this.point(end)}まで${start === 'open' ? '' : '（始期不明）'}`;
    if (same(start, end)) return this.point(start);
    return japaneseRange(start, end);
  },

  precision(when) {
    return remark(when, {
      month: '日は不明',
      quarter: '月は不明',
      half: '月は不明',
      year: '月日は不明',
      decade: '年は不明',
      boundsAfter: '正確な日付は不明、これより前ではない',
      boundsBefore: '正確な日付は不明、これより後ではない',
      boundsBetween: '正確な日付は不明',
      approximate: 'おおよその時期',
      uncertain: '確証なし',
      both: 'おおよその時期、確証なし',
      ends: '始期・終期の日は不明',
      ongoing: '継続中',
      join: '、',
    });
  },
};

type Remarks = Record<
  | Exclude<DatePoint['precision'], 'time' | 'day'>
  | 'boundsAfter'
  | 'boundsBefore'
  | 'boundsBetween'
  | 'approximate'
  | 'uncertain'
  | 'both'
  | 'ends'
  | 'ongoing'
  | 'join',
  string
>;

function remark(when: When, remarks: Remarks): string {
  if (when.kind === 'moment' && when.at.form === 'bounds') {
    const { after, before } = when.at;
    return after && before ? remarks.boundsBetween : after ? remarks.boundsAfter : remarks.boundsBefore;
  }
  const dates = when.kind === 'moment' ? [when.at] : [when.start, when.end];
  const points = dates.filter((point): point is DatePoint => typeof point !== 'string' && point.form === 'date');
  const said: string[] = [];
  const coarse = points
    .map((point) => point.precision)
    .find((precision) => precision !== 'day' && precision !== 'time');
  if (coarse) said.push(when.kind === 'period' && points.length > 1 ? remarks.ends : remarks[coarse as keyof Remarks]);
  const approximate = points.some((point) => point.approximate);
  const uncertain = points.some((point) => point.uncertain);
  if (approximate || uncertain)
    said.push(approximate && uncertain ? remarks.both : approximate ? remarks.approximate : remarks.uncertain);
  if (when.kind === 'period' && when.end === 'open') said.push(remarks.ongoing);
  return said.join(remarks.join);
}

const WORDS: Readonly<Record<WordLanguage, DateWords>> = { en: english, ja: japanese };
