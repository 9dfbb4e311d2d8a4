/** The chronology that ships: complete, in both languages, cited throughout, and without what its documents lead one to get wrong. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { coverage } from '../../src/chronology/check/documents.ts';
import { pointsOf } from '../../src/chronology/dates/when.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { Yaml } from '../../src/chronology/files/yaml.ts';
import { loadFolder } from '../../src/chronology/folder/load.ts';
import { ROOT } from '../support/root.ts';

const EVENTS = join(ROOT, 'events');

const loaded = await loadFolder(EVENTS);
const { chronology, files } = loaded;
assert.ok(chronology, loaded.problems.map((problem) => formatProblem(problem)).join('\n'));

/** Slugs of the published events. Identity never moves: nothing leaves this list, and what is withdrawn leaves a tombstone. */
const PUBLISHED = [
  'aid-by-country',
  'bishkek-osh-avalanche-protection',
  'caucasus-initiative',
  'covid-equipment',
  'covid-grant-notes',
  'covid-support-announced',
  'decarbonisation-roadmaps',
  'dialogue-cooperation',
  'dialogue-launch',
  'diplomatic-relations',
  'diplomatic-relations-30th-anniversary',
  'economic-energy-dialogue-2',
  'etchmiadzin-kindergarten-renovation',
  'foreign-ministers-meeting-10-plan',
  'foreign-ministers-meeting-8',
  'foreign-ministers-meeting-8-plan',
  'foreign-ministers-meeting-8-report',
  'foreign-ministers-meeting-9',
  'foreign-ministers-meeting-9-joint-statement',
  'foreign-ministers-meeting-9-opening',
  'foreign-ministers-meeting-9-press-conference',
  'foreign-ministers-meeting-9-report',
  'foreign-ministers-meeting-9-working-lunch',
  'foreign-ministers-meetings-held',
  'foreign-ministers-special-conference',
  'friendship-tunnel-completed',
  'friendship-tunnel-named',
  'hayashi-growth-model',
  'independence',
  'iwaya-central-asia-visit',
  'iwaya-kazakhstan-talks',
  'iwaya-uzbekistan-talks',
  'japan-readiness',
  'japanese-digital-university',
  'kazakhstan-chair',
  'kono-caucasus-visit',
  'kyzylkala-bokhtar-road',
  'link-between-europe-and-asia',
  'market-transition',
  'mirziyoyev-abe-summit',
  'mirziyoyev-japan-visit',
  'nagashima-central-asia-talks',
  'nagashima-central-asia-visit',
  'nagashima-ct-scanner-inspection',
  'nagorno-karabakh-displacement',
  'nagorno-karabakh-emergency-grant',
  'nagorno-karabakh-military-action',
  'nagorno-karabakh-unicef-care',
  'norov-initiatives',
  'parliamentary-friendship-league',
  'scholarships-and-japan-centers',
  'security-talks',
  'soviet-nuclear-tests',
  'special-conference-chairs-statement',
  'summit-1',
  'summit-plan',
  'tleuberdi-initiatives',
  'tokyo-dialogue-12',
  'tokyo-initiative',
  'trainees-and-experts-11447',
  'trainees-and-experts-12100',
  'trainees-and-experts-13764',
  'trans-caspian-forum-plan',
  'trans-caspian-study',
  'trans-caspian-talks',
  'ukraine-aggression',
  'umurzakov-address',
  'umurzakov-aso-talks',
  'umurzakov-japan-visit',
  'umurzakov-motegi-talks',
  'uzbek-initiatives',
  'uzbekistan-ct-scanner',
  'uzbekistan-loans',
  'yoshikawa-caucasus-talks',
  'yoshikawa-caucasus-visit',
  'yoshikawa-kindergarten-visit',
];

function eventOf(slug: string): TimelineEvent {
  const event = chronology?.bySlug.get(slug);
  assert.ok(event, slug);
  return event;
}

/** Each text of a value that was read from YAML, with the dotted path to it. */
function* textsIn(value: unknown, path = ''): Generator<readonly [path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, path === '' ? key : `${path}.${key}`);
}

