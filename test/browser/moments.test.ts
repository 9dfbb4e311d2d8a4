/** The first minute: key moments above the picture, where one is, and the page of an event in two columns. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from './chromium.ts';
import { languages } from './kinds.ts';
import { DESKTOP, openSite, sidewaysOverflow, visibleText } from './pages.ts';

const site = await openSite();
const EVENT = 'events/foreign-ministers-meeting-9';

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

async function boxesOf(page: Page, selector: string): Promise<readonly Box[]> {
  return page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top, bottom };
    }),
  );
}

async function boxOf(page: Page, selector: string): Promise<Box> {
  const [box] = await boxesOf(page, selector);
  assert.ok(box, selector);
  return box;
}

const resize = (page: Page, width: number) => page.setViewportSize({ width, height: 844 });

describe('key moments', { skip: noBrowser }, () => {
  for (const language of languages)
    it(`stand along one line on a wide window, one below the other on a narrow one, and above the picture (${language})`, async (t) => {
      const page = await site.open(t, `/${language}/`);
      for (const width of [1920, DESKTOP.width, 1120, 1119, 960, 768, 390, 320]) {
        await resize(page, width);
        const boxes = await boxesOf(page, '.minute li');
        assert.equal(boxes.length, 7);
        for (const [index, { left, top }] of boxes.entries()) {
          const before = boxes[index - 1];
          if (!before) continue;
          if (width >= 1120) assert.ok(left >= before.right && top === before.top, `${width}: ${index}`);
          else assert.ok(left === before.left && top >= before.bottom, `${width}: ${index}`);
        }
        assert.ok((await boxOf(page, '.minute')).bottom <= (await boxOf(page, '.picture')).top, `${width}`);
        assert.equal(await sidewaysOverflow(page), 0);
      }
    });

  it('lead from one to the next without a script, each from its own page', async (t) => {
    const page = await site.open(t, '/en/', { javaScriptEnabled: false });
    const titles = await page.locator('.minute :is(.title, .with) > a').allInnerTexts();
    await page.locator('.minute .title > a').first().click();
    for (const title of titles.slice(1)) {
      const next = page.locator('.later li', { hasText: 'Next key event' }).locator('a');
      assert.ok((await next.innerText()).includes(title), title);
      await next.click();
    }
    assert.equal(await page.locator('.later li', { hasText: 'Next key event' }).count(), 0);
  });
});

describe('the head of a page', { skip: noBrowser }, () => {
  for (const language of languages)
    it(`marks where one is, and on a phone leaves the button for colours beside nothing that wraps (${language})`, async (t) => {
      for (const path of ['', EVENT, 'sources', 'source/review-to-2023/', 'subscribe']) {
        const page = await site.open(t, `/${language}/${path}`);
        const current = page.locator('header.site nav [aria-current]');
        assert.equal(await current.count(), 1, path);
        const colours = await page
          .locator('header.site nav a')
          .evaluateAll((links) =>
            links.map((link) => [link.hasAttribute('aria-current'), getComputedStyle(link).borderBlockEndColor]),
          );
        const [own] = colours.filter(([isCurrent]) => isCurrent);
        for (const [isCurrent, colour] of colours) if (!isCurrent) assert.notEqual(colour, own?.[1], path);
        for (const width of [390, 360, 320]) {
          await resize(page, width);
          const [button, ...links] = [
            await boxOf(page, 'header.site .theme'),
            ...(await boxesOf(page, 'header.site nav a')),
          ];
          assert.ok(button);
          for (const link of links) assert.ok(link.top >= button.bottom - 1, `${path} at ${width}`);
        }
      }
    });
});

describe('the page of an event', { skip: noBrowser }, () => {
  for (const language of languages)
    it(`has two columns where there is room, and one where there is none (${language})`, async (t) => {
      const page = await site.open(t, `/${language}/${EVENT}`);
      for (const [width, isWide] of [
        [1920, true],
        [1000, true],
        [960, false],
        [390, false],
      ] as const) {
        await resize(page, width);
        const [told, beside] = [await boxOf(page, '.told'), await boxOf(page, '.beside')];
        if (isWide) assert.ok(beside.left >= told.right && beside.top === told.top, `${width}`);
        else assert.ok(beside.top >= told.bottom, `${width}`);
        assert.ok((await boxOf(page, '.neighbours')).bottom <= told.top, `${width}`);
      }
    });

  it('begins no line with a comma', async (t) => {
    const page = await site.open(t, '/en/events/aid-by-country');
    for (const width of [320, 360, 390, 768, 1280]) {
      await resize(page, width);
      const begun = await page.locator('.beside .facts dd').evaluateAll((values) =>
        values.flatMap((value) =>
          [...value.childNodes].flatMap((node) => {
            const before = node.previousSibling;
            if (!(node instanceof Text && before instanceof Element && /^[,、]/.test(node.data))) return [];
            const range = document.createRange();
            range.setStart(node, 0);
            range.setEnd(node, 1);
            const last = [...before.getClientRects()].at(-1);
            return last && range.getBoundingClientRect().top >= last.bottom ? [before.textContent] : [];
          }),
        ),
      );
      assert.deepEqual(begun, [], `${width}`);
    }
  });

  it('names no other event more than twice, and each neighbour once at its title', async (t) => {
    const page = await site.open(t, '/en/about', { javaScriptEnabled: false });
    for (const { slug } of site.service.chronology.events.filter(({ weight }) => weight === 'key')) {
      const answer = await page.goto(site.url(`/en/events/${slug}`));
      assert.equal(answer?.status(), 200);
      const links = page.locator('main a[href]:not(.picture a)').filter({ visible: true });
      const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      const events = targets.filter((target) => /^[a-z0-9-]+$/.test(target));
      for (const target of events)
        assert.ok(events.filter((other) => other === target).length <= 2, `${slug}: ${target}`);
      const near = await page
        .locator('.neighbours a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      assert.equal(new Set(near).size, near.length, slug);
    }
  });

  it('keeps the citation closed until it is asked for, and prints the one for people', async (t) => {
    const page = await site.open(t, `/en/${EVENT}`, { javaScriptEnabled: false });
    assert.equal(await page.locator('#citation-bibtex').isVisible(), false);
    await page.locator('.cite > summary').click();
    assert.equal(await page.locator('#citation-bibtex').isVisible(), true);
    const paper = await site.open(t, `/en/${EVENT}`, { media: 'print' });
    assert.equal(await paper.locator('#citation-text').isVisible(), true);
    assert.equal(await paper.locator('#citation-bibtex').isVisible(), false);
    assert.match(await visibleText(paper, '.neighbours'), /8th Foreign Ministers’ Meeting/);
  });
});
