/** Which address answers with what. */
import express, { type Request, type Router } from 'express';
import { dayText } from '../chronology/dates/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { facets, isPathFacet, type PathFacet } from '../chronology/facet.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { EVERYTHING, isRelative, type Query } from '../chronology/query/query.ts';
import { isInCalendarYears } from '../formats/calendar/entry.ts';
import { ICALENDAR_MEDIA_TYPE } from '../formats/calendar/icalendar.ts';
import { inSlices } from '../slices.ts';
import {
  type Answer,
  type Answering,
  answer,
  outputAt,
  type Route,
  type RouteRequest,
  redirect,
  telling,
  timelineAt,
} from './answering.ts';
import { imageAnswer } from './event-images.ts';
import { oembedAnswer } from './oembed.ts';
import { renderDataPage } from './pages/data.ts';
import { embedPageSteps } from './pages/embed.ts';
import { eventPageSteps, isDailyEventPage } from './pages/event.ts';
import { facetIndexSteps } from './pages/facet-index.ts';
import { feedsPageSteps } from './pages/feeds.ts';
import { currentMonth, MONTH, monthPageSteps } from './pages/month.ts';
import { renderSitePage, sitePageSteps } from './pages/site-pages.ts';
import { renderSubscribePage } from './pages/subscribe.ts';
import {
  embedRepresentation,
  eventCalendarRepresentation,
  eventOutputRepresentation,
  pageRepresentation,
} from './representations.ts';
import {
  embeddingOf,
  eventOf,
  isFromOwnPage,
  isOpenedInBrowser,
  knownEventOf,
  outputPartOf,
  pageKeyOf,
  pageNumberOf,
  queryOf,
  readableQueryOf,
  subscriptionOf,
  withMatches,
} from './request.ts';
import {
  asMonth,
  asPage,
  currentMonthPath,
  dataPath,
  dividedPages,
  embedPath,
  eventCalendarPath,
  eventOutputPath,
  eventPath,
  facetIndexPath,
  feedsPath,
  IMAGES_PATH,
  monthPath,
  outputPath,
  rootOutputPath,
  type SitePage,
  sitePagePath,
  sitePages,
  subscribePath,
  viewPath,
  withPart,
} from './site/address.ts';
import { eventOutputNames, eventOutputs } from './site/event-outputs.ts';
import { alsoOf, HttpError, NO_FAULTS, withFaults } from './site/fault.ts';
import { type OutputName, outputs, rootOutputs } from './site/outputs.ts';
import { parametersOf } from './site/parameters.ts';
import { type Edition, editionsOf, outputNamesIn } from './site/views.ts';
import { documentRoutes } from './site-documents.ts';

export function routes(answering: Answering): readonly Route[] {
  return [
    ...rootRoutes(answering),
    ...editionsOf(answering.site).flatMap((edition) => editionRoutes(answering, edition)),
  ];
}

/** Answers each address as it is spelt. */
export function routerOf(answering: Answering, table: readonly Route[]): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  for (const [pattern, answerTo] of table)
    router.get(pattern, async (request: RouteRequest, response, next) => {
      const { facet } = request.params;
      const given = facet === undefined || isPathFacet(facet) ? await found(answerTo, request) : undefined;
      return given ? answer(answering, request, response, given) : next();
    });
  return router;
}

/**
 * Leads to the address that is meant where one differs in letters of the other case, which people type and some programs
 * write, or in a slash at its end.
 */
export function forgivingRouterOf(answering: Answering, table: readonly Route[]): Router {
  const router = express.Router({ strict: false, caseSensitive: false });
  for (const [patterns, answerTo] of table)
    for (const pattern of [patterns].flat().filter((pattern) => !pattern.includes('*')))
      router.get(pattern, async (request: RouteRequest, response, next) => {
        const { url, params } = request;
        const small = (name: 'facet' | 'slug') => params[name] !== undefined && { [name]: params[name].toLowerCase() };
        const meant = { ...params, ...small('facet'), ...small('slug') };
        const path = pattern.replace(/:(\w+)/g, (_, name: keyof typeof meant) => encodeURIComponent(meant[name] ?? ''));
        if (path === request.path || (meant.facet !== undefined && !isPathFacet(meant.facet))) return next();
        request.url = `${path}${url.slice(request.path.length)}`;
        request.params = meant;
        const given = await found(answerTo, request);
        if (given && ('movedTo' in given || 'pathIn' in given)) return answer(answering, request, response, given);
        if (given) {
          const address = 'address' in given ? given.address : path;
          return redirect(answering.site, response, 'faults' in given ? withFaults(address, given.faults) : address);
        }
        request.url = url;
        return next();
      });
  return router;
}

