/** A feed: well-formed whatever the texts hold, the same bytes every time, entries by publication and not by the event's date. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import RSS from 'rss';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import {
  cleanXml,
  joinRssChannel,
  type RssChannel,
  type RssItem,
  renderRssItem,
} from '../../src/formats/feed/rss-package.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { anyCharacter } from '../support/any-character.ts';
import { everyDate, shipped, siteOf } from '../support/golden-outputs.ts';
import { renderRss } from '../support/rendered.ts';
import { type Element, parseXml } from '../support/xml.ts';

const channel: RssChannel = {
  title: 'A title',
  description: 'A description',
  page: 'https://chronology.example/en/',
  self: 'https://chronology.example/en/feed.rss',
  language: 'en',
  lastBuilt: '2026-12-03T12:00:00Z',
  ttlMinutes: 720,
};

const item: RssItem = {
  guid: 'a@b.example',
  title: 'March 2023: A title',
  description: '<p>A text</p>',
  content: '<p>The whole text</p>',
  link: 'https://chronology.example/en/events/a',
  published: '2026-11-22T12:00:00Z',
  categories: [
    { name: 'Meeting', domain: 'tag:b.example,2026:type' },
    { name: 'Japan', domain: 'tag:b.example,2026:country' },
  ],
  calendar: 'https://chronology.example/en/events/a.ics',
  edtf: '2023-03',
  startDate: '2023-03',
};

/** As `rss.ts` serves them. */
const documentOf = (head: RssChannel, items: readonly RssItem[]) => joinRssChannel(head, items.map(renderRssItem));
const channelOf = (xml: string): Element => parseXml(xml).child('channel');

const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ']]>',
        '<![CDATA[',
        '<',
        '&',
        '&amp;',
        '\u0000',
        '\u000b',
        '\ufffe',
        '\uffff',
        '\ud800',
        '\udc00',
        '\r',
        '\n',
        '</item>',
        '<lastBuildDate>x</lastBuildDate>',
        '<generator>Annals</generator><lastBuildDate>y</lastBuildDate>',
        '日本',
        '👩‍👩‍👧‍👦',
      ),
      fc.string({ unit: anyCharacter }),
    ),
    { minLength: 1, maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('one entry', () => {
  it('has these elements', () => {
    const [entry] = channelOf(documentOf(channel, [item])).children('item');
    assert.deepEqual(
      entry?.elements.map(({ name, text, attributes }) => [name, text, attributes]),
      [
        ['title', 'March 2023: A title', {}],
        ['description', '<p>A text</p>', {}],
        ['link', 'https://chronology.example/en/events/a', {}],
        ['guid', 'a@b.example', { isPermaLink: 'false' }],
        ['pubDate', 'Sun, 22 Nov 2026 12:00:00 GMT', {}],
        ['category', 'Meeting', { domain: 'tag:b.example,2026:type' }],
        ['category', 'Japan', { domain: 'tag:b.example,2026:country' }],
        ['content:encoded', '<p>The whole text</p>', {}],
        [
          'atom:link',
          '',
          { href: 'https://chronology.example/en/events/a.ics', rel: 'related', type: 'text/calendar' },
        ],
        ['ev:startdate', '2023-03', {}],
        ['annals:edtf', '2023-03', {}],
      ],
    );
  });

  it('says when it changed', () => {
    const [entry] = channelOf(documentOf(channel, [{ ...item, updated: '2026-12-03T12:00:00Z' }])).children('item');
    assert.equal(entry?.child('atom:updated').text, '2026-12-03T12:00:00Z');
  });

  it('says its language where that is not the feed’s', () => {
    const [entry] = channelOf(documentOf(channel, [{ ...item, language: 'ja' }])).children('item');
    assert.equal(entry?.child('dc:language').text, 'ja');
  });
});

describe('the channel', () => {
  it('names its page, itself, its language and how long it is good for', () => {
    const read = channelOf(
      documentOf({ ...channel, copyright: 'The curators, MIT', managingEditor: 'a@b.example (Curators)' }, []),
    );
    const said = Object.fromEntries(read.elements.map(({ name, text, attributes }) => [name, text || attributes]));
    assert.deepEqual(said, {
      title: 'A title',
      description: 'A description',
      link: 'https://chronology.example/en/',
      generator: 'Annals',
      lastBuildDate: 'Thu, 03 Dec 2026 12:00:00 GMT',
      'atom:link': { href: 'https://chronology.example/en/feed.rss', rel: 'self', type: 'application/rss+xml' },
      copyright: 'The curators, MIT',
      language: 'en',
      managingEditor: 'a@b.example (Curators)',
      ttl: '720',
    });
  });

  it('leads to the other documents of the feed', () => {
    const links = [{ rel: 'prev-archive', href: 'https://chronology.example/en/feed.rss?part=7&a=b' }];
    const read = channelOf(documentOf({ ...channel, links, isArchive: true }, [item]));
    assert.equal(read.children('fh:archive').length, 1);
    assert.deepEqual(
      read.children('atom:link').map(({ attributes }) => [attributes.rel, attributes.href]),
      [
        ['self', 'https://chronology.example/en/feed.rss'],
        ['prev-archive', 'https://chronology.example/en/feed.rss?part=7&a=b'],
      ],
    );
  });

  it('refuses a date that is none', () => {
    assert.throws(() => documentOf(channel, [{ ...item, published: 'soon' }]), /not an instant: soon/);
  });
});

describe('any text', () => {
  it('is well-formed XML and comes back as it was, but for what XML cannot carry', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, description) => {
        const read = channelOf(
          documentOf({ ...channel, title, description: title }, [
            {
              ...item,
              title,
              description,
              content: title,
              categories: [{ name: title, domain: 'tag:b.example,2026:type' }],
              guid: title,
              edtf: title,
              link: description,
            },
          ]),
        );
        const [entry, ...others] = read.children('item');
        assert.deepEqual(others, []);
        assert.equal(read.child('lastBuildDate').text, 'Thu, 03 Dec 2026 12:00:00 GMT');
        // rss has words of its own for an empty text.
        if (cleanXml(title) !== '') {
          assert.equal(entry?.child('title').text, cleanXml(title));
          assert.equal(entry?.child('guid').text, cleanXml(title));
          assert.equal(read.child('title').text, cleanXml(title));
        }
        if (cleanXml(title) !== '') {
          assert.equal(entry?.child('content:encoded').text, cleanXml(title));
          assert.equal(entry?.child('category').text, cleanXml(title));
        }
        if (cleanXml(description) !== '') assert.equal(entry?.child('description').text, cleanXml(description));
      }),
      { numRuns: 400 },
    );
  });
});

