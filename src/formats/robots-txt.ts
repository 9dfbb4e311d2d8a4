/** What crawlers are asked to leave alone (RFC 9309). */

export const MEDIA_TYPE = 'text/plain; charset=utf-8';

/**
 * Only the pages of combined parameters: there is no end of them, and the sitemap has all others. Calendars and feeds
 * stay open with parameters too: Google Calendar reads this file before it fetches a subscription.
 *
 * @param basePath the path that the service lives below, without a slash at its end
 */
export function renderRobotsTxt(basePath: string, sitemap: string): string {
  return `User-agent: *\nDisallow: ${basePath}/*/?\nAllow: /\n\nSitemap: ${sitemap}\n`;
}
