/** The page of one event: everything that its file says, its relations and series neighbours, and how its date is known. */
import { type Chronology, incomingTo, seriesMembers } from '../chronology/chronology.ts';
import type { Citation, TimelineEvent } from '../chronology/event.ts';
import { EVERYTHING, withDays } from '../chronology/query.ts';
import { pick } from '../chronology/text.ts';
import { anchorDay } from '../chronology/when.ts';
import { formatWhen, type WordLanguage } from '../chronology/when-words.ts';
import { capitalized, dateAsKnown } from '../formats/event-text.ts';
import { roundedOut } from '../formats/time-axis.ts';
import { absolute, eventPath, paragraphPath, permalinkPath, relative, viewPath } from './address.ts';
import { eventCard, eventLink, facetLink, whenShown } from './event-card.ts';
import { overviewFigure } from './overview-figure.ts';
import { frame, type Link, link, type PageContext, pageContext, say } from './page.ts';
import { printedTable } from './printed-table.ts';
import type { Site } from './site.ts';

export function renderEventPage(site: Site, language: WordLanguage, event: TimelineEvent): string {
  const context = pageContext(site, language, eventPath(language, event.slug));
  const { words } = context;
  const { chronology } = site;
  const title = pick(event.title, language).text;
  return site.templates.render('event', {
    ...frame(context, {
      title: words('view.title', { title: pick(chronology.settings.title, language).text, filter: title }),
      description: words('event.labelled', {
        label: capitalized(dateAsKnown(event, language)),
        text: pick(event.summary, language).text.replace(/\s+/g, ' '),
      }),
      query: EVERYTHING,
      pathIn: (other) => eventPath(other, event.slug),
    }),
    event: {
      ...eventCard(event, context),
      organizations: event.organizations.map((id) =>
        say(chronology.organizations[id]?.name ?? { [language]: id }, context),
      ),
      table: event.table && printedTable(event.table, context),
      relations: relationsShown(event, context),
      seriesMembers: event.series
        ? seriesMembers(chronology, event.series.id).map((member) => ({
            ...eventLink(member, context),
            current: member === event,
            when: capitalized(dateAsKnown(member, language)),
          }))
        : [],
      alternatives: event.alternatives.map((alternative) => ({
        when: capitalized(formatWhen(alternative.when, language)),
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
        ),
      },
      disagreements: event.disagreements.map((text) => say(text, context)),
      published: dayShown(event.published, chronology, language),
      publishedDatetime: event.published,
      revisions: event.revisions.map(({ date, note }) => ({
        datetime: date,
        date: dayShown(date, chronology, language),
        note: say(note, context),
      })),
    },
    permalink: absolute(site.baseUrl, permalinkPath(event.slug)),
    neighbours: neighboursShown(event, context),
    overview: surroundings(event, context),
  });
}

/** So many events on each side are the surroundings of one. */
const SURROUNDING = 7;

/** The picture of what happened around the event, and the view of these days. */
function surroundings(event: TimelineEvent, { site, language, words, path }: PageContext) {
  const { chronology } = site;
  const place = chronology.events.indexOf(event);
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

const kept = new Map<string, Intl.DateTimeFormat>();

/** The day of an instant in the chronology's zone. */
export function dayShown(instant: string, { settings }: Chronology, language: WordLanguage): string {
  const key = `${language} ${settings.timeZone}`;
  const format =
    kept.get(key) ??
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: settings.timeZone });
  kept.set(key, format);
  return format.format(new Date(instant));
}

function neighboursShown(
  event: TimelineEvent,
  context: PageContext,
): { before?: Link | undefined; after?: Link | undefined } {
  const { events } = context.site.chronology;
  const index = events.indexOf(event);
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
        when: capitalized(dateAsKnown(other, context.language)),
      })),
    }));
}

export function citationsShown(citations: readonly Citation[], context: PageContext) {
  const { site, words } = context;
  return citations.map(({ source, paragraph, for: purpose, wording }) => ({
    ...facetLink('source', source, context),
    purpose: words(`event.wordingFor.${purpose}`),
    paragraph: link(
      { text: words('event.paragraphShort', { paragraphs: paragraph }) },
      paragraphPath(context.language, source, paragraph),
      context,
    ),
    // A quotation is in its document's language, whatever the page is in.
    wording: wording === undefined ? undefined : { text: wording, lang: site.chronology.sources[source]?.language },
  }));
}
