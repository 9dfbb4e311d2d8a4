/** Views whose days are told from today: each answers as the same view with the days of its day, and another one tomorrow. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseRelativeDay, resolveDay } from '../../src/chronology/dates/relative-day.ts';
import { wordsOf } from '../../src/chronology/languages/languages.ts';
import {
  EVERYTHING,
  formatQuery,
  fromTodayOn,
  isOver,
  parseQuery,
  type Query,
} from '../../src/chronology/query/query.ts';
import { countSelected, matches, select } from '../../src/chronology/query/selection.ts';
import { asPage, outputPath, viewPath } from '../../src/web/site/address.ts';
import { outputNames } from '../../src/web/site/outputs.ts';
import { daysAfter } from '../support/calendar-oracle.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { find, findAll, parseHtml } from '../support/html.ts';
import { references, textOf } from '../support/markup.ts';
import { BASE_URL, chronologyIn, EVERY_DATE, serve, TODAY } from '../support/service.ts';
import { sectionOf } from '../support/subscribe-page.ts';

const everyDate = await chronologyIn(EVERY_DATE);
const BROWSER = { headers: { Accept: 'text/html' } };

function queryOf(parameters: Readonly<Record<string, string>>, today: string, chronology = everyDate): Query {
  const query = parseQuery(new URLSearchParams(parameters), chronology, today);
  assert.ok(query.ok, JSON.stringify(parameters));
  return query.value;
}

const dayOf = (text: string, today: string) => {
  const relative = parseRelativeDay(text);
  return relative ? resolveDay(relative, today) : text;
};

const bound = fc.constantFrom('', 'today', 'P6M', '-P30D', 'P1W', '-P1Y2M', '-P30Y', '2004-08-28', '2030-01-01');
const days = fc.integer({ min: -12_000, max: 3_000 }).map((count) => daysAfter('2026-11-29', count));

describe('a query with days told from today', () => {
  it('answers as the same query with the days of its day, and has nothing where these are over', () => {
    fc.assert(
      fc.property(bound, bound, fc.constantFrom('', 'meeting'), days, (from, to, type, today) => {
        const result = parseQuery(new URLSearchParams({ from, to, type }), everyDate, today);
        const resolved = { from: dayOf(from, today) ?? '', to: dayOf(to, today) ?? '', type };
        if (!result.ok) {
          assert.equal(result.fault.reason, 'order');
          assert.ok(resolved.from > resolved.to);
          return;
        }
        if (isOver(result.value)) {
          assert.deepEqual(select(everyDate, result.value), []);
          assert.ok(everyDate.events.every((event) => !matches(event, result.value)));
          return;
        }
        const plain = queryOf(resolved, today);
        assert.deepEqual(select(everyDate, result.value), select(everyDate, plain));
        assert.equal(countSelected(everyDate, result.value), countSelected(everyDate, plain));
      }),
    );
  });

  it('keeps its words in its address, on every day', () => {
    const query = queryOf({ from: '-p30d', to: 'P6M' }, TODAY);
    assert.equal(formatQuery(query), 'from=-P30D&to=P6M');
    assert.equal(viewPath('en', query), '/en/?from=-P30D&to=P6M');
    assert.deepEqual(query.from, { text: '-P30D', day: '2026-11-24', isRelative: true });
    assert.deepEqual(fromTodayOn({ ...EVERYTHING, to: { text: '2027', day: '2027-12-31' } }, TODAY), {
      ...queryOf({ from: 'today' }, TODAY),
    });
  });

  it('is refused where it never has a day, and not where its days are over', () => {
    assert.equal(parseQuery(new URLSearchParams('from=P1M&to=today'), everyDate, TODAY).ok, false);
    assert.ok(isOver(queryOf({ from: 'today', to: '2020' }, TODAY)));
    assert.ok(isOver(queryOf({ from: '2030', to: 'today' }, TODAY)));
    assert.ok(!isOver(queryOf({ from: 'today', to: '2026-12' }, TODAY)));
  });
});

describe('an answer for days told from today', async () => {
  let day = TODAY;
  const chronology = chronologyOf({
    past: { when: '2026-12-01', title: { en: 'Past', ja: '過去' } },
    eve: {
      type: 'figure',
      countries: ['UZ'],
      figures: [{ measure: 'grants', value: '7', unit: 'JPY' }],
      ...{ when: '2026-12-24', title: { en: 'Eve', ja: '前夜' } },
      revisions: [{ date: '2026-11-22', note: { en: 'The title.', ja: '題名。' } }],
    },
    coming: { when: '2027-03', status: 'planned', title: { en: 'Coming', ja: '予定' } },
    far: { when: '2031', status: 'planned', title: { en: 'Far', ja: '遠い' } },
  });
  const service = await serve({ chronology, today: () => day });
  const other = await serve({ chronology, today: () => day });
  const streamed = await serve({ chronology, today: () => day, streamOver: 0 });
  const rolling = (today: string) => queryOf({ from: 'today', to: 'P6M' }, today, chronology);

  const addresses = [
    viewPath('en', asPage(rolling(TODAY))),
    '/ja/?from=-P30D',
    '/en/subscribe?from=today&to=P6M',
    ...outputNames.filter((name) => name !== 'overview.png').map((name) => outputPath('en', rolling(TODAY), name)),
  ];
  for (const address of addresses)
    it(`at ${address} is the same from two services on one day, and another one after it moved on`, async () => {
      day = TODAY;
      const [first, second] = [await service.request(address), await other.request(address)];
      assert.equal(first.status, 200);
      assert.equal(first.text, second.text);
      assert.equal(first.headers.etag, second.headers.etag);
      day = '2027-10-01';
      const later = await service.request(address);
      assert.notEqual(later.text, first.text);
      assert.notEqual(later.headers.etag, first.headers.etag);
      day = TODAY;
      const again = await service.request(address);
      assert.deepEqual([again.text, again.headers.etag], [first.text, first.headers.etag]);
    });

  const titlesIn = (calendar: string) =>
    [...calendar.matchAll(/^SUMMARY[^:]*:(.*)$/gm)].map(([, title]) => title?.trim());

  it('rolls: what is over leaves the calendar, and what comes nearer joins it', async () => {
    const address = '/en/calendar.ics?from=today&to=P6M';
    day = TODAY;
    assert.deepEqual(titlesIn((await service.request(address)).text), ['Eve', 'March 2027: Coming']);
    day = '2026-12-25';
    assert.deepEqual(titlesIn((await service.request(address)).text), ['March 2027: Coming']);
    day = '2030-08-01';
    assert.deepEqual(titlesIn((await service.request(address)).text), ['2031: Far']);
  });

  it('is named by its words and not by its days, so that the name stays', async () => {
    day = TODAY;
    const { text } = await service.request('/en/calendar.ics?from=today&to=P6M');
    assert.match(text, /^X-WR-CALNAME:Small chronology: today to 6 months ahead\r$/m);
    assert.match((await service.request('/ja/calendar.ics?from=today')).text, /^X-WR-CALNAME:小さな年表：今日以降\r$/m);
  });

  it('has another validator each day where it is streamed', async () => {
    const address = '/en/calendar.ics?from=today';
    day = TODAY;
    const { etag } = (await streamed.request(address)).headers;
    assert.match(String(etag), /^W\//);
    assert.equal((await streamed.request(address, { headers: { 'If-None-Match': String(etag) } })).status, 304);
    day = '2026-12-25';
    const moved = await streamed.request(address, { headers: { 'If-None-Match': String(etag) } });
    assert.equal(moved.status, 200);
  });

  it('says on its page which days they are, and when they are over', async () => {
    day = TODAY;
    const page = parseHtml((await service.request('/en/?from=today&to=P6M')).text);
    const [hint] = findAll(page, 'main > p.hint').map(textOf);
    assert.equal(hint, 'On 24 December 2026, that is 24 December 2026 to 24 June 2027.');
    assert.equal(textOf(find(page, 'h1')), 'today to 6 months ahead');
    assert.equal(find(page, 'input[name="to"]').attributes.value, 'P6M');
    const over = parseHtml((await service.request('/en/?from=today&to=2026-12-01')).text);
    assert.equal(textOf(find(over, 'main > p.hint')), 'This period is over: it ended on 1 December 2026.');
    assert.equal(findAll(over, 'article').length, 0);
  });

  it('is offered on the page for subscribing, which says what leaves the calendar', async () => {
    day = TODAY;
    const presetsOf = (page: string) =>
      findAll(parseHtml(page), 'ul.presets a').map((link) => [
        textOf(link),
        link.attributes.href,
        link.attributes['aria-current'],
      ]);
    const plain = (await service.request('/en/subscribe')).text;
    assert.deepEqual(presetsOf(plain).at(-1), ['From today on 3', 'subscribe?from=today', undefined]);
    const page = (await service.request('/en/subscribe?from=today')).text;
    assert.deepEqual(presetsOf(page).at(-1), ['From today on 3', 'subscribe?from=today', 'true']);
    assert.match(textOf(sectionOf(page, 'contents')), /can be from 24 December 2026 on, .*What is over leaves it/);
    assert.ok(references(page).some((address) => address.includes('calendar.ics?from=today')));
    const both = (await service.request('/en/subscribe?from=-P30D&to=P30D')).text;
    assert.match(textOf(sectionOf(both, 'contents')), /24 Nov 2026.23 Jan 2027/);
    const to = (await service.request('/ja/subscribe?to=today')).text;
    assert.match(textOf(sectionOf(to, 'contents')), /2026年12月24日までに.*外れる項目はありません/);
    assert.doesNotMatch(textOf(sectionOf(plain, 'contents')), /goes along/);
  });

  it('is not offered of a chronology in which nothing is to come, whatever still goes on', async () => {
    const shipped = await serve();
    const { text } = await shipped.request('/en/subscribe');
    const presets = findAll(parseHtml(text), 'ul.presets a').map(textOf);
    assert.deepEqual(presets, ['Everything 76', 'Key dates 8', 'Without details 54']);
  });

  const relative = {
    en: (label: string, found: string, allowed: string) =>
      `${label}: “${found}” cannot be read as a day told from today. Write ${allowed}: “today”, or P and a number with D, W, M or Y for days, weeks, months or years, with a minus before it for the past.`,
    ja: (label: string, found: string, allowed: string) =>
      `${label}：「${found}」を今日から数えた日として読み取れません。${allowed}のように、「今日」、またはPの後に数とD（日）、W（週）、M（月）、Y（年）のいずれかを付けて指定してください。過去は先頭に-を付けます。`,
  };
  const ALL = 'today, -P30D, P2W, P6M, P1Y';
  /** What is wrong, what programs and readers are told of it, and the parameters of the rest. */
  const wrong: readonly {
    readonly parameters: string;
    readonly detail: RegExp;
    readonly told: { readonly en: string; readonly ja: string };
    readonly rest: string;
  }[] = [
    {
      parameters: 'from=-30D',
      detail: /from takes today, or how far before or after today .*; found -30D; allowed: -P30D$/,
      told: { en: relative.en('From', '-30D', '-P30D'), ja: relative.ja('開始', '-30D', '-P30D') },
      rest: '',
    },
    {
      parameters: 'to=tomorrow&type=meeting',
      detail: /to takes today, .*; found tomorrow; allowed: P1D$/,
      told: { en: relative.en('To', 'tomorrow', 'P1D'), ja: relative.ja('終了', 'tomorrow', 'P1D') },
      rest: 'type=meeting',
    },
    {
      parameters: 'from=today&to=PT5H',
      detail: /to takes today, .*; found PT5H; allowed: today, -P30D, P2W, P6M, P1Y$/,
      told: { en: relative.en('To', 'PT5H', ALL), ja: relative.ja('終了', 'PT5H', ALL) },
      rest: 'from=today',
    },
    {
      parameters: 'from=P99999Y',
      detail: /from takes years from 99999 BC to 99998; found P99999Y/,
      told: {
        en: 'From: “P99999Y” is outside the years 99999 BC to 99998.',
        ja: '開始：「P99999Y」は紀元前99999年から西暦99998年までの範囲にありません。',
      },
      rest: '',
    },
    {
      parameters: 'from=P1D&to=today',
      detail: /from is later than to; found from=P1D, to=today/,
      told: { en: 'The period ends before it begins.', ja: '期間の終わりが始まりより前になっています。' },
      rest: 'to=today',
    },
  ];
  const eventsOn = (page: string) =>
    findAll(parseHtml(page), '.h-event a.u-url').map(({ attributes }) => attributes.href);
  for (const { parameters, detail, told, rest } of wrong)
    it(`is refused for ${parameters}, with what to write; a page tells just that, and shows the events of the rest`, async () => {
      day = TODAY;
      const { status, text } = await service.request(`/en/calendar.ics?${parameters}`);
      assert.equal(status, 400);
      assert.match(JSON.parse(text).detail, detail);
      for (const language of ['en', 'ja'] as const) {
        const asked = await service.request(`/${language}/?${parameters}`, BROWSER);
        const at = asked.headers.location?.slice(BASE_URL.length) ?? `/${language}/?${parameters}`;
        const page = await service.request(at, BROWSER);
        assert.equal(page.status, 200);
        const leftOut = wordsOf(language)('error.leftOut');
        assert.deepEqual(findAll(parseHtml(page.text), '.amiss > p').map(textOf), [told[language], leftOut]);
        const without = await service.request(
          rest === 'type=meeting' ? `/${language}/type/meeting/` : `/${language}/?${rest}`,
        );
        assert.equal(without.status, 200);
        assert.deepEqual(eventsOn(page.text), eventsOn(without.text));
        assert.ok(eventsOn(page.text).length > 0);
      }
    });
});
