/** What pages say to search engines: whole documents for events of each kind, and no date better than it is known. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { isQualified, type Point, type When } from '../../src/chronology/dates/when.ts';
import type { LanguageTag } from '../../src/chronology/languages/text.ts';
import { EVERYTHING, parseQuery } from '../../src/chronology/query/query.ts';
import { renderEventJsonLd } from '../../src/formats/discovery/event-json-ld.ts';
import { type Crumb, renderViewJsonLd } from '../../src/formats/discovery/json-ld.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { chronologyIn, EVERY_DATE, SHIPPED, siteOf, TODAY } from '../support/service.ts';

const BASE = 'https://chronology.example';
const CRUMBS: readonly Crumb[] = [
  { name: 'Small chronology', address: `${BASE}/en/` },
  { name: 'An event', address: `${BASE}/en/events/an-event` },
];

// biome-ignore lint/suspicious/noExplicitAny: read as a stranger reads it
type Node = Readonly<Record<string, any>>;

function nodeOf(chronology: Chronology, slug: string, language: LanguageTag = 'en'): Node {
  const event = chronology.bySlug.get(slug);
  assert.ok(event);
  return JSON.parse(renderEventJsonLd(viewOf(siteOf(chronology, BASE), language, EVERYTHING), event, CRUMBS));
}

/** An event with these fields, without the page that it is the subject of. */
function thingOf(fields: Readonly<Record<string, unknown>>, overrides: Readonly<Record<string, string>> = {}): Node {
  const { mainEntityOfPage, ...thing } = nodeOf(chronologyOf({ 'an-event': fields }, overrides), 'an-event');
  assert.equal(mainEntityOfPage['@type'], 'WebPage');
  return thing;
}

const asWork = {
  'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace(
    'endEntry: true',
    'endEntry: true\n    schemaOrg: CreativeWork',
  ),
};

const IDENTITY = {
  '@context': 'https://schema.org',
  '@id': `${BASE}/events/an-event`,
  name: 'Title',
  url: `${BASE}/en/events/an-event`,
};

