/** What stands above the events of a source, series, person, country or type: what the chronology knows of it. */
import { type Chronology, seriesMembers } from '../chronology/chronology.ts';
import { citedParagraphs } from '../chronology/citation.ts';
import { countryName } from '../chronology/display-names.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import type { PathFacet } from '../chronology/facet.ts';
import { EVERYTHING, type Query, select, soleFacet } from '../chronology/query.ts';
import { statuses } from '../chronology/status.ts';
import { pick } from '../chronology/text.ts';
import { fulfilmentsOf } from '../formats/event-text.ts';
import { dateShown } from './date-shown.ts';
import { eventLine, eventLink, facetLink } from './event-card.ts';
import { countOf, type PageContext, type ShownText, say } from './page.ts';
import { NOT_CITED, paragraphsShown, sourceFacts } from './source-shown.ts';

/** The introduction of a view that is one facet and nothing else; undefined for any other view. */
export function facetShown(query: Query, context: PageContext) {
  const sole = soleFacet(query);
  return sole && INTRODUCTIONS[sole.facet](sole.value, context);
}

const INTRODUCTIONS = {
  source: (id, context) => {
    const cited = citedParagraphs(context.site.chronology).get(id) ?? NOT_CITED;
    return { source: { ...sourceFacts(id, context), ...paragraphsShown(id, cited, context) } };
  },
  series: (id, context) => ({ series: seriesShown(id, context) }),
  person: (id, context) => ({ person: personShown(id, context) }),
  country: (code, context) => ({ country: countryShown(code, context) }),
  type: (id, context) => ({ type: typeShown(id, context) }),
} satisfies Record<PathFacet, (value: string, context: PageContext) => object>;

function eventsOf(facet: PathFacet, value: string, chronology: Chronology): readonly TimelineEvent[] {
  return select(chronology, { ...EVERYTHING, facets: { ...EVERYTHING.facets, [facet]: [value] } });
}

/** The series as a ladder: every number up to the highest, gaps between them, and then what has no number. */
function seriesShown(id: string, context: PageContext) {
  const { site, words } = context;
  const members = seriesMembers(site.chronology, id);
  const steps: ({ gap: string } | { number: number; event: ReturnType<typeof eventLine> })[] = [];
  let next = 1;
  for (const event of members) {
    const number = event.series?.number;
    if (number === undefined) continue;
    // One row however wide the gap: a series that is known from its 100th number on has no 99 rows to show.
    if (number > next)
      steps.push({ gap: number - next === 1 ? String(next) : words('series.range', { from: next, to: number - 1 }) });
    steps.push({ number, event: eventLine(event, context) });
    next = number + 1;
  }
  const unnumbered = members.filter(({ series }) => series?.number === undefined);
  return {
    counts: words('series.counts', { highest: next - 1, known: members.length - unnumbered.length }),
    steps,
    unnumbered: unnumbered.map((event) => ({
      event: eventLine(event, context),
      outcomes: fulfilmentsOf(site.chronology, event).map((other) => eventLine(other, context)),
    })),
  };
}

function personShown(id: string, context: PageContext) {
  const { site, language } = context;
  const person = site.chronology.people[id];
  const events = eventsOf('person', id, site.chronology);
  const stated = events.flatMap((event) => event.people.filter((named) => named.id === id));
  const countries = [person?.country, ...stated.map(({ country }) => country)].filter((code) => code !== undefined);
  const heading = person && pick(person.name, language).lang;
  return {
    spellings: [
      ...Object.entries(person?.name ?? {})
        .filter(([lang]) => lang !== heading)
        .map(([lang, text]) => ({ text, ...(lang !== language && { lang }) })),
      ...(person?.aka ?? []).map((text) => ({ text })),
    ] satisfies ShownText[],
    countries: [...new Set(countries)].map((code) => facetLink('country', code, context)),
    offices: officesOf(id, events, context),
  };
}

/** Each office as events state it, with the dates of those events: that it was held between them is nowhere said. */
function officesOf(id: string, events: readonly TimelineEvent[], context: PageContext) {
  const { language } = context;
  const offices = new Map<string, { office: ShownText; country?: string | undefined; dates: Map<string, string> }>();
  for (const event of events) {
    const named = event.people.find((person) => person.id === id);
    if (!named?.office) continue;
    const office = say(named.office, context);
    const country = named.country && countryName(named.country, language);
    const key = `${office.text}\n${country}`;
    const entry = offices.get(key) ?? { office, country, dates: new Map<string, string>() };
    offices.set(key, entry);
    const date = dateShown(event, language);
    if (!entry.dates.has(date)) entry.dates.set(date, eventLink(event, context).href);
  }
  return [...offices.values()].map(({ office, country, dates }) => ({
    office,
    country,
    dates: [...dates].map(([date, href]) => ({ text: date, href })),
  }));
}

function countryShown(code: string, context: PageContext) {
  const { chronology } = context.site;
  const events = eventsOf('country', code, chronology);
  const named = chronology.events.flatMap(({ people }) => people);
  const people = named
    .filter(({ id, country }) => (country ?? chronology.people[id]?.country) === code)
    .map(({ id }) => id);
  const series = events.flatMap((event) => (event.series ? [event.series.id] : []));
  const collator = new Intl.Collator(context.language);
  const byName = (a: ShownText, b: ShownText) => collator.compare(a.text, b.text);
  return {
    count: events.length === 0 ? undefined : countOf(events.length, context),
    people: [...new Set(people)].map((id) => facetLink('person', id, context)).sort(byName),
    series: [...new Set(series)].map((id) => facetLink('series', id, context)).sort(byName),
  };
}

function typeShown(id: string, context: PageContext) {
  const { chronology } = context.site;
  const events = eventsOf('type', id, chronology);
  const words = chronology.settings.types[id]?.statuses;
  return {
    statuses: statuses.flatMap((status) => {
      const count = events.filter((event) => event.status === status).length;
      const word = words?.[status];
      return count === 0 ? [] : [{ count, ...(word ? say(word, context) : { text: status }) }];
    }),
  };
}
