/** The parser of our subset of EDTF (ISO 8601-2:2019, annex A): a date's text to a moment or a period, or its fault. */

import { DateTime, IANAZone } from 'luxon';
import { faulty, type Parsed, parsed } from '../files/problem.ts';
import { PROBLEM_LOCALE } from '../files/source/numbers.ts';
import { addDays, calendarDay, dayText, firstDayOfMonth, lastDayOfMonth } from './day.ts';
import { adviceOn } from './edtf-advice.ts';
import type { BoundedPoint, DatePoint, PeriodEnd, When } from './when.ts';
import { FIRST_YEAR, LAST_YEAR, lengthOfMonth, yearText } from './written/calendar.ts';
import { NO_SUCH_YEAR, YEARS_OF_TIMES } from './written/written-date.ts';

const DATE = /^(-?\d{4}|Y-?\d{5,})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const DECADE = /^(\d{3})X$/;
const CENTURY = /^(\d{2})XX$/;
const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?$/;
/** A time of a year that clocks did not have, or will not have for long. */
const FAR_TIME = /^((?:-\d{4}|Y-?\d{5,})-\d{2}-\d{2})T/;
const NOT_READABLE = 'not a date this chronology can read';
const BRACKETS = 'brackets hold two dots and a date before, after or on both sides of them';

/**
 * Reads `2022-12-24`, `-0043-03-15` (in 44 BC), `Y10000`, `2023-03`, `2023-33` (quarter), `2023-40` (half), `2004`, `199X`,
 * `19XX`, each with `~ ? %`; periods `a/b`, `a/..`, `../b`, `a/`, `/b`; moments within bounds `[a..]`, `[..b]`, `[a..b]`; date-times, and periods of two.
 *
 * @param local IANA time zone in which date-times are told, and in which those without an offset are read.
 * @param chronology IANA time zone of the day that a date-time counts as: one for all events, or they would have no order.
 * `T15:00` without seconds is our extension of EDTF, and so are a month and a day behind a year of more digits (`Y10000-03`).
 */
export function parseWhen(text: string, local: string, chronology = local): Parsed<When> {
  const zone = { local, chronology };
  const result = parseEdtf(text, local, chronology);
  if (result.ok) return result;
  const { message, found, advice } = result.fault;
  if (advice !== undefined)
    return faulty(message, found ?? text, advice.includes(' ') ? advice : (withValidForm(advice, zone) ?? FORMS));
  const reading = adviceOn(text);
  // What has no form says so, rather than that it cannot be read.
  const isPlain = message === NOT_READABLE || message === BRACKETS;
  return faulty(isPlain ? (reading?.message ?? message) : message, found ?? text, reading?.advice ?? FORMS);
}

/**
 * The same without advice on what to write instead, for whoever only asks whether a text is a date: advice is read from the
 * text in the languages of curators, which takes a hundred times as long.
 */
export function parseEdtf(text: string, local: string, chronology = local): Parsed<When> {
  return parseForm(text, { local, chronology });
}

interface Zones {
  readonly local: string;
  readonly chronology: string;
}

function parseForm(text: string, zone: Zones): Parsed<When> {
  return text.startsWith('[') || text.endsWith(']') ? parseBounds(text, zone) : parseUnbracketed(text, zone);
}

/** The form that is advised, or the advice for it where it is not valid itself. */
function withValidForm(advice: string, zone: Zones): string | undefined {
  const result = parseForm(advice.replaceAll("'", ''), zone);
  return result.ok ? advice : result.fault.advice;
}

const LETTER = 'Y stands before years of more than four digits';
/** A year of five digits without it. */
const LONG_YEAR = /^-?\d{5}(?:-\d{2}){0,2}$/;
const FORMS =
  '2022-12-24, 2023-03, 2023-33 (first quarter), 2004, 2016-03/2023-11, 2022-02/.. (lasts since) or [2023-09..] (some time after)';

function parseUnbracketed(text: string, zone: Zones): Parsed<When> {
  if (text.includes('/')) return parsePeriod(text, zone);
  const point = parsePoint(text, zone);
  return point.ok ? parsed({ kind: 'moment', edtf: text, at: point.value }) : point;
}

