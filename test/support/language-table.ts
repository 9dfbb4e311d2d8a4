/** All that a language says of dates, numbers and counts, a line each: what a reader of that language looks through once. */
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { parseRelativeDay } from '../../src/chronology/dates/relative-day.ts';
import { formatAmount } from '../../src/chronology/languages/amounts.ts';
import { formatPrecision, formatWhen } from '../../src/chronology/languages/dates-in-words.ts';
import { formatInstantDay, formatRange } from '../../src/chronology/languages/days-in-words.ts';
import { directionOf } from '../../src/chronology/languages/definition/direction.ts';
import { languageOf, wordsOf } from '../../src/chronology/languages/languages.ts';
import { formatRelativeDay } from '../../src/chronology/languages/relative-days-in-words.ts';
import type { LanguageTag } from '../../src/chronology/languages/text.ts';

/** Every form that a date can have, and of those that name two dates, what they share. */
const DATES = [
  ...['2025-12-20T15:00', '1880-01-01T00:00', '2022-12-24', '0079-08-24', '2023-03', '2023-33', '2023-34', '2023-35'],
  ...[
    '2023-36',
    '2023-40',
    '2023-41',
    '2004',
    '0999',
    '-0043-03-15',
    '-0043-03',
    '-0043-33',
    '-0043',
    '0000',
    'Y-17000',
    'Y12000',
    '199X',
    '007X',
    '19XX',
    '09XX',
  ],
  ...[
    '2022-12-24~',
    '2023-03~',
    '2023-33~',
    '2023-40~',
    '2004~',
    '199X~',
    '19XX~',
    '2022-12-24?',
    '2023-03?',
    '2023-33?',
  ],
  ...['2004?', '199X?', '19XX?', '2022-12-24%', '2023-03%', '2004%', '199X%', '19XX%'],
  ...['[2022-12-24..]', '[2023-09..]', '[2023-33..]', '[2023-40..]', '[2004..]', '[199X..]', '[19XX..]'],
  ...['[..2022-12-24]', '[..2023-09]', '[..2023-33]', '[..2023-41]', '[..2004]', '[..-0043]', '[..199X]', '[..19XX]'],
  ...['[2022-12-24..2022-12-26]', '[2022-12-24..2023-02-01]', '[2022-01..2022-03]', '[2022-12..2023-02]'],
  ...['[2004..2006]', '[198X..199X]', '[18XX..19XX]', '[2022-12-24..2023]', '[2022-12..2023-02-01]'],
  ...['2022-12-24/2022-12-26', '2022-01-31/2022-03-01', '2022-12-24/2023-02-01', '2022-01/2022-03', '2022-12/2023-02'],
  ...[
    '2023-33/2023-35',
    '2023-40/2024-41',
    '2004/2006',
    '198X/199X',
    '18XX/19XX',
    '0079/0080',
    '-0043/0014',
    '-0043-03-15/-0043-03-20',
    '2022-12-24/2023-03',
    '2022-12/2023',
  ],
  ...['2004~/2006', '2004/2006?', '2022-01-01/2022-12-31', '2022-02-01/2022-02-28'],
  ...['2022-12-24/..', '2022-12/..', '2023-33/..', '2004/..', '199X/..', '19XX/..', '2004~/..', '-0043/..'],
  ...[
    '2022-12-24/',
    '2022-12/',
    '2004/',
    '199X/',
    '19XX/',
    '../2022-12-24',
    '../2022-12',
    '../2023-40',
    '../2004',
    '../199X',
    '../19XX',
  ],
  ...['/2022-12-24', '/2022-12', '/2004'],
  ...['2026-03-14T14:00/2026-03-14T15:30', '2026-03-02T22:00/2026-03-03T01:30', '2025-12-31T22:00/2026-01-01T01:30'],
] as const;

/** Times of an event in Berlin, of a chronology in Tokyo: on one day in both, on the next there, and over a change of clocks. */
const ELSEWHERE = [
  ...['2026-03-14T14:00', '2026-03-14T20:00', '2026-03-14T14:00/2026-03-14T15:30', '2026-03-02T22:00/2026-03-03T01:30'],
  ...['2026-03-14T14:00/2026-03-15T15:30', '2026-03-29T01:30/2026-03-29T04:30'],
] as const;

const COUNTS = [0, 1, 2, 3, 5, 11, 21, 100, 1234567] as const;
const NUMBERS = [1, 2, 3, 4, 11, 21, 100] as const;
const RELATIVE = ['today', 'P1D', '-P1D', 'P2W', '-P6M', 'P21D', '-P5Y', 'P1Y6M'] as const;

/** Lines of `form: words`, in sections. Spaces that do not break stand as `~`. */
export function languageTable(tag: LanguageTag): string {
  const words = wordsOf(tag);
  const dates = DATES.map((text) => {
    const when = parseWhen(text, 'Asia/Tokyo');
    if (!when.ok) throw new Error(`${text} is no date`);
    const remark = formatPrecision(when.value, tag);
    return `${text}: ${formatWhen(when.value, tag)}${remark === '' ? '' : ` | ${remark}`}`;
  });
  const elsewhere = ELSEWHERE.map((text) => {
    const when = parseWhen(text, 'Europe/Berlin', 'Asia/Tokyo');
    if (!when.ok) throw new Error(`${text} is no date`);
    return `${text} in Berlin: ${formatWhen(when.value, tag)}`;
  });
  const ranges = [
    ['1994-01-01', '2003-12-31'],
    ['2022-03-01', '2022-05-31'],
    ['2022-03-01', '2022-03-09'],
  ].map(([from = '', to = '']) => `${from}–${to}: ${formatRange({ from, to }, tag)}`);
  const relative = RELATIVE.map((text) => {
    const day = parseRelativeDay(text);
    if (!day) throw new Error(`${text} is no day told from today`);
    return `${text}: ${formatRelativeDay(day, tag)}`;
  });
  const amounts = ['JPY', 'USD', 'EUR', 'kilometer', 'percent', undefined].flatMap((unit) =>
    [1, 1000, 1_000_000, 1_000_000_000].map(
      (scale) => `2.5 × ${scale} ${unit ?? ''}: ${formatAmount('2.5', scale, unit, tag)}`,
    ),
  );
  const counted = (name: string, format: (count: number) => string) =>
    COUNTS.map((count) => `${name} ${count}: ${format(count)}`);
  const lines = [
    `${tag}, ${directionOf(languageOf(tag).tag)}, ${languageOf(tag).openGraphLocale}, ${languageOf(tag).babelName}`,
    ...['', 'Dates', ...dates, ...elsewhere],
    ...['', 'Ranges of days', ...ranges, formatInstantDay('2026-11-22T12:00:00Z', 'Asia/Tokyo', tag)],
    ...['', 'Days told from today', ...relative],
    ...['', 'Ordinals', ...NUMBERS.map((number) => `${number}: ${words('number.ordinal', { number })}`)],
    ...['', 'Amounts', ...amounts],
    ...['', 'Counts'],
    ...counted('events', (count) => words('view.events', { count })),
    ...counted('parts', (count) => words('view.partsOfIt', { count })),
    ...counted('documents', (count) => words('about.documents', { count })),
    ...counted('other types', (count) => words('overview.otherTypes', { count })),
    ...counted('search', (count) => words('filter.searchEvents', { count })),
    ...counted('key events', (count) => words('moments.all', { count })),
    '',
  ];
  return lines.join('\n').replaceAll('\u00a0', '~');
}
