/** The list of all pages for search engines (sitemaps.org protocol 0.9), each page with its versions in other languages. */
import { pausing, type Work } from '../../slices.ts';
import { escapeMarkup } from '../view/markup.ts';

export const SITEMAP_MEDIA_TYPE = 'application/xml; charset=utf-8';

/** One page in all its languages. */
export interface SitemapPage {
  /** Language and absolute address, in the order of the chronology's languages. */
  readonly addresses: readonly (readonly [language: string, address: string])[];
  /** The address that redirects to the reader's language, where there is one. */
  readonly neutral?: string | undefined;
  /** The instant of the last change of anything on the page, where it is known. */
  readonly lastModified?: string | undefined;
}

export interface SitemapLimits {
  readonly addresses: number;
  readonly bytes: number;
}

/**
 * The protocol allows 50,000 addresses and 50 MB a file. A file of 50 MB would evict pages from the store of
 * representations, and other requests would wait while it is compressed.
 */
const LIMITS: SitemapLimits = { addresses: 50_000, bytes: 8_000_000 };

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n';
const FOOT = '</urlset>\n';

/** A sitemap of these pages. */
export function* sitemapSteps(pages: readonly SitemapPage[]): Work<string> {
  const texts: string[] = [];
  yield* pausing(pages, (page) => texts.push(entries(page)));
  return `${HEAD}${texts.join('')}${FOOT}`;
}

/** The pages of each file, in as few files as the limits allow, at least one. All languages of a page are in one file. */
export function* splitSitemapSteps(
  pages: readonly SitemapPage[],
  limits: SitemapLimits = LIMITS,
): Work<readonly (readonly SitemapPage[])[]> {
  const envelope = HEAD.length + FOOT.length;
  let current: SitemapPage[] = [];
  let addresses = 0;
  let bytes = envelope;
  const files = [current];
  yield* pausing(pages, (page) => {
    const size = Buffer.byteLength(entries(page));
    if (current.length > 0 && (addresses + page.addresses.length > limits.addresses || bytes + size > limits.bytes)) {
      current = [];
      files.push(current);
      addresses = 0;
      bytes = envelope;
    }
    current.push(page);
    addresses += page.addresses.length;
    bytes += size;
  });
  return files;
}

/** The index of a sitemap that is split into several files. */
export function renderSitemapIndex(
  files: readonly { readonly address: string; readonly pages: readonly SitemapPage[] }[],
): string {
  const sitemaps = files.map(
    ({ address, pages }) =>
      `<sitemap>${loc(address)}${lastmod(latest(pages.map((page) => page.lastModified)))}</sitemap>\n`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${sitemaps.join('')}</sitemapindex>\n`
  );
}

function latest(days: readonly (string | undefined)[]): string | undefined {
  return days
    .filter((day) => day !== undefined)
    .reduce<string | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
}

/** The entries of a page, one a language. Each links to all languages, its own too: search engines require it. */
function entries({ addresses, neutral, lastModified }: SitemapPage): string {
  const alternates = [...addresses, ...(neutral === undefined ? [] : [['x-default', neutral] as const])]
    .map(
      ([language, address]) => `<xhtml:link rel="alternate" hreflang="${language}" href="${escapeMarkup(address)}"/>`,
    )
    .join('');
  return addresses.map(([, address]) => `<url>${loc(address)}${lastmod(lastModified)}${alternates}</url>\n`).join('');
}

function loc(address: string): string {
  return `<loc>${escapeMarkup(address)}</loc>`;
}

function lastmod(day: string | undefined): string {
  return day === undefined ? '' : `<lastmod>${day}</lastmod>`;
}
