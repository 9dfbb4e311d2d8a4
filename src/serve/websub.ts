/** WebSub (W3C Recommendation of 2018): tells a hub which feeds changed, so that readers hear of it without asking again. */
import type { Day } from '../chronology/dates/day.ts';
import { pathFacets, valuesOf } from '../chronology/facet.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { EVERYTHING, type Query, withValues } from '../chronology/query/query.ts';
import { touchedEventsSteps } from '../chronology/touched-events.ts';
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