/** The answer of a route; undefined where it finds nothing, which another may. */
async function found(answerTo: Route[1], request: RouteRequest): Promise<Answer | undefined> {
  try {
    return await answerTo(request);
  } catch (error) {
    if (error instanceof HttpError && error.fault.status === 404) return undefined;
    throw error;
  }
}

/** Addresses that name no language. */
function rootRoutes(answering: Answering): readonly Route[] {
  const { site, assets, today } = answering;
  const [first] = editionsOf(site);
  const outputRoutes = (name: OutputName): Route[] => [
    [`/${name}`, (request) => outputAnswer(answering, request, name, first, (query) => rootOutputPath(query, name))],
    [
      [...(outputs[name].shortAddresses ?? [])],
      (request) => ({ movedTo: rootOutputPath(queryOf(site, request, today()), name) }),
    ],
  ];
  return [
    ['/', () => ({ pathIn: (language) => `/${language}/`, stored: false })],
    ...rootOutputs.flatMap(outputRoutes),
    ...[...assets].map(([path, representation]): Route => [path, () => ({ representation })]),
    ['/favicon.ico', () => ({ movedTo: site.templates.icon.path })],
    ...documentRoutes(site),
    [`${IMAGES_PATH}*path`, ({ path }) => imageAnswer(answering, path)],
    ['/oembed', ({ url }) => oembedAnswer(site, url, today())],
    [
      '/subscribe',
      (request) => {
        const pathIn = (language: LanguageTag) => {
          const { query, edition, faults } = subscriptionOf(site, request, today(), language);
          return withFaults(subscribePath(language, query, edition.tag), faults);
        };
        return { pathIn, stored: true };
      },
    ],
    ['/events/:slug.ics', ({ params }) => byLanguage(eventCalendarPath, knownEventOf(site, params.slug))],
    ...eventOutputNames.map(
      (name): Route => [
        `/events/:slug.${name}`,
        ({ params }) =>
          byLanguage((language, slug) => eventOutputPath(language, slug, name), eventOf(site, params.slug)),
      ],
    ),
    ['/events/:slug', ({ params }) => byLanguage(eventPath, eventOf(site, params.slug))],
  ];
}

/** Addresses below a language, or below all of them: `/en/…`, `/en-ja/…`. */
function editionRoutes(answering: Answering, edition: Edition): readonly Route[] {
  const { site } = answering;
  const { tag, languages } = edition;
  const [language, ...others] = languages;
  return [
    ...outputNamesIn(edition).map(
      (name): Route => [
        [`/${tag}/${name}`, `/${tag}/:facet/:value/${name}`],
        (request) => outputAnswer(answering, request, name, edition),
      ],
    ),
    [
      `/${tag}/events/:slug.ics`,
      ({ params }) => {
        // Also of a withdrawn event, as cancelled: who imported it once can take it back.
        const event = knownEventOf(site, params.slug);
        if (!event || !isInCalendarYears(event)) return undefined;
        const make = () => eventCalendarRepresentation(site, edition, event);
        return { address: eventCalendarPath(tag, event.slug), make };
      },
    ],
    ...eventOutputNames
      .filter((name) => others.length === 0 || eventOutputs[name].isMultilingual)
      .map(
        (name): Route => [
          `/${tag}/events/:slug.${name}`,
          ({ params }) => {
            const event = eventOf(site, params.slug);
            const make = () => eventOutputRepresentation(site, edition, event, name);
            return { address: eventOutputPath(tag, event.slug, name), make };
          },
        ],
      ),
    ...(others.length === 0 ? pageRoutes(answering, language) : multilingualRoutes(answering, edition)),
  ];
}

