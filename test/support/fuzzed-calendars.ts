/** Random chronologies as sites, and their calendars in every edition: what the properties of calendars are about. */
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { EVERYTHING, type Imprecise } from '../../src/chronology/query/query.ts';
import type { Site } from '../../src/web/site/site.ts';
import { type Edition, editionsOf, viewsOf } from '../../src/web/site/views.ts';
import type { Language } from './calendar-oracle.ts';
import { chronologyOf } from './chronologies.ts';
import { chronologyArbitrary, chronologyIn, filesOf, type WrittenChronology } from './chronology-arbitrary.ts';
import { siteOf } from './golden-outputs.ts';
import { renderAnniversaries, renderICalendar } from './rendered.ts';

const RUNS = 20;

// All properties of a file meet the same chronologies, which are parsed but once.
const seed = fc.readConfigureGlobal().seed ?? Date.now() | 0;
const parsed = new Map<string, Chronology>();

/** Holds a property against many chronologies; a failure names the seed, and the smallest one found. */
export function holds(check: (written: WrittenChronology, site: Site) => void): void {
  fc.assert(
    fc.property(chronologyArbitrary(), (written) => check(written, siteAround(chronologyFrom(written)))),
    { seed, numRuns: RUNS },
  );
}

export function chronologyFrom(written: WrittenChronology): Chronology {
  const files = filesOf(written);
  const key = JSON.stringify([...files]);
  const chronology = parsed.get(key) ?? chronologyIn(files);
  parsed.set(key, chronology);
  return chronology;
}

// Words and templates are the same whatever the chronology.
const site = siteOf(chronologyOf({ plain: {} }));

export function siteAround(chronology: Chronology): Site {
  return { ...site, chronology };
}

export interface EditionOf extends Edition {
  readonly languages: readonly [Language, ...Language[]];
}

/** Every edition of a site: its languages, and all at once. */
export function editions(of: Site): readonly EditionOf[] {
  // Random chronologies, and those that come with the tests, are in the languages that the oracle has words of its own for.
  return editionsOf(of) as readonly EditionOf[];
}

const rendered = new WeakMap<Chronology, Map<string, string>>();

/** Each calendar is made once, for all that is asked of it. */
function kept(of: Site, name: string, render: () => string): string {
  const calendars = rendered.get(of.chronology) ?? new Map<string, string>();
  rendered.set(of.chronology, calendars);
  const calendar = calendars.get(name) ?? render();
  calendars.set(name, calendar);
  return calendar;
}

export function calendarOf(of: Site, edition: Edition, imprecise: Imprecise = 'marker'): string {
  return kept(of, `${edition.tag} ${imprecise}`, () => {
    const [view, ...others] = viewsOf(of, edition, { ...EVERYTHING, imprecise });
    return renderICalendar(view, others);
  });
}

export function anniversariesOf(of: Site, edition: Edition): string {
  return kept(of, `${edition.tag} anniversaries`, () => {
    const [view, ...others] = viewsOf(of, edition, EVERYTHING);
    return renderAnniversaries(view, others);
  });
}

/** Each VEVENT of a calendar as it was written, by UID. */
export function fragmentsOf(calendar: string): ReadonlyMap<string, string> {
  const fragments = new Map<string, string>();
  for (const [fragment] of calendar.matchAll(/^BEGIN:VEVENT\r\n[\s\S]*?^END:VEVENT\r\n/gm)) {
    const [, uid = ''] = /^UID:(.*)\r\n/m.exec(fragment.replaceAll('\r\n ', '')) ?? [];
    if (fragments.has(uid)) throw new Error(`${uid} twice`);
    fragments.set(uid, fragment);
  }
  return fragments;
}
