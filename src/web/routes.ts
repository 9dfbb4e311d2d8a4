/** Which address answers with what. */
import express, { type Request, type Response, type Router } from 'express';
import { isPathFacet } from '../chronology/facet.ts';
import type { WordLanguage } from '../chronology/languages/dates-in-words.ts';
import { EVERYTHING } from '../chronology/query/query.ts';
import { inSlices } from '../slices.ts';
import { type Answering, redirect, timelineRepresentation } from './answering.ts';
import { DOCUMENT, NOT_STORED } from './http/cache-control.ts';
import { respond } from './http/representation.ts';
import {
  eventCalendarRepresentation,
  isDaily,
  outputRepresentation,
  pageRepresentation,
  rootOutputRepresentation,
} from './outputs.ts';
import { renderEventPage } from './pages/event.ts';
import { renderSitePage, sitePageSteps } from './pages/site-pages.ts';
import { renderSubscribePage } from './pages/subscribe.ts';
import {
  answerableQueryOf,
  editionOf,
  eventOf,
  knownEventOf,
  pageKeyOf,
  pageNumberOf,
  preferredLanguage,
  queryOf,
} from './request.ts';
import {
  absolute,
  calendarOutputs,
  dividedPages,
  eventCalendarPath,
  eventPath,
  type Output,
  outputPath,
  outputs,
  rootOutputPath,
  rootOutputs,
  sitePagePath,
  sitePages,
  subscribePath,
  viewPath,
} from './site/address.ts';
import { type Edition, editionsOf } from './site/views.ts';
import { documentRoutes, siteDocuments } from './site-documents.ts';

/** What people type when they look for a feed or a calendar. */
const SHORT_ADDRESSES: Readonly<Record<string, Output>> = {
  '/feed.xml': 'feed.rss',
  '/rss.xml': 'feed.rss',
  '/rss': 'feed.rss',
  '/feed': 'feed.rss',
  '/calendar': 'calendar.ics',
};

