/** The documents that programs look for beside views and events: sitemap, robots.txt, manifest, search description. */
import { lastModified } from '../chronology/event.ts';
import { pathFacets, valuesOf } from '../chronology/facet.ts';
import type { WordLanguage } from '../chronology/languages/dates-in-words.ts';
import { pick } from '../chronology/languages/text.ts';
import { EVERYTHING } from '../chronology/query/query.ts';
import { OPENSEARCH_MEDIA_TYPE as OPENSEARCH, renderOpenSearch } from '../formats/discovery/opensearch.ts';
import { renderRobotsTxt, ROBOTS_MEDIA_TYPE as TEXT } from '../formats/discovery/robots-txt.ts';
import {
  cutSitemap,
  renderSitemapIndex,
  type SitemapPage,
  sitemapInSlices,
  SITEMAP_MEDIA_TYPE as XML,
} from '../formats/discovery/sitemap.ts';
import { MANIFEST_MEDIA_TYPE as MANIFEST, renderWebManifest } from '../formats/discovery/web-manifest.ts';
import { inSlices, pausing, type Work } from '../slices.ts';
import { DOCUMENT } from './http/cache-control.ts';
import { Representation } from './http/representation.ts';
import {
  absolute,
  eventPath,
  facetPath,
  manifestPath,
  neutralSubscribePath,
  openSearchPath,
  outputPath,
  permalinkPath,
  ROBOTS_PATH,
  relative,
  SITEMAP_PATH,
  sitemapFilePath,
  sitePagePath,
  sitePages,
  subscribePath,
  viewPath,
} from './site/address.ts';
import type { Site } from './site/site.ts';

/** Where they are, as routes. */
export const documentRoutes: readonly string[] = [
  ROBOTS_PATH,
  SITEMAP_PATH,
  '/sitemap-:part.xml',
  '/:language/manifest.webmanifest',
  '/:language/opensearch.xml',
];

type MakeDocument = () => Representation | Promise<Representation>;

/** Finds what makes the document at a path; undefined where there is none. */
export function siteDocuments(site: Site): (path: string) => Promise<MakeDocument | undefined> {
  const { baseUrl, chronology } = site;
  const documents = new Map<string, MakeDocument>([
    [
      ROBOTS_PATH,
      () => {
        const { pathname } = new URL(baseUrl);
        const basePath = pathname.replace(/\/$/, '');
        return open(renderRobotsTxt(basePath, absolute(baseUrl, SITEMAP_PATH)), TEXT);
      },
    ],
  ]);
  for (const language of chronology.vocabulary.settings.languages) {
    documents.set(manifestPath(language), () => own(manifest(site, language), MANIFEST));
    documents.set(openSearchPath(language), () => own(searchDescription(site, language), OPENSEARCH));
  }
  // Found once, in slices, and only when someone asks: the list is as long as the chronology.
  let sitemap: Promise<ReadonlyMap<string, () => Work<string>>> | undefined;
  return async (path) => {
    const make = documents.get(path);
    if (make || !path.startsWith('/sitemap')) return make;
    sitemap ??= inSlices(sitemapFiles(site));
    const render = (await sitemap).get(path);
    return render && (async () => open(await inSlices(render()), XML));
  };
}

function open(text: string, mediaType: string): Representation {
  return new Representation(text, { mediaType, cacheControl: DOCUMENT, open: true });
}

function own(text: string, mediaType: string): Representation {
  return new Representation(text, { mediaType, cacheControl: DOCUMENT, open: false });
}

/** Path → what renders the file. One file where that is enough, else an index and its parts. */
function* sitemapFiles(site: Site): Work<ReadonlyMap<string, () => Work<string>>> {
  const cut = yield* cutSitemap(yield* sitemapPages(site));
  const files = cut.map((pages, index) => ({ path: sitemapFilePath(index + 1), pages }));
  const [only, ...others] = files;
  if (only && others.length === 0) return new Map([[SITEMAP_PATH, () => sitemapInSlices(only.pages)]]);
  const named = files.map(({ path, pages }) => ({ address: absolute(site.baseUrl, path), pages }));
  return new Map<string, () => Work<string>>([
    [
      SITEMAP_PATH,
      // biome-ignore lint/correctness/useYield: the index names a few files
      function* () {
        return renderSitemapIndex(named);
      },
    ],
    ...files.map(({ path, pages }) => [path, () => sitemapInSlices(pages)] as const),
  ]);
}

/** The root, the pages beside it, that for subscribing to everything, each facet that has events, each event. */
function* sitemapPages(site: Site): Work<readonly SitemapPage[]> {
  const { chronology, baseUrl } = site;
  const page = (pathIn: (language: string) => string, changed?: string, neutral?: string): SitemapPage => ({
    addresses: chronology.vocabulary.settings.languages.map((language) => [
      language,
      absolute(baseUrl, pathIn(language)),
    ]),
    neutral: neutral === undefined ? undefined : absolute(baseUrl, neutral),
    // An entry without a time stands for noon: the day is what is known.
    lastModified: changed?.slice(0, 10),
  });
  let everything: string | undefined;
  const changes = new Map(pathFacets.map((facet) => [facet, new Map<string, string>()]));
  const events: SitemapPage[] = [];
  yield* pausing(chronology.events, (event) => {
    const changed = lastModified(event);
    events.push(page((language) => eventPath(language, event.slug), changed, permalinkPath(event.slug)));
    if (everything === undefined || changed > everything) everything = changed;
    for (const [facet, latest] of changes)
      for (const value of valuesOf(event, facet)) {
        const known = latest.get(value);
        if (known === undefined || changed > known) latest.set(value, changed);
      }
  });
  return [
    page((language) => viewPath(language, EVERYTHING), everything, '/'),
    ...sitePages.map((name) => page((language) => sitePagePath(language, name))),
    page((language) => subscribePath(language, EVERYTHING), undefined, neutralSubscribePath(EVERYTHING)),
    ...[...changes].flatMap(([facet, latest]) =>
      [...latest.keys()]
        .sort()
        .map((value) => page((language) => facetPath(language, facet, value), latest.get(value))),
    ),
    ...events,
  ];
}

function manifest(site: Site, language: WordLanguage): string {
  const { settings } = site.chronology.vocabulary;
  const path = manifestPath(language);
  const { icon, homeScreenIcons } = site.templates;
  return renderWebManifest({
    title: pick(settings.title, language).text,
    description: pick(settings.description, language).text,
    language,
    icons: [
      { src: relative(path, icon.path), sizes: 'any', type: icon.mediaType, purpose: 'any' },
      ...homeScreenIcons.map(({ asset, size, purpose }) => ({
        src: relative(path, asset.path),
        sizes: `${size}x${size}`,
        type: asset.mediaType,
        purpose,
      })),
    ],
  });
}

function searchDescription(site: Site, language: WordLanguage): string {
  const { settings } = site.chronology.vocabulary;
  const at = (path: string) => absolute(site.baseUrl, path);
  return renderOpenSearch({
    title: pick(settings.title, language).text,
    description: pick(settings.description, language).text,
    language,
    self: at(openSearchPath(language)),
    page: at(viewPath(language, EVERYTHING)),
    feed: at(outputPath(language, EVERYTHING, 'feed.rss')),
    icon: at(site.templates.icon.path),
  });
}
