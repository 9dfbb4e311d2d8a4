/** As much of a PDF as tells whether something is printed on its pages. */
import { inflateSync } from 'node:zlib';

export interface PrintedPage {
  /** Whether any text is drawn on it; a picture or a line is none. */
  readonly hasText: boolean;
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
    // The operators that show text (ISO 32000-2, 9.4.3).
    return { hasText: /\bT[jJ]\b/.test(inflateSync(stream).toString('latin1')) };
  });
}
