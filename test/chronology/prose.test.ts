/** Summaries with a little of Markdown: what is a mark and what is text, and that no output shows a mark or lets markup in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { plainProse, proseOf } from '../../src/chronology/languages/prose.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { OPEN_API_PATH } from '../../src/web/site/address.ts';
import { markupFunctions } from '../../src/web/site/templates.ts';
import { chronologyOf, minimalFiles, parseMinimal } from '../support/chronologies.ts';
import { addressesOf, MISTAKEN } from '../support/every-address.ts';
import { find, findAll, parseHtml, textOf } from '../support/html.ts';
import { elements } from '../support/markup.ts';
import { renderEventPage, renderTimeline } from '../support/rendered.ts';
import { serve, siteOf } from '../support/service.ts';

const html = (text: string) => markupFunctions.prose({ text: '', blocks: proseOf(text) }, 'x').replaceAll('\n', '');

describe('the prose of a summary', () => {
  const rows: readonly [written: string, markup: string, plain: string][] = [
    ['Plain.', '<p class="x">Plain.</p>', 'Plain.'],
    ['*Weak*, _weak_', '<p class="x"><em>Weak</em>, <em>weak</em></p>', 'Weak, weak'],
    ['A **strong** word', '<p class="x">A <strong>strong</strong> word</p>', 'A strong word'],
    ['***Both***', '<p class="x"><strong><em>Both</em></strong></p>', 'Both'],
    [
      'See [the *text*](https://records.example/a_b_c?d=1&e=2).',
      '<p class="x">See <a href="https://records.example/a_b_c?d=1&amp;e=2">the <em>text</em></a>.</p>',
      'See the text (https://records.example/a_b_c?d=1&e=2).',
    ],
    ['One.\n\nTwo.', '<div class="x"><p>One.</p><p>Two.</p></div>', 'One.\n\nTwo.'],
    [
      'Of it:\n- one\n- two\n\nThen.',
      '<div class="x"><p>Of it:</p><ul><li>one</li><li>two</li></ul><p>Then.</p></div>',
      'Of it:\n\n• one\n• two\n\nThen.',
    ],
    ['* one\n* two', '<div class="x"><ul><li>one</li><li>two</li></ul></div>', '• one\n• two'],
    // Emphasis beside the brackets of Japanese and Chinese, where no space stands.
    [
      '会議は**「東京宣言」**を採択した。',
      '<p class="x">会議は<strong>「東京宣言」</strong>を採択した。</p>',
      '会議は「東京宣言」を採択した。',
    ],
    // Text: a year at the beginning, a product, a name with signs, an escaped mark, a heading, a tag, an entity.
    ['1986. A year.\n\nOf it.', '<div class="x"><p>1986. A year.</p><p>Of it.</p></div>', '1986. A year.\n\nOf it.'],
    ['5 * 3 * 2', '<p class="x">5 * 3 * 2</p>', '5 * 3 * 2'],
    ['snake_case_name', '<p class="x">snake_case_name</p>', 'snake_case_name'],
    ['\\*not\\* and \\[so\\](on)', '<p class="x">*not* and [so](on)</p>', '*not* and [so](on)'],
    ['A backslash \\. C:\\new', '<p class="x">A backslash \\. C:\\new</p>', 'A backslash \\. C:\\new'],
    ['-', '<p class="x">-</p>', '-'],
    ['*', '<p class="x">*</p>', '*'],
    ['# 1\n\n> 2', '<div class="x"><p># 1</p><p>&gt; 2</p></div>', '# 1\n\n> 2'],
    ['*a* <b>c</b> &amp;', '<p class="x"><em>a</em> &lt;b&gt;c&lt;/b&gt; &amp;amp;</p>', 'a <b>c</b> &amp;'],
    ['[x](javascript:alert) `*a*`', '<p class="x">[x](javascript:alert) `<em>a</em>`</p>', '[x](javascript:alert) `a`'],
  ];
  for (const [written, markup, plain] of rows)
    it(`${JSON.stringify(written)} is ${plain}`, () => {
      assert.equal(html(written), markup);
      assert.equal(plainProse(written, { withAddresses: true }), plain);
    });

  it('without a mark is the text itself', () => {
    const plain = fc.string({ unit: 'grapheme' }).filter((text) => !/[*_[\\\n+-]/.test(text) && text.trim() !== '');
    fc.assert(
      fc.property(plain, (text) => {
        assert.equal(plainProse(text), text);
        assert.deepEqual(proseOf(text), [{ kind: 'paragraph', runs: [{ text }] }]);
      }),
    );
  });

  it('with its marks escaped is the text as well', () => {
    const word = fc.stringMatching(/^[a-z*_[\]\\()!#>+.\d-]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const text = words.join(' ');
        assert.equal(plainProse(text.replace(/[*_[\]\\+-]/g, '\\$&')), text);
      }),
    );
  });

  it('of any signs has no element but those of prose, and leads nowhere but to the web', () => {
    const signs = fc.array(
      fc.constantFrom(
        ...[
          '*',
          '**',
          '_',
          '[',
          '](',
          ')',
          'https://a.example/',
          'javascript:1',
          '<b>',
          '"',
          "'",
          '&',
          '\\',
          '\n',
          '\n\n',
        ],
        ...['- ', '  - ', '1. ', 'a', '語', '「', '」', ' ', '<!--', '`'],
      ),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(signs, (parts) => {
        const text = parts.join('');
        if (text.trim() === '') return;
        const root = parseHtml(`<main>${html(text)}</main>`);
        for (const { name, attributes } of elements(find(root, 'main')).slice(1)) {
          assert.match(name, /^(div|p|ul|li|br|a|em|strong)$/, text);
          if (name === 'a') assert.match(attributes.href ?? '', /^https?:\/\//, text);
        }
        assert.doesNotMatch(plainProse(text), /\0/);
      }),
      { numRuns: 1000 },
    );
  });

  it('that looks like a link and leads nowhere is a problem, with what to write', () => {
    const faults = (en: string) => parseMinimal(minimalFiles({ one: { summary: { en, ja: '要約。' } } })).problems;
    for (const [text, link] of [
      ['See [the text](records.example/1).', '[the text](records.example/1)'],
      ['See [the text](/en/about).', '[the text](/en/about)'],
      ['See [it](javascript:alert).', '[it](javascript:alert)'],
      ['See [it]().', '[it]()'],
      ['See []().', '[]()'],
      ['See [it](records.example/a_(b)).', '[it](records.example/a_(b))'],
    ] as const) {
      const [problem, ...others] = faults(text);
      assert.equal(problem?.message, 'a link that leads nowhere', text);
      assert.equal(problem.found, link);
      assert.deepEqual(others, []);
    }
    for (const text of [
      '[the text](https://records.example/1)',
      '[it](https://records.example/a_(b))',
      'He [the minister] came (late).',
      '\\[a](b)',
    ])
      assert.deepEqual(faults(text), [], text);
  });
});

describe('a link without words', () => {
  it('is a problem, for no output shows it', () => {
    for (const link of [
      '[](https://records.example/1)',
      '[ ](https://records.example/1)',
      '[](<https://records.example/1>)',
      '[](https://records.example/a_(b))',
      '[](https://records.example/1 "A title")',
    ]) {
      const en = `See ${link}.`;
      assert.ok(!plainProse(en, { withAddresses: true }).includes('['), link);
      const { problems } = parseMinimal(minimalFiles({ one: { summary: { en, ja: '要約。' } } }));
      assert.deepEqual(
        problems.map(({ message, found }) => [message, found]),
        [['a link without words, which nobody would see', link]],
      );
    }
  });
});

describe('a summary with marks', () => {
  const summary = {
    en: 'The **Bridge** of [the archive](https://records.example/b):\n- first *piece*\n- second piece',
    ja: '**橋**。',
  };
  const chronology = chronologyOf({ bridge: { summary } });
  const site = siteOf(chronology);

  it('has blocks on its page, and one line of them in a list', () => {
    const event = chronology.bySlug.get('bridge');
    assert.ok(event);
    const lede = find(renderEventPage(site, 'en', event), 'div.lede');
    assert.deepEqual(
      findAll(lede, 'li').map((item) => textOf(item)),
      ['first piece', 'second piece'],
    );
    assert.equal(find(lede, 'a').attributes.href, 'https://records.example/b');
    const card = find(renderTimeline(site, 'en', EVERYTHING), 'p.summary');
    assert.equal(textOf(card), 'The Bridge of the archive: • first piece • second piece');
  });

  it('shows no mark at any address', async () => {
    const { request } = await serve({ chronology });
    const addresses = addressesOf(chronology).filter((address) => !MISTAKEN.includes(address));
    let telling = 0;
    for (const address of [...addresses, '/en/?q=bridge', '/en/subscribe']) {
      const { status, headers, text } = await request(address, { headers: { Accept: '*/*' } });
      assert.equal(status, 200, address);
      if (/^image\/png|schema\+json/.test(String(headers['content-type'])) || address === OPEN_API_PATH) continue;
      const shown = text
        .replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '')
        // The text as its file has it, beside the plain one: for programs that know Markdown.
        .replace(/"summaryMarkdown": ?\{[^}]*\}/g, '');
      assert.doesNotMatch(shown, /\*\*|\]\(|\*piece/, address);
      if (shown.includes('first')) telling += 1;
    }
    assert.ok(telling > 50);
  });

  it('is the same markup in pages, feeds and slides, in its own language and direction where that is another', async () => {
    const summary = { ar: 'كان **الجسر** في [الأرشيف *كله*](https://records.example/b):\n- أول\n- ثان' };
    const empty = ['sources', 'people', 'organizations', 'places'].map((name) => [`${name}.yaml`, '{}\n']);
    const arabic = chronologyOf(
      { bridge: { title: { ar: 'الجسر' }, summary, type: 'event', sources: undefined } },
      {
        ...Object.fromEntries(empty),
        'chronology.yaml':
          'title: T\nlanguages: [ar, ja]\ntimeZone: UTC\ncitations: optional\ntypes:\n  event:\n    label: E\n',
      },
    );
    const { request } = await serve({ chronology: arabic });
    const list = '<ul lang="ar" dir="rtl">\n<li>أول</li>\n<li>ثان</li>\n</ul>';
    const line = 'كان <strong>الجسر</strong> في <a href="https://records.example/b">الأرشيف <em>كله</em></a>:';
    const page = (await request('/ja/events/bridge')).text;
    assert.ok(
      page.includes(`<div class="lede p-summary" lang="ar" dir="rtl">\n<p>${line}</p>\n<ul>\n<li>أول</li>`),
      page,
    );
    const written = `<p lang="ar" dir="rtl">${line}</p>\n${list}`;
    const [item] = JSON.parse((await request('/ja/feed.json')).text).items;
    assert.ok(item.content_html.includes(written), item.content_html);
    const [slide] = JSON.parse((await request('/ja/timelinejs.json')).text).events;
    assert.ok(slide.text.text.includes(written), slide.text.text);
    assert.match(slide.text.headline, /^<a href="[^"]+" lang="ar" dir="rtl">/);
    // In a document of the same language, the whole of it runs that way.
    for (const text of [
      JSON.parse((await request('/ar/feed.json')).text).items[0].content_html,
      JSON.parse((await request('/ar/timelinejs.json')).text).events[0].text.text,
    ]) {
      assert.match(text, /^<div lang="ar" dir="rtl">\n/);
      assert.ok(text.includes(`<p>${line}</p>\n${list.replace(' lang="ar" dir="rtl"', '')}`), text);
    }
  });

  it('is found by its words, which are marked', async () => {
    const { request } = await serve({ chronology });
    const { text } = await request('/en/?q=archive');
    assert.deepEqual(
      findAll(text, 'p.summary a > mark').map((mark) => textOf(mark)),
      ['archive'],
    );
  });
});
