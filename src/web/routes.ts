/** Which address answers with what. */
import type { Request } from 'express';
import type { TimelineEvent } from '../chronology/event.ts';
import { isPathFacet, type PathFacet } from '../chronology/facet.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { withPart } from '../chronology/list-part.ts';
import type { Query } from '../chronology/query/query.ts';
import { ICALENDAR_MEDIA_TYPE } from '../formats/calendar/icalendar.ts';
import { inSlices } from '../slices.ts';
import { type Answer, type Answering, outputAt, type Route } from './answering.ts';
import { imageAnswer } from './event-images.ts';
import { oembedAnswer } from './oembed.ts';
import { eventPageSteps, isDailyEventPage } from './pages/event.ts';
import { facetIndexSteps } from './pages/facet-index.ts';
import { eventOutputRepresentation, pageRepresentation } from './representations.ts';
import {
  eventOf,
  hasValuesOf,
  isCanonical,
  isFromOwnPage,
  isOpenedInBrowser,
  knownEventOf,
  outputPartOf,
  pageNumberOf,
  queryOf,
  withMatches,
} from './request.ts';
import { finderIn } from './routers.ts';
import {
  eventOutputPath,
  eventPath,
  facetIndexPath,
  IMAGES_PATH,
  outputPath,
  rootOutputPath,
  subscribePath,
} from './site/address.ts';
import { type EventOutputName, eventOutputNames, eventOutputs, hasOutput } from './site/event-outputs.ts';
import { HttpError } from './site/fault.ts';
import { type OutputName, outputs, rootOutputs } from './site/outputs.ts';
import { type Edition, editionsOf, outputNamesIn } from './site/views.ts';
import { documentRoutes } from './site-documents.ts';
import { sitePageRoutes, sitePageRoutesByReader, viewRoutes, viewRoutesByReader } from './view-routes.ts';

export function routes(answering: Answering): readonly Route[] {
  const belowLanguages = editionsOf(answering.site).flatMap((edition) => editionRoutes(answering, edition));
  const { site } = answering;
  // Two routers of all routes, which are made when someone asks for the first frame.
  let find: ReturnType<typeof finderIn> | undefined;
  const oembed: Route = [
    '/oembed',
    ({ url }) => {
      find ??= finderIn([ROOT, ...belowLanguages]);
      return oembedAnswer(site, url, find);
    },
  ];
  return [ROOT, oembed, ...rootRoutes(answering), ...belowLanguages];
}

const ROOT: Route = ['/', () => ({ pathIn: (language) => `/${language}/`, stored: false })];

/** Addresses that name no language. */
function rootRoutes(answering: Answering): readonly Route[] {
  const { site, assets, today } = answering;
  const [first] = editionsOf(site);
  const outputRoutes = (name: OutputName): Route[] => [
    [`/${name}`, (request) => outputAnswer(answering, request, name, first, (query) => rootOutputPath(query, name))],
    [
      [...(outputs[name].shortAddresses ?? [])],
      (request) => ({
        movedTo: withPart(rootOutputPath(queryOf(site, request, today()), name), partOf(request, name)),
      }),
    ],
  ];
  return [
    ...rootOutputs.flatMap(outputRoutes),
    ...[...assets].map(([path, representation]): Route => [path, () => ({ representation })]),
    ['/favicon.ico', () => ({ movedTo: site.templates.icon.path })],
    ...documentRoutes(site),
    [`${IMAGES_PATH}*path`, ({ path }) => imageAnswer(answering, path)],
    ...viewRoutesByReader(answering),
    ...eventOutputNames.map(
      (name): Route => [
        `/events/:slug.${name}`,
        ({ params }) =>
          byLanguage(
            (language, slug) => eventOutputPath(language, slug, name),
            eventWith(answering, params.slug, name),
          ),
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
    ...eventOutputNames
      .filter((name) => others.length === 0 || eventOutputs[name].isMultilingual)
      .map(
        (name): Route => [
          `/${tag}/events/:slug.${name}`,
          ({ params }) => {
            const event = eventWith(answering, params.slug, name);
            const make = () => eventOutputRepresentation(site, edition, event, name);
            return { address: eventOutputPath(tag, event.slug, name), make };
          },
        ],
      ),
    ...(others.length === 0 ? pageRoutes(answering, language) : multilingualRoutes(answering, edition)),
  ];
}

/** @throws HttpError where the event has no such document, or is withdrawn and its documents with it */
function eventWith({ site }: Answering, slug: string, name: EventOutputName): TimelineEvent {
  const event = eventOutputs[name].isOfWithdrawn ? knownEventOf(site, slug) : eventOf(site, slug);
  if (!hasOutput(event, name)) throw new HttpError({ status: 404 });
  return event;
}

function pageRoutes(answering: Answering, language: LanguageTag): readonly Route[] {
  const { site, today } = answering;
  const root = `/${language}`;
  return [
    [root, ({ url }) => ({ movedTo: `${root}/${url.slice(root.length)}` })],
    ...sitePageRoutes(answering, language),
    [
      [`${root}/:facet/`, `${root}/:facet`],
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
    ...viewRoutes(answering, language),
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
  ];
}

function onPathFacet(facet: string | undefined, answerTo: (facet: PathFacet) => Answer): Answer | undefined {
  return facet !== undefined && isPathFacet(facet) ? answerTo(facet) : undefined;
}

/** Pages are in one language: where an output in all of them comes from, they are in that of the reader. */
function multilingualRoutes(answering: Answering, { tag, languages }: Edition): readonly Route[] {
  const { site } = answering;
  const root = `/${tag}`;
  const reversed = `/${[...languages].reverse().join('-')}`;
  return [
    ...sitePageRoutesByReader(tag),
    ...viewRoutesByReader(answering, tag),
    [`${root}/events/:slug`, ({ params }) => byLanguage(eventPath, eventOf(site, params.slug))],
    [
      [`${root}/:facet`, `${root}/:facet/`],
      (request) =>
        onPathFacet(request.params.facet, (facet) => {
          const page = pageNumberOf(request);
          return { pathIn: (language) => facetIndexPath(language, facet, page), stored: true };
        }),
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

function partOf(request: Request, name: OutputName): number | undefined {
  return outputs[name].isInParts ? outputPartOf(request) : undefined;
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
  const part = partOf(request, name);
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
