/** Schemas of the values that fields of several files share; they read YAML's failsafe scalars, where every scalar is text. */

import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { calendarDay, startOfDay } from '../dates/day.ts';
import { parseEdtf, parseWhen } from '../dates/edtf.ts';
import { adviceOnDay } from '../dates/edtf-advice.ts';
import { datesOf, type When } from '../dates/when.ts';
import { CONTROL } from '../files/controls.ts';
import type { Fault } from '../files/problem.ts';
import { asIdOrText, asText } from '../files/schema-places.ts';
import { SLUG } from '../files/slug.ts';
import { MOST_CHARACTERS, MOST_ITEMS } from '../files/source/bounds.ts';
import { counted } from '../files/source/numbers.ts';
import { linkFaultIn } from '../languages/prose.ts';
import type { Text } from '../languages/text.ts';
import { wholeNumber } from './amount.ts';
import { countryAdvice, isCountry } from './country.ts';

/** A fault as a zod issue; `files/shape.ts` reads `params`. */
export function issue(input: unknown, fault: Fault, path: readonly (string | number)[] = []) {
  return {
    code: 'custom' as const,
    input,
    message: fault.message,
    path: [...path],
    params: { found: fault.found, advice: fault.advice },
  };
}

/**
 * A mapping with these keys and no others. zod reports the unknown keys but not the known ones, so the message carries the
 * known ones, among which `files/shape.ts` finds the nearest.
 */
export function mapping<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.strictObject(shape, {
    error: (raw) =>
      raw.code === 'unrecognized_keys' || raw.code === 'invalid_type' ? Object.keys(shape).join(' ') : undefined,
  });
}

/** Gives the JSON Schema of a field for editors, which read YAML 1.2 core types where this program reads text. */
export function forEditors<T extends z.ZodType>(schema: T, editor: Record<string, unknown>): T {
  return schema.meta({ editor });
}

/** Text of one or more lines, without control characters. */
export const prose = asText(
  z.string().check((ctx) => {
    if (ctx.value.trim() === '')
      ctx.issues.push(issue(ctx.value, { message: 'empty', advice: 'a text, or leave the field out' }));
    if (ctx.value.length > MOST_CHARACTERS)
      ctx.issues.push(
        issue(ctx.value, {
          message: 'longer than a text may be',
          advice: `at most ${counted(MOST_CHARACTERS, 'character')}`,
          found: `${ctx.value.slice(0, 60)}…`,
        }),
      );
    if (CONTROL.test(ctx.value))
      ctx.issues.push(
        issue(ctx.value, {
          message: 'holds a control character or half of a character',
          advice: 'the text without it',
        }),
      );
  }),
);

/** Text with a little of Markdown. */
export const markedProse = asText(
  prose.check((ctx) => {
    const fault = linkFaultIn(ctx.value);
    if (fault) ctx.issues.push(issue(ctx.value, { ...LINK_FAULTS[fault.reason], found: fault.link }));
  }),
);

const LINK_FAULTS = {
  address: {
    message: 'a link that leads nowhere',
    advice: '[words](https://…) with the whole address, or \\[ for a bracket that begins no link',
  },
  words: {
    message: 'a link without words, which nobody would see',
    advice: '[words](https://…) with the words that lead there',
  },
} as const;

/** Text on one line. */
export const line = asText(
  prose.check((ctx) => {
    if (ctx.value.includes('\n'))
      ctx.issues.push(issue(ctx.value, { message: 'more than one line', advice: 'one line' }));
  }),
);

/** Longer names have no room in a picture of the usual width. */
const MOST_SHORT = 40;

export const shortLine = line.check((ctx) => {
  if ([...ctx.value].length > MOST_SHORT)
    ctx.issues.push(
      issue(ctx.value, { message: 'too long for a short title', advice: `at most ${MOST_SHORT} characters` }),
    );
});

/** One string, or one per language; the chronology's first language must be there. */
export function text(leaf: typeof prose, languages: readonly string[]) {
  return writtenText(leaf, languages).transform((value) => byLanguage(value, languages));
}

