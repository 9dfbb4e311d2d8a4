/** Messages to other servers: sent in the background, again where they may arrive later, and never to the caller's delay. */
import { setTimeout } from 'node:timers/promises';
import { printable } from '../chronology/files/problem.ts';

/** Why a message did not arrive, and whether another try may help. */
export interface Failure {
  readonly fault: string;
  readonly mayPass: boolean;
}

export interface DeliveryOptions {
  /** Sends what an item stands for as it is now; undefined where it arrived. */
  send(item: string, stopping: AbortSignal): Promise<Failure | undefined>;
  /** Is told of an item that did not arrive at first, and is sent again. */
  readonly late?: (item: string, fault: string) => void;
  /** Is told of an item that is given up. */
  lost(item: string, fault: string): void;
  /** How long to wait before the first repetition; each further wait is twice as long. Default: 2 seconds. */
  readonly firstWaitMilliseconds?: number | undefined;
}

const MOST_ATTEMPTS = 8;
const LONGEST_WAIT_MILLISECONDS = 10 * 60_000;
const ANSWER_WITHIN_MILLISECONDS = 10_000;
/** Requests under way: an item for which a server takes long holds up few others, and a server is not flooded. */
const MOST_AT_ONCE = 4;

/**
 * Sends each item once however often it is asked for while it waits. What does not arrive waits by itself, and others go on
 * meanwhile.
 */
export class Deliveries {
  readonly #options: DeliveryOptions;
  /** Items to be sent, in order, and how often each was tried before. */
  readonly #waiting = new Map<string, number>();
  /** Items whose next try is later; one that is asked for meanwhile is sent by that try. */
  readonly #backingOff = new Set<string>();
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #inFlight = 0;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  send(items: Iterable<string>): void {
    if (this.#stopping.signal.aborted) return;
    for (const item of items) if (!this.#backingOff.has(item)) this.#waiting.set(item, 0);
    this.#sendNext();
  }

  /** Gives up what still waits. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#waiting.clear();
    await Promise.all(this.#running);
  }

  #sendNext(): void {
    for (const [item, attempts] of this.#waiting) {
      if (this.#inFlight >= MOST_AT_ONCE) return;
      // Before it is sent: what is asked for from now on is sent again.
      this.#waiting.delete(item);
      this.#run(this.#send(item, attempts + 1));
    }
  }

  #run(task: Promise<void>): void {
    const running = task.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #send(item: string, attempt: number): Promise<void> {
    const { signal } = this.#stopping;
    this.#inFlight += 1;
    const failure = await this.#options.send(item, signal);
    this.#inFlight -= 1;
    if (signal.aborted) return;
    if (failure?.mayPass && attempt === 1) this.#options.late?.(item, failure.fault);
    if (failure?.mayPass && attempt < MOST_ATTEMPTS) this.#run(this.#backOff(item, attempt));
    else if (failure) this.#options.lost(item, failure.fault);
    this.#sendNext();
  }

  async #backOff(item: string, attempts: number): Promise<void> {
    // It was asked for while it was sent: that try is under way, waits for its turn, or waits for its next one.
    if (this.#waiting.has(item) || this.#backingOff.has(item)) return;
    const { firstWaitMilliseconds = 2000 } = this.#options;
    const wait = Math.min(firstWaitMilliseconds * 2 ** (attempts - 1), LONGEST_WAIT_MILLISECONDS);
    this.#backingOff.add(item);
    try {
      // Keeps no process alive.
      await setTimeout(wait, undefined, { signal: this.#stopping.signal, ref: false });
    } catch {
      // Stopped.
      return;
    }
    this.#backingOff.delete(item);
    this.#waiting.set(item, attempts);
    this.#sendNext();
  }
}

/** One request; undefined where it was answered 2xx. */
export async function request(
  address: string,
  init: Pick<RequestInit, 'method' | 'body' | 'headers'>,
  stopping: AbortSignal,
): Promise<Failure | undefined> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(ANSWER_WITHIN_MILLISECONDS)]);
  try {
    const { ok, status, body } = await fetch(address, { ...init, signal, redirect: 'error' });
    await body?.cancel();
    if (ok) return undefined;
    // RFC 9110 §15.5.9, RFC 6585 §4: of the client's faults, these two pass by themselves.
    return { fault: `status ${status}`, mayPass: status >= 500 || status === 408 || status === 429 };
  } catch (error) {
    const { message, cause } = error as Error;
    // A host of several addresses fails with a code alone.
    const { code, message: reason } = (cause ?? {}) as NodeJS.ErrnoException;
    return { fault: printable(reason || code || message), mayPass: true };
  }
}
