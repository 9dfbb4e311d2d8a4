/** What a search finds in either language, what it takes for misspelt words, and what it marks in a text. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import MiniSearch from 'minisearch';
import SearchableMap from 'minisearch/SearchableMap';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { countryName } from '../../src/chronology/languages/display-names.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { conditionsOf } from '../../src/chronology/query/search/expression.ts';
import { highlighter, searchEvents, searchSteps, spellingSuggestions } from '../../src/chronology/query/search.ts';
import { select, selectWithdrawn } from '../../src/chronology/query/selection.ts';
import { anyCharacter } from '../support/any-character.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { pausesOf } from '../support/pauses.ts';
import { chronologyIn, SHIPPED } from '../support/service.ts';

const shipped = await chronologyIn(SHIPPED);

const withdrawn = { date: '2026-11-23', reason: { en: 'Entered twice.', ja: '重複。' } };
const small = chronologyOf({
  ninth: {
    when: '2022-12-24',
    title: { en: 'Ninth Foreign Ministers’ meeting', ja: '第9回外相会合' },
    summary: { en: 'Signed in 2022 for ¥190 billion.', ja: '2022年12月24日、５か国が署名。' },
    countries: ['JP', 'UZ'],
    people: [{ id: 'hayashi', office: { en: 'Minister for Foreign Affairs', ja: '外務大臣' } }],
  },
  nineteenth: {
    when: '2023-01',
    title: { en: '19th visit of nine', ja: '第19回訪問、9日間' },
    summary: {
      en: 'At the café of Öskemen, for children’s health.',
      ja: 'コーヒー・ハウスにて。ＣＴスキャナを視察。',
    },
    place: 'tokyo',
    organizations: ['unicef'],
    series: { id: 'summits', number: '1' },
  },
  third: {
    type: 'figure',
    when: '2024',
    title: { en: 'Oʻzbekiston in figures', ja: '東京から京都へ' },
    summary: { en: 'Søren and Łódź, naïve and Straße. Г-н Лавров.', ja: '𠮷野家、㍿、ﾃﾞｰﾀ。' },
    countries: ['KZ'],
    sources: [{ source: 'review', paragraph: 1, for: 'date', wording: '2024' }],
  },
  gone: { when: '2022-12-25', title: { en: 'Banquet', ja: '晩餐会' }, withdrawn },
});

const slugs = (events: readonly { slug: string }[]) => events.map(({ slug }) => slug);
const eventsFound = (chronology: Chronology, q: string) =>
  searchEvents(chronology, q)
    .positions.array()
    .flatMap((place) => chronology.events[place] ?? []);
const found = (q: string) => slugs(eventsFound(small, q));
const inShipped = (q: string) => slugs(eventsFound(shipped, q));

describe('a search finds', () => {
  const table: readonly [what: string, q: string, slugs: readonly string[]][] = [
    ['words of titles', 'visit', ['nineteenth']],
    ['in any case', 'VISIT', ['nineteenth']],
    ['words of summaries', 'health', ['nineteenth']],
    ['all words, in any order and language', '会合 ninth', ['ninth']],
    ['nothing where a word is missing', 'ninth visit', []],
    ['people', '林芳正', ['ninth']],
    ['their other spellings', 'Yoshimasa', ['ninth']],
    ['their office', '外務大臣', ['ninth']],
    ['places', '東京 訪問', ['nineteenth']],
    ['other spellings of places', 'Edo', ['nineteenth']],
    ['organisations', '国連児童基金', ['nineteenth']],
    ['other spellings of organisations', 'ユニセフ', ['nineteenth']],
    ['series', '首脳', ['nineteenth']],
    ['titles of sources', '年次報告', ['third']],
    ['types', 'figure', ['third']],
    ['types by what several are called', 'meetings', ['ninth', 'nineteenth']],
    ['countries in English', 'Kazakhstan', ['third']],
    ['countries in Japanese', 'ウズベキスタン', ['ninth']],

    ['words by their beginning', 'uzb', ['ninth']],
    ['not by their end', 'sters', []],
    ['not by their middle', 'iste', []],
    ['a number', '9', ['ninth', 'nineteenth']],
    ['a number with its ending', '19', ['nineteenth']],
    ['not the beginning of a longer number', '4', []],
    ['the month of a date', '12月', ['ninth']],
    ['a year, in either language', '2022', ['ninth']],
    ['not the beginning of a year', '202', []],
    ['an amount', '190', ['ninth']],

    ['one character', '訪', ['nineteenth']],
    ['one character at the end', '問', ['nineteenth']],
    ['two', '外相', ['ninth']],
    ['three', '外相会', ['ninth']],
    ['a whole run', '外相会合', ['ninth']],
    ['no run that stands nowhere', '相外', []],
    ['pairs wherever they stand', '東京都', ['third']],
    ['a character of two code units', '𠮷', ['third']],
    ['a pair with one', '𠮷野', ['third']],
    ['katakana with its long vowels', 'コーヒー', ['nineteenth']],
    ['ー', 'ー', ['nineteenth', 'third']],
    ['が, which is not か', 'がら', []],

    ['numbers in Japanese', '第9回', ['ninth']],
    ['a number and what is counted', '19回', ['nineteenth']],
    ['not the end of a longer number', '9回', ['ninth']],
    ['not the beginning of one', '第1', []],
    ['a whole date', '2022年12月24日', ['ninth']],
    ['a year', '2022年', ['ninth']],
    ['Latin letters beside kana', 'CTスキャナ', ['nineteenth']],
    ['and apart', 'ct', ['nineteenth']],
    ['words on both sides of a space', '第9回 meeting', ['ninth']],

    ['full-width letters', 'ＵＮＩＣＥＦ', ['nineteenth']],
    ['full-width numbers', '第９回', ['ninth']],
    ['half-width kana', 'ﾕﾆｾﾌ', ['nineteenth']],
    ['half-width kana in a text', 'データ', ['third']],
    ['composed characters', '株式会社', ['third']],

    ['letters without their marks', 'cafe', ['nineteenth']],
    ['letters with marks', 'café', ['nineteenth']],
    ['marks that stand nowhere', 'vísit', ['nineteenth']],
    ['a decomposed mark', 'cafe\u0301', ['nineteenth']],
    ['umlauts', 'oskemen', ['nineteenth']],
    ['letters that Unicode does not take apart', 'soren lodz strasse', ['third']],
    ['Cyrillic', 'лавров', ['third']],
    ['Cyrillic in capitals', 'ЛАВРОВ', ['third']],
    ['a word with an apostrophe', "children's", ['nineteenth']],
    ['with a typographic one', 'children’s', ['nineteenth']],
    ['without', 'childrens', ['nineteenth']],
    ['an Uzbek oʻ as it is typed', "o'zbekiston", ['third']],
    ['and without', 'ozbekiston', ['third']],

    ['what stands in quotes', '"foreign ministers"', ['ninth']],
    ['with an unclosed quote', '「外相会合', ['ninth']],
    ['with marks of other search engines', '+ninth -visit* AND:', []],
    ['with punctuation between', 'ninth, meeting; 会合!', ['ninth']],
    ['with invisible characters in words', 'ni\u200bnth 外\u2060相\u00ad', ['ninth']],
  ];
  for (const [what, q, expected] of table) it(`${what}: ${q}`, () => assert.deepEqual(found(q), expected));

  it('nothing where it has no word', () => {
    for (const q of ['', ' ', '…', '「」', '🎉', '👩‍👩‍👧', '__', '\u200b', '\ud800', '%&/()=?'])
      assert.deepEqual([found(q), searchEvents(small, q).withdrawn], [[], []], q);
  });

  it('what punctuation and emoji stand beside', () => {
    assert.deepEqual(found('🎉 ninth 🎉'), ['ninth']);
    assert.deepEqual(found('\ud800ninth'), ['ninth']);
  });

  it('withdrawn events apart', () => {
    assert.deepEqual(found('banquet'), []);
    assert.deepEqual(slugs(searchEvents(small, 'banquet').withdrawn), ['gone']);
    assert.deepEqual(slugs(selectWithdrawn(small, { ...EVERYTHING, q: '晩餐会' })), ['gone']);
    assert.deepEqual(slugs(selectWithdrawn(small, { ...EVERYTHING, q: 'ninth' })), []);
  });

  it('no names of an object’s prototype', () => {
    for (const q of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'])
      assert.deepEqual([found(q), spellingSuggestions(small, q)], [[], []], q);
  });
});

describe('a misspelt word', () => {
  const table: readonly [q: string, corrections: ReturnType<typeof spellingSuggestions>, slugs: readonly string[]][] = [
    ['uzbekstan', [{ word: 'uzbekstan', replacements: ['uzbekistan'] }], ['ninth']],
    ['Uzbekkistan', [{ word: 'Uzbekkistan', replacements: ['uzbekistan'] }], ['ninth']],
    // Two letters that changed places are one edit.
    ['Toyko', [{ word: 'Toyko', replacements: ['tokyo'] }], ['nineteenth']],
    // Two edits in 8 letters or more, one in 4 to 7, none in less.
    ['Kasachstan', [{ word: 'Kasachstan', replacements: ['kazakhstan'] }], ['third']],
    ['vsit', [{ word: 'vsit', replacements: ['visit'] }], ['nineteenth']],
    ['vyzit', [], []],
    ['eod', [], []],
    ['лаврав', [{ word: 'лаврав', replacements: ['лавров'] }], ['third']],
    // Each word on its own.
    ['foriegn 会合', [{ word: 'foriegn', replacements: ['foreign'] }], ['ninth']],
    [
      'nineth meating',
      [
        { word: 'nineth', replacements: ['ninth'] },
        { word: 'meating', replacements: ['meeting'] },
      ],
      ['ninth'],
    ],
    // Also where the words do not stand together.
    ['visitt uzbekistan', [{ word: 'visitt', replacements: ['visit'] }], []],
    // A word that something begins with is not misspelt.
    ['uzbekis', [], ['ninth']],
    ['visi', [], ['nineteenth']],
    // Numbers are not misspelt, nor is Japanese.
    ['2021', [], []],
    ['12月25日', [], []],
    ['1990th', [], []],
    ['ウズペキスタン', [], []],
  ];
  for (const [q, expected, events] of table)
    it(`${q}: ${expected.map(({ replacements }) => replacements.join(', ')).join('; ') || 'stays'}`, () => {
      assert.deepEqual(spellingSuggestions(small, q), expected);
      assert.deepEqual(found(q), events);
    });

  it('is replacements for all that are equally near, in their order', () => {
    const two = chronologyOf({ a: { title: { en: 'Marine', ja: '海' } }, b: { title: { en: 'Marinu', ja: '丸' } } });
    assert.deepEqual(spellingSuggestions(two, 'marino'), [{ word: 'marino', replacements: ['marine', 'marinu'] }]);
    assert.deepEqual(slugs(eventsFound(two, 'marino')), ['a', 'b']);
  });

  it('finds what the right one does in a word of several parts', () => {
    const chronology = chronologyOf({
      an: { title: { en: 'An e government plan', ja: 'あ' } },
      other: { title: { en: 'The government of England', ja: 'い' }, when: '2021' },
      xray: { title: { en: 'X-ray, government', ja: 'う' }, when: '2022' },
      xmas: { title: { en: 'Xmas and government', ja: 'え' }, when: '2023' },
    });
    for (const [right, ...wrong] of [
      ['e-government', 'e-govermnent', 'e-govenment', 'e-goverment'],
      ['x-government', 'x-govermnent', 'X–Govenment'],
      ['x-ray-government', 'x-ray-govermnent'],
    ] as const)
      for (const q of wrong) {
        assert.deepEqual(slugs(eventsFound(chronology, q)), slugs(eventsFound(chronology, right)), q);
        assert.deepEqual(spellingSuggestions(chronology, q)[0]?.replacements, ['government'], q);
      }
  });

  it('finds what the right one does, also where that only begins a word', () => {
    assert.deepEqual(inShipped('uzbekstan'), inShipped('uzbekistan'));
    assert.deepEqual(inShipped('kindergarden'), inShipped('kindergarten'));
  });
});

describe('marks', () => {
  const table: readonly [q: string, text: string, marked: string][] = [
    ['ninth', 'The ninth, not the nineteenth', 'The [ninth], not the nineteenth'],
    ['uzbek', 'Uzbekistan’s Uzbeks', '[Uzbekistan’s] [Uzbeks]'],
    ['uzbekstan', 'UZBEKISTAN and Tajikistan', '[UZBEKISTAN] and Tajikistan'],
    ['cafe', 'A Café, a cafe\u0301s', 'A [Café], a [cafe\u0301s]'],
    ['cafe\u0301', 'CAFE', '[CAFE]'],
    ['office', 'The oﬃce', 'The [oﬃce]'],
    ['外相会合', '第9回外相会合の報告', '第9回[外相会合]の報告'],
    ['外相会合', '外相が会合', '[外相]が[会合]'],
    ['外相 相会', '外相会合', '[外相会]合'],
    ['外 相', '外相会合', '[外相]会合'],
    ['会', '会合・会談', '[会]合・[会]談'],
    ['第9回', '第9回と第９回、第19回、9', '[第9回]と[第９回]、第19回、9'],
    ['9', '9th, 19, 9回、９', '[9th], 19, [9]回、[９]'],
    ['データ', 'ﾃﾞｰﾀの更新', '[ﾃﾞｰﾀ]の更新'],
    ['か', 'がか', 'が[か]'],
    ['株式', '㍿東京', '[㍿]東京'],
    ['ninth 会合', 'ninth会合', '[ninth会合]'],
    ['外相', '外\u200b相', '[外\u200b相]'],
    ['𠮷野', '𠮷野家', '[𠮷野]家'],
    ['…', 'Well …', 'Well …'],
    ['', 'Well', 'Well'],
    ['ninth', '', ''],
    // A text is text, whatever it looks like.
    ['ninth', '<b>ninth</b> $& [ninth]', '<b>[ninth]</b> $& [[ninth]]'],
  ];
  for (const [q, text, marked] of table)
    it(`${q} in ${text}`, () => {
      const pieces = highlighter(small, q)(text);
      assert.equal(pieces.map((piece) => (piece.match ? `[${piece.text}]` : piece.text)).join(''), marked);
      assert.ok(pieces.every((piece) => piece.text !== ''));
    });

  it('stand in something of every event that is found by its own texts', () => {
    for (const q of ['第9回', 'uzbekstan', '外相', 'kindergarten', 'アルメニア']) {
      const highlight = highlighter(shipped, q);
      const texts = shipped.events.flatMap(({ title, summary }) => [
        ...Object.values(title),
        ...Object.values(summary),
      ]);
      assert.ok(
        texts.some((text) => highlight(text).some(({ match }) => match)),
        q,
      );
    }
  });
});

describe('in the first chronology', () => {
  it('every country is found by its name in every language', () => {
    for (const country of new Set(shipped.events.flatMap(({ countries }) => countries)))
      for (const language of shipped.vocabulary.settings.languages) {
        const having = shipped.events.filter(({ countries }) => countries.includes(country));
        const names = new Set(inShipped(countryName(country, language)));
        assert.deepEqual(
          slugs(having).filter((slug) => !names.has(slug)),
          [],
          countryName(country, language),
        );
      }
  });

  it('every person is found by every name and spelling', () => {
    for (const [id, { name, aka }] of Object.entries(shipped.vocabulary.people)) {
      const having = slugs(shipped.events.filter(({ people }) => people.some((person) => person.id === id)));
      for (const spelling of [...Object.values(name), ...aka]) {
        const names = new Set(inShipped(spelling));
        assert.deepEqual(
          having.filter((slug) => !names.has(slug)),
          [],
          spelling,
        );
      }
    }
  });

  it('a word is found in either language', () => {
    assert.deepEqual(inShipped('kindergarten'), [
      'yoshikawa-kindergarten-visit',
      'etchmiadzin-kindergarten-renovation',
    ]);
    assert.deepEqual(inShipped('幼稚園'), inShipped('kindergarten'));
    assert.deepEqual(inShipped('ﾕﾆｾﾌ'), ['nagorno-karabakh-unicef-care']);
    assert.deepEqual(inShipped('Berdymuhamedow'), ['summit-1']);
  });
});

describe('always', () => {
  const event = fc.constantFrom(...shipped.events);
  const title = event.chain(({ slug, title }) =>
    fc.constantFrom(...Object.values(title)).map((text) => ({ slug, text })),
  );
  const q = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 40 }),
    title.map(({ text }) => text),
    fc
      .array(fc.constantFrom(..."ab9éß外相会ガｶﾞ年'’ -🎉\u200b\u0301\ud800"), { maxLength: 30 })
      .map((all) => all.join('')),
  );

  it('a title finds its event, and each of its words does', () => {
    for (const { slug, title } of shipped.events)
      for (const text of Object.values(title)) {
        assert.ok(inShipped(text).includes(slug), text);
        for (const word of text.split(/(?!['’])[\s\p{P}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)))
          assert.ok(inShipped(word).includes(slug), word);
      }
  });

  it('any part of a Japanese title that cuts no word or number finds its event', () => {
    const cuts = (text: string, at: number) =>
      /[A-Za-z0-9]/.test(text[at - 1] ?? '') && /[A-Za-z0-9]/.test(text[at] ?? '');
    fc.assert(
      fc.property(event, fc.nat(), fc.integer({ min: 1, max: 12 }), ({ slug, title }, from, length) => {
        const text = title.ja ?? '';
        const start = from % text.length;
        const end = Math.min(start + length, text.length);
        const part = text.slice(start, end);
        fc.pre(!cuts(text, start) && !cuts(text, end) && /[\p{L}\p{N}]/u.test(part));
        assert.ok(inShipped(part).includes(slug), part);
      }),
    );
  });

  it('any text finds the event that has it as title, and is marked there, unless it has no word', () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      q,
      // Syllables, letters and half-width letters of Korean, marks that Japanese puts on any kana, one letter of three.
      fc
        .array(fc.constantFrom(...'한\u1112\u1161\u11abﾡﾂか\u3099\uff9eﬃΣς①㍿½Ⅷİı٣'), { maxLength: 12 })
        .map((all) => all.join('')),
    );
    const [first] = small.events;
    assert.ok(first);
    fc.assert(
      fc.property(text, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), (title, form) => {
        const one = { ...small, events: [{ ...first, title: { en: title } }], withdrawn: [] };
        const marked = highlighter(one, title)(title).some(({ match }) => match);
        assert.equal(eventsFound(one, title).length, marked ? 1 : 0);
        assert.equal(eventsFound(one, title.normalize(form)).length, marked ? 1 : 0, form);
      }),
      { numRuns: 500 },
    );
  });

  it('what is found is some of the events, in their order', () => {
    fc.assert(
      fc.property(q, (words) => {
        const events = new Set(select(shipped, { ...EVERYTHING, q: words }));
        assert.deepEqual(
          [...events],
          shipped.events.filter((one) => events.has(one)),
        );
      }),
    );
  });

  it('more words find no more', () => {
    fc.assert(
      fc.property(q, title, (words, { text }) => {
        const fewer = new Set(inShipped(text));
        assert.ok(inShipped(`${text} ${words}`).every((slug) => fewer.has(slug)));
      }),
    );
  });

  it('form and case change nothing', () => {
    fc.assert(
      fc.property(title, fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'), ({ text }, form) => {
        assert.deepEqual(inShipped(text.normalize(form)), inShipped(text));
        assert.deepEqual(inShipped(text.toUpperCase()), inShipped(text));
      }),
    );
  });

  it('the pieces put together are the text, with neighbours that differ', () => {
    fc.assert(
      fc.property(q, q, (words, text) => {
        for (const asked of [words, text, [...text].slice(0, 5).join('')]) {
          const pieces = highlighter(shipped, asked)(text);
          assert.equal(pieces.map((piece) => piece.text).join(''), text);
          assert.ok(pieces.every((piece, place) => piece.text !== '' && piece.match !== pieces[place - 1]?.match));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('an event found by its title alone has marks in it', () => {
    fc.assert(
      fc.property(title, ({ text }) => {
        assert.ok(highlighter(shipped, text)(text).some(({ match }) => match));
      }),
    );
  });

  it('the same search is made once, while it is among the last two hundred', () => {
    const chronology = { ...small };
    const first = searchEvents(chronology, 'ninth');
    const others = Array.from({ length: 199 }, (_, index) => `word${index}`);
    for (const q of others) searchEvents(chronology, q);
    assert.equal(searchEvents(chronology, 'ninth'), first);
    for (const q of [...others, 'one more']) searchEvents(chronology, q);
    assert.notEqual(searchEvents(chronology, 'ninth'), first);
    assert.deepEqual(searchEvents(chronology, 'ninth'), first);
  });

  it('what a phrase means is worked out once, however often it stands in a search', () => {
    let reads = 0;
    const synonyms = new Proxy(['summit', 'talks', 'parley'], {
      get: (target, property) => {
        if (property === '1') reads += 1;
        return Reflect.get(target, property);
      },
    });
    const phrases = { meanings: new Map([['summit', { synonyms, countries: ['JP'] }]]), longest: 6 };
    const conditions = conditionsOf('summit '.repeat(28), phrases);
    assert.deepEqual([conditions.length, reads], [1, 1]);
  });

  it('a page that has its result works out nothing again', () => {
    let reads = 0;
    const settings = new Proxy(small.vocabulary.settings, {
      get: (target, property) => {
        reads += 1;
        return Reflect.get(target, property);
      },
    });
    const watched = { ...small, vocabulary: { ...small.vocabulary, settings } };
    for (const q of ['nineth', '2022-12-24']) {
      const { readings } = searchEvents(watched, q);
      assert.ok(readings.flat().length > 0);
      reads = 0;
      spellingSuggestions(watched, q);
      highlighter(watched, q)('Ninth, 24 December 2022');
      assert.equal(reads, 0, q);
    }
  });

  it('others are let in between the words of a search, and between the terms that begin with one', async () => {
    const titles = Array.from({ length: 1000 }, (_, index) => `a${index.toString(36)} b${index.toString(36)}`);
    const many = chronologyOf(
      Object.fromEntries(titles.map((title, index) => [`event-${index}`, { title: { en: title, ja: title } }])),
    );
    searchEvents(many, 'a0');
    for (const q of ['a', 'b', 'a b']) {
      const pauses = await pausesOf(searchSteps(many, q));
      assert.ok(pauses >= 20, `${pauses} pauses of ${q}`);
    }
  });

  it('texts are read for the first search alone', () => {
    let reads = 0;
    const events = small.events.map((event) => ({
      ...event,
      get title() {
        reads++;
        return event.title;
      },
    }));
    const watched = { ...small, events };
    searchEvents(watched, '…');
    highlighter(watched, '')('A text');
    assert.equal(reads, 0);
    searchEvents(watched, 'ninth');
    assert.equal(reads, events.length);
    for (const q of ['ninth', 'nineth', '会合', 'uzbek']) assert.ok(eventsFound(watched, q).length > 0, q);
    assert.equal(reads, events.length);
  });

  it('searches of 200 characters of any kind are answered, and marks keep the text', () => {
    for (const unit of [
      'x',
      'ab ',
      '会',
      '会 ',
      '9',
      '1 ',
      "a'",
      'e\u0301',
      '\u0301',
      '\u200b',
      '\ud800',
      '👩‍👩‍👧',
      'uzbekstan ',
      'ガ',
      'ｶﾞ',
    ]) {
      const long = unit.repeat(200).slice(0, 200);
      assert.ok(eventsFound(shipped, long).length <= shipped.events.length);
      assert.ok(spellingSuggestions(shipped, long).length <= 200);
      const text = long.repeat(10);
      assert.equal(
        highlighter(
          shipped,
          long,
        )(text)
          .map((piece) => piece.text)
          .join(''),
        text,
      );
    }
  });
});

describe('minisearch 7.2.0, which src/chronology/query/search/text.ts is there for,', () => {
  const own = new MiniSearch({ fields: ['text'] });
  own.addAll([
    { id: 1, text: '第9回外相会合を東京で開催' },
    { id: 2, text: 'UNICEF, café, Oʻzbekiston, children’s' },
  ]);
  const finds = (q: string) => own.search(q, { prefix: true }).map(({ id }) => id);

  it('takes a clause in Japanese for one word, and finds nothing within it', () => {
    assert.deepEqual(finds('第9回外相会合を東京で開催'), [1]);
    for (const q of ['外相', '会合', '東京', '開催']) assert.deepEqual(finds(q), [], q);
  });

  it('tells full-width from half-width, letters with marks from those without, and one apostrophe from another', () => {
    assert.deepEqual(finds('unicef'), [2]);
    for (const q of ['ＵＮＩＣＥＦ', 'cafe', 'ozbekiston', 'childrens']) assert.deepEqual(finds(q), [], q);
  });

  it('counts two edits where two letters changed places', () => {
    const terms = new SearchableMap<number>();
    terms.set('tokyo', 1);
    assert.deepEqual([...terms.fuzzyGet('toyko', 2)], [['tokyo', [1, 2]]]);
  });
});