/** An id, or in the same form as a text what has no entry: any string that is no id. */
export function idOrText(leaf: typeof prose, languages: readonly string[]) {
  return asIdOrText(
    writtenText(leaf, languages).transform((value): string | Text =>
      typeof value === 'string' && SLUG.test(value) ? value : byLanguage(value, languages),
    ),
  );
}

/** A text as it is written. */
type WrittenText = string | Readonly<Record<string, string | undefined>>;

function byLanguage(value: WrittenText, languages: readonly string[]): Text {
  const [first = ''] = languages;
  if (typeof value === 'string') return { [first]: value };
  const entries = [first, ...languages].flatMap((language) => {
    const own = value[language];
    return own === undefined ? [] : [[language, own] as const];
  });
  return Object.fromEntries(entries);
}

function writtenText(leaf: typeof prose, languages: readonly string[]) {
  const [first] = languages;
  if (first === undefined) throw new Error('a chronology without languages');
  const each = mapping(Object.fromEntries(languages.map((language) => [language, leaf.optional()])));
  return z.union([leaf, each]).check((ctx) => {
    if (typeof ctx.value !== 'string' && ctx.value[first] === undefined)
      ctx.issues.push(
        issue(ctx.value, { message: `no text in the chronology's first language`, advice: `${first}: …` }),
      );
  });
}

/** Requires a text in every language: a fallback would be in another one, or say something else. */
export function inEveryLanguage(schema: ReturnType<typeof text>, languages: readonly string[], advice: string) {
  return schema.check((ctx) => {
    const missing = languages.filter((language) => ctx.value[language] === undefined);
    if (missing.length > 0) ctx.issues.push(issue(ctx.value, { message: `no words in ${missing.join(', ')}`, advice }));
  });
}

/** A key of a vocabulary, or a slug. */
export const id = z.string().check((ctx) => {
  if (!SLUG.test(ctx.value))
    ctx.issues.push(
      issue(ctx.value, {
        message: 'not an identifier',
        advice: 'small letters a to z, digits and hyphens, at most 80',
      }),
    );
});

/** A list, as long as pages can show it. */
export function list<T extends z.ZodType>(item: T, most = MOST_ITEMS) {
  return z.array(item).max(most);
}

/** A list without duplicates. @param keyOf The key by which two items are equal. */
export function distinct<T extends z.ZodType>(
  item: T,
  keyOf: (value: z.output<T>) => unknown = (value) => value,
  most = MOST_ITEMS,
) {
  return list(item, most).check((ctx) => {
    const seen = new Set<unknown>();
    for (const [index, value] of ctx.value.entries()) {
      const key = keyOf(value);
      if (seen.has(key)) ctx.issues.push(issue(value, { message: 'stands twice', advice: 'each once' }, [index]));
      seen.add(key);
    }
  });
}

export const flag = forEditors(
  z.enum(['true', 'false']).transform((value) => value === 'true'),
  { type: 'boolean' },
);

/** A whole number that is at least `least`. */
export function count(least: number) {
  return forEditors(
    z.string().transform((value, ctx) => {
      if (/^\d{1,15}$/.test(value) && Number(value) >= least) return Number(value);
      const meant = wholeNumber(value);
      const advice = meant !== undefined && meant >= least ? String(meant) : `a number from ${least}`;
      ctx.issues.push(issue(value, { message: 'not a whole number in range', advice }));
      return z.NEVER;
    }),
    { type: ['integer', 'string'] },
  );
}

export const country = z.string().check((ctx) => {
  if (!isCountry(ctx.value))
    ctx.issues.push(
      issue(ctx.value, {
        message: 'not a country code of ISO 3166-1',
        advice: countryAdvice(ctx.value),
      }),
    );
});

export function isTimeZone(zone: string): boolean {
  return IANAZone.isValidZone(zone);
}

export const zone = z.string().check((ctx) => {
  if (!isTimeZone(ctx.value))
    ctx.issues.push(
      issue(ctx.value, { message: 'not an IANA time zone', advice: 'Asia/Tokyo, Europe/Berlin, UTC, …' }),
    );
});

