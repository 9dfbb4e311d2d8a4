/** The views of a site, and the editions that outputs are served in. */
import { type Parsed, parsed } from '../../chronology/files/problem.ts';
import { wordsOf } from '../../chronology/languages/languages.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import type { Query, QueryFault } from '../../chronology/query/query.ts';
import { select } from '../../chronology/query/selection.ts';
import type { View } from '../../formats/view/view.ts';
import {
  absolute,
  allLanguages,
  EVENT_SCHEMA_PATH,
  eventOutputPath,
  eventPath,
  imagePath,
  outputPath,
  permalinkPath,
  viewPath,
} from './address.ts';
import { type OutputName, outputNames, outputs } from './outputs.ts';
import type { Site } from './site.ts';

/** An output in one language, or in all at once. */
export interface Edition {
  /** As it stands in addresses: `en`, `en-ja`. */
  readonly tag: string;
  readonly languages: readonly [LanguageTag, ...LanguageTag[]];
}

/** The editions of a chronology: in each of its languages, and in all where they are several. */
export function editionsOf({ chronology }: Site): readonly [Edition, ...Edition[]] {
  const [first, ...others] = chronology.vocabulary.settings.languages;
  if (first === undefined) throw new Error('a chronology without languages');
  const tag = allLanguages([first, ...others]);
  const inOne = (language: LanguageTag): Edition => ({ tag: language, languages: [language] });
  return [
    inOne(first),
    ...others.map(inOne),
    ...(tag === undefined ? [] : [{ tag, languages: [first, ...others] as const }]),
  ];
}

/** The outputs that an edition has. */
export function outputNamesIn({ languages }: Edition): readonly OutputName[] {
  return outputNames.filter((name) => languages.length === 1 || outputs[name].isMultilingual);
}

/** The edition that the parameter `language` asks for; that of the page's language where it asks for none. */
export function parseEdition(
  parameters: URLSearchParams,
  site: Site,
  language: LanguageTag,
): Parsed<Edition, QueryFault> {
  const editions = editionsOf(site);
  const asked = parameters.getAll('language').findLast((value) => value !== '');
  const edition = editions.find(({ tag }) => tag === (asked ?? language));
  if (edition) return parsed(edition);
  const allowed = editions.map(({ tag }) => tag).join(', ');
  return { ok: false, fault: { reason: 'value', parameter: 'language', allowed, found: asked ?? language } };
}

/** The same view in every language of an edition. */
export function viewsOf(site: Site, { languages }: Edition, query: Query): readonly [View, ...View[]] {
  const [first, ...others] = languages;
  const of = (language: LanguageTag) => viewOf(site, language, query);
  return [of(first), ...others.map(of)];
}

/** The view of a query in a language, with the addresses that BASE_URL makes. */
export function viewOf(site: Site, language: LanguageTag, query: Query): View {
  const at = (path: string) => absolute(site.baseUrl, path);
  return {
    chronology: site.chronology,
    query,
    events: select(site.chronology, query),
    language,
    words: wordsOf(language),
    addresses: {
      page: at(viewPath(language, query)),
      // Of other views, nobody tells a hub that they changed.
      hub: outputPath(language, query, 'feed.rss').includes('?') ? undefined : site.hub,
      chronology: at('/'),
      view: (other) => at(viewPath(language, other)),
      event: (slug) => at(eventPath(language, slug)),
      eventCalendar: (slug) => at(eventOutputPath(language, slug, 'ics')),
      permalink: (slug) => at(permalinkPath(slug)),
      schema: at(EVENT_SCHEMA_PATH),
      image: (file) => at(imagePath(file)),
    },
  };
}

/** Whether the calendar of a view is too long to be cached; readers are advised to narrow it. */
export function isStreamed({ streamOver }: Site, { events }: View): boolean {
  return events.length > streamOver;
}
