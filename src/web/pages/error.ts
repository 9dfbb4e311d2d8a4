/** What went wrong with a request: a page for people, `application/problem+json` (RFC 9457) for programs. */
import type { Request } from 'express';
import type { WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import { pick } from '../../chronology/languages/text.ts';
import { EVERYTHING } from '../../chronology/query/query.ts';
import { successorOf } from '../../formats/view/event-text.ts';
import { FAULT, NOT_STORED } from '../http/cache-control.ts';
import { Representation } from '../http/representation.ts';
import { absolute, eventPath, permalinkPath } from '../site/address.ts';
import type { HttpFault } from '../site/fault.ts';
import { type Site, wordsIn } from '../site/site.ts';
import { eventLink } from './parts/event-card.ts';
import { pageContext, pageModel, viewPathIn } from './parts/frame.ts';

/** The request headers that decide its form and its language. */
const vary = ['Accept', 'Accept-Language'];

/** A file that this process does not have, another one may have taken over already: the page that names it is there. */
function isAssetPath(path: string): boolean {
  return path.startsWith('/assets/');
}

export function renderError(site: Site, request: Request, language: WordLanguage, fault: HttpFault): Representation {
  const isKept = fault.status !== 500 && fault.status !== 405 && !isAssetPath(request.path);
  const cacheControl = isKept ? FAULT : NOT_STORED;
  const asPage = request.accepts(['application/problem+json', 'text/html']) === 'text/html';
  return asPage
    ? new Representation(errorPage(site, language, fault, request.path), {
        mediaType: 'text/html; charset=utf-8',
        cacheControl,
        open: false,
        vary,
      })
    : new Representation(problemJson(site, language, fault), {
        mediaType: 'application/problem+json',
        cacheControl,
        open: true,
        vary,
      });
}

function errorPage(site: Site, language: WordLanguage, fault: HttpFault, path: string): string {
  // The page's links are relative to where the browser thinks it is, which is the address that was asked for.
  const context = pageContext(site, language, path);
  const { title, detail } = inWords(site, language, fault);
  const successor = fault.status === 410 ? successorOf(site.chronology, fault.event) : undefined;
  return site.templates.render('error', {
    ...pageModel(context, { title, description: detail, query: EVERYTHING, pathIn: viewPathIn(EVERYTHING) }),
    canonical: undefined,
    error: { title, detail, successor: successor && eventLink(successor, context) },
  });
}

function problemJson(site: Site, language: WordLanguage, fault: HttpFault): string {
  const { title, detail } = inWords(site, language, fault);
  const successor = fault.status === 410 ? successorOf(site.chronology, fault.event) : undefined;
  return `${JSON.stringify({
    type: 'about:blank',
    title,
    status: fault.status,
    detail,
    ...(fault.status === 410 && { instance: absolute(site.baseUrl, permalinkPath(fault.event.slug)) }),
    ...(successor && { replacedBy: absolute(site.baseUrl, eventPath(language, successor.slug)) }),
  })}\n`;
}

function inWords(site: Site, language: WordLanguage, fault: HttpFault): { title: string; detail: string } {
  const words = wordsIn(site, language);
  switch (fault.status) {
    case 400: {
      if (!fault.fault) return { title: words('error.badRequest'), detail: words('error.badPath') };
      const { reason, parameter, found, allowed } = fault.fault;
      const parts = [
        words(`error.query.${reason}`, { parameter }),
        ...(found === undefined ? [] : [words('error.found', { found })]),
        words('error.allowed', { allowed }),
      ];
      return {
        title: words('error.badRequest'),
        detail: words('error.badRequestText', { detail: parts.join(words('error.join')) }),
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
      const reason = fault.event.withdrawn?.reason;
      return {
        title: words('error.gone'),
        detail: words('error.goneText', { reason: reason ? pick(reason, language).text : '' }),
      };
    }
    case 500:
      return { title: words('error.internal'), detail: words('error.internalText') };
  }
}
