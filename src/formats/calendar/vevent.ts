/** The contents of an event's VEVENTs, in one language or in several at once, as data that `ics-package.ts` writes. */

import { typeOf } from '../../chronology/chronology.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { identityOf } from '../../chronology/identity.ts';
import { isWordLanguage } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import { placeEntryOf } from '../../chronology/place.ts';
import { imageOf } from '../view/event-image.ts';
import { categoriesOf, eventParagraphs, fulfilmentsOf, successorOf } from '../view/event-text.ts';
import { placeText } from '../view/field-text.ts';
import type { View } from '../view/view.ts';
import type { PropertyText } from './content-line.ts';
import { type CalendarEntry, type calendarEntries, type EntryInView, entriesInLanguages } from './entry.ts';
import type { Vevent } from './ics-package.ts';
import { changeWithParts, type EntryParts, partsText } from './parts.ts';

/** Stands between a title in one language and in the next. */
export const LANGUAGES_JOIN = ' / ';

/**
 * The entries of an event, each with the texts of all languages joined.
 *
 * @param parts The parts of the event, in a calendar that folds them.
 */
export function veventsOf(
  event: TimelineEvent,
  views: readonly [View, ...View[]],
  entriesOf: typeof calendarEntries,
  parts?: EntryParts,
): readonly Vevent[] {
  // The entries of a beginning and of an end say the same in a language, and it may be as long as the event's file.
  const contents = new Map<string, VeventContent>();
  const contentOf = ({ entry, view }: EntryInView): VeventContent => {
    const told = partsIn(entry, parts)?.told ?? [];
    const key = `${view.language} ${entry.role === 'anniversary'} ${told.length > 0}`;
    let content = contents.get(key);
    if (!content) {
      content = {
        description: description(event, { entry, view }, told),
        categories: categoriesOf(view.chronology, event, view.language),
      };
      contents.set(key, content);
    }
    return content;
  };
  const toVevent = (inView: EntryInView) => vevent(event, inView, contentOf(inView), partsIn(inView.entry, parts));
  return entriesInLanguages(event, views, entriesOf).map(([first, ...others]) =>
    withoutRepeatedLanguage(withLink(joinVevents(toVevent(first), others.map(toVevent))), views),
  );
}

/**
 * A calendar in one language says so in its NAME, where the interface has words in it; a text names another one, as a fallback
 * has. Naive programs show a property with a parameter as [object Object].
 */
function withoutRepeatedLanguage(event: Vevent, [{ language }, ...others]: readonly [View, ...View[]]): Vevent {
  if (others.length > 0 || !isWordLanguage(language)) return event;
  const own = ({ text, lang }: PropertyText): PropertyText => (lang === language ? { text } : { text, lang });
  return {
    ...event,
    summary: own(event.summary),
    description: own(event.description),
    location: event.location && own(event.location),
    categories: event.categories.map(own),
  };
}

/** The parts are told once, by the primary entry. */
function partsIn({ role }: CalendarEntry, parts: EntryParts | undefined): EntryParts | undefined {
  return role === undefined ? parts : undefined;
}

type VeventContent = Pick<Vevent, 'description' | 'categories'>;

/** One VEVENT of the same entry in several languages. */
function joinVevents(first: Vevent, others: readonly Vevent[]): Vevent {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const locations = all.flatMap(({ location }) => location ?? []);
  const categories = new Map(all.flatMap(({ categories }) => categories).map((category) => [category.text, category]));
  return {
    ...first,
    summary: joinLanguages(
      all.map(({ summary }) => summary),
      LANGUAGES_JOIN,
    ),
    description: joinLanguages(
      all.map(({ description }) => description),
      '\n\n',
    ),
    location: locations.length === 0 ? undefined : joinLanguages(locations, LANGUAGES_JOIN),
    categories: [...categories.values()],
  };
}

