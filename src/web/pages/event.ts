/** The page of one event: everything that its file says, its relations and series neighbours, and how its date is known. */
import { incomingTo, typeOf } from '../../chronology/chronology.ts';
import { placeOf } from '../../chronology/chronology-update.ts';
import { roundedOut } from '../../chronology/dates/day-range.ts';
import { anchorDay } from '../../chronology/dates/when.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { formatWhen, type WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import { formatInstantDay } from '../../chronology/languages/instants-in-words.ts';
import { pick, type Text } from '../../chronology/languages/text.ts';
import { placeFrom } from '../../chronology/query/day-columns.ts';
import { eventIndexOf } from '../../chronology/query/event-index.ts';
import { EVERYTHING, withDays } from '../../chronology/query/query.ts';
import { type Crumb, renderEventJsonLd } from '../../formats/discovery/json-ld.ts';
import { overviewFigure } from '../../formats/overview/overview-figure.ts';
import { renderBibtex, renderPlainCitation } from '../../formats/view/citation-text.ts';
import { capitalized, dateAsKnown } from '../../formats/view/event-text.ts';
import {
  absolute,
  eventCalendarPath,
  eventPath,
  facetPath,
  permalinkPath,
  relative,
  viewPath,
} from '../site/address.ts';
import type { Site } from '../site/site.ts';
import { viewOf } from '../site/views.ts';
import { printedTable } from './figures/printed-table.ts';
import { citationsShown } from './parts/citations-shown.ts';
import { dateShown, unbroken } from './parts/date-shown.ts';
import { eventCard, eventLink, whenShown } from './parts/event-card.ts';
import { frame, type Link, type PageContext, pageContext, say } from './parts/frame.ts';
import { isDivided } from './parts/parts-by-time.ts';

export function renderEventPage(site: Site, language: WordLanguage, event: TimelineEvent): string {
  const context = pageContext(site, language, eventPath(language, event.slug));
  const { words } = context;
  const { chronology } = site;
  const title = pick(event.title, language).text;
  const view = viewOf(site, language, EVERYTHING);
  return site.templates.render('event', {
    ...frame(context, {
      title: words('view.title', { title: pick(chronology.settings.title, language).text, filter: title }),
      description: words('event.labelled', {
        label: capitalized(dateAsKnown(event, language)),
        text: pick(event.summary, language).text.replace(/\s+/g, ' '),
      }),
      query: EVERYTHING,
      pathIn: (other) => eventPath(other, event.slug),
      neutralPath: permalinkPath(event.slug),
      article: { title, published: event.published, modified: lastModified(event) },
      jsonLd: renderEventJsonLd(view, event, crumbs(event, context)),
    }),
    event: {
      ...eventCard(event, context),
      organizations: event.organizations.map((id) =>
        say(chronology.organizations[id]?.name ?? { [language]: id }, context),
      ),
      table: event.table && printedTable(event.table, context),
      relations: relationsShown(event, context),
      seriesMembers: seriesInTime(event, context),
      alternatives: event.alternatives.map((alternative) => ({
        when: unbroken(capitalized(formatWhen(alternative.when, language))),
        note: alternative.note && say(alternative.note, context),
        citations: citationsShown(alternative.sources, context),
      })),
      dating: {
        ...whenShown(event, context),
        note: event.dating?.note && say(event.dating.note, context),
        inferred: event.dating?.inferred === true,
        citations: citationsShown(
          event.sources.filter(({ wording }) => wording !== undefined),
          context,
          event.dating?.inferred,
        ),
      },
      disagreements: event.disagreements.map((text) => say(text, context)),
      published: unbroken(formatInstantDay(event.published, chronology.settings.timeZone, language)),
      publishedDatetime: event.published,
      revisions: event.revisions.map(({ date, note }) => ({
        datetime: date,
        date: unbroken(formatInstantDay(date, chronology.settings.timeZone, language)),
        note: say(note, context),
      })),
    },
    back: wayBack(event, context),
    citation: citationShown(event, context),
    permalink: absolute(site.baseUrl, permalinkPath(event.slug)),
    calendar: relative(context.path, eventCalendarPath(language, event.slug)),
    neighbours: neighboursShown(event, context),
    overview: surroundings(event, context),
  });
}

/** The way back to where the event stands in the timeline. */
function wayBack(event: TimelineEvent, { site, language, words, path }: PageContext): Link {
  const { events } = site.chronology;
  const day = anchorDay(event.when);
  const timeline = viewPath(language, EVERYTHING, isDivided(events) ? day : undefined);
  return {
    text: words('event.inTimeline', { year: words('view.year', { year: Number(day.slice(0, 4)) }) }),
    href: `${relative(path, timeline)}#event-${event.slug}`,
  };
}

