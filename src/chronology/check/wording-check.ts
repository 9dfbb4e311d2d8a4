/** Whether the date of an event can be true beside the words that its citations quote for it. */
import type { Chronology } from '../chronology.ts';
import { type Day, dayParts, yearNumber } from '../dates/day.ts';
import { adviceOn } from '../dates/edtf-advice.ts';
import { type DatePoint, type Period, type When, wholeUnit } from '../dates/when.ts';
import {
  addToKey,
  type DayKey,
  dayKey,
  daysFromTo,
  gregorianOf,
  isBeforeGregorian,
} from '../dates/written/calendar.ts';
import { edtfForm } from '../dates/written/edtf-form.ts';
import { mapEnds } from '../dates/written/joining.ts';
import { type DateExpression, type DatesInText, datesIn } from '../dates/written/reading.ts';
import {
  partRange,
  pointsOfWritten,
  units,
  type WrittenDate,
  type WrittenPoint,
  withYear,
  wrongWeekday,
} from '../dates/written/written-date.ts';
import type { Citation, TimelineEvent } from '../event.ts';
import { compareProblems, type Problem } from '../files/problem.ts';
import { Yaml } from '../files/yaml.ts';
import type { Files } from '../folder/folder.ts';
import { formatWhen } from '../languages/dates-in-words.ts';
import { FALLBACK_LANGUAGE } from '../languages/languages.ts';
import type { Text } from '../languages/text.ts';
import { versionsOf } from '../schema/event-rules.ts';

/** A date with the citations that quote it. */
interface Dated {
  readonly when: When;
  readonly citations: readonly Citation[];
  readonly path: readonly (string | number)[];
  /** The field in which a curator says why the words differ. */
  readonly noteField: string;
  readonly note: Text | undefined;
  /** Whether the note has to name the date: it says how the date was inferred as well. */
  readonly isInferred: boolean;
}

interface Quoted extends DatesInText {
  /** Its place among the citations. */
  readonly index: number;
  readonly citation: Citation;
}

interface Range {
  readonly from: DayKey;
  readonly to: DayKey;
}

/** A problem for each event whose date and wordings cannot both be true, or whose date says more than the words. */
export function checkWordings(chronology: Chronology, files: Files): readonly Problem[] {
  const { sources } = chronology.vocabulary;
  const read = new Map<string, DatesInText>();
  const readWording = (wording: string, language: string | undefined): DatesInText => {
    const key = `${language ?? ''} ${wording}`;
    const known = read.get(key) ?? datesIn(wording, language);
    read.set(key, known);
    return known;
  };
  const problems: Problem[] = [];
  for (const event of chronology.bySlug.values()) {
    // A withdrawn event may have been withdrawn for its date.
    if (event.withdrawn) continue;
    for (const dated of datesOf(event)) {
      const quoted = dated.citations.flatMap((citation, index): Quoted[] =>
        citation.for === 'statement' || citation.wording === undefined
          ? []
          : [{ ...readWording(citation.wording, sources[citation.source]?.language), citation, index }],
      );
      const finding = compare(dated.when, quoted);
      if (!finding || isExplained(dated)) continue;
      const yaml = new Yaml(event.file, files.get(event.file) ?? '');
      problems.push(
        yaml.problem(
          [...dated.path, finding.quoted.index, 'wording'],
          messageOf(finding, dated.when),
          undefined,
          adviceOf(finding, dated),
        ),
      );
    }
  }
  return problems.sort(compareProblems);
}

function datesOf(event: TimelineEvent): readonly Dated[] {
  const versions = versionsOf(event);
  return [
    {
      when: event.when,
      citations: event.sources,
      path: ['sources'],
      noteField: 'dating.note',
      note: event.dating?.note,
      isInferred: event.dating?.inferred === true,
    },
    ...event.alternatives.map(({ when, sources, note }, index) => ({
      when,
      citations: sources,
      path: ['alternatives', index, 'sources'],
      noteField: `the note of this alternative`,
      note,
      isInferred: true,
    })),
    // The date that a revision made of it, whatever became of that since.
    ...event.revisions.map(({ sources, note }, index) => ({
      when: versions[index + 1]?.when ?? event.when,
      citations: sources,
      path: ['revisions', index, 'sources'],
      noteField: 'the note of this revision',
      note,
      isInferred: true,
    })),
  ];
}

