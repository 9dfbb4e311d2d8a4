/** What a reader is told of an address that has faults: what each is, and what may have been meant. */
import { type Facet, facets } from '../../../chronology/facet.ts';
import { printable } from '../../../chronology/files/problem.ts';
import type { Translate } from '../../../chronology/languages/definition/interface-words.ts';
import {
  choiceNames,
  type MisnamedFilter,
  type Query,
  type QueryFault,
  withValues,
} from '../../../chronology/query/query.ts';
import type { Work } from '../../../slices.ts';
import type { AddressFaults } from '../../site/fault.ts';
import type { Link } from '../../site/templates.ts';
import { valueText } from '../parts/filter-form.ts';
import { link, type PageContext } from '../parts/frame.ts';
import { nearestValuesSteps } from './near-addresses.ts';

/**
 * What a page tells of its address above the view of the rest, as HTML.
 *
 * @param query the rest
 * @param pathOf the same page of another query
 */
export function* toldFaultsSteps(
  { faults, misnamed }: AddressFaults,
  query: Query,
  pathOf: (query: Query) => string,
  context: PageContext,
): Work<string> {
  const told = context.site.templates.render('partials/told', {
    t: context.words,
    faults: yield* addressFaultsSteps(faults, query, pathOf, context),
    misnamed: misnamed && toMisnamed(misnamed, pathOf, context),
  });
  return `${told}\n`;
}

/** What a reader is told of a parameter that there is not: its name, and the view with the one that was meant. */
function toMisnamed(
  { found, value, meant, mended }: MisnamedFilter,
  pathOf: (query: Query) => string,
  context: PageContext,
) {
  const { words } = context;
  const label = words(`filter.${meant}`);
  const isFacet = meant !== 'from' && meant !== 'to' && meant !== 'q';
  const known = isFacet
    ? mended?.facets[meant].find((other) => other.toLowerCase() === value.toLowerCase())
    : undefined;
  const text = isFacet && known !== undefined ? valueText(meant, known, context).text : printable(value);
  return {
    text: words('filter.misnamed', { found: printable(found) }),
    meant: mended ? link({ text: words('event.labelled', { label, text }) }, pathOf(mended), context) : { text: label },
  };
}

/** Of so many wrong values, it is looked up what may have been meant: each is compared with thousands of names. */
const MOST_COMPARED = 5;

/** The faults as a reader is told of them, with the field that each is in, and links to what may have been meant. */
export function* addressFaultsSteps(
  faults: readonly QueryFault[],
  query: Query,
  pathOf: (query: Query) => string,
  context: PageContext,
) {
  const { words } = context;
  const mendable = [];
  let compared = 0;
  for (const [index, { reason, parameter, found, allowed }] of faults.entries()) {
    const facet = facets.find((known) => known === parameter);
    const isCompared = reason === 'value' && facet !== undefined && compared < MOST_COMPARED;
    if (isCompared) compared += 1;
    mendable.push({
      id: `fault-${index + 1}`,
      parameters: reason === 'order' ? ['from', 'to'] : [parameter],
      field: ['from', 'to', 'q'].includes(parameter) ? parameter : undefined,
      // What a facet takes stands in the form; of the few values of another parameter, the fault itself tells.
      text: words(reason === 'value' && allowed !== undefined ? 'error.reader.oneOf' : `error.reader.${reason}`, {
        label: labelOf(parameter, words),
        found: printable(found),
        allowed: allowed ?? '',
      }),
      near: isCompared ? yield* nearestChoice(facet, found, query, pathOf, context) : undefined,
    });
  }
  return mendable;
}

function labelOf(parameter: string, words: Translate): string {
  const field = ([...facets, 'from', 'to', 'q'] as const).find((name) => name === parameter);
  if (field) return words(`filter.${field}`);
  const other = ([...choiceNames, 'language', 'part', 'cursor'] as const).find((name) => name === parameter);
  return other ? words(`error.parameter.${other}`) : parameter;
}

/** The page of the view with the value in place of the one that there is not. */
function* nearestChoice(
  facet: Facet,
  found: string,
  query: Query,
  pathOf: (query: Query) => string,
  context: PageContext,
): Work<Link | undefined> {
  const [value] = yield* nearestValuesSteps(facet, found, context.site.chronology);
  if (value === undefined) return undefined;
  const mended = withValues(query, facet, [...new Set([...query.facets[facet], value])]);
  return link(valueText(facet, value, context), pathOf(mended), context);
}
