/** The page of one event: everything that its file says, its relations and series neighbours, and how its date is known. */
import { incomingTo, typeOf } from '../../chronology/chronology.ts';
import { positionOf } from '../../chronology/chronology-update.ts';
import { roundedOut } from '../../chronology/dates/day-range.ts';
import { anchorDay } from '../../chronology/dates/when.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { formatWhen, unbroken } from '../../chronology/languages/dates-in-words.ts';
import { formatInstantDay } from '../../chronology/languages/days-in-words.ts';
import type { WordLanguage } from '../../chronology/languages/languages.ts';
import { pick, type Text } from '../../chronology/languages/text.ts';
import { firstPositionFrom } from '../../chronology/query/day-columns.ts';
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
import { toCitations } from './parts/citations-shown.ts';
import { formatEventDate } from './parts/date-shown.ts';
import { eventLink, toCard, toWhen } from './parts/event-card.ts';
import { type Link, type PageContext, pageContext, pageModel, translate } from './parts/frame.ts';
import { isDivided } from './parts/parts-by-time.ts';

export function renderEventPage(site: Site, language: WordLanguage, event: TimelineEvent): string {
  const context = pageContext(site, language, eventPath(language, event.slug));
  const { words } = context;
  const { chronology } = site;
  const title = pick(event.title, language).text;
  const view = viewOf(site, language, EVERYTHING);
  return site.templates.render('event', {
    ...pageModel(context, {
      title: words('view.title', { title: pick(chronology.vocabulary.settings.title, language).text, filter: title }),
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
      ...toCard(event, context),
      organizations: event.organizations.map((id) =>
        translate(chronology.vocabulary.organizations[id]?.name ?? { [language]: id }, context),
      ),
      table: event.table && printedTable(event.table, context),
      relations: toRelations(event, context),
      seriesMembers: seriesInTime(event, context),
      alternatives: event.alternatives.map((alternative) => ({
        when: unbroken(capitalized(formatWhen(alternative.when, language)), language),
        note: alternative.note && translate(alternative.note, context),
        citations: toCitations(alternative.sources, context),
      })),
      dating: {
        ...toWhen(event, context),
        note: event.dating?.note && translate(event.dating.note, context),
        inferred: event.dating?.inferred === true,
        citations: toCitations(
          event.sources.filter(({ wording }) => wording !== undefined),
          context,
          event.dating?.inferred,
        ),
      },
      disagreements: event.disagreements.map((text) => translate(text, context)),
      published: unbroken(
        formatInstantDay(event.published, chronology.vocabulary.settings.timeZone, language),
        language,
      ),
      publishedDatetime: event.published,
      revisions: event.revisions.map(({ date, note }) => ({
        datetime: date,
        date: unbroken(formatInstantDay(date, chronology.vocabulary.settings.timeZone, language), language),
        note: translate(note, context),
      })),
    },
    back: wayBack(event, context),
    citation: toCitationExport(event, context),
    permalink: absolute(site.baseUrl, permalinkPath(event.slug)),
    calendar: relative(context.path, eventCalendarPath(language, event.slug)),
    neighbours: toNeighbours(event, context),
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
  const positions = eventIndexOf(chronology).positionsHaving('series', event.series.id);
  const own = firstPositionFrom(positions, positionOf(chronology.events, event));
  const around =
    positions.length <= MOST_MEMBERS
      ? positions
      : positions.subarray(Math.max(own - MEMBERS_AROUND, 0), own + MEMBERS_AROUND + 1);
  const members = [...around].flatMap((position) => chronology.events[position] ?? []);
  return members.map((member) => ({
    ...eventLink(member, context),
    current: member === event,
    when: formatEventDate(member, context.language),
  }));
}

/** So many events on each side are the surroundings of one. */
const SURROUNDING = 7;

/** The picture of what happened around the event, and the view of these days. */
function surroundings(event: TimelineEvent, { site, language, words, path }: PageContext) {
  const { chronology } = site;
  const position = positionOf(chronology.events, event);
  const events = chronology.events.slice(Math.max(position - SURROUNDING, 0), position + SURROUNDING + 1);
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
    crumb(chronology.vocabulary.settings.title, viewPath(language, EVERYTHING)),
    crumb(typeOf(chronology, event).plural, facetPath(language, 'type', event.type)),
    crumb(event.title, eventPath(language, event.slug)),
  ];
}

/** A citation is in one language throughout: that of the title, where the page falls back. */
function toCitationExport(event: TimelineEvent, { site, language }: PageContext) {
  const { lang } = pick(event.title, language);
  const citing = site.chronology.vocabulary.settings.languages.find((other) => other === lang) ?? language;
  const view = viewOf(site, citing, EVERYTHING);
  return {
    lang: citing === language ? undefined : citing,
    plain: renderPlainCitation(view, event),
    bibtex: renderBibtex(view, event),
  };
}

function toNeighbours(
  event: TimelineEvent,
  context: PageContext,
): { before?: Link | undefined; after?: Link | undefined } {
  const { events } = context.site.chronology;
  const index = positionOf(events, event);
  const at = (position: number) => {
    const other = events[position];
    return other && eventLink(other, context);
  };
  return { before: index > 0 ? at(index - 1) : undefined, after: at(index + 1) };
}

function toRelations(event: TimelineEvent, context: PageContext) {
  const { chronology } = context.site;
  const { partOf, follows, fulfils, related } = event.relations;
  const incoming = incomingTo(chronology, event.slug);
  const named = (slugs: readonly string[]) => slugs.flatMap((slug) => chronology.bySlug.get(slug) ?? []);
  const groups = [
    ['partOf', named(partOf === undefined ? [] : [partOf])],
    ['parts', incoming.subEvents],
    ['follows', named(follows)],
    ['followedBy', incoming.followedBy],
    ['fulfils', named(fulfils)],
    ['fulfilledBy', incoming.fulfilledBy],
    ['related', [...new Set([...named(related), ...incoming.related])]],
  ] as const;
  return groups
    .filter(([, events]) => events.length > 0)
    .map(([label, events]) => ({
      label: context.words(`relation.${label}`),
      events: events.map((other) => ({
        ...eventLink(other, context),
        when: formatEventDate(other, context.language),
      })),
    }));
}
