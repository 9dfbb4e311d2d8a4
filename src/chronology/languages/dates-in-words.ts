/** Dates in words, exactly as well as they are known. */

import { dayParts, yearNumber } from '../dates/day.ts';
import { formatOffset } from '../dates/w3cdtf.ts';
import {
  type BoundedPoint,
  type ClockTime,
  type DatePoint,
  datesOf,
  isPlain,
  type Period,
  pointsOf,
  type TimeOfDay,
  type When,
  wholeUnit,
} from '../dates/when.ts';
import { yearText } from '../dates/written/calendar.ts';
import type { Language } from './definition/define-language.ts';
import { languageOf, wordLanguages } from './languages.ts';
import type { LanguageTag } from './text.ts';
import type { Units } from './words/keys.ts';

/** The date as known: `24 December 2022`, `first quarter of 2023`, `by 2019`, `2022年2月から`. */
export function formatWhen(when: When, language: LanguageTag): string {
  const own = languageOf(language);
  if (when.kind === 'period') return own.smooth(formatPeriod(when, own));
  return own.smooth(when.at.form === 'date' ? formatPoint(when.at, 'alone', own) : formatBounds(when.at, own));
}

/** The words by which a reader looks for it: as known and, where two of its dates are told with one year, each of them whole. */
export function writtenForms(when: When, language: LanguageTag): readonly string[] {
  const [from, to] = datesOf(when);
  const known = formatWhen(when, language);
  return from && to && yearNumber(from.earliest) === yearNumber(to.earliest)
    ? [known, ...[from, to].map((date) => formatPlain(date, 'alone', languageOf(language)))]
    : [known];
}

/**
 * The year, month or day (EDTF) that a text is as some language writes it; undefined for any other text, and where two
 * languages would read two dates.
 *
 * @param further languages of the chronology, which may have months of their own: Jänner in Austria
 */
export function readDate(text: string, further: readonly LanguageTag[]): string | undefined {
  // Most of what is searched for is no date, and needs no language read.
  if (!/\d/.test(text)) return undefined;
  const tags = new Set([...wordLanguages, ...further]);
  const found = new Set([...tags].flatMap((tag) => readIn(languageOf(tag), text) ?? []));
  return found.size === 1 ? [...found][0] : undefined;
}

function readIn({ translate, dates, smooth, roughen }: Language, text: string): string | undefined {
  // Of a first day some languages say that it is the first: 1er mars.
  const found = dates.read(roughen(text.replace(/^1er /i, '1 ')));
  const digits = (number: number) => String(number).padStart(2, '0');
  if (found) {
    const { year, month, day } = found;
    return [yearText(year), digits(month), ...(day === undefined ? [] : [digits(day)])].join('-');
  }
  // A year alone has words around it in some languages: 2004年, 2004 г.
  const printed = Number(/\d{1,5}/.exec(text)?.[0]);
  if (!(printed > 0)) return undefined;
  const forms = ['dates.alone.year', 'dates.phrase.year'] as const;
  // Spaces that do not break are typed as those that do.
  const plain = text.normalize('NFKC');
  const year = [printed, 1 - printed].find((one) =>
    forms.some((form) => smooth(translate(form, { year: dates.formatYear(one) })).normalize('NFKC') === plain),
  );
  return year === undefined ? undefined : yearText(year);
}

/** One dated end of a period in words, as its entry in a calendar shows it. */
export function formatEnd(end: DatePoint, language: LanguageTag): string {
  const own = languageOf(language);
  return own.smooth(formatPoint(end, 'alone', own));
}

/**
 * The text with spaces that do not break inside each date: "15 January to" may end a line, "30" may not. Around dates that
 * are written without spaces, spaces of no width, where the style sheet lets a date break nowhere else: 2022年12月24日までに.
 */
export function unbroken(text: string, language: LanguageTag): string {
  return languageOf(language)
    .dates.unbroken(text)
    .replace(DATE_WITHOUT_SPACES, (date, index: number, whole: string) => {
      const before = /[\p{L}～]$/u.test(whole.slice(0, index)) ? BREAK : '';
      return `${before}${date}${/^\p{L}/u.test(whole.slice(index + date.length)) ? BREAK : ''}`;
    });
}

