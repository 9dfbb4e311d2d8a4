/**
 * What holds for every kind of page, in each language: it fits every window, stands still, asks for little, is accessible
 * by machine, and can be read in dark, on paper, in forced colours and in the other language. Each page is loaded once
 * at each width, and all is asked of it there; of the same page in another language, what hangs on its words: the fit, and
 * what axe finds. This is the file that hangs on fonts: CI runs it with each set of them.
 */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { ALL_BUT_COLOURS, BY_LAYOUT, COLOURS, CONTRAST, colourViolations, injectAxe, violations } from './axe.ts';
import { noBrowser } from './chromium.ts';
import { everyPage, kindsOfPage, languages, otherChronologies } from './kinds.ts';
import {
  type BrowserSite,
  DESKTOP,
  layoutShift,
  openSite,
  PHONE,
  requestsOf,
  sidewaysOverflow,
  visibleText,
} from './pages.ts';

/** A further run asks only what hangs on fonts: the fit at each width, and what axe finds. */
const hasOtherFonts = (process.env.BROWSER_FONTS ?? 'plain') !== 'plain';

const TABLET_WIDTH = 768;
/** In CSS pixels: the narrowest that WCAG asks for (1.4.10), a phone, a tablet, a desktop. */
const WIDTHS = [320, PHONE.width, ...(hasOtherFonts ? [] : [TABLET_WIDTH]), DESKTOP.width];
const HEIGHT = 800;
/** What is asked of the colours of each scheme. */
const SCHEMES = [
  ['light', CONTRAST],
  ['dark', COLOURS],
] as const;

/**
 * Sums of layout shifts up to 0.1 are "good" (https://web.dev/articles/cls). A hundredth is less than a line that comes
 * in above the others gives, and more than the 0.0001 that rounding gives where fonts, widths and the load vary.
 */
const STILL = 0.01;

const site = await openSite();
const others: (readonly [(typeof otherChronologies)[number], BrowserSite])[] = [];
for (const one of otherChronologies) others.push([one, await openSite({ folder: one.folder })]);
/** In other fonts each kind of page is asked for in one language, by turns: letters of both are in each set's run. */
const pages = everyPage.filter(
  ({ kind, language }) => !hasOtherFonts || language === languages[kindsOfPage.indexOf(kind) % languages.length],
);

/**
 * What has the focus and does not show it: no line of 2 px around it in a colour that stands out from the page by 3:1
 * (WCAG 2.2, 2.4.13), be it an outline or, in a picture, the stroke of one of its parts.
 */
async function withoutFocusRing(page: Page): Promise<readonly string[]> {
  // Focus is shown to those who use the keyboard.
  await page.keyboard.press('Shift');
  return page.evaluate(() => {
    const luminance = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((value) => {
        const share = Number(value) / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = luminance(getComputedStyle(document.body).backgroundColor);
    const standsOut = (colour: string, width: string) => {
      const line = luminance(colour);
      const contrast = (Math.max(line, ground) + 0.05) / (Math.min(line, ground) + 0.05);
      return colour !== 'none' && Number.parseFloat(width) >= 2 && contrast >= 3;
    };
    const strokes = (element: Element) => [...element.querySelectorAll('rect')].map((part) => getComputedStyle(part));
    const missing: string[] = [];
    const all = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    for (const element of document.querySelectorAll<HTMLElement | SVGElement>(all)) {
      if (!element.checkVisibility() || element.getClientRects().length === 0) continue;
      const before = strokes(element).map(({ stroke }) => stroke);
      element.focus({ preventScroll: true });
      if (document.activeElement !== element) continue;
      const { outlineStyle, outlineColor, outlineWidth } = getComputedStyle(element);
      const isOutlined = outlineStyle !== 'none' && standsOut(outlineColor, outlineWidth);
      const isStroked = strokes(element).some(
        ({ stroke, strokeWidth }, index) => stroke !== before[index] && standsOut(stroke, strokeWidth),
      );
      if (!isOutlined && !isStroked) missing.push(element.outerHTML.slice(0, 200));
    }
    return missing;
  });
}

describe('each page', { skip: noBrowser, concurrency: 2 }, () => {
  for (const { name, language, kind, path, status } of pages)
    it(name, async (t) => {
      const isOther = language !== languages[0];
      const asked = hasOtherFonts ? BY_LAYOUT : ALL_BUT_COLOURS;
      const [first = 0, ...others] = WIDTHS;
      const page = await site.open(t, path, { status, viewport: { width: first, height: HEIGHT } });
      const atWidth = async (width: number) => {
        await t.test(`fits its window and stands still as it loads, at ${width} px`, async () => {
          assert.equal(await sidewaysOverflow(page), 0, 'sideways');
          const shift = await layoutShift(page);
          assert.ok(shift <= STILL, `moved by ${shift}`);
        });
        if (width !== PHONE.width && width !== DESKTOP.width) return;
        await injectAxe(page);
        await t.test(`is accessible by machine, at ${width} px`, async () =>
          assert.deepEqual(await violations(page, asked), []),
        );
        if (hasOtherFonts || isOther) return;
        for (const [colorScheme, colours] of SCHEMES.toReversed())
          await t.test(`has contrast in ${colorScheme} colours, at ${width} px`, async () => {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await colourViolations(page, colours), []);
          });
      };
      await atWidth(first);
      for (const width of others) {
        await page.setViewportSize({ width, height: HEIGHT });
        await page.reload();
        await atWidth(width);
      }

      await t.test('has a link to the same page in the other language', async () => {
        const [other = language] = languages.filter((one) => one !== language);
        const link = page.locator(`header a[hreflang="${other}"]`);
        assert.ok(await link.isVisible());
        // What leads nowhere, or cannot be read, has no other language: an error leads to the start.
        const path = status === undefined ? (kind.meant ?? kind.path)(other) : `/${other}/`;
        assert.equal(await link.evaluate((element) => (element as HTMLAnchorElement).href), site.url(path));
      });

      // The rest is the same in any fonts, and with any words.
      if (hasOtherFonts || isOther) return;
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

      for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const)
        await t.test(`shows on each thing that it has the focus (${Object.values(media)})`, async () => {
          await page.emulateMedia(media);
          assert.deepEqual(await withoutFocusRing(page), []);
          await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
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
    });
});

for (const [{ name, paths }, other] of others)
  describe(`a page of ${name}`, { skip: noBrowser, concurrency: 2 }, () => {
    for (const path of paths)
      for (const viewport of [{ ...PHONE, width: 320 }, PHONE, DESKTOP])
        it(`${path} fits its window of ${viewport.width} px, stands still and is accessible by machine`, async (t) => {
          const page = await other.open(t, path, { viewport });
          assert.equal(await sidewaysOverflow(page), 0, 'sideways');
          const shift = await layoutShift(page);
          assert.ok(shift <= STILL, `moved by ${shift}`);
          // On a phone the rail is a line that scrolls; no year in it is broken into digits.
          const highest = await page.evaluate(() =>
            Math.max(
              0,
              ...[...document.querySelectorAll('.rail li')].map((year) => year.getBoundingClientRect().height),
            ),
          );
          assert.ok(highest < 60, `a year ${highest} px high`);
          if (viewport.width === 320) return;
          await injectAxe(page);
          assert.deepEqual(await violations(page, hasOtherFonts ? BY_LAYOUT : ALL_BUT_COLOURS), []);
          if (hasOtherFonts) return;
          for (const [colorScheme, colours] of SCHEMES) {
            await page.emulateMedia({ colorScheme });
            assert.deepEqual(await colourViolations(page, colours), []);
          }
        });
  });
