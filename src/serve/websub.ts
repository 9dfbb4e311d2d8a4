/** WebSub (W3C Recommendation of 2018): tells a hub which feeds changed, so that readers hear of it without asking again. */
import { isDeepStrictEqual } from 'node:util';
import type { Chronology } from '../chronology/chronology.ts';
import type { Day } from '../chronology/dates/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { type Facet, facetEntries, facets, pathFacets, valuesOf } from '../chronology/facet.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { EVERYTHING, type Query, withValues } from '../chronology/query/query.ts';
import type { Vocabulary } from '../chronology/schema/vocabulary.ts';
import { pausing, type Work } from '../slices.ts';
import { absolute, outputPath, rootOutputPath } from '../web/site/address.ts';
import { type OutputName, outputNames, outputs, rootOutputs } from '../web/site/outputs.ts';
import type { Site } from '../web/site/site.ts';
import { viewOf } from '../web/site/views.ts';
import { Deliveries, request } from './deliveries.ts';

const topicNames = outputNames.filter((name) => outputs[name].isTopic);

/**
 * The absolute addresses of the feeds that are other documents than before. Of those of everything and of each value of a facet
 * that a changed event has or had, both documents are made and compared: nobody is told of a feed that is the same.
 *
 * @param today The day that it is.
 */
export function* changedTopicsSteps(before: Site, after: Site, today: Day): Work<readonly string[]> {
  if (before.chronology === after.chronology) return [];
  const queries = new Map<string, Query>([['', EVERYTHING]]);
  yield* pausing(yield* touchedEventsSteps(before.chronology, after.chronology), (event) => {
    for (const facet of pathFacets)
      for (const value of valuesOf(event, facet))
        queries.set(`${facet} ${value}`, withValues(EVERYTHING, facet, [value]));
  });
  const [first = '', ...others] = after.chronology.vocabulary.settings.languages;
  const topics: string[] = [];
  for (const query of queries.values())
    for (const language of [first, ...others])
      for (const name of topicNames) {
        const paths = [outputPath(language, query, name)];
        if (query === EVERYTHING && language === first && rootOutputs.includes(name))
          paths.push(rootOutputPath(query, name));
        for (const path of paths) {
          const text = (site: Site) => feedTextSteps(site, language, { name, query, path, today });
          if ((yield* text(before)) !== (yield* text(after))) topics.push(absolute(after.baseUrl, path));
        }
      }
  return topics;
}

function* feedTextSteps(
  site: Site,
  language: LanguageTag,
  { name, query, path, today }: { name: OutputName; query: Query; path: string; today: Day },
): Work<string | undefined> {
  // No such feed, as of a language that the chronology had not.
  if (!site.chronology.vocabulary.settings.languages.includes(language)) return undefined;
  const output = outputs[name];
  // A copy of the query, by which what is selected is cached: of the chronology before, nothing is to stay in memory.
  const view = viewOf(site, language, { ...query });
  return 'steps' in output ? yield* output.steps(view, absolute(site.baseUrl, path), today) : undefined;
}

/** The events of both chronologies of which an entry of a feed may be another than before: those that changed, name or are named by one that did, or name a part of the vocabulary that did. */
function* touchedEventsSteps(before: Chronology, after: Chronology): Work<ReadonlySet<TimelineEvent>> {
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

/** Whether an event names an entry of the vocabulary that is another than before; all do, where it changed elsewhere. */
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
  return (event) => [...changed].some(([facet, ids]) => valuesOf(event, facet).some((value) => ids.has(value)));
}

export interface HubOptions {
  /** The address of the hub. */
  readonly hub: string;
  /** Tells the operator of a topic that the hub has not taken. */
  readonly warn: (message: string) => void;
  readonly firstWaitMilliseconds?: number;
}

/** Topics to be published: each is told to the hub in the form that hubs have taken since PubSubHubbub 0.4 §7. */
export function hubDeliveries({ hub, warn, firstWaitMilliseconds }: HubOptions): Deliveries {
  return new Deliveries({
    send: (topic, stopping) => {
      const body = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic });
      return request(hub, { method: 'POST', body }, stopping);
    },
    lost: (topic, fault) => warn(`${hub} was not told that ${topic} changed: ${fault}`),
    firstWaitMilliseconds,
  });
}
