/** The page for subscribing, as its tests read it. */
import assert from 'node:assert/strict';
import { unescaped } from './markup.ts';

/** The section with the id of its heading. */
export function sectionOf(page: string, id: string): string {
  const start = page.search(new RegExp(`<section [^>]*aria-labelledby="${id}"`));
  assert.notEqual(start, -1, id);
  return page.slice(start, page.indexOf('</section>', start));
}

/** The addresses there are to copy. */
export function toCopy(part: string): readonly string[] {
  return [...part.matchAll(/<div class="copy"[^>]*><p class="address">([^<]*)<\/p><\/div>/g)].map(([, text = '']) =>
    unescaped(text),
  );
}
