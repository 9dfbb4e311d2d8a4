/** Reading without scripts, by following links, and on paper. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { noBrowser } from './chromium.ts';
import { languages } from './kinds.ts';
import { openSite, visibleText } from './pages.ts';
import { pagesOfPdf } from './pdf.ts';

const site = await openSite();
const { chronology } = site.service;

/** As the page shows it: with single spaces. */
function inLine(text = ''): string {
  return text.replace(/\s+/g, ' ').trim();
}

describe('without scripts', { skip: noBrowser }, () => {
  for (const language of languages)
    it(`the timeline shows the text of each event (${language})`, async (t) => {
      const page = await site.open(t, `/${language}/`, { javaScriptEnabled: false });
      const shown = new Map(
        await page.locator('.event').evaluateAll((all) =>
          all.map((event) => {
            const visible = event.closest('.fold') ? undefined : (event as HTMLElement).innerText;
            return [event.id, { text: event.textContent ?? '', visible }] as const;
          }),
        ),
      );
      for (const { slug, title, summary } of chronology.events) {
        const event = shown.get(`event-${slug}`);
        // What is folded is there to be opened, and a summary that is shortened is there as a whole.
        for (const part of [title, summary])
          assert.ok(inLine(event?.text).includes(inLine(part[language])), `${slug}: ${event?.text}`);
        if (event?.visible !== undefined) assert.ok(inLine(event.visible).includes(inLine(title[language])), slug);
      }
    });

  it('the filter form leads to the view that it asks for', async (t) => {
    const page = await site.open(t, '/en/', { javaScriptEnabled: false });
    await page.locator('form[role="search"] details.filter > summary').click();
    await page.getByRole('checkbox', { name: /^Visit/ }).check();
    await page.locator('form[role="search"] details.filter button[type="submit"]').click();
    await page.waitForURL(site.url('/en/type/visit/'));
  });
});

describe('the address of a paragraph', { skip: noBrowser }, () => {
  for (const javaScriptEnabled of [true, false])
    it(`opens the list that it stands in, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async (t) => {
      const page = await site.open(t, '/en/source/review-to-2023/', { javaScriptEnabled });
      const paragraph = page.locator('#p13');
      assert.equal(await paragraph.isVisible(), false);
      await page.locator('.strip a[href="#p13"]').click();
      await paragraph.waitFor();
      const other = await site.open(t, '/en/source/review-to-2023/#p5', { javaScriptEnabled });
      await other.locator('#p5').waitFor();
    });
});

describe('a date', { skip: noBrowser }, () => {
  for (const language of languages)
    it(`stays on one line at every width and on paper, as a paragraph's number with its sign does (${language})`, async (t) => {
      const page = await site.open(t, `/${language}/`);
      for (const [media, width] of [
        ['screen', 320],
        ['screen', 390],
        ['screen', 768],
        ['screen', 1120],
        ['screen', 1280],
        ['print', 670],
      ] as const) {
        await page.emulateMedia({ media });
        await page.setViewportSize({ width, height: 900 });
        const broken = await page.evaluate(() => {
          const found: string[] = [];
          for (const element of document.querySelectorAll('main :is(.date, .when, .rail a, .meta > a)')) {
            const [text] = element.childNodes;
            if (!(text instanceof Text) || !element.checkVisibility()) continue;
            const isCitation = element.matches('.meta > a');
            const whole = isCitation ? /¶\s?\d+/g : /(?:\d+[年月日])+|\d+\s[A-Z][a-z]+\s\d{4}/g;
            for (const { 0: date, index } of text.data.matchAll(whole)) {
              const range = document.createRange();
              range.setStart(text, index);
              range.setEnd(text, index + date.length);
              const tops = [...range.getClientRects()].map(({ top }) => top);
              // Two scripts of one line may stand some pixels apart.
              if (Math.max(...tops) - Math.min(...tops) > 10) found.push(date);
            }
          }
          return found;
        });
        assert.deepEqual(broken, [], `${media} ${width}`);
      }
    });
});

/** The least share of a page that its upper and its lower margin have. */
const MARGIN = 0.06;
/** On the last page too, who published it and where, with what stands before. */
const FEWEST_LINES = 5;

