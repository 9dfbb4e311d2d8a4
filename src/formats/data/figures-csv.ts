/** The numbers of a view as a table: one row a figure, and one a cell of a printed table. */
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatAmount } from '../../chronology/languages/amounts.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import {
  type Column,
  columnHeader,
  columnRow,
  countryColumns,
  dateColumns,
  inEveryLanguage,
  nameOf,
  textOf,
  wordingOf,
} from './columns.ts';
import { toEventData, type Views } from './event-data.ts';
import type { EventData } from './event-data-schema.ts';
import { inOrder } from './events-json.ts';

type Labelled = Readonly<Record<string, string>>;

interface StatedNumber {
  readonly event: EventData;
  readonly stands: 'figure' | 'table';
  readonly measure: { readonly id: string; readonly label: Labelled; readonly includedIn?: string | undefined };
  readonly countries: EventData['countries'];
  /** Of a table: a country, `multiple` or `total`. */
  readonly row?: { readonly id: string; readonly label: Labelled };
  /** As printed; null for a dash. */
  readonly value: string | null;
  readonly scale: number;
  readonly unit: string | undefined;
  readonly approximate: boolean;
  readonly moreThan: boolean;
  readonly text: Labelled;
}

const COLUMNS: readonly Column<StatedNumber>[] = [
  { name: 'slug', of: ({ event }) => event.slug },
  { name: 'url', of: ({ event }) => event.url },
  { name: 'title', inEach: ({ event }, view) => textOf(event.title, view) },
  ...dateColumns<StatedNumber>(({ event }) => event.when),
  { name: 'stands_in', of: ({ stands }) => stands },
  { name: 'measure', of: ({ measure }) => measure.id },
  { name: 'measure', inEach: ({ measure }, view) => nameOf(measure.label, view) },
  { name: 'included_in', of: ({ measure }) => measure.includedIn },
  { name: 'row', of: ({ row }) => row?.id },
  { name: 'row', inEach: ({ row }, view) => row && nameOf(row.label, view) },
  ...countryColumns<StatedNumber>(({ countries }) => countries),
  { name: 'value', of: ({ value }) => value ?? undefined },
  { name: 'scale', of: ({ scale }) => scale },
  { name: 'number', of: ({ value, scale }) => (value === null ? undefined : multiplied(value, scale)) },
  { name: 'unit', of: ({ unit }) => unit },
  { name: 'approximate', of: ({ approximate }) => approximate },
  { name: 'more_than', of: ({ moreThan }) => moreThan },
  { name: 'amount', inEach: ({ text }, view) => wordingOf(text, view) },
  { name: 'status', of: ({ event }) => event.status.id },
];

export function* figuresCsvChunks(views: Views): Iterable<string> {
  const every = inEveryLanguage(views);
  const [{ events, query }] = every;
  yield columnHeader(COLUMNS, every);
  for (const event of inOrder(events, query.order)) {
    const numbers = numbersOf(event, every);
    if (numbers.length > 0) yield numbers.map((number) => columnRow(COLUMNS, number, every)).join('');
  }
}

function numbersOf(event: TimelineEvent, views: Views): readonly StatedNumber[] {
  // Most events have none, and their other data is not needed.
  if (event.figures.length === 0 && !event.table) return [];
  const data = toEventData(event, views);
  const { figures, table } = data;
  const own = figures.map((figure): StatedNumber => ({ event: data, stands: 'figure', ...figure, unit: figure.unit }));
  if (!table) return own;
  const { unit, scale, columns, rows } = table;
  const cells = rows.flatMap(({ id, label, values }) =>
    columns.map((measure, index): StatedNumber => {
      const value = values[index] ?? null;
      return {
        event: data,
        stands: 'table',
        measure,
        countries: id === 'multiple' || id === 'total' ? [] : [{ code: id, name: label }],
        row: { id, label },
        value,
        scale,
        unit,
        approximate: false,
        moreThan: false,
        text:
          value === null
            ? {}
            : Object.fromEntries(
                views.map(({ language }) => [interfaceTag(language), formatAmount(value, scale, unit, language)]),
              ),
      };
    }),
  );
  return [...own, ...cells];
}

/** The printed number times its scale, exactly: binary fractions would make 11.240000000000002 of 11.24. */
export function multiplied(value: string, scale: number): string {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d*)(?:\.(\d+))?$/.exec(value) ?? [];
  const product = String(BigInt(`${whole}${decimals}`) * BigInt(scale)).padStart(decimals.length + 1, '0');
  const point = product.length - decimals.length;
  const fraction = product.slice(point).replace(/0+$/, '');
  return `${sign}${product.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`;
}
