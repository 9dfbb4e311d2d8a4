/** Countries: those that are, those that no longer exist, and the names that a chronology gives them. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { nameOfCountry } from '../../src/chronology/country-names.ts';
import { countryName, formerCountries } from '../../src/chronology/languages/display-names.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { searchEvents } from '../../src/chronology/query/search.ts';
import { countryAdvice, countryFor, isCountry } from '../../src/chronology/schema/country.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { findAll, textOf } from '../support/html.ts';
import { requestTo, serve, start } from '../support/service.ts';

/** All entries of ISO 3166-3, by its codes: the first two letters are those that the country had. */
const ISO_3166_3 = [
  ...['AIDJ', 'ANHH', 'BQAQ', 'BUMM', 'BYAA', 'CSHH', 'CSXX', 'CTKI', 'DDDE', 'DYBJ', 'FQHH', 'FXFR', 'GEHH', 'HVBF'],
  ...['JTUM', 'MIUM', 'NHVU', 'NQAQ', 'NTHH', 'PCHH', 'PUUM', 'PZPA', 'RHZW', 'SKIN', 'SUHH', 'TPTL', 'VDVN', 'WKUM'],
  ...['YDYE', 'YUCS', 'ZRCD'],
];
/** Those whose two letters another country has now, or two countries had. */
const WITH_FOUR_LETTERS = ['AIDJ', 'BQAQ', 'BYAA', 'CSHH', 'CSXX', 'GEHH', 'SKIN'];
const codeFor = (entry: string) => (WITH_FOUR_LETTERS.includes(entry) ? entry : entry.slice(0, 2));