describe('on paper', { skip: noBrowser }, () => {
  for (const language of languages) {
    it(`no date of the entries that a calendar holds is broken (${language})`, async (t) => {
      // A4 without its margins.
      const page = await site.open(t, `/${language}/subscribe`, {
        media: 'print',
        viewport: { width: 670, height: 1000 },
      });
      const dates = page.locator('.subscribing .entries .date');
      assert.ok((await dates.count()) > 3);
      for (const date of await dates.all()) {
        const lines = await date.evaluate((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
        });
        assert.equal(lines, 1, (await date.textContent()) ?? '');
      }
    });

    it(`a page of a list, a table or a record has text, a head, a number, no foot that is blank for a quarter, and is none for a line or two (${language})`, async (t) => {
      const paths = [
        '',
        'country/UZ/',
        'source/review-to-2023/',
        'sources',
        'about',
        'events/foreign-ministers-meeting-9',
        'events/yoshikawa-caucasus-talks',
        'events/ukraine-aggression',
      ];
      for (const path of paths) {
        const page = await site.open(t, `/${language}/${path}`, { media: 'print' });
        const printed = pagesOfPdf(await page.pdf({ format: 'A4' }));
        if (path === '') assert.ok(printed.length > 5, `${printed.length} pages of the timeline`);
        for (const [index, { hasText, textsAt }] of printed.entries()) {
          const at = `${path}, page ${index + 1} of ${printed.length}`;
          assert.ok(hasText, at);
          assert.ok(
            textsAt.some((y) => y < MARGIN),
            `${at}: head`,
          );
          assert.ok(
            textsAt.some((y) => y > 1 - MARGIN),
            `${at}: number`,
          );
          const last = Math.max(...textsAt.filter((y) => y < 1 - MARGIN));
          if (index < printed.length - 1) assert.ok(last > 0.75 - MARGIN, `${at}: blank below ${last}`);
          const lines = new Set(textsAt.filter((y) => y > MARGIN && y < 1 - MARGIN).map((y) => Math.round(y * 400)));
          assert.ok(lines.size >= FEWEST_LINES, `${at}: ${lines.size} lines`);
        }
      }
    });

    it(`what folds and what is shortened on the screen is printed whole (${language})`, async (t) => {
      for (const javaScriptEnabled of [true, false]) {
        const page = await site.open(t, `/${language}/`, { javaScriptEnabled });
        const hidden = () =>
          page
            .locator('.event')
            .evaluateAll(
              (events) =>
                events.filter(
                  (event) => !event.checkVisibility() || !event.querySelector('.summary')?.checkVisibility(),
                ).length,
            );
        assert.ok((await hidden()) > 10);
        await page.emulateMedia({ media: 'print' });
        assert.equal(await hidden(), 0);
        const cut = await page
          .locator('.event .summary')
          .evaluateAll((texts) => texts.filter((text) => text.scrollHeight > text.clientHeight + 1).length);
        assert.equal(cut, 0);
      }
    });

    it(`what is said of each event is printed, in a list and on its own (${language})`, async (t) => {
      for (const path of [`/${language}/`, `/${language}/country/UZ/`, `/${language}/sources`]) {
        const page = await site.open(t, path, { media: 'print' });
        const texts = await page.locator('.event, .event :is(h3, .summary), .what, .what h2').evaluateAll((all) =>
          all.map((text) => {
            const { width, height } = text.getBoundingClientRect();
            return text.checkVisibility({ visibilityProperty: true }) && width > 0 && height > 0;
          }),
        );
        assert.ok(texts.length > 5, path);
        assert.deepEqual(new Set(texts), new Set([true]), path);
      }
    });

    it(`an event is a page with text, and its address is printed (${language})`, async (t) => {
      const page = await site.open(t, `/${language}/events/summit-1`, { media: 'print' });
      assert.ok(pagesOfPdf(await page.pdf({ format: 'A4' })).every(({ hasText }) => hasText));
      assert.match(await visibleText(page, 'main'), /\/events\/summit-1\b/);
      const added = await page
        .locator('a.u-url')
        .evaluateAll((links) => links.map((link) => getComputedStyle(link, '::after').content));
      assert.deepEqual(added, ['none'], 'once');
    });
  }
});
