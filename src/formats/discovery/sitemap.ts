/** The list of all pages for search engines (sitemaps.org protocol 0.9), each language naming the others. */
import { pausing, type Work } from '../../slices.ts';
import { escapeMarkup } from '../view/markup.ts';

export const SITEMAP_MEDIA_TYPE = 'application/xml; charset=utf-8';

/** One page in all its languages. */
export interface SitemapPage {
  /** Language and absolute address, in the order of the chronology's languages. */
  readonly addresses: readonly (readonly [language: string, address: string])[];
  /** The address that leads to the reader's own language, where there is one. */
  readonly neutral?: string | undefined;
  /** The last day that what it shows changed, where that is known. */
  readonly lastModified?: string | undefined;
}

export interface SitemapLimits {
  readonly addresses: number;
  readonly bytes: number;
}

/**
 * The protocol takes 50,000 addresses and 50 MB a file. A file that large would leave no room for pages in the store of
 * representations, and would keep everyone waiting while it is compressed.
 */
const LIMITS: SitemapLimits = { addresses: 50_000, bytes: 8_000_000 };

const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n';
const FOOT = '</urlset>\n';

/** The file that lists these pages, in slices, for there may be many. */
export function* sitemapInSlices(pages: readonly SitemapPage[]): Work<string> {
  const texts: string[] = [];
  yield* pausing(pages, (page) => texts.push(entries(page)));
  return `${HEAD}${texts.join('')}${FOOT}`;
}

/** The pages in as few files as the limits allow, in slices too; the languages of a page stay together. At least one. */
export function* cutSitemap(
  pages: readonly SitemapPage[],
  limits: SitemapLimits = LIMITS,
): Work<readonly (readonly SitemapPage[])[]> {
  const envelope = HEAD.length + FOOT.length;
  let current: SitemapPage[] = [];
  let addresses = 0;
  let bytes = envelope;
  const parts = [current];
  yield* pausing(pages, (page) => {
    const size = Buffer.byteLength(entries(page));
    if (current.length > 0 && (addresses + page.addresses.length > limits.addresses || bytes + size > limits.bytes)) {
      current = [];
      parts.push(current);
      addresses = 0;
      bytes = envelope;
    }
    current.push(page);
    addresses += page.addresses.length;
    bytes += size;
  });
  return parts;
}

/** What names the files of a sitemap that is in several. */
export function renderSitemapIndex(
  parts: readonly { readonly address: string; readonly pages: readonly SitemapPage[] }[],
): string {
  const files = parts.map(
    ({ address, pages }) =>
      `<sitemap>${loc(address)}${lastmod(latest(pages.map((page) => page.lastModified)))}</sitemap>\n`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${files.join('')}</sitemapindex>\n`
  );
}

function latest(days: readonly (string | undefined)[]): string | undefined {
  return days
    .filter((day) => day !== undefined)
    .reduce<string | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);
}

/** A page's entry in each language; each names all of them, itself too, for only such links count. */
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
