/** Documents and chronologies that the program makes in slices or in chunks, made at once for tests. */
import { type Chronology, chronologySteps } from '../../src/chronology/chronology.ts';
import type { Day } from '../../src/chronology/dates/day.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import type { LanguageTag } from '../../src/chronology/languages/text.ts';
import { withPart } from '../../src/chronology/list-part.ts';
import type { Query } from '../../src/chronology/query/query.ts';
import type { Vocabulary } from '../../src/chronology/schema/vocabulary.ts';
import { anniversariesChunks, icalendarChunks } from '../../src/formats/calendar/icalendar.ts';
import { type Vcalendar, vcalendarEnd, vcalendarHead } from '../../src/formats/calendar/ics-package.ts';
import { type Overview, overviewSteps } from '../../src/formats/overview/overview.ts';
import type { View } from '../../src/formats/view/view.ts';
import { atOnce } from '../../src/slices.ts';
import { eventPageSteps } from '../../src/web/pages/event.ts';
import { renderTimelinePage, timelinePage, timelinePageSteps } from '../../src/web/pages/timeline.ts';
import { absolute, outputPath } from '../../src/web/site/address.ts';
import { type OutputName, outputs } from '../../src/web/site/outputs.ts';
import type { Site } from '../../src/web/site/site.ts';
import { chronologyOf } from './chronologies.ts';
import { TODAY } from './service.ts';

export function buildChronology(vocabulary: Vocabulary, all: readonly TimelineEvent[]): Chronology {
  return atOnce(chronologySteps(vocabulary, new Map(all.map((event) => [event.slug, event]))));
}

const plain = chronologyOf({ 'an-event': {} });

/** A chronology of events that differ in their dates alone: `event-0`, `event-1` and so on. No file is parsed for it. */
export function chronologyAt(dates: readonly string[]): Chronology {
  const [event] = plain.events as readonly [TimelineEvent];
  const events = dates.map((text, index) => {
    const when = parseWhen(text, plain.vocabulary.settings.timeZone);
    if (!when.ok) throw new Error(`not a date: ${text}`);
    return { ...event, slug: `event-${index}`, when: when.value };
  });
  return buildChronology(plain.vocabulary, events);
}

export function layOutOverview(...of: Parameters<typeof overviewSteps>): Overview {
  return atOnce(overviewSteps(...of));
}

/** Where an output of a view in these languages is served: below its page. */
function selfOf(views: readonly [View, ...View[]], name: OutputName): string {
  const [{ language, addresses }] = views;
  const tag = views.map((view) => view.language).join('-');
  return addresses.page.replace(`/${language}/`, `/${tag}/`).replace(/(?=\?|$)/, name);
}

export function renderEventPage(site: Site, language: LanguageTag, event: TimelineEvent): string {
  return atOnce(eventPageSteps(site, language, event));
}

export function renderTimeline(site: Site, language: LanguageTag, query: Query, today = TODAY): string {
  const timeline = timelinePage(site, query, today);
  return renderTimelinePage(site, language, timeline, atOnce(timelinePageSteps(site, language, timeline)));
}

export function renderRss(view: View): string {
  return renderOutput(view, 'feed.rss');
}

/** An output in one language that is no picture. @param part Of one that is in parts. */
export function renderOutput(view: View, name: OutputName, today = TODAY, part?: number): string {
  const output = outputs[name];
  if (!('steps' in output)) throw new Error(`${name} is made in chunks`);
  const baseUrl = view.addresses.chronology.replace(/\/$/, '');
  const self = absolute(baseUrl, withPart(outputPath(view.language, view.query, name), part));
  const text = atOnce(output.steps(view, self, today, part));
  if (text === undefined) throw new Error(`${self} has no such part`);
  return text;
}

/** The anniversaries of a day, oldest first: entries of that day, which come anew each year. */
export function renderOnThisDay(view: View, today: Day): string {
  return renderOutput(view, 'on-this-day.rss', today);
}

/** The VCALENDAR around VEVENTs that `renderVevents` made. */
export function renderVcalendar(calendar: Vcalendar, vevents: readonly string[]): string {
  return `${vcalendarHead(calendar)}${vevents.join('')}${vcalendarEnd(vevents.length === 0)}`;
}

/**
 * The calendar of a view: every event that is shown, and those withdrawn from it as cancelled.
 *
 * @param others The same view in further languages, whose texts follow those of the first.
 */
export function renderICalendar(view: View, others: readonly View[] = []): string {
  const views = [view, ...others] as const;
  return [...icalendarChunks(views, selfOf(views, 'calendar.ics'))].join('');
}

/** The anniversaries of a view's events, each coming round every year. */
export function renderAnniversaries(view: View, others: readonly View[] = []): string {
  const views = [view, ...others] as const;
  return [...anniversariesChunks(views, selfOf(views, 'anniversaries.ics'))].join('');
}