describe('the feed of a chronology', () => {
  for (const language of ['en', 'ja'] as const)
    it(`holds every event once, in ${language}`, async () => {
      const chronology = await shipped();
      const read = channelOf(renderRss(viewOf(siteOf(chronology), language, EVERYTHING)));
      const guids = read.children('item').map((entry) => entry.child('guid').text.split('@')[0]);
      assert.deepEqual(guids.sort(), [...chronology.bySlug.keys()].sort());
    });

  it('is titled by date as known, and dated by publication', async () => {
    const chronology = await shipped();
    const read = channelOf(renderRss(viewOf(siteOf(chronology), 'en', EVERYTHING)));
    const entries = new Map(read.children('item').map((entry) => [entry.child('guid').text.split('@')[0], entry]));
    assert.equal(
      entries.get('tokyo-dialogue-12')?.child('title').text,
      'March 2023: 12th Tokyo Dialogue of “Central Asia plus Japan”',
    );
    assert.equal(
      entries.get('trainees-and-experts-11447')?.child('title').text,
      'Until 2019, start unknown: 11,447 Central Asian and Caucasus trainees received by Japan, 3,209 experts sent',
    );
    const NEW = ['scholarships-and-japan-centers', 'soviet-nuclear-tests'];
    for (const [slug = '', entry] of entries) {
      const publication = Date.UTC(2026, 10, NEW.includes(slug) ? 28 : 21, 15);
      const secondsLater = (Date.parse(entry.child('pubDate').text) - publication) / 1000;
      assert.ok(secondsLater >= 0 && secondsLater < entries.size, `${slug}: ${secondsLater}`);
    }
    assert.equal(new Set([...entries.values()].map((entry) => entry.child('pubDate').text)).size, entries.size);
  });

  it('is in Japanese where it is asked for', async () => {
    const read = channelOf(renderRss(viewOf(siteOf(await shipped()), 'ja', EVERYTHING)));
    assert.equal(read.child('language').text, 'ja');
    assert.equal(read.child('title').text, '中央アジア＋日本');
    assert.ok(
      read
        .children('item')
        .some((entry) => entry.child('title').text === '2023年3月：「中央アジア＋日本」対話・第12回東京対話'),
    );
  });

  it('dates events only where W3CDTF can say the date', async () => {
    const read = channelOf(renderRss(viewOf(siteOf(await everyDate()), 'en', EVERYTHING)));
    const dates = Object.fromEntries(
      read
        .children('item')
        .map((entry) => [
          entry.child('guid').text.split('@')[0],
          ['ev:startdate', 'ev:enddate'].map((name) => entry.children(name)[0]?.text),
        ]),
    );
    const none = [undefined, undefined];
    const expected = {
      day: ['2022-12-24', undefined],
      month: ['2023-03', undefined],
      year: ['2004', undefined],
      quarter: none,
      half: none,
      decade: none,
      approximate: none,
      'uncertain-day': none,
      both: none,
      after: none,
      by: none,
      between: none,
      'period-of-months': ['2016-03', '2023-11'],
      'whole-year': ['2019-01-01', '2019-12-31'],
      'approximate-period': [undefined, '2006'],
      since: ['2022-02', undefined],
      until: [undefined, '1991'],
      'unknown-end': ['2004', undefined],
      time: ['2025-12-20T15:00+09:00', undefined],
      hours: ['2026-03-14T14:00+09:00', '2026-03-14T15:30+09:00'],
      'hours-elsewhere': ['2026-03-28T22:00+01:00', '2026-03-29T03:30+02:00'],
    };
    for (const [slug, pair] of Object.entries(expected)) assert.deepEqual(dates[slug], pair, slug);
  });

  it('leaves withdrawn events out, and marks a text in another language', async () => {
    const read = channelOf(renderRss(viewOf(siteOf(await everyDate()), 'ja', EVERYTHING)));
    const guids = read.children('item').map((entry) => entry.child('guid').text);
    assert.ok(!guids.includes('withdrawn@every-date.annals.example'));
    const fallback = read.children('item')[guids.indexOf('english-only@every-date.annals.example')];
    assert.match(
      fallback?.child('content:encoded').text ?? '',
      /^<p>2022年8月1日<\/p>\n<p lang="en">The other language falls back to this one\.<\/p>\n<p>場所：オンライン<\/p>/,
    );
  });
});

