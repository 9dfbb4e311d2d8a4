/**
 * Every kind of page that the shipped chronology has, one of each: what must hold for all pages is tested on these. Of other
 * chronologies, the kinds that differ most by language, direction and what is known of dates.
 */
import { CANAL, MOON, TOWN } from '../support/service.ts';

export const languages = ['en', 'ja'] as const;
export type Language = (typeof languages)[number];

export interface KindOfPage {
  readonly name: string;
  /** Its canonical path, which the service answers without a redirect. */
  readonly path: (language: Language) => string;
  /** The path without what is wrong in it, to which links lead; default: the path. */
  readonly meant?: (language: Language) => string;
  /** Where it is no 200. */
  readonly status?: number;
}

/** Encoded, it makes an address of more than 256 characters. */
const LONG_SEARCH = '中央アジアプラス日本対話の首脳会合と外相会合と専門家会合の開催';

/** A new kind of page is added here, and every suite that speaks of "each page" holds for it. */
export const kindsOfPage: readonly KindOfPage[] = [
  { name: 'the timeline', path: (language) => `/${language}/` },
  { name: 'a filtered view', path: (language) => `/${language}/?country=UZ&from=2022&type=meeting` },
  { name: 'an empty search result', path: (language) => `/${language}/?q=no-such-thing` },
  { name: 'a type', path: (language) => `/${language}/type/visit/` },
  { name: 'a country', path: (language) => `/${language}/country/UZ/` },
  { name: 'a series', path: (language) => `/${language}/series/foreign-ministers/` },
  { name: 'a person', path: (language) => `/${language}/person/hayashi-yoshimasa/` },
  { name: 'a place', path: (language) => `/${language}/place/iikura-house/` },
  { name: 'all countries', path: (language) => `/${language}/country/` },
  { name: 'a source', path: (language) => `/${language}/source/review-to-2023/` },
  { name: 'the figures', path: (language) => `/${language}/figures` },
  { name: 'a month', path: (language) => `/${language}/month/2022-12` },
  { name: 'the sources', path: (language) => `/${language}/sources` },
  { name: 'the page about it', path: (language) => `/${language}/about` },
  { name: 'the page about data', path: (language) => `/${language}/data` },
  { name: 'a search', path: (language) => `/${language}/?q=uzbekstan` },
  { name: 'an event with a table', path: (language) => `/${language}/events/aid-by-country` },
  { name: 'an event with relations', path: (language) => `/${language}/events/foreign-ministers-meeting-9` },
  { name: 'subscribing', path: (language) => `/${language}/subscribe` },
  {
    name: 'subscribing to a filtered view',
    path: (language) => `/${language}/subscribe?country=UZ&imprecise=span&language=en-ja&type=meeting`,
  },
  {
    name: 'subscribing to what is too long for Google',
    path: (language) => `/${language}/subscribe?imprecise=omit&q=${encodeURIComponent(LONG_SEARCH)}`,
  },
  { name: 'all feeds', path: (language) => `/${language}/feeds` },
  { name: 'an error', path: (language) => `/${language}/events/foreign-ministers-meeting-10`, status: 404 },
  {
    name: 'a query that cannot be read',
    path: (language) => `/${language}/feed.rss?country=UZ&from=Decembr+2022&type=meetng`,
    status: 400,
  },
  {
    name: 'a view whose address has faults',
    path: (language) => `/${language}/country/UZ/?type=meetng&from=Decembr`,
    meant: (language) => `/${language}/country/UZ/`,
  },
];

/** Each kind in each language, with a name for its test. */
export const everyPage = kindsOfPage.flatMap((kind) =>
  languages.map((language) => ({
    name: `${kind.name} (${language})`,
    kind,
    language,
    path: kind.path(language),
    status: kind.status,
  })),
);

/** Pages of other chronologies: plans and many years, a date that sources dispute, places abroad, text from right to left. */
export const otherChronologies = [
  { name: 'the Moon', folder: MOON, paths: ['/en/', '/en/events/luna-2', '/en/figures'] },
  { name: 'a town', folder: TOWN, paths: ['/de/', '/en/events/imperial-freedom'] },
  { name: 'a canal', folder: CANAL, paths: ['/ar/', '/ar/events/ever-given-aground', '/fr/events/lake-timsah'] },
] as const;
