/** Which addresses crawlers are asked not to fetch (RFC 9309). */

import { PART } from '../../chronology/list-part.ts';

export const ROBOTS_MEDIA_TYPE = 'text/plain; charset=utf-8';

/**
 * Pages with query parameters are disallowed, since their combinations have no end, except the pages of long lists; so are
 * the subscribe pages with parameters. Calendars and feeds with parameters are allowed: Google Calendar reads this file
 * before it fetches a subscription.
 *
 * @param basePath the path of BASE_URL, without a slash at its end
 */
export function renderRobotsTxt(basePath: string, sitemap: string): string {
  return `User-agent: *\nDisallow: ${basePath}/*/?\nDisallow: ${basePath}/*/subscribe?\nAllow: ${basePath}/*/?${PART}=\nAllow: /\n\nSitemap: ${sitemap}\n`;
}