interface Finding {
  readonly quoted: Quoted;
  readonly expression: DateExpression;
  /** Whether the words leave open what the date says, rather than say otherwise. */
  readonly isCoarser: boolean;
  /** What is wrong in the words themselves, as a clause. */
  readonly remark?: string | undefined;
}

/** What cannot be true together; undefined where some reading of the words agrees. */
function compare(when: When, quoted: readonly Quoted[]): Finding | undefined {
  const ends = endsOf(when);
  for (const one of quoted) {
    const [expression] = one.expressions;
    if (!expression) continue;
    const readings = one.expressions.flatMap((each) => each.readings);
    const agrees =
      one.citation.for === 'year'
        ? readings.some((date) => isOfYear(date, ends, quoted))
        : readings.some((date) => overlaps(date, when));
    if (!agrees && !COUNTS_FROM.test(one.rest))
      return { quoted: one, expression: mostExact(one.expressions), isCoarser: false };
    const wrong = wrongWeekdayIn(one, when);
    if (wrong) return wrong;
  }
  const ended = saidToEnd(when, quoted);
  if (ended) return ended;
  // What is not read may say the rest of the date.
  if (!quoted.every(isReadWhole)) return undefined;
  return unsupported(when, ends, quoted);
}

/** A day that agrees with the date, beside another day of the week than it had. */
function wrongWeekdayIn(quoted: Quoted, when: When): Finding | undefined {
  for (const expression of quoted.expressions) {
    const remarks = expression.readings.map((date) =>
      date.kind === 'point' && overlaps(date, when)
        ? wrongWeekday(date.point.from === undefined ? withMatchingYear(date.point, when) : date.point)
        : undefined,
    );
    if (remarks.every((remark) => remark !== undefined))
      return { quoted, expression, isCoarser: false, remark: remarks[0] };
  }
  return undefined;
}

/** A printed day without its year gets the one of an end that is this day. */
function withMatchingYear(point: WrittenPoint, when: When): WrittenPoint {
  const end = endsOf(when).find(({ point: { precision } }) => precision === 'day' || precision === 'time');
  return end && fits(point, end) ? withYear(point, yearNumber(end.point.earliest)) : point;
}

/** Words that give an end to what has none by its date, or a start: "until 1991" for `1985/..`. */
function saidToEnd(when: When, quoted: readonly Quoted[]): Finding | undefined {
  if (when.kind !== 'period') return undefined;
  const ofDates = quoted.filter(({ citation, rest }) => citation.for === 'date' && !COUNTS_FROM.test(rest));
  for (const side of (['start', 'end'] as const).filter((one) => when[one] === 'open')) {
    const told = ofDates.flatMap((one) => one.expressions.map((expression) => ({ quoted: one, expression })));
    const ends = told.map(({ expression }) =>
      expression.readings.map((date) => (date.kind === 'period' ? date[side] : undefined)),
    );
    // Of several phases, the last one may still last.
    if (ends.flat().includes('open')) continue;
    const index = ends.findIndex((each) => each.every((end) => typeof end === 'object'));
    const found = told[index];
    if (found) return { ...found, isCoarser: false };
  }
  return undefined;
}

/** The ends of a date, each as one calendar unit. */
interface End {
  readonly side: 'at' | 'start' | 'end';
  readonly point: DatePoint;
  readonly range: Range;
}

function endsOf(when: When): readonly End[] {
  const end = (side: End['side'], point: DatePoint | string | undefined): End[] =>
    point === undefined || typeof point === 'string' ? [] : [{ side, point, range: rangeOf(point) }];
  if (when.kind === 'period') return [...end('start', when.start), ...end('end', when.end)];
  if (when.at.form === 'date') return end('at', when.at);
  return [...end('start', when.at.after), ...end('end', when.at.before)];
}

