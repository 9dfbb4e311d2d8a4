/** Dates written in digits, as people of any language write them: 24/12/2022, 20041224, 1914-18, 2004-XX, 2023-W12. */
import { addToKey, dayKey, firstMonday, partsOfKey } from './calendar.ts';
import {
  calendarPoint,
  dayInWords,
  daysPoint,
  decadePoint,
  edtfOf,
  hundredYearsPoint,
  monthInWords,
  pointDate,
  type Reading,
  type WrittenDate,
  type WrittenPoint,
  YEARS_OF_TIMES,
} from './written-date.ts';

interface Form {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => readonly WrittenDate[] | undefined;
  /** Whether it is a date only where nothing stands beside it: in a sentence, 5.2004 is a number; 11/24 as a whole one is a day, and 24/7 is none. */
  readonly alone: boolean | 'whole';
}

const DASH = ' ?[-–—−‐‑~] ?';
const END = '(?![\\d\\p{L}])';
const form = (source: string, read: Form['read'], alone: Form['alone'] = false): Form => ({
  pattern: new RegExp(source + END, 'iuy'),
  read,
  alone,
});
const one = (point: WrittenPoint, meaning?: string): readonly WrittenDate[] => [{ ...pointDate(point), meaning }];
const period = (from: number, to: number, meaning?: string): WrittenDate => ({
  kind: 'period',
  start: calendarPoint(from),
  end: calendarPoint(to),
  meaning,
});

/** The first that fits is the form; the longer ones come first. */
const FORMS: readonly Form[] = [
  form(
    String.raw`(\d{4})-?(\d{2})-?(\d{2})(?:T| ?, ?| )(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?(?! ?[ap]\.?m\.?|:| JST)`,
    ([, y, m, d, hour, minute, second, zone]) =>
      one(timePoint(calendarPoint(n(y), n(m), n(d)), hour, minute, second, zone)),
  ),
  form(String.raw`(\d{4})-W(\d{2})(?:-([1-7]))?`, ([, y, week, day]) => one(weekPoint(n(y), n(week), day))),
  form(String.raw`(\d{4})-([Xx?]{2}|00)-([Xx?]{2}|00)`, ([, y]) => one(calendarPoint(n(y)))),
  form(String.raw`(\d{4})-(\d{2})-([Xx?]{1,2}|00)`, ([, y, m]) => one(calendarPoint(n(y), n(m)))),
  form(String.raw`(\d{4})-([Xx?]{1,2})`, ([, y]) => one(calendarPoint(n(y)))),
  form(String.raw`(\d{2})(?:xx|--|\?\?)`, ([, century]) => one(hundredYearsPoint(n(century) * 100))),
  form(String.raw`(\d{3})(?:x|-|\?)(?!\?)`, ([, decade]) => one(decadePoint(n(decade) * 10)), true),
  // Two days of one month, 2004-05-06/07.
  form(String.raw`(\d{4})-(\d{2})-(\d{2})/(\d{2})`, ([, y, m, d, last]) => [
    { kind: 'period', start: calendarPoint(n(y), n(m), n(d)), end: calendarPoint(n(y), n(m), n(last)) },
  ]),
  form(String.raw`(\d{4})-(0[1-9]|1[0-2])/(0[1-9]|1[0-2])`, ([, y, m, last]) => [
    { kind: 'period', start: calendarPoint(n(y), n(m)), end: calendarPoint(n(y), n(last)) },
  ]),
  form(String.raw`(\d{4})([-/.‐‑‒–—−]) ?(\d{1,2})\2 ?(\d{1,2})\.?`, ([, y, , m, d]) =>
    one(calendarPoint(n(y), n(m), n(d))),
  ),
  // Days of one month: 24–26.12.2022, 12/24–26/2022.
  form(String.raw`(\d{1,2})\.?${DASH}(\d{1,2})([/.]) ?(\d{1,2})\3 ?(\d{4})`, ([, first, last, , m, y]) => [
    { kind: 'period', start: calendarPoint(n(y), n(m), n(first)), end: calendarPoint(n(y), n(m), n(last)) },
  ]),
  form(String.raw`(\d{1,2})/(\d{1,2})${DASH}(\d{1,2})/(\d{4})`, ([, m, first, last, y]) => [
    { kind: 'period', start: calendarPoint(n(y), n(m), n(first)), end: calendarPoint(n(y), n(m), n(last)) },
  ]),
  form(String.raw`(\d{1,2})([-/.‐‑‒–—−]) ?(\d{1,2})\2 ?(\d{4})`, ([, first, , second, y]) =>
    dayAndMonth(n(first), n(second), n(y)),
  ),
  form(String.raw`(\d{1,2})/(\d{1,2})/(\d{2})`, ([, first, second, third]) => shortYear(n(first), n(second), n(third))),
  form(String.raw`(\d{1,2})([-.])(\d{1,2})\2(\d{2})`, () => one(twoDigits())),
  form(String.raw`(\d{4})-(\d{3})`, ([, y, day]) => ordinalDay(n(y), n(day))),
  form(String.raw`(\d{4})(\d{2})(\d{2})`, ([, y, m, d]) =>
    n(m) >= 1 && n(m) <= 12 && n(d) >= 1 && n(d) <= 31 ? one(calendarPoint(n(y), n(m), n(d))) : undefined,
  ),
  form(
    String.raw`(\d{10})(\d{3})?`,
    ([, seconds, milliseconds]) => one(timestamp(n(seconds)), `${milliseconds ? 'milli' : ''}seconds since 1970`),
    true,
  ),
  form(String.raw`(\d{4}) ?([-–—−‐‑/]) ?(\d{2})`, ([, y, mark, rest]) => yearAndTwo(n(y), mark as string, n(rest))),
  form(String.raw`(\d{4})([-–/])(\d)`, ([, y, mark, rest]) => yearAndOne(n(y), mark as string, n(rest))),
  form(String.raw`(\d{4})\.(\d{1,2})`, ([, y, m]) => one(calendarPoint(n(y), n(m))), true),
  form(String.raw`(\d{1,2})[-/.](\d{4})`, ([, m, y]) => one(calendarPoint(n(y), n(m))), true),
  form(String.raw`(\d{1,2})/(\d{1,2})`, ([, first, second]) => dayAndMonth(n(first), n(second), undefined), 'whole'),
];

