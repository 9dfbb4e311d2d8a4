/** What a test reads of a page: its links, its elements by id, and the text that a reader sees. */
import { type Element, findAll, parseHtml } from './html.ts';

export { textOf } from './html.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'" };

/** What the markup says once its character references are read. */
export function unescaped(markup: string): string {
  return markup.replace(/&([a-z]+|#\d+);/g, (all, name: string) => ENTITIES[name] ?? all);
}

/** The elements of a page, or those that the selector finds. */
export function elements(page: Element | string, selector = '*'): readonly Element[] {
  return findAll(page, selector);
}

/** Every reference that a page makes: links, alternates, style sheet, icon, form. */
export function references(page: Element | string): readonly string[] {
  return findAll(page, '*').flatMap(({ attributes: { href, src, action } }) =>
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
export function slugsOf(page: Element | string): readonly string[] {
  return findAll(page, 'article').map(({ attributes: { id = '' } }) => id.replace(/^event-/, ''));
}

/** The article of a timeline page that shows the event; an empty one where it shows none. */
export function cardOf(page: Element | string, slug: string): Element {
  return findAll(page, `article[id="event-${slug}"]`)[0] ?? parseHtml('');
}
