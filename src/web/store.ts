/** Representations that were made, kept by canonical address within a bound of bytes; the least used go first. */
import type { Answerable } from './representation.ts';

interface Entry {
  readonly made: Promise<Answerable>;
  ready?: Answerable;
  bytes: number;
}

/** What is asked for once is on trial in this share of the bytes, so that a run of odd addresses pushes out only others of its kind. */
const TRIAL_SHARE = 0.25;

/**
 * A segmented cache (SLRU): an address asked for again moves from trial to the proven ones; both go by how recently
 * they were used, and what falls out of the proven gets another trial.
 */
export class RepresentationStore {
  // A Map lists keys in the order they were set: set again, one is the newest.
  readonly #trial = new Map<string, Entry>();
  readonly #proven = new Map<string, Entry>();
  readonly #limitBytes: number;
  #trialBytes = 0;
  #provenBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** What the store holds, with every coding that a representation can have. */
  get bytes(): number {
    return this.#trialBytes + this.#provenBytes;
  }

  /** The representation at an address, where it has been made. */
  find(address: string): Answerable | undefined {
    const entry = this.#proven.get(address) ?? this.#trial.get(address);
    if (!entry?.ready) return undefined;
    this.#use(address, entry);
    return entry.ready;
  }

  /** The representation at an address: kept, being made for someone else, or made now. */
  get(address: string, make: () => Answerable | Promise<Answerable>): Promise<Answerable> {
    const known = this.#proven.get(address) ?? this.#trial.get(address);
    if (known) {
      this.#use(address, known);
      return known.made;
    }
    const entry: Entry = { made: Promise.resolve().then(make), bytes: 0 };
    this.#trial.set(address, entry);
    entry.made.then(
      (representation) => this.#count(address, entry, representation),
      () => {
        // Evicted and asked for again meanwhile, the address may belong to another try.
        if (this.#trial.get(address) === entry) this.#trial.delete(address);
      },
    );
    return entry.made;
  }

  #use(address: string, entry: Entry): void {
    if (this.#proven.delete(address)) {
      this.#proven.set(address, entry);
    } else if (entry.ready) {
      this.#trial.delete(address);
      this.#trialBytes -= entry.bytes;
      this.#proven.set(address, entry);
      this.#provenBytes += entry.bytes;
      this.#trim();
    }
  }

  #count(address: string, entry: Entry, representation: Answerable): void {
    if (this.#trial.get(address) !== entry) return;
    // Its codings come on top; both together are smaller than the text.
    entry.bytes = representation.size * 2;
    // One that is this large would push out all the others, and itself.
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
