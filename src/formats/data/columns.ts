/** The columns of the tables: which there are hangs on the chronology's languages alone, and what stands in them on one item. */
import { interfaceTag, wordsOf } from '../../chronology/languages/languages.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import type { View } from '../view/view.ts';
import { type Cell, csvHeader, csvRow } from './csv-package.ts';
import type { Views } from './event-data.ts';
import type { DateData, EventData, PointData } from './event-data-schema.ts';

/** One column, or one for each language of the chronology: `title_en`, `title_ja`. */
export type Column<T> =
  | { readonly name: string; of(item: T): Cell }
  | { readonly name: string; inEach(item: T, view: View): Cell };

/** The views in every language of the chronology, whichever were asked for: a table has the same columns in each. */
export function inEveryLanguage(views: Views): Views {
  const [view] = views;
  const own = (language: LanguageTag) =>
    views.find((other) => other.language === language) ?? { ...view, language, words: wordsOf(language) };
  const [first = view.language, ...others] = view.chronology.vocabulary.settings.languages;
  return [own(first), ...others.map(own)];
}

export function columnHeader<T>(columns: readonly Column<T>[], views: Views): string {
  return csvHeader(
    columns.flatMap((column) =>
      'of' in column ? column.name : views.map(({ language }) => `${column.name}_${language}`),
    ),
  );
}

export function columnRow<T>(columns: readonly Column<T>[], item: T, views: Views): string {
  return csvRow(
    columns.flatMap((column) => ('of' in column ? [column.of(item)] : views.map((view) => column.inEach(item, view)))),
  );
}

/** The text in a language; empty where it is not written in it, since the column says which language it is. */
export function textOf(text: Readonly<Record<string, string>> | undefined, { language }: View): string | undefined {
  return text?.[language];
}

/** What the interface's words say: in those of the language or, where it has none, in those that its pages have. */
export function wordingOf(text: Readonly<Record<string, string>> | undefined, { language }: View): string | undefined {
  return text?.[language] ?? text?.[interfaceTag(language)];
}

/** A name in a list, or a date: in the language or, where it has none there, in another. */
export function nameOf(text: Readonly<Record<string, string>>, view: View): string {
  return wordingOf(text, view) ?? Object.values(text)[0] ?? '';
}

/** Ids and names of one line: neither has a semicolon of its own where it is an id, and few names do. */
export function listed(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join('; ');
}

/** Texts that are sentences, each on a line of its own. */
export function lines(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join('\n');
}

/** The date of an item: as written, in words, and the possible days of its ends. */
export function dateColumns<T>(dateOf: (item: T) => DateData): readonly Column<T>[] {
  const ends = (['start', 'end'] as const).flatMap((end): Column<T>[] => {
    const of = (name: string, cell: (point: PointData) => Cell | null): Column<T> => ({
      name: `${end}_${name}`,
      of: (item) => cell(dateOf(item)[end]) ?? undefined,
    });
    return [
      of('state', ({ state }) => state),
      of('earliest', ({ earliest }) => earliest),
      of('latest', ({ latest }) => latest),
      of('precision', ({ precision }) => precision),
      of('approximate', ({ approximate }) => approximate),
      of('uncertain', ({ uncertain }) => uncertain),
      of('local', ({ time }) => time?.local),
      of('offset', ({ time }) => time?.offset),
      of('instant', ({ time }) => time?.instant),
    ];
  });
  return [
    { name: 'date_edtf', of: (item) => dateOf(item).edtf },
    { name: 'date', inEach: (item, view) => nameOf(dateOf(item).text, view) },
    { name: 'date_remark', inEach: (item, view) => wordingOf(dateOf(item).remark, view) },
    { name: 'date_kind', of: (item) => dateOf(item).kind },
    { name: 'date_precision', of: (item) => dateOf(item).precision },
    ...ends,
    { name: 'time_zone', of: (item) => dateOf(item).timeZone },
  ];
}

/** Countries by code, and by name in each language. */
export function countryColumns<T>(countriesOf: (item: T) => EventData['countries']): readonly Column<T>[] {
  return [
    { name: 'countries', of: (item) => listed(countriesOf(item).map(({ code }) => code)) },
    { name: 'countries', inEach: (item, view) => listed(countriesOf(item).map(({ name }) => nameOf(name, view))) },
  ];
}
