/** The conditions of a view: a form with counts, chips that take one away, and advice where nothing is found. */
import type { Day } from '../../../chronology/dates/day.ts';
import {
  type Facet,
  facetEntries,
  facets,
  facetText,
  isPathFacet,
  namedFacets,
  type PathFacet,
  pathFacets,
} from '../../../chronology/facet.ts';
import { formatDay } from '../../../chronology/languages/days-in-words.ts';
import type { Translate } from '../../../chronology/languages/definition/interface-words.ts';
import { FALLBACK_LANGUAGE } from '../../../chronology/languages/languages.ts';
import { eventIndexOf } from '../../../chronology/query/event-index.ts';
import { memoizeByChronology } from '../../../chronology/query/memoize.ts';
import {
  allowedValues,
  choicesOf,
  chosenOf,
  EVERYTHING,
  isOver,
  isRelative,
  type Query,
  type QueryBound,
  withDays,
  withValues,
} from '../../../chronology/query/query.ts';
import { searchSteps, spellingSuggestions } from '../../../chronology/query/search.ts';
import { countSelected, countValues } from '../../../chronology/query/selection.ts';
import { formatTyped } from '../../../chronology/query/typed-date.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import { formatBounds } from '../../../formats/view/view.ts';
import type { Work } from '../../../slices.ts';
import { facetIndexPath, relative, viewPath } from '../../site/address.ts';
import { type Link, toLocalizedText } from '../../site/templates.ts';
import { link, type PageContext } from './frame.ts';

/** So many options stand in the form; those that fewer events have are found by the search. */
const MOST_OPTIONS = 60;
/** Of more than the first number, as many as the second are in sight, and the others folded. */
const MOST_SHOWN = 11;
const SHOWN_OF_MORE = 8;

/** Of fewer folded ones, the one that is looked for is seen. */
const MANY = 20;

/** Names of documents want more than one column, names of countries do not. In Latin letters. */
const WIDE = 40;

/** The form of the timeline. */
export function filterForm(query: Query, context: PageContext) {
  const { site, language, words, path } = context;
  const { q: _, ...unsearched } = query;
  const count = countSelected(site.chronology, unsearched);
  return {
    ...filterFields(query, context),
    action: relative(path, `/${language}/`),
    hidden: chosenOf(query).map(([name, value]) => ({ name, value })),
    indexes: indexLinks(context),
    placeholder: searchPlaceholder(count, site.chronology.events.length, words),
  };
}

/** Links to the pages of all values of a facet, where there are several. */
function indexLinks(context: PageContext): readonly Link[] {
  const { site, language, words } = context;
  const index = eventIndexOf(site.chronology);
  return pathFacets
    .filter((facet) => index.valueCount(facet) > 1)
    .map((facet) => link({ text: words(`index.${facet}`) }, facetIndexPath(language, facet), context));
}

function allValuesLink(facet: PathFacet, context: PageContext): Link {
  const { site, language, words } = context;
  const count = eventIndexOf(site.chronology).valueCount(facet);
  return link({ text: words('index.allValues', { count }) }, facetIndexPath(language, facet), context);
}

/** The fields that the form of the timeline and that of the page for subscribing share. */
export function filterFields(query: Query, context: PageContext) {
  const { language, words } = context;
  const allCounts = countValues(context.site.chronology, query, namedFacets);
  return {
    fields: namedFacets
      .map((facet) => {
        const counts = allCounts[facet];
        const selected = query.facets[facet];
        const { shown, folded, omitted } = optionValues(facet, selected, counts, context);
        const toOption = (value: string) => ({
          value,
          label: valueText(facet, value, context),
          count: counts.get(value) ?? 0,
          selected: selected.includes(value),
        });
        return {
          name: facet,
          label: words(`filter.${facet}`),
          isWide: [...shown, ...folded].some((value) => widthOf(valueText(facet, value, context).text) > WIDE),
          options: shown.map(toOption),
          more:
            folded.length === 0
              ? undefined
              : {
                  label: words('filter.more', { count: folded.length }),
                  options: folded.map(toOption),
                  find: folded.length > MANY ? words('index.find') : undefined,
                },
          omitted: isPathFacet(facet) && omitted > 0 ? allValuesLink(facet, context) : undefined,
        };
      })
      .filter(({ options }) => options.length > 0),
    from: query.from ? formatTyped(query.from.text, language) : '',
    to: query.to ? formatTyped(query.to.text, language) : '',
    q: query.q ?? '',
  };
}

