/** What was rendered of single events, kept within a bound of bytes for as long as what it was made from is the same. */
import type { Chronology } from '../../chronology/chronology.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import type { Vocabulary } from '../../chronology/schema/vocabulary.ts';
import { pausing, type Work } from '../../slices.ts';

const LIMIT_BYTES = 256 * 1024 * 1024;

/** Single fragments, such as cards in pages and items of feeds, go one by one; within this share of the bytes. */
const SINGLE_SHARE = 0.25;

/** What was rendered of an event, under keys that name all that it shows beside the event's own file and the vocabulary. */
export interface Fragments {
  get(key: string): string | undefined;
  set(key: string, text: string): void;
}

/** One kind of fragment of whole views, at most one for each event. */
export interface FragmentGroup {
  /** @param shows Names all that the fragment shows beside the event's own file and the vocabulary. */
  get(event: TimelineEvent, shows: string): string | undefined;
  set(event: TimelineEvent, shows: string, text: string): void;
}

interface CachedFragment {
  readonly vocabulary: Vocabulary;
  readonly event: TimelineEvent;
  readonly text: string;
}

/** The fragments of whole views: gone through from first to last each time, and so let go together or not at all. */
class Group implements FragmentGroup {
  readonly vocabulary: Vocabulary;
  bytes = 0;
  /** When it was asked for, counted in requests for any group: the last time and the time before. */
  asked = 0;
  askedBefore = 0;
  // By slug, so that an event that was changed leaves nothing behind.
  readonly #cached = new Map<
    string,
    { readonly event: TimelineEvent; readonly shows: string; readonly text: string }
  >();
  readonly #makeRoom: (group: Group, bytes: number) => boolean;

  constructor(vocabulary: Vocabulary, makeRoom: (group: Group, bytes: number) => boolean) {
    this.vocabulary = vocabulary;
    this.#makeRoom = makeRoom;
  }

  get(event: TimelineEvent, shows: string): string | undefined {
    const cached = this.#cached.get(event.slug);
    return cached && cached.event === event && cached.shows === shows ? cached.text : undefined;
  }

  set(event: TimelineEvent, shows: string, text: string): void {
    const more = bytesOf(text) - bytesOf(this.#cached.get(event.slug)?.text ?? '');
    if (!this.#makeRoom(this, more)) return;
    this.bytes += more;
    this.#cached.set(event.slug, { event, shows, text });
  }

  /** Lets go of events that the chronology does not have. @param freed Is told the bytes of each. */
  keepThoseOf(chronology: Chronology, freed: (bytes: number) => void): Work<void> {
    return pausing(this.#cached, ([slug, { event, text }]) => {
      if (isIn(chronology, event)) return;
      this.#cached.delete(slug);
      this.bytes -= bytesOf(text);
      freed(bytesOf(text));
    });
  }
}

function isIn({ bySlug }: Chronology, event: TimelineEvent): boolean {
  return bySlug.get(event.slug) === event;
}

export class FragmentStore {
  readonly #limitBytes: number;
  // A Map lists keys in the order they were set: set again, one is the newest.
  readonly #groups = new Map<string, Group>();
  readonly #single = new Map<string, CachedFragment>();
  #groupBytes = 0;
  #singleBytes = 0;
  #requests = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get bytes(): number {
    return this.#groupBytes + this.#singleBytes;
  }

