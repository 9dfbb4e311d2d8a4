/** The picture as fonts and windows have it: names, marks and labels lie on nothing else at any width, and dragging tells the days. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { manyTypes } from '../support/chronologies.ts';
import { noBrowser } from './chromium.ts';
import { languages } from './kinds.ts';
import { openSite, sidewaysOverflow } from './pages.ts';

const site = await openSite();
const crowded = await openSite({ chronology: manyTypes() });
const WIDTHS = [320, 390, 768, 844, 1280, 1920];

/** What lies on something else in the picture, or beyond its edges. */
function collisions(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const picture = document.querySelector('.overview');
    if (!picture) return ['no picture'];
    const edges = picture.getBoundingClientRect();
    interface Box {
      readonly of: Element;
      readonly isText: boolean;
      readonly name: string;
      readonly left: number;
      readonly right: number;
      readonly top: number;
      readonly bottom: number;
    }
    const boxOf = (element: Element): Box => {
      const { left, right, top, bottom, height } = element.getBoundingClientRect();
      const isText = element.tagName === 'text';
      // The letters themselves, which are lower than their line.
      const inset = isText ? 0.24 * height : 0;
      return {
        of: element.closest('a') ?? element,
        isText,
        name: element.textContent || (element.closest('a')?.getAttribute('aria-label') ?? element.tagName),
        ...{ left, right, top: top + inset, bottom: bottom - inset },
      };
    };
    const isShown = (element: Element) => element.getClientRects().length > 0;
    const boxesIn = (holder: Element, selector: string) =>
      [...holder.querySelectorAll(selector)].filter(isShown).map(boxOf);
    const overlap = (a: Box, b: Box) =>
      a.of !== b.of &&
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
    const found: string[] = [];
    for (const row of picture.querySelectorAll('.lane, .axis')) {
      const boxes = boxesIn(row, ':is(text, circle, rect):not(.hit, .band, mask *)');
      for (const [index, one] of boxes.entries()) {
        if (one.isText && (one.left < edges.left - 0.5 || one.right > edges.right + 0.5))
          found.push(`${one.name} beyond the edge`);
        for (const other of boxes.slice(index + 1))
          if ((one.isText || other.isText) && overlap(one, other)) found.push(`${one.name} on ${other.name}`);
      }
    }
    const lines = boxesIn(picture, '.axis line');
    for (const label of boxesIn(picture, '.axis text'))
      for (const line of lines)
        if (line.of !== label.of && line.left > label.left + 0.5 && line.left < label.right - 0.5)
          found.push(`a line through ${label.name}`);
    return found;
  });
}

describe('the picture', { skip: noBrowser, concurrency: 2 }, () => {
  for (const language of languages)
    for (const width of WIDTHS)
      it(`has names that lie on nothing else, at ${width} px (${language})`, async (t) => {
        const page = await site.open(t, `/${language}/`, { viewport: { width, height: 900 } });
        assert.deepEqual(await collisions(page), []);
        assert.equal(await sidewaysOverflow(page), 0);
        const named = await page.locator('.lane text.key:visible').count();
        assert.ok(named >= (width < 344 ? 6 : 8), `${named} key events with names`);
      });

  for (const colorScheme of ['light', 'dark'] as const)
    it(`has groups of several types in the colour of the names of lanes (${colorScheme})`, async (t) => {
      const page = await crowded.open(t, '/en/', { colorScheme });
      const [fills, soft] = await page.evaluate(() => {
        const groups = document.querySelectorAll('.lane:not([class*="type-"]) .group:not(.no-b) rect:not(.band)');
        const name = document.querySelector('.lane-name');
        return [[...groups].map((rect) => getComputedStyle(rect).fill), name ? getComputedStyle(name).color : ''];
      });
      assert.ok(fills.length > 0);
      assert.deepEqual([...new Set(fills)], [soft]);
    });

  it('rings the mark of the event that a page is about, and no other', async (t) => {
    for (const slug of ['summit-1', 'foreign-ministers-meeting-9', 'dialogue-launch', 'market-transition']) {
      const page = await site.open(t, `/en/events/${slug}`);
      const rings = page.locator('.lane a[aria-current] .hit:visible');
      assert.equal(await rings.count(), 1);
      const cut = await page.evaluate(() => {
        const current = document.querySelector('.lane a[aria-current]');
        const ring = [...(current?.querySelectorAll('.hit') ?? [])].find((one) => one.getClientRects().length > 0);
        const around = ring?.getBoundingClientRect();
        if (!current || !around) return ['no ring'];
        const drawn = [...document.querySelectorAll('.lane a :is(circle, rect, text):not(.hit, mask *)')].filter(
          (one) => one.getClientRects().length > 0,
        );
        return drawn.flatMap((one) => {
          const box = one.getBoundingClientRect();
          const isOwn = current.contains(one);
          const overlaps =
            Math.min(box.right, around.right) - Math.max(box.left, around.left) > 1.5 &&
            Math.min(box.bottom, around.bottom) - Math.max(box.top, around.top) > (one.tagName === 'text' ? 4 : 1.5);
          if (!isOwn) return overlaps ? [`cuts ${one.closest('a')?.getAttribute('aria-label')}`] : [];
          const holds = box.left >= around.left - 1 && box.right <= around.right + 1;
          return one.tagName === 'text' || holds || one.closest('.lasting') ? [] : [`does not hold ${one.tagName}`];
        });
      });
      assert.deepEqual(cut, [], slug);
    }
  });

  it('says the days while one drags, and a drag from the line of a year begins with that year', async (t) => {
    const page = await site.open(t, '/en/');
    await page.locator('.axis').evaluate((axis) => axis.scrollIntoView({ behavior: 'instant' }));
    const line = async (year: string) => {
      const box = await page.locator(`.axis a:has-text("${year}") line`).boundingBox();
      assert.ok(box);
      return box.x;
    };
    const [from, to] = [await line('2022'), await line('2025')];
    const lane = await page.locator('.lane').first().boundingBox();
    assert.ok(lane);
    const y = lane.y + lane.height - 2;
    await page.mouse.move(from, y);
    await page.mouse.down();
    await page.mouse.move((from + to) / 2, y, { steps: 3 });
    await page.mouse.move(to, y, { steps: 3 });
    assert.match((await page.locator('.selection').textContent()) ?? '', /^Jan 2022\s*–\s*Dec 2024$/);
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.has('from'));
    const { searchParams } = new URL(page.url());
    assert.deepEqual([searchParams.get('from'), searchParams.get('to')], ['2022-01', '2024-12']);
  });

  it('can be closed, and opened again, without a script', async (t) => {
    const page = await site.open(t, '/en/', { javaScriptEnabled: false });
    assert.ok(await page.locator('.overview').isVisible());
    await page.locator('.folding > summary').click();
    assert.ok(!(await page.locator('.overview').isVisible()));
    await page.locator('.folding > summary').click();
    assert.ok(await page.locator('.overview').isVisible());
  });
});
