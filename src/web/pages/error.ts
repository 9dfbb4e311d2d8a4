/** The answer to a request that failed: a page for people, `application/problem+json` (RFC 9457) for programs. */
import type { Request } from 'express';
import type { TimelineEvent } from '../../chronology/event.ts';
import type { Translate } from '../../chronology/languages/interface-words.ts';
import { type WordLanguage, wordsOf } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import { EVERYTHING } from '../../chronology/query/query.ts';
import { successorOf } from '../../formats/view/event-text.ts';
import { FAULT, NOT_STORED } from '../http/cache-control.ts';
import { Representation } from '../http/representation.ts';
import { absolute, eventPath, permalinkPath, viewPath } from '../site/address.ts';
import type { HttpFault } from '../site/fault.ts';
import type { Site } from '../site/site.ts';
import { eventLink } from './parts/event-line.ts';
import { type PageContext, pageContext, pageModel } from './parts/frame.ts';

/** The request headers that decide the answer's form and language. */
const vary = ['Accept', 'Accept-Language'];

/** A missing asset is not cached: after an update, another replica may serve it already. */
function isAssetPath(path: string): boolean {
  return path.startsWith('/assets/');
}

export function renderError(site: Site, request: Request, language: WordLanguage, fault: HttpFault): Representation {
  const isKept = fault.status < 500 && fault.status !== 405 && !isAssetPath(request.path);
  const cacheControl = isKept ? FAULT : NOT_STORED;
  const asPage = request.accepts(['application/problem+json', 'text/html']) === 'text/html';
  const message = toMessage(fault, wordsOf(language), language);
  const successor = fault.status === 410 ? fault.event && successorOf(site.chronology, fault.event) : undefined;
  return asPage
    ? new Representation(errorPage(message, successor, pageContext(site, language, request.path)), {
        mediaType: 'text/html; charset=utf-8',
        cacheControl,
        open: false,
        vary,
      })
    : new Representation(problemJson(message, successor, fault, site, language), {
        mediaType: 'application/problem+json',
        cacheControl,
        open: true,
        vary,
      });
}

interface Message {
  readonly title: string;
  readonly detail: string;
}

/** @param context at the address that was asked for, which the browser resolves the page's links against */
function errorPage({ title, detail }: Message, successor: TimelineEvent | undefined, context: PageContext): string {
  return context.site.templates.render('error', {
    ...pageModel(context, {
      title,
      description: detail,
      query: EVERYTHING,
      pathIn: (other) => viewPath(other, EVERYTHING),
    }),
    canonical: undefined,
    error: { title, detail, successor: successor && eventLink(successor, context) },
  });
}

function problemJson(
  { title, detail }: Message,
  successor: TimelineEvent | undefined,
  fault: HttpFault,
  { baseUrl }: Site,
  language: WordLanguage,
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

function toMessage(fault: HttpFault, words: Translate, language: WordLanguage): Message {
  switch (fault.status) {
    case 400: {
      if (!fault.fault) return { title: words('error.badRequest'), detail: words('error.badPath') };
      const { reason, parameter, found, allowed } = fault.fault;
      const sentences = [
        words(`error.query.${reason}`, { parameter }),
        ...(found === undefined ? [] : [words('error.found', { found })]),
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
    case 500:
      return { title: words('error.internal'), detail: words('error.internalText') };
    case 503:
      return { title: words('error.busy'), detail: words('error.busyText') };
  }
}
