/** Which events are told otherwise after an edit, by whatever tells of events: those that changed, and those that tell of these. */
import { isDeepStrictEqual } from 'node:util';
import { pausing, type Work } from '../slices.ts';
import type { Chronology } from './chronology.ts';
import type { TimelineEvent } from './event.ts';
import { type Facet, facetEntries, facets, valuesOf } from './facet.ts';
import { versionsOf } from './schema/event-rules.ts';
import type { Vocabulary } from './schema/vocabulary.ts';

/**
 * The events of both chronologies of which an entry may be another than before: those that changed, name or are named by one that
 * did, or name a part of the vocabulary that did.
 */
export function* touchedEventsSteps(before: Chronology, after: Chronology): Work<ReadonlySet<TimelineEvent>> {
  const changed = new Set<string>();
  const both = [before, after] as const;
  const all = both.flatMap(({ bySlug }) => [...bySlug.values()]);
  const isWorded = wordedAnew(before.vocabulary, after.vocabulary);
  yield* pausing(all, (event) => {
    const { slug } = event;
    if (before.bySlug.get(slug) !== after.bySlug.get(slug) || isWorded(event)) changed.add(slug);
  });
  const touched = new Set(changed);
  yield* pausing(all, (event) => {
    for (const named of namedBy(event)) {
      if (changed.has(named)) touched.add(event.slug);
      if (changed.has(event.slug)) touched.add(named);
    }
  });
  return new Set(all.filter(({ slug }) => touched.has(slug)));
}

function namedBy({ relations: { partOf, follows, fulfils, related }, withdrawn }: TimelineEvent): readonly string[] {
  const ones = [partOf, withdrawn?.replacedBy].filter((slug) => slug !== undefined);
  return [...ones, ...follows, ...fulfils, ...related];
}

/**
 * Whether an event names an entry of the vocabulary that is another than before, also in what stood before a revision or in a
 * citation of one; all do, where it changed elsewhere.
 */
function wordedAnew(before: Vocabulary, after: Vocabulary): (event: TimelineEvent) => boolean {
  if (before === after) return () => false;
  const changed = new Map<Facet, ReadonlySet<string>>();
  const known = new Set<unknown>();
  for (const facet of facets) {
    const { values } = facetEntries[facet];
    if (!('entries' in values)) continue;
    const [then, now] = [values.entries(before), values.entries(after)];
    known.add(then).add(now);
    const ids = Object.keys({ ...then, ...now }).filter((id) => !isDeepStrictEqual(then[id], now[id]));
    if (ids.length > 0) changed.set(facet, new Set(ids));
  }
  const rest = ({ settings, ...files }: Vocabulary) =>
    [...Object.entries(settings), ...Object.entries(files)].filter(([, part]) => !known.has(part));
  if (!isDeepStrictEqual(rest(before), rest(after))) return () => true;
  return (event) => {
    const versions = versionsOf(event);
    return [...changed].some(([facet, ids]) => {
      const isAmong = (value: string) => ids.has(value);
      if (facet === 'source' && valuesOf(event, 'furtherSource').some(isAmong)) return true;
      return versions.some((version) => valuesOf(version, facet).some(isAmong));
    });
  };
}
