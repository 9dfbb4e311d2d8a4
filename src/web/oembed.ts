/** oEmbed 1.0: for the address of a view, the frame in which another site shows it (https://oembed.com/). */

import type { Day } from '../chronology/dates/day.ts';
import { pick } from '../chronology/languages/text.ts';
import { parseQuery, type Query } from '../chronology/query/query.ts';
import { escapeMarkup } from '../formats/view/markup.ts';
import { viewTitle } from '../formats/view/view.ts';
import { DOCUMENT } from './http/cache-control.ts';
import { Representation } from './http/representation.ts';
import { embedSnippet, FRAME_HEIGHTS } from './pages/embed.ts';
import { facetInPath } from './pages/faults/near-addresses.ts';
import { pageContext } from './pages/parts/frame.ts';
import { pathBelow } from './request.ts';
import { oembedPath, type Scheme, viewPath } from './site/address.ts';
import { EVERY_DOCUMENT, SITE_DOCUMENTS } from './site/cache-keys.ts';
import { HttpError } from './site/fault.ts';
import { parametersOf } from './site/parameters.ts';
import type { Site } from './site/site.ts';
import { viewOf } from './site/views.ts';

/** Where a site names no width. */
const WIDTH = 800;

/**
 * The answer to a consumer of oEmbed.
 *
 * @param target of the request: `/oembed?url=…`, with `format` (`json`, which is the default, or `xml`), `maxwidth` and `maxheight`
 * @throws HttpError 404 where the address is no view of ours, as oEmbed asks
 */
export function oembedAnswer(site: Site, target: string, today: Day): { address: string; make(): Representation } {
  const parameters = parametersOf(target);
  const { language, query, scheme } = viewAt(site, parameters.get('url') ?? '', today);
  const format = parameters.get('format') ?? 'json';
  if (format !== 'json' && format !== 'xml') throw new HttpError({ status: 404 });
  const limit = (name: string, size: number) => {
    const most = Number(parameters.get(name));
    return Number.isSafeInteger(most) && most > 0 ? Math.min(most, size) : size;
  };
  const width = limit('maxwidth', WIDTH);
  const height = limit('maxheight', FRAME_HEIGHTS[query.show]);
  const make = () => {
    const title = viewTitle(viewOf(site, language, query));
    const context = pageContext(site, language, viewPath(language, query));
    const answer = {
      version: '1.0',
      type: 'rich',
      title,
      provider_name: pick(site.chronology.vocabulary.settings.title, language).text,
      provider_url: `${site.baseUrl}/`,
      cache_age: 300,
      html: embedSnippet(query, context, scheme, { width: String(width), height }),
      width,
      height,
    };
    const isJson = format === 'json';
    return new Representation(isJson ? `${JSON.stringify(answer)}\n` : toXml(answer), {
      mediaType: isJson ? 'application/json' : 'text/xml; charset=utf-8',
      cacheControl: DOCUMENT,
      open: true,
      cacheKeys: [EVERY_DOCUMENT, SITE_DOCUMENTS],
    });
  };
  return {
    address: oembedPath(viewPath(language, query), {
      format,
      width,
      height,
      show: query.show,
      ...(scheme && { scheme }),
    }),
    make,
  };
}

function toXml(answer: Readonly<Record<string, string | number>>): string {
  const elements = Object.entries(answer).map(([name, value]) => `<${name}>${escapeMarkup(String(value))}</${name}>\n`);
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${elements.join('')}</oembed>\n`;
}

/** The view at an absolute address: the page of one, or its frame. */
function viewAt(
  site: Site,
  address: string,
  today: Day,
): { readonly language: string; readonly query: Query; readonly scheme?: Scheme | undefined } {
  const { chronology, baseUrl } = site;
  const target = address.startsWith(`${baseUrl}/`) ? pathBelow(baseUrl, address) : '';
  const [first] = chronology.vocabulary.settings.languages;
  const [given = ''] = target.split(/[?#]/, 1);
  // What people paste: the site’s own address, and one without the slash at its end.
  const path = given === '/' ? `/${first}/` : given.replace(/(?<!\/|\/embed)$/, '/');
  const language = chronology.vocabulary.settings.languages.find((tag) => path.startsWith(`/${tag}/`));
  const inPath = facetInPath(path);
  const isView = language !== undefined && [`/${language}/`, `/${language}/embed`].includes(path);
  const isFacet = language !== undefined && inPath !== undefined && path.split('/').length === 5 && path.endsWith('/');
  if (language === undefined || !(isView || isFacet)) throw new HttpError({ status: 404 });
  const parameters = parametersOf(target.split('#', 1)[0] ?? '');
  if (inPath && isFacet) parameters.set(inPath.facet, inPath.value);
  const query = parseQuery(parameters, chronology, today);
  if (!query.ok) throw new HttpError({ status: 404 });
  return { language, query: query.value, scheme: parameters.has('scheme') ? query.value.scheme : undefined };
}
