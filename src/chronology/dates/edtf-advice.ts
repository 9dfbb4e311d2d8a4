/** Advice for a date that is not EDTF: what to write for each thing that the curator can have meant. */
import { type DayKey, dayKey, gregorianOf, isBeforeGregorian, partsOfKey } from './written/calendar.ts';
import { type EdtfForm, edtfForm } from './written/edtf-form.ts';
import { edtfForms, LONGEST_DATE } from './written/reading.ts';
import { edtfOf, monthsPoint, pointDate, seasonPoints } from './written/written-date.ts';

/** Advice never changes what is meant: where no form says it, that is the message. */
export interface DateAdvice {
  /** Why there is no form for it, as a clause. */
  readonly message?: string;
  /** The form, or all forms with what each says. */
  readonly advice: string;
}

/** The advice for a text that people may write as a date; undefined where it is like no date. */
export function adviceOn(text: string): DateAdvice | undefined {
  if (text.length > LONGEST_DATE) return undefined;
  const trimmed = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  return (
    withExponent(trimmed) ??
    numberedMonths(trimmed) ??
    listed(trimmed) ??
    slipped(trimmed) ??
    ofCalendar(trimmed) ??
    ofBothCalendars(trimmed) ??
    fromForms(edtfForms(trimmed).flatMap(ofEitherCalendar))
  );
}

/** The advice alone. */
export function nearestForm(text: string): string | undefined {
  return adviceOn(text)?.advice;
}

const DAYS = '2026-11-22 or 2026-11-22T09:30:00Z';

/** The advice for a text in the place of a plain day, or of a day with its time: all days that it can mean. */
export function adviceOnDay(text: string): DateAdvice {
  if (text.length > LONGEST_DATE) return { advice: DAYS };
  const forms = edtfForms(text);
  const written = forms.flatMap((form) =>
    'edtf' in form ? { ...form, edtf: (form.edtf[0] ?? '').replace(/[~?%]/g, '') } : [],
  );
  const days = written.filter(({ edtf }) => /^\d{4}-\d{2}-\d{2}(?:T.*)?$/.test(edtf));
  if (days.length > 0) {
    const named = days.map(({ edtf, meaning }) => (meaning === undefined ? edtf : `${edtf} (${meaning})`));
    return { advice: [...new Set(named)].join('; or ') };
  }
  const [longer] = written;
  const [, first] = /^[[]?(\d{4}(?:-(?:0\d|1[0-2])(?:-\d{2})?)?)(?!-?\d)/.exec(longer?.edtf ?? '') ?? [];
  if (longer)
    return {
      message: 'longer than a day',
      advice: first === undefined ? DAYS : `one day of it, such as ${`${first}-01-01`.slice(0, 10)}`,
    };
  const [none] = forms;
  return none && 'why' in none ? { message: none.why, advice: none.instead ?? DAYS } : { advice: DAYS };
}

const WITH_YEAR_0 = 'EDTF counts with a year 0: 44 BC is -0043';

function fromForms(forms: readonly EdtfForm[]): DateAdvice | undefined {
  const written = forms.flatMap((form) => ('edtf' in form ? [formText(form)] : []));
  const [remark = written.some((text) => /^'?[[/.]*-\d/.test(text)) ? WITH_YEAR_0 : undefined] = forms.flatMap(
    (form) => ('edtf' in form ? (form.remark ?? []) : []),
  );
  if (written.length > 0)
    return { ...(remark !== undefined && { message: remark }), advice: [...new Set(written)].join('; or ') };
  const [none] = forms;
  if (!none || !('why' in none)) return undefined;
  return { message: none.why, advice: none.instead ?? 'a date as it is known' };
}

function formText({ edtf, meaning, wordsSayMore }: Extract<EdtfForm, { edtf: unknown }>): string {
  const [first = '', second] = edtf.map(inYaml);
  const form = second === undefined ? first : `${first} for what lasted, ${second} for a moment`;
  return `${form}${meaning === undefined ? '' : ` (${meaning})`}${wordsSayMore ? ', and the words in whenText' : ''}`;
}

/** The form as it stands in a file: brackets without quotes are a list to YAML. */
export function inYaml(edtf: string): string {
  return edtf.startsWith('[') ? `'${edtf}'` : edtf;
}

/** EDTF's years with an exponent (Y-17E7) or significant digits (1950S2), of level 2. */
const EXPONENT = /(?:^|[[/.])Y?-?\d+[ES]\d+/;

function withExponent(text: string): DateAdvice | undefined {
  return EXPONENT.test(text)
    ? { message: 'years with an exponent are not taken', advice: 'the year in digits, such as Y-17000' }
    : undefined;
}

/** The first months of ISO 8601-2's seasons: 21 to 24 and 25 to 28 of the north, 29 to 32 of the south. */
const SEASON_STARTS: readonly number[] = [3, 6, 9, 12, 3, 6, 9, 12, 9, 12, 3, 6];
const [FIRST_SEASON, FIRST_SOUTHERN, FIRST_OF_FOUR_MONTHS] = [21, 29, 37];

/** The units of ISO 8601-2 that our subset has no form for: seasons (2022-21) and thirds of the year (37 to 39). */
function numberedMonths(text: string): DateAdvice | undefined {
  const [, digits, second] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  const [year, number] = [Number(digits), Number(second)];
  const start = SEASON_STARTS[number - FIRST_SEASON];
  const third = number - FIRST_OF_FOUR_MONTHS;
  const points =
    start !== undefined
      ? seasonPoints(year, start)
      : third >= 0 && third <= 2
        ? [monthsPoint('season', [year, third * 4 + 1], [year, third * 4 + 4])]
        : [];
  if (points.length === 0) return undefined;
  // December to February is a summer in the south.
  const named = points.map(({ meaning, ...point }) => ({
    ...point,
    meaning: number >= FIRST_SOUTHERN ? meaning?.replace('winter', 'summer') : meaning,
  }));
  // 2023-24 may be two years as well.
  return fromForms([...named.map((point) => edtfForm(pointDate(point))), ...edtfForms(text)]);
}

/** EDTF's sets, one of several or all of them: [2004,2005] and {2004,2005}. */
function listed(text: string): DateAdvice | undefined {
  if (/^\d{4}(?:(?:, ?| and | & )\d{4})+$/.test(text))
    return { message: 'lists of dates are not taken', advice: 'an event for each date' };
  const [, bracket, inner = ''] = /^([[{])([^\]}]*,[^\]}]*)[\]}]$/.exec(text) ?? [];
  if (bracket === undefined) return undefined;
  const [first = '', ...rest] = inner.split(/ ?, ?/);
  const last = rest.at(-1) ?? '';
  if (!/^\d{4}(-\d{2}){0,2}$/.test(first) || !/^\d{4}(-\d{2}){0,2}$/.test(last)) return undefined;
  return bracket === '['
    ? {
        message: 'lists of dates are not taken',
        advice: `'[${first}..${last}]' (some time from the first to the last)`,
      }
    : { message: 'lists of dates are not taken', advice: 'an event for each date' };
}

