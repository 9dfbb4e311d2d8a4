/** Pictures of every kind of page for people to look at, and the two of README.md: `npm run screenshots [-- FOLDER]`. */
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { ROOT } from '../support/root.ts';
import { loopback, start } from '../support/service.ts';
import { launch } from './chromium.ts';
import { kindsOfPage, type Language } from './kinds.ts';

const SHOWN = join(ROOT, '.screenshots');
const LIMIT_BYTES = 300 * 1024;
/** Below it a long page is cut off, in CSS pixels. */
const LONGEST = 4000;

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** A4 at 96 pixels an inch. */
const SHEET = { width: 794, height: 1123 };

interface Look extends Pick<BrowserContextOptions, 'colorScheme' | 'viewport'> {
  readonly name: string;
  readonly language: Language;
  readonly media?: 'print';
}

const LOOKS: readonly Look[] = [
  { name: 'desktop', language: 'en', viewport: DESKTOP },
  { name: 'phone', language: 'en', viewport: PHONE },
  { name: 'dark', language: 'en', viewport: DESKTOP, colorScheme: 'dark' },
  { name: 'japanese', language: 'ja', viewport: DESKTOP },
  { name: 'print', language: 'en', viewport: SHEET, media: 'print' },
];

/** Every kind of page in every look, as `<kind>-<look>.png`, and on paper as a PDF too. */
async function pictures(browser: Browser, origin: string, folder: string): Promise<void> {
  for (const { name: look, language, media, ...options } of LOOKS) {
    const context = await browser.newContext({ ...options, locale: language });
    const page = await context.newPage();
    if (media) await page.emulateMedia({ media });
    for (const { name: kind, path } of kindsOfPage) {
      await page.goto(`${origin}${path(language)}`);
      const file = join(folder, `${kind.replace(/^(an?|the) /, '').replaceAll(' ', '-')}-${look}`);
      const { width = 0 } = page.viewportSize() ?? {};
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      const clip = { x: 0, y: 0, width, height: Math.min(tall, LONGEST) };
      await page.screenshot({ path: `${file}.png`, fullPage: true, clip });
      if (media) await page.pdf({ path: `${file}.pdf`, format: 'A4' });
    }
    await context.close();
  }
}

/** What README.md shows: the timeline as it opens. */
async function shown(browser: Browser, origin: string): Promise<void> {
  for (const [name, viewport, deviceScaleFactor] of [
    ['desktop', DESKTOP, 1],
    ['phone', PHONE, 1.5],
  ] as const) {
    const page = await browser.newPage({ viewport, deviceScaleFactor, colorScheme: 'light', locale: 'en' });
    await page.goto(`${origin}/en/`);
    const path = join(SHOWN, `${name}.png`);
    await page.screenshot({ path });
    await page.close();
    const { size } = statSync(path);
    if (size > LIMIT_BYTES) throw new Error(`${path} has ${size} bytes, more than ${LIMIT_BYTES}`);
  }
}

const folder = resolve(process.argv[2] ?? join(SHOWN, 'all'));
const service = await start({ baseUrl: loopback }, console.error);
const browser = await launch();
try {
  // What an earlier run left of kinds that are no more; a folder of the caller's is left as it is.
  if (process.argv[2] === undefined) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await pictures(browser, service.baseUrl, folder);
  await shown(browser, service.baseUrl);
  console.log(`${kindsOfPage.length} kinds of page in ${LOOKS.length} looks: ${relative(process.cwd(), folder)}`);
} finally {
  await browser.close();
  await service.stop();
}
