/** Types of event whose colours eyes cannot tell apart. */
import type { Chronology } from '../../chronology.ts';
import type { Suspicion } from './suspicion.ts';

/** How alike two CSS colour names look, as a clause from "is" to the other colour: `hard to tell from`; undefined where they can be told apart. */
export type HowAlike = (a: string, b: string) => string | undefined;

/** One for each type whose colour is like that of a type before it. */
export function* alikeColours({ vocabulary }: Chronology, howAlike: HowAlike): Generator<Suspicion> {
  const types = Object.entries(vocabulary.settings.types);
  for (const [index, [id, { color }]] of types.entries())
    for (const [otherId, other] of types.slice(0, index)) {
      const likeness = howAlike(color, other.color);
      if (likeness === undefined) continue;
      yield {
        file: 'chronology.yaml',
        path: ['types', id, 'color'],
        fault: {
          kind: 'alike-colours',
          message: `is ${likeness} the ${other.color} of ${otherId}`,
          advice: 'a colour that is further from it, such as one of another hue',
        },
      };
      break;
    }
}
