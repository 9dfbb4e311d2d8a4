/** The card that a mark of the picture shows to pointers, keys and fingers, and what there is without it. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { chronologyOf } from '../support/chronologies.ts';
import { ALL, COLOURS, injectAxe, violations } from './axe.ts';
import { noBrowser } from './chromium.ts';
import { languages } from './kinds.ts';
import { layoutShift, openSite, sidewaysOverflow } from './pages.ts';

const site = await openSite();
const mixed = await openSite({
  chronology: chronologyOf({
    plan: { status: 'planned', title: { en: 'A plan' }, when: '2021' },
    meeting: { title: { en: 'A meeting' }, relations: { fulfils: ['plan'] } },
  }),
});
const { chronology } = site.service;
const slugs = chronology.events.map(({ slug }) => slug);

const PHONE_WIDTHS = [320, 390];
const WIDTHS = [...PHONE_WIDTHS, 1280];
const HEIGHT = 844;

const card = (page: Page) => page.locator('.mark-card');
const marks = (page: Page) => page.locator('.picture .lane a[href]:visible');
const groups = (page: Page) => page.locator('.picture .lane a.group:visible');

/** The first mark of one event alone, in reading order, from this one on. */
function singleMark(page: Page, index = 0): Locator {
  return page.locator('.picture .lane a[href^="#event-"]:not(.group):visible').nth(index);
}

/** Focuses as a key would, so that the focus is shown (`:focus-visible`). */
async function focus(mark: Locator): Promise<void> {
  await mark.page().keyboard.press('Shift');
  await mark.evaluate((link: SVGElement) => link.focus());
}