export function routes({ site, store, assets, common, today }: Answering): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  const { chronology, templates } = site;
  const { languages } = chronology.vocabulary.settings;

  // A view's page or output is at the query of its path and parameters together.
  const answerView = async (request: Request, response: Response, language: WordLanguage) => {
    const query = await answerableQueryOf(site, request);
    const pageKey = pageKeyOf(request);
    const canonical = viewPath(language, query, pageKey?.text);
    // One facet alone has a path, and a path with more than its facet is the root's parameters.
    if (canonical.split('?')[0] !== request.path) return redirect(site, response, canonical);
    const representation = await store.get(canonical, () => timelineRepresentation(site, language, query, pageKey));
    return respond(request, response, representation, common);
  };
  const answerOutput = async (request: Request, response: Response, edition: Edition, output: Output) => {
    const query = await answerableQueryOf(site, request);
    const canonical = outputPath(edition.tag, query, output);
    if (canonical.split('?')[0] !== request.path) return redirect(site, response, canonical);
    const day = today();
    const make = () => outputRepresentation(site, edition, query, output, day);
    const representation = await store.get(canonical, make, isDaily(output) ? day : undefined);
    return respond(request, response, representation, common);
  };

  router.get('/', (request, response) => {
    response.vary('Accept-Language');
    response.setHeader('Cache-Control', NOT_STORED);
    response.redirect(302, absolute(site.baseUrl, `/${preferredLanguage(site, request)}/`));
  });
  for (const output of rootOutputs)
    router.get(`/${output}`, async (request, response) => {
      const query = await answerableQueryOf(site, request);
      const address = rootOutputPath(query, output);
      const representation = await store.get(address, () => rootOutputRepresentation(site, query, output, today()));
      await respond(request, response, representation, common);
    });
  for (const [path, output] of Object.entries(SHORT_ADDRESSES))
    router.get(path, (request, response) => redirect(site, response, rootOutputPath(queryOf(site, request), output)));
  for (const [path, representation] of assets)
    router.get(path, (request, response) => respond(request, response, representation, common));
  router.get('/favicon.ico', (_, response) => redirect(site, response, templates.icon.path));

  const documentAt = siteDocuments(site);
  router.get([...documentRoutes], async (request, response, next) => {
    const make = await documentAt(request.path);
    return make ? respond(request, response, await store.get(request.path, make), common) : next();
  });

  const negotiated = (request: Request, response: Response, pathIn: (language: WordLanguage) => string) => {
    const path = pathIn(preferredLanguage(site, request));
    response.vary('Accept-Language');
    response.setHeader('Cache-Control', DOCUMENT);
    response.redirect(302, absolute(site.baseUrl, path));
  };
  router.get('/subscribe', (request, response) =>
    negotiated(request, response, (language) => {
      const { tag } = editionOf(site, request, language);
      return subscribePath(language, queryOf(site, request), tag);
    }),
  );
  router.get('/events/:slug.ics', (request, response) => {
    const { slug } = knownEventOf(site, request.params.slug);
    negotiated(request, response, (language) => eventCalendarPath(language, slug));
  });
  router.get('/events/:slug', (request, response) => {
    const { slug } = eventOf(site, request.params.slug);
    negotiated(request, response, (language) => eventPath(language, slug));
  });

  for (const language of languages) {
    const root = `/${language}`;
    router.get(root, (_, response) => redirect(site, response, `${root}/`));
    router.get(`${root}/`, (request, response) => answerView(request, response, language));
    router.get(`${root}/events/:slug`, async (request, response, next) => {
      if (request.params.slug.endsWith('.ics')) return next();
      const event = eventOf(site, request.params.slug);
      const address = eventPath(language, event.slug);
      await respond(
        request,
        response,
        await store.get(address, () => pageRepresentation(renderEventPage(site, language, event))),
        common,
      );
    });
    for (const name of sitePages) {
      const isDivided = (dividedPages as readonly string[]).includes(name);
      router.get(sitePagePath(language, name), async (request, response) => {
        const pageKey = isDivided ? pageNumberOf(request) : 1;
        const representation = await store.get(sitePagePath(language, name, pageKey), async () => {
          await inSlices(sitePageSteps(site, language, name, pageKey));
          return pageRepresentation(renderSitePage(site, language, name, pageKey));
        });
        await respond(request, response, representation, common);
      });
    }
    router.get(subscribePath(language, EVERYTHING), async (request, response) => {
      const query = await answerableQueryOf(site, request);
      const edition = editionOf(site, request, language);
      const day = today();
      const canonical = subscribePath(language, query, edition.tag);
      const make = async () => pageRepresentation(await renderSubscribePage(site, language, { query, edition }, day));
      const representation = await store.get(canonical, make, day);
      await respond(request, response, representation, common);
    });
    router.get(`${root}/:facet/:value`, (request, response, next) => {
      if (!isPathFacet(request.params.facet)) return next();
      return redirect(site, response, viewPath(language, queryOf(site, request)));
    });
    router.get(`${root}/:facet/:value/`, (request, response, next) =>
      isPathFacet(request.params.facet) ? answerView(request, response, language) : next(),
    );
  }
  for (const edition of editionsOf(site)) {
    const root = `/${edition.tag}`;
    for (const output of edition.languages.length === 1 ? outputs : calendarOutputs) {
      router.get(`${root}/${output}`, (request, response) => answerOutput(request, response, edition, output));
      router.get(`${root}/:facet/:value/${output}`, (request, response, next) =>
        isPathFacet(request.params.facet) ? answerOutput(request, response, edition, output) : next(),
      );
    }
    router.get(`${root}/events/:slug.ics`, async (request, response) => {
      // A withdrawn one is told as cancelled: whoever took it over once can take it back.
      const event = knownEventOf(site, request.params.slug);
      const address = eventCalendarPath(edition.tag, event.slug);
      await respond(
        request,
        response,
        await store.get(address, () => eventCalendarRepresentation(site, edition, event)),
        common,
      );
    });
  }
  // Pages are in one language: who looks where a calendar in all of them comes from gets that of the reader.
  for (const { tag } of editionsOf(site).filter(({ languages }) => languages.length > 1)) {
    const root = `/${tag}`;
    router.get([root, `${root}/`, `${root}/:facet/:value`, `${root}/:facet/:value/`], (request, response, next) => {
      const { facet = 'type' } = request.params as { facet?: string };
      if (!isPathFacet(facet)) return next();
      negotiated(request, response, (language) => viewPath(language, queryOf(site, request)));
    });
    router.get(`${root}/subscribe`, (request, response) =>
      negotiated(request, response, (language) => subscribePath(language, queryOf(site, request), tag)),
    );
    router.get(`${root}/events/:slug`, (request, response) => {
      const { slug } = eventOf(site, request.params.slug);
      negotiated(request, response, (language) => eventPath(language, slug));
    });
    // The languages the other way round are the same calendar.
    const reversed = `/${[...languages].reverse().join('-')}`;
    router.get([reversed, `${reversed}/`, `${reversed}/*rest`], (request, response) =>
      redirect(site, response, `${root}${request.url.slice(reversed.length)}`),
    );
  }
  return router;
}
