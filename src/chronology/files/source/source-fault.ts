/** A fault at a place in the text of a file. */

export interface SourceFault {
  readonly offset: number;
  /** Where the text ends that the fault is about: other faults in it follow from this one. Default: at the end of the line. */
  readonly end?: number;
  readonly message: string;
  readonly advice: string;
  /** The text found; otherwise the line. */
  readonly found?: string;
  /** Path of the value, where it is known: no other problem of this value is told. */
  readonly path?: readonly (string | number)[];
}

/** A depth in words, for advice. */
export function spaces(count: number): string {
  return count === 0 ? 'no space' : count === 1 ? 'one space' : `${count} spaces`;
}

/** Faults in the order in which they were found, the first of them kept and all of them counted. */
export class FaultList {
  readonly kept: SourceFault[] = [];
  count = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(fault: SourceFault): void {
    this.count += 1;
    if (this.kept.length < this.#most) this.kept.push(fault);
  }
}
