/** Purges of shared caches: each is told which keys an edit touches, so that it drops what is another answer now. */
import { boundedKeys } from '../web/site/cache-keys.ts';
import { Deliveries, request } from './deliveries.ts';

export interface PurgeOptions {
  /** The addresses that take PURGE with Surrogate-Key, such as that of each Varnish. */
  readonly urls: readonly string[];
  /** Tells the operator of a cache that was not reached, and may answer from before the edit. */
  readonly warn: (message: string) => void;
  readonly firstWaitMilliseconds?: number;
}

export class Purger {
  readonly #options: PurgeOptions;
  readonly #deliveries: Deliveries;
  /** Address of a cache → the keys that it has not dropped yet. */
  readonly #pending = new Map<string, ReadonlySet<string>>();

  constructor(options: PurgeOptions) {
    this.#options = options;
    const { warn, firstWaitMilliseconds } = options;
    this.#deliveries = new Deliveries({
      send: (url, stopping) => this.#send(url, stopping),
      late: (url, fault) => warn(`${url} was not reached, and is asked again for some minutes: ${fault}`),
      lost: (url, fault) => warn(`${url} was not told what to purge, and may answer from before the edit: ${fault}`),
      firstWaitMilliseconds,
    });
  }

  purge(keys: readonly string[]): void {
    if (keys.length === 0) return;
    for (const url of this.#options.urls) this.#add(url, keys);
    this.#deliveries.send(this.#options.urls);
  }

  stop(): Promise<void> {
    return this.#deliveries.stop();
  }

  #add(url: string, keys: Iterable<string>): void {
    const all = new Set([...(this.#pending.get(url) ?? []), ...keys]);
    this.#pending.set(url, new Set(boundedKeys([...all])));
  }

  async #send(url: string, stopping: AbortSignal) {
    const keys = this.#pending.get(url) ?? new Set();
    this.#pending.delete(url);
    // Those of a try that was under way went with the one before.
    if (keys.size === 0) return undefined;
    const failure = await request(
      url,
      { method: 'PURGE', headers: { 'Surrogate-Key': [...keys].join(' ') } },
      stopping,
    );
    // With those of edits since.
    if (failure) this.#add(url, keys);
    return failure;
  }
}
