/** The marks of all events side by side as numbers, for pictures of very many. */
import type { Chronology } from '../chronology/chronology.ts';
import { dayNumber, monthNumber } from '../chronology/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { columnAfter, type Moves, type Since } from '../chronology/revision.ts';
import { atOnce, pausing, type Work } from '../chronology/slices.ts';
import { forms, type MarkEnd, markOf } from './mark.ts';

/** What `markOf` says, each at the place that its event has in the chronology; days as `dayNumber` counts them. */
export interface MarkColumns {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly coreFrom: Int32Array;
  readonly coreTo: Int32Array;
  /** The months of these days, as `monthNumber` counts. */
  readonly months: { readonly [K in 'from' | 'to' | 'coreFrom' | 'coreTo']: Int32Array };
  /** Place in `forms`. */
  readonly form: Uint8Array;
  /** Place in `ends`. */
  readonly start: Uint8Array;
  readonly end: Uint8Array;
  /** The event's type, by its place among the chronology's. */
  readonly type: Uint16Array;
  /** 1 for a plan. */
  readonly planned: Uint8Array;
}

export const ends = ['sharp', 'soft', 'fading'] as const satisfies readonly MarkEnd[];
export const FADING = ends.indexOf('fading');

const kept = new WeakMap<Chronology, MarkColumns>();

export function markColumnsOf(chronology: Chronology): MarkColumns {
  return kept.get(chronology) ?? atOnce(markColumnsMade(chronology));
}

/** Makes them in slices; from those of a chronology of which this one is a revision, where there are any. */
export function* markColumnsMade(chronology: Chronology, since?: Since): Work<MarkColumns> {
  const { events, settings } = chronology;
  const before = since && kept.get(since.before);
  const columns = before && since ? columnsAfter(before, since.moves) : emptyColumns(events.length);
  const types = new Map(Object.keys(settings.types).map((id, place) => [id, place]));
  yield* pausing(before ? since.moves.come : events.keys(), 500, (place) => {
    const event = events[place] as TimelineEvent;
    const { form, from, to, core, start, end } = markOf(event.when);
    const type = types.get(event.type);
    if (type === undefined) throw new Error(`event ${event.slug} of unknown type ${event.type}`);
    const said = { from, to, coreFrom: core.from, coreTo: core.to };
    for (const name of ['from', 'to', 'coreFrom', 'coreTo'] as const) {
      columns[name][place] = dayNumber(said[name]);
      columns.months[name][place] = monthNumber(said[name]);
    }
    columns.form[place] = forms.indexOf(form);
    columns.start[place] = ends.indexOf(start);
    columns.end[place] = ends.indexOf(end);
    columns.type[place] = type;
    columns.planned[place] = event.status === 'planned' ? 1 : 0;
  });
  kept.set(chronology, columns);
  return columns;
}

function emptyColumns(length: number): MarkColumns {
  const days = () => new Int32Array(length);
  const kinds = () => new Uint8Array(length);
  return {
    ...{ from: days(), to: days(), coreFrom: days(), coreTo: days() },
    months: { from: days(), to: days(), coreFrom: days(), coreTo: days() },
    ...{ form: kinds(), start: kinds(), end: kinds() },
    type: new Uint16Array(length),
    planned: kinds(),
  };
}

function columnsAfter({ months, ...of }: MarkColumns, moves: Moves): MarkColumns {
  return {
    from: columnAfter(of.from, moves),
    to: columnAfter(of.to, moves),
    coreFrom: columnAfter(of.coreFrom, moves),
    coreTo: columnAfter(of.coreTo, moves),
    months: {
      from: columnAfter(months.from, moves),
      to: columnAfter(months.to, moves),
      coreFrom: columnAfter(months.coreFrom, moves),
      coreTo: columnAfter(months.coreTo, moves),
    },
    form: columnAfter(of.form, moves),
    start: columnAfter(of.start, moves),
    end: columnAfter(of.end, moves),
    type: columnAfter(of.type, moves),
    planned: columnAfter(of.planned, moves),
  };
}