/** In Latin letters: East Asian ones are twice as wide. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter >= '\u1100' ? 2 : 1), 0);
}

/** The placeholder of the search field: whether all events are searched, or those of the view. */
function searchPlaceholder(count: number, all: number, words: Translate): string {
  if (count <= 1) return words('filter.q');
  return words(count === all ? 'filter.searchEvents' : 'filter.searchThese', { count });
}

/**
 * The values of a facet that events have: few in an order that a reader of the language expects; of many those that are
 * selected or most frequent, and folded, in that order, the next.
 */
function optionValues(
  facet: Facet,
  selected: readonly string[],
  counts: ReadonlyMap<string, number>,
  context: PageContext,
): { readonly shown: readonly string[]; readonly folded: readonly string[]; readonly omitted: number } {
  const { chronology } = context.site;
  const index = eventIndexOf(chronology);
  // Selected values stand first, for a form that left them out would drop them.
  const used = [...new Set([...selected, ...index.values(facet)])];
  const [only] = used;
  if (selected.length === 0 && facetEntries[facet].mayBeRare && isRare.of(chronology, facet))
    return { shown: [], folded: [], omitted: 0 };
  // A choice of one thing that all events have is none.
  if (used.length === 1 && only !== undefined && selected.length === 0)
    if (index.positionsHaving(facet, only).length === chronology.events.length)
      return { shown: [], folded: [], omitted: 0 };
  if (used.length <= MOST_SHOWN) return { shown: inOrder(facet, used, context), folded: [], omitted: 0 };
  const others = used.slice(selected.length).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const frequent = others.slice(0, Math.max(0, SHOWN_OF_MORE - selected.length));
  const folded = others.slice(frequent.length, Math.max(frequent.length, MOST_OPTIONS - selected.length));
  return {
    shown: [...inOrder(facet, selected, context), ...frequent],
    folded: inOrder(facet, folded, context),
    omitted: others.length - frequent.length - folded.length,
  };
}

/** At least one event in so many has a value of a facet that the form offers. */
const COMMON = 3;

/** Whether few events have a value of the facet: a form with it would be longer, and narrow little. */
// biome-ignore lint/correctness/useYield: one union of sets
const isRare = memoizeByChronology(function* (chronology, facet: Facet): Work<boolean> {
  const index = eventIndexOf(chronology);
  return index.having(facet, [...index.values(facet)]).size() * COMMON < chronology.events.length;
});

/** The values in the order of their entries in the vocabulary, or of their names. */
function inOrder(facet: Facet, values: readonly string[], context: PageContext): readonly string[] {
  if (facetEntries[facet].inForm === 'by entry') {
    const wanted = new Set(values);
    return [...allowedValues(facet, context.site.chronology)].filter((value) => wanted.has(value));
  }
  const collator = new Intl.Collator([context.language, FALLBACK_LANGUAGE]);
  const nameOf = (value: string) => valueText(facet, value, context).text;
  return [...values].sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
}

export function valueText(facet: Facet, value: string, context: PageContext): LocalizedText {
  return toLocalizedText(facetText(facet, value, context.site.chronology.vocabulary, context), context.language);
}

/** What days told from today are on the day of the page; undefined for a query without such days. */
export function daysToday(query: Query, today: Day, { language, words }: PageContext): string | undefined {
  if (!isRelative(query)) return undefined;
  const { from, to } = query;
  if (to && isOver(query)) return words('view.isOver', { to: formatDay(to.day, language) });
  const plain = ({ day }: QueryBound): QueryBound => ({ text: day, day });
  const days = formatBounds({ ...(from && { from: plain(from) }), ...(to && { to: plain(to) }) }, language, words);
  return words('view.daysToday', { today: formatDay(today, language), days });
}

