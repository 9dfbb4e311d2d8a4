/** Which address answers with what. */
import express, { type Request, type Router } from 'express';
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
  timelineAt,
} from './answering.ts';
import { imageAnswer } from './event-images.ts';
import { renderDataPage } from './pages/data.ts';
import { eventPageSteps, isDailyEventPage } from './pages/event.ts';
import { facetIndexSteps } from './pages/facet-index.ts';
import { feedsPageSteps } from './pages/feeds.ts';
import { currentMonth, MONTH, monthPageSteps } from './pages/month.ts';
import { renderSitePage, sitePageSteps } from './pages/site-pages.ts';
import { renderSubscribePage } from './pages/subscribe.ts';
import { eventCalendarRepresentation, eventOutputRepresentation, pageRepresentation } from './representations.ts';
import {
  answerableQueryOf,
  editionOf,
  eventOf,
  isFromOwnPage,
  isOpenedInBrowser,
  knownEventOf,
  misnamedFilterOf,
  pageKeyOf,
  pageNumberOf,
  partNumberOf,
  queryOf,
} from './request.ts';
import {
  asMonth,
  asPage,
  currentMonthPath,
  dataPath,
  dividedPages,
  eventCalendarPath,
  eventOutputPath,
  eventPath,
  facetIndexPath,
  feedsPath,
  IMAGES_PATH,
  monthPath,
  outputPath,
  parametersOf,
  rootOutputPath,
  type SitePage,
  sitePagePath,
  sitePages,
  subscribePath,
  viewPath,
} from './site/address.ts';
import { eventOutputNames, eventOutputs } from './site/event-outputs.ts';
import { type OutputName, outputs, rootOutputs } from './site/outputs.ts';
import { type Edition, editionsOf, outputNamesIn } from './site/views.ts';
import { documentRoutes } from './site-documents.ts';

export function routes(answering: Answering): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const editions = editionsOf(answering.site).flatMap((edition) => editionRoutes(answering, edition));
  for (const [pattern, answerTo] of [...rootRoutes(answering), ...editions])
    router.get(pattern, async (request: RouteRequest, response, next) => {
      const { facet } = request.params;
      const given = facet === undefined || isPathFacet(facet) ? await answerTo(request) : undefined;
      return given ? answer(answering, request, response, given) : next();
    });
  return router;
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
    [
      '/subscribe',
      (request) => {
        const pathIn = (language: LanguageTag) =>
          subscribePath(language, queryOf(site, request, today()), editionOf(site, request, language).tag);
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
    [root, () => ({ movedTo: `${root}/` })],
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
    [`${root}/:facet/:value`, (request) => ({ movedTo: viewPath(language, queryOf(site, request, today())) })],
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
        const query = asMonth(await answerableQueryOf(site, request, day));
        const month = currentMonth(site, query, day);
        return { pathIn: () => monthPath(language, query, month), stored: false };
      },
    ],
    [
      `${root}/month/:month`,
      async (request) => {
        const { month = '' } = request.params;
        if (!MONTH.test(month)) return undefined;
        const day = today();
        const query = asMonth(await answerableQueryOf(site, request, day));
        const make = async () => pageRepresentation(await inSlices(monthPageSteps(site, language, query, month, day)));
        // Today has a mark in its month, and until a month is over its plans are to come.
        return { address: monthPath(language, query, month), make, day: day.slice(0, 7) <= month ? day : undefined };
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
      dataPath(language, EVERYTHING),
      async (request) => {
        const query = asPage(await answerableQueryOf(site, request, today()));
        const make = () => pageRepresentation(renderDataPage(site, language, query));
        return { address: dataPath(language, query), make, day: isRelative(query) ? today() : undefined };
      },
    ],
    [
      subscribePath(language, EVERYTHING),
      async (request) => {
        const day = today();
        const query = asPage(await answerableQueryOf(site, request, day));
        const edition = editionOf(site, request, language);
        const make = async () => pageRepresentation(await renderSubscribePage(site, language, { query, edition }, day));
        return { address: subscribePath(language, query, edition.tag), make, day };
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
  const viewIn = (request: Request) => (language: LanguageTag) => viewPath(language, queryOf(site, request, today()));
  return [
    [
      [root, `${root}/`, `${root}/:facet/:value`, `${root}/:facet/:value/`],
      (request) => ({ pathIn: viewIn(request), stored: true }),
    ],
    [
      `${root}/subscribe`,
      (request) => ({
        pathIn: (language) => subscribePath(language, queryOf(site, request, today()), tag),
        stored: true,
      }),
    ],
    [`${root}/events/:slug`, ({ params }) => byLanguage(eventPath, eventOf(site, params.slug))],
    [
      [`${root}/month`, `${root}/month/:month`],
      (request) => {
        const { month } = request.params;
        if (month !== undefined && !MONTH.test(month)) return undefined;
        const query = asMonth(queryOf(site, request, today()));
        return {
          pathIn: (language) =>
            month === undefined ? currentMonthPath(language, query) : monthPath(language, query, month),
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
function hasValuesOf(request: Request, query: Query): boolean {
  const parameters = parametersOf(request.url);
  return facets.every((facet) =>
    parameters.getAll(facet).every((value) => value === '' || query.facets[facet].includes(value)),
  );
}

async function viewAnswer({ site, today }: Answering, request: Request, language: LanguageTag): Promise<Answer> {
  const day = today();
  const query = await answerableQueryOf(site, request, day);
  const misnamed = misnamedFilterOf(site, request, day);
  const given = timelineAt({ site, day }, language, query, { pageKey: pageKeyOf(request), misnamed });
  const isOwn =
    isCanonical(request, given.address) && (request.params.facet !== undefined || hasValuesOf(request, query));
  return isOwn ? given : { movedTo: given.address };
}

async function outputAnswer(
  { site, today }: Answering,
  request: Request,
  name: OutputName,
  edition: Edition,
  pathOf = (query: Query) => outputPath(edition.tag, query, name),
): Promise<Answer> {
  const day = today();
  const query = await answerableQueryOf(site, request, day);
  const address = pathOf(query);
  const isOwn = isCanonical(request, address) && (request.params.facet !== undefined || hasValuesOf(request, query));
  if (!isOwn) return { movedTo: address };
  const { opensAs, mediaType } = outputs[name];
  const isSaved = mediaType === ICALENDAR_MEDIA_TYPE && isFromOwnPage(request);
  if (opensAs !== undefined && isOpenedInBrowser(request) && !isSaved) {
    const [only, ...others] = edition.languages;
    // Not stored: whatever caches make of it, no program that reads feeds gets it from one (docs/decisions/feeds.md).
    const pathIn = (preferred: LanguageTag) =>
      `${subscribePath(others.length > 0 ? preferred : only, query, edition.tag)}#${opensAs}`;
    return { pathIn, stored: false };
  }
  const part = outputs[name].isInParts ? partNumberOf(request) : undefined;
  return outputAt({ site, day }, name, edition, query, address, part);
}