async function center(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** What the list says of the event that a mark is a link to. */
async function inList(mark: Locator) {
  return mark.evaluate((link) => {
    const event = document.querySelector(link.getAttribute('href') ?? '');
    const text = (part: string) => event?.querySelector(part)?.textContent?.trim() ?? '';
    return {
      date: event?.querySelector('.when')?.firstChild?.textContent ?? '',
      title: text('h3 a'),
      remarks: text('h3 small'),
      summary: text('.summary'),
      href: event?.querySelector<HTMLAnchorElement>('h3 a')?.href ?? '',
    };
  });
}

/** Fails unless the card says of the mark's event what the list says. */
async function assertCardOf(mark: Locator): Promise<void> {
  const shown = card(mark.page());
  await shown.waitFor();
  const { date, title, remarks, summary, href } = await inList(mark);
  assert.ok(date && title && summary);
  const [when, , sentence = ''] = await shown.locator('p').allInnerTexts();
  assert.equal(when, date);
  assert.equal(await shown.locator('.mark-title > a').innerText(), title);
  assert.equal(await shown.locator('small').innerText(), remarks);
  assert.ok(sentence.length > 0 && summary.startsWith(sentence), sentence);
  assert.equal(await shown.locator('.mark-title > a').evaluate((link: HTMLAnchorElement) => link.href), href);
}

for (const language of languages)
  describe(`the card of a mark (${language})`, { skip: noBrowser }, () => {
    it('says when, what and one sentence under the pointer, and nothing where the pointer has gone', async (t) => {
      const page = await site.open(t, `/${language}/`);
      assert.equal(await card(page).count(), 0, 'made on first use');
      for (const index of [4, 9]) {
        await singleMark(page, index).hover();
        await assertCardOf(singleMark(page, index));
        await page.mouse.move(2, 2);
        await card(page).waitFor({ state: 'hidden' });
      }
      assert.equal(await card(page).count(), 1);
    });

    it('is there for the keyboard: Tab leads onto it, and back to its mark', async (t) => {
      const page = await site.open(t, `/${language}/`);
      const mark = singleMark(page, 3);
      await focus(mark);
      await assertCardOf(mark);
      await page.keyboard.press('Tab');
      assert.ok(
        await card(page)
          .locator('a')
          .evaluate((link) => link === document.activeElement),
      );
      assert.ok(await card(page).isVisible());
      await page.keyboard.press('Shift+Tab');
      assert.ok(await mark.evaluate((link) => link === document.activeElement));
      await page.keyboard.press('Shift+Tab');
      await card(page).waitFor({ state: 'hidden' });
    });

    it('comes with the first tap, and the second follows the link', async (t) => {
      const page = await site.open(t, `/${language}/`, { viewport: { width: 390, height: HEIGHT }, hasTouch: true });
      const mark = singleMark(page);
      await mark.tap();
      await assertCardOf(mark);
      assert.equal(new URL(page.url()).hash, '');
      await mark.tap();
      const href = await mark.getAttribute('href');
      await page.waitForURL(({ hash }) => hash === href);
      await card(page).waitFor({ state: 'hidden' });
    });

    it('of several events is their name, and leads where the mark does', async (t) => {
      const page = await site.open(t, `/${language}/`, { viewport: { width: 320, height: HEIGHT }, hasTouch: true });
      const group = groups(page).first();
      await group.tap();
      await card(page).waitFor();
      assert.equal(await card(page).innerText(), await group.getAttribute('aria-label'));
      const [own, of] = await Promise.all([card(page).locator('a'), group].map((link) => link.getAttribute('href')));
      assert.equal(own, of);
    });

    for (const width of WIDTHS)
      it(`never leaves the window and never covers its mark at ${width} px, and nothing moves for it`, async (t) => {
        const page = await site.open(t, `/${language}/`, { viewport: { width, height: HEIGHT } });
        await page.keyboard.press('Shift');
        const { outside, covered, seen } = await page.evaluate(() => {
          const [outside, covered]: [string[], string[]] = [[], []];
          let seen = 0;
          for (const mark of document.querySelectorAll<SVGElement>('.picture .lane a[href]')) {
            if (mark.getClientRects().length === 0) continue;
            mark.focus();
            const name = mark.getAttribute('aria-label') ?? '';
            const card = document.querySelector('.mark-card:not([hidden])')?.getBoundingClientRect();
            if (!card) continue;
            seen += 1;
            const { clientWidth, clientHeight } = document.documentElement;
            const inside = card.left >= 0 && card.right <= clientWidth && card.top >= 0 && card.bottom <= clientHeight;
            if (!inside) outside.push(name);
            const { top, bottom } = mark.getBoundingClientRect();
            if (card.top < bottom - 0.5 && card.bottom > top + 0.5) covered.push(name);
          }
          return { outside, covered, seen };
        });
        assert.deepEqual([outside, covered], [[], []]);
        assert.equal(seen, await marks(page).count());
        assert.equal(await sidewaysOverflow(page), 0);
        assert.equal(await layoutShift(page), 0);
      });

    it('is accessible by machine, in both schemes and in forced colours', async (t) => {
      const page = await site.open(t, `/${language}/`, { reducedMotion: 'reduce' });
      await focus(singleMark(page, 7));
      await card(page).waitFor();
      await injectAxe(page);
      assert.deepEqual(await violations(page, ALL), []);
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.deepEqual(await violations(page, COLOURS), []);
      await page.emulateMedia({ forcedColors: 'active' });
      assert.ok(await card(page).isVisible());
      assert.deepEqual(await violations(page, ALL), []);
    });
  });

describe('the card of a mark', { skip: noBrowser }, () => {
  it('goes with Escape, while the focus stays, and comes again once the mark was left', async (t) => {
    const page = await site.open(t, '/en/');
    const mark = singleMark(page, 3);
    await focus(mark);
    await card(page).waitFor();
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'hidden' });
    assert.ok(await mark.evaluate((link) => link === document.activeElement));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await assertCardOf(mark);
  });

  it('goes with Escape from under the pointer, with no focus anywhere', async (t) => {
    const page = await site.open(t, '/en/');
    await singleMark(page, 3).hover();
    await card(page).waitFor();
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'hidden' });
    await page.mouse.move(2, 2);
    await singleMark(page, 3).hover();
    await card(page).waitFor();
  });

  it('gives the focus back to its mark when Escape closes it', async (t) => {
    const page = await site.open(t, '/en/');
    const mark = singleMark(page, 3);
    await focus(mark);
    await card(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'hidden' });
    assert.ok(await mark.evaluate((link) => link === document.activeElement));
  });

  it('stays while the pointer is on it (WCAG 1.4.13), and its link opens the event', async (t) => {
    const page = await site.open(t, '/en/');
    const mark = singleMark(page, 5);
    await mark.hover();
    await card(page).waitFor();
    const link = card(page).locator('a');
    const { x, y } = await center(link);
    await page.mouse.move(x, y, { steps: 8 });
    await assertCardOf(mark);
    const { href } = await inList(mark);
    await page.mouse.down();
    await page.mouse.up();
    await page.waitForURL(href);
  });

  it('is the focused mark’s again when the pointer has left another', async (t) => {
    const page = await site.open(t, '/en/');
    await focus(singleMark(page, 3));
    await assertCardOf(singleMark(page, 3));
    await singleMark(page, 12).hover();
    const title = card(page).locator('.mark-title');
    await title.getByText((await inList(singleMark(page, 12))).title).waitFor();
    await page.mouse.move(2, 2);
    await title.getByText((await inList(singleMark(page, 3))).title).waitFor();
  });

  it('is not taken from a key by what scrolls under a pointer at rest', async (t) => {
    const page = await site.open(t, '/en/', { viewport: { width: 1280, height: 300 } });
    await page.clock.install();
    const mark = singleMark(page, 40);
    await singleMark(page, 3).hover();
    await focus(mark);
    // What the page draws is told to the pointer, and then whatever waits has its time.
    await page.screenshot();
    await page.clock.runFor(2000);
    await assertCardOf(mark);
  });

  it('goes with a tap elsewhere', async (t) => {
    const page = await site.open(t, '/en/', { viewport: { width: 390, height: HEIGHT }, hasTouch: true });
    await singleMark(page).tap();
    await card(page).waitFor();
    await page.locator('.count').tap();
    await card(page).waitFor({ state: 'hidden' });
  });

  it('takes the place of the browser’s own tooltips, and pictures keep their names', async (t) => {
    const page = await site.open(t, '/en/');
    assert.equal(await page.locator('.picture :is(a, svg) > title').count(), 0);
    const figure = page.getByRole('figure', { name: /^Overview/ });
    assert.equal(await figure.count(), 1);
    for (const name of await marks(page).evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label'))))
      assert.ok(name);
  });

  it('is the mark’s own name where the list is not on the page', async (t) => {
    const page = await site.open(t, '/en/events/foreign-ministers-meeting-9');
    const mark = marks(page).first();
    await focus(mark);
    await card(page).waitFor();
    assert.equal(await card(page).innerText(), await mark.getAttribute('aria-label'));
  });

  it('does not move where no motion is wanted', async (t) => {
    const page = await site.open(t, '/en/', { reducedMotion: 'reduce' });
    await focus(singleMark(page));
    await card(page).waitFor();
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  });

  it('has the title alone in its link, and its remarks beside it, each in the language that it is in', async (t) => {
    const page = await mixed.open(t, '/ja/');
    await focus(page.locator('.picture .lane a[href="#event-plan"]:visible'));
    await card(page).waitFor();
    const parts = await card(page)
      .locator('.mark-title :is(a, small)')
      .evaluateAll((all) =>
        all.map((part) => [
          part.textContent,
          part.closest('[lang]')?.getAttribute('lang'),
          part instanceof HTMLAnchorElement ? new URL(part.href).pathname : undefined,
        ]),
      );
    assert.deepEqual(parts, [
      ['A plan', 'en', '/ja/events/plan'],
      ['予定 · この計画の実現：A meeting', 'ja', undefined],
      ['A meeting', 'en', '/ja/events/meeting'],
    ]);
  });

  it('is none on paper', async (t) => {
    const page = await site.open(t, '/en/');
    await focus(singleMark(page));
    await card(page).waitFor();
    await page.emulateMedia({ media: 'print' });
    assert.ok(!(await card(page).isVisible()));
  });

  it('is none without a script: marks are links with names, each a Tab stop', async (t) => {
    const page = await site.open(t, '/en/', { javaScriptEnabled: false });
    assert.equal(await page.locator('.picture [tabindex]').count(), 0);
    const mark = page.locator(`.picture .lane a[href="#event-${slugs.at(-1)}"]:visible`);
    assert.ok((await mark.count()) > 0 || (await groups(page).count()) > 0);
    const first = singleMark(page);
    const href = await first.getAttribute('href');
    await first.click();
    await page.waitForURL(({ hash }) => hash === href);
    assert.equal(await card(page).count(), 0);
  });
});