/** The texts joined without repeats; without a language where more than one is left. */
export function joinLanguages(texts: readonly PropertyText[], join: string): PropertyText {
  const distinct = withoutRepeats(texts);
  return {
    text: distinct.map(({ text }) => text).join(join),
    lang: distinct.length === 1 ? distinct[0]?.lang : undefined,
  };
}

/** The texts without those that equal an earlier one, as a name has in two languages at times. */
export function withoutRepeats(texts: readonly PropertyText[]): readonly PropertyText[] {
  return texts.filter(({ text }, index) => texts.findIndex((other) => other.text === text) === index);
}

/** The title of an entry, in the language of the event's title, which may be a fallback. */
function entryTitle(event: TimelineEvent, { entry, view }: EntryInView): PropertyText {
  return { text: entry.summary(), lang: pick(event.title, view.language).lang };
}

function vevent(
  event: TimelineEvent,
  { entry, view }: EntryInView,
  content: VeventContent,
  parts: EntryParts | undefined,
): Vevent {
  const { chronology, language, words, addresses } = view;
  const { changed, sequence } = parts
    ? changeWithParts(event, parts.all)
    : { changed: lastModified(event), sequence: event.revisions.length + (event.withdrawn ? 1 : 0) };
  return {
    uid: identityOf(chronology, event.slug, entry.role),
    stamp: changed,
    created: event.published,
    lastModified: changed,
    sequence,
    time: entry.time,
    yearly: entry.yearly,
    summary: entryTitle(event, { entry, view }),
    ...content,
    location: placeText(chronology, event, language, words),
    geo: placeEntryOf(event, chronology.vocabulary)?.geo,
    url: addresses.permalink(event.slug),
    image: imageOf(event, language, addresses),
    status: statusOf(event, fulfilmentsOf(chronology, event)),
    color: typeOf(chronology, event).color,
    related: relationsOf(event, view),
    edtf: event.when.edtf,
  };
}

/** The event in paragraphs, with its parts, then the events that fulfilled a plan and the successor of a withdrawn event. */
function description(
  event: TimelineEvent,
  { entry, view }: EntryInView,
  parts: readonly TimelineEvent[],
): PropertyText {
  const { chronology, language, words, addresses } = view;
  const successor = successorOf(chronology, event);
  const paragraphs = [
    // An anniversary falls on another day than the event, so its date is stated even where it is a plain day.
    ...eventParagraphs(chronology, event, language, words, {
      alwaysDated: entry.role === 'anniversary',
      image: imageOf(event, language, addresses),
      afterSummary: parts.length === 0 ? [] : [{ text: partsText(parts, view), lang: language }],
    }).map(({ text }) => text),
    // Addresses without titles: an edit of one event's title must not change another event's bytes.
    ...fulfilmentsOf(chronology, event).map(({ slug }) =>
      words('event.labelled', { label: words('relation.fulfilledBy'), text: addresses.permalink(slug) }),
    ),
    ...(successor
      ? [words('event.labelled', { label: words('event.replacedBy'), text: addresses.permalink(successor.slug) })]
      : []),
  ];
  return { text: paragraphs.join('\n\n'), lang: pick(event.summary, language).lang };
}

/** Appends the event's address to the description, for programs that do not show URL. */
function withLink(event: Vevent): Vevent {
  const { text, lang } = event.description;
  return { ...event, description: { text: `${text}\n\n${event.url}`, lang } };
}

function statusOf(event: TimelineEvent, fulfilments: readonly TimelineEvent[]): Vevent['status'] {
  // Google takes CANCELLED for a deletion: it is for what the chronology no longer tells. What was called off is an event of the
  // chronology, and its title says so.
  if (event.withdrawn) return 'CANCELLED';
  if (event.status === 'cancelled' || event.status === 'superseded') return 'TENTATIVE';
  return event.status === 'planned' && fulfilments.length === 0 ? 'TENTATIVE' : 'CONFIRMED';
}

/** Only relations that this event declares: a relation must not change the bytes of the event that it points at. */
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
