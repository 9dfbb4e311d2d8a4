/** The feeds of a view's entries: those that were entered last, and all in the order of time. */
import { secondsAfter } from '../../chronology/dates/day.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { pick } from '../../chronology/languages/text.ts';
import type { Work } from '../../slices.ts';
import { fulfilmentsOf } from '../view/event-text.ts';
import { type View, viewTitle } from '../view/view.ts';
import { eventEntry } from './event-entry.ts';
import { type FeedHead, headOf } from './feed.ts';
import type { FeedDocument, FeedItem, FeedPlace } from './feed-output.ts';
import { archivedPage, type FeedPage, pageInOrder } from './pages.ts';
import { inPublicationOrder, secondsInFeeds } from './publication-order.ts';

/** By publication, the newest first; of one instant, the last in the order of the chronology. */
export function* newestEntries(view: View, { self, part }: FeedPlace): Work<FeedDocument | undefined> {
  const { chronology, events, words, addresses } = view;
  const page = archivedPage(events.length, Number(view.query.limit), self, part);
  if (!page) return undefined;
  const shown = yield* inPublicationOrder(chronology, events, [page.from, page.to]);
  const isWhole = shown.length === events.length;
  const rest = words('feed.rest', { shown: shown.length, total: events.length, page: addresses.page });
  const head = {
    ...headOf(view, 'feed', self),
    title: viewTitle(view),
    description: isWhole || page.isArchive ? descriptionOf(view) : `${descriptionOf(view)} ${rest}`,
  };
  return yield* documentOf(view, head, page, shown.toReversed());
}

/** By the events' dates, the oldest first. */
export function* entriesInOrder(view: View, { self, part }: FeedPlace): Work<FeedDocument | undefined> {
  const { events, words } = view;
  const page = pageInOrder(events.length, Number(view.query.limit), self, part);
  if (!page) return undefined;
  const head = {
    ...headOf(view, 'chronology', self),
    title: words('feed.inOrder', { title: viewTitle(view) }),
    description: `${descriptionOf(view)} ${words('feed.inOrderText')}`,
  };
  return yield* documentOf(view, head, page, events.slice(page.from, page.to));
}

function descriptionOf({ chronology, language }: View): string {
  return pick(chronology.vocabulary.settings.description, language).text;
}

function* documentOf(
  view: View,
  head: Omit<FeedHead, 'updated' | 'links' | 'isArchive'>,
  { links, isArchive }: FeedPage,
  shown: readonly TimelineEvent[],
): Work<FeedDocument> {
  const secondsOf = yield* secondsInFeeds(view.chronology);
  const items = shown.map((event): FeedItem => {
    const seconds = secondsOf(event);
    // A fulfilled plan is titled as such: the only way in which an entry depends on other events but by its seconds.
    const shows = `${seconds} ${fulfilmentsOf(view.chronology, event).length > 0}`;
    return { make: () => eventEntry(event, view, seconds), of: { event, shows } };
  });
  const updated = shown
    .map((event) => secondsAfter(lastModified(event), secondsOf(event)))
    .sort()
    .at(-1);
  return { head: { ...head, updated, links, isArchive }, items, empty: view.words('feed.emptyText') };
}
