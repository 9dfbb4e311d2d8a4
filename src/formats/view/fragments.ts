/** Rendered events, cached for as long as all that they are made from is the same. */
import type { Chronology } from '../../chronology/chronology.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import type { Vocabulary } from '../../chronology/schema/vocabulary.ts';

/**
 * Of all kinds together. A character takes a byte where a text is all Latin, and else two. The calendars of 100,000
 * events have 115 million characters in English and 82 million in Japanese.
 */
const MOST_CHARACTERS = 384 * 1024 * 1024;

/** So that no kind pushes out all others: a crawler that walks through every page makes the card of every event. */
const MOST_SHARE = 1 / 3;

/** The fragments of one kind, at most one for each event. They go with their events, when nothing else refers to these. */
export class Fragments {
  readonly #cached = new WeakMap<TimelineEvent, { readonly shows: string; readonly text: string }>();
  readonly #mostCharacters: number;
  /** Of all that was ever cached: when an event is collected, no one is told. */
  characters = 0;
  events = 0;

  constructor(mostCharacters: number) {
    this.#mostCharacters = mostCharacters;
  }

  /** @param shows Names all that the fragment shows beside the event's own file and the vocabulary. */
  get(event: TimelineEvent, shows: string): string | undefined {
    const cached = this.#cached.get(event);
    return cached?.shows === shows ? cached.text : undefined;
  }

  set(event: TimelineEvent, shows: string, text: string): void {
    const before = this.#cached.get(event);
    const characters = this.characters + text.length - (before?.text.length ?? 0);
    // What is there stays: a calendar is gone through in order, and gets its first fragments the next time too.
    if (characters > this.#mostCharacters) return;
    this.characters = characters;
    if (!before) this.events += 1;
    this.#cached.set(event, { shows, text });
  }
}

// In a Map, least recently used first: it lists keys in the order in which they were set.
const byVocabulary = new WeakMap<Vocabulary, Map<string, Fragments>>();

/**
 * The fragments of a kind; of another vocabulary there are none yet.
 *
 * @param kind Names the renderer and all that it is given beside the event: languages, addresses.
 */
export function fragmentsOf(
  { vocabulary, bySlug }: Pick<Chronology, 'vocabulary' | 'bySlug'>,
  kind: string,
  mostCharacters = MOST_CHARACTERS,
): Fragments {
  const kinds = byVocabulary.get(vocabulary) ?? new Map<string, Fragments>();
  byVocabulary.set(vocabulary, kinds);
  let fragments = kinds.get(kind);
  // More than half of what is counted may be of events that were changed since: it is counted anew.
  if (!fragments || fragments.events > 2 * bySlug.size) fragments = new Fragments(mostCharacters * MOST_SHARE);
  kinds.delete(kind);
  kinds.set(kind, fragments);
  let total = 0;
  for (const { characters } of kinds.values()) total += characters;
  for (const [oldest, { characters }] of kinds) {
    if (total <= mostCharacters) break;
    kinds.delete(oldest);
    total -= characters;
  }
  return fragments;
}
