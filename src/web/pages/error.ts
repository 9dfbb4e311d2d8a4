/** The answer to a request that failed: a page for people, `application/problem+json` (RFC 9457) for programs. */
import type { Request } from 'express';
import type { Chronology } from '../../chronology/chronology.ts';
import type { Day } from '../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { printable } from '../../chronology/files/problem.ts';
import type { Translate } from '../../chronology/languages/definition/interface-words.ts';
import { wordsOf } from '../../chronology/languages/languages.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import {
  allowedTextSteps,
  chosenOf,
  EVERYTHING,
  parseReadable,
  type Query,
  type QueryFault,
} from '../../chronology/query/query.ts';
import { successorOf } from '../../formats/view/event-text.ts';
import { inSlices, type Work } from '../../slices.ts';
import { FAULT, NOT_STORED } from '../http/cache-control.ts';
import { Representation } from '../http/representation.ts';
import { absolute, asPage, eventPath, permalinkPath, relative, viewPath } from '../site/address.ts';
import { KEYS_OF_PAGE } from '../site/cache-keys.ts';
import type { HttpFault } from '../site/fault.ts';
import { parametersOf } from '../site/parameters.ts';
import type { Site } from '../site/site.ts';
import { addressFaultsSteps } from './faults/address-faults.ts';
import { facetInPath, nearAddressesSteps, wordsOfPath } from './faults/near-addresses.ts';
import { eventLink } from './parts/event-line.ts';
import { filterFields } from './parts/filter-form.ts';
import { type PageContext, pageContext, pageModel } from './parts/frame.ts';

/** The request headers that decide the answer's form and language. */
const vary = ['Accept', 'Accept-Language'];

/** A missing asset is not cached: after an update, another replica may serve it already. */
function isAssetPath(path: string): boolean {
  return path.startsWith('/assets/');
}

export async function renderError(
  site: Site,
  request: Request,
  language: LanguageTag,
  fault: HttpFault,
  today: Day,
): Promise<Representation> {
  const isKept = fault.status < 500 && fault.status !== 405 && fault.status !== 412 && !isAssetPath(request.path);
  const cacheControl = isKept ? FAULT : NOT_STORED;
  const isPage = request.accepts(['application/problem+json', 'text/html']) === 'text/html';
  const message = await inSlices(messageSteps(fault, site.chronology, wordsOf(language), language));
  const successor = fault.status === 410 ? fault.event && successorOf(site.chronology, fault.event) : undefined;
  return isPage
    ? new Representation(
        await errorPage(message, successor, fault, request, today, pageContext(site, language, request.path)),
        {
          mediaType: 'text/html; charset=utf-8',
          cacheControl,
          open: false,
          vary,
          cacheKeys: KEYS_OF_PAGE,
        },
      )
    : new Representation(problemJson(message, successor, fault, site, language), {
        mediaType: 'application/problem+json',
        cacheControl,
        open: true,
        vary,
        cacheKeys: KEYS_OF_PAGE,
      });
}

interface Message {
  readonly title: string;
  readonly detail: string;
}

/** @param context at the address that was asked for, which the browser resolves the page's links against */
async function errorPage(
  { title, detail }: Message,
  successor: TimelineEvent | undefined,
  fault: HttpFault,
  request: Request,
  today: Day,
  context: PageContext,
): Promise<string> {
  const { site, path, language } = context;
  const isLost = fault.status === 404 || fault.status === 410;
  const mendable =
    fault.status === 400 && fault.fault ? await mendableQuery(fault.fault, request, today, context) : undefined;
  // Of files, one page stands for every address where there is none.
  const isOfAny = site.isStatic === true && fault.status === 404;
  return site.templates.render('error', {
    ...pageModel(context, {
      title,
      description: detail,
      query: EVERYTHING,
      pathIn: (other) => viewPath(other, EVERYTHING),
    }),
    canonical: undefined,
    pageClass: undefined,
    error: {
      title,
      detail: mendable ? undefined : detail,
      successor: successor && eventLink(successor, context),
      near: fault.status === 404 && !isOfAny ? await inSlices(nearAddressesSteps(path, context)) : [],
      search: isLost
        ? { action: relative(path, viewPath(language, EVERYTHING)), words: isOfAny ? '' : wordsOfPath(path, site) }
        : undefined,
    },
    ...mendable,
  });
}

