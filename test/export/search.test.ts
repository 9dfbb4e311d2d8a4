/** The index that a browser searches: it answers every search as that of the service does. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import SearchableMap from 'minisearch/SearchableMap';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { updateSteps } from '../../src/chronology/chronology-update.ts';
import {
  ExportedIndex,
  type IndexData,
  type PhrasesData,
  phrasesData,
  phrasesFrom,
} from '../../src/chronology/query/search/exported-index.ts';
import { conditionsOf } from '../../src/chronology/query/search/expression.ts';
import { phrasesSteps } from '../../src/chronology/query/search/phrase-names.ts';
import { readingSteps, scoreSteps } from '../../src/chronology/query/search/scoring.ts';
import { searchEvents } from '../../src/chronology/query/search.ts';
import { indexDataSteps, prepareSearch } from '../../src/chronology/query/search-index.ts';
import { atOnce } from '../../src/slices.ts';
import { searchFilesSteps } from '../../src/web/export/search-files.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { CANAL, chronologyIn, EVERY_DATE, MOON, SHIPPED, siteOf, TOWN } from '../support/service.ts';

/** Words, beginnings, misspellings, phrases, names of countries, synonyms, Japanese, what nothing has. */
const SEARCHES = [
  ...['meeting', 'meet', 'meetnig', 'Kyrgyz Republic', 'kirghizia', 'CA+JAD', 'action agenda', 'co-operation', 'G7'],
  ...['外相会合', '外相', '日本', 'ウズベキスタン', '首脳', '第9回', '協力', 'サミット', 'キルギス 会合'],
  ...['moon', 'Apollo 11', 'lander', 'bridge', 'Brücke', 'bruecke', 'canal de Suez', 'قناة', 'zzzz', '!!', 'a'],
];

/** The exported index of a chronology and its phrases, as a browser gets them. */
function exported(chronology: Chronology) {
  const data = JSON.parse(JSON.stringify(atOnce(indexDataSteps(chronology)))) as IndexData;
  const phrases = JSON.parse(JSON.stringify(phrasesData(atOnce(phrasesSteps(chronology.vocabulary))))) as PhrasesData;
  const index = new ExportedIndex(data, (terms) =>
    SearchableMap.from<true>(terms.map((term): [string, true] => [term, true])),
  );
  return { index, phrases };
}

/** Every event is rated as the service rates it. */
function assertRatedAsByTheService(chronology: Chronology, { index, phrases }: ReturnType<typeof exported>, q: string) {
  const reading = atOnce(readingSteps(index, conditionsOf(q, phrasesFrom(phrases))));
  const scores = new Uint16Array(index.size);
  if (reading.length > 0) atOnce(scoreSteps(index, reading, scores));
  const expected = searchEvents(chronology, q);
  // A date is asked for in further ways.
  if (expected.readings.length === 1) assert.deepEqual(scores, expected.scores);
  assert.deepEqual(
    reading.flatMap(({ replacements }) => replacements),
    expected.readings[0]?.flatMap(({ replacements }) => replacements),
  );
}

for (const [name, folder] of Object.entries({ SHIPPED, EVERY_DATE, TOWN, MOON, CANAL }))
  describe(`the exported index of ${name.toLowerCase()}`, async () => {
    const chronology = await chronologyIn(folder);
    const index = exported(chronology);
    for (const q of SEARCHES)
      it(`rates every event as the service does: ${q}`, () => assertRatedAsByTheService(chronology, index, q));
  });

describe('the exported index of a chronology that was updated', () => {
  it('rates every event as the service does, in whichever segments its own index has them', async () => {
    const countries = ['UZ', 'KG'];
    const before = chronologyOf({ alpha: { countries }, beta: { countries: ['UZ'] }, gamma: { people: [] } });
    await prepareSearch(before);
    const [further] = chronologyOf({ delta: { countries, title: { en: 'Bridge', ja: '橋' } } }).events;
    const [gone] = before.events;
    assert.ok(further && gone);
    const next = new Map([...before.bySlug, [further.slug, further]]);
    next.delete(gone.slug);
    const change = { removed: [gone], added: [further] };
    const chronology = atOnce(updateSteps(before, before.vocabulary, change, next));
    await prepareSearch(chronology, before);
    const index = exported(chronology);
    for (const q of ['Uzbekistan', 'Kyrgyz Republic', 'bridge', '橋', 'meeting', 'zzzz'])
      assertRatedAsByTheService(chronology, index, q);
    assert.equal(searchEvents(chronology, 'Uzbekistan').positions.array().length, 2);
  });
});

describe('the files that a browser searches', () => {
  const script = { path: '/assets/a.js', bytes: Buffer.from(''), mediaType: 'text/javascript' };

  it('have the values that no event has, and former ids with what has the current one', () => {
    const people =
      'hayashi:\n  name: { en: Hayashi Yoshimasa, ja: 林芳正 }\n  formerly: [yoshimasa]\nnobody:\n  name: { en: Nobody, ja: 誰も }\n';
    const chronology = chronologyOf(
      { alpha: { people: [{ id: 'hayashi' }], countries: ['UZ'] }, beta: { when: '2023-12-24' } },
      { 'people.yaml': people },
    );
    const assets = { languageScript: script, searchModules: [script, script] } as const;
    const { assets: files } = atOnce(searchFilesSteps(siteOf(chronology), assets));
    const index = files.find(({ path }) => path.includes('search-index'));
    const { facets } = JSON.parse(String(index?.bytes)) as { facets: Record<string, [string, number[]][]> };
    const [person, country] = [new Map(facets.person), new Map(facets.country)];
    assert.deepEqual([...person.keys()].sort(), ['hayashi', 'nobody', 'yoshimasa']);
    assert.deepEqual(person.get('hayashi'), [0]);
    assert.deepEqual(person.get('yoshimasa'), [0]);
    assert.deepEqual(person.get('nobody'), []);
    assert.deepEqual([country.get('UZ'), country.get('FR')], [[0], []]);
  });
});
