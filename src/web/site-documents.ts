/** The documents that describe the site to programs: sitemap, robots.txt, web manifest, search description, OPML, OpenAPI and the JSON Schema of events. */
import { dayAt } from '../chronology/dates/day.ts';
import { lastModified } from '../chronology/event.ts';
import { indexedFacets, pathFacets, valuesOf } from '../chronology/facet.ts';
import { type LanguageTag, pick } from '../chronology/languages/text.ts';
import { EVERYTHING } from '../chronology/query/query.ts';
import { JSON_MEDIA_TYPE } from '../formats/data/events-json.ts';
import { OPENSEARCH_MEDIA_TYPE, renderOpenSearch } from '../formats/discovery/opensearch.ts';
import { OPML_MEDIA_TYPE } from '../formats/discovery/opml.ts';
import { ROBOTS_MEDIA_TYPE, renderRobotsTxt } from '../formats/discovery/robots-txt.ts';
import {
  renderSitemapIndex,
  SITEMAP_MEDIA_TYPE,
  type SitemapPage,
  sitemapSteps,
  splitSitemapSteps,
} from '../formats/discovery/sitemap.ts';
import { MANIFEST_MEDIA_TYPE, renderWebManifest } from '../formats/discovery/web-manifest.ts';
import { inSlices, pausing, type Work } from '../slices.ts';
import type { Route } from './answering.ts';
import { DOCUMENT } from './http/cache-control.ts';
import { Representation } from './http/representation.ts';
import { opmlDocumentSteps } from './pages/feeds.ts';
import { navigationSteps } from './pages/parts/frame.ts';
import {
  absolute,
  EVENT_SCHEMA_PATH,
  eventPath,
  facetIndexPath,
  facetPath,
  manifestPath,
  navigation,
  neutralSubscribePath,
  OPEN_API_PATH,
  openSearchPath,
  opmlPath,
  outputPath,
  permalinkPath,
  ROBOTS_PATH,
  relative,
  SITEMAP_PATH,
  sitemapFilePath,
  sitePagePath,
  viewPagePath,
  viewPath,
} from './site/address.ts';
import { KEYS_OF_SITE } from './site/cache-keys.ts';
import { openApi } from './site/open-api.ts';
import type { Site } from './site/site.ts';
import { chronologyPageNames, viewPageNames, viewPages } from './site/view-pages.ts';

/** How all of them are kept by caches. */
const KEPT = { cacheControl: DOCUMENT, cacheKeys: KEYS_OF_SITE };

export function documentRoutes(site: Site): readonly Route[] {
  const { baseUrl, chronology } = site;
  const document = (address: string, text: () => string, mediaType: string, open: boolean): Route => [
    address,
    () => ({ address, make: () => new Representation(text(), { mediaType, open, ...KEPT }) }),
  ];
  const basePath = new URL(baseUrl).pathname.replace(/\/$/, '');
  const robots = () => renderRobotsTxt(basePath, absolute(baseUrl, SITEMAP_PATH));
  // Found once, in slices, and only when someone asks: the list is as long as the chronology.
  let files: Promise<ReadonlyMap<string, () => Work<string>>> | undefined;
  return [
    ...dataDescriptions(site),
    opml(site, opmlPath(), chronology.vocabulary.settings.languages[0] ?? ''),
    document(ROBOTS_PATH, robots, ROBOTS_MEDIA_TYPE, true),
    ...chronology.vocabulary.settings.languages.flatMap((language) => [
      opml(site, opmlPath(language), language),
      document(manifestPath(language), () => manifest(site, language), MANIFEST_MEDIA_TYPE, false),
      document(openSearchPath(language), () => searchDescription(site, language), OPENSEARCH_MEDIA_TYPE, false),
    ]),
    [
      [SITEMAP_PATH, '/sitemap-:number.xml'],
      async ({ path }) => {
        files ??= inSlices(sitemapFiles(site));
        const steps = (await files).get(path);
        if (!steps) return undefined;
        const headers = { mediaType: SITEMAP_MEDIA_TYPE, open: true, ...KEPT };
        return { address: path, make: async () => new Representation(await inSlices(steps()), headers) };
      },
    ],
  ];
}

/**
 * The JSON Schema of the data of events, and OpenAPI. Loaded when someone asks for them: nothing else that is served needs the
 * schema, or the library of schemas.
 */