describe('a country that no longer exists', () => {
  it('is taken by its code, and named as it was in every language', () => {
    assert.equal(ISO_3166_3.length, 31);
    assert.deepEqual([...formerCountries].sort(), [...ISO_3166_3.map(codeFor), 'CS'].sort());
    for (const language of wordLanguages)
      assert.equal(new Set([...formerCountries].map((code) => countryName(code, language))).size, formerCountries.size);
    for (const code of formerCountries) {
      assert.ok(isCountry(code), code);
      for (const language of wordLanguages) {
        // East Timor has in Japanese the name that it had.
        const region = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
        const successor = region.of(code.slice(0, 2));
        assert.notEqual(countryName(code, language), code);
        if (code !== 'TP') assert.notEqual(countryName(code, language), successor, code);
      }
    }
    assert.equal(countryName('SU', 'en'), 'Soviet Union');
    assert.equal(countryName('DD', 'ja'), 'ドイツ民主共和国');
    assert.equal(countryName('SKIN', 'en'), 'Sikkim');
  });

  it('has one code: where two letters are enough, the four of ISO 3166-3 lead to them', () => {
    for (const entry of ISO_3166_3) {
      assert.equal(isCountry(entry), codeFor(entry) === entry, entry);
      assert.equal(countryFor(entry), codeFor(entry), entry);
      assert.equal(countryFor(entry.toLowerCase()), codeFor(entry), entry);
    }
  });

  it('is shown, found, followed and linked like any other', async () => {
    const chronology = chronologyOf(
      {
        congress: {
          countries: ['SU', 'SKIN', 'XK'],
          people: [{ id: 'hayashi', country: 'DD' }],
          place: 'moscow',
          figures: [{ measure: 'grants', value: '12', countries: ['YU'] }],
        },
        tables: {
          type: 'figure',
          countries: ['SU'],
          table: { unit: 'USD', columns: ['grants'], rows: { SU: ['1'], CSXX: ['2'], total: ['3'] } },
        },
      },
      {
        'places.yaml': `${VOCABULARY['places.yaml']}moscow:\n  name: { en: Moscow, ja: モスクワ }\n  country: SU\n`,
        'chronology.yaml': `${VOCABULARY['chronology.yaml']}countries:\n  SU:\n    aka: [СССР]\n`,
      },
    );
    const service = await serve({ chronology });
    const ask = async (path: string) => {
      const { status, text } = await service.request(path);
      assert.equal(status, 200, path);
      return text.replaceAll('\r\n ', '');
    };
    for (const [path, ...names] of [
      ['/en/', 'Soviet Union', 'Sikkim', 'Kosovo'],
      ['/ja/', 'ソビエト連邦', 'シッキム', 'コソボ'],
      ['/en/country/SU/', 'Soviet Union', 'СССР'],
      ['/en/country/SKIN/', 'Sikkim'],
      ['/en/country/SKIN/calendar.ics', 'Sikkim'],
      ['/ja/country/SU/feed.rss', 'ソビエト連邦'],
      [
        '/en/events/congress',
        'German Democratic Republic',
        '"addressCountry":"Soviet Union"',
        '"identifier":"SU"',
        'Grants (Yugoslavia)',
      ],
      ['/ja/events/tables', 'ソビエト連邦', 'セルビア・モンテネグロ'],
      ['/en/figures', 'Serbia and Montenegro', 'Yugoslavia'],
      ['/en/calendar.ics', 'Soviet Union', 'Sikkim', 'German Democratic Republic', 'Grants (Yugoslavia)'],
      ['/en/feed.rss', 'Soviet Union', 'Kosovo'],
      ['/sitemap.xml', '/en/country/SU/', '/en/country/SKIN/'],
      [`/en/?q=${encodeURIComponent('СССР')}`, 'event-congress'],
      ['/en/?q=Sikkim', 'event-congress'],
    ] as const) {
      const text = await ask(path);
      for (const name of names) assert.ok(text.includes(name), `${path}: ${name}`);
      assert.doesNotMatch(text, /Russia|ロシア|Germany"|Serbia<|セルビア</, path);
    }
  });

  it('is offered by the filter with its own name', async () => {
    const service = await serve({ chronology: chronologyOf({ congress: { countries: ['SU', 'CSHH', 'CSXX'] } }) });
    const { text } = await service.request('/en/');
    const options = findAll(text, 'form label').map((option) => textOf(option).trim());
    for (const name of ['Soviet Union', 'Czechoslovakia', 'Serbia and Montenegro'])
      assert.ok(
        options.some((option) => option.startsWith(name)),
        `${name}: ${options}`,
      );
  });

  it('leaves a code that another country has now to that one', () => {
    for (const [code, name] of [
      ['AI', 'Anguilla'],
      ['BY', 'Belarus'],
      ['GE', 'Georgia'],
      ['SK', 'Slovakia'],
    ] as const) {
      assert.ok(isCountry(code));
      assert.equal(countryName(code, 'en'), name);
    }
  });
});

it('Kosovo has the code that users assign, and regions that are no countries have none', () => {
  assert.ok(isCountry('XK'));
  assert.equal(countryName('XK', 'en'), 'Kosovo');
  for (const code of ['EU', 'UN', 'ZZ', 'UK', 'XX', 'su', '']) assert.equal(isCountry(code), false, code);
});

describe('what people write for a code', () => {
  const meant: Readonly<Record<string, string | undefined>> = {
    ...{
      UK: 'GB',
      USA: 'US',
      uz: 'UZ',
      Uzbekistan: 'UZ',
      日本: 'JP',
      ソビエト連邦: 'SU',
      'Soviet Union': 'SU',
      USSR: 'SU',
    },
    ...{ ソ連: 'SU', 東ドイツ: 'DD', 'East Germany': 'DD', 米国: 'US', '　日本 ': 'JP', ＵＫ: 'GB', Japan: 'JP' },
    // What a country is called now is not taken for one that was.
    ...{ 東ティモール: 'TL', Czechoslovakia: 'CSHH', Sikkim: 'SKIN', EU: undefined, UN: undefined },
    // Three letters; those of FQ are now those of TF.
    ...{ SCG: 'CSXX', CSK: 'CSHH', ANT: 'AN', YUG: 'YU', SUN: 'SU', DDR: 'DD', ＺＡＲ: 'ZR', ATF: undefined },
    ...{ GDR: 'DD', kosovo: 'XK', Nowhere: undefined, XX: undefined, '': undefined },
  };
  for (const [text, code] of Object.entries(meant))
    it(`${text === '' ? 'nothing' : text} is ${code ?? 'none'}`, () => assert.equal(countryFor(text), code));
});

it('an organisation in the place of a country is sent to where it belongs', () => {
  for (const text of ['EU', 'European Union', '欧州連合', 'UN'])
    assert.match(countryAdvice(text), /organizations\.yaml/, text);
  assert.equal(countryAdvice('UK'), 'GB');
  assert.equal(countryAdvice('Nowhere'), 'two capital letters, such as UZ');
});

describe('the names that a chronology gives a country', () => {
  const own = `${VOCABULARY['chronology.yaml']}
countries:
  CS:
    name: { en: Czechoslovakia, ja: チェコスロバキア }
  KG:
    aka: [Kyrgyz Republic, キルギス共和国]
`;
  const chronology = chronologyOf(
    { treaty: { countries: ['CS', 'SU'] }, visit: { countries: ['KG'] } },
    { 'chronology.yaml': own },
  );
  const found = (q: string) => [...searchEvents(chronology, q).positions].map((at) => chronology.events[at]?.slug);

  it('stand in the place of the usual ones, in every output', async () => {
    assert.equal(nameOfCountry('CS', chronology.vocabulary, 'en'), 'Czechoslovakia');
    assert.equal(nameOfCountry('CS', chronology.vocabulary, 'ja'), 'チェコスロバキア');
    const service = await start({ chronology }, (error) => assert.fail(String(error)));
    for (const path of ['/en/', '/en/events/treaty', '/en/country/CS/', '/en/calendar.ics', '/en/feed.rss']) {
      const text = String((await requestTo(service.port, path)).body);
      assert.ok(text.includes('Czechoslovakia'), path);
      assert.doesNotMatch(text.replaceAll(/\r\n /g, ''), /Serbia/, path);
      if (path !== '/en/country/CS/') assert.ok(text.includes('Soviet Union'), path);
    }
    await service.stop();
  });

  it('are in every language, since another name would be another country', () => {
    const names = own.replace('{ en: Czechoslovakia, ja: チェコスロバキア }', '{ en: Czechoslovakia }');
    assert.throws(() => chronologyOf({}, { 'chronology.yaml': names }), /countries\.CS\.name: no words in ja/);
    const codes = own.replace('  CS:', '  Czechia:');
    assert.throws(() => chronologyOf({}, { 'chronology.yaml': codes }), /CZ/);
  });

  it('are found by the search, as are the usual ones and other spellings', () => {
    for (const q of ['Czechoslovakia', 'チェコスロバキア', 'Soviet', 'ソビエト'])
      assert.deepEqual(found(q), ['treaty'], q);
    for (const q of ['Kyrgyz Republic', 'キルギス共和国', 'Kyrgyzstan']) assert.deepEqual(found(q), ['visit'], q);
  });
});
