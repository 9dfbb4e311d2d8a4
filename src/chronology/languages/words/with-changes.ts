/** The words of a language as another country has them: all of them, with what it has otherwise. */
import type { Words } from './keys.ts';

export type Changes<Texts> = {
  readonly [Key in keyof Texts]?: Texts[Key] extends string ? Texts[Key] : Changes<Texts[Key]>;
};

export function withChanges(words: Words, changes: Changes<Words>): Words {
  return merged(words, changes) as Words;
}

/** The keys keep their order. */
function merged(texts: object, changes: object): object {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => {
      const changed: unknown = Object.hasOwn(changes, key) ? changes[key as never] : undefined;
      return [
        key,
        typeof text === 'object' && typeof changed === 'object' ? merged(text, changed ?? {}) : (changed ?? text),
      ];
    }),
  );
}
