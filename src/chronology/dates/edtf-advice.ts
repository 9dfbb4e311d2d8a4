/** Advice for a date that is not EDTF: what to write for each thing that the curator can have meant. */
import type { EdtfForm } from './written/edtf-form.ts';
import { edtfForms, LONGEST_DATE } from './written/reading.ts';

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
  return numberedSeason(trimmed) ?? listed(trimmed) ?? slipped(trimmed) ?? fromForms(edtfForms(trimmed));
}

/** The advice alone. */
export function nearestForm(text: string): string | undefined {
  return adviceOn(text)?.advice;
}

const DAYS = '2026-11-22 or 2026-11-22T09:30:00Z';

/** The advice for a text in the place of a plain day, or of a day with its time: all days that it can mean. */
export function adviceOnDay(text: string): DateAdvice {
  if (text.length > LONGEST_DATE) return { advice: DAYS };
  // Dashes that word processors put in the place of hyphens.
  const forms = edtfForms(text.replace(/(?<=\d)\s?[‐‑‒–—−]\s?(?=\d)/g, '-'));
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

function fromForms(forms: readonly EdtfForm[]): DateAdvice | undefined {
  const written = forms.flatMap((form) => ('edtf' in form ? [formText(form)] : []));
  const remark = forms.flatMap((form) => ('edtf' in form ? (form.remark ?? []) : []))[0];
  if (written.length > 0)
    return { ...(remark !== undefined && { message: remark }), advice: [...new Set(written)].join('; or ') };
  const [none] = forms;
  if (!none || !('why' in none)) return undefined;
  return { message: none.why, advice: none.instead ?? 'a date as it is known' };
}

function formText({ edtf, meaning, wordsSayMore }: Extract<EdtfForm, { edtf: unknown }>): string {
  const [first = '', second] = edtf.map(quoted);
  const form = second === undefined ? first : `${first} for what lasted, ${second} for a moment`;
  return `${form}${meaning === undefined ? '' : ` (${meaning})`}${wordsSayMore ? ', and the words in whenText' : ''}`;
}

/** Brackets without quotes are a list to YAML. */
function quoted(edtf: string): string {
  return edtf.startsWith('[') ? `'${edtf}'` : edtf;
}

const SEASONS = ['spring', 'summer', 'autumn', 'winter'];

/** ISO 8601-2's seasons: 2022-21. */
function numberedSeason(text: string): DateAdvice | undefined {
  const [, year, number] = /^(\d{4})-2([1-4])$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  // 2023-24 may be two years as well.
  return fromForms([...edtfForms(`${SEASONS[Number(number) - 1]} ${year}`), ...edtfForms(text)]);
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

/** A missing or doubled bracket, dot or quote; both qualifiers. */
function slipped(text: string): DateAdvice | undefined {
  const both = /^([\dX-]+)(?:~\?|\?~)$/.exec(text)?.[1];
  if (both !== undefined) return { advice: `${both}%` };
  if (!/^\[?[\d-]+\.{2,3}[\d-]*\]?$/.test(text) && !/^\[?\.{2,3}[\d-]+\]?$/.test(text)) return undefined;
  const inner = text.replace(/[[\]]/g, '').replace(/\.{2,3}/, '..');
  const [from, to] = inner.split('..');
  return { advice: `'[${inner}]' for a moment within bounds, or ${from || '..'}/${to || '..'} for what lasted` };
}
