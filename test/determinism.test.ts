/** The same folder gives the same bytes and ETags: under any time zone and locale, in any order, after any restart. */
import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { facets, valuesOf } from '../src/chronology/facet.ts';
import { imprecisions } from '../src/chronology/query.ts';
import { annalsServe, type Environment } from './command.ts';
import { BASE_URL, chronologyIn, EVERY_DATE, requestTo, SHIPPED } from './service.ts';

/** Pages, calendars and feeds of everything and of each facet's first value, each event's page, and what is no page. */
async function addressesOf(folder: string): Promise<readonly string[]> {
  const { events, settings } = await chronologyIn(folder);
  const views = [
    '',
    ...facets
      .filter((facet) => facet !== 'precision')
      .flatMap((facet) => {
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
    ...settings.languages.flatMap((language) => [
      ...views.flatMap((view) => [
        `/${language}/${view}`,
        `/${language}/${view}feed.rss`,
        ...imprecisions.map((imprecise) => `/${language}/${view}calendar.ics?imprecise=${imprecise}`),
      ]),
      `/${language}/?from=2019&precision=month&to=2023-06`,
      `/${language}/?q=2022`,
      `/${language}/manifest.webmanifest`,
      `/${language}/opensearch.xml`,
      ...events.map(({ slug }) => `/${language}/events/${slug}`),
    ]),
    ...[...settings.languages, settings.languages.join('-')].flatMap((tag) => [
      ...views.map((view) => `/${tag}/${view}anniversaries.ics`),
      ...events.slice(0, 5).map(({ slug }) => `/${tag}/events/${slug}.ics`),
    ]),
    ...views.map((view) => `/${settings.languages.join('-')}/${view}calendar.ics`),
  ];
}

/** What a new process answers to each address: status, ETag and a hash of the bytes. */
async function answers(
  addresses: readonly string[],
  folder: string,
  env: Environment,
): Promise<Readonly<Record<string, string>>> {
  const { port, stop } = await annalsServe({ EVENTS_DIR: folder, BASE_URL, ...env });
  const given: Record<string, string> = {};
  const ask = async (address: string, coding: string) => {
    const { status, headers, body } = await requestTo(port, address, { headers: { 'Accept-Encoding': coding } });
    const hash = createHash('sha256').update(body).digest('hex');
    given[`${address} ${coding}`] = `${status} ${headers.etag} ${hash}`;
  };
  for (const address of addresses) await ask(address, 'identity');
  for (const address of ['/en/', '/ja/calendar.ics', '/feed.rss'])
    for (const coding of ['gzip', 'br']) await ask(address, coding);
  assert.equal((await stop()).code, 0);
  return given;
}

const HOME: Environment = { TZ: 'UTC', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };

for (const [name, folder] of [
  ['the shipped chronology', SHIPPED],
  ['the chronology of every kind of date', EVERY_DATE],
] as const)
  describe(name, { concurrency: 3 }, async () => {
    const addresses = await addressesOf(folder);
    const expected = answers(addresses, folder, HOME);

    it('has something to compare', async () => {
      const given = Object.values(await expected);
      assert.equal(given.length, addresses.length + 6);
      // All but one that is not there and one that is a mistake.
      assert.equal(given.filter((answer) => /^200 "[\w-]{27}" /.test(answer)).length, given.length - 2);
      assert.ok(new Set(given).size > addresses.length / 2);
    });

    const environments: Environment[] = [
      { TZ: 'Asia/Tokyo', LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' },
      { TZ: 'America/New_York', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
      // Small letters of its own, weeks and numbers of its own, and a day that starts elsewhere.
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    ];
    for (const env of environments)
      it(`is the same with ${JSON.stringify(env)}`, async () =>
        assert.deepEqual(await answers(addresses, folder, env), await expected));

    it('is the same after a restart, whatever was asked for before', async () => {
      const given = await answers([...addresses].reverse(), folder, HOME);
      assert.deepEqual(given, await expected);
    });
  });
