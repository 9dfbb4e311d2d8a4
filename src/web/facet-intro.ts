/** What stands above the events of a source, series, person, country or type: what the chronology knows of it. */
import { type Chronology, seriesMembers } from '../chronology/chronology.ts';
import { countryName } from '../chronology/display-names.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import type { PathFacet } from '../chronology/facet.ts';
import { type Query, select, soleFacet } from '../chronology/query.ts';
import { pick } from '../chronology/text.ts';
import { statuses } from '../chronology/vocabulary.ts';
import { fulfilmentsOf } from '../formats/event-text.ts';
import { abridged, othersShown } from './abridged.ts';
import { dateShown } from './date-shown.ts';
import { eventLine, eventLink, facetLink } from './event-card.ts';
import { countOf, type PageContext, type ShownText, say } from './page.ts';
import { paragraphsShown, sourceFacts } from './source-shown.ts';

/** More are left to the list of events, or to a search. */
const MOST_STEPS = 100;
const MOST_DATES = 40;
const MOST_PEOPLE = 100;

/** The introduction of a view that is one facet and nothing else; undefined for any other view. */
export function facetShown(query: Query, context: PageContext) {
  const sole = soleFacet(query);
  if (!sole) return undefined;
  return INTRODUCTIONS[sole.facet](sole.value, select(context.site.chronology, query), context);
}

const INTRODUCTIONS = {
  source: (id, _, context) => ({ source: { ...sourceFacts(id, context), ...paragraphsShown(id, context) } }),
  series: (id, _, context) => ({ series: seriesShown(id, context) }),
  person: (id, events, context) => ({ person: personShown(id, events, context) }),
  country: (code, events, context) => ({ country: countryShown(code, events, context) }),
  type: (id, events, context) => ({ type: typeShown(id, events, context) }),
} satisfies Record<PathFacet, (value: string, events: readonly TimelineEvent[], context: PageContext) => object>;

/** The series as a ladder: every number up to the highest, gaps between them, and then what has no number. */
function seriesShown(id: string, context: PageContext) {
  const { site, words } = context;
  const members = seriesMembers(site.chronology, id);
  const known = numberedOf(members);
  const highest = known === 0 ? 0 : (members[known - 1]?.series?.number ?? 0);
  const range = (from: number, to: number) => (from === to ? String(from) : words('series.range', { from, to }));
  const numbered = abridged(members.slice(0, known), MOST_STEPS, 'last');
  const steps: ({ gap: string } | { number: number; event: ReturnType<typeof eventLine> })[] = [];
  const before = members[numbered.others - 1]?.series?.number ?? 0;
  let next = before + 1;
  for (const event of numbered.shown) {
    const number = event.series?.number ?? next;
    // One row however wide the gap: a series that is known from its 100th number on has no 99 rows to show.
    if (number > next) steps.push({ gap: range(next, number - 1) });
    steps.push({ number, event: eventLine(event, context) });
    next = number + 1;
  }
  const unnumbered = abridged(members.slice(known), MOST_STEPS, 'last');
  return {
    counts: words('series.counts', { highest, known }),
    earlier:
      numbered.others === 0 ? undefined : { range: range(1, before), link: othersShown(numbered.others, context) },
    steps,
    others: othersShown(unnumbered.others, context),
    unnumbered: unnumbered.shown.map((event) => ({
      event: eventLine(event, context),
      outcomes: fulfilmentsOf(site.chronology, event).map((other) => eventLine(other, context)),
    })),
  };
}

/** How many members have a number: they are the first. */
function numberedOf(members: readonly TimelineEvent[]): number {
  let [low, high] = [0, members.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (members[middle]?.series?.number === undefined) high = middle;
    else low = middle + 1;
  }
  return low;
}