/** A condition of a query in words, and the query without it. */
interface Condition {
  readonly text: LocalizedText;
  readonly without: Query;
}

function conditions(query: Query, context: PageContext): readonly Condition[] {
  const { language, words } = context;
  const { q: _, ...unsearched } = query;
  return [
    ...facets.flatMap((facet) =>
      query.facets[facet].map((value) => ({
        text: valueText(facet, value, context),
        without: withValues(
          query,
          facet,
          query.facets[facet].filter((other) => other !== value),
        ),
      })),
    ),
    ...(query.from || query.to
      ? [{ text: { text: formatBounds(query, language, words) }, without: withDays(query, undefined) }]
      : []),
    ...(query.q === undefined ? [] : [{ text: { text: words('view.search', { q: query.q }) }, without: unsearched }]),
  ];
}

/**
 * A link for each condition that takes it away, and one that takes all away where there are several. Choices, such as the
 * order of the list, are no conditions.
 *
 * @param pathOf path of the page of a query; default: that of its view
 */
export function chips(
  query: Query,
  context: PageContext,
  pathOf = (other: Query) => viewPath(context.language, other),
): { each: readonly Link[]; all: string | undefined } {
  const { path } = context;
  const each = conditions(query, context).map(({ text, without }) => ({
    ...text,
    href: relative(path, pathOf(without)),
  }));
  return { each, all: each.length > 1 ? relative(path, pathOf({ ...EVERYTHING, ...choicesOf(query) })) : undefined };
}

/** Links that each take one condition away, with the number of events then, the most first. */
export function advice(query: Query, context: PageContext): readonly (Link & { count: number })[] {
  const { site, language, path } = context;
  return conditions(query, context)
    .map(({ text, without }) => ({
      ...text,
      href: relative(path, viewPath(language, without)),
      count: countSelected(site.chronology, without),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

/** What to do where nothing is found, and links to what would be found with less. */
export interface NothingFound {
  readonly text: string;
  readonly ways: readonly (Link & { count: number })[];
}

/** In slices, for a search of several words is made again without each of them. */
export function* nothingFoundSteps(query: Query, context: PageContext): Work<NothingFound> {
  const { words } = context;
  const isOne = conditions(query, context).length === 1;
  // Without its only condition, a view is that of all events, to which a link leads anyway.
  const ways = [...(yield* withoutWords(query, context)), ...(isOne ? [] : advice(query, context))];
  if (!isOne) return { text: words('view.noEventsText'), ways };
  if (query.q === undefined) return { text: words('view.noEventsOfOne'), ways };
  return { text: words(query.q.includes(' ') ? 'view.noEventsOfWords' : 'view.noEventsOfWord'), ways };
}

/** Of more words, none is taken away alone: each costs a search. */
const MOST_WORDS = 6;

/** Links that each take one word of a search away, where something is found then. */
function* withoutWords(
  query: Query,
  { site, language, words, path }: PageContext,
): Work<readonly (Link & { count: number })[]> {
  const all = query.q?.split(' ') ?? [];
  if (all.length < 2 || all.length > MOST_WORDS) return [];
  const ways: (Link & { count: number })[] = [];
  for (const [index, word] of all.entries()) {
    const without = { ...query, q: all.filter((_, other) => other !== index).join(' ') };
    yield* searchSteps(site.chronology, without.q);
    const count = countSelected(site.chronology, without);
    const href = relative(path, viewPath(language, without));
    if (count > 0) ways.push({ text: words('view.search', { q: word }), href, count });
  }
  return ways;
}

/** For each word of a search that no event has, the words that were searched for in its place. */
export function toSuggestions({ q }: Query, { site, words }: PageContext): readonly string[] {
  if (q === undefined) return [];
  return spellingSuggestions(site.chronology, q).map(({ word, replacements }) =>
    words('view.correction', { word, taken: replacements.join(words('view.or')) }),
  );
}