/** More members than these are shown around the event alone; its series has a view of all. */
const MOST_MEMBERS = 100;
const MEMBERS_AROUND = 20;

/** The events of the series in the order of time, which is not always that of their numbers. */
function seriesInTime(event: TimelineEvent, context: PageContext) {
  if (!event.series) return [];
  const { chronology } = context.site;
  const places = eventIndexOf(chronology).placesHaving('series', event.series.id);
  const own = placeFrom(places, placeOf(chronology.events, event));
  const around =
    places.length <= MOST_MEMBERS
      ? places
      : places.subarray(Math.max(own - MEMBERS_AROUND, 0), own + MEMBERS_AROUND + 1);
  const members = [...around].flatMap((place) => chronology.events[place] ?? []);
  return members.map((member) => ({
    ...eventLink(member, context),
    current: member === event,
    when: dateShown(member, context.language),
  }));
}

/** So many events on each side are the surroundings of one. */
const SURROUNDING = 7;

/** The picture of what happened around the event, and the view of these days. */
function surroundings(event: TimelineEvent, { site, language, words, path }: PageContext) {
  const { chronology } = site;
  const place = placeOf(chronology.events, event);
  const events = chronology.events.slice(Math.max(place - SURROUNDING, 0), place + SURROUNDING + 1);
  const days = events.map(({ when }) => anchorDay(when));
  const range = roundedOut({ from: days[0] ?? anchorDay(event.when), to: days.at(-1) ?? anchorDay(event.when) });
  const at = (to: string) => relative(path, to);
  const figure = overviewFigure(
    { chronology, events, language, words, query: EVERYTHING },
    { event: (slug) => at(eventPath(language, slug)), view: (query) => at(viewPath(language, query)) },
    { current: event.slug, range },
  );
  return (
    figure && {
      ...figure,
      zoom: [{ text: words('overview.around'), href: at(viewPath(language, withDays(EVERYTHING, range))) }],
    }
  );
}

/** The way to the event's page: the chronology, the type. */
function crumbs(event: TimelineEvent, { site, language }: PageContext): readonly Crumb[] {
  const { chronology, baseUrl } = site;
  const crumb = (text: Text, path: string): Crumb => ({
    name: pick(text, language).text,
    address: absolute(baseUrl, path),
  });
  return [
    crumb(chronology.settings.title, viewPath(language, EVERYTHING)),
    crumb(typeOf(chronology, event).plural, facetPath(language, 'type', event.type)),
    crumb(event.title, eventPath(language, event.slug)),
  ];
}

/** A citation is in one language throughout: that of the title, where the page falls back. */
function citationShown(event: TimelineEvent, { site, language }: PageContext) {
  const { lang } = pick(event.title, language);
  const citing = site.chronology.settings.languages.find((other) => other === lang) ?? language;
  const view = viewOf(site, citing, EVERYTHING);
  return {
    lang: citing === language ? undefined : citing,
    plain: renderPlainCitation(view, event),
    bibtex: renderBibtex(view, event),
  };
}

function neighboursShown(
  event: TimelineEvent,
  context: PageContext,
): { before?: Link | undefined; after?: Link | undefined } {
  const { events } = context.site.chronology;
  const index = placeOf(events, event);
  const at = (position: number) => {
    const other = events[position];
    return other && eventLink(other, context);
  };
  return { before: index > 0 ? at(index - 1) : undefined, after: at(index + 1) };
}

function relationsShown(event: TimelineEvent, context: PageContext) {
  const { chronology } = context.site;
  const { partOf, follows, fulfils, related } = event.relations;
  const incoming = incomingTo(chronology, event.slug);
  const named = (slugs: readonly string[]) => slugs.flatMap((slug) => chronology.bySlug.get(slug) ?? []);
  const groups: [label: string, events: readonly TimelineEvent[]][] = [
    ['partOf', named(partOf === undefined ? [] : [partOf])],
    ['parts', incoming.parts],
    ['follows', named(follows)],
    ['followedBy', incoming.followedBy],
    ['fulfils', named(fulfils)],
    ['fulfilledBy', incoming.fulfilledBy],
    ['related', [...new Set([...named(related), ...incoming.related])]],
  ];
  return groups
    .filter(([, events]) => events.length > 0)
    .map(([label, events]) => ({
      label: context.words(`relation.${label}`),
      events: events.map((other) => ({
        ...eventLink(other, context),
        when: dateShown(other, context.language),
      })),
    }));
}