function dataDescriptions(site: Site): readonly Route[] {
  const description = (
    address: string,
    mediaType: string,
    of: (schema: Readonly<Record<string, unknown>>) => object,
  ): Route => {
    const make = async () => {
      const { eventDataSchema } = await import('../formats/data/event-data-schema.ts');
      const data = of(eventDataSchema(absolute(site.baseUrl, EVENT_SCHEMA_PATH)));
      return new Representation(`${JSON.stringify(data, undefined, 2)}\n`, {
        mediaType,
        open: true,
        ...KEPT,
      });
    };
    return [address, () => ({ address, make })];
  };
  return [
    description(EVENT_SCHEMA_PATH, 'application/schema+json; charset=utf-8', (schema) => schema),
    description(OPEN_API_PATH, JSON_MEDIA_TYPE, (schema) => openApi(site, schema)),
  ];
}

function opml(site: Site, address: string, language: LanguageTag): Route {
  const headers = { mediaType: OPML_MEDIA_TYPE, open: true, ...KEPT };
  const make = async () => new Representation(await inSlices(opmlDocumentSteps(site, language)), headers);
  return [address, () => ({ address, make })];
}

/** Path → the steps that render the file: one file where that is enough, else an index and its files. */
function* sitemapFiles(site: Site): Work<ReadonlyMap<string, () => Work<string>>> {
  const cut = yield* splitSitemapSteps(yield* sitemapPages(site));
  const files = cut.map((pages, index) => ({ path: sitemapFilePath(index + 1), pages }));
  const [only, ...others] = files;
  if (only && others.length === 0) return new Map([[SITEMAP_PATH, () => sitemapSteps(only.pages)]]);
  const named = files.map(({ path, pages }) => ({ address: absolute(site.baseUrl, path), pages }));
  return new Map<string, () => Work<string>>([
    [
      SITEMAP_PATH,
      // biome-ignore lint/correctness/useYield: the index names a few files
      function* () {
        return renderSitemapIndex(named);
      },
    ],
    ...files.map(({ path, pages }) => [path, () => sitemapSteps(pages)] as const),
  ]);
}

/** The root, the pages beside it, that for subscribing to everything, each facet that has events, each event. */
function* sitemapPages(site: Site): Work<readonly SitemapPage[]> {
  const { chronology, baseUrl } = site;
  const { timeZone } = chronology.vocabulary.settings;
  // Reckoning a day takes 30 µs, and very many entries changed last at the same instants.
  const days = new Map<string, string>();
  const dayOf = (instant: string): string => {
    const day = days.get(instant) ?? dayAt(Date.parse(instant), timeZone);
    days.set(instant, day);
    return day;
  };
  const page = (pathIn: (language: string) => string, changed?: string, neutral?: string): SitemapPage => ({
    addresses: chronology.vocabulary.settings.languages.map((language) => [
      language,
      absolute(baseUrl, pathIn(language)),
    ]),
    neutral: neutral === undefined ? undefined : absolute(baseUrl, neutral),
    // Of an entry without a time, the day in the chronology's zone is what is known.
    lastModified: changed === undefined ? undefined : dayOf(changed),
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
  const linked: readonly string[] = yield* navigationSteps(site);
  return [
    page((language) => viewPath(language, EVERYTHING), everything, '/'),
    ...chronologyPageNames
      .filter((name) => linked.includes(name) || !(navigation as readonly string[]).includes(name))
      .map((name) => page((language) => sitePagePath(language, name))),
    ...viewPageNames
      .filter((name) => viewPages[name].isListed && name !== 'timeline')
      .map((name) =>
        page(
          (language) => viewPagePath(language, name, EVERYTHING),
          undefined,
          viewPages[name].isNeutral ? neutralSubscribePath(EVERYTHING) : undefined,
        ),
      ),
    ...indexedFacets
      .filter((facet) => (changes.get(facet)?.size ?? 0) > 0)
      .map((facet) => page((language) => facetIndexPath(language, facet))),
    ...[...changes].flatMap(([facet, latest]) =>
      [...latest.keys()]
        .sort()
        .map((value) => page((language) => facetPath(language, facet, value), latest.get(value))),
    ),
    ...events,
  ];
}

function manifest(site: Site, language: LanguageTag): string {
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

function searchDescription(site: Site, language: LanguageTag): string {
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
