/** The introduction above the events of a source, series, person, country or type. */
import { type Chronology, seriesMembers } from '../../../chronology/chronology.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import type { PathFacet } from '../../../chronology/facet.ts';
import { countryName } from '../../../chronology/languages/display-names.ts';
import { pick } from '../../../chronology/languages/text.ts';
import { citedIn } from '../../../chronology/query/citation.ts';
import { type HeldOffice, namedPerson, peopleOfCountry } from '../../../chronology/query/people.ts';
import { countSelected, countStatuses, countValues, type Query, soleFacet } from '../../../chronology/query/query.ts';
import { statuses } from '../../../chronology/schema/fields.ts';
import { fulfilmentsOf } from '../../../formats/view/event-text.ts';
import type { Work } from '../../../slices.ts';
import type { Site } from '../../site/site.ts';
import { abridged, toOthersLink } from './abridged.ts';
import { formatEventDate } from './date-shown.ts';
import { eventLine, eventLink, facetLink } from './event-card.ts';
import { countOf, type LocalizedText, type PageContext, translate } from './frame.ts';
import { sourceFacts, toParagraphs } from './source-shown.ts';

/** More are left to the list of events, or to a search. */
const MOST_STEPS = 100;
const MOST_DATES = 40;
const MOST_PEOPLE = 100;

/** Makes in slices what the introduction of a view is gathered from. */
export function* facetSteps({ chronology }: Site, query: Query): Work<void> {
  const sole = soleFacet(query);
  if (sole) yield* INTRODUCTIONS[sole.facet].steps?.(chronology, sole.value) ?? [];
}

/** The introduction of a view that is one facet and nothing else; undefined for any other view. */
export function toFacet(query: Query, context: PageContext) {
  const sole = soleFacet(query);
  if (!sole) return undefined;
  return { [sole.facet]: INTRODUCTIONS[sole.facet].toModel(sole.value, context, query) };
}

interface Introduction {
  /** Gathers in slices all that the model takes from many events. */
  steps?(chronology: Chronology, value: string): Work<unknown>;
  toModel(value: string, context: PageContext, query: Query): object;
}

const INTRODUCTIONS: Readonly<Record<PathFacet, Introduction>> = {
  source: {
    steps: (chronology, id) => citedIn.steps(chronology, id),
    toModel: (id, context) => ({ ...sourceFacts(id, context), ...toParagraphs(id, context) }),
  },
  series: { toModel: toSeries },
  person: { steps: (chronology, id) => namedPerson.steps(chronology, id), toModel: toPerson },
  country: { toModel: toCountry },
  type: { toModel: toType },
};

/** The series as a ladder: every number up to the highest, gaps between them, and then what has no number. */
function toSeries(id: string, context: PageContext) {
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
      numbered.others === 0 ? undefined : { range: range(1, before), link: toOthersLink(numbered.others, context) },
    steps,
    others: toOthersLink(unnumbered.others, context),
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

function toPerson(id: string, context: PageContext) {
  const { site, language } = context;
  const person = site.chronology.vocabulary.people[id];
  const { countries, offices } = namedPerson.of(site.chronology, id);
  const codes = new Set([...(person?.country === undefined ? [] : [person.country]), ...countries]);
  const heading = person && pick(person.name, language).lang;
  return {
    spellings: [
      ...Object.entries(person?.name ?? {})
        .filter(([lang]) => lang !== heading)
        .map(([lang, text]) => ({ text, ...(lang !== language && { lang }) })),
      ...(person?.aka ?? []).map((text) => ({ text })),
    ] satisfies LocalizedText[],
    countries: [...codes].map((code) => facetLink('country', code, context)),
    offices: toOffices(offices, context),
  };
}

/** Each office as events state it, with the dates of those events: that it was held between them is nowhere said. */
function toOffices(held: readonly HeldOffice[], context: PageContext) {
  const { site, language } = context;
  const offices = new Map<
    string,
    { office: LocalizedText; country: string | undefined; positions: readonly number[] }
  >();
  for (const { office, country, positions } of held) {
    const shown = { office: translate(office, context), country: country && countryName(country, language) };
    // Those that differ in another language alone are one in this.
    const key = `${shown.office.text}\n${shown.country}`;
    const known = offices.get(key);
    offices.set(key, {
      ...shown,
      positions: known ? [...known.positions, ...positions].sort((a, b) => a - b) : positions,
    });
  }
  return [...offices.values()].map(({ office, country, positions }) => {
    const { shown, others } = abridged(positions, MOST_DATES);
    const dates = new Map<string, string>();
    for (const event of shown.flatMap((position) => site.chronology.events[position] ?? [])) {
      const date = formatEventDate(event, language);
      if (!dates.has(date)) dates.set(date, eventLink(event, context).href);
    }
    return {
      office,
      country,
      dates: [...dates].map(([date, href]) => ({ text: date, href })),
      others: toOthersLink(others, context),
    };
  });
}

function toCountry(code: string, context: PageContext, query: Query) {
  const { chronology } = context.site;
  const count = countSelected(chronology, query);
  const named = peopleOfCountry(chronology, code);
  const collator = new Intl.Collator(context.language);
  const byName = (a: LocalizedText, b: LocalizedText) => collator.compare(a.text, b.text);
  // Where there are too many, those that most events name.
  const { shown, others } = abridged(
    [...named].sort(([, a], [, b]) => b - a),
    MOST_PEOPLE,
  );
  const { series } = countValues(chronology, query, ['series']);
  return {
    count: count === 0 ? undefined : countOf(count, context),
    people: shown.map(([id]) => facetLink('person', id, context)).sort(byName),
    otherPeople: others === 0 ? undefined : context.words('country.otherPeople', { count: others }),
    series: [...series.keys()].map((id) => facetLink('series', id, context)).sort(byName),
  };
}

function toType(id: string, context: PageContext, query: Query) {
  const words = context.site.chronology.vocabulary.settings.types[id]?.statuses;
  const counts = countStatuses(context.site.chronology, query);
  return {
    statuses: statuses.flatMap((status) => {
      const count = counts.get(status);
      const word = words?.[status];
      return count === undefined ? [] : [{ count, ...(word ? translate(word, context) : { text: status }) }];
    }),
  };
}
