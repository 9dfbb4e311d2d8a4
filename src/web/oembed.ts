/** oEmbed 1.0: for the address of a view, the frame in which another site shows it (https://oembed.com/). */

import { pick } from '../chronology/languages/text.ts';
import { escapeMarkup } from '../formats/view/markup.ts';
import { viewTitle } from '../formats/view/view.ts';
import type { Answer, FramedView, StoredAnswer } from './answering.ts';
import { DOCUMENT } from './http/cache-control.ts';
import { Representation } from './http/representation.ts';
import { embedSnippet, FRAME_HEIGHTS } from './pages/embed.ts';
import { pageContext } from './pages/parts/frame.ts';
import { pathBelow } from './request.ts';
import { absolute, embedPath, oembedPath, viewPath } from './site/address.ts';
import { KEYS_OF_SITE } from './site/cache-keys.ts';
import { HttpError, Moved } from './site/fault.ts';
import { parametersOf } from './site/parameters.ts';
import type { Site } from './site/site.ts';
import { viewOf } from './site/views.ts';

type Find = (target: string) => Promise<Answer | undefined>;

/** A former id, the reader's language, the path of a facet: no address leads on more often. */
const MOST_HOPS = 6;

/** Where a site names no width. */
const WIDTH = 800;

/**
 * The answer to a consumer of oEmbed.
 *
 * @param target of the request: `/oembed?url=…`, with `format` (`json`, which is the default, or `xml`), `maxwidth` and `maxheight`
 * @param find what is answered to a target of ours
 * @throws HttpError 404 where the address is no view of ours, as oEmbed asks
 */
export async function oembedAnswer(site: Site, target: string, find: Find): Promise<StoredAnswer> {
  const parameters = parametersOf(target);
  const { language, query, scheme } = await viewAt(site, parameters.get('url') ?? '', find);
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
      cacheKeys: KEYS_OF_SITE,
    });
  };
  return {
    // An address that is answered with just this.
    address: oembedPath(absolute(site.baseUrl, embedPath(language, query, scheme)), {
      format,
      maxheight: height,
      maxwidth: width,
    }),
    make,
  };
}

/** The path of a redirect by language, or where that leads in its turn, such as from a former id. */
function pathIn(given: { pathIn(language: string): string }, language: string): string {
  try {
    return given.pathIn(language);
  } catch (error) {
    if (error instanceof Moved) return error.path;
    throw error;
  }
}

function toXml(answer: Readonly<Record<string, string | number>>): string {
  const elements = Object.entries(answer).map(([name, value]) => `<${name}>${escapeMarkup(String(value))}</${name}>\n`);
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>\n${elements.join('')}</oembed>\n`;
}

/** The view at an absolute address of ours, as a request for it would be answered: its page, or its frame. */
async function viewAt({ baseUrl, chronology }: Site, address: string, find: Find): Promise<FramedView> {
  const { origin, pathname } = new URL(baseUrl);
  if (!URL.canParse(address) || new URL(address).origin !== origin) throw new HttpError({ status: 404 });
  // As browsers send it, without the place on the page.
  const [asked = ''] = new URL(address).href.split('#', 1);
  let target = pathBelow(baseUrl, asked);
  if (pathname !== '/' && target === pathBelow(origin, asked)) throw new HttpError({ status: 404 });
  const [first = ''] = chronology.vocabulary.settings.languages;
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const given = await find(target);
    // Where the reader's language decides, a site that asks for all its readers has none.
    if (given && 'pathIn' in given) target = pathIn(given, first);
    else if (given && 'movedTo' in given) target = given.movedTo;
    else if (given && 'view' in given && given.view && !('faults' in given)) return given.view;
    else break;
  }
  throw new HttpError({ status: 404 });
}
