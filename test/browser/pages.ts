/**
 * Pages in a real browser, for tests. A file of tests calls `openSite` once; each test opens its pages with
 * `site.open(t, '/en/')` and gets Playwright's `Page`, which goes with the test. Whatever goes wrong on a page on the
 * way fails the test without being asked for: errors, warnings in the console, what the CSP refused, requests that
 * failed or that left the service.
 */
import { strict as assert } from 'node:assert';
import { after, type TestContext } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { DEADLINE_MILLISECONDS } from '../support/outcome.ts';
import { loopback, type Service, type ServiceOptions, serve } from '../support/service.ts';
import { launch, noBrowser } from './chromium.ts';

/** Sizes in CSS pixels. */
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 740 };

interface OpenOptions
  extends Pick<
    BrowserContextOptions,
    'colorScheme' | 'forcedColors' | 'hasTouch' | 'javaScriptEnabled' | 'locale' | 'reducedMotion' | 'viewport'
  > {
  readonly media?: 'print' | 'screen';
  /** The status that the page is expected to have. Default: 200. */
  readonly status?: number | undefined;
  /** Faults that the test is about; the others still fail it. */
  readonly expected?: RegExp;
}

export interface BrowserSite {
  readonly service: Service;
  /** For contexts of a test's own; nothing watches over their pages. */
  readonly browser: Browser;
  /** Where the service answers under this path, which may have a query. */
  url(path: string): string;
  /**
   * Opens the path in a context of its own (no cookies, no storage, empty cache) once it has loaded, at desktop size
   * and in light colours unless told otherwise. After the test the context is closed, and faults on any of its pages,
   * those that the test went on to included, fail the test.
   */
  open(t: TestContext, path: string, options?: OpenOptions): Promise<Page>;
}

/** One for all files whose tests run in this process: each page has a context of its own. */
let launched: Promise<Browser> | undefined;

function browserOfProcess(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

// Files share the process, and so its end.
if (!noBrowser) after(async () => (await launched)?.close());

/**
 * Starts the service for the tests of a file, and the browser; both end with the tests of the process. Undefined where
 * there is no browser: suites are then left out by `describe('…', { skip: noBrowser }, …)`.
 */
export async function openSite(options: ServiceOptions = {}): Promise<BrowserSite> {
  const service = await serve({ baseUrl: loopback, ...options });
  // Where there is none, suites are skipped and no test asks for it.
  const browser = noBrowser ? (undefined as unknown as Browser) : await browserOfProcess();
  const url = (path: string) => `${loopback(service.port)}${path}`;
  return {
    service,
    browser,
    url,
    async open(t, path, { media, status = 200, expected, ...asked } = {}) {
      const locale = path.startsWith('/ja/') ? 'ja' : 'en';
      const context = await browser.newContext({ viewport: DESKTOP, colorScheme: 'light', locale, ...asked });
      context.setDefaultTimeout(DEADLINE_MILLISECONDS);
      await context.addInitScript(INIT);
      const faults = watch(context, url(''));
      t.after(async () => {
        // Without scripts no promise of a page is ever kept.
        if (asked.javaScriptEnabled !== false) for (const page of context.pages()) await settled(page);
        await context.close();
        const unexpected = faults.filter((fault) => !expected?.test(fault));
        assert.deepEqual(unexpected, [], 'faults in the browser');
      });
      const page = await context.newPage();
      if (media) await page.emulateMedia({ media });
      const response = await page.goto(url(path));
      assert.equal(response?.status(), status, path);
      return page;
    },
  };
}

const requests = new WeakMap<Page, string[]>();

/** The addresses that the page has asked for, in order, its own among them; those of pages before it too. */
export function requestsOf(page: Page): readonly string[] {
  return requests.get(page) ?? [];
}

/** The faults of all pages in the context, as they come. */
function watch(context: BrowserContext, origin: string): readonly string[] {
  const faults: string[] = [];
  context.on('page', (page) => requests.set(page, []));
  context.on('request', (request) => {
    requests.get(request.frame().page())?.push(request.url());
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${origin}/`))
      faults.push(`asked for ${request.url()}, which is not ours`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // A page that is left, or a script that has thought better of it.
    if (reason !== 'net::ERR_ABORTED') faults.push(`no answer from ${request.url()}: ${reason}`);
  });
  context.on('response', (response) => {
    const request = response.request();
    // The status of a page itself is for the test to say.
    if (response.status() >= 400 && !request.isNavigationRequest())
      faults.push(`${response.status()} from ${response.url()}`);
  });
  context.on('weberror', (error) => faults.push(`error in ${error.page()?.url()}: ${error.error()}`));
  context.on('console', (message) => {
    const { url } = message.location();
    if (!['warning', 'error'].includes(message.type())) return;
    // Chromium's own message about what `response` has seen.
    if (/^Failed to load resource: the server responded/.test(message.text()) && url === message.page()?.url()) return;
    faults.push(`console ${message.type()} in ${message.page()?.url()}: ${message.text()}`);
  });
  return faults;
}

/** Once the page has drawn what it has changed, and told us all about it. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((drawn) => {
        requestAnimationFrame(() => requestAnimationFrame(drawn));
        // A window behind others may not draw at all.
        setTimeout(drawn, 500);
      }),
  );
}

/** Run in each page before its own scripts. */
const INIT = `
  // tsx keeps the names of functions with a helper that functions sent to the page would miss.
  globalThis.__name = (named) => named;
  globalThis.__shifts = [];
  globalThis.__shiftObserver = new PerformanceObserver((list) => globalThis.__shifts.push(...list.getEntries()));
  globalThis.__shiftObserver.observe({ type: 'layout-shift', buffered: true });
`;

/**
 * By how much the page has moved under its reader since it loaded: the sum of its layout shifts
 * (https://web.dev/articles/cls), those soon after an input apart, as in the measure that search engines take.
 */
export async function layoutShift(page: Page): Promise<number> {
  await settled(page);
  return page.evaluate(() => {
    type Shift = PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean };
    const { __shifts: seen, __shiftObserver: observer } = globalThis as unknown as {
      __shifts: Shift[];
      __shiftObserver: PerformanceObserver;
    };
    seen.push(...(observer.takeRecords() as Shift[]));
    return seen.reduce((sum, { value, hadRecentInput }) => (hadRecentInput ? sum : sum + value), 0);
  });
}

/** By how many CSS pixels the page is wider than its window; 0 where nothing has to be scrolled sideways. */
export async function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {};
    return Math.max(0, scrollWidth - clientWidth);
  });
}

/** The text that a reader sees: without what is hidden, closed or for screen readers alone. Single spaces. */
export async function visibleText(page: Page, selector = 'body'): Promise<string> {
  return (await page.locator(selector).innerText()).replace(/\s+/g, ' ').trim();
}
