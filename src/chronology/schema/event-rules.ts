/** What must hold between the fields of one event file: what its type requires, how its date is cited, the order of its revisions. */
import { isDatedBefore } from '../dates/day.ts';
import type { Fault } from '../files/problem.ts';
import type { Status } from './fields.ts';
import type { Settings } from './vocabulary.ts';

interface EventFields {
  readonly type: string;
  readonly series?: unknown;
  readonly status?: Status | undefined;
  readonly place?: string | undefined;
  readonly online: boolean;
  readonly dating?: { readonly inferred: boolean; readonly note?: unknown } | undefined;
  readonly sources: readonly { readonly for: string }[];
  readonly published: string;
  readonly revisions: readonly { readonly date: string }[];
  readonly withdrawn?: { readonly date: string } | undefined;
}

interface Finding {
  /** The fields that must be right for the finding to mean anything. */
  readonly needs: readonly string[];
  readonly path: readonly (string | number)[];
  readonly fault: Fault;
}

/** The rules of an event file that a single field cannot hold, for fields that are right in themselves. */
export function* eventRules(event: EventFields, settings: Settings, wrong: ReadonlySet<unknown>): Generator<Finding> {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return;
  // Where the types could not be read, any name passes, also one of every object: `constructor`.
  const type = !wrong.has('type') && Object.hasOwn(settings.types, event.type) ? settings.types[event.type] : undefined;
  if (type) {
    for (const field of type.requires) {
      const value = (event as unknown as Record<string, unknown>)[field];
      if (value === undefined || (Array.isArray(value) && value.length === 0))
        yield {
          needs: [field],
          path: [],
          fault: { message: `a ${event.type} needs \`${field}\``, advice: `${field}: …` },
        };
    }
    if (event.status !== undefined && !wrong.has('status') && !type.statuses[event.status])
      yield {
        needs: [],
        path: ['status'],
        fault: {
          message: `a ${event.type} has no word for this status`,
          advice: `one of: ${Object.keys(type.statuses).join(', ')}`,
        },
      };
  }
  if (event.online === true && event.place !== undefined)
    yield {
      needs: ['place'],
      path: ['online'],
      fault: { message: 'an event is at a place or online', advice: 'leave one of the two out' },
    };
  if (!wrong.has('dating') && !wrong.has('sources') && event.sources !== undefined) {
    const dated = event.sources.some(
      (citation) => citation.for === 'date' || (event.dating?.inferred === true && citation.for === 'year'),
    );
    if (!dated)
      yield {
        needs: [],
        path: ['sources'],
        fault: event.dating?.inferred
          ? {
              message: 'an inferred date cites what it is inferred from',
              advice: 'a citation `for: year` or `for: date`',
            }
          : { message: 'no citation gives the date', advice: 'a citation `for: date` with the wording as printed' },
      };
    if (event.dating?.inferred && event.dating.note === undefined)
      yield {
        needs: [],
        path: ['dating'],
        fault: { message: 'an inferred date says how it was inferred', advice: 'note: …' },
      };
  }
  if (!wrong.has('published') && !wrong.has('revisions')) {
    let last = event.published;
    for (const [index, { date }] of event.revisions.entries()) {
      if (isDatedBefore(date, last, settings.timeZone))
        yield {
          needs: [],
          path: ['revisions', index, 'date'],
          fault: { message: 'earlier than what came before it', advice: 'revisions in the order they were made' },
        };
      last = date;
    }
    if (!wrong.has('withdrawn') && event.withdrawn && isDatedBefore(event.withdrawn.date, last, settings.timeZone))
      yield {
        needs: [],
        path: ['withdrawn', 'date'],
        fault: { message: 'withdrawn before its last revision', advice: 'the day it was withdrawn' },
      };
  }
}