describe('rss 1.2.2, whose gaps we fill', () => {
  const options = { title: 't', feed_url: 'https://a.example/f', site_url: 'https://a.example/' };

  it('takes now for the build date', (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2001, 1, 3) });
    assert.match(new RSS(options).xml(), /<lastBuildDate>Sat, 03 Feb 2001 00:00:00 GMT<\/lastBuildDate>/);
    assert.match(documentOf(channel, []), /<lastBuildDate>Thu, 03 Dec 2026 12:00:00 GMT<\/lastBuildDate>/);
  });

  it('lays out items in a channel of many as in one of their own', () => {
    const titles = ['a', '</item>\n        <item>', '\n    </channel>\n</rss>'];
    const feed = new RSS(options);
    for (const title of titles)
      feed.item({
        guid: item.guid,
        title,
        description: item.description,
        url: item.link,
        date: new Date(item.published),
        custom_elements: [
          ...item.categories.map(({ name, domain }) => ({ category: { _attr: { domain }, _cdata: name } })),
          { 'content:encoded': { _cdata: item.content } },
          { 'annals:edtf': item.edtf },
        ],
      });
    const together = feed.xml({ indent: true });
    const plain = { ...item, calendar: undefined, startDate: undefined, endDate: undefined };
    const alone = titles.map((title) => renderRssItem({ ...plain, title }));
    assert.equal(
      alone.join(''),
      together.slice(together.indexOf('\n        <item>'), together.lastIndexOf('\n    </channel>')),
    );
  });

  it('writes characters that XML does not have', () => {
    assert.ok(new RSS({ ...options, title: 'a\u0000' }).xml().includes('a\u0000'));
  });

  it('names its own address as the site where there is none', () => {
    assert.match(
      new RSS({ title: 't', feed_url: 'https://a.example/f' } as never).xml(),
      /<link>http:\/\/github\.com\/dylang\/node-rss<\/link>/,
    );
  });

  it('prints an invalid date', () => {
    const feed = new RSS(options);
    feed.item({ title: 'x', description: '', url: 'https://a.example/', date: new Date(Number.NaN) });
    assert.match(feed.xml(), /<pubDate>Invalid Date<\/pubDate>/);
  });
});
