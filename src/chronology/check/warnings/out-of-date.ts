/** What time has gone past: plans whose day is over, what is done before its day, entries dated in the future. */
import type { Chronology } from '../../chronology.ts';
import { type Day, dayAt } from '../../dates/day.ts';
import { earliestDay, isQualified, latestDay } from '../../dates/when.ts';
import type { TimelineEvent } from '../../event.ts';
import { lastPlannedDay, outcomeOf } from '../../plan.ts';
import type { Suspicion } from './suspicion.ts';

export function* outOfDate(chronology: Chronology, now: number): Generator<Suspicion> {
  const today = dayAt(now, chronology.vocabulary.settings.timeZone);
  for (const event of chronology.events) {
    // "About 2026" may be any year near it.
    const status = isQualified(event.when)
      ? undefined
      : (pastPlan(chronology, event, today) ?? staleStatus(event, today));
    if (status) yield { file: event.file, path: ['when'], fault: status };
  }
  for (const event of chronology.bySlug.values()) yield* futureEntries(event, now);
}

function pastPlan(chronology: Chronology, event: TimelineEvent, today: Day): Suspicion['fault'] | undefined {
  if (outcomeOf(chronology, event, today) !== 'unknown') return undefined;
  const over = latestDay(event.when) === undefined ? 'was to begin' : 'lies';
  return {
    kind: 'past-plan',
    message: `${over} in the past, ${lastPlannedDay(event.when)} at the latest, and the event is still planned`,
    advice: '`status:` done, cancelled or superseded; or an event of its own that names this one in `fulfils`',
  };
}

function staleStatus({ status, when }: TimelineEvent, today: Day): Suspicion['fault'] | undefined {
  const [first, last] = [earliestDay(when), latestDay(when)];
  // An agreement of one day may be in force ever since.
  if (status === 'ongoing' && when.kind === 'period' && last !== undefined && last < today)
    return {
      kind: 'past-ongoing',
      message: `ended, on ${last} at the latest, and the event is still ongoing`,
      advice: '`status: done`; or `..` as the end, where it goes on',
    };
  if ((status === 'done' || status === 'ongoing') && first !== undefined && first > today)
    return {
      kind: 'future-done',
      message: `is to come, ${first} at the earliest, and the event is ${status} already`,
      advice: '`status: planned`; or the date as it was',
    };
  const end = when.kind === 'period' && typeof when.end !== 'string' ? when.end.earliest : undefined;
  if (status === 'done' && end !== undefined && end > today)
    return {
      kind: 'future-done',
      message: `ends in the future, ${end} at the earliest, and the event is done already`,
      advice: '`status: ongoing` or `planned`; or the date as it was',
    };
  return undefined;
}

function* futureEntries({ file, published, revisions, withdrawn }: TimelineEvent, now: number): Generator<Suspicion> {
  const dates: readonly [path: (string | number)[], instant: string | undefined][] = [
    [['published'], published],
    ...revisions.map(({ date }, index): [(string | number)[], string] => [['revisions', index, 'date'], date]),
    [['withdrawn', 'date'], withdrawn?.date],
  ];
  for (const [path, instant] of dates)
    if (instant !== undefined && Date.parse(instant) > now)
      yield {
        file,
        path,
        fault: {
          kind: 'future-entry',
          message: 'is in the future, while readers get it now',
          advice: 'the day on which it is published',
        },
      };
}
