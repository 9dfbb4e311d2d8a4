/** A revision in words: from what to what each field changed that the file says so of, and the sources that it rests on. */
import { type Chronology, typeOf } from '../../chronology/chronology.ts';
import { nameOfCountry } from '../../chronology/country-names.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatFigure } from '../../chronology/languages/amounts.ts';
import { formatWhen } from '../../chronology/languages/dates-in-words.ts';
import type { Translate } from '../../chronology/languages/definition/interface-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import { type LanguageTag, type PickedText, pick } from '../../chronology/languages/text.ts';
import type { PlainWordKey } from '../../chronology/languages/words/keys.ts';
import { type RevisedField, type RevisedFields, revisedFieldsOf } from '../../chronology/revised-fields.ts';
import { figureLabel, joinedTexts, personText, placeText, seriesText, statusText, tagsOf } from './field-text.ts';

/** A line on one field, in a language of the interface: two values, or the one that was added or removed. */
export interface ChangedField {
  readonly label: string;
  /** Of the line but for the values. */
  readonly lang: string;
  readonly from?: PickedText | undefined;
  readonly to?: PickedText | undefined;
}

/** A value of a list, and by what it is the same one in another list. */
interface Item extends PickedText {
  readonly key: string;
}

/** A value in words, or a list of them. */
type InWords = PickedText | readonly Item[] | undefined;

interface Reading {
  readonly chronology: Chronology;
  readonly language: LanguageTag;
  readonly words: Translate;
}

interface Told {
  readonly label: PlainWordKey;
  readonly inWords: (event: TimelineEvent, reading: Reading) => InWords;
}

const place: Told = {
  label: 'event.place',
  inWords: (event, { chronology, language, words }) => placeText(chronology, event, language, words),
};

const inWordsByField: Readonly<Record<RevisedField, Told>> = {
  type: {
    label: 'event.type',
    inWords: (event, { chronology, language }) => pick(typeOf(chronology, event).label, language),
  },
  when: {
    label: 'revision.date',
    inWords: ({ when }, { language }) => ({ text: formatWhen(when, language), lang: interfaceTag(language) }),
  },
  title: { label: 'revision.title', inWords: ({ title }, { language }) => pick(title, language) },
  place,
  // Both are told in one, as everywhere: "Tokyo, and online".
  online: place,
  countries: {
    label: 'event.countries',
    inWords: ({ countries }, { chronology, language }) =>
      countries.map((code) => ({
        key: code,
        text: nameOfCountry(code, chronology.vocabulary, language),
        lang: language,
      })),
  },
  people: {
    label: 'event.people',
    inWords: ({ people }, { chronology, language, words }) =>
      people.map((person) => ({ key: person.id, ...personText(chronology, person, language, words) })),
  },
  organizations: {
    label: 'event.organizations',
    inWords: ({ organizations }, { chronology, language }) =>
      organizations.map((id) => ({
        key: id,
        ...pick(chronology.vocabulary.organizations[id]?.name ?? { [language]: id }, language),
      })),
  },
  tags: {
    label: 'event.tags',
    inWords: (event, { chronology, language }) =>
      tagsOf(chronology, event, language).map((name, index) => ({ key: event.tags[index] ?? '', ...name })),
  },
  series: {
    label: 'event.series',
    inWords: (event, { chronology, language, words }) => seriesText(chronology, event, language, words),
  },
  status: {
    label: 'event.status',
    inWords: (event, { chronology, language }) => statusText(chronology, event, language),
  },
  figures: {
    label: 'event.figures',
    inWords: ({ figures }, { chronology, language, words }) =>
      figures.map((figure) => {
        const { text, lang } = figureLabel(chronology.vocabulary.settings, figure, language, words);
        return {
          key: [figure.measure, ...figure.countries].join(' '),
          text: words('event.labelled', { label: text, text: formatFigure(figure, language, words) }),
          lang,
        };
      }),
  },
};

