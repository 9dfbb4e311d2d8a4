/** The conditions of a view: a form with counts, chips that take one away, and advice where nothing is found. */
import { precisions } from '../../../chronology/dates/when.ts';
import { type Facet, facets } from '../../../chronology/facet.ts';
import type { Translate } from '../../../chronology/languages/interface-words.ts';
import { eventIndexOf } from '../../../chronology/query/event-index.ts';
import { EVERYTHING, type Query, withDays, withValues } from '../../../chronology/query/query.ts';
import { spellingSuggestions } from '../../../chronology/query/search.ts';
import { countSelected, countValues } from '../../../chronology/query/selection.ts';
import { facetText, formatBounds, precisionText } from '../../../formats/view/view.ts';
import { relative, viewPath } from '../../site/address.ts';
import { type Link, type LocalizedText, toLocalizedText } from '../../site/templates.ts';
import type { PageContext } from './frame.ts';

/** The facets that the form offers, each with all its values; a person is found by the search or by a link. */
const FORM_FACETS = ['type', 'country', 'series', 'source', 'precision'] as const satisfies readonly Facet[];

/** Of more values, the rest is found by the search. */
const MOST_OPTIONS = 60;

/** The form of the timeline. */
export function filterForm(query: Query, context: PageContext) {
  const { site, language, words, path } = context;
  const { q: _, ...unsearched } = query;
  const count = countSelected(site.chronology, unsearched);
  const { hidden, ...fields } = filterFields(query, context);
  return {
    ...fields,
    action: relative(path, `/${language}/`),
    hidden: [...hidden, ...(query.imprecise === 'marker' ? [] : [{ name: 'imprecise', value: query.imprecise }])],
    placeholder: searchPlaceholder(count, site.chronology.events.length, words),
  };
}

/** The fields that the form of the timeline and that of the page for subscribing share. */
export function filterFields(query: Query, { site, language, words }: PageContext) {
  const { chronology } = site;
  const allCounts = countValues(chronology, query, FORM_FACETS);
  return {
    fields: FORM_FACETS.map((facet) => {
      const counts = allCounts[facet];
      const selected = query.facets[facet];
      return {
        name: facet,
        label: words(`filter.${facet}`),
        options: optionValues(facet, selected, { site, language }).map((value) => ({
          value,
          label: valueText(facet, value, { site, language, words }),
          count: counts.get(value) ?? 0,
          selected: selected.includes(value),
        })),
      };
    }).filter(({ options }) => options.length > 0),
    from: query.from?.text ?? '',
    to: query.to?.text ?? '',
    q: query.q ?? '',
    /** Conditions without a field of their own, which the form passes on. */
    hidden: query.facets.person.map((value) => ({ name: 'person', value })),
  };
}

/** The placeholder of the search field: whether all events are searched, or those of the view. */
function searchPlaceholder(count: number, all: number, words: Translate): string {
  if (count === all) return words('filter.searchEvents', { count });
  return count > 1 ? words('filter.searchThese', { count }) : words('filter.q');
}

/** The values of a facet that events have, in an order that a reader of the language expects. */
function optionValues(
  facet: (typeof FORM_FACETS)[number],
  selected: readonly string[],
  { site, language }: Pick<PageContext, 'site' | 'language'>,
): readonly string[] {
  const { chronology } = site;
  // Selected values stand first, for a form that left them out would drop them.
  const used = new Set([...selected, ...eventIndexOf(chronology).values(facet)]);
  if (facet === 'precision') return precisions.filter((precision) => used.has(precision));
  if (facet === 'type') return Object.keys(chronology.vocabulary.settings.types).filter((type) => used.has(type));
  const collator = new Intl.Collator(language);
  const nameOf = (value: string) => facetText(facet, value, chronology, language).text;
  return [...used].slice(0, MOST_OPTIONS).sort((a, b) => collator.compare(nameOf(a), nameOf(b)));
}

function valueText(
  facet: Facet,
  value: string,
  { site, language, words }: Pick<PageContext, 'site' | 'language' | 'words'>,
): LocalizedText {
  if (facet === 'precision') return { text: precisionText(value, words) };
  return toLocalizedText(facetText(facet, value, site.chronology, language), language);
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
 * A link for each condition that takes it away, and one that takes all away where there are several.
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
  return { each, all: each.length > 1 ? relative(path, pathOf(EVERYTHING)) : undefined };
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

/** For each word of a search that no event has, the words that were searched for in its place. */
export function toSuggestions({ q }: Query, { site, words }: PageContext): readonly string[] {
  if (q === undefined) return [];
  return spellingSuggestions(site.chronology, q).map(({ word, replacements }) =>
    words('view.correction', { word, taken: replacements.join(words('view.or')) }),
  );
}
