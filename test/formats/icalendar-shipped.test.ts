/** The chronology that ships, in every calendar there is of it, as ical.js and node-ical read it back. */

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { allowedValues, choices, EVERYTHING, type Query, withValues } from '../../src/chronology/query/query.ts';
import { renderEventICalendar } from '../../src/formats/calendar/icalendar.ts';
import type { Site } from '../../src/web/site/site.ts';
import { viewsOf } from '../../src/web/site/views.ts';
import { anniversaryOf, daysAfter, type Imprecise, type Language, placed } from '../support/calendar-oracle.ts';
import { type ReadEntry, readByIcalJs, readByNodeIcal } from '../support/calendar-readers.ts';
import { type EditionOf, editions } from '../support/fuzzed-calendars.ts';
import { shipped, siteOf } from '../support/golden-outputs.ts';
import { renderAnniversaries, renderICalendar } from '../support/rendered.ts';

const READERS = { 'ical.js': readByIcalJs, 'node-ical': readByNodeIcal } as const;
type Reader = keyof typeof READERS;

const DOMAIN = 'central-asia-plus-japan.annals.example';

/** What must be found of one entry; its texts are those of its event. */
interface Wanted {
  readonly uid: string;
  readonly start: string;
  readonly end?: string | undefined;
  readonly event: TimelineEvent;
}

let site: Site;
before(async () => {
  site = siteOf(await shipped());
});

const all = () => [...site.chronology.bySlug.values()];

function wantedOf(event: TimelineEvent, imprecise: Imprecise): readonly Wanted[] {
  const endEntry = site.chronology.vocabulary.settings.types[event.type]?.endEntry ?? false;
  return placed(event.when.edtf, imprecise, endEntry).map(({ part, start, end }) => ({
    uid: `${event.slug}${part === 'end' ? '.end' : ''}@${DOMAIN}`,
    start,
    end,
    event,
  }));
}

function wantedAnniversary(event: TimelineEvent): readonly Wanted[] {
  const anniversary = anniversaryOf(event.when.edtf, event.status);
  if (!anniversary || event.weight === 'detail') return [];
  const { first } = anniversary;
  return [{ uid: `${event.slug}.anniversary@${DOMAIN}`, start: first, end: daysAfter(first, 1), event }];
}

function categoriesIn(event: TimelineEvent, language: Language): readonly string[] {
  const { types, series } = site.chronology.vocabulary.settings;
  const countries = new Intl.DisplayNames(language, { type: 'region' });
  return [
    types[event.type]?.label[language] ?? '',
    ...event.countries.map((code) => countries.of(code) ?? code),
    ...(event.series ? [series[event.series.id]?.name[language] ?? ''] : []),
  ];
}

/** All that a calendar says of an event beside its own texts. */
function factsOf(event: TimelineEvent, languages: readonly Language[]) {
  const { partOf, follows, fulfils, related } = event.relations;
  const uid = (slug: string) => `${slug}@${DOMAIN}`;
  const place = typeof event.place !== 'string' ? undefined : site.chronology.vocabulary.places[event.place];
  const fulfilled = all().some(({ relations }) => relations.fulfils.includes(event.slug));
  const locations = event.online ? { en: 'Online', ja: 'オンライン' } : place?.name;
  return {
    categories: [...new Set(languages.flatMap((language) => categoriesIn(event, language)))],
    related: [
      ...(partOf === undefined ? [] : [`PARENT ${uid(partOf)}`]),
      ...[...new Set([...follows, ...fulfils, ...related])].map((slug) => `SIBLING ${uid(slug)}`),
    ].sort(),
    status: event.status === 'planned' && !fulfilled ? 'TENTATIVE' : 'CONFIRMED',
    sequence: 0,
    geo: place?.geo,
    location: locations && [...new Set(languages.map((language) => locations[language]))].join(' / '),
    url: `https://chronology.example/events/${event.slug}`,
    edtf: event.when.edtf,
    created: event.published,
    lastModified: event.published,
    stamp: event.published,
  };
}

function assertRead(reader: Reader, calendar: string, wanted: readonly Wanted[], languages: readonly Language[]): void {
  const found = new Map(READERS[reader](calendar).map((entry) => [entry.uid, entry]));
  assert.deepEqual([...found.keys()].sort(), wanted.map(({ uid }) => uid).sort());
  for (const { uid, start, end, event } of wanted) {
    const { summary, description, rule: _, ...entry } = found.get(uid) as ReadEntry;
    // No name of the chronology holds a comma, which node-ical would cut.
    assert.deepEqual(entry, { uid, start, end, ...factsOf(event, languages) });
    for (const language of languages) {
      assert.ok(summary.includes(event.title[language] ?? ''), `${uid}: ${summary}`);
      assert.ok(description.includes(event.summary[language] ?? ''), `${uid}: ${description}`);
    }
  }
}

/** Everything, and each facet alone. */
function queries(): readonly Query[] {
  const { chronology } = site;
  return [
    EVERYTHING,
    ...pathFacets.flatMap((facet) =>
      [...allowedValues(facet, chronology)].map((value) => withValues(EVERYTHING, facet, [value])),
    ),
  ];
}

/** The events that a query for one facet is about, found without it. */
function within({ facets }: Query): readonly TimelineEvent[] {
  return all().filter((event) =>
    pathFacets.every((facet) => facets[facet].every((value) => valuesOf(event, facet).includes(value))),
  );
}

/** Each calendar of a kind, read by both. */
function readAll(
  render: (query: Query, edition: EditionOf) => string,
  wanted: (event: TimelineEvent) => readonly Wanted[],
): number {
  let read = 0;
  for (const query of queries())
    for (const edition of editions(site)) {
      const calendar = render(query, edition);
      const entries = within(query).flatMap(wanted);
      for (const reader of Object.keys(READERS) as Reader[]) assertRead(reader, calendar, entries, edition.languages);
      read += entries.length;
    }
  return read;
}

describe('every calendar of the chronology that ships', () => {
  it('is of events without revision, status CANCELLED or withdrawal, which the tests of random ones have', () => {
    for (const event of all()) {
      assert.deepEqual([event.revisions, event.withdrawn], [[], undefined]);
      assert.ok(['planned', 'ongoing', 'done'].includes(event.status));
    }
  });

  for (const imprecise of choices.imprecise)
    it(`with imprecise=${imprecise}, whole and by each facet, in each edition, holds exactly its events`, () => {
      const read = readAll(
        (query, edition) => {
          const [view, ...others] = viewsOf(site, edition, { ...query, imprecise });
          return renderICalendar(view, others);
        },
        (event) => wantedOf(event, imprecise),
      );
      assert.ok(read > 500, `${read}`);
    });

  it('of anniversaries, whole and by each facet, holds exactly those known to the day, without details', () => {
    const read = readAll((query, edition) => {
      const [view, ...others] = viewsOf(site, edition, query);
      return renderAnniversaries(view, others);
    }, wantedAnniversary);
    assert.ok(read > 100, `${read}`);
  });

  it('of one event holds that alone', () => {
    for (const event of all())
      for (const edition of editions(site)) {
        const calendar = renderEventICalendar(event, viewsOf(site, edition, EVERYTHING));
        for (const reader of Object.keys(READERS) as Reader[])
          assertRead(reader, calendar, wantedOf(event, 'marker'), edition.languages);
      }
  });
});
