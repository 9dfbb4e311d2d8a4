/** The picture by keyboard: one Tab stop, and arrows along time and from lane to lane. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser } from './chromium.ts';
import { DESKTOP, openSite, PHONE } from './pages.ts';

const site = await openSite();
const { chronology } = site.service;

interface Place {
  /** Which of the picture's links has the focus; -1 where none has. */
  readonly link: number;
  /** The address of the link with the focus; empty where none of the picture has it. */
  readonly href: string;
  /** Which lane of those that are shown; -1 on the axis. */
  readonly lane: number;
  readonly left: number;
  readonly right: number;
}

/** Each lane's marks that this width shows, each where it is without its name. */
async function marksByLane(page: Page) {
  return page.evaluate(() => {
    const isShown = (element: Element) => element.getClientRects().length > 0;
    return [...document.querySelectorAll('.picture .lane')].filter(isShown).map((lane) =>
      [...lane.querySelectorAll('a[href]')].filter(isShown).map((link) => {
        const { left, right } = ([...link.querySelectorAll('.hit')].find(isShown) ?? link).getBoundingClientRect();
        return { left, right };
      }),
    );
  });
}

/** Where in the picture the focus is. */
async function place(page: Page): Promise<Place> {
  return page.evaluate(() => {
    const isShown = (element: Element) => element.getClientRects().length > 0;
    const focused = document.activeElement?.closest('.picture a[href]') ?? undefined;
    const lanes = [...document.querySelectorAll('.picture .lane')].filter(isShown);
    const lane = lanes.findIndex((one) => focused !== undefined && one.contains(focused));
    const drawn = focused && ([...focused.querySelectorAll('.hit')].find(isShown) ?? focused);
    const { left = 0, right = 0 } = lane === -1 ? {} : (drawn?.getBoundingClientRect() ?? {});
    const link = focused ? [...document.querySelectorAll('.picture a[href]')].indexOf(focused) : -1;
    return { link, href: focused?.getAttribute('href') ?? '', lane, left, right };
  });
}

async function press(page: Page, key: string): Promise<Place> {
  await page.keyboard.press(key);
  return place(page);
}

/** Puts the focus on the picture’s Tab stop, as Tab does. */
async function enter(page: Page): Promise<Place> {
  await page.locator('.picture .skip').focus();
  const at = await press(page, 'Tab');
  assert.ok(at.href, 'the picture has the focus');
  return at;
}

/** Presses a key until it leads no further: where it led to. */
async function pressToEnd(page: Page, key: string, limit = 200): Promise<readonly Place[]> {
  const places = [await place(page)];
  for (let step = 0; step < limit; step += 1) {
    const at = await press(page, key);
    if (at.link === places.at(-1)?.link) return places;
    places.push(at);
  }
  throw new Error(`${key} led on for ${limit} steps`);
}

for (const [name, viewport] of Object.entries({ desktop: DESKTOP, phone: PHONE }))
  describe(`the picture by keyboard (${name})`, { skip: noBrowser }, () => {
    it('is one Tab stop', async (t) => {
      const page = await site.open(t, '/en/', { viewport });
      await enter(page);
      assert.equal(await page.locator('.picture :is(.lane, .axis) a[tabindex="0"]:visible').count(), 1);
      await page.keyboard.press('Tab');
      assert.ok(await page.locator('.mark-card a').evaluate((link) => link === document.activeElement));
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.closest('.lane, .axis, .mark-card')), null);
    });

    it('is come back to where it was left', async (t) => {
      const page = await site.open(t, '/en/', { viewport });
      await enter(page);
      await press(page, 'ArrowDown');
      const left = await press(page, 'ArrowRight');
      await page.keyboard.press('Shift+Tab');
      assert.deepEqual(await press(page, 'Tab'), left);
    });

    it('goes left and right along time within a lane, Home and End to its ends', async (t) => {
      const page = await site.open(t, '/en/', { viewport });
      const { lane } = await enter(page);
      const first = await press(page, 'Home');
      const places = await pressToEnd(page, 'ArrowRight');
      assert.ok(places.length > 2);
      for (const [index, at] of places.entries()) {
        assert.equal(at.lane, lane);
        assert.ok(at.left >= (places[index - 1]?.left ?? 0), 'later is further right');
      }
      assert.deepEqual(places[0], first);
      assert.deepEqual(await place(page), places.at(-1));
      assert.deepEqual((await pressToEnd(page, 'ArrowLeft')).toReversed(), places);
      assert.deepEqual(await press(page, 'End'), places.at(-1));
    });

    it('goes up and down from lane to lane, each time to the nearest, and past the first to the years', async (t) => {
      const page = await site.open(t, '/en/', { viewport });
      await enter(page);
      const start = await press(page, 'End');
      const places = await pressToEnd(page, 'ArrowDown');
      assert.deepEqual(
        places.map(({ lane }) => lane),
        places.map((_, index) => start.lane + index),
      );
      assert.ok(places.length > 2);
      // No other mark of that lane is nearer.
      const column = start.left + Math.min(start.right - start.left, 24) / 2;
      const away = ({ left, right }: Pick<Place, 'left' | 'right'>) => Math.max(left - column, column - right, 0);
      for (const at of places.slice(1)) {
        const marks = (await marksByLane(page))[at.lane] ?? [];
        assert.equal(away(at), Math.min(...marks.map(away)));
      }
      const back = await pressToEnd(page, 'ArrowUp');
      assert.equal(back.at(-1)?.lane, -1, 'the axis');
      assert.ok(
        back.some(({ href }) => href === start.href),
        'by the same column',
      );
    });

    it('reaches every mark, by j and k too, and Enter follows it', async (t) => {
      const page = await site.open(t, '/en/', { viewport });
      await enter(page);
      for (;;) if ((await pressToEnd(page, 'k')).length === 1) break;
      const reached = new Set((await pressToEnd(page, 'j', 400)).map(({ href }) => href));
      const shown = await page
        .locator('.picture .lane a[href]:visible')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      for (const href of shown) assert.ok(reached.has(href), href);
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.waitForURL(({ hash, search }) => hash.startsWith('#event-') || search !== '');
    });
  });

describe('the picture by keyboard', { skip: noBrowser }, () => {
  it('has another Tab stop where its own is not shown at another width', async (t) => {
    const page = await site.open(t, '/en/', { viewport: DESKTOP });
    await enter(page);
    await press(page, 'End');
    await page.setViewportSize(PHONE);
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('.picture a[tabindex="0"]')].filter((link) => link.getClientRects().length > 0)
          .length === 1,
    );
    await enter(page);
  });

  it('begins at the event that the page is about', async (t) => {
    const page = await site.open(t, '/en/events/foreign-ministers-meeting-9');
    await enter(page);
    assert.ok(await page.evaluate(() => document.activeElement?.matches('[aria-current]')));
  });

  it('leaves keys alone that it does not know, and those with others', async (t) => {
    const page = await site.open(t, '/en/');
    const at = await enter(page);
    for (const key of ['x', 'Control+ArrowRight', 'Alt+Home']) assert.deepEqual(await press(page, key), at);
  });

  it('has every event of the shipped chronology as a mark of its own on a wide screen', async (t) => {
    const page = await site.open(t, '/en/', { viewport: { width: 1920, height: 1000 } });
    const shown = new Set(
      await page
        .locator('.picture .lane a[href]:visible')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '')),
    );
    for (const { slug } of chronology.events) assert.ok(shown.has(`#event-${slug}`), slug);
  });
});
