/** One word in several spellings is one word to a search, words that mean the same are found for each other, and the best come first. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { countryName } from '../../src/chronology/languages/display-names.ts';
import { otherCountryNames, otherPlaceNames } from '../../src/chronology/languages/words/country-names.ts';
import { allNamesOfCountry } from '../../src/chronology/query/search/phrase-names.ts';
import { bestMatches, highlighter, searchEvents, spellingSuggestions } from '../../src/chronology/query/search.ts';
import { countryCodes, isCountry } from '../../src/chronology/schema/country.ts';
import { chronologyOf, minimalFiles, parseMinimal, VOCABULARY } from '../support/chronologies.ts';
import { chronologyIn, SHIPPED } from '../support/service.ts';

const SETTINGS = VOCABULARY['chronology.yaml'] ?? '';

const titled = (titles: Readonly<Record<string, string>>, settings = '') =>
  chronologyOf(
    Object.fromEntries(Object.entries(titles).map(([slug, title]) => [slug, { title: { en: title, ja: title } }])),
    { 'chronology.yaml': `${SETTINGS}${settings}` },
  );
const found = (chronology: Chronology, q: string) =>
  searchEvents(chronology, q)
    .positions.array()
    .map((position) => chronology.events[position]?.slug)
    .sort();
const marked = (chronology: Chronology, q: string, text: string) =>
  highlighter(
    chronology,
    q,
  )(text)
    .map((run) => (run.match ? `[${run.text}]` : run.text))
    .join('');

describe('one word in several spellings', () => {
  /** Each spelling as a title is found by each as a search, in capitals, too. */
  const same: readonly (readonly string[])[] = [
    [
      'co-operation',
      'cooperation',
      'co‐operation',
      'co‑operation',
      'CO–OPERATION',
      'co−operation',
      'ｃｏ－ｏｐｅｒａｔｉｏｎ',
    ],
    ['e-mail', 'email', 'E-Mail'],
    ['COVID19', 'COVID-19', 'COVID 19', 'Covid‑19', 'ＣＯＶＩＤ１９'],
    ['U.N.', 'UN', 'U.N', 'U. N.'],
    ['U.S.–Japan', 'US-Japan', 'U.S.—Japan', 'US Japan', 'U.S.-Japan'],
    ['PhD', 'Ph.D.', 'Ph.D'],
    ['state-of-the-art', 'stateoftheart'],
    ['1,000', '1000'],
    ['Müller', 'Mueller', 'MÜLLER', 'Mu\u0308ller'],
    ['Straße', 'Strasse', 'STRASSE'],
    ['Ærø', 'Aeroe', 'ærø'],
    ['Århus', 'Aarhus'],
    ['rock’n’roll', "rock'n'roll", 'rock‘n’roll', 'rocknroll', 'rock´n´roll'],
    ['Oʻzbekiston', "O'zbekiston", 'O‘zbekiston', 'O’zbekiston', 'O`zbekiston', 'Ozbekiston'],
    ['coeur', 'cœur'],
    ['ﬁnance', 'finance'],
    ['コーヒーハウス', 'コーヒー・ハウス', 'ｺｰﾋｰﾊｳｽ', 'コーヒー･ハウス'],
    ['コンピューター', 'コンピュータ'],
    ['第9回', '第 9 回', '第９回'],
    ['林芳正', '林 芳正', '林　芳正'],
    ['محمد', 'مُحَمَّد', 'محـــمد'],
    ['أحمد', 'احمد', 'ٱحمد', 'إحمد', 'آحمد'],
    ['کتاب', 'كتاب'],
    ['שלום', 'שָׁלוֹם'],
    ['צה״ל', 'צה"ל', 'צהל'],
    ['٢٠٢٤', '2024', '۲۰۲۴', '२०२४'],
    ['Ёлка', 'елка'],
  ];
  for (const spellings of same)
    it(spellings.join(', '), () => {
      const chronology = titled(Object.fromEntries(spellings.map((title, index) => [`spelling-${index}`, title])));
      const all = chronology.events.map(({ slug }) => slug).sort();
      for (const q of spellings) {
        assert.deepEqual(found(chronology, q), all, q);
        assert.deepEqual(spellingSuggestions(chronology, q), [], q);
        for (const { title } of chronology.events)
          assert.match(marked(chronology, q, title.en ?? ''), /\[/, `${q} in ${title.en}`);
      }
    });

  it('a part of it finds it, where the part is a word', () => {
    const chronology = titled({
      ivory: 'Visit to Côte d’Ivoire',
      art: 'State-of-the-art',
      asp: 'ASP.NET',
      initials: 'J. K. Rowling',
    });
    for (const q of ['ivoire', "cote d'ivoire", 'Côte d’Ivoire', 'COTE IVOIRE', 'd’ivoire', 'cote divoire', 'ivo'])
      assert.deepEqual(found(chronology, q), ['ivory'], q);
    for (const q of ['art', 'state', 'of-the-art', 'the art']) assert.deepEqual(found(chronology, q), ['art'], q);
    for (const q of ['asp', 'net', '.net', 'aspnet', 'asp.net']) assert.deepEqual(found(chronology, q), ['asp'], q);
    for (const q of ['J.K. Rowling', 'JK Rowling', 'J K Rowling', 'k rowling'])
      assert.deepEqual(found(chronology, q), ['initials'], q);
    assert.equal(marked(chronology, 'ivoire', 'Côte d’Ivoire’s'), 'Côte d’[Ivoire’s]');
  });

  it('is no beginning of others, where it is a part', () => {
    const chronology = titled({ mail: 'E-mail', east: 'East mailing', g7: 'G7', germany: 'Germany, 7 talks' });
    assert.deepEqual(found(chronology, 'e-mail'), ['mail']);
    assert.deepEqual(found(chronology, 'G7'), ['g7']);
    assert.deepEqual(found(chronology, 'g-7'), ['g7']);
  });

  it('is no beginning of others, where it is letters with full stops', () => {
    const chronology = titled({
      used: 'Used by Japan in the United Kingdom, Ukraine and Europe, not unique',
      us: 'US aid to Japan',
      un: 'U.N. in Japan',
      eu: 'EU–Japan talks',
      uk: 'U.K. and Japan',
    });
    for (const [q, slug] of [
      ['U.S.', 'us'],
      ['U.S', 'us'],
      ['U.S. Japan', 'us'],
      ['U.N.', 'un'],
      ['E.U.', 'eu'],
      ['E.U.-Japan', 'eu'],
      ['U.K.', 'uk'],
    ] as const) {
      assert.deepEqual(found(chronology, q), [slug], q);
      assert.equal(marked(chronology, q, 'used, unique, Europe, Ukraine'), 'used, unique, Europe, Ukraine', q);
    }
    assert.deepEqual(found(titled({ used: 'Used by Japan' }), 'U.S.-Japan'), []);
    assert.deepEqual(found(chronology, 'un'), ['un', 'used']);
  });

  it('says apart what numbers say apart', () => {
    const chronology = titled({ range: '2019–2022', day: '1.5 degrees', fifteen: '15 degrees' });
    assert.deepEqual(found(chronology, '20192022'), []);
    assert.deepEqual(found(chronology, '2019'), ['range']);
    assert.deepEqual(found(chronology, '15'), ['fifteen']);
    assert.deepEqual(found(chronology, '1.5'), ['day']);
  });

  it('is marked as a whole, and its first part alone where that was asked for', () => {
    const chronology = titled({ an: 'COVID-19, co-operation, Müller' });
    for (const [q, text, expected] of [
      ['covid19', 'COVID-19 and COVID 19', '[COVID-19] and [COVID] [19]'],
      ['covid', 'COVID-19', '[COVID]-19'],
      ['cooperation', 'Co-operation, co and operation', '[Co-operation], co and operation'],
      ['mueller', 'Müller, Mueller', '[Müller], [Mueller]'],
      ['müller', 'Müller, Mueller, Muller', '[Müller], [Mueller], [Muller]'],
      ['un', 'The U.N., united', 'The [U.N.], [united]'],
      ['コーヒー', 'コーヒーとコーヒ', '[コーヒー]と[コーヒ]'],
    ] as const)
      assert.equal(marked(chronology, q, text), expected, q);
  });
});