describe('an event of schema.org', () => {
  const chronology = chronologyOf(
    {
      'an-event': {
        when: '2022-12-24/2022-12-25',
        place: 'tokyo',
        countries: ['JP'],
        people: [{ id: 'hayashi', office: { en: 'Minister', ja: '大臣' }, country: 'JP' }, { id: 'tleuberdi' }],
        organizations: ['unicef'],
        series: { id: 'rounds', number: 2 },
        relations: { partOf: 'whole' },
        sources: [
          { source: 'report', paragraph: 2, for: 'date', wording: '24 December' },
          { source: 'report', paragraph: 1, for: 'statement' },
          { source: 'review', paragraph: 3, for: 'statement' },
        ],
        revisions: [{ date: '2026-12-03', note: 'A note.' }],
      },
      whole: { when: '2022' },
      part: { when: '2022-12-25', relations: { partOf: 'an-event' } },
      count: { type: 'figure', countries: ['JP'], relations: { partOf: 'an-event' } },
    },
    {
      'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace(
        'languages: [en, ja]',
        'licence: CC BY 4.0\nlanguages: [en, ja]',
      ),
    },
  );

  it('says what its file says', () => {
    assert.deepEqual(nodeOf(chronology, 'an-event'), {
      ...IDENTITY,
      '@type': 'Event',
      description: 'Summary.',
      about: [
        { '@type': 'Person', name: 'Hayashi Yoshimasa', jobTitle: 'Minister' },
        { '@type': 'Person', name: 'Mukhtar Tleuberdi' },
        { '@type': 'Organization', name: 'United Nations Children’s Fund' },
        { '@type': 'Country', name: 'Japan', identifier: 'JP' },
      ],
      startDate: '2022-12-24',
      endDate: '2022-12-25',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: {
        '@type': 'Place',
        name: 'Tokyo',
        address: { '@type': 'PostalAddress', addressCountry: 'JP' },
        geo: { '@type': 'GeoCoordinates', latitude: 35.68, longitude: 139.69 },
      },
      superEvent: [
        { '@type': 'Event', '@id': `${BASE}/events/whole`, name: 'Title' },
        { '@type': 'EventSeries', name: 'Rounds' },
      ],
      // A count is no event, and so no part of one.
      subEvent: [{ '@type': 'Event', '@id': `${BASE}/events/part`, name: 'Title' }],
      mainEntityOfPage: {
        '@type': 'WebPage',
        '@id': `${BASE}/en/events/an-event`,
        inLanguage: 'en',
        datePublished: '2026-11-21T15:00:00Z',
        dateModified: '2026-12-02T15:00:00Z',
        license: { '@type': 'CreativeWork', name: 'CC BY 4.0' },
        publisher: { '@type': 'Organization', name: 'The curators', email: 'curators@annals.example' },
        isPartOf: { '@type': 'Dataset', '@id': `${BASE}/`, name: 'Small chronology' },
        citation: [
          {
            '@type': 'CreativeWork',
            name: 'A report',
            publisher: { '@type': 'Organization', name: 'The press' },
            datePublished: '2022-12-24',
            inLanguage: 'en',
            url: 'https://report.example/',
            hasPart: [
              { '@type': 'CreativeWork', position: 1 },
              { '@type': 'CreativeWork', position: 2 },
            ],
          },
          // Its date is a bound, which is no date of publication.
          {
            '@type': 'CreativeWork',
            name: 'A review',
            inLanguage: 'ja',
            hasPart: [{ '@type': 'CreativeWork', position: 3 }],
          },
        ],
        breadcrumb: {
          '@type': 'BreadcrumbList',
          itemListElement: [
            { '@type': 'ListItem', position: 1, name: 'Small chronology', item: `${BASE}/en/` },
            { '@type': 'ListItem', position: 2, name: 'An event', item: `${BASE}/en/events/an-event` },
          ],
        },
      },
    });
  });

  it('has one identity in every language', () => {
    const [en, ja] = [nodeOf(chronology, 'an-event', 'en'), nodeOf(chronology, 'an-event', 'ja')];
    assert.equal(en['@id'], ja['@id']);
    assert.deepEqual([ja.name, ja.description, ja.url], ['題名', '要約。', `${BASE}/ja/events/an-event`]);
    assert.equal(ja.mainEntityOfPage.inLanguage, 'ja');
  });

  const dates: [when: string, properties: object, description: string][] = [
    ['2022-12-24', { startDate: '2022-12-24' }, 'Summary.'],
    ['2022-12', { startDate: '2022-12' }, 'Summary.'],
    ['2022', { startDate: '2022' }, 'Summary.'],
    ['2022-12-24T15:00+09:00', { startDate: '2022-12-24T15:00+09:00' }, 'Summary.'],
    ['2016-03/2023-11', { startDate: '2016-03', endDate: '2023-11' }, 'Summary.'],
    ['2022-12~', {}, 'About December 2022: Summary.'],
    ['2022-34', {}, 'Second quarter of 2022: Summary.'],
    ['199X', {}, '1990s: Summary.'],
    ['19XX', {}, 'Century 1900–1999: Summary.'],
    ['[2023-09..]', {}, 'In or after September 2023: Summary.'],
    ['[..2019]', {}, 'By 2019: Summary.'],
    ['2022-02/..', { startDate: '2022-02' }, 'Since February 2022: Summary.'],
    ['../1991', { endDate: '1991' }, 'Until 1991: Summary.'],
  ];
  for (const [when, properties, description] of dates)
    it(`of ${when} says ${JSON.stringify(properties)}, and in words what that leaves out`, () => {
      const { eventStatus, ...thing } = thingOf({ when });
      assert.ok(eventStatus);
      assert.deepEqual(thing, { ...IDENTITY, '@type': 'Event', description, ...properties });
    });

  it('takes the curator’s words for what the date cannot say', () => {
    const { startDate, description } = thingOf({ whenText: { en: 'on the evening of the 24th', ja: '24日夜' } });
    assert.deepEqual([startDate, description], ['2022-12-24', 'On the evening of the 24th: Summary.']);
  });

  const statuses: [status: string, properties: object][] = [
    ['planned', { eventStatus: 'https://schema.org/EventScheduled', startDate: '2022-12-24' }],
    ['ongoing', { eventStatus: 'https://schema.org/EventScheduled', startDate: '2022-12-24' }],
    ['done', { eventStatus: 'https://schema.org/EventScheduled', startDate: '2022-12-24' }],
    ['cancelled', { eventStatus: 'https://schema.org/EventCancelled', startDate: '2022-12-24' }],
    // schema.org: `startDate` is the new date, and the old one `previousStartDate`.
    ['superseded', { eventStatus: 'https://schema.org/EventRescheduled', previousStartDate: '2022-12-24' }],
  ];
  for (const [status, properties] of statuses)
    it(`that is ${status} says so`, () => {
      const { '@id': id, '@type': type, '@context': context, url, name, description, ...rest } = thingOf({ status });
      assert.ok(id && type && context && url && name && description);
      assert.deepEqual(rest, properties);
    });

  it('that was online has no place', () => {
    const { eventAttendanceMode, location } = thingOf({ online: 'true' });
    assert.equal(eventAttendanceMode, 'https://schema.org/OnlineEventAttendanceMode');
    assert.deepEqual(location, { '@type': 'VirtualLocation', name: 'Online' });
  });
});

