/** Addresses of every kind that a folder's chronology has, and all that a process answers to them. */
import { createHash } from 'node:crypto';
import { pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { choices } from '../../src/chronology/query/query.ts';
import { chronologyPageNames, segmentOf, viewPageNames } from '../../src/web/site/view-pages.ts';
import { chronologyIn, requestTo } from './service.ts';

/** Pages, calendars and feeds of everything and of each facet's first value, each event's page, the other pages, and what is none. */
export async function addressesOf(folder: string): Promise<readonly string[]> {
  const { events, vocabulary } = await chronologyIn(folder);
  const { settings } = vocabulary;
  const views = [
    '',
    ...pathFacets.flatMap((facet) => {
      const [value] = events.flatMap((event) => valuesOf(event, facet));
      return value === undefined ? [] : [`${facet}/${value}/`];
    }),
  ];
  return [
    '/calendar.ics',
    '/feed.rss',
    '/sitemap.xml',
    '/robots.txt',
    '/nope',
    '/en/?type=nope',
    '/en/feed.rss?type=nope',
    ...settings.languages.flatMap((language) => [
      ...views.flatMap((view) => [
        `/${language}/${view}`,
        `/${language}/${view}feed.rss`,
        ...choices.imprecise.map((imprecise) => `/${language}/${view}calendar.ics?imprecise=${imprecise}`),
      ]),
      `/${language}/?from=2019&precision=month&to=2023-06`,
      `/${language}/?q=2022`,
      `/${language}/manifest.webmanifest`,
      `/${language}/opensearch.xml`,
      ...[
        ...chronologyPageNames,
        ...viewPageNames.filter((name) => name !== 'month').map(segmentOf),
        'month/2022-12',
      ].map((page) => `/${language}/${page}`),
    ]),
    // Each event's page in one language, by turns; lists have all of them in each.
    ...events.map(({ slug }, index) => `/${settings.languages[index % settings.languages.length]}/events/${slug}`),
    ...[...settings.languages, settings.languages.join('-')].flatMap((tag) => [
      ...views.map((view) => `/${tag}/${view}anniversaries.ics`),
      ...events.slice(0, 5).map(({ slug }) => `/${tag}/events/${slug}.ics`),
    ]),
    ...views.map((view) => `/${settings.languages.join('-')}/${view}calendar.ics`),
  ];
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
