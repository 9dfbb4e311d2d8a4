/** The introduction above the events of a value of a facet: of a source, series, person, country, type, place, organisation or tag. */
import { type Chronology, seriesMembers } from '../../../chronology/chronology.ts';
import { nameOfCountry } from '../../../chronology/country-names.ts';
import type { Day } from '../../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import type { PathFacet } from '../../../chronology/facet.ts';
import { lowerBound } from '../../../chronology/files/order.ts';
import { directionOf, directionOfText } from '../../../chronology/languages/definition/direction.ts';
import { FALLBACK_LANGUAGE, interfaceTag } from '../../../chronology/languages/languages.ts';
import { type LanguageTag, pick, type Text } from '../../../chronology/languages/text.ts';
import { outcomeOf, type PlanOutcome } from '../../../chronology/plan.ts';
import { citedParagraphsOf, citedPlacesOf, hasDocuments } from '../../../chronology/query/citation.ts';
import { eventIndexOf } from '../../../chronology/query/event-index.ts';
import { type HeldOffice, peopleOfCountry, personRoles } from '../../../chronology/query/people.ts';
import { type Query, soleFacet } from '../../../chronology/query/query.ts';
import { countSelected, countStatuses, countValues, selectedPositions } from '../../../chronology/query/selection.ts';
import { type Status, statuses } from '../../../chronology/schema/status.ts';
import { fulfilmentsOf } from '../../../formats/view/event-text.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import type { Work } from '../../../slices.ts';
import type { Site } from '../../site/site.ts';
import { type Link, toLocalizedText } from '../../site/templates.ts';
import { toCitedPlaces, toFacts } from './cited-sources.ts';
import { type EventLine, eventLink, facetLink, formatEventDate, toLine } from './event-line.ts';
import { countOf, type PageContext, translate } from './frame.ts';
import { shorten, toOmittedLink } from './pagination.ts';

/** More are left to the list of events, or to a search. */
const MOST_STEPS = 100;
const MOST_DATES = 40;
const MOST_PEOPLE = 100;

/** Gathers in slices the citations of a source, or the offices of a person, for `toFacet` to find. */
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
    *steps(chronology, id) {
      yield* citedParagraphsOf.steps(chronology, id);
      yield* citedPlacesOf.steps(chronology, id);
    },
    toModel: (id, context) => ({ ...toFacts(id, context), ...toCitedPlaces(id, context) }),
  },
  series: { toModel: toSeries },
  person: { steps: (chronology, id) => personRoles.steps(chronology, id), toModel: toPerson },
  country: { toModel: toCountry },
  type: { toModel: toType },
  place: { toModel: toPlace },
  organization: { toModel: toOrganization },
  tag: { toModel: toTag },
};

/** The names of an entry beside the one that is the heading: those in other languages, and its other spellings. */
function spellingsOf(
  entry: { readonly name: Text; readonly aka?: readonly string[] } | undefined,
  { language }: PageContext,
): readonly LocalizedText[] {
  const heading = entry && pick(entry.name, language).lang;
  return [
    ...Object.entries(entry?.name ?? {})
      .filter(([lang]) => lang !== heading)
      .map(([lang, text]) => toLocalizedText({ text, lang }, language)),
    ...(entry?.aka ?? []).map((text) => spelling(text, language)),
  ];
}

/** The name of a country, which leads to its view where events name the country as well. */
function countryFact(code: string, context: PageContext): Link | LocalizedText {
  const link = facetLink('country', code, context);
  if (eventIndexOf(context.site.chronology).positionsHaving('country', code).length > 0) return link;
  const { href: _, ...text } = link;
  return text;
}

/** A name of which no file says the language; a list of them keeps its order where one runs the other way than the page. */
function spelling(text: string, language: LanguageTag): LocalizedText {
  const dir = directionOfText(text);
  return dir === undefined || dir === directionOf(interfaceTag(language)) ? { text } : { text, dir };
}

/** A place, with its position on a map that opens in the reader's own program (RFC 5870). */
function toPlace(id: string, context: PageContext) {
  const place = context.site.chronology.vocabulary.places[id];
  const position = place?.geo?.join(', ');
  return {
    spellings: spellingsOf(place, context),
    country: place?.country === undefined ? undefined : countryFact(place.country, context),
    position: position === undefined ? undefined : { text: position, href: `geo:${place?.geo?.join(',')}` },
  };
}

function toOrganization(id: string, context: PageContext) {
  const organization = context.site.chronology.vocabulary.organizations[id];
  const { country, url } = organization ?? {};
  return {
    spellings: spellingsOf(organization, context),
    country: country === undefined ? undefined : countryFact(country, context),
    address: url,
  };
}

function toTag(id: string, context: PageContext) {
  return { spellings: spellingsOf(context.site.chronology.vocabulary.settings.tags[id], context) };
}

