/** Texts as HTML, the same in pages, feeds and slides: prose with its blocks, emphasis and links, and lines with their breaks. */
import { directionOf } from '../../chronology/languages/definition/direction.ts';
import { type ProseBlock, type ProseRun, proseOf } from '../../chronology/languages/prose.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import type { Paragraph } from './event-text.ts';
import { languageAttributes, localize } from './localized-text.ts';
import { attributes, escapeMarkup } from './markup.ts';

/** A run of a text, and whether a search found it. */
export interface MarkedRun extends ProseRun {
  readonly match?: boolean;
}

const EMPHASIS = { weak: ['em'], strong: ['strong'], both: ['strong', 'em'] } as const;

/** Runs that lead to one address are one link, whatever is marked in it. */
export function runsMarkup(runs: readonly MarkedRun[]): string {
  let markup = '';
  let around: string | undefined;
  for (const { text, match, emphasis, href } of runs) {
    if (href !== around) {
      if (around !== undefined) markup += '</a>';
      if (href !== undefined) markup += `<a${attributes({ href })}>`;
      around = href;
    }
    const tags = [...(emphasis ? EMPHASIS[emphasis] : []), ...(match ? ['mark'] : [])];
    markup += tags.map((tag) => `<${tag}>`).join('');
    markup += escapeMarkup(text);
    markup += tags
      .reverse()
      .map((tag) => `</${tag}>`)
      .join('');
  }
  return around === undefined ? markup : `${markup}</a>`;
}

/** Paragraphs and lists on lines of their own. @param own Attributes of each, with a space before them. */
export function blocksMarkup(blocks: readonly ProseBlock[], own = ''): string {
  return blocks
    .map(({ kind, runs }, index) => {
      const markup = broken(runsMarkup(runs));
      if (kind === 'paragraph') return `<p${own}>${markup}</p>`;
      const begin = blocks[index - 1]?.kind === 'item' ? '' : `<ul${own}>\n`;
      const end = blocks[index + 1]?.kind === 'item' ? '' : '\n</ul>';
      return `${begin}<li>${markup}</li>${end}`;
    })
    .join('\n');
}

/** Text with its lines. */
export function lines(text: string): string {
  return broken(escapeMarkup(text));
}

/** No address has the end of a line in it. */
function broken(markup: string): string {
  return markup.replaceAll('\n', '<br>');
}

/** A paragraph of an event in a document of a language; the address that it ends with is a link. */
export function paragraphMarkup({ prose, ...paragraph }: Paragraph, language: LanguageTag): string {
  const { text, address = '' } = paragraph;
  const own = languageAttributes(localize(paragraph, language));
  if (prose !== undefined) return blocksMarkup(proseOf(prose), own);
  const before = lines(text.slice(0, text.length - address.length));
  return `<p${own}>${before}${address === '' ? '' : anchor(address, address)}</p>`;
}

/** @param own Further attributes, with a space before them. */
export function anchor(address: string, text: string, own = ''): string {
  return `<a${attributes({ href: address })}${own}>${escapeMarkup(text)}</a>`;
}

/** Readers of feeds and slides know no direction of a text but what its markup says. */
export function inDirection(html: string, language: LanguageTag): string {
  return directionOf(language) === 'rtl' ? `<div${attributes({ lang: language, dir: 'rtl' })}>\n${html}\n</div>` : html;
}
