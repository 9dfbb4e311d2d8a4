/** Rows as CSV (RFC 4180), through the package `csv-stringify`, with cells that no spreadsheet takes for formulas. */
import { stringify } from 'csv-stringify/sync';

export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8; header=present';

/** A number stands as it is; undefined is an empty cell. */
export type Cell = string | number | boolean | undefined;

/**
 * What a spreadsheet would calculate begins with one of these, full-width forms included, be it behind apostrophes: one
 * apostrophe more makes a text of it (OWASP, CSV Injection). Taken off again wherever this matches, it gives the text as it was.
 * The package's own `escape_formulas` knows no line feed, and would leave it open whether an apostrophe was there before.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** With a sign before it, a number is still no formula. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

export function defused(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}

/** The first line, behind the mark (BOM) by which Excel knows UTF-8. */
export function csvHeader(names: readonly string[]): string {
  return `\uFEFF${csvRow(names)}`;
}

/** Every cell in quotes, so that no separator of any spreadsheet's country cuts one; lines end as RFC 4180 has it. */
export function csvRow(cells: readonly Cell[]): string {
  const written = cells.map((cell) => (typeof cell === 'string' ? defused(cell) : cell));
  return stringify([written], { quoted: true, record_delimiter: '\r\n', cast: { boolean: String } });
}
