/** What 10,000 events cost to tell as a calendar and as a feed, against the package that calendars are made with. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEvents, type EventAttributes } from 'ics';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { dayParts } from '../../src/chronology/dates/day.ts';
import { anchorDay } from '../../src/chronology/dates/when.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { renderICalendar, renderRss } from '../support/rendered.ts';
import { siteOf } from '../support/service.ts';
import { bounded, type Measurement, measured } from './results.ts';
import { writeSynthetic } from './synthetic.ts';

const EVENTS = 10_000;
const ROUNDS = 3;

export async function measureCalendars(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'annals-scale-'));
  try {
    await writeSynthetic(folder, EVENTS);
    const samples = new Map<string, number[]>();
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, milliseconds] of await oneRound(folder))
        samples.set(name, [...(samples.get(name) ?? []), milliseconds]);
    const of = (name: string) => samples.get(name) ?? [];
    const against = (name: string, ours: string, baseline: string, most: number) =>
      measured({ name, unit: 'ms', ours: of(ours), baseline: of(baseline), target: { most } });
    return [
      against('first full calendar of 10,000 events, against ics.createEvents', 'first', 'createEvents', 1),
      against('the same after one event changed, against ics.createEvents', 'changed', 'createEvents', 0.05),
      bounded({ name: 'full calendar of 10,000 events from fragments', unit: 'ms', ours: of('again'), most: 50 }),
      bounded({
        name: 'the newest 100 of 10,000 as a feed, from fragments',
        unit: 'ms',
        ours: of('feedAgain'),
        most: 50,
      }),
      against('the same feed for the first time, against ics.createEvents of all', 'feed', 'createEvents', 0.05),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function oneRound(folder: string): Promise<readonly [name: string, milliseconds: number][]> {
  const found: [string, number][] = [];
  const timed = async <T>(name: string, run: () => T | Promise<T>): Promise<T> => {
    const begin = performance.now();
    const result = await run();
    found.push([name, performance.now() - begin]);
    return result;
  };
  const { chronology } = await loadFolder(folder);
  if (!chronology || chronology.events.length !== EVENTS) throw new Error('the synthetic chronology has problems');
  const view = viewOf(siteOf(chronology), 'en', EVERYTHING);
  const attributes = attributesOf(chronology);
  await timed('createEvents', () => {
    const { error } = createEvents(attributes);
    if (error) throw error;
  });
  await timed('first', () => renderICalendar(view));
  await timed('again', () => renderICalendar(view));
  const changed = viewOf(siteOf(withOneChanged(chronology)), 'en', EVERYTHING);
  await timed('changed', () => renderICalendar(changed));
  await timed('feed', () => renderRss(view));
  await timed('feedAgain', () => renderRss(view));
  return found;
}

/** As a folder is read again of which one file was saved: all other events are the same objects. */
function withOneChanged(chronology: Chronology): Chronology {
  const changedAt = EVENTS / 2;
  const events = chronology.events.map((event, at) =>
    at === changedAt ? { ...event, title: { en: 'Another title' } } : event,
  );
  return { ...chronology, events };
}

/** The same events as the package takes them, as plainly as can be. */
function attributesOf({ events }: Chronology): EventAttributes[] {
  return events.map(({ slug, title, summary, when, countries }) => {
    const { year, month, day } = dayParts(anchorDay(when));
    return {
      uid: slug,
      title: title.en ?? '',
      description: summary.en ?? '',
      start: [year, month, day],
      duration: { days: 1 },
      location: 'Tokyo',
      geo: { lat: 35.68, lon: 139.69 },
      status: 'CONFIRMED',
      categories: [...countries],
      url: `https://annals.example/events/${slug}`,
    };
  });
}
