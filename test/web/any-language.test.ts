/** A chronology may be in any language: what the interface has no words in is told in its fallback, and every text says its language and its way. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { directionOf } from '../../src/chronology/languages/definition/direction.ts';
import { isWordLanguage, languageOf, wordLanguages, wordsOf } from '../../src/chronology/languages/languages.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { typedDate } from '../../src/chronology/query/typed-date.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { parseMinimal } from '../support/chronologies.ts';
import { siteOf } from '../support/golden-outputs.ts';
import { type Element, find, parseHtml, textOf } from '../support/html.ts';
import { renderEventPage, renderICalendar, renderTimeline } from '../support/rendered.ts';
import { serve } from '../support/service.ts';

/** A chronology of one event in these languages, as `annals init` would begin it. */
function folderIn(languages: readonly string[], title: Readonly<Record<string, string>>) {
  return parseMinimal(
    new Map([
      [
        'chronology.yaml',
        JSON.stringify({
          title,
          languages,
          timeZone: 'UTC',
          citations: 'optional',
          types: { event: { label: title } },
        }),
      ],
      [
        'events/first.yaml',
        JSON.stringify({ type: 'event', when: '2023-05', title, summary: title, published: '2026-11-22' }),
      ],
    ]),
  );
}

function siteIn(languages: readonly string[], title: Readonly<Record<string, string>>) {
  const { chronology, problems } = folderIn(languages, title);
  assert.deepEqual(problems, []);
  assert.ok(chronology);
  return siteOf(chronology);
}

/** The texts with letters of a script and of no other, each with the language and the way that they are in. */
function textsIn(page: string, script: RegExp) {
  const found: { text: string; lang: string; dir: string }[] = [];
  const visit = (element: Element, lang: string, dir: string) => {
    // The picture runs from left to right, and each of its texts by its own letters.
    if (element.attributes.class?.split(' ').includes('overview')) return;
    const own = { lang: element.attributes.lang ?? lang, dir: element.attributes.dir ?? dir };
    for (const child of element.children)
      if (typeof child !== 'string') visit(child, own.lang, own.dir);
      else if (script.test(child) && !/\p{Script=Latin}/u.test(child) && element.name !== 'title')
        found.push({ text: child, ...own });
  };
  visit(parseHtml(page), '', 'ltr');
  return found;
}

describe('a language that the interface has no words in', () => {
  const site = siteIn(['ky'], { ky: 'Биринчи жолугушуу' });
  const event = site.chronology.bySlug.get('first');
  assert.ok(event);
  const pages = [renderTimeline(site, 'ky', EVERYTHING), renderEventPage(site, 'ky', event)];

  it('has pages in the words of the fallback, which say so', () => {
    for (const page of pages) {
      assert.equal(parseHtml(page).attributes.lang, 'en');
      assert.match(textOf(find(page, 'main')), /May 2023/);
    }
  });

  it('has its titles marked as its own in a calendar, whose name says no language', () => {
    assert.match(renderICalendar(viewOf(site, 'ky', EVERYTHING)), /^SUMMARY;LANGUAGE=ky:/m);
  });

  it('has its own texts marked as its own', () => {
    for (const page of pages) {
      const texts = textsIn(page, /\p{Script=Cyrillic}/u);
      assert.ok(texts.length > 3);
      for (const { text, lang } of texts) assert.equal(lang, 'ky', text);
    }
  });

  it('has its addresses and its calendar', () => {
    const calendar = renderICalendar(viewOf(site, 'ky', EVERYTHING));
    assert.match(calendar, /SUMMARY[^:]*:May 2023: Биринчи жолугушуу/);
    assert.match(calendar, /^SOURCE[^:]*:https:\/\/chronology\.example\/ky\/calendar\.ics/m);
  });
});

describe('a language of another country', () => {
  it('has the words of its language and the forms of its country', () => {
    assert.equal(isWordLanguage('en-AU'), true);
    assert.equal(languageOf('en-AU').words, languageOf('en').words);
    assert.equal(languageOf('en-CA').locale, 'en-CA');
    assert.equal(isWordLanguage('ky'), false);
    assert.equal(languageOf('ky'), languageOf('en'));
    assert.equal(typedDate('Jänner 2022', ['de-AT'])?.text, '2022-01');
    assert.equal(typedDate('Jänner 2022'), undefined);
  });

  it('has no words of another script', () => {
    // Serbian in Latin letters is no Serbian for whoever reads Cyrillic: what has words is asked for with its script.
    for (const tag of wordLanguages) {
      const { language, script } = new Intl.Locale(tag).maximize();
      const other = script === 'Cyrl' ? 'Latn' : 'Cyrl';
      assert.equal(isWordLanguage(`${language}-${other}`), false, tag);
    }
  });
});

