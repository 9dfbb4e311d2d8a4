/** Using pages: finding, narrowing, zooming, going by keys, switching the language and the colours. */
import { strict as assert } from 'node:assert';
import { describe, it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { parseQuery } from '../../src/chronology/query/query.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { noBrowser } from './chromium.ts';
import { languages } from './kinds.ts';
import { openSite, PHONE, sidewaysOverflow, visibleText } from './pages.ts';

const TODAY = '2026-12-24';

const site = await openSite();
const { chronology } = site.service;

/** Slugs of the events that the page lists, sorted: what began before the days asked for stands at its end. */
async function listed(page: Page): Promise<readonly string[]> {
  return page.locator('.event').evaluateAll((events) => events.map(({ id }) => id.replace(/^event-/, '')).sort());
}

/** Slugs of what the address asks for, sorted. */
function asked(url: string): readonly string[] {
  const query = parseQuery(new URL(url).searchParams, chronology, TODAY);
  assert.ok(query.ok);
  return select(chronology, query.value)
    .map(({ slug }) => slug)
    .sort();
}

/** What has the focus: an event's slug in the list, a mark's name in the overview, an id, or its text. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const at = document.activeElement;
    return at?.closest('.event')?.id ?? at?.getAttribute('aria-label') ?? at?.id ?? at?.textContent ?? '';
  });
}

/** The address of the calendar that a page for subscribing shows. */
async function addressShown(page: Page): Promise<string> {
  return page.locator('.result .address').innerText();
}

const WORDS = {
  en: {
    search: 'Search',
    filter: 'Filter',
    show: 'Show',
    subscribe: 'Subscribe to this view',
    type: /^Visits/,
    span: /^All possible days/,
    update: 'Update the address',
    copy: 'Copy',
    copied: 'Copied',
  },
  ja: {
    search: '検索',
    filter: '絞り込み',
    show: '表示',
    subscribe: 'この一覧を購読',
    type: /^訪問/,
    span: /^可能性のある全期間/,
    update: 'アドレスを更新',
    copy: 'コピー',
    copied: 'コピーしました',
  },
};

for (const language of languages)
  describe(`finding (${language})`, { skip: noBrowser }, () => {
    const words = WORDS[language];

    it('the filter narrows the list, chips take a condition away, the address says what is shown', async (t) => {
      const page = await site.open(t, `/${language}/`);
      const form = page.getByRole('search');
      await form.getByText(words.filter, { exact: true }).click();
      await form.getByRole('checkbox', { name: words.type }).check();
      await page.getByRole('checkbox', { name: language === 'en' ? /^Uzbekistan/ : /^ウズベキスタン/ }).check();
      await form.locator('#from').fill('2020');
      await form.getByRole('button', { name: words.show, exact: true }).click();
      await page.waitForURL((url) => url.search.includes('type'));
      const { searchParams } = new URL(page.url());
      assert.deepEqual([...searchParams].sort(), [
        ['country', 'UZ'],
        ['from', '2020'],
        ['type', 'visit'],
      ]);
      assert.deepEqual(await listed(page), asked(page.url()));
      const shown = await listed(page);
      await page.locator('.chips a').first().click();
      await page.waitForURL((url) => !url.searchParams.has('country'));
      assert.ok((await listed(page)).length > shown.length);
    });

    it('a search finds, marks what it found, and forgives a misspelling', async (t) => {
      const page = await site.open(t, `/${language}/`);
      await page.locator('#q').fill(language === 'en' ? 'avalanche' : '雪崩');
      await page.getByRole('button', { name: words.search, exact: true }).click();
      await page.waitForURL((url) => url.searchParams.has('q'));
      assert.ok((await page.locator('.event mark').count()) > 0);
      assert.deepEqual(await listed(page), asked(page.url()));
      await page.goto(site.url(`/${language}/?q=uzbekstan`));
      assert.match(await visibleText(page, '.correction'), /uzbekstan.*uzbekistan/i);
      assert.ok((await listed(page)).length > 10);
    });

    it('where nothing is found, a link leads to where something is', async (t) => {
      const page = await site.open(t, `/${language}/?country=GE&q=avalanche&type=visit`);
      assert.deepEqual(await listed(page), []);
      await page.locator('.nothing a').first().click();
      await page.waitForSelector('.event');
    });

    it('the filter is closed by Escape, and by going on beneath it', async (t) => {
      const page = await site.open(t, `/${language}/`);
      const summary = page.locator('.filter > summary');
      const panel = page.locator('.filter .panel');
      await summary.press('Enter');
      await panel.waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'hidden' });
      assert.ok(await summary.evaluate((element) => element === document.activeElement));
      await summary.press('Enter');
      await panel.waitFor();
      await page.keyboard.press('Tab');
      assert.ok(await panel.isVisible());
      await page.locator('.event a').first().focus();
      await panel.waitFor({ state: 'hidden' });
    });

    it('the view can be subscribed to as it is', async (t) => {
      const page = await site.open(t, `/${language}/?country=UZ&type=visit`);
      await page.getByRole('link', { name: words.subscribe }).click();
      await page.waitForURL(site.url(`/${language}/subscribe?country=UZ&type=visit`));
      assert.equal(await addressShown(page), site.url(`/${language}/calendar.ics?country=UZ&type=visit`));
    });

    it('a feed or a calendar opened in a browser is the page on which to follow it', async (t) => {
      for (const file of ['feed.rss', 'changes.atom', 'feed.json', 'calendar.ics']) {
        const page = await site.open(t, `/${language}/country/UZ/${file}`);
        assert.equal(new URL(page.url()).pathname, `/${language}/subscribe`);
        assert.equal(await addressShown(page), site.url(`/${language}/country/UZ/calendar.ics`));
        const feed = site.url(`/${language}/country/UZ/feed.rss`);
        assert.equal(await page.locator('#feed ~ div .address').first().innerText(), feed);
        // A script of a page reads the feed itself.
        const type = await page.evaluate(async (address) => (await fetch(address)).headers.get('content-type'), feed);
        assert.equal(type, 'application/rss+xml; charset=utf-8');
      }
    });

    it('what one chooses is what the address has, without a script too', async (t) => {
      for (const javaScriptEnabled of [true, false]) {
        const page = await site.open(t, `/${language}/subscribe?person=abe`, { javaScriptEnabled });
        const form = page.locator('form.choices');
        // The choices are open, for the person is one of them.
        await form.getByRole('checkbox', { name: words.type }).check();
        await form.locator('#from').fill('2006');
        await form.getByRole('radio', { name: /English.*日本語/ }).check();
        await form.getByRole('radio', { name: words.span }).check();
        await form.getByRole('button', { name: words.update }).click();
        await page.waitForURL((url) => url.searchParams.has('type'));
        assert.equal(
          await addressShown(page),
          site.url('/en-ja/calendar.ics?from=2006&imprecise=span&person=abe&type=visit'),
        );
        // Without a script the address says what was left empty, too.
        assert.equal(new URL(page.url()).searchParams.has('to'), !javaScriptEnabled);
        await form.getByRole('radio', { name: words.span }).waitFor();
        assert.ok(await form.getByRole('radio', { name: words.span }).isChecked());
      }
    });

    it('the address is copied by its button', async (t) => {
      const page = await site.open(t, `/${language}/subscribe?type=visit`);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: words.copy, exact: true }).first().click();
      await page.getByRole('button', { name: words.copied, exact: true }).waitFor();
      assert.equal(
        await page.evaluate(() => navigator.clipboard.readText()),
        site.url(`/${language}/type/visit/calendar.ics`),
      );
    });

    it('the address of a view is shared by the device, or else copied, or else shown and selected', async (t) => {
      const page = await site.open(t, `/${language}/?type=visit&country=UZ`);
      const button = page.locator('.share button');
      const address = (await button.getAttribute('data-address')) ?? '';
      /** What the browser can do from here on. */
      const provide = (way: 'share' | 'clipboard' | undefined) =>
        page.evaluate((way) => {
          const noted = (text: string) => document.body.setAttribute('data-noted', text);
          const define = (name: string, value: unknown) =>
            Object.defineProperty(navigator, name, { value, configurable: true });
          define('share', way === 'share' ? async ({ url }: { url: string }) => noted(url) : undefined);
          define('clipboard', way === 'clipboard' ? { writeText: async (text: string) => noted(text) } : undefined);
          noted('');
        }, way);
      for (const way of ['share', 'clipboard'] as const) {
        await provide(way);
        await button.click();
        await page.locator(`body[data-noted="${address}"]`).waitFor();
        assert.equal(await page.locator('.share input').count(), 0);
      }
      await provide(undefined);
      await button.click();
      const shown = page.locator('.share input');
      await shown.waitFor();
      assert.equal(await shown.inputValue(), address);
      assert.ok(await shown.evaluate((input) => input === document.activeElement));
      const selected = await shown.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd]);
      assert.deepEqual(selected, [0, address.length]);
      assert.equal(await sidewaysOverflow(page), 0);
    });

    it('the other language shows the same view, at the event that was being read', async (t) => {
      const page = await site.open(t, `/${language}/country/UZ/`);
      const other = language === 'en' ? 'ja' : 'en';
      await page
        .locator('.years .event:visible')
        .nth(20)
        .evaluate((event) => event.scrollIntoView({ behavior: 'instant' }));
      await page.locator(`header a[hreflang=${other}]`).evaluate((link: HTMLElement) => link.click());
      await page.waitForURL((url) => url.pathname === `/${other}/country/UZ/`);
      assert.match(new URL(page.url()).hash, /^#event-/);
      assert.equal(await page.locator('html').getAttribute('lang'), other);
    });
  });

