/** What the page about a chronology says: how its dates are read, what is not sure, and how to cite, correct and subscribe. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { incomingTo } from '../../src/chronology/chronology.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { formatWhen, unbroken } from '../../src/chronology/languages/dates-in-words.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { type Element, find, findAll, parseHtml, rawText } from '../support/html.ts';
import { elements, references, textOf } from '../support/markup.ts';
import { BASE_URL, EVERY_DATE, serve } from '../support/service.ts';

const shipped = await serve();
const everyDate = await serve({ folder: EVERY_DATE });

/** The section with the id of its heading; empty where there is none. */
function sectionOf(page: string, id: string): Element {
  return findAll(page, `section[aria-labelledby="${id}"]`)[0] ?? parseHtml('');
}

describe('how dates are read', () => {
  for (const language of ['en', 'ja'] as const)
    it(`is told in ${language} by examples in EDTF and in words`, async () => {
      const page = (await shipped.request(`/${language}/about`)).text;
      const section = sectionOf(page, 'codes');
      const examples = findAll(section, '.examples > div');
      assert.ok(examples.length >= 15);
      for (const example of examples) {
        const edtf = textOf(find(example, 'dt > code'));
        const words = rawText(find(example, 'dd.date'));
        const when = parseWhen(edtf, shipped.chronology.vocabulary.settings.timeZone);
        assert.ok(when.ok, edtf);
        assert.equal(words, unbroken(formatWhen(when.value, language), language));
      }
      const forms = new Set(
        findAll(section, 'i.form[aria-hidden="true"]').map(({ attributes }) =>
          attributes.class?.replace('form form-', ''),
        ),
      );
      assert.deepEqual([...forms].sort(), ['after', 'before', 'day', 'ongoing', 'period', 'soft', 'unit']);
      // A reader who only wants to read dates gets the marks, and no code.
      const forReaders = sectionOf(page, 'dates');
      assert.equal(findAll(forReaders, 'dt i.form').length, findAll(section, 'h3').length);
      assert.deepEqual(findAll(forReaders, 'code'), []);
    });

  it('says how each stands in a calendar', async () => {
    const section = sectionOf((await shipped.request('/en/about')).text, 'codes');
    assert.equal(textOf(section).match(/In calendars:/g)?.length, findAll(section, 'h3').length);
    assert.match(textOf(section), /Its title begins with the date as known \(“March 2023: …”\)/);
  });
});