/** A space of no width. */
const BREAK = '\u200b';

/** A date in the numbers of China and Japan, with its era before it and the part of the month or year behind it. */
const DATE_WITHOUT_SPACES = /(?:西暦|紀元前|公元前?)?(?:\p{Nd}+[年月日])+(?:[末頃間代]|[初上中下]旬)*/gu;

/** By itself, or with other words before it: `1990s` and "since the 1990s". */
type Position = 'alone' | 'phrase';

function formatPoint(point: DatePoint, position: Position, language: Language): string {
  const { translate } = language;
  if (!point.approximate && !point.uncertain) return formatPlain(point, position, language);
  const { precision } = point;
  const values = (after: Position) => ({
    date: formatPlain(point, after, language),
    unit: precision,
    toUnit: precision,
  });
  if (!point.approximate) return translate('dates.uncertain', values(positionAfter('uncertain', language)));
  return translate(point.uncertain ? 'dates.approximateAndUncertain' : 'dates.approximate', values('phrase'));
}

function positionAfter(words: Language['undeclinedAfter'][number], { undeclinedAfter }: Language): Position {
  return undeclinedAfter.includes(words) ? 'alone' : 'phrase';
}

/** What a language may choose its preposition by, as in “du 24 au 26” and “de mars à mai”: the first date's unit, and the second's. */
function unitOf(from: DatePoint, to = from): Units {
  const ofPoint = ({ approximate, uncertain, precision }: DatePoint) =>
    approximate || uncertain ? 'qualified' : precision;
  return { unit: ofPoint(from), toUnit: ofPoint(to) };
}

const NUMBERS = ['first', 'second', 'third', 'fourth'] as const;

function formatPlain(point: DatePoint, position: Position, language: Language): string {
  const { translate, dates } = language;
  if (point.time) return formatTimes([point.time], language);
  const parts = dayParts(point.earliest);
  const year = () => ({ year: dates.formatYear(parts.year) });
  switch (point.precision) {
    case 'time':
    case 'day':
      return dates.formatDay(parts);
    case 'month':
      return position === 'alone' ? dates.formatMonth(parts) : dates.formatMonthInPhrase(parts);
    case 'quarter':
      return translate(`dates.${position}.quarter.${NUMBERS[(parts.month - 1) / 3] ?? 'first'}`, year());
    case 'half':
      return translate(`dates.${position}.half.${parts.month === 1 ? 'first' : 'second'}`, year());
    case 'year':
    case 'decade':
      return translate(`dates.${position}.${point.precision}`, year());
    case 'century':
      return translate(`dates.${position}.century`, {
        years: dates.formatYears(parts.year, dayParts(point.latest).year),
      });
  }
}

type OneOrTwo<T> = readonly [T] | readonly [T, T];

/** A time, or the times from one to the other: by the clocks where the event was, then by those of the chronology's zone where these differ. */
function formatTimes(times: OneOrTwo<TimeOfDay>, language: Language): string {
  const date = formatClocks(times, true, language);
  if (times.every(({ inChronology }) => inChronology === undefined)) return date;
  const others = times.map((time) => time.inChronology ?? time) as unknown as OneOrTwo<ClockTime>;
  const hasDays = new Set([...times, ...others].map(({ day }) => day)).size > 1;
  const isOneDay = new Set(others.map(({ day }) => day)).size === 1;
  return language.translate('dates.thatIs', {
    date,
    other: formatClocks(others, hasDays, language),
    // What a language may choose an article by: soit le 3 mars, soit de 6:00 à 9:30.
    unit: hasDays && isOneDay ? 'day' : 'time',
  });
}

