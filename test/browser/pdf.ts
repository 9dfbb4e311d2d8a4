/** As much of a PDF as tells whether something is printed on its pages. */
import { inflateSync } from 'node:zlib';

export interface PrintedPage {
  /** Whether any text is drawn on it; a picture or a line is none. */
  readonly hasText: boolean;
  /** Where each text stands, from 0 at the upper edge of the page to 1 at the lower one. */
  readonly textsAt: readonly number[];
}

/**
 * The pages of a PDF as Chromium writes it: a table of where its objects begin, page objects plain, their contents
 * deflated (ISO 32000-2, 7.5.4, 7.7.3, 7.3.8). Nothing is searched for in what is deflated, which can look like anything.
 */
export function pagesOfPdf(pdf: Buffer): readonly PrintedPage[] {
  const text = pdf.toString('latin1');
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
  // `0000000015 00000 n`: where the object of this number begins.
  const begins = text.startsWith('xref', table)
    ? [...text.slice(table).matchAll(/^(\d{10}) \d{5} [nf]/gm)].map(([, begin]) => Number(begin))
    : [];
  /** An object up to its stream or its end, and where it ends. */
  const objectAt = (begin: number) => {
    const end = begin + text.slice(begin).search(/\b(stream|endobj)\b/);
    return { dictionary: text.slice(begin, end), end };
  };
  const pages = begins
    .slice(1)
    .map((begin) => objectAt(begin).dictionary)
    .filter((dictionary) => /\/Type\s*\/Page\b/.test(dictionary));
  if (pages.length === 0) throw new Error('no page found: is this a PDF as Chromium writes it?');
  return pages.map((page) => {
    const number = Number(/\/Contents (\d+) 0 R/.exec(page)?.[1]);
    const { dictionary, end } = objectAt(begins[number] ?? Number.NaN);
    const length = Number(/\/Length (\d+)(?! \d+ R)\b/.exec(dictionary)?.[1]);
    const [keyword] = /^stream\r?\n/.exec(text.slice(end, end + 10)) ?? [];
    if (keyword === undefined || Number.isNaN(length)) throw new Error(`a page without contents: ${page}`);
    // By its length: its last byte may be one that ends a line elsewhere.
    const stream = pdf.subarray(end + keyword.length, end + keyword.length + length);
    const content = inflateSync(stream).toString('latin1');
    const height = Number(/\/MediaBox\s*\[\s*0 0 [\d.]+ ([\d.]+)/.exec(page)?.[1]);
    // The operators that show text (ISO 32000-2, 9.4.3).
    return { hasText: /\bT[jJ]\b/.test(content), textsAt: baselines(content).map((y) => 1 - y / height) };
  });
}

/** A matrix as PDF writes it (ISO 32000-2, 8.3.4). */
type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The heights above the lower edge at which texts begin: each sets its own matrix, under those that are in force. */
function baselines(content: string): readonly number[] {
  let current: Matrix = [1, 0, 0, 1, 0, 0];
  const saved: Matrix[] = [];
  const found: number[] = [];
  for (const [, numbers = '', operator] of content.matchAll(/((?:-?[\d.]+ ){6})?\b(q|Q|cm|Tm)$/gm)) {
    if (operator === 'q') saved.push(current);
    else if (operator === 'Q') current = saved.pop() ?? current;
    else {
      const [a, b, c, d, e, f] = numbers.trim().split(' ').map(Number) as unknown as Matrix;
      const [A, B, C, D, E, F] = current;
      if (operator === 'Tm') found.push(e * B + f * D + F);
      else current = [a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F];
    }
  }
  return found;
}
