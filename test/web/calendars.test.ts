/** Calendars beyond that of a view in one language: all languages at once, anniversaries, single events, and feeds of a day. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import ICAL from 'ical.js';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { type Answer, BASE_URL, EVERY_DATE, serve, TODAY } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

const { request, chronology } = await serve();
const everyDate = await serve({ folder: EVERY_DATE });
const CALENDAR = 'text/calendar; charset=utf-8';

const componentOf = ({ text }: Answer) => new ICAL.Component(ICAL.parse(text) as never);
const slugsIn = (answer: Answer) =>
  componentOf(answer)
    .getAllSubcomponents('vevent')
    .map((vevent) => String(vevent.getFirstPropertyValue('uid')).split(/[.@]/)[0]);
const property = (answer: Answer, name: string) => componentOf(answer).getFirstPropertyValue(name)?.toString();

async function calendar(path: string, service = { request }): Promise<Answer> {
  const answer = await service.request(path);
  assert.deepEqual([path, answer.status, answer.headers['content-type']], [path, 200, CALENDAR]);
  return answer;
}

describe('a calendar in all languages at once', () => {
  const views = ['', 'type/meeting/', 'country/UZ/', 'series/foreign-ministers/', 'person/hayashi-yoshimasa/'];
  for (const view of views)
    it(`of ${view === '' ? 'everything' : view} has the entries of one language, each text in both`, async () => {
      const both = await calendar(`/en-ja/${view}calendar.ics`);
      const read = async (language: string) =>
        new Map(
          componentOf(await calendar(`/${language}/${view}calendar.ics`))
            .getAllSubcomponents('vevent')
            .map((vevent) => [String(vevent.getFirstPropertyValue('uid')), vevent]),
        );
      const [english, japanese] = [await read('en'), await read('ja')];
      const vevents = componentOf(both).getAllSubcomponents('vevent');
      assert.equal(vevents.length, english.size);
      for (const vevent of vevents) {
        const uid = String(vevent.getFirstPropertyValue('uid'));
        const value = (of: ICAL.Component | undefined, name: string) => String(of?.getFirstPropertyValue(name));
        const [en, ja] = [english.get(uid), japanese.get(uid)];
        assert.equal(value(vevent, 'summary'), `${value(en, 'summary')} / ${value(ja, 'summary')}`);
        const [text, link] = value(en, 'description').split(/\n\n(?=http)/);
        assert.equal(value(vevent, 'description'), `${text}\n\n${value(ja, 'description')}`);
        assert.ok(value(ja, 'description').endsWith(`\n\n${link}`));
        for (const name of ['dtstart', 'dtend', 'dtstamp', 'sequence', 'status', 'url', 'geo', 'x-annals-edtf'])
          assert.equal(value(vevent, name), value(en, name), name);
      }
    });

  it('names itself and its page, and says of no text of two languages that it is in one', async () => {
    const both = await calendar('/en-ja/type/meeting/calendar.ics?imprecise=span');
    assert.equal(property(both, 'name'), 'Central Asia plus Japan: Meetings / 中央アジア＋日本：会合');
    assert.equal(property(both, 'source'), `${BASE_URL}/en-ja/type/meeting/calendar.ics?imprecise=span`);
    assert.equal(property(both, 'url'), `${BASE_URL}/en/type/meeting/?imprecise=span`);
    assert.doesNotMatch(both.text, /^(SUMMARY|DESCRIPTION|NAME|LOCATION|CATEGORIES);LANGUAGE/m);
  });

  it('has a text once that both languages have alike', async () => {
    const chronology = chronologyOf({ same: { title: 'G7', summary: 'One.', when: '2022-12-24' } });
    const service = await serve({ chronology });
    assert.match((await calendar('/en-ja/calendar.ics', service)).text, /^SUMMARY;LANGUAGE=en:G7\r$/m);
  });

  it('takes the same filters, and leads to the canonical address', async () => {
    const moved = await request('/en-ja/calendar.ics?type=meeting');
    assert.deepEqual([moved.status, moved.headers.location], [301, `${BASE_URL}/en-ja/type/meeting/calendar.ics`]);
    const one = slugsIn(await calendar('/en/calendar.ics?country=UZ&from=2022'));
    assert.deepEqual(slugsIn(await calendar('/en-ja/calendar.ics?country=UZ&from=2022')), one);
    assert.equal((await request('/en-ja/calendar.ics?type=nope')).status, 400);
  });

  it('has no pages and feeds: its folder leads to the page in the reader’s language', async () => {
    for (const [path, page] of [
      ['/en-ja', '/ja/'],
      ['/en-ja/', '/ja/'],
      ['/en-ja/type/visit/', '/ja/type/visit/'],
      ['/en-ja/type/visit', '/ja/type/visit/'],
      ['/en-ja/events/summit-1', '/ja/events/summit-1'],
      ['/en-ja/subscribe?type=visit', '/ja/subscribe?language=en-ja&type=visit'],
      ['/events/summit-1.ics', '/ja/events/summit-1.ics'],
      ['/en-ja/?type=visit', '/ja/type/visit/'],
    ] as const) {
      const { status, headers } = await request(path, { headers: { 'Accept-Language': 'ja' } });
      assert.deepEqual([path, status, headers.location], [path, 302, `${BASE_URL}${page}`]);
      assert.match(String(headers.vary), /\bAccept-Language\b/);
    }
    for (const path of ['/en-ja/feed.rss', '/en-ja/nope/x/', '/en-ja/events/nope', '/events/nope.ics'])
      assert.equal((await request(path)).status, 404, path);
  });

  it('is the same with the languages the other way round', async () => {
    for (const below of ['/type/meeting/calendar.ics?imprecise=span', '/', '', '?type=meeting']) {
      const { status, headers } = await request(`/ja-en${below}`);
      assert.deepEqual([status, headers.location], [301, `${BASE_URL}/en-ja${below}`]);
    }
  });

  it('is not there where the chronology has one language', async () => {
    const text = chronologyOf({ one: {} });
    const service = await serve({
      chronology: {
        ...text,
        vocabulary: { ...text.vocabulary, settings: { ...text.vocabulary.settings, languages: ['en'] } },
      },
    });
    assert.equal((await service.request('/en/calendar.ics')).status, 200);
    assert.equal((await service.request('/en-en/calendar.ics')).status, 404);
  });
});

describe('the calendar of one event', () => {
  it('is a file of its own name with the entries that the event has in the calendar of all', async () => {
    for (const service of [{ request, chronology }, everyDate])
      for (const language of ['en', 'ja', 'en-ja']) {
        const blocks = ({ text }: Answer) => text.match(/BEGIN:VEVENT\r\n[\s\S]*?END:VEVENT\r\n/g) ?? [];
        const all = blocks(await calendar(`/${language}/calendar.ics`, service));
        const found: string[] = [];
        for (const slug of service.chronology.bySlug.keys()) {
          const answer = await calendar(`/${language}/events/${slug}.ics`, service);
          assert.equal(answer.headers['content-disposition'], `attachment; filename="${slug}.ics"`);
          found.push(...blocks(answer));
        }
        assert.deepEqual(found.sort(), [...all].sort());
      }
  });

  it('of a withdrawn event cancels it, and names what took its place', async () => {
    const answer = await calendar('/en/events/withdrawn.ics', everyDate);
    const [vevent] = componentOf(answer).getAllSubcomponents('vevent');
    const value = (name: string) => String(vevent?.getFirstPropertyValue(name));
    assert.equal(value('status'), 'CANCELLED');
    assert.equal(value('summary'), 'Withdrawn: Entered by mistake');
    assert.equal(value('related-to'), 'third-round@every-date.annals.example');
    assert.match(value('description'), /^Withdrawn: The same as the third round\.\n/);
    assert.ok(value('description').includes(`\nIts place is taken by: ${BASE_URL}/events/third-round\n`));
  });

  it('is taken over once: it has no name, source or interval, for which Outlook would open one more calendar', async () => {
    for (const path of ['/ja/events/summit-1.ics', '/en-ja/events/summit-1.ics']) {
      const properties = componentOf(await calendar(path)).getAllProperties();
      assert.deepEqual(
        properties.map(({ name }) => name),
        ['version', 'calscale', 'prodid'],
      );
    }
    const [vevent] = componentOf(await calendar('/ja/events/summit-1.ics')).getAllSubcomponents('vevent');
    assert.equal(vevent?.getFirstPropertyValue('url'), `${BASE_URL}/events/summit-1`);
  });

  it('of no event is not found', async () => {
    for (const path of ['/en/events/nope.ics', '/en/events/.ics', '/en/events/summit-1.ics.ics'])
      assert.equal((await request(path)).status, 404, path);
  });
});

describe('anniversaries', () => {
  it('are yearly, from the first one on, and of what is known to the day', async () => {
    const answer = await calendar('/en/anniversaries.ics', everyDate);
    const found = componentOf(answer)
      .getAllSubcomponents('vevent')
      .map((vevent) => {
        const value = (name: string) => String(vevent.getFirstPropertyValue(name));
        return [value('uid').split('@')[0], value('summary'), value('dtstart'), value('rrule')].join(' | ');
      });
    assert.match(answer.text, /UID:early\.anniversary@[\s\S]*?DTSTART;VALUE=DATE:07951022\r\n/);
    assert.deepEqual(found.slice(1, 4), [
      'english-only.anniversary | On this day in 2022: In one language only | 2023-08-01 | FREQ=YEARLY',
      'day.anniversary | On this day in 2022: Day | 2023-12-24 | FREQ=YEARLY',
      'third-round.anniversary | On this day in 2023: Third round, with: every; character \\ that "matters" & <b> | 2024-08-01 | FREQ=YEARLY',
    ]);
    assert.ok(
      found.includes(
        'leap-day.anniversary | On this day in 2024: Leap day (29 February) | 2025-02-28 | FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1',
      ),
    );
    assert.ok(
      found.includes(
        'long-period-of-days.anniversary | On this day in 2024: Long period of days (start) | 2025-01-15 | FREQ=YEARLY',
      ),
    );
    assert.deepEqual(
      found.filter((text) => /^(month|year|whole-year|approximate|cancelled|planned|by|unknown-end)\./.test(text)),
      [],
    );
  });

  it('are there for any filter, in each language and in both', async () => {
    const found = slugsIn(await calendar('/en/type/meeting/anniversaries.ics'));
    const meetings = chronology.events.filter(({ type }) => type === 'meeting').map(({ slug }) => slug);
    assert.ok(found.length > 0 && found.every((slug) => meetings.includes(slug ?? '')));
    const empty = await calendar('/ja/anniversaries.ics?q=no-such-thing');
    assert.deepEqual(slugsIn(empty), []);
    assert.equal(
      property(await calendar('/en-ja/type/meeting/anniversaries.ics'), 'name'),
      `${property(await calendar('/en/type/meeting/anniversaries.ics'), 'name')} / ${property(await calendar('/ja/type/meeting/anniversaries.ics'), 'name')}`,
    );
  });

  it('know nothing of how imprecise dates are treated', async () => {
    const span = await request('/en/anniversaries.ics?imprecise=span');
    assert.equal(span.text, (await request('/en/anniversaries.ics')).text);
  });
});

describe('the feed of a day', () => {
  let day = TODAY;
  const settingClock = serve({ folder: EVERY_DATE, today: () => day });
  const at = async (today: string, path = '/en/on-this-day.rss') => {
    day = today;
    const { request } = await settingClock;
    const answer = await request(path);
    assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'application/rss+xml; charset=utf-8']);
    const items = parseXml(answer.text).child('channel').children('item');
    return {
      etag: answer.headers.etag,
      titles: items.map((item) => item.child('title').text),
      guids: items.map((item) => item.child('guid').text),
      dates: items.map((item) => item.child('pubDate').text),
      links: items.map((item) => item.child('link').text),
      text: answer.text,
    };
  };

  it('tells what took place on it and on the nine days before in earlier years, with the date in full', async () => {
    const { titles, guids, dates, links, text } = await at('2026-12-24');
    assert.deepEqual(titles, ['On this day in 2022: Day', 'On this day in 2025: Time in the zone of the chronology']);
    assert.deepEqual(guids, [
      'day.anniversary.2026-12-24@every-date.annals.example',
      'time.anniversary.2026-12-20@every-date.annals.example',
    ]);
    // The day begins in Tokyo, nine hours before it does in UTC.
    assert.deepEqual(dates, ['Wed, 23 Dec 2026 15:00:00 GMT', 'Sat, 19 Dec 2026 15:00:00 GMT']);
    assert.deepEqual(links, [`${BASE_URL}/en/events/day`, `${BASE_URL}/en/events/time`]);
    assert.match(text, /<p>24 December 2022<\/p>/);
  });

  it('tells what is known to the month on the first of that month, saying so', async () => {
    assert.deepEqual((await at('2026-03-01')).titles, [
      'In this month in 2016: Period of months (start)',
      'In this month in 2023: Month',
      'On this day in 2024: Leap day (29 February)',
    ]);
    assert.deepEqual((await at('2026-03-02')).titles, (await at('2026-03-01')).titles);
    assert.deepEqual((await at('2026-03-01', '/ja/on-this-day.rss')).titles.slice(0, 2), [
      '2016年のこの月：月の期間（開始）',
      '2023年のこの月：月',
    ]);
  });

  it('shows it again each year under another guid', async () => {
    assert.equal((await at('2027-12-24')).guids[0], 'day.anniversary.2027-12-24@every-date.annals.example');
  });

  it('has other validators on another day, and the same ones all day', async () => {
    const first = await at('2026-12-24');
    assert.notEqual((await at('2026-12-25')).etag, first.etag);
    assert.equal((await at('2026-12-24')).etag, first.etag);
  });

  it('is there for any filter', async () => {
    assert.deepEqual((await at('2026-12-24', '/en/type/count/on-this-day.rss')).titles, [
      'No entries yet: Every kind of date: Counts: on this day',
    ]);
    assert.deepEqual((await at('2026-12-24', '/en/on-this-day.rss?from=2022&to=2022')).titles, [
      'On this day in 2022: Day',
    ]);
  });
});

describe('every output of a view', () => {
  it('is there in each language, and says what it is to programs of other sites', async () => {
    for (const output of outputNames)
      for (const path of [`/en/${output}`, `/ja/type/visit/${output}`]) {
        const { status, headers } = await request(path);
        assert.deepEqual([path, status, headers['access-control-allow-origin']], [path, 200, '*']);
      }
  });

  it('is in all languages at once, at the root, under short addresses and in the head of pages as its entry says', async () => {
    const head = (await request('/en/type/visit/')).text;
    for (const name of outputNames) {
      const { isMultilingual = false, shortAddresses, advertised, mediaType } = outputs[name];
      assert.equal((await request(`/en-ja/${name}`)).status, isMultilingual ? 200 : 404, name);
      assert.equal((await request(`/${name}`)).status, shortAddresses ? 200 : 404, name);
      for (const short of shortAddresses ?? []) {
        const { status, headers } = await request(`${short}?type=visit`);
        assert.deepEqual([status, headers.location], [301, `${BASE_URL}/${name}?type=visit`], short);
      }
      const link = new RegExp(
        `<link rel="alternate" type="${mediaType.split(';')[0]?.replace('+', '\\+')}"[^>]* href="${name}">`,
      );
      assert.equal(link.test(head), advertised?.title !== undefined, name);
    }
  });
});