/** Each mapping whose keys are languages, with the dotted path to it. */
function* translationsIn(value: unknown, path = ''): Generator<readonly [path: string, texts: Record<string, string>]> {
  if (typeof value !== 'object' || value === null) return;
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => key === 'en' || key === 'ja'))
    yield [path, value as Record<string, string>];
  else
    for (const key of keys)
      yield* translationsIn((value as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`);
}

const { events } = chronology;

describe('the folder', () => {
  it('has no problem', () => assert.deepEqual(loaded.problems, []));

  it('holds about 65 events', () => {
    assert.ok(events.length >= 55 && events.length <= 80, String(events.length));
  });

  it('holds every event that was ever published, shown or withdrawn', () => {
    assert.deepEqual([...chronology.bySlug.keys()].sort(), PUBLISHED);
  });

  it('has slugs without a year or month', () => {
    const dated =
      /(^|-)((1[5-9]|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december)(-|$)/;
    assert.deepEqual(
      [...chronology.bySlug.keys()].filter((slug) => dated.test(slug)),
      [],
    );
  });

  it('has titles without a year: the date stands beside them, as well as it is known', () => {
    const dated = /(1[5-9]|20)\d\d|年[^次]/;
    assert.deepEqual(
      events.flatMap(({ title }) => Object.values(title)).filter((title) => dated.test(title.replace(/周年/g, ''))),
      [],
    );
  });

  it('has no two events of one title', () => {
    for (const language of chronology.vocabulary.settings.languages) {
      const titles = events.map(({ title }) => title[language]);
      assert.deepEqual(
        titles.filter((title, index) => titles.indexOf(title) !== index),
        [],
      );
    }
  });
});

describe('both languages', () => {
  // A name that is the same in every language stands once.
  const NAMES: ReadonlySet<string> = new Set(['nCa']);

  it('are those of the chronology, English first', () => {
    assert.deepEqual(chronology.vocabulary.settings.languages, ['en', 'ja']);
  });

  it('are in every text of every event', () => {
    const lacking = events.flatMap((event) =>
      [...translationsIn(event)].filter(([, texts]) => !texts.en || !texts.ja).map(([path]) => `${event.slug} ${path}`),
    );
    assert.deepEqual(lacking, []);
    for (const { title, summary } of events)
      assert.deepEqual(
        [Object.keys(title), Object.keys(summary)],
        [
          ['en', 'ja'],
          ['en', 'ja'],
        ],
      );
  });

  it('are in every text of the vocabulary', () => {
    const { vocabulary } = chronology;
    const lacking = [...translationsIn(vocabulary)]
      .filter(([, texts]) => (!texts.en || !texts.ja) && !NAMES.has(texts.en ?? ''))
      .map(([path]) => path);
    assert.deepEqual(lacking, []);
  });

  it('are each in their own script, but for what is quoted', () => {
    const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
    const { vocabulary } = chronology;
    for (const [path, { en, ja }] of translationsIn({ events, ...vocabulary })) {
      assert.doesNotMatch((en ?? '').replace(/“[^”]*”/g, ''), japanese, path);
      if (ja !== undefined) assert.match(ja, japanese, path);
    }
  });
});

describe('every event', () => {
  it('cites what gives its date, in the words of the document; an inferred one cites what gives its year', () => {
    for (const { slug, sources, dating } of events) {
      const purposes = sources.map((citation) => citation.for);
      assert.ok(
        dating?.inferred ? purposes.some((purpose) => purpose !== 'statement') : purposes.includes('date'),
        slug,
      );
      for (const { for: purpose, wording } of sources) assert.ok(purpose === 'statement' || wording, slug);
    }
  });

  it('says how its date was inferred, where it was', () => {
    const inferred = events.filter(({ dating }) => dating?.inferred);
    assert.ok(inferred.length > 0);
    for (const { slug, dating } of inferred) assert.ok(dating?.note?.en && dating.note.ja, slug);
  });

  it('lies between the independence of the states and the end of 2025', () => {
    const days = events.flatMap(({ when }) => pointsOf(when).flatMap(({ earliest, latest }) => [earliest, latest]));
    assert.deepEqual(
      days.filter((day) => day !== undefined && (day < '1991' || day > '2026-12-31')),
      [],
    );
  });
});

describe('coverage', () => {
  it('leaves exactly those paragraphs uncited that hold no dated item', () => {
    const uncited = coverage(chronology, new Map()).map(({ source, paragraphs, complete }) => {
      assert.ok(complete, `${source} lacks \`paragraphs\``);
      return [source, paragraphs.filter(({ events: citing }) => citing.length === 0).map(({ paragraph }) => paragraph)];
    });
    assert.deepEqual(Object.fromEntries(uncited), {
      'review-to-2020': [
        1, // chapter heading
        2, // why the region matters
        3, // heading
        9, // caption of an undated photograph
        13, // heading of the table of priorities
        14, // the priorities themselves
      ],
      'report-2022-04-17': [],
      'report-2022-12-24': [],
      'review-to-2023': [
        3, // what the cooperation is for
        4, // heading
        10, // caption of an undated photograph
        12, // help for health systems, undated
        15, // border control, undated
        16, // heading of the featured project
        17, // its heading
        20, // its country
        25, // what the cooperation goes on to do
      ],
      'review-to-2025': [
        1, // number of the chapter
        2, // chapter heading
        5, // why cooperation grows in importance
        6, // heading
        15, // what the cooperation is for
        21, // heading of the featured project
        24, // its country
        29, // caption of a photograph before the works
        30, // and after
      ],
    });
  });

  it('counts 103 paragraphs in five documents', () => {
    assert.deepEqual(
      coverage(chronology, new Map()).map(({ paragraphs }) => paragraphs.length),
      [20, 9, 18, 26, 30],
    );
  });
});