function pageRoutes(answering: Answering, language: LanguageTag): readonly Route[] {
  const { site, today } = answering;
  const root = `/${language}`;
  const sitePage = (name: SitePage, request: Request): Answer => {
    const page = (dividedPages as readonly string[]).includes(name) ? pageNumberOf(request) : 1;
    const make = async () => {
      await inSlices(sitePageSteps(site, language, name, page));
      return pageRepresentation(renderSitePage(site, language, name, page));
    };
    return { address: sitePagePath(language, name, page), make };
  };
  return [
    [root, ({ url }) => ({ movedTo: `${root}/${url.slice(root.length)}` })],
    [
      `${root}/:facet`,
      ({ params }) => onPathFacet(params.facet, (facet) => ({ movedTo: facetIndexPath(language, facet) })),
    ],
    [
      `${root}/:facet/`,
      (request) =>
        onPathFacet(request.params.facet, (facet) => {
          const page = pageNumberOf(request);
          const address = facetIndexPath(language, facet, page);
          // Documents have a page of their own.
          if (!isCanonical(request, address)) return { movedTo: address };
          const make = async () => pageRepresentation(await inSlices(facetIndexSteps(site, language, facet, page)));
          return { address, make };
        }),
    ],
    [
      `${root}/:facet/:value`,
      (request) => {
        const { query, faults } = readableQueryOf(site, request, today());
        return { movedTo: withFaults(viewPath(language, query), faults) };
      },
    ],
    [[`${root}/`, `${root}/:facet/:value/`], (request) => viewAnswer(answering, request, language)],
    [
      `${root}/events/:slug`,
      ({ params }) => {
        const event = eventOf(site, params.slug);
        const day = today();
        const { origin: imagesFrom } = event.image?.url === undefined ? {} : new URL(event.image.url);
        const make = async () =>
          pageRepresentation(await inSlices(eventPageSteps(site, language, event, day)), { imagesFrom });
        const isDaily = isDailyEventPage(site, event, day);
        return { address: eventPath(language, event.slug), make, day: isDaily ? day : undefined };
      },
    ],
    [
      currentMonthPath(language, EVERYTHING),
      async (request) => {
        const day = today();
        const { query: read, faults } = await withMatches(site, readableQueryOf(site, request, day));
        const query = asMonth(read);
        const month = currentMonth(site, query, day);
        return { pathIn: () => withFaults(monthPath(language, query, month), faults), stored: false };
      },
    ],
    [
      `${root}/month/:month`,
      async (request) => {
        const { month = '' } = request.params;
        if (!MONTH.test(month)) return undefined;
        const day = today();
        const { query: read, faults } = await withMatches(site, readableQueryOf(site, request, day));
        const query = asMonth(read);
        const make = async () => pageRepresentation(await inSlices(monthPageSteps(site, language, query, month, day)));
        const pathOf = (other: Query) => monthPath(language, other, month);
        // Today has a mark in its month, and until a month is over its plans are to come.
        const daily = dayText(day, 'month') <= month ? day : undefined;
        return telling({ site, language }, { query, faults }, pathOf, { address: pathOf(query), make, day: daily });
      },
    ],
    [
      feedsPath(language),
      (request) => {
        const page = pageNumberOf(request);
        const make = async () => pageRepresentation(await inSlices(feedsPageSteps(site, language, page)));
        return { address: feedsPath(language, page), make };
      },
    ],
    ...sitePages.map((name): Route => [sitePagePath(language, name), (request) => sitePage(name, request)]),
    [
      embedPath(language, EVERYTHING),
      async (request) => {
        const day = today();
        const { query, scheme, faults } = await withMatches(site, embeddingOf(site, request, day));
        const make = async () =>
          embedRepresentation(await inSlices(embedPageSteps(site, language, { query, scheme }, day)));
        const pathOf = (other: Query) => embedPath(language, other, scheme);
        return telling({ site, language }, { query, faults }, pathOf, { address: pathOf(query), make, day });
      },
    ],
    [
      `${root}/:facet/:value/embed`,
      (request) => {
        const { query, scheme, faults } = embeddingOf(site, request, today());
        return { movedTo: withFaults(embedPath(language, query, scheme), faults) };
      },
    ],
    [
      dataPath(language, EVERYTHING),
      async (request) => {
        const day = today();
        const { query: read, faults } = await withMatches(site, readableQueryOf(site, request, day));
        const query = asPage(read);
        const make = () => pageRepresentation(renderDataPage(site, language, query));
        const pathOf = (other: Query) => dataPath(language, other);
        const daily = isRelative(query) ? day : undefined;
        return telling({ site, language }, { query, faults }, pathOf, { address: pathOf(query), make, day: daily });
      },
    ],
    [
      subscribePath(language, EVERYTHING),
      async (request) => {
        const day = today();
        const read = await withMatches(site, subscriptionOf(site, request, day, language));
        const { edition, faults } = read;
        const query = asPage(read.query);
        const make = async () => pageRepresentation(await renderSubscribePage(site, language, { query, edition }, day));
        const pathOf = (other: Query) => subscribePath(language, other, edition.tag);
        return telling({ site, language }, { query, faults }, pathOf, { address: pathOf(query), make, day });
      },
    ],
  ];
}

function onPathFacet(facet: string | undefined, answerTo: (facet: PathFacet) => Answer): Answer | undefined {
  return facet !== undefined && isPathFacet(facet) ? answerTo(facet) : undefined;
}

