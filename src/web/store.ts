/** Representations that were made, kept by canonical address within a bound of bytes; the least recently used go first. */
import type { Representation } from './representation.ts';

export class RepresentationStore {
  readonly #kept = new Map<string, { readonly made: Promise<Representation>; bytes: number }>();
  readonly #limitBytes: number;
  #bytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** The representation at an address: kept, being made for someone else, or made now. */
  get(address: string, make: () => Representation): Promise<Representation> {
    const kept = this.#kept.get(address);
    if (kept) {
      // A Map lists keys in the order they were set: set again, it is the newest.
      this.#kept.delete(address);
      this.#kept.set(address, kept);
      return kept.made;
    }
    const entry = { made: Promise.resolve().then(make), bytes: 0 };
    this.#kept.set(address, entry);
    entry.made.then(
      (representation) => this.#count(address, entry, representation),
      () => {
        // Evicted and asked for again meanwhile, the address may belong to another try.
        if (this.#kept.get(address) === entry) this.#kept.delete(address);
      },
    );
    return entry.made;
  }

  #count(address: string, entry: { bytes: number }, representation: Representation): void {
    if (this.#kept.get(address) !== entry) return;
    // Its codings come on top; both together are smaller than the text.
    entry.bytes = representation.size * 2;
    // One that is this large would push out all the others, and itself.
    if (entry.bytes > this.#limitBytes / 2) {
      this.#kept.delete(address);
      return;
    }
    this.#bytes += entry.bytes;
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#bytes <= this.#limitBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}
