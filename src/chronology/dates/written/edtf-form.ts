/** The EDTF of a written date, of our subset, or the reason why there is none. */
import { addToKey, type DayKey, partsOfKey } from './calendar.ts';
import {
  A_YEAR,
  calendarPoint,
  NO_SUCH_YEAR,
  type WrittenDate,
  type WrittenEnd,
  type WrittenPoint,
  wrongWeekday,
} from './written-date.ts';

/** What to write for one reading of a date. */
export type EdtfForm =
  | {
      /** One or more EDTF texts; several say the same of what lasted and of what happened once. */
      readonly edtf: readonly string[];
      readonly meaning?: string | undefined;
      /** Whether the words say more than the form. */
      readonly wordsSayMore?: boolean;
      /** What is wrong in the words, as a clause, though they name a date. */
      readonly remark?: string | undefined;
    }
  | { readonly why: string; readonly instead?: string | undefined; readonly meaning?: string | undefined };

export function edtfForm(date: WrittenDate): EdtfForm {
  const { meaning } = date;
  if (date.kind === 'point') return { ...pointForm(date.point), meaning: meaning ?? date.point.meaning };
  if (date.kind === 'period') return { ...periodForm(date.start, date.end), meaning };
  return { ...boundsForm(date), meaning };
}

function pointForm(point: WrittenPoint): EdtfForm {
  if (point.why !== undefined) return { why: point.why, instead: point.instead };
  const mark = qualifier(point);
  if (mark !== '' && point.edtf?.includes('T'))
    return { why: 'a date-time has no ~ ? or %', instead: `${point.edtf.replace(/T.*/, '')}${mark}, or ${point.edtf}` };
  const more = { remark: wrongWeekday(point), ...(point.part !== undefined && { wordsSayMore: true }) };
  if (point.edtf !== undefined) return { edtf: [point.edtf + mark], ...more };
  const [first, last] = point.span ?? ['', ''];
  return {
    edtf: mark === '' ? [`${first}/${last}`, `[${first}..${last}]`] : [`${first}${mark}/${last}${mark}`],
    ...more,
  };
}

function qualifier({ approximate, uncertain }: WrittenPoint): string {
  return approximate && uncertain ? '%' : approximate ? '~' : uncertain ? '?' : '';
}

function periodForm(start: WrittenEnd, end: WrittenEnd): EdtfForm {
  const ends = [start, end];
  const times = timesForm(start, end);
  if (times) return times;
  for (const point of ends) if (typeof point !== 'string' && point.why !== undefined) return pointForm(point);
  const [from, to] = isLater(start, end) ? [end, start] : [start, end];
  return {
    edtf: [`${endText(from, 0)}/${endText(to, 1)}`],
    ...(ends.some((point) => typeof point !== 'string' && point.part !== undefined) && { wordsSayMore: true }),
  };
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T[\d:]+(Z|[+-]\d{2}:\d{2})?$/;

/** A period of two times, the later one last. With an offset at one end alone, nobody but the chronology knows which is later. */
function timesForm(start: WrittenEnd, end: WrittenEnd): EdtfForm | undefined {
  const texts = [start, end].map((point) =>
    typeof point === 'string' ? '' : `${point.edtf ?? ''}${qualifier(point)}`,
  );
  const matches = texts.map((text) => DATE_TIME.exec(text));
  if (matches.includes(null) || (matches[0]?.[1] === undefined) !== (matches[1]?.[1] === undefined)) return undefined;
  const [from, to] = texts.map((text, index) => Date.parse(matches[index]?.[1] === undefined ? `${text}Z` : text));
  if (from === to || from === undefined || to === undefined) return undefined;
  return { edtf: [from < to ? texts.join('/') : texts.reverse().join('/')] };
}

/** "2023 to 2022": the later one is put last, as EDTF has it. */
function isLater(start: WrittenEnd, end: WrittenEnd): boolean {
  if (typeof start === 'string' || typeof end === 'string') return false;
  return start.from !== undefined && end.to !== undefined && start.from > end.to;
}

function endText(end: WrittenEnd, side: 0 | 1): string {
  if (end === 'open') return '..';
  if (end === 'unknown') return '';
  // A time at one end alone is none of a period.
  return (end.edtf?.replace(/T.*/, '') ?? end.span?.[side] ?? '') + qualifier(end);
}

function boundsForm(date: Extract<WrittenDate, { kind: 'bounds' }>): EdtfForm {
  const { after, before, excluding } = date;
  for (const point of [after, before]) {
    if (point?.why !== undefined) return pointForm(point);
    if (point?.approximate || point?.uncertain)
      return {
        why: 'a bound is a plain date, without about or possibly',
        instead: `the first or the last date that it can be, such as ${after ? `'[${plain(point)}..]'` : `'[..${plain(point)}]'`}`,
      };
  }
  const [first, last] = after && before && isLater(after, before) ? [before, after] : [after, before];
  // Before the end of 2022 is in 2022 or earlier.
  const lower =
    first && (excluding && first.part === undefined ? dateAfter(first) : endText({ ...first, part: undefined }, 0));
  const upper =
    last && (excluding && last.part === undefined ? dateBefore(last) : endText({ ...last, part: undefined }, 1));
  if ((first && lower === undefined) || (last && upper === undefined)) return { why: NO_SUCH_YEAR, instead: A_YEAR };
  return {
    edtf: [`[${lower ?? ''}..${upper ?? ''}]`],
    // By the end of 2022 is by 2022.
    ...((after?.part ?? (before?.part === 'end' ? undefined : before?.part)) !== undefined && { wordsSayMore: true }),
  };
}

function plain(point: WrittenPoint): string {
  return point.edtf ?? point.span?.[0] ?? '';
}

/** The last date before a point, as fine as the point: 1849 before 1850, 5 May before 6 May. */
function dateBefore({ unit, from = 0 }: WrittenPoint): string | undefined {
  return neighbour(unit, from, -1);
}

function dateAfter({ unit, to = 0 }: WrittenPoint): string | undefined {
  return neighbour(unit, to, 1);
}

function neighbour(unit: WrittenPoint['unit'], key: DayKey, step: 1 | -1): string | undefined {
  if (unit === 'day' || unit === 'week') return calendarPoint(...partsOfKey(addToKey(key, step))).edtf;
  const [year, month] = partsOfKey(key);
  if (unit === 'year' || unit === 'decade' || unit === 'century') return calendarPoint(year + step).edtf;
  const moved = year * 12 + month - 1 + step;
  const movedYear = Math.floor(moved / 12);
  return calendarPoint(movedYear, moved - movedYear * 12 + 1).edtf;
}
