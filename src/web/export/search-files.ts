/** The page that searches in the browser, in each language, and what it searches. */

import { type Facet, facetEntries, namedFacets } from '../../chronology/facet.ts';
import type { Translate } from '../../chronology/languages/definition/interface-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { dayColumnsOf, UNBOUNDED_FROM, UNBOUNDED_TO } from '../../chronology/query/day-columns.ts';
import { eventIndexOf } from '../../chronology/query/event-index.ts';
import { choices, EVERYTHING, takenBy } from '../../chronology/query/query.ts';
import { distances, phrasesData } from '../../chronology/query/search/exported-index.ts';
import { phrasesSteps } from '../../chronology/query/search/phrase-names.ts';
import { indexDataSteps } from '../../chronology/query/search-index.ts';
import { renamedIds, type Vocabulary } from '../../chronology/schema/vocabulary.ts';
import { pausing, type Work } from '../../slices.ts';
import { formatEventDate } from '../pages/parts/event-line.ts';
import { filterForm } from '../pages/parts/filter-form.ts';
import { pageContext, pageModel, pageTitle, translate } from '../pages/parts/frame.ts';
import { relative, viewPath } from '../site/address.ts';
import { hashInName } from '../site/assets.ts';
import type { Site } from '../site/site.ts';
import type { ExportAssets, ScriptFile } from './export-assets.ts';

interface SearchFiles {
  readonly pages: readonly { readonly path: string; readonly html: string }[];
  readonly assets: readonly ScriptFile[];
}

/** What the pages of all languages search; each has the titles and dates in its own. */
export function* searchFilesSteps(site: Site, { searchModules }: ExportAssets): Work<SearchFiles> {
  const { languages } = site.chronology.vocabulary.settings;
  const index = json('index', yield* indexSteps(site));
  const pages: SearchFiles['pages'][number][] = [];
  const assets: ScriptFile[] = [...searchModules, index];
  for (const language of languages) {
    const texts = json(`events.${language}`, yield* textsSteps(site, language));
    assets.push(texts);
    pages.push({ path: `/${language}/search`, html: searchPage(site, language, [searchModules[0], index, texts]) });
    yield;
  }
  return { pages, assets };
}

function json(name: string, data: object): ScriptFile {
  const text = JSON.stringify(data);
  return {
    path: `/assets/search-${name}.${hashInName(text)}.json`,
    bytes: Buffer.from(text),
    mediaType: 'application/json; charset=utf-8',
  };
}

/** By position: slugs, days, weights and lengths of titles, by which what answers alike is ordered; values of facets; terms. */
function* indexSteps({ chronology }: Site): Work<object> {
  const { events, vocabulary } = chronology;
  const index = eventIndexOf(chronology);
  const { anchor, from, to } = dayColumnsOf(chronology);
  const [first = ''] = vocabulary.settings.languages;
  const phrases = yield* phrasesSteps(vocabulary);
  return {
    slugs: events.map(({ slug }) => slug),
    anchors: Array.from(anchor),
    from: Array.from(from, (day) => (day === UNBOUNDED_FROM ? null : day)),
    to: Array.from(to, (day) => (day === UNBOUNDED_TO ? null : day)),
    lengths: events.map(({ title }) => (title[first] ?? '').length),
    orders: choices.order,
    facets: Object.fromEntries(
      namedFacets.map((facet) => [
        facet,
        [
          ...[...new Set([...valuesTaken(facet, vocabulary), ...index.values(facet)])].map(
            (value) => [value, value] as const,
          ),
          ...formerValues(facet, vocabulary),
        ].map(([value, current]) => [value, distances(index.positionsHaving(facet, current))]),
      ]),
    ),
    terms: yield* indexDataSteps(chronology),
    phrases: phrasesData(phrases),
  };
}

/** Also the values that no event has: they select nothing, and are no mistake. */
function valuesTaken(facet: Facet, vocabulary: Vocabulary): readonly string[] {
  const { values } = facetEntries[facet];
  return 'takes' in values ? values.all() : Object.keys(values.entries(vocabulary));
}

/** Links to what was renamed ask for it by the former id. */
function formerValues(facet: Facet, vocabulary: Vocabulary): Iterable<readonly [former: string, current: string]> {
  const { values } = facetEntries[facet];
  return 'takes' in values ? [] : renamedIds(values.entries(vocabulary));
}

function* textsSteps(site: Site, language: LanguageTag): Work<object> {
  const context = pageContext(site, language, '');
  const titles: (string | readonly [text: string, lang: string, dir?: string])[] = [];
  const dates: string[] = [];
  yield* pausing(site.chronology.events, (event) => {
    const { text, lang, dir } = translate(event.title, context);
    titles.push(lang === undefined ? text : dir === undefined ? [text, lang] : [text, lang, dir]);
    dates.push(formatEventDate(event, language));
  });
  return { titles, dates };
}

function searchPage(
  site: Site,
  language: LanguageTag,
  [module, index, texts]: readonly [module: ScriptFile, index: ScriptFile, texts: ScriptFile],
): string {
  const path = `/${language}/search`;
  const context = pageContext(site, language, path);
  const { words } = context;
  return site.templates.render('search', {
    ...pageModel(context, {
      title: pageTitle(words('filter.q'), context),
      description: words('filter.search'),
      query: EVERYTHING,
      inside: 'timeline',
      pathIn: (other) => `/${other}/search`,
      isUnlisted: true,
    }),
    form: { ...filterForm(EVERYTHING, context), dateHint: words('staticSearch.dateHint') },
    faults: JSON.stringify(faultTexts(words)),
    module: relative(path, module.path),
    index: relative(path, index.path),
    titles: relative(path, texts.path),
    everything: relative(path, viewPath(language, EVERYTHING)),
    counts: JSON.stringify(countTexts(language, words)),
  });
}

/** What is told of the faults of an address: of a value that a facet does not have, by the facet; of the order; of days and periods. */
function faultTexts(words: Translate): Readonly<Record<string, string>> {
  const found = '{found}';
  return {
    ...Object.fromEntries(
      namedFacets.map((facet) => [facet, words('error.reader.value', { label: words(`filter.${facet}`), found })]),
    ),
    date: words('staticSearch.badDate', { found }),
    period: words('error.reader.order'),
    order: words('error.reader.oneOf', { label: words('error.parameter.order'), found, allowed: takenBy('order') }),
  };
}

/** `# events` for each form of plural that the language of the words has, which is that of the page. */
function countTexts(language: LanguageTag, words: Translate): Readonly<Record<string, string>> {
  const rules = new Intl.PluralRules(interfaceTag(language));
  const texts: Record<string, string> = {};
  const wanted = new Set<string>(rules.resolvedOptions().pluralCategories);
  for (let count = 0; count <= MOST_TRIED && wanted.size > 0; count += 1) {
    const category = rules.select(count);
    if (!wanted.delete(category)) continue;
    texts[category] = words('view.events', { count }).replace(/\p{Nd}+/u, '#');
  }
  return texts;
}

/** Every form of plural of whole numbers has one below; others are of fractions. */
const MOST_TRIED = 200;