/** Pages are in one language: where an output in all of them comes from, they are in that of the reader. */
function multilingualRoutes({ site, today }: Answering, { tag, languages }: Edition): readonly Route[] {
  const root = `/${tag}`;
  const reversed = `/${[...languages].reverse().join('-')}`;
  const viewIn = (request: Request) => (language: LanguageTag) => {
    const { query, faults } = readableQueryOf(site, request, today());
    return withFaults(viewPath(language, query), faults);
  };
  return [
    [
      [root, `${root}/`, `${root}/:facet/:value`, `${root}/:facet/:value/`],
      (request) => ({ pathIn: viewIn(request), stored: true }),
    ],
    [
      `${root}/subscribe`,
      (request) => ({
        pathIn: (language) => {
          const { query, faults } = readableQueryOf(site, request, today());
          return withFaults(subscribePath(language, query, tag), faults);
        },
        stored: true,
      }),
    ],
    [`${root}/events/:slug`, ({ params }) => byLanguage(eventPath, eventOf(site, params.slug))],
    [
      [`${root}/month`, `${root}/month/:month`],
      (request) => {
        const { month } = request.params;
        if (month !== undefined && !MONTH.test(month)) return undefined;
        const { query: read, faults } = readableQueryOf(site, request, today());
        const query = asMonth(read);
        const pathOf = (language: LanguageTag) =>
          month === undefined ? currentMonthPath(language, query) : monthPath(language, query, month);
        return {
          pathIn: (language) => withFaults(pathOf(language), faults),
          stored: true,
        };
      },
    ],
    [
      [`${root}/:facet`, `${root}/:facet/`],
      ({ params }) =>
        onPathFacet(params.facet, (facet) => ({ pathIn: (language) => facetIndexPath(language, facet), stored: true })),
    ],
    // The languages the other way round are the same outputs.
    [
      [reversed, `${reversed}/`, `${reversed}/*rest`],
      ({ url }) => ({ movedTo: `${root}${url.slice(reversed.length)}` }),
    ],
  ];
}

function byLanguage(pathOf: (language: string, slug: string) => string, { slug }: TimelineEvent): Answer {
  return { pathIn: (language) => pathOf(language, slug), stored: true };
}

/** One facet alone has a path, and a path with more than its facet is parameters of the root: any other is moved there. */
function isCanonical(request: Request, canonical: string): boolean {
  return canonical.split('?')[0] === request.path;
}

/** Whether each value of a facet is written as it is: `country=de` is understood, and moved to its address. */
function hasValuesOf(request: Request, query: Query, { parameters: wrong } = NO_FAULTS): boolean {
  const parameters = parametersOf(request.url);
  const isWrong = (facet: string, value: string) => wrong.some((told) => told[0] === facet && told[1] === value);
  return facets.every((facet) =>
    parameters
      .getAll(facet)
      .every((value) => value === '' || query.facets[facet].includes(value) || isWrong(facet, value)),
  );
}

async function viewAnswer({ site, today }: Answering, request: Request, language: LanguageTag): Promise<Answer> {
  const day = today();
  const { query, faults: read } = await withMatches(site, readableQueryOf(site, request, day));
  const { pageKey, faults: ofKey } = pageKeyOf(request);
  const faults = alsoOf(read, ofKey);
  const page = timelineAt({ site, day }, language, query, pageKey);
  const isOwn =
    isCanonical(request, page.address) && (request.params.facet !== undefined || hasValuesOf(request, query, faults));
  if (!isOwn) return { movedTo: withFaults(page.address, faults) };
  return telling({ site, language }, { query: asPage(query), faults }, (other) => viewPath(language, other), page);
}

async function outputAnswer(
  { site, today }: Answering,
  request: Request,
  name: OutputName,
  edition: Edition,
  pathOf = (query: Query) => outputPath(edition.tag, query, name),
): Promise<Answer> {
  const day = today();
  const { query } = await withMatches(site, { query: queryOf(site, request, day) });
  const address = pathOf(query);
  const isOwn = isCanonical(request, address) && (request.params.facet !== undefined || hasValuesOf(request, query));
  const part = outputs[name].isInParts ? outputPartOf(request) : undefined;
  if (!isOwn) return { movedTo: withPart(address, part) };
  const { opensAs, mediaType } = outputs[name];
  const isSaved = mediaType === ICALENDAR_MEDIA_TYPE && isFromOwnPage(request);
  if (opensAs !== undefined && isOpenedInBrowser(request) && !isSaved) {
    const [only, ...others] = edition.languages;
    // Not stored: whatever caches make of it, no program that reads feeds gets it from one (docs/decisions/feeds.md).
    const pathIn = (preferred: LanguageTag) =>
      `${subscribePath(others.length > 0 ? preferred : only, query, edition.tag)}#${opensAs}`;
    return { pathIn, stored: false };
  }
  return outputAt({ site, day }, name, edition, query, address, part);
}
