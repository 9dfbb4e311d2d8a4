/** Content lines of RFC 5545 §3.1: cleaned and escaped texts, the language parameter, folding and unfolding. */

/** A text, and its language; absent in a text of several languages. */
export interface PropertyText {
  readonly text: string;
  readonly lang?: string | undefined;
}

/** A text without characters that a calendar cannot carry: lone surrogates, control characters, line breaks other than LF. */
export function cleanText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n')
      .replace(/\t/g, ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to strip
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')
  );
}

/** As `cleanText`, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\n+/g, ' ');
}

/** Escapes a TEXT value (RFC 5545 §3.3.11). */
export function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (c) => `\\${c}`).replace(/\n/g, '\\n');
}

/** `;LANGUAGE=ja` (RFC 5545 §3.2.10); empty for a text of several languages. */
export function languageParameter(lang: string | undefined): string {
  return lang === undefined ? '' : `;LANGUAGE=${parameterValue(lang)}`;
}

/** A parameter value (RFC 5545 §3.2) that needs no quotes: language tags are letters, digits and hyphens. */
function parameterValue(tag: string): string {
  return tag.replace(/[^A-Za-z0-9-]/g, '');
}

/** Folds a content line (RFC 5545 §3.1) to at most 75 octets without the CRLF, and cuts no character in two. */
export function foldLine(line: string): string {
  if (line.length <= 25) return `${line}\r\n`;
  let folded = '';
  let begin = 0;
  let octets = 0;
  for (let index = 0; index < line.length; index += 1) {
    const unit = line.charCodeAt(index);
    const isPair = unit >= 0xd800 && unit < 0xdc00;
    const size = unit < 0x80 ? 1 : unit < 0x800 ? 2 : isPair ? 4 : 3;
    if (octets + size > 75) {
      folded += `${line.slice(begin, index)}\r\n `;
      begin = index;
      octets = 1;
    }
    octets += size;
    // `cleanText` left no lone surrogate: the second half of the pair follows.
    if (isPair) index += 1;
  }
  return `${folded}${line.slice(begin)}\r\n`;
}

/** The content lines of a calendar that `ics` wrote, unfolded. */
export function unfoldLines(calendar: string): readonly string[] {
  return calendar.replaceAll('\r\n\t', '').split('\r\n').slice(0, -1);
}
