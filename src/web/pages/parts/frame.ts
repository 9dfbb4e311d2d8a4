/** What every page has: its language, links to elsewhere in relative form, its alternates, and the words of its frame. */
import type { WordLanguage } from '../../../chronology/languages/dates-in-words.ts';
import type { Translate } from '../../../chronology/languages/interface-words.ts';
import { type PickedText, pick, type Text } from '../../../chronology/languages/text.ts';
import type { Query } from '../../../chronology/query/query.ts';
import { viewTitle } from '../../../formats/view/view.ts';
import {
  absolute,
  manifestPath,
  navigation,
  openSearchPath,
  outputPath,
  relative,
  sitePagePath,
  subscribePath,
  viewPath,
} from '../../site/address.ts';
import { advertisedOutputs } from '../../site/outputs.ts';
import { type Site, wordsIn } from '../../site/site.ts';

/** A text as a template shows it: `lang` only where it is not the page's own. */
export interface LocalizedText {
  readonly text: string;
  readonly lang?: string | undefined;
}

export interface Link extends LocalizedText {
  readonly href: string;
}

/** A page in one language at one of our paths. */
export interface PageContext {
  readonly site: Site;
  readonly language: WordLanguage;
  readonly words: Translate;
  /** Canonical path of the page, with its query. */
  readonly path: string;
}

export function pageContext(site: Site, language: WordLanguage, path: string): PageContext {
  return { site, language, words: wordsIn(site, language), path };
}

export function toLocalizedText(picked: PickedText, language: string): LocalizedText {
  return picked.lang === language ? { text: picked.text } : picked;
}

/** `1 event`, `12 events`. */
export function countOf(events: number, { words }: Pick<PageContext, 'words'>): string {
  return events === 1 ? words('view.oneEvent') : words('view.events', { count: events });
}

export function translate(text: Text, { language }: PageContext): LocalizedText {
  return toLocalizedText(pick(text, language), language);
}

export function link(text: LocalizedText, to: string, { path }: PageContext): Link {
  return { ...text, href: path === ANYWHERE ? `${TO_PATH}${to}` : relative(path, to) };
}

/** In the place of a page's path: what is rendered there can be put into any page by `placedAt`. */
export const ANYWHERE = '';
/** Before a path that is no reference yet. No text holds it behind a quote, for those are escaped. */
const TO_PATH = '\0';

/**
 * HTML that was rendered ANYWHERE, as it stands in a page.
 *
 * @param references those of the page so far, by path: most links lead to the same few views
 */
export function rebaseLinks(path: string, html: string, references: Map<string, string>): string {
  const [begin = '', ...links] = html.split(`href="${TO_PATH}`);
  let rebased = begin;
  for (const rest of links) {
    const end = rest.indexOf('"');
    const to = rest.slice(0, end);
    let reference = references.get(to);
    if (reference === undefined) {
      reference = relative(path, to);
      references.set(to, reference);
    }
    rebased += `href="${reference}${rest.slice(end)}`;
  }
  return rebased;
}

/** What a page is, for its frame. */
export interface PageContent {
  readonly title: string;
  readonly description: string;
  /** The view whose calendar and feed it offers. */
  readonly query: Query;
  readonly pathIn: (language: string) => string;
  /** Id of the element that the skip link leads to. Default: the main one. */
  readonly begin?: string | undefined;
  /** The path that leads to the reader's own language, where there is one. */
  readonly neutralPath?: string;
  /** Of an entry: what it is called by itself, and when it was published and changed. */
  readonly article?: { readonly title: string; readonly published: string; readonly modified: string };
  /** What the page says to programs (JSON-LD). */
  readonly jsonLd?: string;
}

/** As Open Graph writes languages: always with a country. */
const LOCALES: Readonly<Record<WordLanguage, string>> = { en: 'en_GB', ja: 'ja_JP' };

/** The frame of a page: head, header, footer. */
export function pageModel(context: PageContext, page: PageContent) {
  const { site, language, words, path } = context;
  const { settings } = site.chronology.vocabulary;
  const siteTitle = pick(settings.title, language);
  const view = { chronology: site.chronology, query: page.query, language, words };
  const subscription = viewTitle(view);
  const outputs = advertisedOutputs.map(({ name, type, title, footer }) => ({
    type,
    href: relative(path, outputPath(language, page.query, name)),
    title: title ? words(title, { title: subscription }) : words('view.title', { title: subscription, filter: name }),
    footer: footer && words(footer),
  }));
  return {
    t: words,
    /** Where the page begins to say what it is there for. */
    begin: page.begin ?? 'main',
    pageClass: path === `/${language}/` ? 'home' : undefined,
    lang: language,
    title: page.title,
    description: page.description,
    siteTitle: toLocalizedText(siteTitle, language),
    siteDescription: translate(settings.description, context),
    home: relative(path, `/${language}/`),
    canonical: absolute(site.baseUrl, path),
    styleSheet: relative(path, site.templates.styleSheet.path),
    script: relative(path, site.templates.script.path),
    icon: relative(path, site.templates.icon.path),
    touchIcon: relative(path, site.templates.touchIcon.path),
    manifest: relative(path, manifestPath(language)),
    search: relative(path, openSearchPath(language)),
    neutral: page.neutralPath === undefined ? undefined : absolute(site.baseUrl, page.neutralPath),
    article: page.article,
    jsonLd: page.jsonLd,
    locale: LOCALES[language],
    outputs,
    sections: sections(context, page.query),
    languages: settings.languages.map((other) => ({
      lang: other,
      name: wordsIn(site, other)('language.name'),
      label: wordsIn(site, other)('language.switch'),
      href: relative(path, page.pathIn(other)),
      absolute: absolute(site.baseUrl, page.pathIn(other)),
      locale: LOCALES[other],
      current: other === language,
    })),
    footer: {
      outputs: outputs.filter(({ footer }) => footer !== undefined),
      publisher: words('site.footer', { publisher: settings.publisher.name }),
      url: settings.publisher.url,
      licence: settings.licence === undefined ? undefined : words('site.licence', { licence: settings.licence }),
    },
  };
}

/** The navigation; the page for subscribing is that of what this one shows. */
function sections({ language, words, path }: PageContext, query: Query) {
  const [here] = path.split('?');
  return navigation.map((name) => {
    const to = name === 'subscribe' ? subscribePath(language, query) : sitePagePath(language, name);
    const current = here === to.split('?')[0];
    return { text: words(`site.${name}`), href: relative(path, current ? path : to), current };
  });
}

/** The path of the same view in another language. */
export function viewPathIn(query: Query): (language: string) => string {
  return (language) => viewPath(language, query);
}
