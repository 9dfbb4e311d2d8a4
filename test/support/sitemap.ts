/** The sitemap of a service, read as crawlers do. */
import assert from 'node:assert/strict';
import type { Service } from './service.ts';
import { parseXml } from './xml.ts';

export interface SitemapEntry {
  readonly address: string;
  /** The day of its last change. */
  readonly day: string | undefined;
  /** Language and address of each version of the page, its own among them. */
  readonly alternates: readonly (readonly [hreflang: string | undefined, href: string | undefined])[];
}

/** What a sitemap of one file lists. */
export async function sitemapOf({ request }: Service): Promise<readonly SitemapEntry[]> {
  const { status, headers, text } = await request('/sitemap.xml');
  assert.deepEqual([status, headers['content-type']], [200, 'application/xml; charset=utf-8']);
  const root = parseXml(text);
  assert.deepEqual([root.name, root.attributes.xmlns], ['urlset', 'http://www.sitemaps.org/schemas/sitemap/0.9']);
  return root.children('url').map((url) => ({
    address: url.child('loc').text,
    day: url.children('lastmod')[0]?.text,
    alternates: url
      .children('xhtml:link')
      .map(({ attributes: { hreflang, href } }): readonly [string | undefined, string | undefined] => [hreflang, href]),
  }));
}
