/** WebSub (W3C Recommendation of 2018): tells a hub which feeds changed, so that readers hear of it without asking again. */
import { setTimeout } from 'node:timers/promises';
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
  /** How long to wait before the first repetition; each further wait is twice as long. Default: 2 seconds. */
  readonly firstWaitMilliseconds?: number;
}

const MOST_ATTEMPTS = 8;
const LONGEST_WAIT_MILLISECONDS = 10 * 60_000;
const ANSWER_WITHIN_MILLISECONDS = 10_000;
/** Requests under way: a topic for which the hub takes long holds up few others, and a hub is not flooded. */
const MOST_AT_ONCE = 4;

/**
 * Publishes each topic once however often it changes while it waits, and never to the caller's delay. What the hub fails to take
 * waits by itself, and others go on meanwhile.
 */
export class HubPublisher {
  readonly #options: HubOptions;
  /** Topics to be published, in order, and how often each was tried before. */
  readonly #waiting = new Map<string, number>();
  /** Topics whose next try is later; one that changes meanwhile is told by that try. */
  readonly #backingOff = new Set<string>();
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #inFlight = 0;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  publish(topics: readonly string[]): void {
    if (this.#stopping.signal.aborted) return;
    for (const topic of topics) if (!this.#backingOff.has(topic)) this.#waiting.set(topic, 0);
    this.#publishNext();
  }

  /** Gives up what still waits. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting.clear();
    await Promise.all(this.#running);
  }

  #publishNext(): void {
    for (const [topic, attempts] of this.#waiting) {
      if (this.#inFlight >= MOST_AT_ONCE) return;
      // Before it is told: what changes from now on is told again.
      this.#waiting.delete(topic);
      this.#run(this.#publish(topic, attempts + 1));
    }
  }

  #run(task: Promise<void>): void {
    const running = task.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #publish(topic: string, attempt: number): Promise<void> {
    const { hub, warn } = this.#options;
    const { signal } = this.#stopping;
    this.#inFlight += 1;
    const outcome = await ask(hub, topic, signal);
    this.#inFlight -= 1;
    if (signal.aborted) return;
    if (outcome?.mayPass && attempt < MOST_ATTEMPTS) this.#run(this.#backOff(topic, attempt));
    else if (outcome) warn(`${hub} was not told that ${topic} changed: ${outcome.fault}`);
    this.#publishNext();
  }

  async #backOff(topic: string, attempts: number): Promise<void> {
    // It changed while it was asked for, and is told from the beginning.
    if (this.#waiting.has(topic)) return;
    const { firstWaitMilliseconds = 2000 } = this.#options;
    const wait = Math.min(firstWaitMilliseconds * 2 ** (attempts - 1), LONGEST_WAIT_MILLISECONDS);
    this.#backingOff.add(topic);
    try {
      // Keeps no process alive.
      await setTimeout(wait, undefined, { signal: this.#stopping.signal, ref: false });
    } catch {
      // Stopped.
      return;
    }
    this.#backingOff.delete(topic);
    this.#waiting.set(topic, attempts);
    this.#publishNext();
  }
}

/** One request, in the form that hubs have taken since PubSubHubbub 0.4 §7; undefined where it was answered 2xx. */
async function ask(
  hub: string,
  topic: string,
  stopping: AbortSignal,
): Promise<{ readonly fault: string; readonly mayPass: boolean } | undefined> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(ANSWER_WITHIN_MILLISECONDS)]);
  try {
    const body = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic });
    const { ok, status, body: answer } = await fetch(hub, { method: 'POST', body, signal, redirect: 'error' });
    await answer?.cancel();
    if (ok) return undefined;
    // RFC 9110 §15.5.9, RFC 6585 §4: of the client's faults, these two pass by themselves.
    return { fault: `status ${status}`, mayPass: status >= 500 || status === 408 || status === 429 };
  } catch (error) {
    return { fault: (error as Error).message, mayPass: true };
  }
}