describe('signs that tell one word from another', () => {
  const chronology = titled({
    cpp: 'A course in C++ and C++17',
    csharp: 'A course in C#',
    net: 'A course in .NET',
    cosmos: 'Cosmos and network',
    c: 'Plan C',
  });
  for (const [q, expected] of [
    ['c++', ['cpp']],
    ['C++', ['cpp']],
    ['Ｃ＋＋', ['cpp']],
    ['c#', ['csharp']],
    ['C♯', ['csharp']],
    ['.net', ['net']],
    ['.NET course', ['net']],
    ['net', ['cosmos', 'net']],
    ['c', ['c', 'cosmos', 'cpp', 'csharp', 'net']],
    ['f#', []],
    ['cosmos++', []],
  ] as const)
    it(`${q} finds ${expected.join(', ') || 'nothing'}`, () => assert.deepEqual(found(chronology, q), expected));

  it('are marked with it', () => {
    assert.equal(marked(chronology, 'c++', 'C++, C and Cosmos'), '[C++], C and Cosmos');
    assert.equal(marked(chronology, '.net', '.NET and network'), '[.NET] and network');
  });
});

describe('scripts without spaces between words', () => {
  const texts = {
    thai: 'การประชุมสุดยอดเอเชียกลาง',
    lao: 'ກອງປະຊຸມສຸດຍອດ',
    khmer: 'កិច្ចប្រជុំកំពូល',
    burmese: 'ထိပ်သီးအစည်းအဝေး',
    korean: '한일중앙아시아정상회의에서',
    japanese: '中央アジア首脳会合',
  };
  const chronology = titled(texts);
  for (const [slug, text] of Object.entries(texts))
    it(`any part of a text in ${slug} is found, and marked`, () => {
      for (let from = 0; from < text.length; from += 1)
        for (let to = from + 2; to <= text.length; to += 1) {
          const part = text.slice(from, to);
          assert.ok(found(chronology, part).includes(slug), part);
          assert.match(marked(chronology, part, text), /\[/, part);
        }
    });

  it('what stands nowhere is not', () => {
    for (const q of ['アジ央中', '아앙중', 'กลางเอ']) assert.deepEqual(found(chronology, q), [], q);
  });

  it('spaces may be left out', () => {
    const korean = titled({ summit: '중앙 아시아 정상 회의' });
    for (const q of ['중앙아시아', '정상회의', '아시아 정상회의']) assert.deepEqual(found(korean, q), ['summit'], q);
  });
});

const SYNONYMS = `
synonyms:
  - [summit, サミット, 首脳会合]
  - [JCM, Joint Crediting Mechanism, 二国間クレジット制度]
  - [C++, ISO 14882]
  - [Caspian route, カスピ海ルート]
`;

describe('synonyms', () => {
  const chronology = titled(
    {
      summit: 'First summit of all',
      japanese: '初の首脳会合',
      other: '外相会合',
      mechanism: 'Joint Crediting Mechanism signed',
      credit: '二国間クレジット制度の覚書',
      crediting: 'A joint statement',
      standard: 'ISO 14882 published',
      c: 'Cosmos',
      route: 'カスピ海ルートの整備',
    },
    SYNONYMS,
  );
  for (const [queries, expected] of [
    [
      ['summit', 'サミット', '首脳会合', 'SUMMIT', 'ｻﾐｯﾄ', '「サミット」', '首 脳会合'],
      ['japanese', 'summit'],
    ],
    [
      ['JCM', 'j.c.m.', 'joint crediting mechanism', 'Joint-Crediting Mechanism', '二国間クレジット制度'],
      ['credit', 'mechanism'],
    ],
    [['c++', 'iso 14882'], ['standard']],
    [['Caspian route', 'カスピ海ルート', 'カスピ海ルートの整備'], ['route']],
    [['first サミット', 'サミット first'], ['summit']],
    [['初のサミット', 'サミット 初'], ['japanese']],
    // Only a whole phrase means more than its words.
    [['joint crediting'], ['mechanism']],
    [['首脳'], ['japanese']],
    [['crediting mechanism joint'], ['mechanism']],
    [['外相会合'], ['other']],
  ] as const)
    it(`${queries.join(', ')} find ${expected.join(', ')}`, () => {
      for (const q of queries) assert.deepEqual(found(chronology, q), expected.toSorted(), q);
    });

  it('are marked in the text where they stand as a whole', () => {
    for (const [q, text, expected] of [
      ['サミット', 'First summit, two summits', 'First [summit], two [summits]'],
      ['summit', '初の首脳会合の首脳', '初の[首脳会合]の首脳'],
      [
        'JCM',
        'A joint statement on the Joint Crediting Mechanism',
        'A joint statement on the [Joint Crediting Mechanism]',
      ],
      ['Joint Crediting Mechanism', 'JCM', '[JCM]'],
    ] as const)
      assert.equal(marked(chronology, q, text), expected, q);
  });

  it('are no misspelling of another word', () => {
    assert.deepEqual(spellingSuggestions(chronology, 'JCM サミット'), []);
  });

  it('change no byte of what is shown', async () => {
    const plain = titled({ summit: 'Summit' });
    assert.deepEqual(
      { ...titled({ summit: 'Summit' }, SYNONYMS), vocabulary: undefined },
      { ...plain, vocabulary: undefined },
    );
  });

  it('of one group may be spellings of an umlaut, which a search without it then finds', () => {
    const group = (words: string) => titled({ a: 'Müller', b: 'Mueller' }, `synonyms:\n  - [${words}]\n`);
    for (const words of ['Müller, Mueller', 'Mueller, Müller'])
      for (const q of ['Muller', 'Mueller', 'Müller']) assert.deepEqual(found(group(words), q), ['a', 'b'], q);
  });

  describe('that help nobody are problems, each with its line and what to write', () => {
    const problemsOf = (synonyms: string) => {
      const files = minimalFiles({}, { 'chronology.yaml': `${SETTINGS}synonyms:${synonyms}\n` });
      return parseMinimal(files).problems;
    };
    const firstLine = `${SETTINGS}synonyms:`.split('\n').length;
    const many = Array.from({ length: 1001 }, (_, index) => `word${index}`).join(', ');
    for (const [what, synonyms, line, expected] of [
      ['an empty group', '\n  - []', 1, /an empty group/],
      ['no group at all', ' summit', 0, /synonyms/],
      ['a word that is no group', '\n  - summit', 1, /synonyms\.0/],
      ['an empty word', "\n  - [summit, '']", 1, /empty/],
      ['one word', '\n  - [a, b]\n  - [summit]', 2, /a group of one word.*another word/s],
      ['a word twice', '\n  - [summit, サミット, Summit]', 1, /the same as summit to a search.*each once/s],
      ['a word twice in two spellings', '\n  - [co-operation, cooperation]', 1, /the same as co-operation/],
      [
        'a word in two groups',
        '\n  - [summit, サミット]\n  - [SUMMIT, 首脳会合]',
        2,
        /as summit in group 1 too.*one group/s,
      ],
      ...['Müller, Mueller', 'Mueller, Müller', 'Muller, Müller', 'Århus, Aarhus', 'Aarhus, Århus'].map((two) => {
        const [first, second] = two.split(', ');
        const groups = `\n  - [${first}, a]\n  - [b, ${second}]`;
        const expected = new RegExp(`as ${first} in group 1 too.*one group`, 's');
        return [`one umlaut in two spellings in two groups: ${two}`, groups, 2, expected] as const;
      }),
      ['no letter', "\n  - ['…', dots]", 1, /no letter or digit/],
      ['a word that nobody can search for', `\n  - [a, ${'b'.repeat(201)}]`, 1, /at most 200 characters/],
      ['more words than a list may have', `\n  - [${many}]`, 1, /1,?000/],
      [
        'more groups than a list may have',
        Array.from({ length: 1001 }, (_, i) => `\n  - [a${i}x, b${i}x]`).join(''),
        1,
        /1,?000/,
      ],
    ] as const)
      it(what, () => {
        const [problem, ...others] = problemsOf(synonyms);
        assert.ok(problem);
        assert.deepEqual(
          others.map((other) => formatProblem(other)),
          [],
        );
        assert.equal(problem.file, 'chronology.yaml');
        assert.ok(problem.line === firstLine + line || problem.line === firstLine + line - 1, `line ${problem.line}`);
        assert.match(formatProblem(problem), expected);
        assert.ok(problem.advice !== undefined);
      });
  });
});

describe('a country is found by all its names', () => {
  const chronology = chronologyOf({
    kyrgyz: { countries: ['KG'], title: { en: 'Talks in Kyrgyzstan', ja: 'キルギスでの協議' } },
    georgia: { countries: ['GE'], summary: { en: 'Summary.', ja: '会談の要約。' } },
    uzbek: { countries: ['UZ'] },
    british: { countries: ['GB'] },
    american: { countries: ['US'] },
    burmese: { countries: ['MM'] },
    czech: { countries: ['CZ'] },
    ivory: { countries: ['CI'] },
    congo: { countries: ['CD'] },
    brazzaville: { countries: ['CG'] },
    soviet: { countries: ['SU'] },
    turkish: { countries: ['TR'] },
    person: { title: { en: 'A republic of letters', ja: '文人の共和国' } },
  });
  for (const [queries, expected] of [
    [['Kyrgyzstan', 'Kyrgyz Republic', 'キルギス', 'キルギス共和国', 'Kirghizia', 'kyrgyz-republic'], ['kyrgyz']],
    [['Georgia', 'ジョージア', 'グルジア', 'Republic of Georgia'], ['georgia']],
    [['ウズベキスタン共和国', 'Republic of Uzbekistan'], ['uzbek']],
    [['UK', 'U.K.', 'Great Britain', '英国', 'イギリス', 'United Kingdom'], ['british']],
    [['USA', 'U.S.A.', 'U.S.', 'United States', '米国', 'アメリカ', 'アメリカ合衆国'], ['american']],
    [['Burma', 'Myanmar', 'ビルマ', 'ミャンマー'], ['burmese']],
    [['Czech Republic', 'Czechia', 'チェコ共和国'], ['czech']],
    [['Ivory Coast', "Cote d'Ivoire", 'ivoire', '象牙海岸'], ['ivory']],
    [['Zaire', 'DRC', 'Democratic Republic of the Congo'], ['congo']],
    [['Congo'], ['brazzaville', 'congo']],
    [['USSR', 'Soviet Union', 'ソ連', 'ソビエト連邦'], ['soviet']],
    [['Turkey', 'Türkiye', 'Turkiye', 'トルコ'], ['turkish']],
    [['グルジア、要約', 'グルジアの要約'], ['georgia']],
    // Words of official names are no names.
    [['republic', '人の共和国'], ['person']],
  ] as const)
    it(`${queries.join(', ')}: ${expected.join(', ')}`, () => {
      for (const q of queries) assert.deepEqual(found(chronology, q), expected.toSorted(), q);
    });

  it('is marked under the name that the text has', () => {
    assert.equal(marked(chronology, 'Kyrgyz Republic', 'Talks in Kyrgyzstan'), 'Talks in [Kyrgyzstan]');
    assert.equal(marked(chronology, 'Kyrgyzstan', 'キルギスでの協議'), '[キルギス]での協議');
    assert.equal(marked(chronology, 'グルジア', '中央アジアとジョージア'), '中央アジアと[ジョージア]');
    assert.equal(marked(chronology, 'Burma', 'Myanmar, Myanmarese'), '[Myanmar], Myanmarese');
  });

  it('is no country within another word', () => {
    const tea = chronologyOf({ us: { countries: ['US'], title: { en: '100 trainees', ja: '研修員100人' } } });
    assert.deepEqual(found(tea, 'アメリカ人'), []);
    assert.deepEqual(found(tea, '米国人'), []);
  });

  it('is no country within the name of another place', () => {
    const places = chronologyOf({
      korean: { countries: ['US', 'MN'], title: { en: 'South Korean minister at the inner court', ja: '訪問' } },
      irish: { countries: ['IE', 'GE'], title: { en: 'Northern road, new', ja: '道' }, when: '2021' },
      guinean: {
        countries: ['GN', 'MX', 'CN'],
        title: { en: 'New road to the south and the sea', ja: '海' },
        when: '2022',
      },
      northern: { title: { en: 'Talks in Northern Ireland', ja: '協議' }, when: '2023' },
    });
    for (const [q, expected] of [
      ['South America', []],
      ['Inner Mongolia', []],
      ['New Guinea', []],
      ['New Mexico', []],
      ['South China Sea', []],
      ['Northern Ireland', ['northern']],
      ['northern-ireland talks', ['northern']],
      ['inner', ['korean']],
      // Beside other words, it is one.
      ['Mongolia inner', ['korean']],
      ['America south', ['korean']],
    ] as const)
      assert.deepEqual(found(places, q), expected, q);
    for (const [q, text, expected] of [
      ['United States', 'Latin America and America', 'Latin America and [America]'],
      ['South America', 'The United States', 'The United States'],
      ['Eire', 'Northern Ireland, Ireland', 'Northern Ireland, [Ireland]'],
      ['Kingdom of Jordan', 'Jordan and the Jordan River', '[Jordan] and the [Jordan] River'],
      ['Hashemite Kingdom of Jordan', 'Jordan and the Jordan River', '[Jordan] and the Jordan River'],
    ] as const)
      assert.equal(marked(places, q, text), expected, q);
    const named = chronologyOf(
      { british: { countries: ['GB'], title: { en: 'In Northern Ireland', ja: '英' } } },
      { 'chronology.yaml': `${SETTINGS}countries:\n  GB:\n    aka: [Northern Ireland]\n` },
    );
    assert.deepEqual(found(named, 'Northern Ireland'), ['british']);
    assert.equal(marked(named, 'UK', 'In Northern Ireland'), 'In [Northern Ireland]');
  });

  it('stands in each name of another place, which is none of a country', () => {
    const settings = titled({ an: 'Event' }).vocabulary;
    const names = new Set(
      countryCodes().flatMap((code) => allNamesOfCountry(code, settings).map((name) => name.toLowerCase())),
    );
    for (const place of otherPlaceNames) {
      assert.ok(!names.has(place.toLowerCase()), place);
      const words = place.toLowerCase().split(/[ -]/);
      assert.ok(
        words.some((word) => names.has(word)),
        place,
      );
    }
    assert.equal(new Set(otherPlaceNames).size, otherPlaceNames.length);
  });

  it('has its names under a code that countries have', () => {
    for (const [code, names] of Object.entries(otherCountryNames)) {
      assert.ok(isCountry(code), code);
      assert.equal(new Set(names).size, names.length, code);
      for (const name of names)
        for (const language of ['en', 'ja'] as const)
          assert.notEqual(name, countryName(code, language), `${code}: ${name} is CLDR's`);
    }
  });
});

describe('a group of countries is found by its name', () => {
  const groups = `
countryGroups:
  guianas:
    name: { en: The Three Guianas, ja: 三ギアナ }
    countries: [GY, SR, GF]
`;
  const of = (countries: readonly string[]) => ({ countries });
  const chronology = chronologyOf(
    {
      all: of(['GY', 'SR', 'GF']),
      one: of(['SR']),
      none: of(['KZ']),
      named: { title: { en: 'The three Guianas', ja: 'A' } },
    },
    { 'chronology.yaml': `${SETTINGS}${groups}` },
  );
  for (const q of ['the three guianas', '三ギアナ'])
    it(`${q} finds the events of each of them, and what has the words`, () =>
      assert.deepEqual(found(chronology, q), q === '三ギアナ' ? ['all', 'one'] : ['all', 'named', 'one']));

  it('as a whole: none of its words does', () => {
    assert.deepEqual(found(chronology, 'three'), ['named']);
    assert.deepEqual(found(titled({ all: 'A' }), '三ギアナ'), []);
  });
});

describe('what answers a search best', () => {
  const best = (chronology: Chronology, q: string, most = 5) => {
    const { positions } = searchEvents(chronology, q);
    const events = positions.array().flatMap((position) => chronology.events[position] ?? []);
    return bestMatches(chronology, q, events, most).map(({ slug }) => slug);
  };
  const event = (title: string, summary = 'Nothing.', more = {}) => ({
    title: { en: title, ja: title },
    summary: { en: summary, ja: summary },
    ...more,
  });

  it('has the words in its title, not in its summary', () => {
    const chronology = chronologyOf({ a: event('Talks', 'Before the summit.'), b: event('Summit') });
    assert.deepEqual(best(chronology, 'summit'), ['b', 'a']);
  });

  it('has the word itself, not one that begins so or is nearly it', () => {
    const chronology = chronologyOf({ a: event('United front'), b: event('UN conference, in its seat at Geneva') });
    assert.deepEqual(best(chronology, 'un'), ['b', 'a']);
  });

  it('is key, not a detail', () => {
    const chronology = chronologyOf({
      a: event('Summit', 'Nothing.', { weight: 'detail' }),
      b: event('Preparation of the summit'),
      c: event('The first of all the summits that there were', 'A summit.', { weight: 'key' }),
    });
    assert.deepEqual(best(chronology, 'summit'), ['c', 'b', 'a']);
  });

  it('is key, not a detail, whatever the number of words, with spaces between them or without', () => {
    const [en, ja] = ['Summit meeting of ministers', '外相会合共同声明'];
    const chronology = chronologyOf({
      a: { title: { en: `${en} held`, ja: `${ja}の採択` }, weight: 'detail' },
      b: { title: { en, ja } },
      c: event('Talks', `${en} ${ja}`, { weight: 'key' }),
    });
    for (const q of ['summit', 'summit meeting', en, '外相', '外相会合', ja])
      assert.deepEqual(best(chronology, q), ['b', 'c', 'a'], q);
  });

  it('says little else in its title', () => {
    const chronology = chronologyOf({
      a: event('Summit and many other things'),
      b: event('Summit'),
      c: event('Talks', 'Of the summit.'),
    });
    assert.deepEqual(best(chronology, 'summit'), ['b', 'a', 'c']);
    assert.deepEqual(best(chronology, 'summit', 1), ['b']);
  });

  it('of a date is what happened then, however the date is typed', () => {
    const dated = (when: string, title: string, summary = 'Nothing.') => event(title, summary, { when });
    const chronology = chronologyOf({
      day: dated('2004-05-06', 'The day in question'),
      month: dated('2004-05', '6 things'),
      after: dated('2004-05-07', 'Talks', 'As on 6 May 2004, 2004年5月6日.'),
      century: dated('2004-02/2004-06-06', 'May'),
    });
    for (const q of ['2004-05-06', '2004/5/6', '6 May 2004', '2004年5月6日'])
      assert.equal(best(chronology, q)[0], 'day', q);
    assert.deepEqual(new Set(best(chronology, '2004-05', 3)), new Set(['month', 'day', 'after']));
  });

  it('is found behind any number of events that answer less well', () => {
    const [mention, title] = chronologyOf({
      a: event('Talks', 'On the tunnel.'),
      b: event('Tunnel', 'Nothing.', { when: '2024' }),
    }).events;
    assert.ok(mention && title);
    const chronology = chronologyOf({ a: event('Talks') });
    const events = [
      ...Array.from({ length: 1100 }, (_, index) => ({ ...mention, slug: `mention-${index}` })),
      ...Array.from({ length: 6 }, (_, index) => ({
        ...title,
        slug: `long-${index}`,
        title: { en: 'Tunnel of a long title', ja: '題' },
      })),
      title,
    ];
    assert.equal(best({ ...chronology, events, withdrawn: [] }, 'tunnel')[0], 'b');
  });

  it('is about whom was asked for, rather than from a report with that title', () => {
    const chronology = chronologyOf({
      a: event('Talks', 'Nothing.', {
        sources: [{ source: 'report', paragraph: 1, for: 'date', wording: '24 December 2022' }],
      }),
      b: event('More talks', 'Nothing.', { series: { id: 'summits', number: '1' } }),
      c: event('Hayashi’s talks'),
    });
    assert.deepEqual(best(chronology, 'summit meetings'), []);
    assert.deepEqual(
      best(
        chronologyOf({
          a: event('A', 'The meetings.'),
          b: event('B', 'C.', { series: { id: 'summits', number: '1' } }),
        }),
        'summit',
      ),
      [],
    );
  });

  it('is nothing where all answer alike', () => {
    assert.deepEqual(best(chronologyOf({ a: event('Summit'), b: event('Summit') }), 'summit'), []);
    assert.deepEqual(best(chronologyOf({ a: event('Summit') }), 'nothing'), []);
  });

  it('is the same under each synonym', async () => {
    const chronology = await chronologyIn(SHIPPED);
    for (const q of ['summit', 'サミット', '首脳会合']) assert.equal(best(chronology, q)[0], 'summit-1', q);
  });
});

describe('in the shipped chronology', async () => {
  const chronology = await chronologyIn(SHIPPED);
  const every = { slug: fc.constantFrom(...chronology.events) };

  for (const group of [
    ['summit', 'サミット', '首脳会合'],
    ['CA+JAD', 'カジャッド', 'cajad', 'CA-JAD', 'ＣＡ＋ＪＡＤ'],
    ['JCM', '二国間クレジット制度', 'Joint Crediting Mechanism'],
    ['カスピ海ルート', 'カスピ海横断国際輸送ルート', 'Caspian route'],
    ['Kyrgyz Republic', 'キルギス共和国', 'Kyrgyzstan', 'キルギス'],
    ['Georgia', 'ジョージア', 'グルジア'],
    ['COVID19', 'COVID-19', 'COVID 19', 'covid‑19'],
    ['co-operation', 'cooperation'],
  ])
    it(`${group.join(', ')} find the same events`, () => {
      const [first = '', ...others] = group;
      const expected = found(chronology, first);
      assert.ok(expected.length > 0);
      for (const q of others) assert.deepEqual(found(chronology, q), expected, q);
    });

  it('any word of any title finds its event, with its hyphens, apostrophes and full stops or without', () => {
    for (const { slug, title } of chronology.events)
      for (const text of Object.values(title))
        for (const word of text.split(/[\s“”「」（）()、,]+/u).filter((one) => /[\p{L}\p{N}]/u.test(one)))
          for (const spelling of [
            word,
            word.replace(/[-–.’']/g, ''),
            word.replace(/[-–]/g, ' '),
            word.replace(/-/g, '–'),
            word.replace(/’/g, "'"),
            word.normalize('NFD').toUpperCase(),
          ])
            assert.ok(found(chronology, spelling).includes(slug), `${spelling}: ${slug}`);
  });

  it('the order of words does not matter', () => {
    fc.assert(
      fc.property(every.slug, fc.infiniteStream(fc.nat()), ({ title }, numbers) => {
        const words = (title.en ?? '').split(/\s+/).slice(0, 6);
        const shuffled = words
          .map((word) => [numbers.next().value ?? 0, word] as const)
          .sort(([a], [b]) => a - b)
          .map(([, word]) => word);
        assert.deepEqual(found(chronology, shuffled.join(' ')), found(chronology, words.join(' ')));
      }),
    );
  });
});