function parseBounds(text: string, zone: Zones): Parsed<When> {
  const match = /^\[([^.[\]]*)\.\.([^.[\]]*)\]$/.exec(text);
  if (!match) return faulty(BRACKETS);
  const [after, before] = [match[1] ?? '', match[2] ?? ''].map((side) =>
    side === '' ? undefined : parsePoint(side, zone),
  );
  if (!after && !before) return faulty('brackets without a date say nothing');
  for (const side of [after, before]) {
    if (side && !side.ok) return side;
    if (side && (side.value.approximate || side.value.uncertain))
      return faulty('a bound is a plain date, without ~ ? or %', undefined, text.replace(/[~?%]/g, ''));
    if (side && side.value.precision === 'time')
      return faulty('a bound is a day, month or year, without a time', undefined, text.replace(/T[^.\]]*/g, ''));
  }
  const afterPoint = after?.ok ? after.value : undefined;
  const beforePoint = before?.ok ? before.value : undefined;
  if (afterPoint && beforePoint && afterPoint.earliest > beforePoint.latest)
    return faulty('the later bound is before the earlier one', undefined, `[${beforePoint.text}..${afterPoint.text}]`);
  const at: BoundedPoint = {
    form: 'bounds',
    ...(afterPoint && { after: afterPoint, earliest: afterPoint.earliest }),
    ...(beforePoint && { before: beforePoint, latest: beforePoint.latest }),
  };
  return parsed({ kind: 'moment', edtf: text, at });
}

const CLOCK = /^T?(\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)$/;

function parsePeriod(text: string, zone: Zones): Parsed<When> {
  const sides = text.split('/');
  if (sides.length !== 2) return faulty(NOT_READABLE);
  const [, clock] = CLOCK.exec(sides[1] ?? '') ?? [];
  // ISO 8601-1 lets an end leave out what it shares with the start; EDTF does not.
  if (clock !== undefined && DATE_TIME.test(sides[0] ?? ''))
    return faulty(
      'the end of a period has its day as well',
      undefined,
      `${sides[0]}/${sides[0]?.slice(0, 11)}${clock}`,
    );
  const ends: PeriodEnd[] = [];
  for (const side of sides) {
    if (side === '') ends.push('unknown');
    else if (side === '..') ends.push('open');
    else {
      const point = parsePoint(side, zone);
      if (!point.ok) return point;
      ends.push(point.value);
    }
  }
  const [start, end] = ends as [PeriodEnd, PeriodEnd];
  if (typeof start === 'string' && typeof end === 'string')
    return faulty('a period needs a date at one end at the least');
  const timeFault = faultOfTimes(text, start, end, zone);
  if (timeFault) return timeFault;
  if (typeof start !== 'string' && typeof end !== 'string' && start.earliest > end.latest)
    return faulty('the period ends before it begins', undefined, `${sides[1]}/${sides[0]}`);
  return parsed({ kind: 'period', edtf: text, start, end: lastMoment(end, zone) });
}

/** The end with the day of the last moment before it: what ends at midnight is nowhere in the day that begins then. */
function lastMoment(end: PeriodEnd, { chronology }: Zones): PeriodEnd {
  if (typeof end === 'string' || !end.time) return end;
  const day = DateTime.fromMillis(Date.parse(end.time.instant) - 1, { zone: chronology }).toISODate();
  return day === null ? end : { ...end, earliest: day, latest: day };
}

/** What is wrong with a period that has a time of day. That its ends are times, too, is our extension of EDTF level 0. */
function faultOfTimes(
  text: string,
  start: PeriodEnd,
  end: PeriodEnd,
  zone: Zones,
): ReturnType<typeof faulty> | undefined {
  const [from, to] = [start, end].map((one) => (typeof one === 'string' ? undefined : one.time));
  if (!from && !to) return undefined;
  const written = [start, end].map((one) => (typeof one === 'string' ? undefined : one.text));
  if (!from || !to) {
    const days = text.replace(/T[^/]*/g, '');
    const time = written[from ? 0 : 1] ?? '';
    return faulty(
      'a period has a time at both ends or at neither',
      undefined,
      written.includes(undefined)
        ? `${time} for the moment, ${days} for what lasted`
        : `${withValidForm(days, zone)}, or a time at the other end as well`,
    );
  }
  if (from.instant < to.instant) return undefined;
  const [first = '', last = ''] = written;
  if (from.instant === to.instant) return faulty('the period has no length', undefined, first);
  const swapped = `${last}/${first}`;
  const overMidnight = `${first}/${addDays(last.slice(0, 10), 1)}${last.slice(10)}`;
  return faulty(
    `the period ends before it begins: ${last} is before ${first}`,
    undefined,
    first.slice(0, 10) === last.slice(0, 10) && parseForm(overMidnight, zone).ok
      ? `${overMidnight} over midnight, or ${swapped}`
      : swapped,
  );
}

