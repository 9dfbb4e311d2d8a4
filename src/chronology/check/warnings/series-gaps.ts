/** Numbers that are missing in a series. */
import { type Chronology, seriesMembers } from '../../chronology.ts';
import type { Suspicion } from './suspicion.ts';

/** How many gaps of a series are named. */
const MOST_GAPS = 4;

/**
 * One for each series that has most of its numbers from its lowest to its highest. One of which a chronology has a few tells
 * what it has to: that its 3rd and its 12th meeting are told of says nothing of the others.
 */
export function* seriesGaps(chronology: Chronology): Generator<Suspicion> {
  for (const id of chronology.members.keys()) {
    const numbered = seriesMembers(chronology, id).flatMap(({ file, series }) =>
      series?.number === undefined ? [] : { file, number: series.number },
    );
    const gaps = numbered.flatMap(({ file, number }, index) => {
      const before = numbered[index - 1]?.number ?? number;
      return number - before > 1 ? { file, from: before + 1, to: number - 1 } : [];
    });
    const [first] = gaps;
    const missing = gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    if (!first || missing >= numbered.length) continue;
    const named = gaps.slice(0, MOST_GAPS).map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`));
    yield {
      file: first.file,
      path: ['series', 'number'],
      fault: {
        kind: 'series-gap',
        message: `no event of the series ${id} has number ${named.join(', ')}${gaps.length > MOST_GAPS ? ', …' : ''}`,
        advice: 'the number as the source has it; or the event that is missing',
      },
    };
  }
}
