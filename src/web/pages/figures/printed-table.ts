/** A table as printed, with the names of its columns and rows. */
import type { Table } from '../../../chronology/event.ts';
import { rowName, tableUnit } from '../../../formats/view/event-text.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import { type PageContext, translate } from '../parts/frame.ts';

export function printedTable(table: Table, context: PageContext) {
  const { site, words } = context;
  const { measures } = site.chronology.vocabulary.settings;
  return {
    unit: words('table.unit', { unit: tableUnit(table, context.language) }),
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
      label: labelOfRow(row, context),
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

export function labelOfRow(row: string, { site, language, words }: PageContext): string {
  return rowName(row, site.chronology.vocabulary, language, words);
}
