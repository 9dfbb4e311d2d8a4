/** The events of a view as JSON: page by page with cursors, whole with a line for each event, or one by one. */
import { anchorDay } from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { lowerBound } from '../../chronology/files/order.ts';
import { type Cursor, formatCursor } from '../../chronology/query/query.ts';
import { selectWithdrawn } from '../../chronology/query/selection.ts';
import { viewTitle } from '../view/view.ts';
import { documentHead, toEventData, toTombstone, type Views } from './event-data.ts';
import type { EventDocumentData, EventsPageData } from './event-data-schema.ts';

export const JSON_MEDIA_TYPE = 'application/json; charset=utf-8';
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson; charset=utf-8';

/** A page: as many of the events, and then of the withdrawn ones, as its limit says. @param self Where it is served. */
export function* eventsJsonChunks(views: Views, self: string): Iterable<string> {
  const [view] = views;
  const { query, events, addresses } = view;
  const { order, cursor } = query;
  const limit = Number(query.limit);
  const withdrawn = selectWithdrawn(view.chronology, query);
  const slots = pageOf(events, withdrawn, { order, cursor, limit });
  const schema = addresses.schema;
  const { next } = slots;
  const head: Omit<EventsPageData, 'events' | 'withdrawn'> = {
    ...documentHead(views, schema),
    title: Object.fromEntries(views.map((own) => [own.language, viewTitle(own)])),
    page: addresses.page,
    order,
    limit,
    total: events.length,
    totalWithdrawn: withdrawn.length,
    links: {
      self,
      first: withCursor(self, undefined),
      ...(next && { next: withCursor(self, next) }),
      schema,
    },
  };
  yield `${JSON.stringify(head).slice(0, -1)},\n"events":`;
  yield* listChunks(slots.events, (event) => toEventData(event, views));
  yield `,\n"withdrawn":`;
  yield* listChunks(slots.withdrawn, (event) => toTombstone(event, views));
  yield '}\n';
}

function withCursor(self: string, cursor: Cursor | undefined): string {
  const address = new URL(self);
  address.searchParams.delete('cursor');
  if (cursor) address.searchParams.append('cursor', formatCursor(cursor));
  // As canonical addresses have them.
  address.searchParams.sort();
  return address.href;
}

function* listChunks(events: readonly TimelineEvent[], toData: (event: TimelineEvent) => object): Iterable<string> {
  let before = '[';
  for (const event of events) {
    yield `${before}\n${JSON.stringify(toData(event))}`;
    before = ',';
  }
  yield before === '[' ? '[]' : '\n]';
}

/** The whole view, a line for each event. What was withdrawn is no event, and in `events.json` alone. */
export function* eventsNdjsonChunks(views: Views): Iterable<string> {
  const [{ events, query }] = views;
  for (const event of inOrder(events, query.order)) yield `${JSON.stringify(toEventData(event, views))}\n`;
}

/** In the asked order, without a copy of the list. */
export function* inOrder(
  events: readonly TimelineEvent[],
  order: 'oldest' | 'newest',
): Generator<TimelineEvent, void, undefined> {
  for (let index = 0; index < events.length; index += 1)
    yield events[order === 'oldest' ? index : events.length - 1 - index] as TimelineEvent;
}

export function renderEventJson(event: TimelineEvent, views: Views): string {
  const [{ addresses }] = views;
  const document: EventDocumentData = {
    ...documentHead(views, addresses.schema),
    event: toEventData(event, views),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

interface Page {
  readonly events: readonly TimelineEvent[];
  readonly withdrawn: readonly TimelineEvent[];
  /** The last entry of the page; undefined where nothing follows it. */
  readonly next: Cursor | undefined;
}

/**
 * The entries behind a cursor. Where its event stands on its day no longer, the page begins with the first event of that day,
 * in the order asked for: some may come again, and none that stayed where it was is left out.
 */
function pageOf(
  events: readonly TimelineEvent[],
  withdrawn: readonly TimelineEvent[],
  {
    order,
    cursor,
    limit,
  }: { readonly order: 'oldest' | 'newest'; readonly cursor?: Cursor | undefined; readonly limit: number },
): Page {
  const isNewest = order === 'newest';
  const at = (index: number) => events[isNewest ? events.length - 1 - index : index] as TimelineEvent;
  const start = cursor?.day === undefined ? (cursor ? events.length : 0) : startBehind(cursor.day, cursor.slug);
  const end = Math.min(start + limit, events.length);
  const firstWithdrawn =
    cursor && cursor.day === undefined
      ? lowerBound(withdrawn.length, (index) => (withdrawn[index]?.slug ?? '') <= cursor.slug)
      : 0;
  const endWithdrawn = Math.min(firstWithdrawn + limit - (end - start), withdrawn.length);
  const isLast = end === events.length && endWithdrawn === withdrawn.length;
  const page = {
    events: Array.from({ length: end - start }, (_, index) => at(start + index)),
    withdrawn: withdrawn.slice(firstWithdrawn, endWithdrawn),
  };
  const lastWithdrawn = page.withdrawn.at(-1);
  const last = page.events.at(-1);
  if (isLast) return { ...page, next: undefined };
  if (lastWithdrawn) return { ...page, next: { day: undefined, slug: lastWithdrawn.slug } };
  return { ...page, next: last && { day: anchorDay(last.when), slug: last.slug } };

  function startBehind(day: string, slug: string): number {
    const first = lowerBound(events.length, (index) => {
      const anchor = anchorDay(at(index).when);
      return isNewest ? anchor > day : anchor < day;
    });
    for (let index = first; index < events.length && anchorDay(at(index).when) === day; index += 1)
      if (at(index).slug === slug) return index + 1;
    return first;
  }
}