describe('a dataset of schema.org', () => {
  it('says what was counted, and for which time', () => {
    const fields = {
      type: 'figure',
      when: '1993/2022',
      countries: ['UZ'],
      place: 'bokhtar',
      figures: [
        { measure: 'grants', value: '190', scale: 1000000000, unit: 'JPY', approximate: true, countries: ['UZ'] },
      ],
    };
    assert.deepEqual(thingOf(fields), {
      ...IDENTITY,
      '@type': 'Dataset',
      description: 'Summary.',
      about: [{ '@type': 'Country', name: 'Uzbekistan', identifier: 'UZ' }],
      creativeWorkStatus: 'reported',
      temporalCoverage: '1993/2022',
      spatialCoverage: {
        '@type': 'Place',
        name: 'Bokhtar',
        address: { '@type': 'PostalAddress', addressCountry: 'TJ' },
      },
      variableMeasured: [{ '@type': 'PropertyValue', name: 'Grants (Uzbekistan)', value: 'about ¥190 billion' }],
    });
  });

  const coverages: [when: string, coverage: string | undefined][] = [
    ['2019', '2019'],
    ['1993/..', '1993/..'],
    ['../1991', '../1991'],
    ['2004/', undefined],
    ['/2004', undefined],
    ['2020~', undefined],
    ['2016-33', undefined],
    ['[..2019]', undefined],
  ];
  for (const [when, coverage] of coverages)
    it(`of ${when} covers ${coverage ?? 'what words say'}`, () => {
      const { temporalCoverage, description } = thingOf({ type: 'figure', countries: ['UZ'], when });
      assert.equal(temporalCoverage, coverage);
      assert.equal(description === 'Summary.', coverage !== undefined);
    });
});

describe('a work of schema.org', () => {
  it('was published at a moment, or covers a period', () => {
    const moment = thingOf({ place: 'bokhtar' }, asWork);
    assert.deepEqual(
      [moment['@type'], moment.datePublished, moment.temporalCoverage, moment.creativeWorkStatus],
      ['CreativeWork', '2022-12-24', undefined, 'held'],
    );
    assert.equal(moment.locationCreated.name, 'Bokhtar');
    const period = thingOf({ when: '2022-02/..' }, asWork);
    assert.deepEqual([period.datePublished, period.temporalCoverage], [undefined, '2022-02/..']);
  });

  it('that never came about has no date of publication', () => {
    for (const status of ['planned', 'cancelled', 'superseded']) {
      const { datePublished, description } = thingOf({ status }, asWork);
      assert.deepEqual([datePublished, description], [undefined, '24 December 2022: Summary.'], status);
    }
  });

  it('is part of works, and they of it', () => {
    const chronology = chronologyOf({ whole: {}, 'an-event': { relations: { partOf: 'whole' } } }, asWork);
    assert.deepEqual(nodeOf(chronology, 'an-event').isPartOf, [
      { '@type': 'CreativeWork', '@id': `${BASE}/events/whole`, name: 'Title' },
    ]);
    assert.deepEqual(nodeOf(chronology, 'whole').hasPart, [
      { '@type': 'CreativeWork', '@id': `${BASE}/events/an-event`, name: 'Title' },
    ]);
  });
});

/** The days, months, years and instants that the date names, as ISO 8601 writes them. */
function namedIn(when: When): readonly string[] {
  const points: readonly (Point | string)[] = when.kind === 'moment' ? [when.at] : [when.start, when.end];
  return points.flatMap((point) =>
    typeof point === 'string' || point.form === 'bounds' || point.approximate || point.uncertain
      ? []
      : [point.time?.instant ?? point.text],
  );
}

describe('every date', () => {
  for (const folder of [EVERY_DATE, SHIPPED])
    it(`of ${folder.split('/').at(-1)} is told as well as it is known, and no better`, async () => {
      const chronology = await chronologyIn(folder);
      const view = viewOf(siteOf(chronology, BASE), 'en', EVERYTHING);
      let told = 0;
      for (const event of chronology.events) {
        const node: Node = JSON.parse(renderEventJsonLd(view, event, CRUMBS));
        const { startDate, endDate, previousStartDate, datePublished, temporalCoverage } = node;
        const dates = [startDate, endDate, previousStartDate, datePublished, ...(temporalCoverage ?? '').split('/')];
        for (const date of dates.filter((text) => text !== undefined && text !== '' && text !== '..')) {
          assert.match(date, /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?$/);
          const named = date.includes('T') ? new Date(date).toISOString().replace('.000Z', 'Z') : date;
          assert.ok(namedIn(event.when).includes(named), `${event.slug}: ${date} of ${event.when.edtf}`);
          told += 1;
        }
        if (isQualified(event.when) && event.when.kind === 'moment') assert.equal(startDate, undefined, event.slug);
      }
      assert.ok(told > 5);
    });
});

