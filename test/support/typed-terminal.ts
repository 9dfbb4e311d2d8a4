/** A terminal in memory: what is typed at each question, and all that is shown. */
import { PassThrough, Writable } from 'node:stream';
import type { Terminal } from '../../src/commands/prompts.ts';

export const ENTER = '\r';
export const DOWN = '\u001b[B';
export const CANCEL = '\u0003';

/** Types each answer once its question is shown. A question is a part of its text. */
export function typedTerminal(
  answers: readonly (readonly [question: string, keys: string])[],
): Terminal & { shown(): string } {
  const input = new PassThrough();
  const left = [...answers];
  let all = '';
  let sinceLast = '';
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      all += chunk;
      sinceLast += chunk;
      const [next] = left;
      if (next && sinceLast.includes(next[0])) {
        left.shift();
        sinceLast = '';
        // The question listens once it is shown.
        setImmediate(() => {
          for (const key of next[1].startsWith('\u001b') ? [DOWN, ENTER] : next[1]) input.write(key);
        });
      }
      done();
    },
  });
  return { input, output, shown: () => all };
}