/** @param hasDays Whether the days are told with the times. */
function formatClocks([from, to]: OneOrTwo<ClockTime>, hasDays: boolean, { translate, dates }: Language): string {
  const day = ({ day: own }: ClockTime) => dates.formatDay(dayParts(own));
  const withOffset = (date: string, { offsetMinutes }: ClockTime) =>
    translate('dates.withOffset', { date, offset: offsetInWords(offsetMinutes) });
  if (!to)
    return withOffset(hasDays ? translate('dates.time', { day: day(from), time: from.clock }) : from.clock, from);
  // What both have in common is told once.
  const [each, both] =
    from.offsetMinutes === to.offsetMinutes
      ? [(text: string) => text, (text: string) => withOffset(text, to)]
      : [withOffset, (text: string) => text];
  if (from.day === to.day) {
    const hours = translate('dates.hours', { from: each(from.clock, from), to: each(to.clock, to) });
    return both(hasDays ? translate('dates.hoursOfDay', { day: day(from), hours }) : hours);
  }
  const [first, last] = [dayParts(from.day), dayParts(to.day)];
  const [firstDay, lastDay] = first.year === last.year ? dates.daysOfOne('year', first, last) : [day(from), day(to)];
  const told = (ofDay: string, time: ClockTime) =>
    each(translate('dates.time', { day: ofDay, time: time.clock }), time);
  return both(
    translate('dates.fromTo', { from: told(firstDay, from), to: told(lastDay, to), unit: 'time', toUnit: 'time' }),
  );
}

/** With the sign of a minus, for people. */
function offsetInWords(minutes: number): string {
  return minutes === 0 ? 'UTC' : `UTC${formatOffset(minutes).replace('-', '−')}`;
}

/** Whether two plain dates are one and the same. */
function same(start: DatePoint, end: DatePoint): boolean {
  return isPlain(start) && isPlain(end) && start.text === end.text;
}

/** Two plain days or months of one year, neither of them with what the other says. */
function formatShared(
  start: DatePoint,
  end: DatePoint,
  { dates }: Language,
  endPosition: Position = 'phrase',
): [from: string, to: string] | undefined {
  if (!isPlain(start) || !isPlain(end) || start.precision !== end.precision) return undefined;
  const [from, to] = [dayParts(start.earliest), dayParts(end.earliest)];
  if (from.year !== to.year) return undefined;
  if (start.precision === 'day') return dates.daysOfOne(from.month === to.month ? 'month' : 'year', from, to);
  return start.precision === 'month' ? dates.monthsOfOneYear(from, to, endPosition === 'alone') : undefined;
}

function formatBounds({ after, before }: BoundedPoint, language: Language): string {
  const { translate } = language;
  const phrase = (point: DatePoint) => formatPoint(point, 'phrase', language);
  if (after && before) {
    if (same(after, before)) return formatPoint(after, 'alone', language);
    const [from, to] = formatShared(after, before, language) ?? [phrase(after), phrase(before)];
    return translate('dates.between', { from, to, ...unitOf(after, before) });
  }
  if (after) return translate('dates.notBefore', { date: phrase(after), ...unitOf(after) });
  return before ? translate('dates.by', { date: phrase(before), ...unitOf(before) }) : '';
}

function formatPeriod(period: Period, language: Language): string {
  const { translate, dates } = language;
  const { start, end } = period;
  const endPosition = positionAfter('until', language);
  const whole = wholeUnit(period);
  if (whole)
    return whole.month === undefined
      ? translate('dates.allOfYear', {
          year: translate('dates.phrase.year', { year: dates.formatYear(whole.year) }),
        })
      : translate('dates.allOfMonth', { month: dates.formatMonth({ year: whole.year, month: whole.month }) });
  if (typeof start === 'string') {
    if (typeof end === 'string') return '';
    const values = { date: formatPoint(end, endPosition, language), ...unitOf(end) };
    return translate(start === 'open' ? 'dates.until' : 'dates.untilStartUnknown', values);
  }
  if (typeof end === 'string') {
    const values = { date: formatPoint(start, 'phrase', language), ...unitOf(start) };
    return translate(end === 'open' ? 'dates.since' : 'dates.sinceEndUnknown', values);
  }
  if (start.time && end.time) return formatTimes([start.time, end.time], language);
  if (same(start, end)) return formatPoint(start, 'alone', language);
  const [from, to] = formatShared(start, end, language, endPosition) ?? [
    formatPoint(start, language.isDeclined ? 'phrase' : 'alone', language),
    formatPoint(end, endPosition, language),
  ];
  return translate('dates.fromTo', { from, to, ...unitOf(start, end) });
}

/** How well the date is known, as a remark beside it: `day not recorded`; empty for what is known to the day. */
export function formatPrecision(when: When, language: LanguageTag): string {
  const { translate } = languageOf(language);
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
