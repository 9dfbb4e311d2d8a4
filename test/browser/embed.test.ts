/** A view in the frame of a page of another origin, in a browser: with and without script, and nothing else in a frame. */
import { strict as assert } from 'node:assert';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { CANAL, loopback, serve } from '../support/service.ts';
import { ALL, injectAxe, violations } from './axe.ts';
import { noBrowser } from './chromium.ts';
import { DESKTOP, openSite, PHONE, sidewaysOverflow } from './pages.ts';

const site = await openSite();
const canal = await serve({ folder: CANAL, baseUrl: loopback });

/** The page of somebody else: another port is another origin. */
const LISTENER = `<script>
addEventListener('message', ({ data, source }) => {
  if (data?.type !== 'annals-height') return;
  for (const frame of document.querySelectorAll('iframe'))
    if (frame.contentWindow === source) frame.style.height = data.height + 'px';
});
</script>`;
const owner = createServer((request, response) => {
  const framed = new URL(request.url ?? '', 'http://localhost').searchParams.get('framed') ?? '';
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  const frame = `<iframe src="${framed.replaceAll('&', '&amp;')}" title="framed" width="100%" height="200"></iframe>`;
  response.end(`<!doctype html><html lang="en"><title>Of somebody else</title>${LISTENER}<body>${frame}</body></html>`);
});
await new Promise<void>((resolve) => owner.listen(0, '127.0.0.1', resolve));
after(() => owner.close());
const { port } = owner.address() as AddressInfo;

/** Opens a page of another origin that frames an address. */
async function framing(address: string, options = {}): Promise<{ page: Page; close(): Promise<void> }> {
  const context = await site.browser.newContext({ viewport: DESKTOP, ...options });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${port}/?framed=${encodeURIComponent(address)}`);
  return { page, close: () => context.close() };
}

describe('a view in the frame of another origin', { skip: noBrowser }, () => {
  it('shows itself with and without script; with one, the frame is as high as the view', async () => {
    for (const javaScriptEnabled of [true, false])
      for (const search of ['', '?show=list&type=visit', '?show=next']) {
        const { page, close } = await framing(site.url(`/en/embed${search}`), { javaScriptEnabled });
        const inside = page.frameLocator('iframe');
        await inside.locator('h1').waitFor();
        assert.match(await inside.locator('.ways a').first().innerText(), /All of it/);
        if (javaScriptEnabled) await page.waitForFunction(() => document.querySelector('iframe')?.style.height !== '');
        const height = await page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().height);
        const content = await inside.locator('html').evaluate((root) => root.getBoundingClientRect().height);
        if (javaScriptEnabled)
          assert.ok(height >= content && height < content + 8, `${search}: ${height} for ${content}`);
        else assert.ok(height < 210, `${height}`);
        await close();
      }
  });

  it('is the only thing of ours that a frame shows', async () => {
    for (const path of ['/en/', '/en/subscribe', '/en/events/summit-1', '/en/about', '/nope']) {
      const { page, close } = await framing(site.url(path));
      const frame = page.frames()[1];
      assert.equal(await page.frameLocator('iframe').locator('h1').count(), 0, path);
      assert.match(frame?.url() ?? '', /^chrome-error:/, path);
      await close();
    }
  });

  it('is accessible and within its width, dark and light, wide and narrow, from right to left too', async (t) => {
    for (const path of ['/en/embed', '/ja/embed?show=list&scheme=dark', '/en/embed?show=next'])
      for (const viewport of [DESKTOP, PHONE]) {
        const page = await site.open(t, path, { viewport, colorScheme: 'dark' });
        await injectAxe(page);
        assert.deepEqual(await violations(page, ALL), [], path);
        assert.equal(await sidewaysOverflow(page), 0, path);
      }
    const context = await site.browser.newContext({ viewport: PHONE });
    const page = await context.newPage();
    for (const language of canal.chronology.vocabulary.settings.languages) {
      await page.goto(`${canal.baseUrl}/${language}/embed`);
      assert.equal(await sidewaysOverflow(page), 0, language);
    }
    await context.close();
  });
});