function rangeOf(point: DatePoint): Range {
  if (!point.time) return { from: dayKeyOf(point.earliest), to: dayKeyOf(point.latest) };
  // Where the event was it may have been another day than where the chronology is, and sources print the one or the other.
  const keys = [point.earliest, point.time.day].map(dayKeyOf);
  const range = { from: Math.min(...keys), to: Math.max(...keys) };
  // With an offset, the printed time may be of any zone.
  return /(?:Z|[+-]\d{2}:\d{2})$/.test(point.text)
    ? { from: addToKey(range.from, -1), to: addToKey(range.to, 1) }
    : range;
}

function dayKeyOf(day: Day): DayKey {
  const { year, month, day: date } = dayParts(day);
  return dayKey(year, month, date);
}

/** Years that "about" may be off by, in units that are coarse enough. */
const ABOUT_YEARS = { time: 0, day: 0, month: 0, quarter: 1, half: 1, year: 5, decade: 10, century: 50 } as const;

/** What the date can be, with what "about" leaves open. */
function wideRange({ point, range }: End): Range {
  if (!point.approximate) return range;
  const years = ABOUT_YEARS[point.precision];
  return years === 0
    ? { from: range.from - 100, to: range.to + 100 }
    : { from: range.from - years * 10_000, to: range.to + years * 10_000 };
}

function isWithin(inner: Range, outer: Range): boolean {
  return inner.from >= outer.from && inner.to <= outer.to;
}

function meet(a: Range, b: Range): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** Whether the words and the date have a day in common. */
function overlaps(date: WrittenDate, when: When): boolean {
  const points = pointsOfWritten(date);
  const ends = endsOf(when);
  if (points.some(({ from }) => from === undefined))
    return points.some((point) => ends.some((end) => fits(point, end)) || hasNoDays(point));
  const whole = wholeRange(when, ends);
  return rangesOf(date).some((range) => meet(range, whole));
}

function wholeRange(when: When, ends: readonly End[]): Range {
  const [first, last] = [ends[0], ends.at(-1)];
  const hasStart = when.kind === 'period' ? typeof when.start !== 'string' : when.at.earliest !== undefined;
  const hasEnd = when.kind === 'period' ? typeof when.end !== 'string' : when.at.latest !== undefined;
  return {
    from: hasStart && first ? wideRange(first).from : Number.NEGATIVE_INFINITY,
    to: hasEnd && last ? wideRange(last).to : Number.POSITIVE_INFINITY,
  };
}

/** All days that the words can mean; before 1582, as they are and converted, for the event's may have been either. */
function rangesOf(date: WrittenDate): readonly Range[] {
  const side = (end: WrittenPoint | string | undefined, key: 'from' | 'to'): DayKey =>
    end === undefined || typeof end === 'string'
      ? key === 'from'
        ? Number.NEGATIVE_INFINITY
        : Number.POSITIVE_INFINITY
      : writtenRange(end)[key];
  const [first, last] =
    date.kind === 'point'
      ? [date.point, date.point]
      : date.kind === 'period'
        ? [date.start, date.end]
        : [date.after, date.before];
  const range = { from: side(first, 'from'), to: side(last, 'to') };
  if (date.kind === 'bounds' && date.excluding === 'firmly' && pointsOfWritten(date).every(isPlainPoint)) {
    if (date.after) range.from = addToKey(side(first, 'to'), 1);
    if (date.before) range.to = addToKey(side(last, 'from'), -1);
  }
  return isBeforeGregorian(range.to) ? [range, { from: gregorianOf(range.from), to: gregorianOf(range.to) }] : [range];
}

function isPlainPoint({ approximate, uncertain, part, relative }: WrittenPoint): boolean {
  return !approximate && !uncertain && part === undefined && !relative;
}

