/** Numbers in problems: grouped by thousands, and sizes of files. */

/** Problems are written in English; advice on a misspelt value recognises the English names of months and countries. */
export const PROBLEM_LOCALE = 'en-US';

/** `20,000`. */
export function grouped(n: number): string {
  return n.toLocaleString(PROBLEM_LOCALE);
}

/** `1 event`, `20,000 events`. */
export function counted(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** `256 KiB`, `4 MiB`. */
export function sizeInWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KiB` : `${Math.round(bytes / 1024 / 1024)} MiB`;
}
