/** The model of every page's head, header and footer, and the context in which all its texts and links are made. */
import type { Day } from '../../../chronology/dates/day.ts';
import { directionOf } from '../../../chronology/languages/definition/direction.ts';
import type { Translate } from '../../../chronology/languages/definition/interface-words.ts';
import { ownName } from '../../../chronology/languages/display-names.ts';
import { interfaceTag, isWordLanguage, languageOf, wordsOf } from '../../../chronology/languages/languages.ts';
import { type ProseBlock, plainProse, proseOf } from '../../../chronology/languages/prose.ts';
import { type LanguageTag, pick, type Text } from '../../../chronology/languages/text.ts';
import { hasDocuments } from '../../../chronology/query/citation.ts';
import { memoizeByChronology } from '../../../chronology/query/memoize.ts';
import { EVERYTHING, type Query, withChoices } from '../../../chronology/query/query.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import { viewTitle } from '../../../formats/view/view.ts';
import { atOnce, type Work } from '../../../slices.ts';
import { DRAWN_SCRIPTS } from '../../raster/rasterizer.ts';
import {
  absolute,
  dataPath,
  feedsPath,
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
import type { Site } from '../../site/site.ts';
import { type Link, TOLD_HERE, toLocalizedText } from '../../site/templates.ts';

/** A page in one language at one of our paths. */
export interface PageContext {
  readonly site: Site;
  readonly language: LanguageTag;
  readonly words: Translate;
  /** Canonical path of the page, with its query. */
  readonly path: string;
  /** The day that it is, on pages that say what is to come. */
  readonly today?: Day | undefined;
}

export function pageContext(site: Site, language: LanguageTag, path: string, today?: Day): PageContext {
  return { site, language, words: wordsOf(language), path, today };
}

/** `1 event`, `12 events`. */
export function countOf(events: number, { words }: Pick<PageContext, 'words'>): string {
  return words('view.events', { count: events });
}

export function translate(text: Text, { language }: PageContext): LocalizedText {
  return toLocalizedText(pick(text, language), language);
}

/** A text with a little of Markdown, as blocks for `it.prose`; its text is without marks. */
export function translateProse(
  text: Text,
  context: PageContext,
): LocalizedText & { readonly blocks: readonly ProseBlock[] } {
  const written = translate(text, context);
  return { ...written, text: plainProse(written.text), blocks: proseOf(written.text) };
}

export function link(text: LocalizedText, to: string, { path }: PageContext): Link {
  return { ...text, href: path === ANYWHERE ? `${TO_PATH}${to}` : relative(path, to) };
}

/** In place of a page's path: `rebaseLinks` puts markup that was rendered here into any page. */
export const ANYWHERE = '';
/** Stands before a path that is no reference yet. It follows a quote in no text, since quotes are escaped. */
const TO_PATH = '\0';

/**
 * HTML that was rendered ANYWHERE, with its links as references from a page.
 *
 * @param references cache of the page's references, by path: most links lead to the same few views
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

/** A page as its frame names it. */
export interface PageContent {
  readonly title: string;
  readonly description: string;
  /** The view whose calendar and feed the page offers. */
  readonly query: Query;
  readonly pathIn: (language: string) => string;
  /** The entry of the navigation that the page is inside of, where it is none itself. */
  readonly inside?: Section | undefined;
  /** Id of the element that the skip link leads to; default: the main one. */
  readonly begin?: string | undefined;
  /** The path that leads to the reader's own language, where there is one. */
  readonly neutralPath?: string;
  /** Of an event's page: the event's title, and when its entry was published and changed. */
  readonly article?: { readonly title: string; readonly published: string; readonly modified: string };
  /** The picture that previews of links to the page show; default: a slide of the view. */
  readonly preview?: PreviewImage | undefined;
  /** Whether search engines should leave it out. */
  readonly isUnlisted?: boolean;
  /** The page's data for programs (JSON-LD). */
  readonly jsonLd?: string;
}

/** A picture at an absolute address; type and size in pixels where they are known. */
export interface PreviewImage {
  readonly address: string;
  readonly alt: string;
  readonly mediaType?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** The size in pixels of the picture that the previews of links show. */
const SLIDE = { width: 1600, height: 900 };

/** The picture of the view for previews of links; undefined in a script that it would draw as boxes. */
function toSlide({ site, language, words }: PageContext, query: Query, title: string): PreviewImage | undefined {
  if (!DRAWN_SCRIPTS.has(new Intl.Locale(language).maximize().script ?? '')) return undefined;
  const slide: Query = { ...withChoices(query, []), frame: 'slide' };
  return {
    address: absolute(site.baseUrl, outputPath(language, slide, 'overview.png')),
    mediaType: 'image/png',
    ...SLIDE,
    alt: words('view.title', { title, filter: words('overview.alone') }),
  };
}

/** `Central Asia plus Japan: Sources`, and from the second page of a list on its number. */
export function pageTitle(name: string, { site, language, words }: PageContext, number = 1): string {
  const { text } = pick(site.chronology.vocabulary.settings.title, language);
  const title = words('view.title', { title: text, filter: name });
  return number === 1 ? title : words('view.title', { title, filter: String(number) });
}

/** The frame of a page: head, header, footer. */
export function pageModel(context: PageContext, page: PageContent) {
  const { site, language, words, path } = context;
  const { settings } = site.chronology.vocabulary;
  const siteTitle = pick(settings.title, language);
  const view = { chronology: site.chronology, query: page.query, language, words };
  const subscription = viewTitle(view);
  const outputs = advertisedOutputs.flatMap(({ name, type, title }) =>
    title
      ? {
          type,
          href: relative(path, outputPath(language, page.query, name)),
          title: words(title, { title: subscription }),
        }
      : [],
  );
  const follow = advertisedOutputs.flatMap(({ name, type, footer, bySubscribing }) => {
    if (!footer) return [];
    const text = words(footer);
    return bySubscribing
      ? { text, type: undefined, href: relative(path, subscribePath(language, page.query)) }
      : { text, type, href: relative(path, outputPath(language, page.query, name)) };
  });
  const data = { text: words('data.title'), type: undefined, href: relative(path, dataPath(language, page.query)) };
  return {
    toldHere: TOLD_HERE,
    t: words,
    begin: page.begin ?? 'main',
    pageClass: path === `/${language}/` ? 'home' : undefined,
    language: interfaceTag(language),
    dir: directionOf(interfaceTag(language)),
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
    isUnlisted: page.isUnlisted,
    jsonLd: page.jsonLd,
    image: page.preview ?? toSlide(context, page.query, subscription),
    locale: languageOf(language).openGraphLocale,
    outputs,
    sections: sections(context, page),
    languages: settings.languages.map((other) => ({
      lang: other,
      dir: directionOf(other) === directionOf(interfaceTag(language)) ? undefined : directionOf(other),
      name: ownName(other),
      label: isWordLanguage(other) ? wordsOf(other)('language.switch', { name: ownName(other) }) : ownName(other),
      href: relative(path, page.pathIn(other)),
      absolute: absolute(site.baseUrl, page.pathIn(other)),
      locale: languageOf(other).openGraphLocale,
      current: other === language,
    })),
    footer: {
      follow: [...follow, data],
      feeds: relative(path, feedsPath(language)),
      // A chronology that goes by its title is not published by itself.
      publisher: settings.publisher.name && words('site.footer', { publisher: settings.publisher.name }),
      url: settings.publisher.url,
      // The name of a licence is of no language.
      licence: settings.licence && words('site.licence', { licence: pick(settings.licence, language).text }),
    },
  };
}

type Section = 'timeline' | (typeof navigation)[number];

/** The navigation; its page for subscribing is that of the view of this page. */
function sections({ site, language, words, path }: PageContext, { query, inside }: PageContent): readonly Link[] {
  const [here] = path.split('?');
  const shown = atOnce(navigationSteps(site));
  return (['timeline', ...shown] as const).map((name) => {
    const to = sectionPath(name, language, query);
    const isHere = here === to.split('?')[0] && name !== inside;
    return {
      text: words(`site.${name}`),
      href: relative(path, isHere ? path : to),
      current: isHere || (name === inside && 'inside'),
    };
  });
}

function sectionPath(name: Section, language: string, query: Query): string {
  if (name === 'timeline') return viewPath(language, EVERYTHING);
  return name === 'subscribe' ? subscribePath(language, query) : sitePagePath(language, name);
}

/** The pages of the navigation that have something to show. */
export function* navigationSteps({ chronology }: Site): Work<readonly (typeof navigation)[number][]> {
  const isWithFigures = yield* hasFigures.steps(chronology);
  const isShown = { figures: isWithFigures, sources: hasDocuments(chronology), subscribe: true, about: true };
  return navigation.filter((name) => isShown[name]);
}

/** Whether the page of figures has anything to show. */
const hasFigures = memoizeByChronology(function* ({ events }): Work<boolean> {
  yield;
  return events.some(({ figures, table }) => figures.length > 0 || table !== undefined);
});