/** Drags over the picture, from one share of its width to another. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  const box = await page.locator('.overview').boundingBox();
  assert.ok(box);
  const y = box.y + box.height - 4;
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + ((from + to) / 2) * box.width, y, { steps: 4 });
  await page.mouse.move(box.x + to * box.width, y, { steps: 4 });
  assert.ok(await page.locator('.overview .selection').isVisible());
  await page.mouse.up();
}

describe('the overview', { skip: noBrowser }, () => {
  it('is zoomed by dragging over it: the address gets the days, and the list is narrowed', async (t) => {
    const page = await site.open(t, '/en/type/meeting/');
    await drag(page, 0.6, 0.8);
    await page.waitForURL((url) => url.searchParams.has('from') && url.searchParams.has('to'));
    const { searchParams } = new URL(page.url());
    assert.equal(searchParams.get('type'), 'meeting');
    const slugs = await listed(page);
    assert.ok(slugs.length > 0 && slugs.length < chronology.events.filter(({ type }) => type === 'meeting').length);
    assert.deepEqual(slugs, asked(page.url()));
  });

  it('a drag that begins on a mark follows no link', async (t) => {
    const page = await site.open(t, '/en/');
    const mark = await page.locator('.overview .lane a').nth(5).boundingBox();
    assert.ok(mark);
    await page.mouse.move(mark.x + mark.width / 2, mark.y + mark.height / 2);
    await page.mouse.down();
    await page.mouse.move(mark.x + 140, mark.y + 10, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.has('from'));
    assert.equal(new URL(page.url()).hash, '');
  });

  it('is zoomed by two fingers', async (t) => {
    const page = await site.open(t, '/en/', { viewport: PHONE, hasTouch: true });
    await page.locator('.overview').evaluate((picture) => {
      const { left, top, width } = picture.getBoundingClientRect();
      const touch = (type: string, pointerId: number, share: number) =>
        picture.dispatchEvent(
          new PointerEvent(type, {
            pointerId,
            pointerType: 'touch',
            clientX: left + share * width,
            clientY: top + 60,
            bubbles: true,
          }),
        );
      // What a test sends is held by no real finger.
      picture.setPointerCapture = () => {};
      touch('pointerdown', 1, 0.5);
      touch('pointerdown', 2, 0.6);
      touch('pointermove', 1, 0.2);
      touch('pointermove', 2, 0.9);
      touch('pointerup', 1, 0.2);
    });
    await page.waitForURL((url) => url.searchParams.has('from') && url.searchParams.has('to'));
    assert.deepEqual(await listed(page), asked(page.url()));
    assert.ok((await listed(page)).length < chronology.events.length);
  });

  it('zooms by links, without a script too', async (t) => {
    const page = await site.open(t, '/en/', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Show only 2022', exact: true }).first().click();
    await page.waitForURL(site.url('/en/?from=2022&to=2022'));
    await page.locator('.zoom a', { hasText: 'Dec 2022' }).click();
    await page.waitForURL(site.url('/en/?from=2022-12&to=2022-12'));
    await page.locator('.zoom a', { hasText: 'Whole span' }).click();
    await page.waitForURL(site.url('/en/'));
  });
});

describe('single keys', { skip: noBrowser }, () => {
  it('go from event to event in the list, and to the search', async (t) => {
    const page = await site.open(t, '/en/');
    const [first, second, third] = chronology.events;
    await page.locator(`#event-${first?.slug} h3 a`).focus();
    await page.keyboard.press('j');
    assert.equal(await focused(page), `event-${second?.slug}`);
    await page.keyboard.press('j');
    assert.equal(await focused(page), `event-${third?.slug}`);
    await page.keyboard.press('k');
    assert.equal(await focused(page), `event-${second?.slug}`);
    await page.keyboard.press('/');
    assert.equal(await focused(page), 'Search');
  });

  it('do nothing where the focus is elsewhere, and are typed where one types (WCAG 2.1.4)', async (t) => {
    const page = await site.open(t, '/en/');
    for (const key of ['j', 'k', '/']) await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'BODY');
    await page.locator('header a').first().focus();
    const before = await focused(page);
    for (const key of ['j', 'k', '/']) await page.keyboard.press(key);
    assert.equal(await focused(page), before);
    await page.locator('#q').focus();
    await page.keyboard.type('j/k');
    assert.equal(await page.locator('#q').inputValue(), 'j/k');
  });
});

describe('parts of a whole', { skip: noBrowser }, () => {
  const whole = 'foreign-ministers-meeting-9';
  const part = 'hayashi-growth-model';

  it('open and close in its card, without a script too', async (t) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await site.open(t, '/en/', { javaScriptEnabled });
      const toggle = page.locator(`#event-${whole} .fold > summary`);
      assert.ok(!(await page.locator(`#event-${part}`).isVisible()));
      await toggle.click();
      assert.ok(await page.locator(`#event-${part}`).isVisible());
      await toggle.press('Enter');
      assert.ok(!(await page.locator(`#event-${part}`).isVisible()));
    }
  });

  it('are opened by an address that names one of them, on arrival and from a link of the page', async (t) => {
    for (const javaScriptEnabled of [true, false]) {
      const page = await site.open(t, `/en/#event-${part}`, { javaScriptEnabled });
      const shown = page.locator(`#event-${part}`);
      await shown.waitFor();
      const box = await shown.boundingBox();
      assert.ok(box && box.y >= 0 && box.y < 800, JSON.stringify(box));
    }
    const page = await site.open(t, '/en/');
    await page.evaluate((hash) => location.assign(hash), `#event-${part}`);
    await page.locator(`#event-${part}`).waitFor();
  });

  it('are open where a search found them, with what was found', async (t) => {
    const page = await site.open(t, '/en/?q=Hayashi');
    const shown = page.locator(`#event-${part}`);
    assert.ok(await shown.isVisible());
    assert.ok((await shown.locator('mark').count()) > 0);
    for (const mark of await page.locator('.event mark').all()) assert.ok(await mark.isVisible());
  });

  it('are passed over by the keys while they are folded, and not once they are open', async (t) => {
    const page = await site.open(t, '/en/');
    await page.locator(`#event-${whole} > h3 a`).focus();
    await page.keyboard.press('j');
    assert.ok(!(await page.locator('.fold .event:focus-within').count()));
    await page.keyboard.press('k');
    assert.equal(await focused(page), `event-${whole}`);
    await page.locator(`#event-${whole} .fold > summary`).click();
    await page.locator(`#event-${whole} > h3 a`).focus();
    await page.keyboard.press('j');
    assert.ok((await page.locator(`#event-${whole} .fold .event:focus-within`).count()) === 1);
  });
});

describe('the order', { skip: noBrowser }, () => {
  it('is turned round by a link, and stays when the view is narrowed', async (t) => {
    const page = await site.open(t, '/en/', { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Newest first' }).click();
    await page.waitForURL(site.url('/en/?order=newest'));
    const years = await page.locator('.year > h2').allInnerTexts();
    assert.deepEqual(years, years.toSorted().reverse());
    await page.locator('#q').fill('visit');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.waitForURL((url) => url.searchParams.get('q') === 'visit');
    assert.equal(new URL(page.url()).searchParams.get('order'), 'newest');
  });
});

describe('the page of the shipped chronology', { skip: noBrowser }, () => {
  for (const language of languages)
    it(`is under seven screens on a desktop and fourteen on a phone, with everything folded (${language})`, async (t) => {
      for (const [viewport, most] of [
        [{ width: 1280, height: 900 }, 7],
        [{ width: 390, height: 844 }, 14],
      ] as const) {
        const page = await site.open(t, `/${language}/`, { viewport });
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        assert.ok(height < most * viewport.height, `${height / viewport.height} screens at ${viewport.width} px`);
      }
    });
});

/** Light or dark, by the lightness of the paper. */
async function scheme(page: Page): Promise<string> {
  return page.evaluate(() => {
    const [red = 0] = getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
    return red > 127 ? 'light' : 'dark';
  });
}

