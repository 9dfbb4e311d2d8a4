/** What an event's entries say in a calendar: as VEVENTs, in one language or in several at once. */
import { typeOf } from '../../chronology/chronology.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { identityOf } from '../../chronology/identity.ts';
import { pick } from '../../chronology/languages/text.ts';
import { categoriesOf, eventParagraphs, fulfilmentsOf, placeText, successorOf } from '../view/event-text.ts';
import type { View } from '../view/view.ts';
import { type calendarEntries, type EntryInView, entriesInEach } from './entry.ts';
import type { PropertyText, Vevent } from './ics-package.ts';

/** Between a title in one language and in the next. */
export const LANGUAGES_JOIN = ' / ';

/** Each entry of an event, with the texts of every language together. */
export function veventsOf(
  event: TimelineEvent,
  views: readonly [View, ...View[]],
  entriesOf: typeof calendarEntries,
): readonly Vevent[] {
  return entriesInEach(event, views, entriesOf).map(([first, ...others]) =>
    withLink(
      together(
        vevent(event, first),
        others.map((other) => vevent(event, other)),
      ),
    ),
  );
}

/** The same entry in several languages as one. */
function together(first: Vevent, others: readonly Vevent[]): Vevent {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const locations = all.flatMap(({ location }) => location ?? []);
  const categories = new Map(all.flatMap(({ categories }) => categories).map((category) => [category.text, category]));
  return {
    ...first,
    summary: inAllLanguages(
      all.map(({ summary }) => summary),
      LANGUAGES_JOIN,
    ),
    description: inAllLanguages(
      all.map(({ description }) => description),
      '\n\n',
    ),
    location: locations.length === 0 ? undefined : inAllLanguages(locations, LANGUAGES_JOIN),
    categories: [...categories.values()],
  };
}

/** Texts one after another, each once; of no language where they are of several. */
export function inAllLanguages(texts: readonly PropertyText[], join: string): PropertyText {
  const distinct = eachOnce(texts);
  return {
    text: distinct.map(({ text }) => text).join(join),
    lang: distinct.length === 1 ? distinct[0]?.lang : undefined,
  };
}

/** What is told in several languages, without what is the same in some of them. */
export function eachOnce(texts: readonly PropertyText[]): readonly PropertyText[] {
  return texts.filter(({ text }, index) => texts.findIndex((other) => other.text === text) === index);
}

/** The title of an entry, and the language of the event's own, for it may be a fallback. */
export function entryTitle(event: TimelineEvent, { entry, view }: EntryInView): PropertyText {
  return { text: entry.summary(), lang: pick(event.title, view.language).lang };
}

function vevent(event: TimelineEvent, { entry, view }: EntryInView): Vevent {
  const { chronology, language, words, addresses } = view;
  const place = event.place === undefined ? undefined : chronology.vocabulary.places[event.place];
  const changed = lastModified(event);
  return {
    uid: identityOf(chronology, event.slug, entry.role),
    stamp: changed,
    created: event.published,
    lastModified: changed,
    sequence: event.revisions.length + (event.withdrawn ? 1 : 0),
    time: entry.time,
    yearly: entry.yearly,
    summary: entryTitle(event, { entry, view }),
    description: description(event, { entry, view }),
    location: placeText(chronology, event, language, words),
    geo: place?.geo,
    url: addresses.permalink(event.slug),
    status: statusOf(event, fulfilmentsOf(chronology, event)),
    categories: categoriesOf(chronology, event, language),
    color: typeOf(chronology, event).color,
    related: relationsOf(event, view),
    edtf: event.when.edtf,
  };
}

/** What the event says, with what fulfilled a plan and what took the place of a withdrawn event. */
function description(event: TimelineEvent, { entry, view }: EntryInView): PropertyText {
  const { chronology, language, words, addresses } = view;
  const successor = successorOf(chronology, event);
  const paragraphs = [
    // An anniversary is on another day than the event.
    ...eventParagraphs(chronology, event, language, words, entry.role === 'anniversary').map(({ text }) => text),
    // Their addresses alone: with titles, an edit of one event would change another.
    ...fulfilmentsOf(chronology, event).map(({ slug }) =>
      words('event.labelled', { label: words('relation.fulfilledBy'), text: addresses.permalink(slug) }),
    ),
    ...(successor
      ? [words('event.labelled', { label: words('event.replacedBy'), text: addresses.permalink(successor.slug) })]
      : []),
  ];
  return { text: paragraphs.join('\n\n'), lang: pick(event.summary, language).lang };
}

/** The event's own address at the end of what it says, for programs that do not show URL. */
function withLink(event: Vevent): Vevent {
  const { text, lang } = event.description;
  return { ...event, description: { text: `${text}\n\n${event.url}`, lang } };
}

function statusOf(event: TimelineEvent, fulfilments: readonly TimelineEvent[]): Vevent['status'] {
  if (event.withdrawn || event.status === 'cancelled') return 'CANCELLED';
  if (event.status === 'superseded') return 'TENTATIVE';
  return event.status === 'planned' && fulfilments.length === 0 ? 'TENTATIVE' : 'CONFIRMED';
}

/** Declared here and nowhere else: the other event's bytes stay as they are. */
function relationsOf({ relations, withdrawn }: TimelineEvent, { chronology }: View): Vevent['related'] {
  const { partOf, follows, fulfils, related } = relations;
  const siblings = new Set([
    ...follows,
    ...fulfils,
    ...related,
    ...(withdrawn?.replacedBy ? [withdrawn.replacedBy] : []),
  ]);
  return [
    ...(partOf === undefined ? [] : [{ type: 'PARENT' as const, uid: identityOf(chronology, partOf) }]),
    ...[...siblings].map((slug) => ({ type: 'SIBLING' as const, uid: identityOf(chronology, slug) })),
  ];
}
