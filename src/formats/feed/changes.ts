/** The feed of changes: an entry for each revision, fulfilled plan, withdrawal and merge, and none for what was newly entered. */
import { createHash } from 'node:crypto';
import { type Chronology, incomingTo } from '../../chronology/chronology.ts';
import { type Day, dayAt, secondsAfter } from '../../chronology/dates/day.ts';
import { w3cDates } from '../../chronology/dates/w3cdtf.ts';
import type { Citation, TimelineEvent } from '../../chronology/event.ts';
import { compareText, sortSteps } from '../../chronology/files/order.ts';
import { identityOf } from '../../chronology/identity.ts';
import { type PickedText, pick, type Text } from '../../chronology/languages/text.ts';
import { memoizeByChronology } from '../../chronology/query/memoize.ts';
import { selectWithdrawn } from '../../chronology/query/selection.ts';
import { pausing, type Work } from '../../slices.ts';
import { successorOf } from '../view/event-text.ts';
import { localize } from '../view/localized-text.ts';
import { inDirection, paragraphMarkup } from '../view/prose-markup.ts';
import { changedFieldsAt } from '../view/revision-text.ts';
import { type View, viewTitle } from '../view/view.ts';
import { changesData } from './changes-data.ts';
import { calendarOf, categoriesIn, changesMarkup, datedTitle, linkedMarkup, sourceMarkup } from './event-entry.ts';
import { type FeedEntry, headOf } from './feed.ts';
import type { FeedDocument, FeedPlace } from './feed-output.ts';
import { archivedPage } from './pages.ts';
import { secondsLaterSteps } from './seconds.ts';

interface Change {
  readonly event: TimelineEvent;
  readonly kind: 'revised' | 'fulfilled' | 'withdrawn' | 'merged';
  /** What tells it from others of its event: the kind for what comes once, and of a revision its day and a hash of its note. */
  readonly name: string;
  readonly date: string;
  /** Why. */
  readonly note: Text;
  /** The index of the revision that it is; undefined for a withdrawal or merge. */
  readonly index?: number | undefined;
  /** What took place of a plan, or what takes the place of the entry. */
  readonly others: readonly TimelineEvent[];
  /** Whether the event's file now is what this change made of it. */
  readonly isLatest: boolean;
}

interface DatedChange extends Change {
  /** Its date, and for all but the first of an instant some seconds more. */
  readonly published: string;
}

/** The changes of a view's entries, those withdrawn from it included, the newest first. */
export function* changesOf(view: View, { self, part }: FeedPlace): Work<FeedDocument | undefined> {
  const { chronology, query, events, words, addresses } = view;
  const all = yield* allChanges.steps(chronology);
  const among = new Set<TimelineEvent>(selectWithdrawn(chronology, query));
  yield* pausing(events, (event) => among.add(event));
  const changes: DatedChange[] = [];
  yield* pausing(all, (change) => among.has(change.event) && changes.push(change));
  const page = archivedPage(changes.length, Number(query.limit), self, part);
  if (!page) return undefined;
  const { links, isArchive } = page;
  const shown = changes.slice(page.from, page.to).reverse();
  const isWhole = shown.length === changes.length || isArchive;
  const rest = words('feed.rest', { shown: shown.length, total: changes.length, page: addresses.page });
  const head = {
    ...headOf(view, 'changes', self),
    title: words('feed.changes', { title: viewTitle(view) }),
    description: isWhole ? words('feed.changesText') : `${words('feed.changesText')} ${rest}`,
    updated: shown[0]?.published,
    links,
    isArchive,
  };
  return {
    head,
    items: shown.map((change) => ({ make: () => changeEntry(change, view) })),
    empty: words('feed.noChanges'),
  };
}

/** All changes by their dates; those of one instant in the order of the chronology, and then those of withdrawn events by slug. */
const allChanges = memoizeByChronology(function* (chronology): Work<readonly DatedChange[]> {
  const changes: Change[] = [];
  for (const events of [chronology.events, chronology.withdrawn])
    yield* pausing(events, (event) => changes.push(...changesIn(event, chronology)));
  // The sort is stable: an event's own changes stay in the order of its file.
  const sorted = yield* sortSteps(changes, (a, b) => compareText(a.date, b.date));
  const seconds = yield* secondsLaterSteps(sorted, ({ date }) => date);
  const dated: DatedChange[] = [];
  yield* pausing(sorted.entries(), ([index, change]) =>
    dated.push({ ...change, published: secondsAfter(change.date, seconds[index] ?? 0) }),
  );
  return dated;
});

