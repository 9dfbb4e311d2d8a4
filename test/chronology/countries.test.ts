/** Countries: those that are, those that no longer exist, and the names that a chronology gives them. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { nameOfCountry } from '../../src/chronology/country-names.ts';
import { countryName, formerCountries } from '../../src/chronology/languages/display-names.ts';
import { wordLanguages } from '../../src/chronology/languages/languages.ts';
import { searchEvents } from '../../src/chronology/query/search.ts';
import { countryFor, isCountry } from '../../src/chronology/schema/country.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { requestTo, start } from '../support/service.ts';

/** Alpha-2 codes of ISO 3166-3 that no country has now. */
const WITHDRAWN = 'AN BU CS CT DD DY FQ FX HV JT MI NH NQ NT PC PU PZ RH SU TP VD WK YD YU ZR'.split(' ');

describe('a country that no longer exists', () => {
  it('is taken by its code, and named as it was in every language', () => {
    assert.deepEqual([...formerCountries].sort(), WITHDRAWN);
    for (const code of WITHDRAWN) {
      assert.ok(isCountry(code), code);
      for (const language of wordLanguages) {
        // East Timor has in Japanese the name that it had.
        const successor = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' }).of(code);
        assert.notEqual(countryName(code, language), code);
        if (code !== 'TP') assert.notEqual(countryName(code, language), successor, code);
      }
    }
    assert.equal(countryName('SU', 'en'), 'Soviet Union');
    assert.equal(countryName('DD', 'ja'), 'ドイツ民主共和国');
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
    ...{ GDR: 'DD', kosovo: 'XK', Nowhere: undefined, XX: undefined, '': undefined },
  };
  for (const [text, code] of Object.entries(meant))
    it(`${text === '' ? 'nothing' : text} is ${code ?? 'none'}`, () => assert.equal(countryFor(text), code));
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

  it('are found by the search, as are the usual ones and other spellings', () => {
    for (const q of ['Czechoslovakia', 'チェコスロバキア', 'Soviet', 'ソビエト'])
      assert.deepEqual(found(q), ['treaty'], q);
    for (const q of ['Kyrgyz Republic', 'キルギス共和国', 'Kyrgyzstan']) assert.deepEqual(found(q), ['visit'], q);
  });
});
