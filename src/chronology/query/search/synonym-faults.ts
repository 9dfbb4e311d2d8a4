/** What is wrong with the groups of synonyms in `chronology.yaml`: a search compares words in another way than a list does. */
import type { FieldFault } from '../../files/problem.ts';
import type { Settings } from '../../schema/vocabulary.ts';
import { phraseKeysOf } from './phrases.ts';
import { LONGEST_SEARCH } from './text.ts';

// A change of any vocabulary file joins all of them again.
const faultsBySynonyms = new WeakMap<Settings['synonyms'], readonly FieldFault[]>();

/** The faults, with their paths in `chronology.yaml`. */
export function synonymFaults(synonyms: Settings['synonyms']): readonly FieldFault[] {
  const known = faultsBySynonyms.get(synonyms);
  if (known) return known;
  const faults: FieldFault[] = [];
  const fault = (path: readonly number[], message: string, advice: string) =>
    faults.push({ path: ['synonyms', ...path], fault: { message, advice } });
  const holders = new Map<string, { readonly group: number; readonly word: string }>();
  for (const [group, words] of synonyms.entries()) {
    if (words.length === 0) fault([group], 'an empty group', 'words that mean the same, or leave it out');
    else if (words.length === 1)
      fault([group], 'a group of one word', 'another word for it beside it, or leave it out');
    for (const [index, word] of words.entries()) {
      const path = [group, index];
      const [key = ''] = phraseKeysOf(word);
      const holder = holders.get(key);
      if (key === '') fault(path, 'has no letter or digit that a search could find', 'a word, or leave it out');
      else if (word.length > LONGEST_SEARCH)
        fault(path, 'longer than a search can be', `at most ${LONGEST_SEARCH} characters`);
      else if (holder?.group === group) fault(path, `the same as ${holder.word} to a search`, 'each once');
      else if (holder) fault(path, `stands as ${holder.word} in group ${holder.group + 1} too`, 'one group of both');
      else holders.set(key, { group, word });
    }
  }
  faultsBySynonyms.set(synonyms, faults);
  return faults;
}
