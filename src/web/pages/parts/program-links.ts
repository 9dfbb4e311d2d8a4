/** The links that open a subscription in calendar programs and feed readers. */
import { LIMITS } from './program-limits.ts';

/** The address with the scheme that calendar programs register for. */
export function webcalAddress(address: string): string {
  return address.replace(/^https?:/, 'webcal:');
}

/**
 * The same for Android, where programs such as ICSx5 take the scheme by its word: `webcal:` is plain http to them, which the
 * system forbids, or which they follow no redirect from.
 */
function webcalsAddress(address: string): string {
  return address.replace(/^https:/, 'webcals:').replace(/^http:/, 'webcal:');
}

/** The length that Google counts: of the address as pasted or as linked to, whichever is longer. */
export function lengthForGoogle(address: string): number {
  return Math.max(address.length, webcalAddress(address).length);
}

function googleLink(address: string): string {
  return `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcalAddress(address))}`;
}

/** The calendar programs that the page has steps for, in its order. */
export const programs = ['apple', 'google', 'outlook', 'microsoft365', 'thunderbird', 'android'] as const;
export type Program = (typeof programs)[number];

/**
 * The link that adds a calendar to a program; undefined where the address must be pasted, or is too long.
 *
 * @param name of the calendar, for programs that do not read it from the calendar
 */
export function programLink(program: Program, address: string, name: string): string | undefined {
  switch (program) {
    case 'apple':
      return webcalAddress(address);
    case 'android':
      return webcalsAddress(address);
    case 'google':
      return lengthForGoogle(address) > LIMITS.google.address ? undefined : googleLink(address);
    case 'outlook':
      return outlookLink('outlook.live.com', address, name);
    case 'microsoft365':
      return outlookLink('outlook.office.com', address, name);
    case 'thunderbird':
      return undefined;
  }
}

function outlookLink(host: string, address: string, name: string): string {
  return `https://${host}/calendar/0/addfromweb?url=${encodeURIComponent(address)}&name=${encodeURIComponent(name)}`;
}

export function feedlyLink(feed: string): string {
  return `https://feedly.com/i/subscription/feed%2F${encodeURIComponent(feed)}`;
}

export function inoreaderLink(feed: string): string {
  return `https://www.inoreader.com/?add_feed=${encodeURIComponent(feed)}`;
}
