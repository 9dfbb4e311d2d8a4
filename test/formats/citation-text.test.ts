/** How an entry is cited: in plain text and as BibTeX, in each language, with every mark that TeX would take for its own. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { plugins } from '@citation-js/core';
import '@citation-js/plugin-ris';
import fc from 'fast-check';
import type { LanguageTag } from '../../src/chronology/languages/text.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import {
  escapeTex,
  renderBibtex,
  renderCslJson,
  renderPlainCitation,
  renderRis,
} from '../../src/formats/view/citation-text.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { chronologyOf, VOCABULARY } from '../support/chronologies.ts';
import { chronologyIn, SHIPPED, siteOf } from '../support/service.ts';

function cited(
  fields: Readonly<Record<string, unknown>>,
  language: LanguageTag = 'en',
  settings = VOCABULARY['chronology.yaml'] ?? '',
) {
  const chronology = chronologyOf({ 'an-event': fields }, { 'chronology.yaml': settings });
  const event = chronology.bySlug.get('an-event');
  assert.ok(event);
  const view = viewOf(siteOf(chronology, 'https://chronology.example/a_b'), language, EVERYTHING);
  return {
    plain: renderPlainCitation(view, event),
    bibtex: renderBibtex(view, event),
    ris: renderRis(view, event),
    csl: JSON.parse(renderCslJson(view, event)),
  };
}

describe('a citation', () => {
  it('in plain text has title, date as known, chronology, publisher, entry and permalink', () => {
    assert.equal(
      cited({ when: '[2023-09..]' }).plain,
      '“Title” (in or after September 2023). In: Small chronology. The curators. ' +
        'Entry published 22 November 2026. https://chronology.example/a_b/events/an-event',
    );
    assert.equal(
      cited({ revisions: [{ date: '2026-12-03', note: 'A note.' }] }, 'ja').plain,
      '「題名」（2022年12月24日）『小さな年表』The curators、掲載日2026年11月22日、改訂日2026年12月3日、' +
        'https://chronology.example/a_b/events/an-event',
    );
  });

  it('names no publisher where there is none: a chronology is not published by its title', () => {
    const settings = VOCABULARY['chronology.yaml']?.replace(/publisher:\n(?: {2}.*\n)+/, '');
    for (const language of ['en', 'ja']) {
      const { plain } = cited({}, language, settings);
      assert.doesNotMatch(plain, /none|curators|\. \.|、、/);
      assert.equal(plain.split(language === 'en' ? 'Small chronology' : '小さな年表').length, 2, plain);
    }
  });

  it('as CSL-JSON and RIS has the same: the day of the entry, and the event’s date as a note', () => {
    const { ris, csl } = cited({ when: '199X', title: { en: 'One TI  - two', ja: '題名' } });
    assert.deepEqual(csl, [
      {
        id: 'an-event',
        type: 'entry',
        title: 'One TI  - two',
        author: [{ literal: 'The curators' }],
        'container-title': 'Small chronology',
        publisher: 'The curators',
        issued: { 'date-parts': [[2026, 11, 22]] },
        note: '1990s. Entry published 22 November 2026',
        URL: 'https://chronology.example/a_b/events/an-event',
        language: 'en',
      },
    ]);
    assert.deepEqual(ris.split('\r\n'), [
      'TY  - ELEC',
      'ID  - an-event',
      'TI  - One TI - two',
      'AU  - The curators',
      'T2  - Small chronology',
      'PB  - The curators',
      'PY  - 2026',
      'DA  - 2026/11/22',
      'LA  - en',
      'N1  - 1990s. Entry published 22 November 2026',
      'UR  - https://chronology.example/a_b/events/an-event',
      'ER  - ',
      '',
    ]);
  });

  it('as BibTeX has the entry’s year, and the event’s date as a note', () => {
    assert.equal(
      cited({ when: '199X' }).bibtex,
      `@misc{an-event,
  title = {{Title}},
  author = {{The curators}},
  howpublished = {{Small chronology}},
  year = {2026},
  month = nov,
  note = {1990s. Entry published 22 November 2026},
  url = {https://chronology.example/a_b/events/an-event},
  langid = {british},
}
`,
    );
  });

  it('has the month in the chronology’s zone', () => {
    assert.match(cited({ published: '2026-12-31T20:00:00Z' }).bibtex, / {2}year = \{2027\},\n {2}month = jan,/);
  });

  it('escapes what TeX would take for its own', () => {
    assert.equal(
      escapeTex('R&D 100% $5 #1 a_b {c} ~ ^ \\ é 年表'),
      'R\\&D 100\\% \\$5 \\#1 a\\_b \\textbraceleft{}c\\textbraceright{} \\textasciitilde{} \\textasciicircum{} ' +
        '\\textbackslash{} é 年表',
    );
  });

  it('has balanced braces, whatever the title', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[{}\\&%$#_~^a-c ]{1,12}$/), (title) => {
        let depth = 0;
        for (const c of escapeTex(title)) {
          depth += c === '{' ? 1 : c === '}' ? -1 : 0;
          assert.ok(depth >= 0);
        }
        assert.equal(depth, 0);
        // Nothing special is left bare.
        assert.doesNotMatch(escapeTex(title).replace(/\\[&%$#_]|\\text[a-z]+\{\}/g, ''), /[{}\\&%$#_~^]/);
      }),
    );
  });
});

describe('a record that citation-js reads', () => {
  it('is what went in, as CSL-JSON and as RIS, of every event in every language', async () => {
    const chronology = await chronologyIn(SHIPPED);
    const site = siteOf(chronology);
    for (const language of chronology.vocabulary.settings.languages) {
      const view = viewOf(site, language, EVERYTHING);
      for (const event of chronology.events) {
        const csl = renderCslJson(view, event);
        const [written] = JSON.parse(csl);
        assert.deepEqual(plugins.input.chain(csl, { generateGraph: false }), [written]);
        const { 'container-title': collection, type: _, note, author, ...shared } = written;
        const [{ author: authors, ...read } = {}, ...others] = plugins.input.chain(renderRis(view, event), {
          generateGraph: false,
        });
        assert.deepEqual(others, []);
        // RIS does not tell whether a name is a person's, of whom one word is the family.
        const namesOf = (list: unknown) => (list as readonly object[]).map((name) => Object.values(name).join(' '));
        assert.deepEqual(namesOf(authors), namesOf(author));
        // A page of the web is in a collection, as that program has it.
        assert.deepEqual(read, {
          ...shared,
          'collection-title': collection,
          type: 'webpage',
          note: note.replace(/\s+/g, ' '),
        });
      }
    }
  });
});
