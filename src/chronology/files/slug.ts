/** The slug of an event: its identity, which is the name of its file. */
import type { Fault } from './problem.ts';

export const SLUG = /^[a-z0-9-]{1,80}$/;

/** The id that a name would have: `jane-smith` for Jane Smith; empty where its letters are not those of ids. */
export function idFrom(name: string): string {
  if (SLUG.test(name)) return name;
  if (name.includes('://')) return '';
  const letters = name
    .replace(/\(.*?\)/g, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']/g, '')
    .toLowerCase();
  // Half of a name in other letters would be another name.
  if (/[^\p{ASCII}\s]/u.test(letters.replace(/[\p{P}\p{S}]/gu, ''))) return '';
  return letters
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
}

/** The slug in a file's path, and the fault of the file's name where it has one. */
export function slugOf(file: string): { slug: string; fault?: Fault } {
  const slug = (file.split('/').at(-1) ?? '').replace(/\.yaml$/, '');
  if (!SLUG.test(slug))
    return {
      slug,
      fault: {
        message: 'the file name is no slug',
        found: slug,
        advice: 'small letters a to z, digits and hyphens, at most 80, and .yaml',
      },
    };
  return { slug };
}

/** A year as dates have it, between hyphens or at an end. */
const YEAR = /^(?:1[5-9]|20)\d\d$/;

/** The words of a slug that are no years. */
export function withoutYears(slug: string): string {
  return slug
    .split('-')
    .filter((word) => !YEAR.test(word))
    .join('-');
}

/**
 * The fault of a slug that has a year. A slug never changes: a date in it would be wrong after the first correction of that date.
 * The edition of something that comes each year is called by that year, whenever it then takes place.
 */
export function datedSlugFault(slug: string, isRecurring: boolean): Fault | undefined {
  if (isRecurring || withoutYears(slug) === slug) return undefined;
  return {
    message: 'a slug holds no date',
    found: slug,
    advice: 'what happened, without the year (or recurring: true at its type, of which each year has its own)',
  };
}
