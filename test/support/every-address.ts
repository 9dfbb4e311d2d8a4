/** Addresses of every kind that a chronology has, from the tables of outputs, facets and choices; and all that a process answers to them. */
import { createHash } from 'node:crypto';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { choices, EVERYTHING, type Query, withValues } from '../../src/chronology/query/query.ts';
import {
  EVENT_SCHEMA_PATH,
  eventOutputPath,
  eventPath,
  manifestPath,
  OPEN_API_PATH,
  openSearchPath,
  opmlPath,
  outputPath,
  ROBOTS_PATH,
  rootOutputPath,
  SITEMAP_PATH,
  viewPath,
} from '../../src/web/site/address.ts';
import { eventOutputNames, eventOutputs, hasOutput } from '../../src/web/site/event-outputs.ts';
import { outputs, rootOutputs } from '../../src/web/site/outputs.ts';
import { chronologyPageNames, segmentOf, viewPageNames } from '../../src/web/site/view-pages.ts';
import { editionsOf, outputNamesIn } from '../../src/web/site/views.ts';
import { everyFew } from './seed.ts';
import { chronologyIn, requestTo, siteOf } from './service.ts';

/** What is asked for and is not there, or is a mistake. */
export const MISTAKEN: readonly string[] = ['/nope', '/en/feed.rss?type=nope'];

/**
 * Every page and output of everything, and of each facet's first value one by turns; each output with every value of the choices
 * that it takes; the documents of the first events, each event's page, and what describes the site.
 */
export function addressesOf(chronology: Chronology): readonly string[] {
  const { events, vocabulary } = chronology;
  const { languages } = vocabulary.settings;
  const site = siteOf(chronology);
  const views = pathFacets.flatMap((facet): Query[] => {
    const [value] = events.flatMap((event) => valuesOf(event, facet));
    return value === undefined ? [] : [withValues(EVERYTHING, facet, [value])];
  });
  const ofOutputs = editionsOf(site).flatMap((edition, turn) =>
    outputNamesIn(edition).flatMap((name, index) => {
      const { takes = [], rasterWidth } = outputs[name];
      // Half a second of work each: the SVG that they are drawn from differs alike.
      if (rasterWidth !== undefined) return [outputPath(edition.tag, EVERYTHING, name)];
      const view = views[(index + turn) % views.length];
      const chosen = takes.flatMap((choice) =>
        (choice === 'limit' ? ['1'] : choices[choice].slice(1)).map((value) => ({ ...EVERYTHING, [choice]: value })),
      );
      return [EVERYTHING, ...(view ? [view] : []), ...chosen].map((query) => outputPath(edition.tag, query, name));
    }),
  );
  return [
    ...MISTAKEN,
    SITEMAP_PATH,
    ROBOTS_PATH,
    OPEN_API_PATH,
    EVENT_SCHEMA_PATH,
    opmlPath(),
    ...rootOutputs.map((name) => rootOutputPath(EVERYTHING, name)),
    ...ofOutputs,
    ...languages.flatMap((language) => [
      ...views.map((view) => viewPath(language, view)),
      opmlPath(language),
      manifestPath(language),
      openSearchPath(language),
      `/${language}/?from=2019&precision=month&to=2023-06`,
      `/${language}/?q=2022`,
      `/${language}/?type=nope`,
      ...[
        ...chronologyPageNames,
        ...viewPageNames.filter((name) => name !== 'month').map(segmentOf),
        'month/2022-12',
      ].map((page) => `/${language}/${page}`),
    ]),
    // Each event's page in one language, by turns; lists have all of them in each.
    ...events.map(({ slug }, index) => eventPath(languages[index % languages.length] ?? '', slug)),
    ...editionsOf(site).flatMap(({ tag, languages: [, ...others] }) =>
      eventOutputNames
        .filter((name) => others.length === 0 || eventOutputs[name].isMultilingual)
        .flatMap((name) =>
          events
            .filter((event) => hasOutput(event, name))
            .slice(0, 5)
            .map(({ slug }) => eventOutputPath(tag, slug, name)),
        ),
    ),
  ];
}

/** The addresses of the chronology in a folder. */
export async function addressesIn(folder: string): Promise<readonly string[]> {
  return addressesOf(await chronologyIn(folder));
}

/** Without a factor in common with a number of addresses below it: a stride by which the languages take turns. */
const STRIDE = 10_007;

/**
 * Of the addresses of a chronology those that meet what none before them does, not half of them: each output and page, of
 * everything and of a part; each format by each facet and choice; and each format in each language. With `--fuzz` all.
 */
export function representativesOf(addresses: readonly string[]): readonly string[] {
  const met = new Set<string>();
  const mixed = addresses.map((_, index) => addresses[(index * STRIDE) % addresses.length] ?? '');
  return everyFew(mixed, addresses.length, (address) => {
    const fresh = traitsOf(address).filter((trait) => !met.has(trait));
    for (const trait of fresh) met.add(trait);
    return MISTAKEN.includes(address) || fresh.length > 0;
  });
}

/** What an address has in common with others that are answered alike. */
function traitsOf(address: string): readonly string[] {
  const { pathname, searchParams } = new URL(address, 'http://annals.example');
  const folders = pathname.split('/').slice(1);
  const name = folders.pop() ?? '';
  const [edition = '', facet = ''] = folders;
  // Pages of events are answered alike, and so is each of their documents.
  const document = facet === 'events' ? name.replace(/^[^.]*/, 'event') : name;
  const format = /\.[^.]+$/.exec(document)?.[0] ?? 'page';
  if (searchParams.size > 0) return [...searchParams].map(([parameter, value]) => `${format} by ${parameter}=${value}`);
  const extent = facet === '' ? 'everything' : 'a part';
  return [`${document} of ${extent}`, `${format} of ${facet}`, `${format} of ${extent} in ${edition}`];
}

/** What a port answers to each address: status, ETag and a hash of the bytes. */
export async function answersAt(port: number, addresses: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const given: Record<string, string> = {};
  const ask = async (address: string, coding: string) => {
    const { status, headers, body } = await requestTo(port, address, { headers: { 'Accept-Encoding': coding } });
    const hash = createHash('sha256').update(body).digest('hex');
    given[`${address} ${coding}`] = `${status} ${headers.etag} ${hash}`;
  };
  for (const address of addresses) await ask(address, 'identity');
  for (const address of ['/en/', '/ja/calendar.ics', '/feed.rss'])
    for (const coding of ['gzip', 'br']) await ask(address, coding);
  return given;
}
