/** Slugs of which one can be mistaken for the other: equal but for hyphens and look-alikes, or for one letter of a longer word. */
import type { Chronology } from '../../chronology.ts';
import { namesOfCountry } from '../../country-names.ts';
import type { TimelineEvent } from '../../event.ts';
import { placeNameOf } from '../../place.ts';
import type { Vocabulary } from '../../schema/vocabulary.ts';
import { inOrderOfEntry } from './alike-events.ts';
import type { Suspicion } from './suspicion.ts';

/** One letter makes another word of a shorter one: `iran` and `iraq`, `talks` and `walks` are not misread. */
const SHORTEST_WORD = 6;

/** Each slug that is like an older one, once. Withdrawn events are left out: what replaces one may well be called alike. */
export function* alikeSlugs({ events, vocabulary }: Chronology): Generator<Suspicion> {
  const reported = new Set<string>();
  const wordsByEvent = new Map<TimelineEvent, ReadonlySet<string>>();
  const wordsOf = (event: TimelineEvent) => {
    const words = wordsByEvent.get(event) ?? ownWords(event, vocabulary);
    wordsByEvent.set(event, words);
    return words;
  };
  /** Gambia and Zambia, each in the title of its event, are no slip of a letter. */
  const areOwn = (pair: readonly WordOfSlug[]) => pair.every(({ word, event }) => wordsOf(event).has(word));
  const inLetter = [...alikeInLetter(events)].filter((pair) => !areOwn(pair));
  for (const [a, b] of [...alikeInShape(events), ...inLetter.map(([one, other]): Pair => [one.event, other.event])]) {
    const [older, newer] = inOrderOfEntry(a, b);
    if (reported.has(newer.slug)) continue;
    reported.add(newer.slug);
    yield {
      file: newer.file,
      path: [],
      fault: {
        kind: 'alike-slugs',
        message: `this name can be mistaken for ${older.slug}`,
        found: newer.slug,
        advice:
          'before it is published: a name that differs by a word; after that, only a comment that it was looked at',
      },
    };
  }
}

type Pair = readonly [TimelineEvent, TimelineEvent];

interface WordOfSlug {
  readonly word: string;
  readonly event: TimelineEvent;
}

/** The words of the titles, countries and place of an event, as slugs would have them. */
function ownWords(event: TimelineEvent, vocabulary: Vocabulary): ReadonlySet<string> {
  const { title, countries } = event;
  const texts = [
    ...Object.values(title),
    ...countries.flatMap((code) => namesOfCountry(code, vocabulary)),
    ...Object.values(placeNameOf(event, vocabulary) ?? {}),
  ];
  const letters = texts.join(' ').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return new Set(letters.match(/[a-z]+/g));
}

/** Pairs that differ in hyphens, in 0 for o, or in 1 and i for l. */
function* alikeInShape(events: readonly TimelineEvent[]): Generator<Pair> {
  const firstByShape = new Map<string, TimelineEvent>();
  for (const event of events) {
    // A hyphen between two digits makes another number.
    const shape = event.slug
      .replace(/(?<!\d)-|-(?!\d)/g, '')
      .replaceAll('0', 'o')
      .replace(/[1i]/g, 'l');
    const first = firstByShape.get(shape);
    if (first) yield [first, event];
    else firstByShape.set(shape, event);
  }
}

/**
 * Pairs whose words are the same but for one, and that one but for a letter. Words with digits are numbers of a series:
 * `meeting-8` and `meeting-9` are told apart by them. The time is proportional to the letters of all slugs: of each word, the
 * forms with a letter left out are looked up, and only where slugs are the same but for this word.
 */
function* alikeInLetter(events: readonly TimelineEvent[]): Generator<readonly [WordOfSlug, WordOfSlug]> {
  const alike = new Map<string, WordOfSlug[]>();
  for (const event of events) {
    const words = event.slug.split('-');
    for (const [index, word] of words.entries()) {
      if (word.length < SHORTEST_WORD - 1 || /\d/.test(word)) continue;
      const frame = [...words.slice(0, index), '*', ...words.slice(index + 1)].join('-');
      const others = alike.get(frame);
      if (others) others.push({ word, event });
      else alike.set(frame, [{ word, event }]);
    }
  }
  for (const entries of alike.values()) if (entries.length > 1) yield* pairsIn(entries);
}

function* pairsIn(entries: readonly WordOfSlug[]): Generator<readonly [WordOfSlug, WordOfSlug]> {
  const byWord = new Map(entries.map((entry) => [entry.word, entry]));
  const firstByForm = new Map<string, WordOfSlug>();
  for (const entry of entries) {
    const { word } = entry;
    if (word.length < SHORTEST_WORD) continue;
    for (let index = 0; index < word.length; index += 1) {
      const rest = word.slice(0, index) + word.slice(index + 1);
      const shorter = byWord.get(rest);
      if (shorter) yield [shorter, entry];
      // The same word but for the letter at this place.
      const form = `${index} ${rest}`;
      const first = firstByForm.get(form);
      if (first) yield [first, entry];
      else firstByForm.set(form, entry);
    }
  }
}
