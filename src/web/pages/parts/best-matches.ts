/** The events that answer a search best, above a list that stands in the order of time. */
import type { TimelineEvent } from '../../../chronology/event.ts';
import type { Query } from '../../../chronology/query/query.ts';
import { bestMatches, type TextRun } from '../../../chronology/query/search.ts';
import { type EventLine, toLine } from './event-line.ts';
import type { PageContext } from './frame.ts';

const MOST = 5;
/** A list of no more is looked through at a glance. */
const HANDFUL = 5;

/** Up to five of the events, and no more than half of them, the best first; none for a view without a search. */
export function toBestMatches(
  events: readonly TimelineEvent[],
  { q }: Query,
  highlight: ((text: string) => readonly TextRun[]) | undefined,
  context: PageContext,
): readonly (EventLine & { readonly runs: readonly TextRun[] })[] {
  if (q === undefined || !highlight || events.length <= HANDFUL) return [];
  const most = Math.min(MOST, Math.floor(events.length / 2));
  return bestMatches(context.site.chronology, q, events, most).map((event) => {
    const line = toLine(event, context);
    return { ...line, runs: highlight(line.text) };
  });
}