const n = (digits: string | undefined) => Number(digits);

/** The date in digits that begins here, but no year alone: what a bare number is, only a language can say. */
export function readDigits(text: string, at: number, isAlone: boolean): Reading | undefined {
  for (const { pattern, read, alone } of FORMS) {
    if (alone === true && !isAlone) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (alone === 'whole' && !isAlone && !/^(?:on )?\d{2}.\d{2}$/i.test(text)) continue;
    const dates = match && read(match);
    if (dates) return { dates, end: pattern.lastIndex };
  }
  return undefined;
}

/** A day with a time of day, which has no further precision than EDTF's seconds. */
export function timePoint(
  point: WrittenPoint,
  hour: string | undefined,
  minute: string | undefined,
  second?: string | undefined,
  zone?: string | undefined,
): WrittenPoint {
  if (point.edtf === undefined) return point;
  const time = [hour, minute, second].flatMap((part) => (part === undefined ? [] : [part.padStart(2, '0')])).join(':');
  if (n(hour) > 23 || n(minute) > 59 || n(second ?? '0') > 59)
    return {
      ...point,
      why: 'a time runs from 00:00:00 to 23:59:59',
      instead: `${point.edtf} where the time is not known`,
    };
  const offset = !zone ? '' : /[a-z]/i.test(zone) ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2');
  if (offset !== '' && offset !== 'Z' && (n(offset.slice(1, 3)) > 18 || n(offset.slice(4)) > 59))
    return { ...point, why: `${offset} is not an offset from UTC`, instead: 'Z, or hours and minutes such as +09:00' };
  if ((point.year ?? 1) < 1 || (point.year ?? 1) > 9998) return { ...point, why: YEARS_OF_TIMES, instead: point.edtf };
  if (offset !== '' && (point.from === 10101 || point.from === 99981231))
    return { ...point, why: YEARS_OF_TIMES, instead: 'a day from 0001-01-02 to 9998-12-30' };
  // The offset moves the day in the chronology's zone; the printed day may be the one before or after.
  return { ...point, edtf: `${point.edtf}T${time}${offset}` };
}

function dayAndMonth(first: number, second: number, year: number | undefined): readonly WrittenDate[] | undefined {
  if (year === undefined && !(Math.min(first, second) <= 12 && Math.max(first, second) <= 31)) return undefined;
  if (first <= 12 && second <= 12 && first !== second && first > 0 && second > 0)
    return [
      ...one(calendarPoint(year, second, first), dayInWords(second, first)),
      ...one(calendarPoint(year, first, second), dayInWords(first, second)),
    ];
  return one(second > 12 ? calendarPoint(year, first, second) : calendarPoint(year, second, first));
}

/** 12/24/22: of any century that is meant today, in any order; no form says it, but it has other days than 12/25/22. */
function shortYear(first: number, second: number, third: number): readonly WrittenDate[] {
  const dates = [1900, 2000].flatMap((century) => [
    ...(dayAndMonth(first, second, century + third) ?? []),
    pointDate(calendarPoint(century + first, second, third)),
  ]);
  const days = dates.flatMap((date) =>
    date.kind === 'point' && date.point.from !== undefined
      ? one({ ...date.point, ...twoDigits(), edtf: undefined })
      : [],
  );
  return days.length > 0 ? days : one(twoDigits());
}

