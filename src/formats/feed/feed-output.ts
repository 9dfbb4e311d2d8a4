/** A kind of feed in a format, as an output of a view: entries are rendered once, and a feed without entries says so in one. */
import type { Day } from '../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { emptyFeedIdentity } from '../../chronology/identity.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { pausing, type Work } from '../../slices.ts';
import { fragmentsOf } from '../view/fragments.ts';
import { inDirection, paragraphMarkup } from '../view/prose-markup.ts';
import type { View } from '../view/view.ts';
import type { FeedEntry, FeedHead } from './feed.ts';
import { firstPublication } from './publication-order.ts';

export interface FeedFormat {
  /** As it calls itself, in every language; no two have the same. */
  readonly title: string;
  readonly mediaType: string;
  /** @param language of the feed */
  renderEntry(entry: FeedEntry, language: LanguageTag): string;
  /** A document around entries that `renderEntry` made. */
  join(head: FeedHead, entries: readonly string[]): string;
}

/** Where a document is served, on which day, and which part of its feed is asked for. */
export interface FeedPlace {
  readonly self: string;
  readonly today: Day;
  /** From 1; undefined for the document at the feed's own address. */
  readonly part: number | undefined;
  /** Whether a hub is told where the feed changes. */
  readonly isTopic: boolean;
}

export interface FeedDocument {
  /** `updated` is absent where it has no entries. */
  readonly head: Omit<FeedHead, 'updated' | 'hub'> & { readonly updated?: string | undefined };
  readonly items: readonly FeedItem[];
  /** What a feed of this kind says where it has no entries. */
  readonly empty: string;
}

export interface FeedItem {
  make(): FeedEntry;
  /** Of an entry that is the same in every view: its event, and all that the entry shows beside that event's own file. */
  readonly of?: { readonly event: TimelineEvent; readonly shows: string };
}

/** The document of a view; undefined where the feed has no such part. */
export type FeedKind = (view: View, place: FeedPlace) => Work<FeedDocument | undefined>;

export function* feedSteps(kind: FeedKind, format: FeedFormat, view: View, place: FeedPlace): Work<string | undefined> {
  const document = yield* kind(view, place);
  if (!document) return undefined;
  const { chronology, language, addresses } = view;
  // A further part of a feed is no topic to follow.
  const isTopic = place.isTopic && place.part === undefined;
  const { updated = NO_DATE } = document.head;
  const head = { ...document.head, updated, hub: isTopic ? addresses.hub : undefined };
  if (document.items.length === 0) {
    const entry = emptyEntry(document, view, (yield* firstPublication(chronology)) ?? NO_DATE);
    return format.join({ ...head, updated: entry.updated }, [format.renderEntry(entry, language)]);
  }
  const fragments = fragmentsOf(chronology, `feed ${format.title} ${language} ${addresses.chronology}`);
  const entries: string[] = [];
  yield* pausing(document.items, ({ make, of }) => {
    let text = of && fragments.get(of.event, of.shows);
    if (text === undefined) {
      text = format.renderEntry(make(), language);
      if (of) fragments.set(of.event, of.shows, text);
    }
    entries.push(text);
  });
  return format.join(head, entries);
}

/** Atom and RSS have no word for a date that nothing has. */
const NO_DATE = '1970-01-01T00:00:00Z';

/** Readers take a feed without entries for a broken one, and show nothing to whoever has just subscribed. */
function emptyEntry({ head, empty }: FeedDocument, view: View, published: string): FeedEntry {
  return {
    id: emptyFeedIdentity(head.id),
    title: { text: view.words('feed.empty', { title: head.title }) },
    summary: { text: empty },
    content: inDirection(paragraphMarkup({ text: empty, lang: view.language }, view.language), view.language),
    link: head.page,
    published,
    updated: published,
    categories: [],
  };
}
