/** A list of 5,000 conferences in a hundred countries, as such lists are kept: it opens on what is next, and everything in it can be chosen. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { valuesOf } from '../../src/chronology/facet.ts';
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
    for (const entry of entries) {
      const code = /^(\w+)\/$/.exec(find(entry, 'a').attributes.href ?? '')?.[1] ?? '';
      const query = parseQuery(new URLSearchParams({ country: code }), chronology, TODAY);
      assert.ok(query.ok);
      assert.equal(Number(textOf(find(entry, 'small')).replace(/\D/g, '')), select(chronology, query.value).length);
    }
  });

  it('offers the most frequent values of each facet first, and the others by their lists', () => {
    for (const facet of ['country', 'tag'] as const) {
      const counts = new Map<string, number>();
      for (const value of chronology.events.flatMap((event) => valuesOf(event, facet)))
        counts.set(value, (counts.get(value) ?? 0) + 1);
      const offered = findAll(home, `input[name="${facet}"]`).map(({ attributes }) => attributes.value ?? '');
      assert.ok(offered.length > 10, facet);
      assert.ok(findAll(home, `a[href="${facet}/"]`).length > 0, facet);
      const least = Math.min(...offered.map((value) => counts.get(value) ?? 0));
      const others = [...counts].filter(([value]) => !offered.includes(value)).map(([, count]) => count);
      if (facet === 'country') assert.notEqual(others.length, 0);
      assert.ok(least >= Math.max(0, ...others), `${facet}: ${least}`);
    }
  });

  it('has a page of no more than a part of it, and one picture of few lanes', () => {
    assert.ok(home.length < 1_000_000, `${home.length} characters`);
    assert.equal(findAll(home, '.overview').length, 1);
    const lanes = findAll(home, '.overview .lane').length;
    assert.ok(lanes >= 1 && lanes <= 10, `${lanes} lanes`);
  });
});