describe('a view', () => {
  const chronology = chronologyOf({
    first: { when: '199X' },
    last: { when: '2020/2023', countries: ['UZ'], revisions: [{ date: '2026-12-03', note: 'A note.' }] },
  });
  const site = siteOf(chronology, BASE);
  const DOWNLOADS = [
    { type: 'text/calendar', address: `${BASE}/en/calendar.ics` },
    { type: 'application/rss+xml', address: `${BASE}/en/feed.rss` },
  ];
  const datasetOf = (search: string, crumbs: readonly Crumb[]): Node => {
    const query = parseQuery(new URLSearchParams(search), chronology, TODAY);
    assert.ok(query.ok);
    return JSON.parse(renderViewJsonLd(viewOf(site, 'en', query.value), 'What it is.', crumbs, DOWNLOADS));
  };
  const publisher = { '@type': 'Organization', name: 'The curators', email: 'curators@annals.example' };

  it('of everything is the chronology as a dataset', () => {
    assert.deepEqual(datasetOf('', CRUMBS.slice(0, 1)), {
      '@context': 'https://schema.org',
      '@type': 'Dataset',
      '@id': `${BASE}/`,
      url: `${BASE}/en/`,
      identifier: 'small.annals.example',
      name: 'Small chronology',
      description: 'What it is.',
      inLanguage: 'en',
      creator: publisher,
      publisher,
      temporalCoverage: '1990/2023',
      dateModified: '2026-12-02T15:00:00Z',
      distribution: [
        { '@type': 'DataDownload', encodingFormat: 'text/calendar', contentUrl: `${BASE}/en/calendar.ics` },
        { '@type': 'DataDownload', encodingFormat: 'application/rss+xml', contentUrl: `${BASE}/en/feed.rss` },
      ],
    });
  });

  it('of a part belongs to it', () => {
    const crumbs = [CRUMBS[0], { name: 'Uzbekistan', address: `${BASE}/en/country/UZ/` }] as const;
    const {
      '@id': id,
      name,
      temporalCoverage,
      isPartOf,
      mainEntityOfPage,
    } = datasetOf('country=UZ', [...crumbs] as Crumb[]);
    assert.deepEqual(
      [id, name, temporalCoverage],
      [`${BASE}/en/country/UZ/`, 'Small chronology: Uzbekistan', '2020/2023'],
    );
    assert.deepEqual(isPartOf, { '@type': 'Dataset', '@id': `${BASE}/`, name: 'Small chronology' });
    assert.equal(mainEntityOfPage.breadcrumb.itemListElement.length, 2);
  });

  it('covers no more time than its dates tell of', () => {
    const coverageOf = (...dates: readonly string[]) => {
      const events = chronologyOf(Object.fromEntries(dates.map((when, index) => [`the-${'abc'[index]}`, { when }])));
      const view = viewOf(siteOf(events, BASE), 'en', EVERYTHING);
      return JSON.parse(renderViewJsonLd(view, 'What it is.', [], DOWNLOADS)).temporalCoverage;
    };
    const table: readonly (readonly [coverage: string, ...dates: string[]])[] = [
      ['2004/2004', '2004-05-06'],
      ['../2019', '[..2019]'],
      ['2023/..', '[2023-09..]'],
      ['../1991', '../1991'],
      ['../1991', '/1991'],
      ['2004/..', '2004/'],
      ['2004/..', '2004/..'],
      ['1990/2019', '199X', '[..2019]'],
      ['2004/2025', '2004', '[2023-09..]', '2025'],
      ['1990/..', '1990', '[2023-09..]', '2023-01'],
    ];
    for (const [coverage, ...dates] of table) assert.equal(coverageOf(...dates), coverage, dates.join());
  });

  it('without events covers no time', () => {
    const { temporalCoverage, dateModified } = datasetOf('q=nothing', CRUMBS);
    assert.deepEqual([temporalCoverage, dateModified], [undefined, undefined]);
  });
});

describe('a text with marks of HTML', () => {
  it('stands in the JSON without a mark that could end it, and is read as it was written', () => {
    const title = '</script><script>alert(1)</script><!-- ]]>';
    const chronology = chronologyOf({ 'an-event': { title, summary: title } });
    const event = chronology.bySlug.get('an-event');
    assert.ok(event);
    const json = renderEventJsonLd(viewOf(siteOf(chronology, BASE), 'en', EVERYTHING), event, CRUMBS);
    assert.ok(!json.includes('<'));
    assert.deepEqual([JSON.parse(json).name, JSON.parse(json).description], [title, title]);
  });
});
