/** What filtered views cost that were never asked for before, at 10,000 and at 100,000 events. */
import type { Chronology } from '../../src/chronology/chronology.ts';
import { parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import type { LanguageTag } from '../../src/chronology/languages/text.ts';
import { parseQuery, type Query } from '../../src/chronology/query/query.ts';
import { prepareSearch } from '../../src/chronology/query/search-index.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { timelineRepresentation } from '../../src/web/representations.ts';
import type { Site } from '../../src/web/site/site.ts';
import { VOCABULARY } from '../support/chronologies.ts';
import { siteOf, TODAY } from '../support/service.ts';
import { bounded, type Measurement, measured } from './results.ts';
import { fileOf, syntheticEvent } from './synthetic.ts';

const FEWER = 10_000;
const MORE = 100_000;

const COUNTRIES = ['JP', 'KZ', 'KG', 'TJ', 'TM', 'UZ', 'AZ', 'AM', 'GE', 'MN', 'CN', 'KR', 'US', 'FR', 'DE', 'IN'];
const PRECISIONS = ['day', 'month', 'quarter', 'year', 'bounds'];
const WORDS = ['tunnel', 'grant', 'water'];

/**
 * Views of some hundred events among `count`: of ten times as many events a tenth of the time is asked for, so that
 * each page shows about as much.
 */
function viewsOfSome(count: number): readonly string[] {
  const years = (MORE / count) * 4;
  const from = (index: number) => 1900 + ((index * 37) % (125 - years));
  const between = (index: number) => `from=${from(index)}&to=${from(index) + years - 1}`;
  return [
    ...COUNTRIES.map((country, index) => `country=${country}&type=meeting&${between(index)}`),
    ...COUNTRIES.map((country, index) => `country=${country}&series=rounds&person=hayashi&${between(index + 16)}`),
    ...COUNTRIES.map(
      (country, index) => `country=${country}&precision=${PRECISIONS[index % 5]}&${between(index + 32)}`,
    ),
    ...COUNTRIES.map((country, index) => `source=review&country=${country}&type=figure&${between(index + 48)}`),
    ...WORDS.map((word, index) => `q=${word}&country=${COUNTRIES[index]}&${between(index + 64)}`),
  ];
}

/** Views of a tenth of all events or more, up to half of them. */
const VIEWS_OF_MANY = [
  ...COUNTRIES.map((country) => `country=${country}`),
  ...COUNTRIES.map((country) => `country=${country}&type=meeting`),
  ...COUNTRIES.map((country) => `country=${country}&from=1950`),
  ...COUNTRIES.map((country) => `country=${country}&series=summits`),
  'type=figure',
  'precision=month',
  'from=1950&to=1969',
  'series=rounds',
  'person=tleuberdi',
  'source=review',
];

export async function measureQueries(): Promise<readonly Measurement[]> {
  const [fewer, more] = [await timesOn(FEWER), await timesOn(MORE)];
  const of = MORE.toLocaleString('en');
  return [
    bounded({
      name: `a view of some hundred of ${of} events, never asked for, p99 of ${more.some.length}`,
      unit: 'ms',
      ours: [percentile(more.some, 0.99)],
      most: 30,
    }),
    bounded({
      name: `a view of a tenth to half of ${of} events, never asked for, p99 of ${more.many.length}`,
      unit: 'ms',
      ours: [percentile(more.many, 0.99)],
      most: 30,
    }),
    measured({
      name: `a view of some hundred events, among ${of} against among ${FEWER.toLocaleString('en')}`,
      unit: 'ms',
      ours: more.some,
      baseline: fewer.some,
      target: { most: 1.5 },
    }),
    measured({
      name: `a view of a tenth to half of all events, ${of} against ${FEWER.toLocaleString('en')}`,
      unit: 'ms',
      ours: more.many,
      baseline: fewer.many,
      target: { most: 1.5 },
    }),
    measured({
      name: `the query alone of some hundred events, among ${of} against among ${FEWER.toLocaleString('en')}`,
      unit: 'ms',
      ours: more.query,
      baseline: fewer.query,
      target: { most: 1.5 },
    }),
  ];
}

interface Times {
  /** Milliseconds for each view of some events, and of many. */
  readonly some: readonly number[];
  readonly many: readonly number[];
  /** For finding the events of each view of some. */
  readonly query: readonly number[];
}

async function timesOn(count: number): Promise<Times> {
  const site = siteOf(syntheticChronology(count));
  const views = viewsOfSome(count);
  await makeMainViews(site);
  const pages = async (asked: readonly string[]) => {
    const times: number[] = [];
    for (const [index, view] of asked.entries()) times.push(await timeOfPage(site, languageOf(index), view));
    return times;
  };
  const query: number[] = [];
  for (const view of views) query.push(await timed(async () => select(site.chronology, queryOf(site, view))));
  return { query, some: await pages(views), many: await pages(VIEWS_OF_MANY) };
}

/**
 * What has been made by the time that someone asks: the index of words and the main views, and with views that are not
 * measured the code that a running service has compiled.
 */
async function makeMainViews(site: Site): Promise<void> {
  await prepareSearch(site.chronology);
  for (const language of site.chronology.vocabulary.settings.languages)
    await timelineRepresentation(site, language, queryOf(site, ''), TODAY);
  for (const [index, country] of COUNTRIES.entries())
    for (const view of [`country=${country}&type=figure&to=19${index + 20}`, `precision=month&country=${country}`])
      await timelineRepresentation(site, languageOf(index), queryOf(site, view), TODAY);
}

function languageOf(index: number): LanguageTag {
  return index % 2 === 0 ? 'en' : 'ja';
}

function timeOfPage(site: Site, language: LanguageTag, view: string): Promise<number> {
  return timed(() => timelineRepresentation(site, language, queryOf(site, view), TODAY));
}

/** The main thread was at it no longer than the clock went on, and no longer than all threads together computed. */
async function timed(run: () => Promise<unknown>): Promise<number> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(before);
  return Math.min(performance.now() - begin, (user + system) / 1000);
}

function queryOf({ chronology }: Site, view: string): Query {
  const query = parseQuery(new URLSearchParams(view), chronology, TODAY);
  if (!query.ok) throw new Error(`${view}: ${query.fault.reason}`);
  return query.value;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1] ?? Number.NaN;
}

function syntheticChronology(count: number): Chronology {
  const files = new Map(Object.entries(VOCABULARY));
  for (let index = 0; index < count; index += 1) files.set(`events/${fileOf(index)}`, syntheticEvent(index));
  const { chronology } = parseFolder(files);
  if (!chronology) throw new Error('the synthetic chronology has problems');
  return chronology;
}
