/** Accessibility by machine: axe finds nothing on any kind of page, in any language, colours or size. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { noBrowser } from './chromium.ts';
import { everyPage } from './kinds.ts';
import { DESKTOP, openSite, PHONE } from './pages.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const site = await openSite();

/** Brings axe into the page as a debugger would, past the CSP, which stays in force. */
async function injectAxe(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
}

/** What axe finds, each with the element that it means. */
async function violations(page: Page, tags: readonly string[]): Promise<readonly string[]> {
  const { found, checked } = await page.evaluate(async (values) => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations, passes } = await run({
      runOnly: { type: 'tag', values: [...values] },
      resultTypes: ['violations'],
    });
    const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
    return { found, checked: passes.length };
  }, tags);
  assert.ok(checked > 0, 'axe ran');
  return found;
}

describe('axe finds nothing to object to', { skip: noBrowser, concurrency: 2 }, () => {
  for (const { name, path, status } of everyPage)
    it(`on ${name}, light and dark, on desktop and phone`, async (t) => {
      const page = await site.open(t, path, { status });
      await injectAxe(page);
      for (const [colorScheme, tags] of [
        ['light', TAGS],
        // What is not about colours was found in the light.
        ['dark', ['cat.color']],
      ] as const)
        for (const viewport of [DESKTOP, PHONE]) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize(viewport);
          assert.deepEqual(await violations(page, tags), [], `${colorScheme}, ${viewport.width} px`);
        }
    });
});
