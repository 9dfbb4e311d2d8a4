/** A table as printed, with the names of its columns and rows. */
import { nameOfCountry } from '../../../chronology/country-names.ts';
import type { Table } from '../../../chronology/event.ts';
import { formatAmount } from '../../../chronology/languages/amounts.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import { type PageContext, translate } from '../parts/frame.ts';

export function printedTable(table: Table, context: PageContext) {
  const { site, words } = context;
  const { measures } = site.chronology.vocabulary.settings;
  return {
    unit: words('table.unit', { unit: unitOf(table, context) }),
    corner: words('table.row'),
    columns: table.columns.map((id) => {
      const { includedIn } = measures[id] ?? {};
      return {
        label: measureName(id, context),
        remark:
          includedIn === undefined
            ? undefined
            : {
                ...measureName(includedIn, context),
                text: words('table.includedIn', { column: measureName(includedIn, context).text }),
              },
      };
    }),
    rows: Object.entries(table.rows).map(([row, values]) => ({
      label: rowName(row, context),
      total: row === 'total',
      values: values.map((value) => (value === 'none' ? undefined : value)),
    })),
  };
}

export function measureName(id: string, context: PageContext): LocalizedText {
  return translate(
    context.site.chronology.vocabulary.settings.measures[id]?.label ?? { [context.language]: id },
    context,
  );
}

/** The name of a country, or of a row that is none. */
export function rowName(row: string, { site, language, words }: PageContext): string {
  return row === 'total' || row === 'multiple'
    ? words(`table.${row}`)
    : nameOfCountry(row, site.chronology.vocabulary, language);
}

/** The unit of the printed numbers: `US$1 million`, 100万米ドル. */
export function unitOf(table: Table, { language }: PageContext): string {
  return formatAmount('1', table.scale, table.unit, language);
}
