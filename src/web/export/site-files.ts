/** The whole site as files: what the service answers at each address, with the links that files can have. */
import type { RequestListener } from 'node:http';
import { isPathFacet } from '../../chronology/facet.ts';
import { inSlices } from '../../slices.ts';
import { RepresentationStore } from '../http/store.ts';
import { createService } from '../listener.ts';
import { assetRepresentations } from '../representations.ts';
import { routes } from '../routes.ts';
import type { Site } from '../site/site.ts';
import { editionsOf } from '../site/views.ts';
import { ask, type ServiceAnswer } from './ask.ts';
import { withoutQueries } from './described.ts';
import { everyAddress } from './every-address.ts';
import { type ExportAssets, loadExportAssets } from './export-assets.ts';
import { FileAddresses, fileAt } from './file-address.ts';
import { Links } from './links.ts';
import { renderRedirectPage } from './redirect-page.ts';
import { searchFilesSteps } from './search-files.ts';

export type Headers = readonly (readonly [name: string, value: string])[];

export interface SiteFile {
  /** Below the folder of the site, with slashes. */
  readonly file: string;
  /** The path in its address. */
  readonly path: string;
  /** 410 of what is no more, 404 of the page that says so of any other address. */
  readonly status: 200 | 404 | 410;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

export interface SiteFiles {
  /** Each file once, in no order. */
  readonly files: AsyncGenerator<SiteFile>;
  /** How many addresses are known so far. */
  readonly total: () => number;
  /** The redirects of the service, from what is no page of itself. */
  readonly redirects: readonly Redirect[];
}

export interface Redirect {
  readonly from: string;
  readonly to: string;
  readonly status: 301 | 302;
}

/** So many answers are made at a time: the thread that draws pictures and those of zlib have work meanwhile. */
const AT_A_TIME = 8;

/** Those of a connection, of one coding, those that hosts have of their own, and the keys by which a service purges caches. */
const OF_THE_ANSWER = [
  ...['connection', 'keep-alive', 'date', 'transfer-encoding'],
  ...['content-length', 'content-encoding', 'etag', 'vary'],
  ...['surrogate-key', 'cache-tag'],
];

/** Documents with links in other ways than pages. A calendar and a table have none with a query. */
const LINKED_TEXT =
  /^(?:image\/svg|application\/(?:rss|atom|feed|ld|opensearch|json|problem)|text\/(?:x-opml|xml)|application\/(?:[\w.]+\+)?(?:xml|json))/;

/** @param viewsFolder of the templates and assets */
export function siteFiles(site: Site, viewsFolder: string, today: (timeZone: string) => string): SiteFiles {
  const exporting = new Exporting({ ...site, isStatic: true }, loadExportAssets(viewsFolder), today);
  return { files: exporting.files(), total: () => exporting.total, redirects: exporting.redirects };
}

class Exporting {
  readonly redirects: Redirect[] = [];
  total = 0;
  readonly #site: Site;
  readonly #assets: ExportAssets;
  readonly #listener: RequestListener;
  readonly #addresses: FileAddresses;
  readonly #links: Links;
  readonly #patterns: readonly string[];
  /** The paths of files that were asked for. */
  readonly #seen = new Set<string>();
  readonly #linked: string[] = [];
  /** Of our own, each answered with 500. */
  readonly #faults: unknown[] = [];

  constructor(site: Site, assets: ExportAssets, today: (timeZone: string) => string) {
    this.#site = site;
    this.#assets = assets;
    this.#listener = createService(site, today, (error) => this.#faults.push(error)).listener;
    this.#addresses = new FileAddresses(site.baseUrl, site.chronology.vocabulary.settings.languages);
    this.#links = new Links(this.#addresses, site.baseUrl);
    this.#patterns = patternsOf(site, today);
  }