/** What each revision of the event changed, by its index: no line where its file does not say what stood before. */
export function changedFields(
  chronology: Chronology,
  event: TimelineEvent,
  language: LanguageTag,
  words: Translate,
): readonly (readonly ChangedField[])[] {
  return revisedFieldsOf(event).map((revised) =>
    revised ? [...linesOf(revised, { chronology, language, words })] : [],
  );
}

/** What one revision changed. @param index of the revision; from the end where it is negative */
export function changedFieldsAt(
  chronology: Chronology,
  event: TimelineEvent,
  index: number,
  language: LanguageTag,
  words: Translate,
): readonly ChangedField[] {
  const revised = revisedFieldsOf(event).at(index);
  return revised ? [...linesOf(revised, { chronology, language, words })] : [];
}

function* linesOf({ before, after, fields }: RevisedFields, reading: Reading): Generator<ChangedField> {
  const { language, words } = reading;
  const lang = interfaceTag(language);
  for (const told of new Set(fields.map((field) => inWordsByField[field]))) {
    const [from, to] = [told.inWords(before, reading), told.inWords(after, reading)];
    const label = words(told.label);
    // In this language, it may be the same.
    for (const pair of isList(from) && isList(to) ? differences(from, to, reading) : [{ from, to }])
      if (!isSameText(pair.from, pair.to)) yield { label, lang, ...(pair as Pick<ChangedField, 'from' | 'to'>) };
  }
}

function isList(value: InWords): value is readonly Item[] {
  return Array.isArray(value);
}

/** What stands in one of two lists alone, and what is said of the same thing otherwise. */
function* differences(
  from: readonly Item[],
  to: readonly Item[],
  reading: Pick<Reading, 'language' | 'words'>,
): Generator<Pick<ChangedField, 'from' | 'to'>> {
  const [before, after] = [counted(from), counted(to)];
  const joined = (items: readonly Item[]) => joinedTexts(items, reading.language, reading.words);
  for (const [key, item] of before) {
    const other = after.get(key);
    if (other && other.text !== item.text) yield { from: item, to: other };
  }
  const added = [...after].flatMap(([key, item]) => (before.has(key) ? [] : [item]));
  const removed = [...before].flatMap(([key, item]) => (after.has(key) ? [] : [item]));
  if (added.length > 0) yield { to: joined(added) };
  if (removed.length > 0) yield { from: joined(removed) };
  const isReordered = from.some(({ text }, index) => text !== to[index]?.text);
  if (added.length + removed.length === 0 && isReordered && sameTexts(before, after))
    yield { from: joined(from), to: joined(to) };
}

/** By their keys; a second one of a key is counted. */
function counted(items: readonly Item[]): ReadonlyMap<string, Item> {
  const byKey = new Map<string, Item>();
  for (const item of items) {
    let key = item.key;
    for (let count = 2; byKey.has(key); count += 1) key = `${item.key} #${count}`;
    byKey.set(key, item);
  }
  return byKey;
}

function sameTexts(before: ReadonlyMap<string, Item>, after: ReadonlyMap<string, Item>): boolean {
  return [...before].every(([key, { text }]) => after.get(key)?.text === text);
}

function isSameText(a: InWords, b: InWords): boolean {
  if (isList(a) || isList(b)) return false;
  return a?.text === b?.text;
}

/** The line in pieces, the values and the words around them, each in its language. */
export function linePieces({ label, lang, from, to }: ChangedField, words: Translate): readonly PickedText[] {
  // No text of a chronology is among what is searched for the places of the values.
  const places = { label, from: '{from}', to: '{to}' };
  const line = words(from && to ? 'revision.changed' : to ? 'revision.added' : 'revision.removed', places);
  return line
    .split(/(\{from\}|\{to\})/)
    .map((text) => {
      const value = text === '{from}' ? from : text === '{to}' ? to : undefined;
      return value ? { text: value.text, lang: value.lang } : { text, lang };
    })
    .filter(({ text }) => text !== '');
}

export function lineText(change: ChangedField, words: Translate): string {
  return linePieces(change, words)
    .map(({ text }) => text)
    .join('');
}