/** As data have it: whoever writes 9999 in a file means what still goes on, and no event is known of the year. */
const LAST_OF_FOUR_DIGITS = {
  message: '9999 stands for an open end in most data',
  advice: 'a year up to 9998 or from Y10000; an open end is written ..',
};

/** @param local The zone of times without an offset; `chronology` is that of the day that a time counts as. */
export function when(local: string, chronology = local) {
  return forEditors(
    z.string().transform((value, ctx): When => {
      const result = parseWhen(value, local, chronology);
      // Advice is not to lead to the next problem.
      const meant = result.ok ? result : parseEdtf(result.fault.advice ?? '', local, chronology);
      const last = meant.ok ? datesOf(meant.value).find(({ text }) => text.startsWith('9999')) : undefined;
      if (result.ok && !last) return result.value;
      const found = result.ok ? last?.text : value;
      ctx.issues.push(issue(value, last || result.ok ? { ...LAST_OF_FOUR_DIGITS, found } : result.fault));
      return z.NEVER;
    }),
    { type: ['string', 'integer'] },
  );
}

/**
 * The instant of an entry or a revision as ISO 8601 UTC. A day alone is the start of that day in the zone: any later
 * instant could be in the future while a curator writes the entry on that day.
 */
export function instant(zone: string) {
  // Memoized: computing the start of a day takes 30 µs, and many entries share a day.
  const startByDay = new Map<string, string>();
  const startOf = (day: string): string => {
    const start = startByDay.get(day) ?? startOfDay(day, zone);
    startByDay.set(day, start);
    return start;
  };
  return z.string().transform((value, ctx): string => {
    const date = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?$/.exec(value);
    const day = date ? calendarDay(Number(date[1]), Number(date[2]), Number(date[3])) : undefined;
    if (day !== undefined && date?.[4] === undefined) return startOf(day);
    const result = day === undefined ? undefined : parseWhen(value, zone);
    if (result?.ok && result.value.kind === 'moment' && result.value.at.form === 'date' && result.value.at.time)
      return DateTime.fromISO(result.value.at.time.instant, { zone: 'utc' }).toISO({ suppressMilliseconds: true });
    const { message = 'not a day or date-time', advice } = adviceOnDay(value);
    // A date-time that no clock shows is of that form already.
    ctx.issues.push(issue(value, result && !result.ok ? result.fault : { message, advice }));
    return z.NEVER;
  });
}

export const httpUrl = z.string().check((ctx) => {
  if (isHttpUrl(ctx.value)) return;
  // A host, as people say it, with or without what follows.
  const isHost = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#]\S*)?$/u.test(ctx.value);
  const advice = isHost && isHttpUrl(`https://${ctx.value}`) ? `https://${ctx.value}` : 'https://…';
  ctx.issues.push(issue(ctx.value, { message: 'not a web address', advice }));
});

const LONGEST_ADDRESS = 2000;

/** An address for readers, which stands in texts as well: without spaces, of a length that programs take. */
export const webAddress = httpUrl.check((ctx) => {
  if (/[\s\p{Cc}]/u.test(ctx.value) || ctx.value.length > LONGEST_ADDRESS)
    ctx.issues.push(
      issue(ctx.value, {
        message: 'a web address with spaces, or too long',
        advice: `https://…, with %20 for a space, at most ${counted(LONGEST_ADDRESS, 'character')}`,
      }),
    );
});

/** As `webAddress`, of what a page loads by itself: a page that came by https loads nothing by http. */
export const secureAddress = webAddress.check((ctx) => {
  if (isHttpUrl(ctx.value) && new URL(ctx.value).protocol !== 'https:')
    ctx.issues.push(
      issue(ctx.value, { message: 'not an address of https', advice: ctx.value.replace(/^http:/i, 'https:') }),
    );
  // The host stands in a header, in which other signs part what is allowed.
  else if (isHttpUrl(ctx.value) && !/^[a-z0-9.-]+$/.test(new URL(ctx.value).hostname))
    ctx.issues.push(
      issue(ctx.value, { message: 'a host with signs that no name has', advice: 'https://, and the name of the host' }),
    );
});

function isHttpUrl(value: string): boolean {
  return URL.canParse(value) && ['http:', 'https:'].includes(new URL(value).protocol);
}
