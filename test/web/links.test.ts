/** The addresses of an event for readers: where they are told, and which are refused. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { chronologyOf, minimalFiles, parseMinimal } from '../support/chronologies.ts';
import { find, findAll } from '../support/html.ts';
import { slugsOf, textOf } from '../support/markup.ts';
import { BASE_URL, serve } from '../support/service.ts';

const URL_OF_EVENT = 'https://own.example/talk?a=1&b=2';
const { request } = await serve({
  chronology: chronologyOf({
    talk: {
      when: '2022-12-24',
      url: URL_OF_EVENT,
      links: [
        { label: { en: 'Programme', ja: 'プログラム' }, url: 'https://more.example/programme' },
        { label: 'Slides; all', url: 'http://slides.example/' },
      ],
    },
    walk: { when: '2022-12-25' },
  }),
});
const problems = (fields: Readonly<Record<string, unknown>>) =>
  parseMinimal(minimalFiles({ held: fields })).problems.map((problem) => formatProblem(problem));

describe('the addresses of an event', () => {
  it('are links on its page, each with its label and host', async () => {
    const links = findAll(find((await request('/ja/events/talk')).text, '.beside'), 'a[data-address^="http"]').slice(
      0,
      3,
    );
    assert.deepEqual(
      links.map((link) => [textOf(link), link.attributes.href, link.attributes.lang]),
      [
        ['ウェブページ', URL_OF_EVENT, undefined],
        ['プログラム', 'https://more.example/programme', undefined],
        ['Slides; all', 'http://slides.example/', 'en'],
      ],
    );
  });

  it('stand in the description of its calendar entry, whose own address stays that of its page', async () => {
    const calendar = (await request('/en/calendar.ics')).text.replaceAll('\r\n ', '');
    assert.ok(calendar.includes(`Web page: ${URL_OF_EVENT}`));
    assert.ok(calendar.includes('Programme: https://more.example/programme'));
    assert.match(calendar, new RegExp(`^URL;VALUE=URI:${BASE_URL}/events/talk\r?$`, 'm'));
    assert.doesNotMatch(calendar, /^URL[^\r]*example\/talk\?/m);
  });

  it('are links in the text of its item in a feed', async () => {
    const { text } = await request('/en/feed.rss');
    assert.match(text, /<a href="https:\/\/own\.example\/talk\?a=1&(amp;)+b=2">/);
    assert.ok(text.includes(`<link>${BASE_URL}/en/events/talk</link>`));
  });

  it('are told to search engines: the same elsewhere, and pages about it', async () => {
    const { text } = await request('/en/events/talk');
    assert.match(text, /"sameAs":"https:\/\/own\.example\/talk\?a=1(&|\\u0026)b=2"/);
    assert.match(
      text,
      /"subjectOf":\[\{"@type":"WebPage","name":"Programme","url":"https:\/\/more\.example\/programme"\}/,
    );
  });

  it('are found by their labels and hosts', async () => {
    for (const q of ['Programme', 'プログラム', 'own.example'])
      assert.deepEqual(slugsOf((await request(`/en/?q=${encodeURIComponent(q)}`)).text), ['talk'], q);
  });

  it('are those of the web alone, each once', () => {
    const link = (url: string) => ({ label: 'Page', url });
    assert.deepEqual(problems({ url: 'https://example.org/a', links: [link('http://example.org/')] }), []);
    for (const url of [
      'javascript:alert(1)',
      'ftp://example.org/',
      'example.org',
      'https://example.org/a b',
      `https://example.org/${'a'.repeat(2000)}`,
    ])
      assert.match(problems({ url }).join(), /url: (not a web address|a web address with spaces, or too long)/, url);
    assert.match(problems({ links: [link('https://a.example/'), link('https://a.example/')] }).join(), /stands twice/);
    assert.match(problems({ links: [{ url: 'https://a.example/' }] }).join(), /label: missing/);
  });
});
