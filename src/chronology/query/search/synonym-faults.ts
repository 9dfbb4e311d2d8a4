/** What is wrong with the groups of synonyms in `chronology.yaml`: a search compares words in another way than a list does. */
import type { FieldFault } from '../../files/problem.ts';
import type { Settings } from '../../schema/vocabulary.ts';
import { phraseKeysOf } from './phrases.ts';
import { LONGEST_SEARCH } from './text.ts';

// A change of any vocabulary file joins all of them again.
const faultsBySynonyms = new WeakMap<Settings['synonyms'], readonly FieldFault[]>();

/** The first word that a search compares by a key. */
interface Holder {
  readonly group: number;
  readonly word: string;
}

/** The faults, with their paths in `chronology.yaml`. */
export function synonymFaults(synonyms: Settings['synonyms']): readonly FieldFault[] {
  const known = faultsBySynonyms.get(synonyms);
  if (known) return known;
  const faults: FieldFault[] = [];
  const fault = (path: readonly number[], message: string, advice: string) =>
    faults.push({ path: ['synonyms', ...path], fault: { message, advice } });
  const holders = new Map<string, Holder>();
  for (const [group, words] of synonyms.entries()) {
    if (words.length === 0) fault([group], 'an empty group', 'words that mean the same, or leave it out');
    else if (words.length === 1)
      fault([group], 'a group of one word', 'another word for it beside it, or leave it out');
    // A word with an umlaut has two keys. Within a group it may share one: with Mueller beside Müller, Muller finds both.
    const wordByKey = new Map<string, string>();
    for (const [index, word] of words.entries()) {
      const path = [group, index];
      const keys = phraseKeysOf(word);
      const [key = ''] = keys;
      const same = wordByKey.get(key);
      const holder = keys.map((one) => holders.get(one)).find((one) => one && one.group !== group);
      if (key === '') fault(path, 'has no letter or digit that a search could find', 'a word, or leave it out');
      else if (word.length > LONGEST_SEARCH)
        fault(path, 'longer than a search can be', `at most ${LONGEST_SEARCH} characters`);
      else if (same !== undefined) fault(path, `the same as ${same} to a search`, 'each once');
      else if (holder) fault(path, `stands as ${holder.word} in group ${holder.group + 1} too`, 'one group of both');
      else {
        wordByKey.set(key, word);
        for (const one of keys) if (!holders.has(one)) holders.set(one, { group, word });
      }
    }
  }
  faultsBySynonyms.set(synonyms, faults);
  return faults;
}
