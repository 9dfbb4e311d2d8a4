/** What every format is given to render: the events of one view, in one language, with its name and addresses. */
import type { Chronology } from '../../chronology/chronology.ts';
import { parseWhen } from '../../chronology/dates/edtf.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { type PathFacet, pathFacets } from '../../chronology/facet.ts';
import { formatWhen, type WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import { countryName } from '../../chronology/languages/display-names.ts';
import type { Translate } from '../../chronology/languages/interface-words.ts';
import { type PickedText, pick } from '../../chronology/languages/text.ts';
import type { Query, QueryBound } from '../../chronology/query/query.ts';

export interface View {
  readonly chronology: Chronology;
  readonly query: Query;
  /** The selected events, in the order of the chronology. */
  readonly events: readonly TimelineEvent[];
  readonly language: WordLanguage;
  readonly words: Translate;
  readonly addresses: Addresses;
}

/** Absolute addresses, made from BASE_URL alone. */
export interface Addresses {
  /** The page of this view. */
  readonly page: string;
  /** The chronology, where no language is meant. */
  readonly chronology: string;
  /** The page of another view in the same language. */
  view(query: Query): string;
  /** An event's page in the view's language. */
  event(slug: string): string;
  /** An event's address where no language is meant. */
  permalink(slug: string): string;
}

/** The chronology's title, and what the view is narrowed to: "Central Asia plus Japan: Meetings, Uzbekistan". */
export function viewTitle(view: Pick<View, 'chronology' | 'query' | 'language' | 'words'>): string {
  const { chronology, language, words } = view;
  const title = pick(chronology.vocabulary.settings.title, language).text;
  const filter = filterText(view);
  return filter === '' ? title : words('view.title', { title, filter });
}

/** What the view is narrowed to, in words; empty for everything. */
export function filterText({
  chronology,
  query,
  language,
  words,
}: Pick<View, 'chronology' | 'query' | 'language' | 'words'>): string {
  const or = words('view.or');
  const parts = pathFacets
    .map((facet) => query.facets[facet].map((value) => facetText(facet, value, chronology, language).text).join(or))
    .filter((part) => part !== '');
  const precisionLabels = query.facets.precision.map((value) => words(`precision.${value}`));
  if (precisionLabels.length > 0) parts.push(words('view.precision', { precision: precisionLabels.join(or) }));
  const bounds = formatBounds(query, language, words);
  if (bounds !== '') parts.push(bounds);
  if (query.q !== undefined) parts.push(words('view.search', { q: query.q }));
  return parts.join(words('view.and'));
}

/** The days asked for: "from December 2022", "to 2023", "2019 to June 2023"; one unit alone by itself; empty for any time. */
export function formatBounds(
  { from, to }: Pick<Query, 'from' | 'to'>,
  language: WordLanguage,
  words: Translate,
): string {
  const first = from && formatBound(from, language);
  const last = to && formatBound(to, language);
  if (first !== undefined && last !== undefined)
    return first === last ? first : words('view.between', { from: first, to: last });
  if (first !== undefined) return words('view.from', { from: first });
  return last === undefined ? '' : words('view.to', { to: last });
}

function formatBound({ text }: QueryBound, language: WordLanguage): string {
  const when = parseWhen(text, 'UTC');
  return when.ok ? formatWhen(when.value, language) : text;
}

/** A facet's value in words: a type's plural, a name, a title. */
export function facetText(
  facet: PathFacet,
  value: string,
  { vocabulary: { settings, people, sources } }: Chronology,
  language: WordLanguage,
): PickedText {
  const text = {
    type: () => settings.types[value]?.plural,
    series: () => settings.series[value]?.name,
    person: () => people[value]?.name,
    source: () => sources[value]?.title,
    country: () => undefined,
  }[facet]();
  return text ? pick(text, language) : { text: countryName(value, language), lang: language };
}
