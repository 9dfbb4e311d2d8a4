/** What a test reads of a page: its links, its elements by id, and the text that a reader sees. */

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'" };

/** What the markup says once its character references are read. */
export function unescaped(markup: string): string {
  return markup.replace(/&([a-z]+|#\d+);/g, (all, name: string) => ENTITIES[name] ?? all);
}

/** The text of a piece of a page, with single spaces; what no line is broken at runs on. */
export function textOf(markup: string): string {
  return unescaped(markup.replace(/<\/?(a|code|q|span|strong|time)\b[^>]*>/g, '').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The opening tags of a page, or those of one name. */
export function elements(page: string, name = '[a-z][a-z0-9]*'): readonly Element[] {
  return [...page.matchAll(new RegExp(`<(${name})((?:\\s+[a-zA-Z-]+(?:="[^"]*")?)*)\\s*/?>`, 'g'))].map(
    ([, tag = '', attributes = '']) => ({
      name: tag,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/([a-zA-Z-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [
          key,
          unescaped(value),
        ]),
      ),
    }),
  );
}

/** Every reference that a page makes: links, alternates, style sheet, icon, form. */
export function references(page: string): readonly string[] {
  return elements(page).flatMap(({ attributes: { href, src, action } }) =>
    [href, src, action].filter((reference) => reference !== undefined),
  );
}

/** The addresses that stand in a calendar or a feed. */
export function addressesIn(document: string): readonly string[] {
  // Unfolded, and with the line breaks of its texts (RFC 5545 §3.1, §3.3.11).
  const unfolded = document.replace(/\r\n[ \t]/g, '').replaceAll('\\n', '\n');
  return [...unfolded.matchAll(/https?:\/\/[^\s"'<>\]]+/g)].map(([address]) => unescaped(address));
}

/** The slugs of the events that a timeline page shows, in its order. */
export function slugsOf(page: string): readonly string[] {
  return elements(page, 'article').map(({ attributes: { id = '' } }) => id.replace(/^event-/, ''));
}

/** The article of a timeline page that shows the event. */
export function cardOf(page: string, slug: string): string {
  const start = page.search(new RegExp(`<article [^>]*\\bid="event-${slug}"`));
  return start === -1 ? '' : page.slice(start, page.indexOf('</article>', start));
}
