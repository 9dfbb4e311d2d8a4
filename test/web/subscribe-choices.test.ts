/** The page for subscribing before one chooses finely: ready-made choices, and what programs would lose of a calendar. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chronologyOf } from '../support/chronologies.ts';
import { elements, references, textOf, unescaped } from '../support/markup.ts';
import { BASE_URL, type Service, serve } from '../support/service.ts';
import { sectionOf, toCopy } from '../support/subscribe-page.ts';

const shipped = await serve();
const weighed = await serve({
  chronology: chronologyOf({
    meeting: { weight: 'key' },
    talks: { relations: { partOf: 'meeting' } },
    dinner: { weight: 'detail', relations: { partOf: 'meeting' } },
    visit: { countries: ['UZ'] },
  }),
});

async function pageAt(path: string, service: Service = shipped): Promise<string> {
  const { status, text } = await service.request(path, { headers: { Accept: 'text/html' } });
  assert.equal(status, 200, path);
  return text;
}

describe('the ready-made choices', () => {
  const presetsOf = (page: string) =>
    elements(page, '.presets a').map(({ attributes: { href = '', 'aria-current': current } }) => [
      href,
      current === 'true',
    ]);
  const presetTexts = (page: string) => {
    const list = /<ul class="presets"[\s\S]*?<\/ul>/.exec(page)?.[0] ?? '';
    return [...list.matchAll(/<a [^>]*>([\s\S]*?)<\/a>/g)].map(([, text = '']) => textOf(text));
  };

  it('are links with the number of their events, of which the chosen one is marked', async () => {
    const page = await pageAt('/en/subscribe', weighed);
    assert.deepEqual(presetTexts(page), ['Everything 4', 'Key dates 1', 'Without details 3']);
    assert.deepEqual(presetsOf(page), [
      ['subscribe', true],
      ['subscribe?parts=fold&weight=key', false],
      ['subscribe?parts=fold&weight=key&weight=normal', false],
    ]);
    const key = await pageAt('/ja/subscribe?parts=fold&weight=key', weighed);
    assert.deepEqual(presetTexts(key), ['すべて 4', '主な出来事 1', '細目を除く 3']);
    assert.deepEqual(
      presetsOf(key).map(([, current]) => current),
      [false, true, false],
    );
    assert.ok(!key.includes('class="chips"'), 'which needs no second place to take it away');
    const [address = ''] = toCopy(sectionOf(key, 'address'));
    assert.equal(address.slice(BASE_URL.length), '/ja/calendar.ics?parts=fold&weight=key');
  });

  it('keep the other conditions, and are left out where they hold nothing or all the same', async () => {
    const page = await pageAt('/en/subscribe?country=UZ&imprecise=span&language=en-ja', weighed);
    assert.deepEqual(presetTexts(page), ['Everything 1']);
    const searched = presetsOf(await pageAt('/en/subscribe?from=2022&imprecise=span&language=en-ja', weighed));
    assert.deepEqual(searched[1], ['subscribe?from=2022&imprecise=span&language=en-ja&parts=fold&weight=key', false]);
  });

  it('stand before the finer ones, which are closed until one of them is chosen', async () => {
    const isOpen = async (query: string) =>
      /<details open>/.test(sectionOf(await pageAt(`/en/subscribe${query}`, weighed), 'finer'));
    for (const query of ['', '?parts=fold&weight=key', '?parts=fold&weight=key&weight=normal'])
      assert.equal(await isOpen(query), false, query);
    for (const query of ['?parts=fold', '?weight=detail', '?country=UZ', '?imprecise=span', '?language=ja', '?q=visit'])
      assert.equal(await isOpen(query), true, query);
    const page = await pageAt('/en/subscribe', weighed);
    const order = ['what', 'programs', 'address', 'contents', 'finer', 'steps'].map((id) => page.indexOf(`id="${id}"`));
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      order,
    );
  });

  it('tell how many events stand in the description of another', async () => {
    const section = textOf(sectionOf(await pageAt('/en/subscribe?parts=fold', weighed), 'contents'));
    assert.match(section, /It holds 2 events\. Told in the description of what they are part of: 2 events\./);
    const [address = ''] = toCopy(sectionOf(await pageAt('/en/subscribe?parts=fold', weighed), 'address'));
    const { text } = await weighed.request(address.slice(BASE_URL.length));
    assert.equal(text.match(/^BEGIN:VEVENT/gm)?.length, 2);
  });
});

describe('a calendar that a program cannot take whole', () => {
  const many = (count: number, fields: (index: number) => Readonly<Record<string, unknown>> = () => ({})) =>
    chronologyOf(Object.fromEntries(Array.from({ length: count }, (_, index) => [`e-${index}`, fields(index)])));
  const warningsOf = (page: string) => {
    const section = sectionOf(page, 'programs');
    return [...section.matchAll(/<p class="note">([\s\S]*?)<\/p>/g)].map(([, text = '']) => textOf(text));
  };

  it('is one of more than 1,000 entries for Google Calendar: told with the numbers, and with the key dates as a way out', async () => {
    const service = await serve({ chronology: many(1001, (index) => (index < 5 ? { weight: 'key' } : {})) });
    const page = await pageAt('/en/subscribe', service);
    assert.deepEqual(warningsOf(page), [
      'Google Calendar takes about 1,000 entries. This calendar has 1,001, and Google would leave the rest out without a word. Take the key dates alone (5 events)',
    ]);
    assert.ok(references(sectionOf(page, 'programs')).includes('subscribe?parts=fold&weight=key'));
    assert.deepEqual(warningsOf(await pageAt('/en/subscribe?parts=fold&weight=key', service)), []);
    const [japanese] = warningsOf(await pageAt('/ja/subscribe', service));
    assert.match(japanese ?? '', /およそ1,000件です。このカレンダーには1,001件あり、.*主な出来事だけにする（5件）$/);
  });

  it('is told with the filter as a way out where there are no key dates', async () => {
    const page = await pageAt('/en/subscribe', await serve({ chronology: many(1001) }));
    assert.match(warningsOf(page)[0] ?? '', /Choose less in the filter$/);
    assert.ok(references(sectionOf(page, 'programs')).includes('#choices'));
  });

  it('is one of more than 1 MB for Google Calendar, counted in the bytes that are served', async () => {
    const long = { summary: { en: 'word '.repeat(2000), ja: '語'.repeat(4000) } };
    const service = await serve({ chronology: many(110, () => long) });
    const page = await pageAt('/en/subscribe', service);
    const [address = ''] = toCopy(sectionOf(page, 'address'));
    const { body } = await service.request(address.slice(BASE_URL.length));
    assert.ok(body.length > 1_000_000 && body.length < 1_200_000, `${body.length}`);
    assert.match(warningsOf(page)[0] ?? '', /^Google Calendar takes files of up to 1 MB\. This one has 1\.[12] MB, /);
    assert.deepEqual(warningsOf(await pageAt('/en/subscribe', await serve({ chronology: many(80, () => long) }))), []);
  });

  it('is one with days that Outlook or Nextcloud does not know', async () => {
    const dates = ['1492-10-12', '1600', '1601-01-01', '1969-12-31', '1970-01-01', '4500-12-31', '4501'];
    const service = await serve({ chronology: many(dates.length, (index) => ({ when: dates[index] })) });
    assert.deepEqual(warningsOf(await pageAt('/en/subscribe', service)), [
      'Outlook knows the years 1601 to 4500 alone. Entries that it would leave out or put on another day: 3.',
      'Nextcloud knows no date before 1970. Entries that it would leave out or put on another day: 4.',
    ]);
    assert.deepEqual(warningsOf(await pageAt('/en/subscribe?from=1970&to=2022', service)), []);
    assert.equal(warningsOf(await pageAt('/ja/subscribe', service)).length, 2);
  });

  it('is not the one that ships, nor any of its facets', async () => {
    for (const query of ['', '?type=meeting', '?language=en-ja', '?imprecise=span'])
      assert.deepEqual(warningsOf(await pageAt(`/en/subscribe${query}`)), []);
  });
});

describe('plans of the past', () => {
  it('are counted as such, and not as what comes next', async () => {
    const plan = (when: string, fields: Readonly<Record<string, unknown>> = {}) => ({
      when,
      status: 'planned',
      ...fields,
    });
    const service = await serve({
      chronology: chronologyOf({
        over: plan('2026-10'),
        'carried-out': plan('2026-11'),
        'to-come': plan('2027-03'),
        done: { when: '2026-11-03', relations: { fulfils: ['carried-out'] } },
        cancelled: { when: '2027-04', status: 'cancelled' },
        superseded: { when: '2027-05', status: 'superseded' },
      }),
      today: () => '2026-12-24',
    });
    const section = textOf(sectionOf(await pageAt('/en/subscribe', service), 'contents'));
    assert.match(
      section,
      /Plans of the past among them: 4 events, carried out, changed, called off or never told of again\./,
    );
    assert.match(
      textOf(sectionOf(await pageAt('/ja/subscribe', service), 'contents')),
      /過去の計画を含みます：4件。実施、変更、中止されたもの/,
    );
    const none = await serve({ chronology: chronologyOf({ done: {}, plan: plan('2028') }), today: () => '2026-12-24' });
    assert.doesNotMatch(await pageAt('/en/subscribe', none), /Plans of the past/);
  });
});

describe('what is called a calendar', () => {
  const paths = [
    '/en/',
    '/ja/type/meeting/',
    '/en/?country=UZ&type=visit',
    '/en/events/summit-1',
    '/ja/figures',
    '/en/about',
    '/en/subscribe',
  ];
  for (const path of paths)
    it(`leads from ${path} to the page for subscribing to its view, and no link of its text to a bare file`, async () => {
      const page = await pageAt(path);
      const footer = page.slice(page.indexOf('<footer class="site"'));
      const links = [...footer.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href = '', text = '']) => [
        href,
        text,
      ]);
      const [href = ''] = links.find(([, text]) => text === 'Calendar' || text === 'カレンダー') ?? [];
      const { pathname } = new URL(unescaped(href), `${BASE_URL}${path}`);
      assert.match(pathname, /^\/(en|ja)\/subscribe$/);
      const calendars = [...page.matchAll(/<a [^>]*href="[^"]*\.ics[^"]*"[^>]*>([^<]*)<\/a>/g)].map(
        ([, text = '']) => text,
      );
      for (const text of calendars) assert.ok(!['Calendar', 'カレンダー'].includes(text));
    });
});
