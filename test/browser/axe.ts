/** What axe finds on a page that a browser shows. */
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { JSHandle, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, and what axe advises beyond it. */
export const ALL: axe.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
};
/** Colours take half of the time, and are the same in every language: `colourViolations` asks for each once. */
export const ALL_BUT_COLOURS: axe.RunOptions = { ...ALL, rules: { 'color-contrast': { enabled: false } } };
/** WCAG 2.2 AA of colours, as `ALL` has it. */
export const CONTRAST: axe.RunOptions = { runOnly: { type: 'rule', values: ['color-contrast'] } };
/** All that axe knows of colours, AAA among it, which dark colours meet. */
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

/** What axe finds on the page, or in some of its parts, each with the element that it means. */
export async function violations(
  page: Page,
  options: axe.RunOptions,
  parts: string | JSHandle<readonly Element[]> = 'html',
): Promise<readonly string[]> {
  const { found, checked } = await page.evaluate(
    async ({ parts, options }) => {
      const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
      const { violations, passes, incomplete, inapplicable } = await run(parts as axe.ElementContext, {
        ...options,
        resultTypes: ['violations'],
      });
      const found = violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
      return { found, checked: [violations, passes, incomplete, inapplicable].flat().length };
    },
    { parts, options },
  );
  assert.ok(checked > 0, 'axe ran');
  return found;
}

/** By what was asked: the looks of texts in whose colours axe found nothing wrong, on any page of this process. */
const knownLooks = new Map<axe.RunOptions, Set<string>>();

/** From this size on, in CSS pixels, letters are large (WCAG 2.2, 1.4.3); bold ones from the other. */
const LARGE = { plain: 24, bold: 18.66 };

/**
 * What axe finds of the colours of each text that looks like none before it in this process. A look is all that contrast hangs
 * on, the colour, whether letters are large, and every ground and opacity around, with the names, classes and states of the
 * element and the two around it. Cards of one list, and pages that share a frame, are asked of each kind of text once.
 */
export async function colourViolations(page: Page, options: axe.RunOptions): Promise<readonly string[]> {
  const known = knownLooks.get(options) ?? new Set();
  knownLooks.set(options, known);
  const firstOfLook = await page.evaluateHandle((large) => {
    // Classes that end in a number are places in the picture.
    const kindOf = ({ localName, classList, attributes }: Element) =>
      [
        localName,
        ...[...classList].map((name) => name.replace(/\d+$/, '')).sort(),
        ...[...attributes].flatMap(({ name, value }) =>
          /^(aria-current|disabled|open)$/.test(name) ? `${name}=${value}` : [],
        ),
      ].join('.');
    const grounds = new Map<Element, string>();
    /** What is behind the text of an element, from the page on. */
    const groundOf = (element: Element): string => {
      const found = grounds.get(element);
      if (found !== undefined) return found;
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
      const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
      const around = element.parentElement ? groundOf(element.parentElement) : '';
      const ground = own === 'rgba(0, 0, 0, 0) none 1' ? around : `${around} > ${own}`;
      grounds.set(element, ground);
      return ground;
    };
    const lookOf = (element: Element): string => {
      const { color, fill, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
      const isLarge = Number.parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? large.bold : large.plain);
      const kinds = [element.parentElement?.parentElement, element.parentElement, element].map(
        (one) => one && kindOf(one),
      );
      return [...kinds, color, fill, isLarge, textDecorationLine, groundOf(element)].join(' | ');
    };
    const first = new Map<string, Element>();
    for (const element of document.body.querySelectorAll('*')) {
      const hasText =
        element.matches('button, input, select, textarea') ||
        [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim());
      if (!hasText || !element.checkVisibility() || element.getClientRects().length === 0) continue;
      const look = lookOf(element);
      if (!first.has(look)) first.set(look, element);
    }
    return first;
  }, LARGE);
  const looks = await firstOfLook.evaluate((first) => [...first.keys()]);
  assert.ok(looks.length > 0, 'the page has texts');
  const unlike = looks.filter((look) => !known.has(look));
  if (unlike.length === 0) return [];
  const elements = await firstOfLook.evaluateHandle(
    (first, unlike) => unlike.flatMap((look) => first.get(look) ?? []),
    unlike,
  );
  const found = await violations(page, options, elements);
  if (found.length === 0) for (const look of unlike) known.add(look);
  return found;
}