function writtenRange({ from = 0, to = 0, approximate, unit }: WrittenPoint): Range {
  if (!approximate) return { from, to };
  const years = unit === 'year' ? 5 : unit === 'decade' ? 10 : unit === 'century' ? 50 : 0;
  return { from: from - years * 10_000, to: to + years * 10_000 };
}

/** Whether nothing of the words names a day: "the same day", "last year". */
function hasNoDays({ from, month, day }: WrittenPoint): boolean {
  return from === undefined && month === undefined && day === undefined;
}

/** Whether the printed parts of a point are those of the end. */
function fits(point: WrittenPoint, end: End): boolean {
  const range = wideRange(end);
  if (point.from !== undefined && point.to !== undefined) {
    const printed = { from: point.from, to: point.to };
    return (
      meet(printed, point.approximate ? end.range : range) ||
      (isBeforeGregorian(point.to) && meet({ from: gregorianOf(point.from), to: gregorianOf(point.to) }, range))
    );
  }
  const { month, day } = point;
  if (month === undefined) return day === undefined || hasDayOfMonth(range, day);
  const [first, last] = [Math.floor(range.from / 10_000), Math.floor(range.to / 10_000)];
  if (last - first > 1) return true;
  for (let year = first; year <= last; year += 1) {
    const start = year * 10_000 + month * 100;
    if (meet({ from: start + (day ?? 1), to: start + (day ?? 31) }, range)) return true;
  }
  return false;
}

function hasDayOfMonth({ from, to }: Range, day: number): boolean {
  const length = Math.min(daysFromTo(from, to), 31);
  return Array.from({ length: length + 1 }, (_, index) => addToKey(from, index) % 100).includes(day);
}

/** Whether a citation for the year prints it, or one from which it follows. */
function isOfYear(date: WrittenDate, ends: readonly End[], quoted: readonly Quoted[]): boolean {
  const points = pointsOfWritten(date);
  if (points.some(({ from }) => from === undefined)) return true;
  const years = (key: DayKey) => Math.floor(key / 10_000);
  return rangesOf(date).some((range) =>
    ends.some((end) => {
      const [first, last] = [years(end.range.from), years(end.range.to)];
      if (first <= years(range.to) && last >= years(range.from)) return true;
      // In a report of January, "December" is that of the year before; "next May" is of the year after.
      const isNextTo = first === years(range.to) + 1 || last === years(range.from) - 1;
      return isNextTo && (isRelative(quoted) || isLastBefore(points, end));
    }),
  );
}

function isRelative(quoted: readonly Quoted[]): boolean {
  return quoted.some(({ citation, expressions }) =>
    expressions.some(
      ({ text, readings }) =>
        citation.for === 'date' &&
        readings.some((date) => pointsOfWritten(date).some(({ relative }) => relative)) &&
        !/\bthis\b|今年|本年|当年/i.test(text),
    ),
  );
}

/** Whether the end lies in the twelve months before the day on which a report is dated. */
function isLastBefore(points: readonly WrittenPoint[], end: End): boolean {
  return points.some(({ unit, from = 0 }) => unit === 'day' && end.range.to < from && end.range.from > from - 10_000);
}