export function twoDigits(): WrittenPoint {
  return {
    unit: 'day',
    relative: true,
    why: 'two digits leave the century open',
    instead: 'the year with four digits, as in 2022-12-24',
  };
}

/** 1914-18, 1904-05, 2022-13, 1850/51. */
function yearAndTwo(year: number, mark: string, rest: number): readonly WrittenDate[] | undefined {
  const last = year - (year % 100) + rest;
  const isRange = last > year || (rest === 0 && year % 100 === 99);
  const to = rest === 0 ? year + 1 : last;
  const month = rest >= 1 && rest <= 12 ? one(calendarPoint(year, rest), `${monthInWords(rest)} ${year}`) : [];
  if (mark === '/') {
    const double = isRange && to === year + 1 ? doubleYear(year) : [];
    if (!isRange) return month.length > 0 ? one(calendarPoint(year, rest)) : undefined;
    return [
      ...double,
      ...(to === year + 1 ? [] : month),
      period(year, to, `from ${year} to ${to}`),
      ...(to === year + 1 && year >= LAST_DOUBLE_YEAR ? oneOfTwo(year, to) : []),
      ...(to === year + 1 ? month : []),
    ];
  }
  if (rest === 0)
    return isRange
      ? [...one(calendarPoint(year), 'month not known'), period(year, to, `${year} to ${to}`)]
      : one(calendarPoint(year));
  if (!isRange) return month.length > 0 ? one(calendarPoint(year, rest)) : undefined;
  const form = `${edtfOf(year)}-${String(rest).padStart(2, '0')}`;
  const years = `${year} to ${to}`;
  // A dash joins years; a hyphen may stand for one.
  if (mark !== '-') return [period(year, to)];
  if (month.length === 0) return [period(year, to, `${years}: ${form} is ${secondNumber(rest)}`)];

  return [...month, period(year, to, years)];
}

function secondNumber(number: number): string {
  if (number >= 33 && number <= 36) return `a quarter of the year in EDTF`;
  if (number === 40 || number === 41) return `the ${number === 40 ? 'first' : 'second'} half of the year in EDTF`;
  if (number >= 37 && number <= 39) return 'four months of the year in EDTF';
  return number >= 21 && number <= 32 ? 'a season in EDTF' : 'no month';
}

/** 1731/2, 2022-3. */
function yearAndOne(year: number, mark: string, rest: number): readonly WrittenDate[] | undefined {
  const isNext = rest === (year + 1) % 10;
  if (rest === 0 && !isNext) return undefined;
  const month = rest > 0 ? one(calendarPoint(year, rest), `${monthInWords(rest)} ${year}`) : [];
  if (mark !== '/' || !isNext) return one(calendarPoint(year, rest));
  return [...doubleYear(year), period(year, year + 1, `from ${year} to ${year + 1}`), ...month];
}

/** Britain began its years on 25 March until 1752; others had left that, or never had it. */
const LAST_DOUBLE_YEAR = 1752;

function doubleYear(year: number): readonly WrittenDate[] {
  return year < LAST_DOUBLE_YEAR
    ? one(
        calendarPoint(year + 1),
        `one year, if it was printed before ${LAST_DOUBLE_YEAR}: January to March ${year} Old Style`,
      )
    : [];
}

function oneOfTwo(year: number, to: number): readonly WrittenDate[] {
  return [{ kind: 'bounds', after: calendarPoint(year), before: calendarPoint(to), meaning: 'one of the two' }];
}

/** Weeks of ISO 8601, from Monday to Sunday. */
export function weekPoint(year: number, week: number, weekday?: string | undefined): WrittenPoint {
  const none = {
    unit: 'week',
    why: `${year} has no week ${week}`,
    instead: 'the days, such as 2023-03-20/2023-03-26',
  } as const;
  if (year < 1 || year > 9998) return none;
  const monday = addToKey(firstMonday(year), (week - 1) * 7);
  if (week < 1 || monday >= firstMonday(year + 1)) return none;
  if (weekday !== undefined) return calendarPoint(...partsOfKey(addToKey(monday, n(weekday) - 1)));
  return daysPoint('week', monday, addToKey(monday, 6));
}

/** 2023-123: the 123rd day. */
function ordinalDay(year: number, number: number): readonly WrittenDate[] | undefined {
  if (year < 1 || year > 9998 || number < 1) return undefined;
  const [y, month, day] = partsOfKey(addToKey(dayKey(year, 1, 1), number - 1));
  if (y !== year) return undefined;
  return one(calendarPoint(year, month, day), `day ${number} of ${year}`);
}

/** Seconds since 1 January 1970. */
function timestamp(seconds: number): WrittenPoint {
  const iso = new Date(seconds * 1000).toISOString();
  const key = n(iso.slice(0, 10).replaceAll('-', ''));
  return { unit: 'day', from: key, to: key, edtf: iso.replace('.000Z', 'Z') };
}