describe('what the documents lead one to get wrong', () => {
  it('the two sums of 190 have nothing to do with each other: billions of loans, millions of equipment', () => {
    const sums = events.flatMap(({ slug, figures }) =>
      figures
        .filter(({ value }) => value === '190')
        .map(({ measure, scale, unit, approximate }) => ({ slug, measure, scale, unit, approximate })),
    );
    assert.deepEqual(sums, [
      { slug: 'uzbekistan-loans', measure: 'loans', scale: 1_000_000_000, unit: 'JPY', approximate: true },
      { slug: 'covid-equipment', measure: 'equipment', scale: 1_000_000, unit: 'JPY', approximate: false },
    ]);
    for (const slug of ['uzbekistan-loans', 'covid-equipment']) {
      const { partOf, follows, fulfils, related } = eventOf(slug).relations;
      assert.doesNotMatch([partOf, ...follows, ...fulfils, ...related].join(' '), /uzbekistan-loans|covid-equipment/);
    }
  });

  it('the misprint ポフタル is only quoted, or found as another spelling of Bokhtar', () => {
    const places = [...files].flatMap(([file, text]) =>
      [...textsIn(new Yaml(file, text).value)]
        .filter(([, value]) => value.includes('ポフタル'))
        .map(([path]) => `${file} ${path}`),
    );
    assert.ok(places.includes('places.yaml kyzylkala-bokhtar-road.aka.0'));
    assert.deepEqual(
      places.filter((place) => !/\.aka\.\d+$|\.wording$/.test(place)),
      [],
    );
  });

  it('one form of a country’s name is used, Kyrgyzstan and キルギス, but where another is quoted', () => {
    const said = events.flatMap(({ title, summary }) => [...Object.values(title), ...Object.values(summary)]);
    assert.deepEqual(
      said
        .map((text) => text.replace(/“[^”]*”|「[^」]*」/g, ''))
        .filter((text) => /Kyrgyz Republic|キルギス共和国/.test(text)),
      [],
    );
  });

  it('moments and periods are told apart', () => {
    const dates = {
      // "Calendar year: 2019" is all of it, not some day in it.
      'aid-by-country': '2019-01-01/2019-12-31',
      // "By 2019", "from 1993 to 2022" and "since 1993" are three different spans.
      'trainees-and-experts-11447': '/2019',
      'trainees-and-experts-12100': '1993/2022',
      'trainees-and-experts-13764': '1993/..',
      // A project lasts; what it built was completed on some day of it.
      'bishkek-osh-avalanche-protection': '2016-03/2023-11',
      'friendship-tunnel-completed': '[2016-03..2023-11]',
      'kyzylkala-bokhtar-road': '2019-09/2023-06',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(dates).map((slug) => [slug, eventOf(slug).when.edtf])), dates);
    assert.deepEqual(
      ['nagorno-karabakh-emergency-grant', 'independence', 'dialogue-cooperation'].map(
        (slug) => eventOf(slug).when.kind,
      ),
      ['moment', 'moment', 'period'],
    );
  });

  it('each count of trainees and experts is told on its own, with what differs', () => {
    const counts = events.filter(({ slug }) => slug.startsWith('trainees-and-experts-'));
    assert.equal(counts.length, 3);
    for (const { slug, disagreements } of counts) assert.ok(disagreements.length > 0, slug);
  });

  it('plans are fulfilled by events of their own, which hold the number', () => {
    const plans = events.filter(({ status, series }) => status === 'planned' && series);
    assert.deepEqual(
      plans.filter(({ series }) => series?.number !== undefined).map(({ slug }) => slug),
      [],
    );
  });
});

