/** As much of a PDF as tells whether something is printed on its pages. */
import { inflateSync } from 'node:zlib';

export interface PrintedPage {
  /** Whether any text is drawn on it; a picture or a line is none. */
  readonly hasText: boolean;
}

/** The pages of a PDF as Chromium writes it: its page objects plain, their contents deflated (ISO 32000-2, 7.3.8, 7.7.3). */
export function pagesOfPdf(pdf: Buffer): readonly PrintedPage[] {
  const text = pdf.toString('latin1');
  const objects = new Map(
    [...text.matchAll(/^(\d+) 0 obj\s([\s\S]*?)\sendobj/gm)].map(([, number = '', body = '']) => [number, body]),
  );
  return [...objects.values()]
    .filter((body) => /\/Type\s*\/Page\b/.test(body))
    .map((body) => {
      const contents = objects.get(/\/Contents (\d+) 0 R/.exec(body)?.[1] ?? '') ?? '';
      const stream = /\bstream\r?\n([\s\S]*?)\r?\nendstream/.exec(contents)?.[1] ?? '';
      const drawn = inflateSync(Buffer.from(stream, 'latin1')).toString('latin1');
      // The operators that show text (ISO 32000-2, 9.4.3).
      return { hasText: /\bT[jJ]\b/.test(drawn) };
    });
}