describe('texts that are written from right to left', () => {
  const site = siteIn(['en', 'he'], { en: 'First meeting', he: 'הפגישה הראשונה' });
  const hebrewOnly = siteIn(['he'], { he: 'הפגישה הראשונה' });
  const event = hebrewOnly.chronology.bySlug.get('first');
  assert.ok(event);

  it('say so in a page that is not', () => {
    for (const page of [renderTimeline(hebrewOnly, 'he', EVERYTHING), renderEventPage(hebrewOnly, 'he', event)]) {
      const texts = textsIn(page, /\p{Script=Hebrew}/u);
      assert.ok(texts.length > 3);
      for (const { text, lang, dir } of texts) assert.deepEqual([lang, dir], ['he', 'rtl'], text);
    }
  });

  it('are the page’s own where the interface has words in their language', () => {
    for (const tag of wordLanguages) {
      const own = siteIn([tag], { [tag]: 'Abc' });
      const { dir = 'ltr', lang } = parseHtml(renderTimeline(own, tag, EVERYTHING)).attributes;
      assert.deepEqual([lang, dir], [tag, directionOf(tag)]);
    }
  });

  it('leave a page of the other language alone', () => {
    const page = renderTimeline(site, 'en', EVERYTHING);
    // The way to the other language alone.
    const texts = textsIn(page, /\p{Script=Hebrew}/u);
    assert.notEqual(texts.length, 0);
    for (const { text, lang, dir } of texts) assert.deepEqual([lang, dir], ['he', 'rtl'], text);
  });
});

describe('a sentence that is written from right to left', () => {
  it('keeps what it names apart, and chooses by it as it is', () => {
    const cite = (publisher: string) =>
      wordsOf('ar')('citation.plain', {
        title: 'JDS (2023)',
        date: '2023',
        chronology: 'x',
        publisher,
        entry: 'y',
        permalink: 'z',
      });
    assert.match(cite('UN'), /«\u2068JDS \(2023\)\u2069».*\u2068UN\u2069/);
    assert.doesNotMatch(cite('none'), /none/);
    // A program that makes a link of an address would take the sign at its end for a part of it.
    const address = 'https://chronology.example/events/a';
    assert.ok(wordsOf('ar')('event.labelled', { label: 'x', text: address }).endsWith(address));
  });
});

describe('a reader whose language is one of them under another name', () => {
  const languages = ['pt-PT', 'zh-Hans', 'en-US'];
  const service = serve({ chronology: siteIn(languages, { 'pt-PT': 'Abc' }).chronology });
  for (const [asked, language] of [
    ['zh-CN,en;q=0.5', 'zh-Hans'],
    ['zh-Hans-CN', 'zh-Hans'],
    ['zh-TW,en;q=0.5', 'en-US'],
    ['en-GB', 'en-US'],
    ['pt-BR,en;q=0.5', 'pt-PT'],
    ['xx-!!,EN-us', 'en-US'],
    ['fr', 'pt-PT'],
  ] as const)
    it(`gets ${language} for ${asked}`, async () => {
      const { headers } = await (await service).request('/', { headers: { 'Accept-Language': asked } });
      assert.match(String(headers.location), new RegExp(`/${language}/$`));
    });

  it('finds the near addresses below its tag, however that is written', async () => {
    for (const tag of ['zh-Hans', 'zh-hans']) {
      const { text } = await (await service).request(`/${tag}/events/frst`, { headers: { Accept: 'text/html' } });
      assert.ok(textOf(find(text, 'ul.near')).includes('Abc'), tag);
    }
  });
});

describe('the languages of a chronology', () => {
  for (const [written, advice] of [
    ['en_GB', 'en-GB'],
    ['PT-br', 'pt-BR'],
    ['german', 'en, ja, pt-BR, …'],
    ['xx', 'en, ja, pt-BR, …'],
    ['en-a-bb-../', 'en, ja, pt-BR, …'],
  ] as const)
    it(`are tags of BCP 47 in their usual form, which ${written} is not`, () => {
      const { chronology, problems } = folderIn([written], { en: 'A title' });
      assert.equal(chronology, undefined);
      const [problem] = problems.filter(({ field }) => field?.startsWith('languages'));
      assert.ok(problem, JSON.stringify(problems));
      assert.match(formatProblem(problem), /not a language tag/);
      assert.ok(formatProblem(problem).includes(advice), formatProblem(problem));
    });
});