describe('the colours', { skip: noBrowser }, () => {
  for (const system of ['light', 'dark'] as const)
    it(`are those of the system (${system}), and a switch that is remembered`, async (t: TestContext) => {
      const other = system === 'light' ? 'dark' : 'light';
      const page = await site.open(t, '/en/', { colorScheme: system });
      assert.equal(await scheme(page), system);
      const button = page.getByRole('button', { name: 'Dark colours' });
      await button.click();
      assert.equal(await scheme(page), other);
      assert.equal(await button.getAttribute('aria-pressed'), String(other === 'dark'));
      await page.goto(site.url('/ja/about'));
      assert.equal(await scheme(page), other);
      await page.locator('.theme').click();
      assert.equal(await scheme(page), system);
      assert.equal(await page.evaluate(() => localStorage.length), 0);
    });
});

describe('the rail of years', { skip: noBrowser }, () => {
  it('stays in view and shows where one is', async (t) => {
    const page = await site.open(t, '/en/');
    const year = page.locator('.rail a', { hasText: '2023' });
    await year.click();
    await page.waitForFunction(() => document.querySelector('.rail [aria-current]')?.textContent?.includes('2023'));
    assert.ok(await year.isVisible());
    const box = await year.boundingBox();
    assert.ok(box && box.y >= 0 && box.y < 800);
  });
});
