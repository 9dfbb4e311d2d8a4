/** The EJS templates, compiled once at start, and the functions by which they write texts, links and dates. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import type { ProseBlock } from '../../chronology/languages/prose.ts';
import type { LanguageTag, PickedText } from '../../chronology/languages/text.ts';
import {
  type LocalizedText,
  languageAttributes,
  localize,
  localizedMarkup,
} from '../../formats/view/localized-text.ts';
import { attributes, escapeMarkup } from '../../formats/view/markup.ts';
import { blocksMarkup, runsMarkup } from '../../formats/view/prose-markup.ts';
import { type Assets, loadAssets, type Styled } from './assets.ts';

const templateNames = [
  'data',
  'timeline',
  'partials/card',
  'partials/fold',
  'partials/told',
  'event',
  'figures',
  'sources',
  'facet-index',
  'feeds',
  'month',
  'about',
  'subscribe',
  'embed',
  'search',
  'error',
] as const;

type TemplateName = (typeof templateNames)[number];

export interface Templates extends Assets {
  render(name: TemplateName, page: object): string;
}

/** Throws where a template does not compile. */
export function loadTemplates(viewsFolder: string, styled: Styled): Templates {
  const compiled = new Map(
    templateNames.map((name) => {
      const filename = join(viewsFolder, `${name}.ejs`);
      // strict: templates see `it` and nothing else, so no name in a request can shadow one of ours.
      const template = ejs.compile(readFileSync(filename, 'utf8'), {
        filename,
        strict: true,
        localsName: 'it',
        rmWhitespace: true,
        // Included files are looked for here, and each is compiled once.
        root: viewsFolder,
        cache: true,
      });
      return [name, template];
    }),
  );
  return {
    render(name, page) {
      const template = compiled.get(name);
      if (!template) throw new Error(`no template ${name}`);
      return template({ ...page, ...markupFunctions });
    },
    ...loadAssets(viewsFolder, styled),
  };
}

export interface Link extends LocalizedText {
  readonly href: string;
  readonly rel?: 'prev' | 'next' | undefined;
  /** Whether it leads to the page that it stands on, or to what that page is inside of. */
  readonly current?: boolean | 'inside' | undefined;
  /** The address of the document itself, which is printed on paper behind the link. */
  readonly address?: string | undefined;
}

export interface Time {
  readonly text: string;
  /** Undefined where HTML cannot say the date. */
  readonly datetime?: string | undefined;
}

/** @param language of the page's address: the page itself is in the language that the interface has for it */
export function toLocalizedText(text: PickedText, language: LanguageTag): LocalizedText {
  return localize(text, interfaceTag(language));
}

/** Stands in a page where it tells what is wrong in its address: behind it, the answer to such an address has that. */
export const TOLD_HERE = '<!--told-->';

/** Functions that templates see as `it.text` and the like, and write raw: they escape all that they are given. */
export const markupFunctions = {
  /** The attribute of an element that holds nothing but the text. */
  lang: languageAttributes,
  text(text: LocalizedText): string {
    return `<span${markupFunctions.lang(text)}>${escapeMarkup(text.text)}</span>`;
  },
  /** A link where it leads somewhere; else the text by itself, in an element only where it needs one for its language. */
  fact(fact: LocalizedText | Link): string {
    if ('href' in fact) return markupFunctions.link(fact);
    return localizedMarkup(fact);
  },
  texts(texts: readonly LocalizedText[], separator: string): string {
    return texts.map(markupFunctions.text).join(escapeMarkup(separator));
  },
  link({ href, rel, current, address, ...text }: Link, className?: string): string {
    const begin = `<a${attributes({ class: className, href, rel })}`;
    const end = `${attributes({ 'data-address': address })}${markupFunctions.lang(text)}>${escapeMarkup(text.text)}</a>`;
    return `${begin}${current ? ` aria-current="${current === 'inside' ? 'true' : 'page'}"` : ''}${end}`;
  },
  links(links: readonly Link[], separator: string, className?: string): string {
    return links.map((link) => markupFunctions.link(link, className)).join(escapeMarkup(separator));
  },
  time({ text, datetime }: Time, className?: string): string {
    if (datetime === undefined) return escapeMarkup(text);
    return `<time${attributes({ class: className, datetime })}>${escapeMarkup(text)}</time>`;
  },
  /** A text with the words that a search found in it marked, its emphasis and its links. */
  marked: runsMarkup,
  /** A text in one or more blocks: a paragraph, or an element around paragraphs and lists. */
  prose({ blocks, ...text }: LocalizedText & { readonly blocks: readonly ProseBlock[] }, className: string): string {
    const own = `${attributes({ class: className })}${languageAttributes(text)}`;
    const isParagraph = blocks.length === 1 && blocks[0]?.kind === 'paragraph';
    return isParagraph ? blocksMarkup(blocks, own) : `<div${own}>\n${blocksMarkup(blocks)}\n</div>`;
  },
};
