/** Types of event whose colours eyes cannot tell apart. */
import type { Chronology } from '../../chronology.ts';
import type { Suspicion } from './suspicion.ts';

/** How alike two CSS colour names look, as a clause from "is" to the other colour: `hard to tell from`; undefined where they can be told apart. */
export type HowAlike = (a: string, b: string) => string | undefined;

/** One for each type whose colour is like that of a type before it. */
export function* alikeColours({ vocabulary }: Chronology, howAlike: HowAlike): Generator<Suspicion> {
  // CSS has 147 names: however many types there are, no more pairs are compared than these make.
  const typeByColour = new Map<string, string>();
  /** The first colour that each is like, of those before; of a colour that came before, it stays what it is. */
  const firstLike = new Map<string, { readonly how: string; readonly other: string }>();
  for (const [id, { color }] of Object.entries(vocabulary.settings.types)) {
    const isNew = !typeByColour.has(color);
    if (isNew || !firstLike.has(color)) {
      for (const other of isNew ? typeByColour.keys() : [color]) {
        const how = howAlike(color, other);
        if (how === undefined) continue;
        firstLike.set(color, { how, other });
        break;
      }
    }
    if (isNew) typeByColour.set(color, id);
    const like = firstLike.get(color);
    if (!like) continue;
    yield {
      file: 'chronology.yaml',
      path: ['types', id, 'color'],
      fault: {
        kind: 'alike-colours',
        message: `is ${like.how} the ${like.other} of ${typeByColour.get(like.other)}`,
        advice: 'a colour that is further from it, such as one of another hue',
      },
    };
  }
}
