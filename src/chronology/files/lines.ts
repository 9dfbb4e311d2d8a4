/** The lines of a text by number and by offset, from an index that is made once. */
import { lowerBound } from './order.ts';

/** A longer line is shown as an excerpt around the place that is meant. */
const LONGEST_SHOWN = 160;

export class Lines {
  readonly #text: string;
  /** Offsets at which lines begin. */
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  get count(): number {
    return this.#index().length;
  }

  /** Line and column of an offset, from 1. */
  position(offset: number): { line: number; column: number } {
    const starts = this.#index();
    const line = lowerBound(starts.length, (index) => (starts[index] ?? 0) <= offset);
    return { line: Math.max(line, 1), column: Math.max(offset - (starts[line - 1] ?? 0) + 1, 1) };
  }

  /** The line of a number from 1, without its end; empty where there is none. */
  line(number: number): string {
    const starts = this.#index();
    const start = starts[number - 1];
    if (start === undefined) return '';
    const next = starts[number];
    return this.#text.slice(start, next === undefined ? undefined : next - 1).replace(/\r$/, '');
  }

  startOf(number: number): number {
    return this.#index()[number - 1] ?? 0;
  }

  /** The line at an offset, without white space around it; of a long line, what stands around the offset. */
  excerpt(offset: number): string {
    const { line, column } = this.position(offset);
    const text = this.line(line);
    if (text.length <= LONGEST_SHOWN) return text.trim();
    const start = Math.max(column - 1 - LONGEST_SHOWN / 4, 0);
    const end = start + LONGEST_SHOWN;
    return `${start > 0 ? '…' : ''}${text.slice(start, end).trim()}${end < text.length ? '…' : ''}`;
  }

  #index(): readonly number[] {
    if (this.#starts) return this.#starts;
    const starts = [0];
    for (let at = this.#text.indexOf('\n'); at !== -1; at = this.#text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.#starts = starts;
    return starts;
  }
}
