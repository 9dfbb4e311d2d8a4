/** A search as an expression over the terms of the index: what each of its words may be written as, and what it may mean. */
import { type PhraseFound, type Phrases, phraseKey, phraseKeysOf, phrasesIn } from './phrases.ts';
import {
  compoundsOf,
  type FoldedText,
  foldWithOffsets,
  formBigram,
  hasPrefix,
  joined,
  type Term,
  type Unit,
} from './text.ts';

export type Expression =
  | SearchTerm
  /** An entry that an event refers to, such as `countries KG`. */
  | { readonly kind: 'entry'; readonly key: string }
  /** Other words in the place of those that were typed, with the keys of the phrase that they are. */
  | { readonly kind: 'synonym'; readonly keys: readonly string[]; readonly expression: Expression }
  | { readonly kind: 'any' | 'all'; readonly of: readonly Expression[] };

/** A term of the index, a beginning of terms, or a bigram. */
export interface SearchTerm {
  readonly kind: 'term';
  readonly text: string;
  readonly match: 'whole' | 'beginning' | 'bigram';
  /** Whether the names of countries that an event refers to do not have it: their Ireland is not that of Northern Ireland. */
  readonly isElsewhere?: true;
}

/** A word of a search, a phrase of it, or two characters. */
export interface Condition {
  readonly expression: Expression;
  /** Offsets in the search as typed. */
  readonly start: number;
  readonly end: number;
  /** The parts of a word that may be misspelt. */
  readonly word?: Word;
}

/** A word of a search, whole and in its parts. */
interface Word {
  readonly whole: string;
  readonly parts: readonly WordPart[];
}

interface WordPart extends Pick<SearchTerm, 'text' | 'match'> {
  readonly start: number;
  readonly end: number;
}

/** The conditions of a search, each once. All of them must hold. */
export function conditionsOf(q: string, phrases: Phrases): readonly Condition[] {
  const search = readSearch(q);
  const { units } = search.plain;
  const found = phrasesIn(units, (from, to) => search.keys(from, to), phrases);
  const conditions = new Map<string, Condition>();
  const add = (condition: Condition) => conditions.set(JSON.stringify(condition.expression), condition);
  let done = 0;
  for (const phrase of found) {
    const { from, to, meaning } = phrase;
    plainConditions(search, done, from).forEach(add);
    done = to;
    if (meaning.synonyms.length + meaning.countries.length === 0) {
      for (const condition of plainConditions(search, from, to))
        add({ ...condition, expression: elsewhere(condition.expression) });
      continue;
    }
    // To compare phrases by what they mean would take long where their group has hundreds of synonyms.
    const plain = all(plainConditions(search, from, to));
    const key = JSON.stringify([plain, search.keys(from, to), meaning.countries]);
    if (!conditions.has(key)) conditions.set(key, phraseCondition(search, phrase, plain));
  }
  plainConditions(search, done, units.length).forEach(add);
  return [...conditions.values()];
}

/** The expression of words that are the name of another place. */
function elsewhere(expression: Expression): Expression {
  switch (expression.kind) {
    case 'term':
      return { ...expression, isElsewhere: true };
    case 'any':
    case 'all':
      return { ...expression, of: expression.of.map(elsewhere) };
    default:
      return expression;
  }
}

/** A search folded in each way; the units of both foldings are the same but for their texts. */
interface Search {
  readonly plain: FoldedText;
  readonly foldings: readonly FoldedText[];
  keys(from: number, to: number): readonly string[];
}

function readSearch(q: string): Search {
  const [plain, other] = foldWithOffsets(q);
  // A rare sign could divide the foldings in different ways.
  const foldings = other && other.units.length === plain.units.length ? [plain, other] : [plain];
  return { plain, foldings, keys: (from, to) => foldings.map(({ units }) => phraseKey(units.slice(from, to))) };
}

type Synonym = Expression & { readonly kind: 'synonym' };

/** By group: it may have hundreds of words, each of which leads to all. */
const synonymsByGroup = new WeakMap<readonly string[], readonly Synonym[]>();

function synonymsOf(group: readonly string[]): readonly Synonym[] {
  let synonyms = synonymsByGroup.get(group);
  if (!synonyms) {
    synonyms = group.map((text) => {
      const search = readSearch(text);
      const expression = all(plainConditions(search, 0, search.plain.units.length));
      return { kind: 'synonym', keys: phraseKeysOf(text), expression };
    });
    synonymsByGroup.set(group, synonyms);
  }
  return synonyms;
}

/** @param plain the words of the phrase as typed */
function phraseCondition(search: Search, { from, to, meaning }: PhraseFound, plain: Expression): Condition {
  const { units, locate } = search.plain;
  const own = search.keys(from, to);
  const synonyms = synonymsOf(meaning.synonyms).filter(({ keys }) => !keys.some((key) => own.includes(key)));
  const countries = meaning.countries.map((code): Expression => ({ kind: 'entry', key: `countries ${code}` }));
  const [start] = locate((units[from] as Unit).start, (units[from] as Unit).end);
  const [, end] = locate((units[to - 1] as Unit).start, (units[to - 1] as Unit).end);
  return { expression: any([plain, ...countries, ...synonyms]), start, end };
}