  async *files(): AsyncGenerator<SiteFile> {
    const own = await this.#ownFiles();
    for (const { path } of own) this.#seen.add(path);
    yield* own;
    for (const _ of everyAddress(this.#site, this.#patterns)) this.total += 1;
    const addresses = everyAddress(this.#site, this.#patterns);
    const next = (): string | undefined => {
      for (;;) {
        const address = this.#linked.pop() ?? (addresses.next().value as string | undefined);
        if (address === undefined) return undefined;
        const path = this.#addresses.of(address);
        if (path === undefined || this.#seen.has(path)) continue;
        this.#seen.add(path);
        return address;
      }
    };
    const running = new Map<string, Promise<{ address: string; file: SiteFile | undefined }>>();
    for (;;) {
      while (running.size < AT_A_TIME) {
        const address = next();
        if (address === undefined) break;
        running.set(
          address,
          this.#fileAt(address).then((file) => ({ address, file })),
        );
      }
      if (running.size === 0) return;
      const { address, file } = await Promise.race(running.values());
      running.delete(address);
      if (file) yield file;
    }
  }

  /** Follows links that no route names: to months, images, further pages of lists. */
  #follow(leadsTo: ReadonlySet<string>): void {
    for (const address of leadsTo) {
      const path = this.#addresses.of(address);
      if (path === undefined || this.#seen.has(path)) continue;
      this.#linked.push(address);
      this.total += 1;
    }
  }

  async #fileAt(address: string): Promise<SiteFile | undefined> {
    const path = this.#addresses.of(address) ?? address;
    const answer = await ask(this.#listener, address);
    if (answer.status === 200) return this.#served(address, path, answer);
    if (answer.status === 301 || answer.status === 302) return this.#moved(address, path, answer);
    // A document that is no more has no file; of what has a page, the page says so.
    if (answer.status === 410) return isDocument(path) ? undefined : this.#served(address, path, answer, 410);
    if (answer.status === 404) return undefined;
    throw new Error(`${address} is answered with ${answer.status}`, { cause: this.#faults[0] });
  }

  #served(address: string, path: string, answer: ServiceAnswer, status: SiteFile['status'] = 200): SiteFile {
    const type = typeOf(answer.headers);
    const isPage = type.startsWith('text/html');
    const linked = isPage
      ? this.#links.inPage(answer.body.toString(), address.split('?')[0] ?? address)
      : LINKED_TEXT.test(type)
        ? this.#links.inText(withoutQueries(answer.body.toString(), path, type))
        : undefined;
    if (linked) this.#follow(linked.leadsTo);
    const headers = answer.headers
      .filter(([name]) => !OF_THE_ANSWER.includes(name.toLowerCase()))
      .map(([name, value]) => [name, this.#links.inText(value).text] as const);
    const bytes = linked ? Buffer.from(linked.text) : answer.body;
    return { file: fileAt(path, isPage), path, status, headers, bytes };
  }

  async #moved(address: string, path: string, answer: ServiceAnswer): Promise<SiteFile | undefined> {
    const to = this.#target(answer);
    if (to === undefined || to === `${path}/` || this.#isOfAllLanguages(path)) return undefined;
    const isPermanent = answer.status === 301;
    const [target = ''] = to.split('#');
    if (isDocument(path)) {
      // Programs that read a document go on to find it under a former address, on whatever host.
      if (!isPermanent) return undefined;
      const found = await ask(this.#listener, target);
      if (found.status !== 200) return undefined;
      const file = this.#served(target, path, found);
      // What it is a copy of may change, however long that itself may be kept.
      const age = answer.headers.find(([name]) => isCacheControl(name));
      return { ...file, headers: file.headers.map((header) => (isCacheControl(header[0]) ? (age ?? header) : header)) };
    }
    const [, , facet = '', , end] = path.split('/');
    if (isPathFacet(facet) && end === undefined) return undefined;
    const location = this.#location(answer)?.split('#')[0] ?? '';
    // Of addresses with a query there are as many as there are values, which is more than hosts take.
    if (!location.includes('?')) this.redirects.push({ from: path, to, status: isPermanent ? 301 : 302 });
    this.#follow(new Set([location]));
    const { languages } = this.#site.chronology.vocabulary.settings;
    const isByLanguage = answer.headers.some(([name, value]) => /^vary$/i.test(name) && /accept-language/i.test(value));
    const targets = isByLanguage
      ? await Promise.all(
          languages.map(async (language) => [language, await this.#targetIn(language, address)] as const),
        )
      : [[languages[0] ?? '', to] as const];
    const html = renderRedirectPage(this.#site, path, targets, this.#assets.languageScript.path);
    return {
      file: fileAt(path, true),
      path,
      status: 200,
      headers: await this.#pageHeaders(),
      bytes: Buffer.from(html),
    };
  }

  /** An edition in several languages, in whatever order they stand, has outputs and no pages of its own. */
  #isOfAllLanguages(path: string): boolean {
    const [, tag = ''] = path.split('/');
    return editionsOf(this.#site).some(
      ({ languages }) => languages.length > 1 && [languages, languages.toReversed()].some((of) => of.join('-') === tag),
    );
  }

  async #targetIn(language: string, address: string): Promise<string> {
    return this.#target(await ask(this.#listener, address, { 'accept-language': language })) ?? address;
  }

  /** The path that a redirect leads to, as files have it. */
  #target(answer: ServiceAnswer): string | undefined {
    const location = this.#location(answer);
    if (location === undefined) return undefined;
    const [address = '', hash = ''] = location.split(/(?=#)/);
    return `${this.#addresses.nearest(address)}${hash}`;
  }

  #location({ headers }: ServiceAnswer): string | undefined {
    const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
    return location?.startsWith(this.#site.baseUrl) ? location.slice(this.#site.baseUrl.length) : undefined;
  }

  /** The headers of a page that is none of the service. */
  async #pageHeaders(): Promise<Headers> {
    const [first] = this.#site.chronology.vocabulary.settings.languages;
    const { headers } = await ask(this.#listener, `/${first}/about`);
    return headers.filter(([name]) => !OF_THE_ANSWER.includes(name.toLowerCase()) && name.toLowerCase() !== 'link');
  }

  /** What a site of files has of its own: the page of what is not found, and the search. */
  async #ownFiles(): Promise<readonly SiteFile[]> {
    const { languages } = this.#site.chronology.vocabulary.settings;
    const headers = await this.#pageHeaders();
    const page = (path: string, html: string, status: SiteFile['status'] = 200): SiteFile => ({
      ...{ file: fileAt(path, true), path, status, headers, bytes: Buffer.from(html) },
    });
    const files: SiteFile[] = [];
    for (const [index, language] of languages.entries()) {
      const address = `/${language}/404`;
      const { body } = await ask(this.#listener, address);
      const html = this.#fromAnywhere(this.#links.inPage(body.toString(), address).text, address);
      files.push(page(address, html, 404), ...(index === 0 ? [page('/404', html, 404)] : []));
    }
    const asset = await ask(this.#listener, this.#site.templates.script.path);
    const assetHeaders = asset.headers.filter(([name]) => !OF_THE_ANSWER.includes(name.toLowerCase()));
    const { pages, assets } = await inSlices(searchFilesSteps(this.#site, this.#assets));
    for (const { path, html } of pages) files.push(page(path, this.#links.inPage(html, path).text));
    for (const { path, bytes, mediaType } of [this.#assets.languageScript, ...assets]) {
      const own = assetHeaders.map(
        ([name, value]) => [name, /^content-type$/i.test(name) ? mediaType : value] as const,
      );
      files.push({ file: fileAt(path, false), path, status: 200, headers: own, bytes });
    }
    return files;
  }

  /** A page that stands at any address, from which no relative link leads anywhere. */
  #fromAnywhere(html: string, path: string): string {
    const base = new URL(this.#site.baseUrl).pathname.replace(/\/$/, '');
    return html.replace(/ (href|src|action)="(?![a-z]+:|#|\/)([^"]*)"/g, (_, name: string, reference: string) => {
      const { pathname, search, hash } = new URL(reference.replaceAll('&amp;', '&'), `http://site${path}`);
      return ` ${name}="${base}${`${pathname}${search}`.replaceAll('&', '&amp;')}${hash}"`;
    });
  }
}

function patternsOf(site: Site, today: (timeZone: string) => string): readonly string[] {
  const store = new RepresentationStore(0);
  const { timeZone } = site.chronology.vocabulary.settings;
  const assets = assetRepresentations(site);
  return routes({ site, store, images: store, assets, common: [], today: () => today(timeZone) }).flatMap(
    ([patterns]) => patterns,
  );
}

function isCacheControl(name: string): boolean {
  return name.toLowerCase() === 'cache-control';
}

export function typeOf(headers: Headers): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

/** Whether the path is that of a document, which says of itself what it is: `calendar.ics`. */
function isDocument(path: string): boolean {
  return /\.[^/]*$/.test(path);
}
