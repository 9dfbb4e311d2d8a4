/** Representations by canonical address, within a bound of bytes; what was not used for long is evicted first. */
import type { Day } from '../../chronology/dates/day.ts';
import type { Answerable } from './representation.ts';

interface Entry {
  readonly representation: Promise<Answerable>;
  /** The only day that it is for; undefined: any. */
  readonly day: Day | undefined;
  ready?: Answerable;
  bytes: number;
  isProven: boolean;
  /** Whether it was asked for since it last came to the end of the proven segment. */
  isUsed: boolean;
}

/** How often a representation was there, and how often not. */
export interface Finds {
  hits: number;
  misses: number;
}

/** The share of the bytes for what was asked for once: a run of odd addresses evicts only others of its kind. */
const TRIAL_SHARE = 0.25;

/**
 * A segmented cache (SLRU): an address asked for again moves from the trial segment to the proven one, and what that one
 * evicts gets another trial. In the proven segment a use is a mark alone, and who has one is passed over once (CLOCK): to move
 * an entry in a map costs each answer from memory as much as to find it.
 */
export class RepresentationStore {
  // A Map lists keys in the order they were set.
  readonly #trial = new Map<string, Entry>();
  readonly #proven = new Map<string, Entry>();
  readonly #limitBytes: number;
  readonly #finds: Finds;
  #trialBytes = 0;
  #provenBytes = 0;

  /** @param finds Is counted in, so that the counts outlive the store. */
  constructor(limitBytes: number, finds: Finds = { hits: 0, misses: 0 }) {
    this.#limitBytes = limitBytes;
    this.#finds = finds;
  }

  /** Of all representations, with every coding that each can have. */
  get bytes(): number {
    return this.#trialBytes + this.#provenBytes;
  }

  /** The representation at an address, where it has been made. @param today Is called where that depends on the day. */
  find(address: string, today: () => Day): Answerable | undefined {
    const entry = this.#proven.get(address) ?? this.#trial.get(address);
    if (!entry?.ready || (entry.day !== undefined && entry.day !== today())) {
      this.#finds.misses += 1;
      return undefined;
    }
    this.#finds.hits += 1;
    this.#use(address, entry);
    return entry.ready;
  }

  /**
   * The representation at an address: cached, being made for another request, or made now.
   *
   * @param day Where it is another one each day; that of any other day is dropped.
   */
  get(address: string, make: () => Answerable | Promise<Answerable>, day?: Day): Promise<Answerable> {
    const known = this.#proven.get(address) ?? this.#trial.get(address);
    if (known && known.day === day) {
      this.#use(address, known);
      return known.representation;
    }
    if (known) this.#forget(address, known);
    const representation = Promise.resolve().then(make);
    const entry: Entry = { representation, day, bytes: 0, isProven: false, isUsed: false };
    this.#trial.set(address, entry);
    entry.representation.then(
      (representation) => this.#count(address, entry, representation),
      () => {
        // Evicted and asked for again meanwhile, the address may belong to another try.
        if (this.#trial.get(address) === entry) this.#trial.delete(address);
      },
    );
    return entry.representation;
  }

  #forget(address: string, { bytes }: Entry): void {
    if (this.#proven.delete(address)) this.#provenBytes -= bytes;
    else if (this.#trial.delete(address)) this.#trialBytes -= bytes;
  }

  #use(address: string, entry: Entry): void {
    entry.isUsed = true;
    if (!entry.isProven && entry.ready) {
      this.#trial.delete(address);
      this.#trialBytes -= entry.bytes;
      this.#proven.set(address, entry);
      entry.isProven = true;
      this.#provenBytes += entry.bytes;
      this.#trim();
    }
  }

  #count(address: string, entry: Entry, representation: Answerable): void {
    if (this.#trial.get(address) !== entry) return;
    // Codings come on top where there are any; both together are smaller than the text.
    entry.bytes = representation.size * (representation.isCompressible ? 2 : 1);
    // One this large would evict all the others, and itself.
    if (entry.bytes > this.#limitBytes / 2) {
      this.#trial.delete(address);
      return;
    }
    entry.ready = representation;
    this.#trialBytes += entry.bytes;
    this.#trim();
  }

  #trim(): void {
    const provenLimit = this.#limitBytes * (1 - TRIAL_SHARE);
    for (const [address, entry] of this.#proven) {
      if (this.#provenBytes <= provenLimit) break;
      this.#proven.delete(address);
      if (entry.isUsed) {
        entry.isUsed = false;
        this.#proven.set(address, entry);
        continue;
      }
      entry.isProven = false;
      this.#provenBytes -= entry.bytes;
      this.#trial.set(address, entry);
      this.#trialBytes += entry.bytes;
    }
    for (const [address, entry] of this.#trial) {
      if (this.bytes <= this.#limitBytes) break;
      // One that is still being made has no bytes yet.
      if (!entry.ready) continue;
      this.#trial.delete(address);
      this.#trialBytes -= entry.bytes;
    }
  }
}
