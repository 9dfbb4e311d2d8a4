/** The dates of entries in feeds: readers sort by them, and shuffle what has the same, so those of one instant are a second apart. */
import { pausing, type Work } from '../../slices.ts';

const DAY_SECONDS = 86_400;

/**
 * By how many seconds each of a sorted list is dated after its own instant: the first of an instant not at all, each after it a
 * second more. None gets to the day after, nor to the instant that follows: of more than these seconds, the last are not told apart.
 *
 * @param end the instant that follows the last; default: none
 */
export function* secondsLaterSteps<T>(
  sorted: ArrayLike<T> & Iterable<T>,
  instantOf: (item: T) => string,
  end?: string,
): Work<Uint32Array> {
  const seconds = new Uint32Array(sorted.length);
  let first = 0;
  let instant: string | undefined;
  const close = (last: number, next: string | undefined) => {
    const until = next === undefined ? DAY_SECONDS : (Date.parse(next) - Date.parse(instant ?? next)) / 1000;
    const most = Math.max(0, Math.min(until, DAY_SECONDS) - 1);
    for (let index = first; index < last; index += 1) seconds[index] = Math.min(index - first, most);
    first = last;
  };
  let index = 0;
  yield* pausing(sorted, (item) => {
    const own = instantOf(item);
    if (own !== instant) {
      close(index, own);
      instant = own;
    }
    index += 1;
  });
  close(sorted.length, end);
  return seconds;
}
