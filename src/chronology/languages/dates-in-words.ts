/** Dates in words, exactly as well as they are known. */
import { dayParts } from '../dates/day.ts';
import {
  type BoundedPoint,
  type DatePoint,
  datesOf,
  isPlain,
  type Period,
  pointsOf,
  type When,
  wholeUnit,
} from '../dates/when.ts';
import type { Language } from './define-language.ts';
import { languages, type WordLanguage } from './languages.ts';

/** The date as known: `24 December 2022`, `first quarter of 2023`, `by 2019`, `2022年2月から`. */
export function formatWhen(when: When, language: WordLanguage): string {
  const own = languages[language];
  if (when.kind === 'period') return formatPeriod(when, own);
  return when.at.form === 'date' ? formatPoint(when.at, 'alone', own) : formatBounds(when.at, own);
}

/** The words by which a reader looks for it: as known and, where two of its dates are told with one year, each of them whole. */
export function writtenForms(when: When, language: WordLanguage): readonly string[] {
  const [from, to] = datesOf(when);
  const known = formatWhen(when, language);
  return from && to && from.earliest.slice(0, 4) === to.earliest.slice(0, 4)
    ? [known, ...[from, to].map((date) => formatPlain(date, 'alone', languages[language]))]
    : [known];
}

/** One dated end of a period in words, as its entry in a calendar shows it. */
export function formatEnd(end: DatePoint, language: WordLanguage): string {
  return formatPoint(end, 'alone', languages[language]);
}

/**
 * The text with spaces that do not break inside each date: "15 January to" may end a line, "30" may not. Around dates that
 * are written without spaces, spaces of no width, where the style sheet lets a date break nowhere else: 2022年12月24日までに.
 */
export function unbroken(text: string, language: WordLanguage): string {
  return languages[language].dates.unbroken(text).replace(DATE_WITHOUT_SPACES, (date, index: number, whole: string) => {
    const before = /[\p{L}～]$/u.test(whole.slice(0, index)) ? BREAK : '';
    return `${before}${date}${/^\p{L}/u.test(whole.slice(index + date.length)) ? BREAK : ''}`;
  });
}

/** A space of no width. */
const BREAK = '\u200b';

/** A date in the numbers of China and Japan, with its era before it and the part of the month or year behind it. */
const DATE_WITHOUT_SPACES = /(?:西暦|公元)?(?:\p{Nd}+[年月日])+(?:[末頃間代]|[初上中下]旬)*/gu;

/** By itself, or with other words before it: `1990s` and "since the 1990s". */
type Position = 'alone' | 'phrase';

function formatPoint(point: DatePoint, position: Position, language: Language): string {
  const { translate } = language;
  if (!point.approximate && !point.uncertain) return formatPlain(point, position, language);
  const date = formatPlain(point, 'phrase', language);
  if (!point.approximate) return translate('dates.uncertain', { date });
  return translate(point.uncertain ? 'dates.approximateAndUncertain' : 'dates.approximate', { date });
}

const NUMBERS = ['first', 'second', 'third', 'fourth'] as const;

function formatPlain(point: DatePoint, position: Position, { translate, dates }: Language): string {
  const parts = dayParts(point.earliest);
  const year = () => ({ year: dates.formatYear(parts.year) });
  switch (point.precision) {
    case 'time': {
      const { local = '', offsetMinutes = 0 } = point.time ?? {};
      return translate('dates.time', { day: dates.formatDay(parts), time: local, offset: formatOffset(offsetMinutes) });
    }
    case 'day':
      return dates.formatDay(parts);
    case 'month':
      return dates.formatMonth(parts);
    case 'quarter':
      return translate(`dates.${position}.quarter.${NUMBERS[(parts.month - 1) / 3] ?? 'first'}`, year());
    case 'half':
      return translate(`dates.${position}.half.${parts.month === 1 ? 'first' : 'second'}`, year());
    case 'year':
    case 'decade':
      return translate(`dates.${position}.${point.precision}`, year());
  }
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return 'UTC';
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

/** Two plain days or months of one year, neither of them with what the other says. */
function formatShared(start: DatePoint, end: DatePoint, { dates }: Language): [from: string, to: string] | undefined {
  if (!isPlain(start) || !isPlain(end) || start.precision !== end.precision) return undefined;
  const [from, to] = [dayParts(start.earliest), dayParts(end.earliest)];
  if (from.year !== to.year) return undefined;
  if (start.precision === 'day') return dates.daysOfOne(from.month === to.month ? 'month' : 'year', from, to);
  return start.precision === 'month' ? dates.monthsOfOneYear(from, to) : undefined;
}

function formatBounds({ after, before }: BoundedPoint, language: Language): string {
  const { translate } = language;
  const phrase = (point: DatePoint) => formatPoint(point, 'phrase', language);
  if (after && before) {
    if (same(after, before)) return formatPoint(after, 'alone', language);
    const [from, to] = formatShared(after, before, language) ?? [phrase(after), phrase(before)];
    return translate('dates.between', { from, to });
  }
  if (after)
    return translate(after.precision === 'day' ? 'dates.onOrAfter' : 'dates.inOrAfter', { date: phrase(after) });
  return before ? translate('dates.by', { date: phrase(before) }) : '';
}

function formatPeriod(period: Period, language: Language): string {
  const { translate, dates } = language;
  const { start, end } = period;
  const whole = wholeUnit(period);
  if (whole)
    return whole.month === undefined
      ? translate('dates.allOfYear', {
          year: translate('dates.phrase.year', { year: dates.formatYear(whole.year) }),
        })
      : translate('dates.allOfMonth', { month: dates.formatMonth({ year: whole.year, month: whole.month }) });
  if (typeof start === 'string') {
    if (typeof end === 'string') return '';
    const date = formatPoint(end, 'phrase', language);
    return translate(start === 'open' ? 'dates.until' : 'dates.untilStartUnknown', { date });
  }
  if (typeof end === 'string') {
    const date = formatPoint(start, 'phrase', language);
    return translate(end === 'open' ? 'dates.since' : 'dates.sinceEndUnknown', { date });
  }
  if (same(start, end)) return formatPoint(start, 'alone', language);
  const [from, to] = formatShared(start, end, language) ?? [
    formatPoint(start, 'alone', language),
    formatPoint(end, 'phrase', language),
  ];
  return translate('dates.fromTo', { from, to });
}

/** How well the date is known, as a remark beside it: `day not recorded`; empty for what is known to the day. */
export function formatPrecision(when: When, language: WordLanguage): string {
  const { translate } = languages[language];
  if (when.kind === 'moment' && when.at.form === 'bounds') {
    const { after, before } = when.at;
    return translate(`dates.remark.${after && before ? 'between' : after ? 'after' : 'before'}`);
  }
  const points = pointsOf(when).filter((point) => point.form === 'date');
  const remarks: string[] = [];
  const coarse = points
    .map((point) => point.precision)
    .find((precision) => precision !== 'day' && precision !== 'time');
  if (coarse) remarks.push(translate(`dates.remark.${points.length > 1 ? 'ends' : coarse}`));
  const approximate = points.some((point) => point.approximate);
  const uncertain = points.some((point) => point.uncertain);
  if (approximate && uncertain) remarks.push(translate('dates.remark.approximateAndUncertain'));
  else if (approximate) remarks.push(translate('dates.remark.approximate'));
  else if (uncertain) remarks.push(translate('dates.remark.uncertain'));
  if (when.kind === 'period' && when.end === 'open') remarks.push(translate('dates.remark.ongoing'));
  return remarks.join(translate('dates.remark.join'));
}
