/** So many key events that none stands out. */
import type { Chronology } from '../../chronology.ts';
import { grouped } from '../../files/source/numbers.ts';
import type { Suspicion } from './suspicion.ts';

/** Of so many events, one at the most is key. */
const RARE = 5;

/** One for the chronology, where more than a fifth of its events are key; a single one is rare enough in any. */
export function* manyKey({ events }: Chronology): Generator<Suspicion> {
  const keyCount = events.filter(({ weight }) => weight === 'key').length;
  if (keyCount < 2 || keyCount * RARE <= events.length) return;
  yield {
    file: 'chronology.yaml',
    path: [],
    fault: {
      kind: 'many-key',
      message: `${grouped(keyCount)} of ${grouped(events.length)} events are \`weight: key\`, more than a fifth`,
      advice: 'weight: key for those alone that a reader with one minute should see',
    },
  };
}
