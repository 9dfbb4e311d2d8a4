/** The feed of anniversaries: those of the last ten days or, where these have none, of the last day before that has one. */
import { type Anniversary, lastAnniversary } from '../../chronology/anniversary.ts';
import { addDays, type Day, secondsAfter, startOfDay } from '../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { anniversaryIdentity } from '../../chronology/identity.ts';
import { formatInstantDay } from '../../chronology/languages/days-in-words.ts';
import { pick } from '../../chronology/languages/text.ts';
import { anniversaryIn, leavesOutDetails } from '../../chronology/query/selection.ts';
import { pausing, type Work } from '../../slices.ts';
import { anniversaryTitle } from '../view/event-text.ts';
import { localize } from '../view/localized-text.ts';
import { type View, viewTitle } from '../view/view.ts';
import { entryOf } from './event-entry.ts';
import { headOf } from './feed.ts';
import type { FeedDocument, FeedItem, FeedPlace } from './feed-output.ts';
import { secondsLaterSteps } from './seconds.ts';

/** Readers look every few hours or days, and take a feed without items for a broken one. */
const DAYS = 10;
const MOST_ANNIVERSARIES = 200;

/** The newest day first, and on each the oldest event first. Entries are published on their day, and so appear again each year. */
export function* onThisDay(view: View, { self, today }: FeedPlace): Work<FeedDocument> {
  const { chronology, query, language, words, events } = view;
  const { timeZone } = chronology.vocabulary.settings;
  const items: FeedItem[] = [];
  const built = startOfDay(today, timeZone);
  let updated = built;
  for (const [day, ofDay] of yield* anniversariesSteps(events, query, today)) {
    const start = startOfDay(day, timeZone);
    // The newest first, so that the first of the list is the last to be dated.
    const seconds = yield* secondsLaterSteps(ofDay, () => start, startOfDay(addDays(day, 1), timeZone));
    yield* pausing(ofDay.entries(), ([index, [event, anniversary]]) => {
      const published = secondsAfter(start, seconds[ofDay.length - 1 - index] ?? 0);
      if (published > updated) updated = published;
      items.push({
        make: () => ({
          id: anniversaryIdentity(chronology, event.slug, day),
          title: localize(
            { ...pick(event.title, language), text: anniversaryTitle(event, anniversary, view) },
            language,
          ),
          published,
          updated: published,
          ...entryOf(event, view),
        }),
      });
    });
  }
  const head = {
    ...headOf(view, 'on-this-day', self),
    title: words('anniversary.feed', { title: viewTitle(view) }),
    description: [
      words('anniversary.feedText', { date: formatInstantDay(built, timeZone, language) }),
      ...(leavesOutDetails(chronology, query) ? [words('anniversary.withoutDetails')] : []),
    ].join(' '),
    updated,
    links: [],
    isArchive: false,
  };
  return { head, items, empty: words('feed.emptyText') };
}

type DayOfAnniversaries = readonly [day: Day, of: readonly (readonly [TimelineEvent, Anniversary])[]];

/** The days that the feed tells of, the newest first: today whole, and of those before as many as make no long feed. */
function* anniversariesSteps(
  events: readonly TimelineEvent[],
  query: View['query'],
  today: Day,
): Work<readonly DayOfAnniversaries[]> {
  const byDay = new Map<Day, (readonly [TimelineEvent, Anniversary])[]>();
  yield* pausing(events, (event) => {
    const anniversary = anniversaryIn(query, event);
    const day = anniversary && lastAnniversary(anniversary, today);
    if (!anniversary || day === undefined) return;
    const others = byDay.get(day);
    if (others) others.push([event, anniversary]);
    else byDay.set(day, [[event, anniversary]]);
  });
  const newestFirst = [...byDay].sort(([a], [b]) => (a < b ? 1 : -1));
  const first = addDays(today, 1 - DAYS);
  const recent = newestFirst.filter(([day]) => day >= first);
  if (recent.length === 0) return newestFirst.slice(0, 1);
  let count = 0;
  return recent.filter(([day, ofDay]) => {
    count += ofDay.length;
    return day === today || count <= MOST_ANNIVERSARIES;
  });
}