function parsePoint(written: string, zone: Zones): Parsed<DatePoint> {
  const qualifier = /[~?%]$/.exec(written)?.[0] ?? '';
  const text = qualifier === '' ? written : written.slice(0, -1);
  const qualifiers = {
    approximate: qualifier === '~' || qualifier === '%',
    uncertain: qualifier === '?' || qualifier === '%',
  };
  if (DATE_TIME.test(text)) {
    if (qualifier !== '') return faulty('a date-time has no ~ ? or %', written, text);
    return parseDateTime(text, zone);
  }
  const ofTime = FAR_TIME.exec(text);
  if (ofTime) return faulty(YEARS_OF_TIMES, written, ofTime[1]);
  const decade = DECADE.exec(text);
  if (decade) {
    // Its first year is 1 BC, and nobody tells of such a decade.
    if (decade[1] === '000') return faulty('a decade begins in 001X', written, `'[0000..0009]'`);
    return parsed({
      form: 'date',
      text,
      precision: 'decade',
      ...qualifiers,
      earliest: `${decade[1]}0-01-01`,
      latest: `${decade[1]}9-12-31`,
    });
  }
  const century = CENTURY.exec(text);
  if (century) {
    if (century[1] === '00') return faulty('a century begins in 01XX', written, `'[0000..0099]'`);
    return parsed({
      form: 'date',
      text,
      precision: 'century',
      ...qualifiers,
      earliest: `${century[1]}00-01-01`,
      latest: `${century[1]}99-12-31`,
    });
  }
  const before = BEFORE_OUR_ERA.exec(text);
  if (before) return faulty(...formOfYearsBefore(before[1] ?? '', written));
  if (LONG_YEAR.test(text)) return faulty(LETTER, written, `Y${written}`);
  const date = DATE.exec(text);
  if (!date) return faulty(NOT_READABLE);
  const year = Number(date[1]?.replace('Y', ''));
  if (date[1] === '-0000') return faulty('the year 0 has no sign', written, written.replace('-', ''));
  if (/^Y-?0/.test(text)) return faulty(LETTER, written, yearText(year));
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return faulty(NO_SUCH_YEAR, written, 'the first or last of these, and the date in words in whenText');
  const months = monthsOf(date[2]);
  if (!months && date[3] === undefined && Number(date[2]) >= 21 && Number(date[2]) <= 32)
    return faulty('seasons have no months in the standard');
  if (!months) return faulty(`${date[2]} is not a month (01 to 12), quarter (33 to 36) or half (40, 41)`);
  const [precision, first, last] = months;
  if (date[3] === undefined)
    return parsed({
      form: 'date',
      text,
      precision,
      ...qualifiers,
      earliest: firstDayOfMonth(year, first),
      latest: lastDayOfMonth(year, last),
    });
  if (precision !== 'month') return faulty(`a ${precision} has no days`, written, `${date[1]}-${date[2]}`);
  if (date[3] === '00') return faulty('days count from 01', written, `${date[1]}-${date[2]}`);
  const day = calendarDay(year, first, Number(date[3]));
  if (!day) return noSuchDay(year, first, written);
  return parsed({ form: 'date', text, precision: 'day', ...qualifiers, earliest: day, latest: day });
}

/** A decade or century of negative years, which EDTF has and no language names. */
const BEFORE_OUR_ERA = /^-(\d{2}[\dX]X)$/;

function formOfYearsBefore(digits: string, written: string): [message: string, found: string, advice: string] {
  const [first, last] = [digits.replaceAll('X', '9'), digits.replaceAll('X', '0')];
  const end = last === '0000' ? last : `-${last}`;
  return ['a decade or century before the year 1 is written by its years', written, `'[-${first}..${end}]'`];
}

/** Precision, first and last month of a date's second number (ISO 8601-2 §4.8: 33–36 quarters, 40–41 halves). */
function monthsOf(number: string | undefined): [DatePoint['precision'], number, number] | undefined {
  if (number === undefined) return ['year', 1, 12];
  const n = Number(number);
  if (n >= 1 && n <= 12) return ['month', n, n];
  if (n >= 33 && n <= 36) return ['quarter', (n - 33) * 3 + 1, (n - 33) * 3 + 3];
  if (n === 40 || n === 41) return ['half', (n - 40) * 6 + 1, (n - 40) * 6 + 6];
  return undefined;
}

