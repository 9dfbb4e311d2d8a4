/** The golden files: what the chronology of every kind of date is rendered to, by name below `test/golden`. */

import { join } from 'node:path';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { choices, EVERYTHING, type Query } from '../../src/chronology/query/query.ts';
import { renderEventICalendar } from '../../src/formats/calendar/icalendar.ts';
import { renderEventJson } from '../../src/formats/data/events-json.ts';
import type { Site } from '../../src/web/site/site.ts';
import { editionsOf, viewOf, viewsOf } from '../../src/web/site/views.ts';
import { chronologyOf, cited } from './chronologies.ts';
import { firstHalfHour } from './first-half-hour.ts';
import { languageTable } from './language-table.ts';
import {
  renderAnniversaries,
  renderEventPage,
  renderICalendar,
  renderOnThisDay,
  renderOutput,
  renderTimeline,
} from './rendered.ts';
import { ROOT } from './root.ts';
import { chronologyIn, EVERY_DATE, EVERY_YEAR, SHIPPED, siteOf as siteIn } from './service.ts';

export const GOLDEN_FOLDER = join(ROOT, 'test', 'golden');

/** The chronology with one event for each kind of date, status and text. */
export function everyDate(): Promise<Chronology> {
  return chronologyIn(EVERY_DATE);
}

/** The chronology that ships. */
export function shipped(): Promise<Chronology> {
  return chronologyIn(SHIPPED);
}

/** A meeting with parts of every kind: on a day, at a time, in a month, a part of a part, key, cancelled and withdrawn. */
export function withParts(): Chronology {
  const part = (name: string, fields: Readonly<Record<string, unknown>>) => ({
    title: { en: `${name} of the meeting`, ja: `会合の部分（${name}）` },
    relations: { partOf: 'meeting' },
    ...fields,
  });
  return chronologyOf({
    meeting: {
      title: { en: 'The meeting', ja: '会合' },
      when: '2022-12-24/2022-12-25',
      sources: cited('24 to 25 December 2022'),
      revisions: [{ date: '2026-11-24', note: { en: 'Its second day was missing.', ja: '2日目を追加。' } }],
    },
    opening: part('Opening', { when: '2022-12-24T10:00' }),
    speech: part('Speech', { relations: { partOf: 'opening' } }),
    report: part('Report', {
      when: '2022-12',
      sources: cited('December 2022'),
      revisions: [{ date: '2026-11-25', note: { en: 'The month was missing.', ja: '月を追加。' } }],
    }),
    dinner: part('Dinner', { status: 'cancelled' }),
    statement: part('Statement', { weight: 'key' }),
    excursion: part('Excursion', { withdrawn: { date: '2026-11-26', reason: { en: 'A mistake.', ja: '誤り。' } } }),
  });
}

/** A site at https://chronology.example whose assets have names without a hash, so that a new style leaves golden pages alone. */
export function siteOf(chronology: Chronology): Site {
  const site = siteIn(chronology, 'https://chronology.example');
  const { templates } = site;
  return {
    ...site,
    templates: {
      ...templates,
      styleSheet: { ...templates.styleSheet, path: '/assets/style.css' },
      script: { ...templates.script, path: '/assets/script.js' },
      icon: { ...templates.icon, path: '/assets/icon.svg' },
      touchIcon: { ...templates.touchIcon, path: '/assets/apple-touch-icon.png' },
    },
  };
}

/** The day that the golden feed of anniversaries is of: leap days, and a first of a month. */
const GOLDEN_DAYS = ['2027-02-28', '2027-03-01'];

export async function goldenOutputs(): Promise<ReadonlyMap<string, string>> {
  const site = siteOf(await everyDate());
  const thirdRound = site.chronology.bySlug.get('third-round');
  if (!thirdRound) throw new Error('no event third-round');
  const files = new Map<string, string>();
  for (const edition of editionsOf(site)) {
    for (const imprecise of choices.imprecise) {
      const query: Query = { ...EVERYTHING, imprecise };
      const name = imprecise === 'marker' ? 'calendar.ics' : `calendar-${imprecise}.ics`;
      const [view, ...others] = viewsOf(site, edition, query);
      files.set(`${edition.tag}/${name}`, renderICalendar(view, others));
    }
    const views = viewsOf(site, edition, EVERYTHING);
    const [view, ...others] = views;
    const [folding, ...foldingOthers] = viewsOf(siteOf(withParts()), edition, { ...EVERYTHING, parts: 'fold' });
    files.set(`${edition.tag}/calendar-fold.ics`, renderICalendar(folding, foldingOthers));
    files.set(`${edition.tag}/anniversaries.ics`, renderAnniversaries(view, others));
    files.set(`${edition.tag}/event.json`, renderEventJson(thirdRound, views));
    files.set(`${edition.tag}/event.ics`, renderEventICalendar(thirdRound, views));
  }
  for (const language of site.chronology.vocabulary.settings.languages) {
    for (const day of GOLDEN_DAYS)
      files.set(`${language}/on-this-day-${day}.rss`, renderOnThisDay(viewOf(site, language, EVERYTHING), day));
    for (const name of ['feed.rss', 'feed.atom', 'feed.json', 'changes.atom'] as const)
      files.set(`${language}/${name}`, renderOutput(viewOf(site, language, EVERYTHING), name));
    files.set(`${language}/timeline.html`, renderTimeline(site, language, EVERYTHING));
    files.set(`${language}/event.html`, renderEventPage(site, language, thirdRound));
  }
  const years = siteOf(await chronologyIn(EVERY_YEAR));
  for (const imprecise of ['marker', 'span'] as const) {
    const view = viewOf(years, 'en', { ...EVERYTHING, imprecise });
    files.set(`every-year/calendar-${imprecise}.ics`, renderICalendar(view, []));
  }
  for (const name of ['feed.rss', 'feed.atom', 'feed.json'] as const)
    files.set(`every-year/${name}`, renderOutput(viewOf(years, 'en', EVERYTHING), name));
  for (const language of years.chronology.vocabulary.settings.languages)
    files.set(`every-year/timeline-${language}.html`, renderTimeline(years, language, EVERYTHING));
  files.set('first-half-hour.txt', await firstHalfHour());
  for (const tag of wordLanguages) files.set(`languages/${tag}.txt`, languageTable(tag));
  return files;
}