function personShown(id: string, events: readonly TimelineEvent[], context: PageContext) {
  const { site, language } = context;
  const person = site.chronology.people[id];
  const countries = new Set(person?.country === undefined ? [] : [person.country]);
  for (const { people } of events)
    for (const named of people) if (named.id === id && named.country !== undefined) countries.add(named.country);
  const heading = person && pick(person.name, language).lang;
  return {
    spellings: [
      ...Object.entries(person?.name ?? {})
        .filter(([lang]) => lang !== heading)
        .map(([lang, text]) => ({ text, ...(lang !== language && { lang }) })),
      ...(person?.aka ?? []).map((text) => ({ text })),
    ] satisfies ShownText[],
    countries: [...countries].map((code) => facetLink('country', code, context)),
    offices: officesOf(id, events, context),
  };
}

interface Office {
  readonly office: ShownText;
  readonly country: string | undefined;
  /** Date → where it leads. */
  readonly dates: Map<string, string>;
  others: number;
}

/** Each office as events state it, with the dates of those events: that it was held between them is nowhere said. */
function officesOf(id: string, events: readonly TimelineEvent[], context: PageContext) {
  const { language } = context;
  const offices: Office[] = [];
  let entry: Office | undefined;
  for (const event of events) {
    const named = event.people.find((person) => person.id === id);
    if (!named?.office) continue;
    const office = say(named.office, context);
    const country = named.country && countryName(named.country, language);
    const isEntry = (other: Office) => other.office.text === office.text && other.country === country;
    // Most often it is that of the event before.
    if (!entry || !isEntry(entry)) entry = offices.find(isEntry);
    if (!entry) {
      entry = { office, country, dates: new Map(), others: 0 };
      offices.push(entry);
    }
    if (entry.dates.size >= MOST_DATES) entry.others += 1;
    else {
      const date = dateShown(event, language);
      if (!entry.dates.has(date)) entry.dates.set(date, eventLink(event, context).href);
    }
  }
  return offices.map(({ office, country, dates, others }) => ({
    office,
    country,
    dates: [...dates].map(([date, href]) => ({ text: date, href })),
    others: othersShown(others, context),
  }));
}

function countryShown(code: string, events: readonly TimelineEvent[], context: PageContext) {
  const named = peopleByCountry(context.site.chronology).get(code) ?? new Map<string, number>();
  const series = new Set(events.flatMap((event) => (event.series ? [event.series.id] : [])));
  const collator = new Intl.Collator(context.language);
  const byName = (a: ShownText, b: ShownText) => collator.compare(a.text, b.text);
  // Where there are too many, those that most events name.
  const most = named.size > MOST_PEOPLE * 1.25 ? [...named].sort(([, a], [, b]) => b - a) : [...named];
  const people = abridged(most, MOST_PEOPLE);
  return {
    count: events.length === 0 ? undefined : countOf(events.length, context),
    people: people.shown.map(([id]) => facetLink('person', id, context)).sort(byName),
    otherPeople: people.others === 0 ? undefined : context.words('country.otherPeople', { count: people.others }),
    series: [...series].map((id) => facetLink('series', id, context)).sort(byName),
  };
}

const kept = new WeakMap<Chronology, ReadonlyMap<string, ReadonlyMap<string, number>>>();

/** Country → the people who stood for it or are of it, each with how many events say so. */
function peopleByCountry(chronology: Chronology): ReadonlyMap<string, ReadonlyMap<string, number>> {
  let found = kept.get(chronology) as Map<string, Map<string, number>> | undefined;
  if (!found) {
    found = new Map();
    for (const { people } of chronology.events)
      for (const { id, country = chronology.people[id]?.country } of people) {
        if (country === undefined) continue;
        const named = found.get(country) ?? new Map<string, number>();
        found.set(country, named.set(id, (named.get(id) ?? 0) + 1));
      }
    kept.set(chronology, found);
  }
  return found;
}

function typeShown(id: string, events: readonly TimelineEvent[], context: PageContext) {
  const words = context.site.chronology.settings.types[id]?.statuses;
  const counts = new Map<string, number>();
  for (const { status } of events) counts.set(status, (counts.get(status) ?? 0) + 1);
  return {
    statuses: statuses.flatMap((status) => {
      const count = counts.get(status);
      const word = words?.[status];
      return count === undefined ? [] : [{ count, ...(word ? say(word, context) : { text: status }) }];
    }),
  };
}
