/** The page of all values of a facet that events have, each with the number of its events and a link to its view. */
import { facetEntries, type PathFacet } from '../../chronology/facet.ts';
import { sortSteps } from '../../chronology/files/order.ts';
import { FALLBACK_LANGUAGE } from '../../chronology/languages/languages.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import { eventIndexOf } from '../../chronology/query/event-index.ts';
import { allowedValues, EVERYTHING } from '../../chronology/query/query.ts';
import { pausing, type Work } from '../../slices.ts';
import { facetIndexPath } from '../site/address.ts';
import { HttpError } from '../site/fault.ts';
import type { Site } from '../site/site.ts';
import type { Link } from '../site/templates.ts';
import { facetLink } from './parts/event-line.ts';
import { type PageContext, pageContext, pageModel, pageTitle } from './parts/frame.ts';
import { numberedLinks, numberedPage, onPage } from './parts/pagination.ts';

/** More names are a list that nobody scrolls through. */
const MOST_VALUES = 1000;
/** Of fewer, the one that is looked for is seen. */
const MANY = 20;

/**
 * @param number of the page, from 1
 * @throws HttpError 404 where no event has a value of the facet
 */
export function* facetIndexSteps(site: Site, language: LanguageTag, facet: PathFacet, number: number): Work<string> {
  const pathOf = (part: number) => facetIndexPath(language, facet, part);
  const context = pageContext(site, language, pathOf(number));
  const { words } = context;
  const { chronology } = site;
  const all = eventIndexOf(chronology).valueCount(facet);
  if (all === 0) throw new HttpError({ status: 404 });
  const sorted = yield* facetValuesSteps(facet, context);
  const page = numberedPage(sorted.length, MOST_VALUES, { number, pathOf });
  const name = words(`index.${facet}`);
  const title = pick(chronology.vocabulary.settings.title, language).text;
  yield;
  return site.templates.render('facet-index', {
    ...pageModel(context, {
      title: pageTitle(name, context, number),
      description: words('index.description', { name, title }),
      query: EVERYTHING,
      inside: 'timeline',
      pathIn: (other) => facetIndexPath(other, facet, number),
    }),
    heading: name,
    count: words('index.count', { count: all }),
    values: onPage(sorted, 0, page),
    hasMany: sorted.length > MANY,
    pages: numberedLinks(page, pathOf, context),
  });
}

/** A value of a facet that events have. */
export interface FacetValue {
  readonly value: string;
  /** To its view. */
  readonly link: Link;
  /** Of its events. */
  readonly count: number;
}

/** The values of a facet that events have, in the order of the filter form. */
export function* facetValuesSteps(facet: PathFacet, context: PageContext): Work<readonly FacetValue[]> {
  const { site, language } = context;
  const index = eventIndexOf(site.chronology);
  const named: FacetValue[] = [];
  yield* pausing(index.values(facet), (value) =>
    named.push({
      value,
      link: facetLink(facet, value, context),
      count: index.positionsHaving(facet, value).length,
    }),
  );
  const rank = new Map([...allowedValues(facet, site.chronology)].map((value, at) => [value, at]));
  const rankOf = ({ value }: FacetValue) => rank.get(value) ?? rank.size;
  const collator = new Intl.Collator([language, FALLBACK_LANGUAGE]);
  return yield* sortSteps(
    named,
    facetEntries[facet].inForm === 'by entry'
      ? (a, b) => rankOf(a) - rankOf(b)
      : (a, b) => collator.compare(a.link.text, b.link.text),
  );
}
