/** Where a text has what a search asks for: words, runs of characters, and phrases that mean the same. */
import type { Vocabulary } from '../../schema/vocabulary.ts';
import { asksFor, type Expression } from './expression.ts';
import { allNamesOfCountry, phraseRanges } from './phrase-names.ts';
import { phraseKeysOf } from './phrases.ts';
import { foldWithOffsets, markableTerms, type Term } from './text.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A function that gives the ranges of a text that match an expression, in their order, those that touch as one. */
export function markerOf(
  expressions: readonly Expression[],
  vocabulary: Pick<Vocabulary, 'settings'>,
): (text: string) => readonly Range[] {
  const keys = new Map(expressions.flatMap((expression) => phraseKeysIn(expression, vocabulary)));
  return (text) => {
    const ranges: Range[] = [];
    for (const folding of foldWithOffsets(text)) {
      const terms = markableTerms(folding);
      const found = [
        ...expressions.flatMap((expression) => termsFor(expression, terms)),
        ...phraseRanges(folding.units, keys),
      ];
      for (const { start, end } of found) {
        const [from, to] = folding.locate(start, end);
        ranges.push({ start: from, end: to });
      }
    }
    return joined(ranges);
  };
}

/** The terms of a text that an expression asks for as typed; of several that belong together none, where one is missing. */
function termsFor(expression: Expression, terms: readonly Term[]): readonly Term[] {
  switch (expression.kind) {
    case 'term':
      return terms.filter((term) => asksFor(expression, term));
    case 'any':
      return expression.of.flatMap((one) => termsFor(one, terms));
    case 'all': {
      const found = expression.of.map((one) => termsFor(one, terms));
      return found.every(({ length }) => length > 0) ? found.flat() : [];
    }
    default:
      return [];
  }
}

/** The phrases that are marked beside the words that were typed, and whether each is a name. */
function phraseKeysIn(
  expression: Expression,
  vocabulary: Pick<Vocabulary, 'settings'>,
): readonly (readonly [key: string, { readonly isName: boolean }])[] {
  switch (expression.kind) {
    case 'term':
      return [];
    case 'synonym':
      return expression.keys.map((key) => [key, { isName: false }]);
    case 'entry': {
      const [, code = ''] = expression.key.split(' ');
      return allNamesOfCountry(code, vocabulary)
        .flatMap(phraseKeysOf)
        .map((key) => [key, { isName: true }]);
    }
    default:
      return expression.of.flatMap((one) => phraseKeysIn(one, vocabulary));
  }
}

function joined(ranges: readonly Range[]): readonly Range[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}
