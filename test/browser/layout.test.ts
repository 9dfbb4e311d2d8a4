/** How pages are laid out and how much they ask for: no sideways scrolling, nothing that moves, a budget of bytes. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { noBrowser } from './chromium.ts';
import { everyPage, languages } from './kinds.ts';
import { layoutShift, openSite, requestsOf, sidewaysOverflow } from './pages.ts';

/** In CSS pixels: the narrowest that WCAG asks for (1.4.10), a phone, a tablet, a desktop. */
const WIDTHS = [320, 360, 768, 1280];
const HEIGHT = 800;

const KILOBYTE = 1024;
const TIMELINE_LIMIT = 45 * KILOBYTE;
const SCRIPT_LIMIT = 10 * KILOBYTE;

const site = await openSite();

describe('each page', { skip: noBrowser, concurrency: 2 }, () => {
  for (const { name, path, status } of everyPage)
    it(`fits its window, stands still as it loads, and asks for little: ${name}`, async (t) => {
      const page = await site.open(t, path, { status });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        await page.reload();
        assert.deepEqual([await sidewaysOverflow(page), await layoutShift(page)], [0, 0], `${width} px`);
      }
      const { sheets, scripts, inline } = await page.evaluate(() => ({
        sheets: document.querySelectorAll('link[rel~="stylesheet"], style').length,
        scripts: [...document.scripts].filter(({ type }) => ['', 'module', 'text/javascript'].includes(type)).length,
        inline: document.querySelectorAll('[style], [onclick], [onload]').length,
      }));
      assert.deepEqual([sheets, inline], [1, 0]);
      assert.ok(scripts <= 1, `${scripts} scripts`);
      for (const address of requestsOf(page)) assert.ok(address.startsWith(site.url('/')), address);
    });
});

describe('the shipped timeline', () => {
  const answer = (path: string) => site.service.request(path, { headers: { 'Accept-Encoding': 'br' } });

  for (const language of languages)
    it(`in ${language} is sent in ${TIMELINE_LIMIT / KILOBYTE} KB at most`, async () => {
      const { headers, body } = await answer(`/${language}/`);
      assert.equal(headers['content-encoding'], 'br');
      assert.ok(body.length <= TIMELINE_LIMIT, `${body.length} bytes`);
    });

  it(`has scripts of ${SCRIPT_LIMIT / KILOBYTE} KB in all at most`, async () => {
    const { text } = await site.service.request('/en/');
    const scripts = [...text.matchAll(/<script [^>]*\bsrc="([^"]+)"/g)].map(([, source = '']) => source);
    let size = 0;
    for (const source of scripts) {
      const { status, headers, body } = await answer(new URL(source, site.url('/en/')).pathname);
      assert.equal(status, 200);
      size += headers['content-encoding'] === 'br' ? body.length : brotliCompressSync(body).length;
    }
    assert.ok(size <= SCRIPT_LIMIT, `${size} bytes`);
  });
});
