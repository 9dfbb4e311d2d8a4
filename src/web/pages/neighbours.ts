/** The events that an event's page leads on to: before and after it among key events, in its series and in time. */
import { type Chronology, incomingTo, seriesNeighbours } from '../../chronology/chronology.ts';
import { positionOf } from '../../chronology/chronology-update.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import type { PlainWordKey } from '../../chronology/languages/words/keys.ts';
import { keyNeighbours } from '../../chronology/query/key-moments.ts';
import type { Work } from '../../slices.ts';
import { type EventLine, shortLink, toLine } from './parts/event-line.ts';
import type { PageContext } from './parts/frame.ts';

/** An event, and all that it is to the one of the page: "Previous key event · Follows". */
interface Neighbour extends EventLine {
  readonly as: string;
}

export interface Neighbours {
  readonly earlier: readonly Neighbour[];
  readonly later: readonly Neighbour[];
  /** All of them. */
  readonly told: ReadonlySet<TimelineEvent>;
}

/** Event → what it is; each event once, however many of these it is. */
type Roles = Map<TimelineEvent, PlainWordKey[]>;

export function* neighbourSteps(event: TimelineEvent, context: PageContext): Work<Neighbours> {
  const { chronology } = context.site;
  const key = keyNeighbours(chronology, event);
  const inSeries = seriesNeighbours(chronology, event);
  const earlier = rolesOf([
    ['event.previousKey', key.before],
    ['event.previousInSeries', inSeries.previous],
    ['event.before', nextInTime(event, -1, chronology)],
  ]);
  const later = rolesOf([
    ['event.nextKey', key.after],
    ['event.nextInSeries', inSeries.next],
    ['event.after', nextInTime(event, 1, chronology)],
  ]);
  yield;
  const { follows, fulfils, related } = event.relations;
  const incoming = incomingTo(chronology, event.slug);
  for (const [other, roles] of [...earlier, ...later]) {
    if (follows.includes(other.slug)) roles.push('relation.follows');
    if (incoming.followedBy.includes(other)) roles.push('relation.followedBy');
    if (fulfils.includes(other.slug)) roles.push('relation.fulfils');
    if (incoming.fulfilledBy.includes(other)) roles.push('relation.fulfilledBy');
    if (related.includes(other.slug) || incoming.related.includes(other)) roles.push('relation.related');
  }
  return {
    earlier: toNeighbours(earlier, context),
    later: toNeighbours(later, context),
    told: new Set([...earlier.keys(), ...later.keys()]),
  };
}

function rolesOf(entries: readonly (readonly [role: PlainWordKey, event: TimelineEvent | undefined])[]): Roles {
  const roles: Roles = new Map();
  for (const [role, event] of entries) if (event) roles.set(event, [...(roles.get(event) ?? []), role]);
  return roles;
}

/** The next event in the chronology that is neither a part of this one nor its whole: those are told as such. */
function nextInTime(event: TimelineEvent, step: 1 | -1, { events }: Chronology): TimelineEvent | undefined {
  let position = positionOf(events, event) + step;
  const isWithin = (other: TimelineEvent) =>
    other.relations.partOf === event.slug || event.relations.partOf === other.slug;
  for (let other = events[position]; other && isWithin(other); other = events[position]) position += step;
  return events[position];
}

function toNeighbours(roles: Roles, context: PageContext): readonly Neighbour[] {
  const { words } = context;
  return [...roles].map(([event, keys]) => ({
    ...toLine(event, context),
    ...shortLink(event, context),
    rel: keys.includes('event.previousInSeries') ? 'prev' : keys.includes('event.nextInSeries') ? 'next' : undefined,
    as: keys.map((key) => words(key)).join(words('event.roleJoin')),
  }));
}