function parseDateTime(text: string, { local: zone, chronology }: Zones): Parsed<DatePoint> {
  const [, year, month, dayOfMonth, hour, minute, second, offset] = DATE_TIME.exec(text) ?? [];
  if (Number(year) === 0 || Number(year) === 9999) return faulty(YEARS_OF_TIMES, text, text.slice(0, 10));
  if (Number(month) < 1 || Number(month) > 12) return faulty(`${month} is not a month (01 to 12)`, text);
  if (!calendarDay(Number(year), Number(month), Number(dayOfMonth)))
    return noSuchDay(Number(year), Number(month), text);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59)
    return faulty(
      'a time runs from 00:00:00 to 23:59:59',
      text,
      `${year}-${month}-${dayOfMonth} where the time is not known`,
    );
  const clock = offset?.slice(1) ?? '';
  // No zone is further from UTC, and 14:00-15:30 are the hours from one time to the other.
  if (offset && offset !== 'Z' && (clock > (offset.startsWith('+') ? '14:00' : '12:00') || Number(clock.slice(3)) > 59))
    return faulty(
      `${offset} is not an offset from UTC`,
      text,
      offset.startsWith('-') && clock <= '23:59' && Number(clock.slice(3)) <= 59
        ? `${text.slice(0, -offset.length)}/${text.slice(0, 11)}${clock}`
        : 'Z, or hours and minutes such as +09:00',
    );
  const possible = offset ? [Date.parse(text)] : instantsOf(Date.parse(`${text}Z`), zone);
  const [instant] = possible;
  // No clock showed it, so no source means it.
  if (instant === undefined)
    return faulty(
      `the clocks in ${zone} skipped ${hour}:${minute} that day`,
      text,
      besideGap(DateTime.fromISO(text, { zone }), zone),
    );
  const [local, ...others] = possible.map((one) => DateTime.fromMillis(one, { zone })) as [DateTime, ...DateTime[]];
  if (others.length > 0)
    return faulty(
      `the clocks in ${zone} showed ${hour}:${minute} twice that day`,
      text,
      [local, ...others].map((one) => `${text}${one.toFormat('ZZ')}`).join(' or '),
    );
  const counted = local.setZone(chronology);
  // An offset, or a zone, can move the last evening of a year into the next year.
  if ([local, counted].some(({ year: own }) => own < 1 || own > 9998))
    return faulty(YEARS_OF_TIMES, text, 'a day from 0001-01-02 to 9998-12-30');
  const day = counted.toISODate();
  const shown = (at: DateTime) => ({
    day: at.toISODate(),
    // Before time zones, the mean times of two towns differed by odd seconds.
    clock: at.toFormat(second === undefined && at.second === 0 ? 'HH:mm' : 'HH:mm:ss'),
    offsetMinutes: at.offset,
  });
  return parsed({
    form: 'date',
    text,
    precision: 'time',
    approximate: false,
    uncertain: false,
    earliest: day,
    latest: day,
    time: {
      instant: local.toUTC().toISO({ suppressMilliseconds: true }),
      ...shown(local),
      ...(counted.offset !== local.offset && { inChronology: shown(counted) }),
    },
  });
}

/**
 * The instants at which the clocks of a zone showed a time, earliest first: none where they skipped it, two where they were
 * put back over it. luxon 3.7.2 guesses by the offset of this very day, and takes the time before some changes for skipped.
 *
 * @param wall The time as if it were UTC, in milliseconds since 1970.
 */
function instantsOf(wall: number, timeZone: string): readonly number[] {
  const zone = IANAZone.create(timeZone);
  // Of a town's mean time, the minutes are a fraction.
  const offsetAt = (at: number) => Math.round(zone.offset(at) * 60_000);
  // No zone is further from UTC than a day and a half, or changes its offset twice in that time.
  const around = [wall - DAY_AND_A_HALF, wall + DAY_AND_A_HALF].map((at) => wall - offsetAt(at));
  return [...new Set(around)].filter((at) => at + offsetAt(at) === wall).sort((a, b) => a - b);
}

const DAY_AND_A_HALF = 36 * 3_600_000;

/**
 * The last minute before the time that the clocks skipped, and the first after it.
 *
 * @param after The time that luxon takes for the one in the gap, later by the length of the gap.
 */
function besideGap(after: DateTime, zone: string): string {
  // A gap may be a whole day, and no zone changes its offset twice in three.
  let [before, first] = [after.minus({ hours: 36 }).toMillis(), after.plus({ hours: 36 }).toMillis()];
  const offsetAt = (instant: number) => DateTime.fromMillis(instant, { zone }).offset;
  const offset = offsetAt(before);
  while (first - before > 1000) {
    const middle = Math.floor((before + first) / 2000) * 1000;
    if (middle <= before) break;
    if (offsetAt(middle) === offset) before = middle;
    else first = middle;
  }
  const minute = (instant: number) => DateTime.fromMillis(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm");
  const start = Math.ceil(first / 1000) * 1000;
  return `no clock showed it: ${minute(start - 1000)} is the last minute before the gap, ${minute(start)} the first after it`;
}

function noSuchDay(year: number, month: number, written: string) {
  return faulty(
    `${monthName(year, month)} has ${lengthOfMonth(year, month)} days`,
    written,
    `a day from ${dayText(firstDayOfMonth(year, month))} to ${dayText(lastDayOfMonth(year, month))}`,
  );
}

function monthName(year: number, month: number): string {
  return DateTime.utc(year, month).setLocale(PROBLEM_LOCALE).toFormat('LLLL yyyy');
}