/** The series as a ladder: every number up to the highest, gaps included, then the members without a number. */
function toSeries(id: string, context: PageContext) {
  const { site, words } = context;
  const members = seriesMembers(site.chronology, id);
  // Numbered members stand before the others.
  const known = lowerBound(members.length, (index) => members[index]?.series?.number !== undefined);
  const highest = known === 0 ? 0 : (members[known - 1]?.series?.number ?? 0);
  const range = (from: number, to: number) =>
    from === to ? String(from) : words('series.range', { from: String(from), to: String(to) });
  const numbered = shorten(members.slice(0, known), MOST_STEPS, 'last');
  const steps: ({ gap: string } | { number: number; event: EventLine })[] = [];
  const before = members[numbered.omitted - 1]?.series?.number ?? 0;
  let next = before + 1;
  for (const event of numbered.items) {
    const number = event.series?.number ?? next;
    // One row however wide the gap: a series that is known from its 100th number on has no 99 rows to show.
    if (number > next) steps.push({ gap: range(next, number - 1) });
    steps.push({ number, event: toLine(event, context) });
    next = number + 1;
  }
  const unnumbered = shorten(members.slice(known), MOST_STEPS, 'last');
  const earlier = toOmittedLink(numbered.omitted, context);
  const citing = hasDocuments(site.chronology);
  return {
    gap: words(citing ? 'series.gap' : 'series.gapPlain'),
    // Of one meeting there is nothing to count.
    counts: highest > 1 ? words(citing ? 'series.counts' : 'series.countsPlain', { highest, known }) : undefined,
    earlier: earlier && { range: range(1, before), link: earlier },
    steps,
    omitted: toOmittedLink(unnumbered.omitted, context),
    unnumbered: unnumbered.items.map((event) => ({
      event: toLine(event, context),
      outcomes: fulfilmentsOf(site.chronology, event).map((other) => toLine(other, context)),
    })),
  };
}

function toPerson(id: string, context: PageContext) {
  const { site } = context;
  const person = site.chronology.vocabulary.people[id];
  const { countries, offices } = personRoles.of(site.chronology, id);
  const codes = new Set([...(person?.country === undefined ? [] : [person.country]), ...countries]);
  return {
    printed: (person?.printed ?? []).map((text) => spelling(text, context.language)),
    spellings: spellingsOf(person, context),
    countries: [...codes].map((code) => facetLink('country', code, context)),
    offices: toOffices(offices, context),
  };
}

/** Each office as events state it, with the dates of those events: no source says that it was held between them. */
function toOffices(held: readonly HeldOffice[], context: PageContext) {
  const { site, language } = context;
  const offices = new Map<
    string,
    { office: LocalizedText; country: string | undefined; positions: readonly number[] }
  >();
  for (const { office, country, positions } of held) {
    const named = {
      office: translate(office, context),
      country: country && nameOfCountry(country, site.chronology.vocabulary, language),
    };
    // Offices that differ in another language alone are one in this language.
    const key = `${named.office.text}\n${named.country}`;
    const known = offices.get(key)?.positions ?? [];
    offices.set(key, { ...named, positions: [...known, ...positions].sort((a, b) => a - b) });
  }
  return [...offices.values()].map(({ office, country, positions }) => {
    const { items, omitted } = shorten(positions, MOST_DATES);
    const dates = new Map<string, Link>();
    for (const event of items.flatMap((position) => site.chronology.events[position] ?? [])) {
      const text = formatEventDate(event, language);
      if (!dates.has(text)) dates.set(text, { text, href: eventLink(event, context).href });
    }
    return { office, country, dates: [...dates.values(), toOmittedLink(omitted, context) ?? []].flat() };
  });
}

function toCountry(code: string, context: PageContext, query: Query) {
  const { chronology } = context.site;
  const count = countSelected(chronology, query);
  const collator = new Intl.Collator([context.language, FALLBACK_LANGUAGE]);
  const byName = (a: LocalizedText, b: LocalizedText) => collator.compare(a.text, b.text);
  // Where there are too many, the people that most events name.
  const { items, omitted } = shorten(
    [...peopleOfCountry(chronology, code)].sort(([, a], [, b]) => b - a),
    MOST_PEOPLE,
  );
  const { series } = countValues(chronology, query, ['series']);
  return {
    count: count === 0 ? undefined : countOf(count, context),
    people: items.map(([id]) => facetLink('person', id, context)).sort(byName),
    spellings: (chronology.vocabulary.settings.countries[code]?.aka ?? []).map((text) => ({ text })),
    otherPeople: omitted === 0 ? undefined : context.words('country.otherPeople', { count: omitted }),
    series: [...series.keys()].map((id) => facetLink('series', id, context)).sort(byName),
  };
}

function countOutcomes(chronology: Chronology, query: Query, today: Day): Readonly<Record<PlanOutcome, number>> {
  const counts: Record<PlanOutcome, number> = { ahead: 0, open: 0, unknown: 0, fulfilled: 0 };
  const selected = selectedPositions(chronology, query);
  for (const position of eventIndexOf(chronology).positionsHaving('status', 'planned')) {
    const outcome =
      (!selected || selected.has(position)) &&
      outcomeOf(chronology, chronology.events[position] as TimelineEvent, today);
    if (outcome) counts[outcome] += 1;
  }
  return counts;
}

/** How many of the type have each status; of plans, those whose time is over apart from those that may come. */
function toType(id: string, context: PageContext, query: Query) {
  const { site, words, today } = context;
  const { chronology } = site;
  const names = chronology.vocabulary.settings.types[id]?.statuses;
  const counts = countStatuses(chronology, query);
  const nameOf = (status: Status) => (names?.[status] ? translate(names[status], context) : { text: status });
  return {
    statuses: statuses.flatMap((status) => {
      const count = counts.get(status);
      if (count === undefined) return [];
      const name = nameOf(status);
      if (status !== 'planned' || today === undefined) return [{ count, ...name }];
      const outcomes = countOutcomes(chronology, query, today);
      return [
        { count: outcomes.ahead + outcomes.open, ...name },
        { count: outcomes.unknown, ...name, text: words('event.planUnknown', { status: name.text }) },
        { count: outcomes.fulfilled, ...name, text: words('event.planFulfilled', { status: name.text }) },
      ].filter((row) => row.count > 0);
    }),
  };
}