describe('the table of aid by country', () => {
  const { table } = eventOf('aid-by-country');
  assert.ok(table);

  it('is in millions of dollars, and its multilateral grants are within its grants', () => {
    assert.deepEqual([table.unit, table.scale], ['USD', 1_000_000]);
    assert.equal(chronology.vocabulary.settings.measures['multilateral-grants']?.includedIn, 'grant-aid');
  });

  it('has the nine columns and ten rows that are printed, in their order', () => {
    assert.deepEqual(table.columns, [
      'grant-aid',
      'multilateral-grants',
      'technical-cooperation',
      'grants-total',
      'loans-disbursed',
      'loans-recovered',
      'loans-net',
      'total-net',
      'total-gross',
    ]);
    assert.deepEqual(Object.keys(table.rows), ['UZ', 'AZ', 'KG', 'TJ', 'AM', 'GE', 'TM', 'KZ', 'multiple', 'total']);
    for (const [row, values] of Object.entries(table.rows)) assert.equal(values.length, 9, row);
  });

  it('has `none` where a dash is printed, which is not 0', () => {
    const none = Object.entries(table.rows).map(([row, values]) => [
      row,
      table.columns.filter((_, column) => values[column] === 'none'),
    ]);
    const loans = ['loans-disbursed', 'loans-recovered', 'loans-net'];
    assert.deepEqual(Object.fromEntries(none), {
      UZ: ['multilateral-grants'],
      AZ: ['multilateral-grants'],
      KG: ['multilateral-grants'],
      TJ: ['multilateral-grants', ...loans],
      AM: ['loans-disbursed'],
      GE: [],
      TM: ['grant-aid', 'multilateral-grants', 'loans-disbursed'],
      KZ: ['multilateral-grants', 'loans-disbursed'],
      multiple: ['grant-aid', 'multilateral-grants', ...loans],
      total: [],
    });
  });

  it('has numbers as printed, with two places, and totals that are not recomputed', () => {
    for (const value of Object.values(table.rows).flat()) assert.match(value, /^(none|-?\d+\.\d\d)$/);
    assert.deepEqual(table.rows.total, [
      '63.29',
      '1.22',
      '26.85',
      '90.14',
      '426.00',
      '130.66',
      '295.33',
      '385.47',
      '516.13',
    ]);
    assert.deepEqual(table.rows.UZ, [
      '11.24',
      'none',
      '6.09',
      '17.33',
      '395.36',
      '28.53',
      '366.83',
      '384.16',
      '412.69',
    ]);
  });

  it('is in the order of gross disbursements', () => {
    const gross = ['UZ', 'AZ', 'KG', 'TJ', 'AM', 'GE', 'TM', 'KZ'].map((country) =>
      Number(table.rows[country]?.at(-1)),
    );
    assert.deepEqual(
      gross,
      gross.toSorted((a, b) => b - a),
    );
  });
});
