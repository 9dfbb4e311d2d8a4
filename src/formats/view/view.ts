/** The events of one view in one language, with its name and addresses: every renderer is given it. */
import type { Chronology } from '../../chronology/chronology.ts';
import { parseWhen } from '../../chronology/dates/edtf.ts';
import { parseRelativeDay } from '../../chronology/dates/relative-day.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { facetEntries, facetText, namedFacets } from '../../chronology/facet.ts';
import type { ImageFile } from '../../chronology/images/image.ts';
import { formatWhen } from '../../chronology/languages/dates-in-words.ts';
import type { Translate } from '../../chronology/languages/definition/interface-words.ts';
import { formatRelativeDay } from '../../chronology/languages/relative-days-in-words.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import type { Query, QueryBound } from '../../chronology/query/query.ts';

export interface View {
  readonly chronology: Chronology;
  readonly query: Query;
  /** The selected events, in the order of the chronology. */
  readonly events: readonly TimelineEvent[];
  readonly language: LanguageTag;
  readonly words: Translate;
  readonly addresses: Addresses;
}

/** Absolute addresses, made from BASE_URL alone. */
interface Addresses {
  /** The page of this view. */
  readonly page: string;
  /** The hub that is told where the feeds of this view change (WebSub). */
  readonly hub?: string | undefined;
  /** The chronology, where no language is meant. */
  readonly chronology: string;
  /** The page of another view in the same language. */
  view(query: Query): string;
  /** An event's page in the view's language. */
  event(slug: string): string;
  /** An event's calendar in the view's language. */
  eventCalendar(slug: string): string;
  /** An event's address where no language is meant. */
  permalink(slug: string): string;
  /** The JSON Schema of the data of events. */
  readonly schema: string;
  /** The file of an image. */
  image(file: ImageFile): string;
}

/** The chronology's title and the query in words: "Central Asia plus Japan: Meetings, Uzbekistan". */
export function viewTitle(view: Pick<View, 'chronology' | 'query' | 'language' | 'words'>): string {
  const { chronology, language, words } = view;
  const title = pick(chronology.vocabulary.settings.title, language).text;
  const filter = filterText(view);
  return filter === '' ? title : words('view.title', { title, filter });
}

/** The query in words; empty for everything. */
export function filterText({
  chronology,
  query,
  language,
  words,
}: Pick<View, 'chronology' | 'query' | 'language' | 'words'>): string {
  const parts = namedFacets.flatMap((facet) => {
    const values = query.facets[facet].map(
      (value) => facetText(facet, value, chronology.vocabulary, { language, words }).text,
    );
    if (values.length === 0) return [];
    const text = values.join(words('view.or'));
    const { phrase } = facetEntries[facet];
    return phrase === undefined ? text : words(phrase, { precision: text });
  });
  const bounds = formatBounds(query, language, words);
  if (bounds !== '') parts.push(bounds);
  if (query.q !== undefined) parts.push(words('view.search', { q: query.q }));
  return parts.join(words('view.and'));
}

/** The days asked for: "from December 2022", "to 6 months ahead", "2019 to June 2023"; one unit alone by itself; empty for any time. */
export function formatBounds(
  { from, to }: Pick<Query, 'from' | 'to'>,
  language: LanguageTag,
  words: Translate,
): string {
  const first = from && formatBound(from, language);
  const last = to && formatBound(to, language);
  if (first !== undefined && last !== undefined)
    return first === last ? first : words('view.between', { from: first, to: last });
  if (first !== undefined) return words('view.from', { from: first });
  return last === undefined ? '' : words('view.to', { to: last });
}

function formatBound({ text, isRelative }: QueryBound, language: LanguageTag): string {
  const relative = isRelative && parseRelativeDay(text);
  if (relative) return formatRelativeDay(relative, language);
  const when = parseWhen(text, 'UTC');
  return when.ok ? formatWhen(when.value, language) : text;
}