/** What a reader mends of an output's address with faults: the filter's form, with the choices that can be read, and each fault. */
async function mendableQuery(first: QueryFault, request: Request, today: Day, context: PageContext) {
  const { site, path, language } = context;
  const parameters = parametersOf(request.url);
  const inPath = facetInPath(path);
  if (inPath) parameters.set(inPath.facet, inPath.value);
  const { query, faults: read } = parseReadable(parameters, site.chronology, today);
  const faults = read.some(({ parameter }) => parameter === first.parameter) ? read : [...read, first];
  // The counts are those without the search, which may not be indexed yet.
  const { q = '', ...unsearched } = query;
  // What is mended leads to the page of the view, from which each output is one click away.
  const pathOf = (other: Query) => viewPath(language, other);
  const given = (name: string) => parameters.getAll(name).findLast((value) => value !== '') ?? '';
  const mendable = await inSlices(addressFaultsSteps(faults, query, pathOf, context));
  /** The ids of the faults of each parameter, as its field refers to them. */
  const faultIds: Record<string, string> = {};
  for (const { id, parameters: named } of mendable)
    for (const name of named) faultIds[name] = name in faultIds ? `${faultIds[name]} ${id}` : id;
  const faulty = (name: string) => name in faultIds;
  const fields = filterFields(unsearched, context);
  return {
    form: {
      ...fields,
      hidden: chosenOf(asPage(query)).map(([name, value]) => ({ name, value })),
      action: relative(path, viewPath(language, EVERYTHING)),
      q: faulty('q') ? given('q') : q,
      from: faulty('from') ? given('from') : fields.from,
      to: faulty('to') ? given('to') : fields.to,
      faultIds,
    },
    faults: mendable,
  };
}

function problemJson(
  { title, detail }: Message,
  successor: TimelineEvent | undefined,
  fault: HttpFault,
  { baseUrl }: Site,
  language: LanguageTag,
): string {
  return `${JSON.stringify({
    type: 'about:blank',
    title,
    status: fault.status,
    detail,
    ...(fault.status === 410 && fault.event && { instance: absolute(baseUrl, permalinkPath(fault.event.slug)) }),
    ...(successor && { replacedBy: absolute(baseUrl, eventPath(language, successor.slug)) }),
  })}\n`;
}

function* messageSteps(
  fault: HttpFault,
  chronology: Chronology,
  words: Translate,
  language: LanguageTag,
): Work<Message> {
  switch (fault.status) {
    case 400: {
      if (!fault.fault) return { title: words('error.badRequest'), detail: words('error.badPath') };
      const { reason, parameter, found } = fault.fault;
      const allowed = yield* allowedTextSteps(fault.fault, chronology);
      const sentences = [
        words(`error.query.${reason}`, { parameter }),
        ...(found === undefined ? [] : [words('error.found', { found: printable(found) })]),
        words('error.allowed', { allowed }),
      ];
      return {
        title: words('error.badRequest'),
        detail: words('error.badRequestText', { detail: sentences.join(words('error.join')) }),
      };
    }
    case 404:
      return { title: words('error.notFound'), detail: words('error.notFoundText') };
    case 405:
      return {
        title: words('error.methodNotAllowed'),
        detail: words('error.methodNotAllowedText', { allowed: fault.allowed }),
      };
    case 410: {
      if (!fault.event) return { title: words('error.gone'), detail: words('error.retiredText') };
      const reason = fault.event.withdrawn?.reason;
      return {
        title: words('error.gone'),
        detail: words('error.goneText', { reason: reason ? pick(reason, language).text : '' }),
      };
    }
    case 412:
      return { title: words('error.changed'), detail: words('error.changedText') };
    case 500:
      return { title: words('error.internal'), detail: words('error.internalText') };
    case 503:
      return { title: words('error.busy'), detail: words('error.busyText') };
  }
}
