/** What crawlers are asked to leave alone (RFC 9309). */

export const ROBOTS_MEDIA_TYPE = 'text/plain; charset=utf-8';

/**
 * Only the pages of combined parameters, but for the parts of long lists, and those for subscribing to them: there is no
 * end of them. Calendars and feeds stay open with parameters too: Google Calendar reads this file before it fetches a
 * subscription.
 *
 * @param basePath the path that the service lives below, without a slash at its end
 */
export function renderRobotsTxt(basePath: string, sitemap: string): string {
  return `User-agent: *\nDisallow: ${basePath}/*/?\nDisallow: ${basePath}/*/subscribe?\nAllow: ${basePath}/*/?part=\nAllow: /\n\nSitemap: ${sitemap}\n`;
}