const DAY_FORM = /^(-?\d{4})-(\d{2})-(\d{2})([~?%]?)$/;

/** The day that a form is, and its qualifier. */
function dayOf(form: EdtfForm): { readonly key: DayKey; readonly mark: string } | undefined {
  const match = 'edtf' in form ? DAY_FORM.exec(form.edtf[0] ?? '') : null;
  if (!match) return undefined;
  const [year, month, day] = match.slice(1, 4).map(Number) as [number, number, number];
  return { key: dayKey(year, month, day), mark: match[4] ?? '' };
}

function keyText(key: DayKey, mark = ''): string {
  return edtfOf(...partsOfKey(key)) + mark;
}

/** Before 1582 every printed day is of the Julian calendar, unless somebody has converted it. */
function ofEitherCalendar(form: EdtfForm): readonly EdtfForm[] {
  const day = dayOf(form);
  if (!day || !isBeforeGregorian(day.key)) return [form];
  const before = form.meaning === undefined ? '' : `${form.meaning}, `;
  return [
    {
      edtf: [keyText(gregorianOf(day.key), day.mark)],
      meaning: `${before}if the source counts by the Julian calendar`,
    },
    { ...form, meaning: `${before}if it is Gregorian already` },
  ];
}

/** A day whose calendar is named: 4 May 1700 (O.S.). */
function ofCalendar(text: string): DateAdvice | undefined {
  const [, date, style = ''] =
    /^(.*\d),? \(?(o\. ?s\.?|os|old style|julian(?: calendar)?|n\. ?s\.?|ns|new style|gregorian(?: calendar)?)\)?$/i.exec(
      text,
    ) ?? [];
  if (date === undefined) return undefined;
  return fromForms(
    edtfForms(date).flatMap((form) => {
      const day = dayOf(form);
      if (!day) return [];
      return [/^[oj]/i.test(style) ? { ...form, edtf: [keyText(gregorianOf(day.key), day.mark)] } : form];
    }),
  );
}

/** One day by both calendars: 25 Oct (7 Nov) 1917, 25 October/7 November 1917. */
function ofBothCalendars(text: string): DateAdvice | undefined {
  const match =
    /^(?<first>\d{1,2} \p{L}+|\p{L}+ \d{1,2}),?(?: (?<firstYear>\d{4}))? ?[(/] ?(?<second>\d{1,2} \p{L}+|\p{L}+ \d{1,2}),?(?: (?<secondYear>\d{4}))?\)?,?(?: (?<year>\d{4}))?$/u.exec(
      text,
    );
  if (!match?.groups) return undefined;
  const { first, firstYear, second, secondYear, year } = match.groups;
  const keysOf = (day: string | undefined, ofYear: string | undefined) =>
    edtfForms(`${day} ${ofYear}`).flatMap((form) => dayOf(form)?.key ?? []);
  const keys = [
    keysOf(first, firstYear ?? year ?? secondYear),
    keysOf(second, secondYear ?? year ?? firstYear),
  ] as const;
  const [one, other] = keys.map(([key]) => key);
  if (one === undefined || other === undefined) return undefined;
  const gregorian = gregorianOf(one) === other ? other : gregorianOf(other) === one ? one : undefined;
  return gregorian === undefined ? undefined : { advice: keyText(gregorian) };
}

/** A missing or doubled bracket, dot or quote; both qualifiers. */
function slipped(text: string): DateAdvice | undefined {
  const both = /^(\d{3}[\dX](?:-\d{2}){0,2})(?:~\?|\?~)$/.exec(text)?.[1];
  if (both !== undefined) return { advice: `${both}%` };
  const onward = /^(\d{4}(?:-\d{2}){0,2}) ?\+$/.exec(text)?.[1];
  if (onward !== undefined) return { advice: `${onward}/.. for what lasts, '[${onward}..]' for a moment` };
  if (!/^\[?[\d-]+\.{2,3}[\d-]*\]?$/.test(text) && !/^\[?\.{2,3}[\d-]+\]?$/.test(text)) return undefined;
  const inner = text.replace(/[[\]]/g, '').replace(/\.{2,3}/, '..');
  const [from, to] = inner.split('..');
  return { advice: `'[${inner}]' for a moment within bounds, or ${from || '..'}/${to || '..'} for what lasted` };
}
