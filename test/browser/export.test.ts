/** The search of an exported site in a browser: the same events as on the service, and the same first. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { exportSite, serveFiles } from '../support/exported-site.ts';
import { find, findAll, textOf } from '../support/html.ts';
import { slugsOf } from '../support/markup.ts';
import { DEADLINE_MILLISECONDS } from '../support/outcome.ts';
import { EVERY_DATE, serve } from '../support/service.ts';
import { launch, noBrowser } from './chromium.ts';

const BELOW = '/annals';

describe('the search of an exported site', { skip: noBrowser }, async () => {
  if (noBrowser) return;
  const site = await exportSite(EVERY_DATE, { baseUrl: `http://annals.example${BELOW}` });
  const address = await serveFiles(site.root, BELOW, site.files);
  const service = await serve({ folder: EVERY_DATE });
  const [first = '', second = first] = service.chronology.vocabulary.settings.languages;
  const browser: Browser = await launch();
  after(() => browser.close());

  /** The slugs that a page lists, the best matches apart; fails where the browser objects to anything. */
  const found = async (path: string, locale = 'en-GB') => {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    page.setDefaultTimeout(DEADLINE_MILLISECONDS);
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${address}${path}`);
    await page.locator('#found .count').waitFor();
    const slugsIn = (selector: string) =>
      page
        .locator(selector)
        .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href.split('/').pop()));
    const lists = { all: await slugsIn('#found .entries a'), best: await slugsIn('#found .best a') };
    const told = await page.locator('#found > p:not(.count)').allInnerTexts();
    await context.close();
    assert.deepEqual(faults, []);
    return { ...lists, told };
  };

  for (const [language, searches] of [
    ['en', ['period', 'moment', 'round', 'approximate day', 'peroid', 'uzbek', 'zzzz']],
    ['ja', ['期間', '時点', '天文台', '年', 'ラウンド', 'ウズベキスタン', '時刻 期間']],
  ] as const)
    for (const q of searches)
      it(`finds what the service finds, and the same first: ${q}, ${language}`, async () => {
        const { text } = await service.request(`/${language}/?q=${encodeURIComponent(q)}`);
        const { all, best } = await found(`/${language}/search?q=${encodeURIComponent(q)}`);
        assert.deepEqual(all, slugsOf(text));
        const bestOfService = findAll(text, '.best a').map(({ attributes }) => attributes.href?.split('event-').pop());
        assert.deepEqual(
          best.map((slug) => slug),
          bestOfService.map((href) => href?.split('/').pop()),
        );
      });

  it('answers filters and days as the service does', async () => {
    const [{ type = '' } = {}] = service.chronology.events;
    for (const query of [
      `type=${type}`,
      'from=2019&to=2022',
      `type=${type}&from=2021-03`,
      'weight=key',
      'order=newest&to=2022-06-30',
    ]) {
      const { text } = await service.request(`/${first}/?${query}`);
      const canonical = /^type=[^&]*$/.test(query) ? (await service.request(`/${first}/type/${type}/`)).text : text;
      assert.deepEqual((await found(`/${first}/search?${query}`)).all, slugsOf(canonical), query);
    }
  });

  it('reads what is asked for as the service does, tells each fault of the address, and keeps the rest', async () => {
    const [{ type = '' } = {}] = service.chronology.events;
    for (const [query, kept, told] of [
      ['country=uz', 'country=UZ', []],
      [`type=${type.toUpperCase()}&from=2019`, `type=${type}&from=2019`, []],
      ['country=FR', 'country=FR', []],
      ['country=nowhere&from=2021', 'from=2021', [/nowhere/]],
      ['type=&weight=heavy&weight=key', 'weight=key', [/heavy/]],
      ['from=2022-02-31', 'order=oldest', [/2022-02-31/]],
      ['from=2023-02-29&to=2021-13', 'order=oldest', [/2023-02-29/, /2021-13/]],
      ['from=today', 'order=oldest', [/today/]],
      ['from=2022&to=2020', 'to=2020', [/ends before it begins/]],
      ['q=zzzz&q=period', 'q=period', []],
      ['q=period&q=', 'q=period', []],
      ['q=&q=period', 'q=period', []],
      ['from=&from=2021', 'from=2021', []],
      ['order=newest&order=', 'order=newest', []],
      ['order=sideways&from=2021', 'from=2021', [/sideways.*oldest, newest/]],
    ] as const) {
      const answer = await found(`/en/search?${query}`);
      const plain = await service.request(`/en/?${kept}`);
      const { text } =
        plain.status === 200 ? plain : await service.request(new URL(String(plain.headers.location)).pathname);
      assert.deepEqual(answer.all, slugsOf(text), query);
      assert.equal(answer.told.length, told.length, `${query}: ${answer.told.join(' | ')}`);
      for (const [index, expected] of told.entries()) assert.match(answer.told[index] ?? '', expected, query);
    }
  });

  it('offers by its hint no day that it cannot read', async () => {
    const hint = (text: string) => textOf(find(text, '#date-hint'));
    for (const language of service.chronology.vocabulary.settings.languages)
      assert.notEqual(
        hint(site.text(`${language}/search.html`)),
        hint((await service.request(`/${language}/`)).text),
        language,
      );
    assert.doesNotMatch(hint(site.text('en/search.html')), /today/);
  });

  it('shows in its form what the address asks for', async () => {
    const [{ type = '' } = {}] = service.chronology.events;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}/en/search?q=period&q=&from=2020&from=&type=${type.toUpperCase()}`);
    assert.equal(await page.locator('#q').inputValue(), 'period');
    assert.equal(await page.locator('#from').inputValue(), '2020');
    assert.equal(await page.locator(`input[name="type"][value="${type}"]`).isChecked(), true);
    await context.close();
  });

  it('is reached by the form of every list', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(DEADLINE_MILLISECONDS);
    await page.goto(`${address}/${first}/`);
    await page.locator('#q').fill('period');
    await page.locator('#q').press('Enter');
    await page.waitForURL(/\/search\?q=period$/);
    await page.locator('#found .count').waitFor();
    assert.equal(await page.locator('#q').inputValue(), 'period');
    await context.close();
  });

  it('says without a script that it needs one', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${address}/${first}/search?q=period`);
    assert.match(await page.locator('main').innerText(), /JavaScript/);
    await context.close();
  });

  it('leads a reader from the root to their language, also without a script', async () => {
    const context = await browser.newContext({ locale: second });
    const page = await context.newPage();
    await page.goto(`${address}/`);
    await page.waitForURL(`**/${second}/`);
    await context.close();
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const other = await plain.newPage();
    await other.goto(`${address}/`);
    await other.waitForURL(`**/${first}/`);
    await plain.close();
  });
});
