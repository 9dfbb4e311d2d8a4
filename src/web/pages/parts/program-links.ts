/** The links by which calendar programs and feed readers take a subscription, and what the strictest of them refuses. */

/** The address as programs take it that open links themselves: a scheme of its own in place of `http:` or `https:`. */
export function webcalAddress(address: string): string {
  return address.replace(/^https?:/, 'webcal:');
}

/** Google Calendar takes no longer address, in UTF-16 units, and does not say so: the calendar just never comes. */
export const GOOGLE_LIMIT = 256;

/** How long an address is to Google: pasted as it is, or in the link; the longer counts. */
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
 * The link that brings a calendar into a program; none where it takes an address only by hand, or not this one.
 *
 * @param name What the calendar is to be called, for those that do not read it from the calendar.
 */
export function programLink(program: Program, address: string, name: string): string | undefined {
  switch (program) {
    case 'apple':
    case 'android':
      return webcalAddress(address);
    case 'google':
      return lengthForGoogle(address) > GOOGLE_LIMIT ? undefined : googleLink(address);
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
