/** The documents that a view is served as, with their media types and how long they may be kept. */
import { type Query, select } from '../chronology/query.ts';
import type { WordLanguage } from '../chronology/when-words.ts';
import { MEDIA_TYPE as CALENDAR, renderICalendar } from '../formats/icalendar.ts';
import { MEDIA_TYPE as RSS, renderRss } from '../formats/rss.ts';
import type { View } from '../formats/view.ts';
import { absolute, eventPath, type Output, outputPath, permalinkPath, viewPath } from './address.ts';
import { overviewDocument } from './overview-figure.ts';
import { wordsIn } from './page.ts';
import { Representation } from './representation.ts';
import type { Site } from './site.ts';

export const FIVE_MINUTES = 'public, max-age=300';

const FORMATS: Readonly<Record<Output, { mediaType: string; render: (view: View) => string }>> = {
  'overview.svg': { mediaType: 'image/svg+xml', render: renderPicture },
  'calendar.ics': { mediaType: CALENDAR, render: renderICalendar },
  'feed.rss': { mediaType: RSS, render: renderRss },
};

/**
 * What the formats are given for a query in a language, with the addresses that BASE_URL makes.
 *
 * @param served Paths of outputs that are not below the view's own.
 */
export function viewOf(
  site: Site,
  language: WordLanguage,
  query: Query,
  served: Partial<Record<Output, string>> = {},
): View {
  const at = (path: string) => absolute(site.baseUrl, path);
  return {
    chronology: site.chronology,
    query,
    events: select(site.chronology, query),
    language,
    words: wordsIn(site, language),
    addresses: {
      page: at(viewPath(language, query)),
      chronology: at('/'),
      calendar: at(served['calendar.ics'] ?? outputPath(language, query, 'calendar.ics')),
      feed: at(served['feed.rss'] ?? outputPath(language, query, 'feed.rss')),
      view: (other) => at(viewPath(language, other)),
      event: (slug) => at(eventPath(language, slug)),
      permalink: (slug) => at(permalinkPath(slug)),
    },
  };
}

/** The overview as a document of its own, with absolute addresses. */
function renderPicture(view: View): string {
  return overviewDocument(view, view.addresses);
}

export function outputRepresentation(output: Output, view: View): Representation {
  const { mediaType, render } = FORMATS[output];
  return new Representation(render(view), { mediaType, cacheControl: FIVE_MINUTES, open: true });
}

export function pageRepresentation(html: string): Representation {
  return new Representation(html, { mediaType: 'text/html; charset=utf-8', cacheControl: FIVE_MINUTES, open: false });
}