function* changesIn(event: TimelineEvent, chronology: Chronology): Generator<Change> {
  const { revisions, withdrawn } = event;
  if (revisions.length === 0 && !withdrawn) return;
  const { timeZone } = chronology.vocabulary.settings;
  const fulfilments = fulfilmentsByRevision(event, chronology);
  const countByName = new Map<string, number>();
  for (const [index, { date, note }] of revisions.entries()) {
    const others = fulfilments.get(index) ?? [];
    const name = revisionName(dayAt(Date.parse(date), timeZone), note);
    const count = (countByName.get(name) ?? 0) + 1;
    countByName.set(name, count);
    yield {
      event,
      kind: others.length > 0 ? 'fulfilled' : 'revised',
      name: count === 1 ? name : `${name}.${count}`,
      date,
      note,
      index,
      others,
      isLatest: index === revisions.length - 1 && !withdrawn,
    };
  }
  if (!withdrawn) return;
  const successor = successorOf(chronology, event);
  yield {
    event,
    kind: successor ? 'merged' : 'withdrawn',
    name: 'withdrawn',
    date: withdrawn.date,
    note: withdrawn.reason,
    others: successor ? [successor] : [],
    isLatest: true,
  };
}

/** So many bits tell the few revisions of one event and day apart. */
const HASH_DIGITS = 8;

/**
 * By its day and its note, which `check --against` holds as they are, and not by its place: whatever revisions are put before it,
 * between two curators' branches, readers know it again. Nor by its instant and the tags of the note's languages, which are
 * others once `timeZone` or `languages` of `chronology.yaml` are corrected: the day is what the file says.
 */
function revisionName(day: Day, note: Text): string {
  const texts = Object.values(note).sort(compareText);
  const hash = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, HASH_DIGITS);
  return `revised.${day.replaceAll('-', '')}.${hash}`;
}

/**
 * The revisions of a plan that tell what came of it: a plan is revised on the day on which what fulfils it is published, or later
 * (`folder-rules.ts`), and the first such revision is no correction of its own.
 */
function fulfilmentsByRevision(
  { slug, status, published, revisions }: TimelineEvent,
  chronology: Chronology,
): ReadonlyMap<number, readonly TimelineEvent[]> {
  const byRevision = new Map<number, TimelineEvent[]>();
  if (status !== 'planned') return byRevision;
  const { timeZone } = chronology.vocabulary.settings;
  const dayOf = (instant: string) => dayAt(Date.parse(instant), timeZone);
  for (const outcome of incomingTo(chronology, slug).fulfilledBy) {
    // Published together, the plan was never another thing to readers.
    if (outcome.published <= published) continue;
    const index = revisions.findIndex(({ date }) => dayOf(date) >= dayOf(outcome.published));
    if (index !== -1) byRevision.set(index, [...(byRevision.get(index) ?? []), outcome]);
  }
  return byRevision;
}

function changeEntry(change: DatedChange, view: View): FeedEntry {
  const { event, kind, name, published, note, index, others, isLatest } = change;
  const { chronology, language, words, addresses } = view;
  // By plain titles: that an entry was withdrawn since is told by a change of its own.
  const titleOf = (one: TimelineEvent) => datedTitle(one, pick(one.title, language), view);
  const own = titleOf(event);
  const why = pick(note, language);
  const line = (text: PickedText) => paragraphMarkup(text, language);
  const told = (when: 'before' | 'now', other: TimelineEvent, isLinked: boolean) => {
    const entry = titleOf(other);
    const address = isLinked ? addresses.event(other.slug) : undefined;
    return linkedMarkup(words(`feed.${when}`, { entry: entry.text }), entry, address, view);
  };
  const changed = index === undefined ? [] : changedFieldsAt(chronology, event, index, language, words);
  const fields = changesMarkup(changed, view);
  const lines =
    kind === 'revised'
      ? [line(why), ...fields, ...(isLatest ? [told('now', event, true)] : [])]
      : [told('before', event, false), ...others.map((other) => told('now', other, true)), line(why), ...fields];
  const cited = citedFor(change);
  return {
    id: identityOf(chronology, `${event.slug}.${name}`),
    title: localize({ ...own, text: words(`feed.${kind}`, { title: own.text }) }, language),
    summary: localize(why, language),
    content: inDirection(
      [...lines, ...cited.flatMap((citations) => [...sourceMarkup(citations, view)])].join('\n'),
      language,
    ),
    link: addresses.event(event.slug),
    calendar: calendarOf(event, view),
    published,
    updated: published,
    categories: categoriesIn(event, view),
    changes: index === undefined ? undefined : changesData(event, index, language),
    edtf: event.when.edtf,
    ...w3cDates(event.when),
  };
}

/** The citations that a change rests on: its own and, where it has none, those of the event that is told of. */
function citedFor({ event, kind, index, others }: Change): readonly (readonly Citation[])[] {
  const own = index === undefined ? [] : (event.revisions[index]?.sources ?? []);
  const told = kind === 'fulfilled' || kind === 'merged' ? others : own.length > 0 ? [] : [event];
  return [own, ...told.map(({ sources }) => sources)];
}