describe('what the chronology is not sure of', () => {
  for (const language of shipped.chronology.vocabulary.settings.languages)
    it(`stands there in ${language}: each inferred date with its note, each disagreement once, each plan with its outcome`, async () => {
      const { chronology, request } = shipped;
      const { text: page } = await request(`/${language}/about`);
      const flat = (text = '') => text.replace(/\s+/g, ' ').trim();

      const inferred = sectionOf(page, 'inferred');
      const events = chronology.events.filter(({ dating }) => dating?.inferred);
      assert.deepEqual([...references(inferred)].sort(), events.map(({ slug }) => `events/${slug}`).sort());
      for (const { dating, title } of events) {
        assert.ok(textOf(inferred).includes(flat(title[language])));
        assert.ok(textOf(inferred).includes(flat(dating?.note?.[language])));
      }

      const disagreements = sectionOf(page, 'disagreements');
      for (const event of chronology.events)
        for (const disagreement of event.disagreements) {
          assert.equal(textOf(disagreements).split(flat(disagreement[language])).length - 1, 1, event.slug);
          assert.ok(references(disagreements).includes(`events/${event.slug}`), event.slug);
        }

      const plans = sectionOf(page, 'plans');
      const planned = chronology.events.filter(({ status }) => status === 'planned');
      assert.deepEqual(
        references(plans),
        planned
          .flatMap(({ slug }) => [slug, ...incomingTo(chronology, slug).fulfilledBy.map((other) => other.slug)])
          .map((slug) => `events/${slug}`),
      );
      const open = planned.filter(({ slug }) => incomingTo(chronology, slug).fulfilledBy.length === 0);
      const openText = language === 'en' ? 'No entry here tells what came of it.' : '結果を伝える項目はない。';
      assert.equal(textOf(plans).split(openText).length - 1, open.length);
    });

  it('includes dates that another source gives, with where it gives them', async () => {
    const section = sectionOf((await everyDate.request('/en/about')).text, 'alternatives');
    assert.match(textOf(section), / August 2023 – The month alone\. – in August The record ¶ 2$/);
    assert.ok(references(section).includes('source/record/#p2'));
  });

  it('has no section where there is nothing to say', async () => {
    const { request } = await serve({ chronology: chronologyOf({ plain: {} }) });
    const { text } = await request('/en/about');
    for (const id of ['inferred', 'disagreements', 'alternatives', 'plans'])
      assert.deepEqual(findAll(text, `section[aria-labelledby="${id}"]`), []);
    const contents = references(text).filter((reference) => /^#(?!main)/.test(reference));
    assert.deepEqual(contents, ['#who', '#mistakes', '#dates', '#citing', '#subscribing', '#codes', '#programs']);
  });

  it('is there for a chronology without events', async () => {
    const { request } = await serve({ chronology: chronologyOf({}) });
    assert.equal((await request('/en/about')).status, 200);
    assert.equal((await request('/ja/sources')).status, 200);
  });
});

describe('citing, correcting and subscribing', () => {
  it('shows a permanent address, whom to write to, what was revised and what was withdrawn, with the reason', async () => {
    const { text } = await everyDate.request('/en/about');
    const section = sectionOf(text, 'citing');
    const { events, withdrawn } = everyDate.chronology;
    assert.ok(references(section).includes(`${BASE_URL}/events/${events.at(-1)?.slug}`));
    assert.deepEqual(references(sectionOf(text, 'mistakes')), ['mailto:curators@curators.example']);
    for (const event of events.filter(({ revisions }) => revisions.length > 0)) {
      assert.ok(references(section).includes(`events/${event.slug}`), event.slug);
      for (const { note } of event.revisions) assert.ok(textOf(section).includes(note.en ?? ''), event.slug);
    }
    assert.ok(withdrawn.length > 0);
    for (const event of withdrawn) {
      assert.ok(textOf(section).includes(event.withdrawn?.reason.en ?? ''), event.slug);
      // Its own address answers that it is gone.
      assert.ok(!references(section).some((reference) => reference.endsWith(`/${event.slug}`)), event.slug);
    }
  });

  it('leads to the page for subscribing', async () => {
    const section = sectionOf((await shipped.request('/ja/about')).text, 'subscribing');
    assert.deepEqual(references(section), ['subscribe']);
  });

  it('begins with who publishes what, under which licence, and how to report a mistake', async () => {
    const { text } = await everyDate.request('/en/about');
    const sections = findAll(text, 'main section').map(({ attributes }) => attributes['aria-labelledby']);
    assert.deepEqual(sections.slice(0, 2), ['who', 'mistakes']);
    const { events, vocabulary } = everyDate.chronology;
    assert.equal(Object.keys(vocabulary.sources).length, 1);
    assert.equal(
      textOf(sectionOf(text, 'who')),
      'Who and what Publisher The curators ' +
        `Holds ${events.length} events, from 1 document Languages English, 日本語 Licence CC BY 4.0`,
    );
    assert.match(textOf(sectionOf(text, 'programs')), /Time zone Asia\/Tokyo$/);
  });

  it('tells the licence in the words of each language', async () => {
    const licence = { en: 'MIT (program and event files)', ja: 'MIT（プログラムと項目のファイル）' };
    for (const language of ['en', 'ja'] as const) {
      const { text } = await shipped.request(`/${language}/about`);
      assert.ok(textOf(sectionOf(text, 'who')).endsWith(licence[language]));
      assert.ok(textOf(find(text, 'footer.site')).includes(licence[language]));
    }
  });

  it('names the publisher to whom nobody can write otherwise', async () => {
    const settings = (VOCABULARY['chronology.yaml'] ?? '').replace(/^ {2}email: .*\n/m, '');
    const { request } = await serve({ chronology: chronologyOf({ one: {} }, { 'chronology.yaml': settings }) });
    assert.match(
      textOf(sectionOf((await request('/en/about')).text, 'mistakes')),
      /Tell the publisher, The curators\./,
    );
  });
});

describe('what the page tells of very many events', () => {
  const COUNT = 130;
  const ids = Array.from({ length: COUNT }, (_, index) => `event-${String(index).padStart(3, '0')}`);
  const day = (index: number) =>
    `2022-${String(1 + Math.floor(index / 28)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
  const many = (fieldsOf: (index: number) => Readonly<Record<string, unknown>>) =>
    chronologyOf(Object.fromEntries(ids.map((id, index) => [id, { when: day(index), ...fieldsOf(index) }])));
  const linesOf = (section: Element) => references(section).filter((reference) => reference.startsWith('events/'));

  const cite = { source: 'report', paragraph: 1, for: 'date', wording: '2021' };
  const revisions = [{ date: '2026-11-23', note: 'Mended.' }];
  const told: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    inferred: { dating: { inferred: true, note: 'It follows.' } },
    disagreements: { disagreements: ['It is disputed.'] },
    alternatives: { alternatives: [{ when: '2021', sources: [{ ...cite }] }] },
    plans: { status: 'planned' },
    citing: { revisions },
  };
  for (const [id, fields] of Object.entries(told))
    it(`is the first hundred under ${id}, and how many others there are`, async () => {
      const { request } = await serve({ chronology: many(() => structuredClone(fields)) });
      for (const [language, others] of [
        ['en', 'and 30 more'],
        ['ja', 'ほか30件'],
      ] as const) {
        const section = sectionOf((await request(`/${language}/about`)).text, id);
        assert.deepEqual(
          linesOf(section),
          ids.slice(0, 100).map((slug) => `events/${slug}`),
        );
        assert.ok(textOf(section).includes(others), textOf(section).slice(-200));
      }
    });

  it('is the first hundred that were withdrawn, and how many others there are', async () => {
    const chronology = many((index) => ({
      title: `Entry <${index}>`,
      withdrawn: { date: '2026-11-23', reason: 'Twice.' },
    }));
    const { request } = await serve({ chronology });
    const text = textOf(sectionOf((await request('/en/about')).text, 'citing'));
    assert.equal(text.split('Twice.').length - 1, 100);
    assert.ok(text.includes('and 30 more'));
  });

  it('is folded under how many they are, and a short list is not', async () => {
    const foldsIn = async (count: number) => {
      const { request } = await serve({ chronology: many((index) => (index < count ? { status: 'planned' } : {})) });
      return findAll(sectionOf((await request('/en/about')).text, 'plans'), 'details > summary').map(textOf);
    };
    assert.deepEqual(await foldsIn(6), []);
    assert.deepEqual(await foldsIn(7), ['7 events']);
  });

  it('is all of them where few would be left out', async () => {
    const chronology = many((index) => (index < 125 ? { status: 'planned' } : {}));
    const section = sectionOf((await (await serve({ chronology })).request('/en/about')).text, 'plans');
    assert.equal(linesOf(section).length, 125);
    assert.doesNotMatch(textOf(section), /and \d+ more/);
  });
});

describe('the page about the chronology', () => {
  it('has headings in order, and each line of its contents leads to one', async () => {
    const { text } = await everyDate.request('/en/about');
    const levels = elements(text, 'h1, h2, h3, h4, h5, h6').map(({ name }) => Number(name.slice(1)));
    assert.equal(levels[0], 1);
    for (const [index, level] of levels.slice(1).entries()) assert.ok(level > 1 && level <= (levels[index] ?? 0) + 1);
    const ids = elements(text).map(({ attributes: { id } }) => id);
    const anchors = references(text).filter((reference) => reference.startsWith('#'));
    assert.equal(anchors.length, 12);
    for (const anchor of anchors) assert.ok(ids.includes(anchor.slice(1)), anchor);
  });

  it('names itself in title, canonical address and navigation', async () => {
    const { text } = await shipped.request('/ja/about');
    assert.match(text, /<title>中央アジア＋日本：この年表について<\/title>/);
    assert.match(text, /<link rel="canonical" href="http:\/\/annals\.example\/ja\/about">/);
    assert.match(text, /<link rel="alternate" hreflang="en" href="http:\/\/annals\.example\/en\/about">/);
    assert.match(text, /<a href="about" aria-current="page">この年表について<\/a>/);
  });
});
