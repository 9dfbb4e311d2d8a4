/** Dates of every form that chronologies take, for properties: EDTF texts that `parseWhen` must read in Asia/Tokyo. */
import fc from 'fast-check';

const pad = (n: number, width: number) => String(n).padStart(width, '0');
const within = (least: number, most: number, width: number) =>
  fc.integer({ min: least, max: most }).map((n) => pad(n, width));

/** Any year of the calendar, most often one of the last two centuries. */
const year = fc.oneof({ weight: 3, arbitrary: within(1850, 2050, 4) }, within(1, 9998, 4));
const month = within(1, 12, 2);

/** `2022-12-24`, which the Gregorian calendar has. */
export const day = fc.tuple(year, fc.nat(365)).map(([y, n]) => {
  const date = new Date(0);
  date.setUTCFullYear(Number(y), 0, 1 + n);
  // The 366th day of a common year is its last.
  if (date.getUTCFullYear() !== Number(y)) date.setUTCFullYear(Number(y), 11, 31);
  return `${y}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
});

/** Plain dates by precision. */
export const plainDates = {
  day,
  month: fc.tuple(year, month).map(([y, m]) => `${y}-${m}`),
  quarter: fc.tuple(year, fc.integer({ min: 33, max: 36 })).map(([y, q]) => `${y}-${q}`),
  half: fc.tuple(year, fc.constantFrom('40', '41')).map(([y, h]) => `${y}-${h}`),
  year,
  decade: within(1, 998, 3).map((d) => `${d}X`),
  century: within(1, 98, 2).map((c) => `${c}XX`),
} as const;

export const plainDate = fc.oneof(...Object.values(plainDates));

const qualifiedDate = fc.tuple(plainDate, fc.constantFrom('~', '?', '%')).map(([date, mark]) => date + mark);

const pointOfPeriod = fc.oneof({ weight: 3, arbitrary: plainDate }, qualifiedDate);

/** Sorts as its first possible day does: quarters and halves stand for their first month. */
function sortKey(date: string): string {
  const plain = date.replace(/[~?%]$/, '').replaceAll('X', '0');
  const part = Number(plain.slice(5, 7));
  const first = part >= 40 ? (part - 40) * 6 + 1 : part >= 33 ? (part - 33) * 3 + 1 : part;
  return plain.slice(0, 4) + (plain.length > 4 ? `-${pad(first, 2)}${plain.slice(7)}` : '');
}

const inOrder = (a: string, b: string): [string, string] => (sortKey(a) <= sortKey(b) ? [a, b] : [b, a]);

/** `2016-03/2023-11`, the later one last. */
const closedPeriod = fc.tuple(pointOfPeriod, pointOfPeriod).map(([a, b]) => inOrder(a, b).join('/'));

export const openPeriod = fc
  .tuple(pointOfPeriod, fc.boolean())
  .map(([date, atStart]) => (atStart ? `../${date}` : `${date}/..`));

const unknownPeriod = fc
  .tuple(pointOfPeriod, fc.boolean())
  .map(([date, atStart]) => (atStart ? `/${date}` : `${date}/`));

/** `[2023-09..]`, `[..2022-12-24]`, `[2023-09..2023-11]`. */
export const boundedMoment = fc.oneof(
  plainDate.map((date) => `[${date}..]`),
  plainDate.map((date) => `[..${date}]`),
  fc.tuple(plainDate, plainDate).map(([a, b]) => `[${inOrder(a, b).join('..')}]`),
);

const timeOfDay = fc
  .tuple(within(0, 23, 2), within(0, 59, 2), fc.option(within(0, 59, 2), { nil: undefined }))
  .map((parts) => parts.filter((part) => part !== undefined).join(':'));

const offset = fc.oneof(
  fc.constant('Z'),
  fc.tuple(fc.constantFrom('+', '-'), within(0, 14, 2), fc.constantFrom('00', '30', '45')).map((parts) => {
    const [sign, hours, minutes] = parts;
    // No zone is further from UTC.
    const furthest = sign === '+' ? '14:00' : '12:00';
    return `${sign}${`${hours}:${minutes}` > furthest ? furthest : `${hours}:${minutes}`}`;
  }),
);

/** Date-times with an offset, and without one where the clocks of Japan never changed (after 1951). */
export const dateTime = fc.oneof(
  fc
    .tuple(
      day.filter((date) => date > '1952' && date < '9998'),
      timeOfDay,
    )
    .map((parts) => parts.join('T')),
  fc
    .tuple(
      day.filter((date) => date > '0002' && date < '9998'),
      timeOfDay,
      offset,
    )
    .map(([date, time, zone]) => `${date}T${time}${zone}`),
);

/** `2026-03-14T14:00/2026-03-14T15:30`: hours, or days with a time at both ends; each end with an offset, or without as above. */
const timePeriod = fc
  .tuple(
    dateTime.filter((text) => text < '9997'),
    fc.oneof(fc.integer({ min: 1, max: 2 * 24 * 60 }), fc.integer({ min: 1, max: 60 * 24 * 60 })),
    fc.option(offset, { nil: undefined }),
  )
  .map(([from, minutes, toOffset]) => {
    const start = Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/.test(from) ? from : `${from}+09:00`);
    const at = toOffset ?? (from > '1952' ? '' : 'Z');
    const sign = at.startsWith('-') ? -1 : 1;
    const [, hours = at === '' ? '9' : '0', rest = '0'] = /^[+-](\d{2}):(\d{2})$/.exec(at) ?? [];
    const local = start + (minutes + sign * (Number(hours) * 60 + Number(rest))) * 60_000;
    return `${from}/${new Date(local).toISOString().slice(0, 19)}${at}`;
  });

/** Every form by name, so that a property can say which it is about. */
export const edtfForms = {
  plainDate,
  qualifiedDate,
  closedPeriod,
  openPeriod,
  unknownPeriod,
  boundedMoment,
  dateTime,
  timePeriod,
} as const;

/** A date of any form. */
export const edtf = fc.oneof(...Object.values(edtfForms));
