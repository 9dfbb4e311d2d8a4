/** Ids of the vocabulary that stand in addresses are identities: a former one leads on, a retired one is gone, for every output. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { chronologyOf, type Events, minimalFiles, parseMinimal, VOCABULARY } from '../support/chronologies.ts';
import { BASE_URL, serve } from '../support/service.ts';

const changed = (file: string, ...replacements: readonly (readonly [string, string])[]) => ({
  [file]: replacements.reduce((text, [from, to]) => text.replace(from, to), VOCABULARY[file] ?? ''),
});
/** One entry of each kind with former ids, and one of each that is retired. */
const renamed = {
  ...changed(
    'chronology.yaml',
    ['  meeting:\n', '  meeting:\n    formerly: [gathering, session]\n'],
    ['\nseries:\n', '\ntags:\n  trade:\n    formerly: [commerce]\n    name: { en: Trade, ja: 貿易 }\nseries:\n'],
    ['  rounds:\n', '  rounds:\n    formerly: [talks]\n'],
    [
      'types:\n',
      'retired:\n  types: [lunch]\n  series: [lunches]\n  people: [cook]\n  sources: [menu]\n  places: [canteen]\n  organizations: [kitchen]\n  tags: [food]\ntypes:\n',
    ],
  ),
  ...changed('places.yaml', ['tokyo:\n', 'tokyo:\n  formerly: [edo]\n']),
  ...changed('organizations.yaml', ['unicef:\n', 'unicef:\n  formerly: [fund]\n']),
  ...changed('people.yaml', ['hayashi:\n', 'hayashi:\n  formerly: [minister]\n']),
  ...changed('sources.yaml', ['report:\n', 'report:\n  formerly: [news]\n']),
};
const events: Events = { held: { series: { id: 'rounds', number: 1 }, people: [{ id: 'hayashi' }] } };
const service = await serve({ chronology: chronologyOf(events, renamed) });

const FORMER = [
  ['type', 'gathering', 'meeting'],
  ['type', 'session', 'meeting'],
  ['series', 'talks', 'rounds'],
  ['person', 'minister', 'hayashi'],
  ['source', 'news', 'report'],
  ['place', 'edo', 'tokyo'],
  ['organization', 'fund', 'unicef'],
  ['tag', 'commerce', 'trade'],
] as const;
const RETIRED = [
  ['type', 'lunch'],
  ['series', 'lunches'],
  ['person', 'cook'],
  ['source', 'menu'],
  ['place', 'canteen'],
  ['organization', 'kitchen'],
  ['tag', 'food'],
] as const;
const below = (facet: string, value: string): readonly string[] => [
  `/en/${facet}/${value}/`,
  ...outputNames.flatMap((name) => [
    `/ja/${facet}/${value}/${name}`,
    ...(outputs[name].isMultilingual ? [`/en-ja/${facet}/${value}/${name}`] : []),
    ...(outputs[name].shortAddresses ? [`/${name}?${facet}=${value}`] : []),
    `/en/${name}?${facet}=${value}&from=2020`,
  ]),
  `/en/subscribe?${facet}=${value}`,
  `/en/?${facet}=${value}&from=2020`,
];

/** The order of parameters says nothing. */
const sorted = (path: string) => path.split(/[?&]/).sort().join(' ');

describe('an address with a former id', () => {
  for (const [facet, former, current] of FORMER)
    it(`of ${current} leads for good to the one with its id, which answers: ${facet} ${former}`, async () => {
      for (const path of below(facet, former)) {
        const { status, headers } = await service.request(path);
        assert.equal(status, 301, path);
        const to = String(headers.location).slice(BASE_URL.length);
        assert.equal(sorted(to), sorted(path.replace(former, current)));
        const there = await service.request(to);
        // One facet alone has a path of its own, where a parameter leads in a second step.
        assert.ok([200, 301].includes(there.status), to);
      }
    });

  it('may encode it in any way', async () => {
    const { status, headers } = await service.request('/en/series/t%61lks/calendar.ics');
    assert.deepEqual([status, headers.location], [301, `${BASE_URL}/en/series/rounds/calendar.ics`]);
    assert.equal((await service.request('/en/series/lunch%65s/')).status, 410);
  });

  it('among other values keeps these', async () => {
    const { headers } = await service.request('/en/calendar.ics?type=session&type=figure&imprecise=span');
    assert.equal(headers.location, `${BASE_URL}/en/calendar.ics?imprecise=span&type=meeting&type=figure`);
  });
});

describe('an address with a retired id', () => {
  for (const [facet, retired] of RETIRED)
    it(`is gone: ${facet} ${retired}`, async () => {
      for (const path of below(facet, retired)) assert.equal((await service.request(path)).status, 410, path);
    });

  it('says so to people and to programs', async () => {
    const page = await service.request('/ja/series/lunches/', { headers: { Accept: 'text/html' } });
    assert.match(page.text, /年表から除かれました/);
    const problem = await service.request('/en/series/lunches/calendar.ics', { headers: { Accept: '*/*' } });
    assert.equal((JSON.parse(problem.text) as { status: number }).status, 410);
  });
});

describe('former and retired ids', () => {
  const problems = (overrides: Readonly<Record<string, string>>, of: Events = {}) =>
    parseMinimal(minimalFiles(of, { ...renamed, ...overrides }))
      .problems.map((problem) => formatProblem(problem))
      .join('\n');

  it('are no problem in themselves', () => assert.equal(problems({}, events), ''));

  it('are no longer named by events, which are told the id that holds', () => {
    const said = problems({}, { held: { type: 'gathering', people: [{ id: 'minister' }] } });
    assert.match(said, /type: has another id now[\s\S]*write: meeting/);
    assert.match(said, /people\.0\.id: has another id now[\s\S]*write: hayashi/);
  });

  it('belong to one entry, and to none that has them as its id', () => {
    assert.match(
      problems(changed('people.yaml', ['hayashi:\n', 'hayashi:\n  formerly: [tleuberdi]\n'])),
      /hayashi\.formerly\.0: is still an id here/,
    );
    assert.match(
      problems(
        changed(
          'people.yaml',
          ['hayashi:\n', 'hayashi:\n  formerly: [a]\n'],
          ['tleuberdi:\n', 'tleuberdi:\n  formerly: [a]\n'],
        ),
      ),
      /tleuberdi\.formerly\.0: is also a former id of hayashi/,
    );
  });

  it('are retired only where no entry has them, nor had them before', () => {
    const retire = (id: string) => changed('chronology.yaml', ['types:\n', `retired:\n  people: [${id}]\ntypes:\n`]);
    assert.match(problems(retire('hayashi')), /retired\.people\.0: is still an id/);
    assert.match(problems(retire('minister')), /retired\.people\.0: is a former id of hayashi/);
  });
});
