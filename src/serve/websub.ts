/** WebSub (W3C Recommendation of 2018): tells a hub which feeds changed, so that readers hear of it without asking again. */
import type { Chronology } from '../chronology/chronology.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { pathFacets, valuesOf } from '../chronology/facet.ts';
import { EVERYTHING, type Query, withValues } from '../chronology/query/query.ts';
import { pausing, type Work } from '../slices.ts';
import { absolute, outputPath, rootOutputPath } from '../web/site/address.ts';
import { outputNames, outputs, rootOutputs } from '../web/site/outputs.ts';

const topicNames = outputNames.filter((name) => outputs[name].isTopic);

/**
 * The absolute addresses of the feeds that an edit may have changed: of everything, and of each value of a facet that an added,
 * changed or withdrawn event has, or had.
 */
export function* changedTopicsSteps(before: Chronology, after: Chronology, baseUrl: string): Work<readonly string[]> {
  const queries = new Map<string, Query>([['', EVERYTHING]]);
  let hasChanged = before.vocabulary !== after.vocabulary;
  const add = (event: TimelineEvent) => {
    hasChanged = true;
    for (const facet of pathFacets)
      for (const value of valuesOf(event, facet))
        queries.set(`${facet} ${value}`, withValues(EVERYTHING, facet, [value]));
  };
  const compared: readonly (readonly [Chronology, Chronology])[] = [
    [after, before],
    [before, after],
  ];
  for (const [one, other] of compared)
    yield* pausing(one.bySlug.values(), (event) => {
      if (other.bySlug.get(event.slug) !== event) add(event);
    });
  if (!hasChanged) return [];
  const paths = [...queries.values()].flatMap((query) =>
    after.vocabulary.settings.languages.flatMap((language) =>
      topicNames.map((name) => outputPath(language, query, name)),
    ),
  );
  const atRoot = rootOutputs
    .filter((name) => topicNames.includes(name))
    .map((name) => rootOutputPath(EVERYTHING, name));
  return [...atRoot, ...paths].map((path) => absolute(baseUrl, path));
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

/** Publishes topics one after another, each once however often it changes while it waits, and never to the caller's delay. */
export class HubPublisher {
  readonly #options: HubOptions;
  readonly #waiting = new Set<string>();
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  publish(topics: readonly string[]): void {
    for (const topic of topics) this.#waiting.add(topic);
    this.#running ??= this.#publishAll().finally(() => {
      this.#running = undefined;
    });
  }

  /** Gives up what still waits. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting.clear();
    await this.#running;
  }

  async #publishAll(): Promise<void> {
    for (const topic of this.#waiting) {
      // Before it is told: what changes from now on is told again.
      this.#waiting.delete(topic);
      const fault = await this.#publishOne(topic);
      if (fault !== undefined && !this.#stopping.signal.aborted)
        this.#options.warn(`${this.#options.hub} was not told that ${topic} changed: ${fault}`);
    }
  }

  /** What went wrong; undefined where the hub has taken the topic. */
  async #publishOne(topic: string): Promise<string | undefined> {
    const { hub, firstWaitMilliseconds = 2000 } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await ask(hub, topic, this.#stopping.signal);
      if (outcome === undefined) return undefined;
      if (!outcome.mayPass || attempt === MOST_ATTEMPTS) return outcome.fault;
      const wait = Math.min(firstWaitMilliseconds * 2 ** (attempt - 1), LONGEST_WAIT_MILLISECONDS);
      await waited(wait, this.#stopping.signal);
      if (this.#stopping.signal.aborted) return outcome.fault;
    }
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

/** Keeps no process alive. */
function waited(milliseconds: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    timer.unref();
    stopping.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