/** Words that say more of a date than was read: feasts, other numbers. */
const SAYS_MORE =
  /\d|[〇一二三四五六七八九十][日月年]|\b(?:easter|christmas|xmas|eve|new year|whit|pentecost|lent|advent|ramadan|eid|passover|diwali|thanksgiving|independence day|ides|kalends|calends|nones|solstice|equinox|michaelmas|lady day|feast|saint|st|day|eve|dynasty|reign|moon|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weeks?|weekend|months?|o[’']clock|hours?)\b|元日|元旦|大晦日|正月|節|立春|立夏|立秋|立冬|夏至|冬至|春分|秋分|彼岸|盆|祝日|祭|の日|翌|同|前日|週/iu;

function isReadWhole({ expressions, rest }: Quoted): boolean {
  return (
    expressions.length > 0 &&
    !SAYS_MORE.test(rest) &&
    !COUNTS_FROM.test(rest) &&
    expressions.every(({ readings }) =>
      readings.every((date) => pointsOfWritten(date).every((point) => !hasNoDays(point) && !isVague(point, date))),
    )
  );
}

/** "The week ending 25 December" and "mid-2022 to early 2023" say too little of their days to hold a date against them. */
function isVague({ relative, from, part, unit }: WrittenPoint, { kind }: WrittenDate): boolean {
  return (relative === true && from !== undefined) || (kind === 'period' && part !== undefined && unit === 'year');
}

/** Words that count from the printed date to another. */
const COUNTS_FROM =
  /anniversar|centena|jubilee|birthday|\b(?:eve of|(?:day|week|month|year)s? (?:before|after|earlier|later|preceding|following)|following|preceding|previous)\b|周年|回忌|前夜|[年月日]の(?:前|後|翌)|翌/iu;

const rankOf = (unit: string) => (unit === 'time' ? 0 : units.indexOf(unit as (typeof units)[number]));

/** Where the date says more than all the words together. */
function unsupported(when: When, ends: readonly End[], quoted: readonly Quoted[]): Finding | undefined {
  const isRange = ends[0]?.side !== 'at';
  const expressions = quoted.flatMap((one) => one.expressions);
  const dates = expressions.flatMap(({ readings }) => readings);
  if (dates.length === 0) return undefined;
  if (isRange && dates.some((date) => isWhole(date, when, ends))) return undefined;
  const points = dates.flatMap(pointsOfWritten);
  const missing = ends.filter(
    (end) =>
      !expressions.some(({ readings }) =>
        readings.some((date) => supports(date, end, isRange) && (isRange || !isLoose(date, end, readings))),
      ),
  );
  if (missing.length === 0) return undefined;
  const coarser = missing.find((end) => points.some((point) => fits(point, end)));
  const printsBothEnds = dates.some((date) => date.kind !== 'point' && pointsOfWritten(date).length === 2);
  // Bounds and ends may rest on one printed date alone, and on words for the other.
  if (isRange && !coarser && missing.length < ends.length && !printsBothEnds) return undefined;
  const end = coarser ?? missing[0];
  const cited =
    quoted.find(
      ({ citation, expressions }) =>
        citation.for === 'date' &&
        expressions.some(({ readings }) =>
          readings.some((date) => pointsOfWritten(date).some((point) => end !== undefined && fits(point, end))),
        ),
    ) ??
    quoted.find(({ citation }) => citation.for === 'date') ??
    quoted[0];
  return (
    cited && { quoted: cited, expression: mostExact(cited.expressions), isCoarser: coarser !== undefined || !isRange }
  );
}

/** Whether the date is the whole of what the words name, written as its first and its last day. */
function isWhole(date: WrittenDate, when: When, ends: readonly End[]): boolean {
  const [first, last] = [ends[0], ends.at(-1)];
  if (!first || !last || first === last) return false;
  return (
    rangesOf(date).some(({ from, to }) => from === first.range.from && to === last.range.to) ||
    (when.kind === 'period' &&
      wholeUnit(when as Period) !== undefined &&
      pointsOfWritten(date).some(({ from }) => from === first.range.from))
  );
}

/** Whether words give an end as finely as the date does. */
function supports(date: WrittenDate, end: End, isRange: boolean): boolean {
  return pointsOfWritten(date).some((point) => {
    if (fits(point, end)) {
      if (rankOf(point.unit) <= rankOf(end.point.precision)) return true;
      // "Late 2022" and seasons have bounds and ends of their own, which a curator writes as months.
      const within = partRange(point);
      if (isRange && within && (point.part !== undefined || point.edtf === undefined))
        return isWithin(end.range, within);
      // The end of a year is its last day, and its last month.
      if (point.part === 'end' && end.range.to === point.to) return true;
      return point.part === 'begin' && end.range.from === point.from;
    }
    // Before 1850 is by the end of 1849.
    if (date.kind !== 'bounds' || !date.excluding || !isRange || point.from === undefined) return false;
    return end.side === 'end'
      ? end.range.to === addToKey(point.from, -1)
      : end.range.from === addToKey(point.to ?? 0, 1);
  });
}

/**
 * Whether words that are as fine as the date leave more open than it does: "about 2004", "by 2004", "1939–40" for 1939.
 * What began in a year may be dated by it alone, and what lasted some days by one of them.
 */
function isLoose(
  date: WrittenDate,
  { point: { precision, approximate, uncertain } }: End,
  readings: readonly WrittenDate[],
): boolean {
  if (approximate || uncertain || (date.kind === 'bounds' && date.excluding === 'loosely')) return false;
  const points = pointsOfWritten(date);
  if (points.every(({ unit }) => rankOf(unit) < rankOf(precision))) return false;
  if (points.some((point) => point.approximate || point.uncertain)) return true;
  // 2004年以降 is in or after 2004 as well as since.
  if (readings.some(({ kind }) => kind === 'bounds')) return date.kind !== 'point';
  return date.kind === 'period' && points.length === 2 && points.every(({ unit }) => unit !== 'day');
}

/** Whether the note says why the date is not the printed one. */
function isExplained({ when, note, isInferred }: Dated): boolean {
  if (note === undefined) return false;
  if (!isInferred) return true;
  const points = Object.entries(note).flatMap(([language, text]) =>
    datesIn(text, language).expressions.flatMap(({ readings }) => readings.flatMap(pointsOfWritten)),
  );
  return endsOf(when).every((end) =>
    points.some(
      (point) => point.from !== undefined && fits(point, end) && rankOf(point.unit) <= rankOf(end.point.precision),
    ),
  );
}

function mostExact(expressions: readonly DateExpression[]): DateExpression {
  const rank = ({ readings }: DateExpression) =>
    Math.min(...readings.flatMap(pointsOfWritten).map(({ unit }) => rankOf(unit)));
  return [...expressions].sort((a, b) => rank(a) - rank(b))[0] as DateExpression;
}

function messageOf({ expression, isCoarser, remark }: Finding, when: When): string {
  if (remark !== undefined) return `the wording says “${expression.text}”, but ${remark}`;
  const own = `\`when\` says ${formatWhen(when, FALLBACK_LANGUAGE)} (${when.edtf})`;
  return isCoarser
    ? `the wording says only “${expression.text}”, ${own}`
    : `the wording says “${expression.text}”, ${own}`;
}

function adviceOf({ expression, isCoarser, remark }: Finding, { when, noteField, isInferred }: Dated): string {
  if (remark !== undefined)
    return `the day and the weekday as printed; where the source is mistaken, which of them is right, in ${noteField}`;
  const forms = [
    ...new Set(
      expression.readings.flatMap((date) => {
        const form = edtfForm(completed(date, when));
        return 'edtf' in form ? form.edtf.slice(0, 1) : [];
      }),
    ),
  ];
  const printed = forms.map((form) => (form.startsWith('[') ? `'${form}'` : form)).join(' or ');
  const first = printed === '' ? `when: ${adviceOn(expression.text)?.advice ?? 'as printed'}` : `when: ${printed}`;
  const second = isCoarser ? 'a citation `for: date` that prints the rest' : 'the wording as printed';
  const note = isInferred ? `${noteField}, naming both dates` : noteField;
  return isCoarser
    ? `${first}, or ${second}; where the rest is inferred, how, in ${note}`
    : `${first}, or ${second}; where both are right (an Old Style day, a misprint), why, in ${note}`;
}

/** Words without a year, or without a month, get that of the event. */
function completed(date: WrittenDate, when: When): WrittenDate {
  const first = endsOf(when)[0]?.point.earliest;
  const { year, month } = first === undefined ? {} : dayParts(first);
  return mapEnds(date, (point) =>
    withYear(
      point.unit === 'day' && point.month === undefined && point.day !== undefined ? { ...point, month } : point,
      year,
    ),
  );
}
