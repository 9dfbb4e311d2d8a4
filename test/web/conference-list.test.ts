/** A list of 5,000 conferences in a hundred countries, as such lists are kept: it opens on what is next, and everything in it can be chosen. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFolder } from '../../src/chronology/folder/folder-parse.ts';
import { EVERYTHING, parseQuery } from '../../src/chronology/query/query.ts';
import { select } from '../../src/chronology/query/selection.ts';
import { atOnce } from '../../src/slices.ts';
import { facetIndexSteps } from '../../src/web/pages/facet-index.ts';
import { conferenceList } from '../support/conference-list.ts';
import { find, findAll, textOf } from '../support/html.ts';
import { renderTimeline } from '../support/rendered.ts';
import { siteOf, TODAY } from '../support/service.ts';

const { chronology, problems } = parseFolder(conferenceList(5000, TODAY));
assert.deepEqual(problems, []);
assert.ok(chronology);
const site = siteOf(chronology);
const home = renderTimeline(site, 'en', EVERYTHING);

describe('a list of 5,000 conferences', () => {
  it('opens on what comes next, and on what was last', () => {
    assert.deepEqual(
      findAll(home, '.coming h2').map((heading) => textOf(heading)),
      ['Next', 'Recently'],
    );
    assert.ok(findAll(home, '.coming li').length >= 6);
  });

  it('names every country that has one, with the number of its conferences', () => {
    const index = atOnce(facetIndexSteps(site, 'en', 'country', 1));
    const entries = findAll(index, 'ul.index > li');
    assert.equal(entries.length, new Set(chronology.events.flatMap(({ countries }) => countries)).size);
    for (const entry of entries.slice(0, 10)) {
      const code = /^(\w+)\/$/.exec(find(entry, 'a').attributes.href ?? '')?.[1] ?? '';
      const query = parseQuery(new URLSearchParams({ country: code }), chronology, TODAY);
      assert.ok(query.ok);
      assert.equal(Number(textOf(find(entry, 'small')).replace(/\D/g, '')), select(chronology, query.value).length);
    }
  });

  it('offers the most frequent values of each facet first, and the others by their lists', () => {
    for (const facet of ['country', 'tag']) {
      assert.ok(findAll(home, `input[name="${facet}"]`).length > 10, facet);
      assert.ok(findAll(home, `a[href="${facet}/"]`).length > 0, facet);
    }
    const [first = ''] = findAll(home, 'input[name="country"]').map(({ attributes }) => attributes.value);
    assert.ok(['US', 'DE', 'GB', 'NL', 'FR', 'JP', 'IN', 'BR', 'PL', 'ES', 'CZ', 'SE'].includes(first), first);
  });

  it('has a page of no more than a part of it, and one picture of few lanes', () => {
    assert.ok(home.length < 1_000_000, `${home.length} characters`);
    const lanes = findAll(home, '.overview .lane');
    assert.ok(lanes.length <= 10);
  });
});