  /** The fragments of one kind; those of another vocabulary are let go. */
  group(chronology: Chronology, name: string): FragmentGroup {
    const { vocabulary } = chronology;
    let group = this.#groups.get(name);
    if (group?.vocabulary !== vocabulary) {
      if (group) this.#groupBytes -= group.bytes;
      group = new Group(vocabulary, (own, bytes) => this.#makeRoom(name, own, bytes));
    }
    this.#requests += 1;
    group.askedBefore = group.asked;
    group.asked = this.#requests;
    this.#groups.delete(name);
    this.#groups.set(name, group);
    return group;
  }

  of(chronology: Chronology, event: TimelineEvent): Fragments {
    const { vocabulary } = chronology;
    return {
      get: (key) => {
        const name = `${event.slug} ${key}`;
        const cached = this.#single.get(name);
        if (cached?.event !== event || cached.vocabulary !== vocabulary) return undefined;
        this.#single.delete(name);
        this.#single.set(name, cached);
        return cached.text;
      },
      set: (key, text) => {
        const name = `${event.slug} ${key}`;
        this.#forget(name);
        this.#single.set(name, { vocabulary, event, text });
        this.#singleBytes += bytesOf(text);
        for (const oldest of this.#single.keys()) {
          if (this.#singleBytes <= this.#limitBytes * SINGLE_SHARE) break;
          this.#forget(oldest);
        }
      },
    };
  }

  /**
   * Lets go of what the chronology cannot use, in slices. Events and vocabularies of a folder that has changed would else
   * be held, beside the bytes that are counted, for as long as there is room.
   */
  *keepThoseOf(chronology: Chronology): Work<void> {
    const { vocabulary } = chronology;
    for (const [name, group] of this.#groups) if (group.vocabulary !== vocabulary) this.#forgetGroup(name, group);
    for (const [name, group] of this.#groups)
      yield* group.keepThoseOf(chronology, (bytes) => {
        // Meanwhile it may have gone as a whole.
        if (this.#groups.get(name) === group) this.#groupBytes -= bytes;
      });
    yield* pausing(this.#single, ([name, cached]) => {
      if (cached.vocabulary !== vocabulary || !isIn(chronology, cached.event)) this.#forget(name);
    });
  }

  #forgetGroup(name: string, group: Group): void {
    this.#groups.delete(name);
    this.#groupBytes -= group.bytes;
  }

  #forget(name: string): void {
    const cached = this.#single.get(name);
    if (!cached) return;
    this.#single.delete(name);
    this.#singleBytes -= bytesOf(cached.text);
  }

  /**
   * Whether a group may grow: others go first that nobody asked for since the last time but one that it was, and those of
   * a vocabulary that has passed, oldest first. Calendars that are asked for by turns and are too large together would
   * else push each other out each time; and one that is too large by itself keeps what it has, for letting go of its
   * first fragments for its last would leave none for the next time.
   */
  #makeRoom(name: string, own: Group, bytes: number): boolean {
    // An answer that began before the folder changed.
    if (this.#groups.get(name) !== own) return false;
    const limit = this.#limitBytes * (1 - SINGLE_SHARE);
    if (own.bytes + bytes > limit) return false;
    for (const [other, group] of this.#groups) {
      if (this.#groupBytes + bytes <= limit) break;
      if (group === own || (group.vocabulary === own.vocabulary && group.asked > own.askedBefore)) continue;
      this.#forgetGroup(other, group);
    }
    if (this.#groupBytes + bytes > limit) return false;
    this.#groupBytes += bytes;
    return true;
  }
}

/** Node keeps a text of Latin letters in a byte each, and any other in two. */
function bytesOf(text: string): number {
  return /[\u0100-\uffff]/.test(text) ? text.length * 2 : text.length;
}

const store = new FragmentStore(LIMIT_BYTES);

/** The fragments of one kind in whole views: the name says which, in which languages, with which addresses. */
export function fragmentGroup(chronology: Chronology, name: string): FragmentGroup {
  return store.group(chronology, name);
}

/** Lets go of what was kept for other chronologies and is not this one's as well, in slices. */
export function otherFragmentsLetGo(chronology: Chronology): Work<void> {
  return store.keepThoseOf(chronology);
}

/** The fragments of an event by itself, under keys that name all that they show beside its file and the vocabulary. */
export function fragmentsOf(chronology: Chronology, event: TimelineEvent): Fragments {
  return store.of(chronology, event);
}
