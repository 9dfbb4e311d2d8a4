/** What every route answers from, and how. */
import type { Response } from 'express';
import type { Day } from '../chronology/dates/day.ts';
import type { WordLanguage } from '../chronology/languages/dates-in-words.ts';
import type { Query, QueryBound } from '../chronology/query/query.ts';
import { inSlices, turn } from '../slices.ts';
import { DOCUMENT } from './http/cache-control.ts';
import type { Answerable, HeaderList } from './http/representation.ts';
import type { RepresentationStore } from './http/store.ts';
import { pageRepresentation } from './outputs.ts';
import { pagePath, renderTimelinePage, timelinePage, timelinePageSteps } from './pages/timeline.ts';
import { absolute, viewPath } from './site/address.ts';
import { Moved } from './site/fault.ts';
import type { Site } from './site/site.ts';

/** What is answered from, and how. */
export interface Answering {
  readonly site: Site;
  /** Where canonical addresses keep what was made for them. */
  readonly store: RepresentationStore;
  /** The files that pages load, by their paths. */
  readonly assets: ReadonlyMap<string, Answerable>;
  /** The headers that every answer has. */
  readonly common: HeaderList;
  /** The day that it is in the chronology's time zone. */
  readonly today: () => Day;
}

/** Rejects with Moved where the part that is asked for begins with another day. */
export async function timelineRepresentation(site: Site, language: WordLanguage, query: Query, pageKey?: QueryBound) {
  const page = timelinePage(site, query, pageKey);
  const canonical = pagePath(language, page, page.part);
  if (canonical !== viewPath(language, query, pageKey?.text)) throw new Moved(canonical);
  await inSlices(timelinePageSteps(site, language, page));
  // What is left is one slice, and not a short one.
  await turn();
  return pageRepresentation(renderTimelinePage(site, language, page));
}

export function redirect(site: Site, response: Response, path: string): void {
  // A script of another site that follows a feed's old address may read where it leads.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cache-Control', DOCUMENT);
  response.redirect(301, absolute(site.baseUrl, path));
}
