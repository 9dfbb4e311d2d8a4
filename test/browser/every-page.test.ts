/**
 * What holds for every kind of page, in each language: it fits every window, stands still, asks for little, is accessible
 * by machine, and can be read in dark, on paper, in forced colours and in the other language. Each page is loaded once
 * at each width, and all is asked of it there. This is the file that hangs on fonts: CI runs it with each set of them.
 */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { noBrowser } from './chromium.ts';
import { everyPage, languages } from './kinds.ts';
import { DESKTOP, layoutShift, openSite, PHONE, requestsOf, sidewaysOverflow, visibleText } from './pages.ts';

/** In CSS pixels: the narrowest that WCAG asks for (1.4.10), a phone, a tablet, a desktop. */
const WIDTHS = [320, PHONE.width, 768, DESKTOP.width];
const HEIGHT = 800;

/**
 * Sums of layout shifts up to 0.1 are "good" (https://web.dev/articles/cls). A hundredth is less than a line that comes
 * in above the others gives, and more than the 0.0001 that rounding gives where fonts, widths and the load vary.
 */
const STILL = 0.01;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const site = await openSite();
/** A further run asks only what hangs on fonts: the fit at each width, and what axe finds. */
const hasOtherFonts = (process.env.BROWSER_FONTS ?? 'plain') !== 'plain';

/** Brings axe into the page as a debugger would, past the CSP, which stays in force. */
async function injectAxe(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  await session.detach();
}

/** What axe finds, each with the element that it means. */
async function violations(page: Page, tags: readonly string[]): Promise<readonly string[]> {
  const { found, checked } = await page.evaluate(async (values) => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations, passes, incomplete } = await run({
      runOnly: { type: 'tag', values: [...values] },
      resultTypes: ['violations'],
    });
    const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
    return { found, checked: violations.length + passes.length + incomplete.length };
  }, tags);
  assert.ok(checked > 0, 'axe ran');
  return found;
}

describe('each page', { skip: noBrowser, concurrency: 2 }, () => {
  for (const { name, language, kind, path, status } of everyPage)
    it(name, async (t) => {
      const [first = 0, ...others] = WIDTHS;
      const page = await site.open(t, path, { status, viewport: { width: first, height: HEIGHT } });
      const atWidth = async (width: number, isAskedOfAxe: boolean) => {
        await t.test(`fits its window and stands still as it loads, at ${width} px`, async () => {
          assert.equal(await sidewaysOverflow(page), 0, 'sideways');
          const shift = await layoutShift(page);
          assert.ok(shift <= STILL, `moved by ${shift}`);
        });
        if (!isAskedOfAxe) return;
        await injectAxe(page);
        await t.test(`is accessible by machine, at ${width} px`, async () =>
          assert.deepEqual(await violations(page, TAGS), []),
        );
        if (hasOtherFonts) return;
        await t.test(`has contrast in the dark, at ${width} px`, async () => {
          await page.emulateMedia({ colorScheme: 'dark' });
          // All but colours was asked for in the light.
          assert.deepEqual(await violations(page, ['cat.color']), []);
        });
        await page.emulateMedia({ colorScheme: 'light' });
      };
      await atWidth(first, false);
      for (const width of others) {
        await page.setViewportSize({ width, height: HEIGHT });
        await page.reload();
        await atWidth(width, width === PHONE.width || width === DESKTOP.width);
      }

      // The rest is the same in any fonts.
      if (hasOtherFonts) return;
      await t.test('asks for one style sheet, one script at most, and for nothing elsewhere', async () => {
        const { sheets, scripts, inline } = await page.evaluate(() => ({
          sheets: document.querySelectorAll('link[rel~="stylesheet"], style').length,
          scripts: [...document.scripts].filter(({ type }) => ['', 'module', 'text/javascript'].includes(type)).length,
          inline: document.querySelectorAll('[style], [onclick], [onload]').length,
        }));
        assert.deepEqual([sheets, inline], [1, 0]);
        assert.ok(scripts <= 1, `${scripts} scripts`);
        for (const address of requestsOf(page)) assert.ok(address.startsWith(site.url('/')), address);
      });

      await t.test('has its readers’ own colours and no motion where they ask for it', async () => {
        await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
        const { forced, animations, scrolling } = await page.evaluate(() => ({
          forced: matchMedia('(forced-colors: active)').matches,
          animations: document.getAnimations().length,
          scrolling: getComputedStyle(document.documentElement).scrollBehavior,
        }));
        assert.deepEqual({ forced, animations, scrolling }, { forced: true, animations: 0, scrolling: 'auto' });
        await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
      });

      await t.test('on paper has nothing to press and no navigation', async () => {
        await page.emulateMedia({ media: 'print' });
        const shown = await page.evaluate(() =>
          // What opens in a list is printed open, under what its summary says.
          [...document.querySelectorAll('nav, form, button, input, select, summary:not(.event summary), .skip')]
            .filter((element) => element.checkVisibility())
            .map(({ outerHTML }) => outerHTML.slice(0, 100)),
        );
        assert.deepEqual(shown, []);
        assert.ok((await visibleText(page, 'main')).length > 20);
        await page.emulateMedia({ media: 'screen' });
      });

      await t.test('is one click away from the same page in the other language', async () => {
        const [other = language] = languages.filter((one) => one !== language);
        await page.locator(`header a[hreflang="${other}"]`).click();
        // An address that is in no language has no other: an error leads to the start.
        await page.waitForURL(site.url(status === 404 ? `/${other}/` : kind.path(other)));
        assert.equal(await page.locator('html').getAttribute('lang'), other);
      });
    });
});
