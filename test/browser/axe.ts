/** What axe finds on a page that a browser shows. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, and what axe advises beyond it. */
export const ALL: axe.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
};
/** Colours take half of the time, and are the same in every language. */
export const ALL_BUT_COLOURS: axe.RunOptions = { ...ALL, rules: { 'color-contrast': { enabled: false } } };
export const COLOURS: axe.RunOptions = { runOnly: { type: 'tag', values: ['cat.color'] } };
/** What hangs on how large and where things are. */
export const BY_LAYOUT: axe.RunOptions = {
  runOnly: { type: 'rule', values: ['target-size', 'scrollable-region-focusable'] },
};

/** Brings axe into the page as a debugger would, past the CSP, which stays in force. */
export async function injectAxe(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  await session.detach();
}

/** What axe finds on the page, or in those parts that the selector names, each with the element that it means. */
export async function violations(page: Page, options: axe.RunOptions, parts = 'html'): Promise<readonly string[]> {
  const { found, checked } = await page.evaluate(
    async ([within, given]) => {
      const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
      const { violations, passes, incomplete, inapplicable } = await run(within, {
        ...given,
        resultTypes: ['violations'],
      });
      const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
      return { found, checked: [violations, passes, incomplete, inapplicable].flat().length };
    },
    [parts, options] as const,
  );
  assert.ok(checked > 0, 'axe ran');
  return found;
}