/** The conditions of some units of a search: its words, its bigrams, and single characters that are in no bigram. */
function plainConditions(search: Search, from: number, to: number): readonly Condition[] {
  const { folded, units: allUnits, locate } = search.plain;
  const units = allUnits.slice(from, to);
  const conditions: Condition[] = [];
  for (const compound of compoundsOf(units, folded)) {
    const parts = units.slice(compound.from, compound.to);
    const [first, last] = [parts[0] as Unit, parts.at(-1) as Unit];
    const next = units[compound.to];
    const previous = units[compound.from - 1];
    const isAlone = parts.length === 1;
    if (next && formBigram(last, next) && !isProlonged(units, compound.to)) {
      const [start, end] = locate(last.start, next.end);
      const text = last.text + next.text;
      conditions.push({ expression: { kind: 'term', text, match: 'bigram' }, start, end });
      if (isAlone) continue;
    } else if (isAlone && previous && formBigram(previous, first)) continue;
    const [start, end] = locate(first.start, last.end);
    const expression = any(
      search.foldings.flatMap((folding) =>
        formsOf(folding.units.slice(from + compound.from, from + compound.to), folding.folded),
      ),
    );
    // A word with its signs is meant literally.
    const isLiteral = parts.some(({ literal }) => literal !== undefined);
    if (first.kind === 'character' || isLiteral) conditions.push({ expression, start, end });
    else conditions.push({ expression, start, end, word: wordOf(parts, search.plain) });
  }
  return conditions;
}

/** Whether the unit is the ー with which a katakana word of three characters or more ends, and which many leave out. */
function isProlonged(units: readonly Unit[], index: number): boolean {
  const [unit, next] = [units[index], units[index + 1]];
  if (unit?.text !== 'ー' || (next && formBigram(unit, next) && /^[\p{Script=Katakana}ー]/u.test(next.text)))
    return false;
  return [1, 2, 3].every((back) => {
    const [before, after] = [units[index - back], units[index - back + 1]];
    return before && after && formBigram(before, after) && /^[\p{Script=Katakana}ー]/u.test(before.text);
  });
}

function wordOf(parts: readonly Unit[], { folded, locate }: FoldedText): Word {
  return {
    whole: joined(parts, folded),
    parts: parts.map((part) => {
      const [start, end] = locate(part.start, part.end);
      return { text: part.text, match: matchOf(part, parts), start, end };
    }),
  };
}

/** What a word may be written as: as one, and where it has parts, as several. */
function formsOf(parts: readonly Unit[], folded: string): readonly Expression[] {
  const first = parts[0] as Unit;
  const match = parts.at(-1)?.isAbbreviation ? 'whole' : 'beginning';
  if (parts.length === 1) return [{ kind: 'term', text: first.literal ?? first.text, match }];
  const apart = parts.map((part): Expression => {
    const text = part === first ? part.text : (signed(part) ?? part.text);
    return { kind: 'term', text, match: matchOf(part, parts) };
  });
  return [
    { kind: 'term', text: joined(parts, folded), match },
    { kind: 'all', of: apart },
  ];
}

/**
 * A part of a word says less than a word: the e of e-mail is no beginning of others, and neither is an abbreviation: U.S. is
 * not that of use. A number may have a counter.
 */
function matchOf(part: Unit, parts: readonly Unit[]): SearchTerm['match'] {
  if (part.isAbbreviation) return 'whole';
  return part === parts.at(-1) || part.kind === 'number' ? 'beginning' : 'whole';
}

/** A part with the sign behind it; the full stop before it only parts it from the one before. */
function signed({ literal }: Unit): string | undefined {
  return literal?.startsWith('.') ? undefined : literal;
}

function all(conditions: readonly Condition[]): Expression {
  const [only, ...others] = conditions.map(({ expression }) => expression);
  return only && others.length === 0 ? only : { kind: 'all', of: conditions.map(({ expression }) => expression) };
}

export function any(expressions: readonly Expression[]): Expression {
  const [only, ...others] = expressions;
  return only && others.length === 0 ? only : { kind: 'any', of: expressions };
}

/** Whether a term of a text is the one that is asked for, or begins so. */
export function asksFor({ text, match }: SearchTerm, term: Term): boolean {
  if (match === 'bigram') return term.kind === 'bigram' && term.text === text;
  if (term.kind === 'bigram') return false;
  // What asks for no more than the first part of a joined word asks for that part alone.
  if (text.length <= (term.firstLength ?? 0)) return false;
  return match === 'whole' ? term.text === text : hasPrefix(term.text, text);
}
