/** The documents that views and events are served as: in which languages, of which media type, kept for how long. */
import type { Day } from '../chronology/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { type Parsed, parsed } from '../chronology/problem.ts';
import { EVERYTHING, type Query, type QueryFault, select } from '../chronology/query.ts';
import { inSlices, pausing, type Work } from '../chronology/slices.ts';
import type { WordLanguage } from '../chronology/when-words.ts';
import {
  anniversariesPieces,
  MEDIA_TYPE as CALENDAR,
  icalendarPieces,
  renderEventICalendar,
} from '../formats/icalendar.ts';
import { newest, onThisDay, MEDIA_TYPE as RSS } from '../formats/rss.ts';
import type { View } from '../formats/view.ts';
import {
  absolute,
  allLanguages,
  calendarOutputs,
  eventCalendarPath,
  eventPath,
  type Output,
  outputPath,
  permalinkPath,
  rootOutputPath,
  type rootOutputs,
  viewPath,
} from './address.ts';
import { contentHash } from './content-hash.ts';
import { overviewDocument } from './overview-figure.ts';
import { wordsIn } from './page.ts';
import { type Answerable, Representation } from './representation.ts';
import type { Site } from './site.ts';
import { StreamedDocument } from './streamed.ts';

export const FIVE_MINUTES = 'public, max-age=300';
const FOR_GOOD = 'public, max-age=31536000, immutable';

interface Format {
  readonly mediaType: string;
  /**
   * The whole document, in slices.
   *
   * @param others The same view in further languages.
   */
  render(view: View, others: readonly View[], today: Day): Work<string>;
  /** The same in pieces, each of them little work, where it may be too long to be kept. */
  pieces?(view: View, others: readonly View[]): Iterable<string>;
}

const FORMATS: Readonly<Record<Output, Format>> = {
  'overview.svg': { mediaType: 'image/svg+xml', render: (view) => overviewDocument(view, view.addresses) },
  'calendar.ics': calendar(icalendarPieces),
  'anniversaries.ics': calendar(anniversariesPieces),
  'feed.rss': { mediaType: RSS, render: newest },
  'on-this-day.rss': { mediaType: RSS, render: (view, _, today) => onThisDay(view, today) },
};

function calendar(pieces: (view: View, others: readonly View[]) => Iterable<string>): Format {
  return {
    mediaType: CALENDAR,
    pieces,
    render: function* (view, others) {
      const texts: string[] = [];
      yield* pausing(pieces(view, others), 1, (piece) => texts.push(piece));
      return texts.join('');
    },
  };
}

/** Whether an output tells of today, and is another one tomorrow. */
export function isDaily(output: Output): boolean {
  return output === 'on-this-day.rss';
}

/** What a calendar is in: one language, or all at once. */
export interface Edition {
  /** As it stands in addresses: `en`, `en-ja`. */
  readonly tag: string;
  readonly languages: readonly [WordLanguage, ...WordLanguage[]];
}

/** The editions of a chronology: in each of its languages, and in all where they are several. */
export function editionsOf({ chronology }: Site): readonly [Edition, ...Edition[]] {
  const [first, ...others] = chronology.settings.languages;
  if (first === undefined) throw new Error('a chronology without languages');
  const tag = allLanguages([first, ...others]);
  const inOne = (language: WordLanguage): Edition => ({ tag: language, languages: [language] });
  return [
    inOne(first),
    ...others.map(inOne),
    ...(tag === undefined ? [] : [{ tag, languages: [first, ...others] as const }]),
  ];
}

/** The edition that the parameter `language` asks for; that of the page's language where it asks for none. */
export function parseEdition(
  parameters: URLSearchParams,
  site: Site,
  language: WordLanguage,
): Parsed<Edition, QueryFault> {
  const editions = editionsOf(site);
  const asked = parameters.getAll('language').findLast((value) => value !== '');
  const edition = editions.find(({ tag }) => tag === (asked ?? language));
  if (edition) return parsed(edition);
  const allowed = editions.map(({ tag }) => tag).join(', ');
  return { ok: false, fault: { reason: 'value', parameter: 'language', allowed, found: asked ?? language } };
}

/** The same view in every language of an edition. */
export function viewsOf(site: Site, { tag, languages }: Edition, query: Query): readonly [View, ...View[]] {
  const [first, ...others] = languages;
  const calendars = Object.fromEntries(calendarOutputs.map((output) => [output, outputPath(tag, query, output)]));
  const of = (language: WordLanguage) => viewOf(site, language, query, calendars);
  return [of(first), ...others.map(of)];
}

/**
 * What the formats are given for a query in a language, with the addresses that BASE_URL makes.
 *
 * @param served Paths of outputs that are not below the view's own.
 */
export function viewOf(
  site: Site,
  language: WordLanguage,
  query: Query,
  served: Partial<Record<Output, string>> = {},
): View {
  const at = (path: string) => absolute(site.baseUrl, path);
  const output = (name: Output) => at(served[name] ?? outputPath(language, query, name));
  return {
    chronology: site.chronology,
    query,
    events: select(site.chronology, query),
    language,
    words: wordsIn(site, language),
    addresses: {
      page: at(viewPath(language, query)),
      chronology: at('/'),
      calendar: output('calendar.ics'),
      anniversaries: output('anniversaries.ics'),
      feed: output('feed.rss'),
      onThisDay: output('on-this-day.rss'),
      view: (other) => at(viewPath(language, other)),
      event: (slug) => at(eventPath(language, slug)),
      permalink: (slug) => at(permalinkPath(slug)),
    },
  };
}

/** Whether the calendar of a view is too long to be kept, and better narrowed before anyone subscribes to it. */
export function isStreamed({ streamOver }: Site, { events }: View): boolean {
  return events.length > streamOver;
}

/**
 * @param address Where it is served: with the chronology, all that it depends on.
 * @param views The view in each language, found anew for each answer that is streamed, and for a query of its own: what
 *   is selected is kept for as long as the query is, and a streamed document keeps the one that it was given.
 */
async function made(
  site: Site,
  output: Output,
  address: string,
  views: () => readonly [View, ...View[]],
  today: Day,
): Promise<Answerable> {
  const { mediaType, render, pieces } = FORMATS[output];
  const headers = { mediaType, cacheControl: FIVE_MINUTES, open: true };
  const [view, ...others] = views();
  if (!pieces || !isStreamed(site, view))
    return new Representation(await inSlices(render(view, others, today)), headers);
  const hash = async () => JSON.stringify([site.program, await contentHash(site.chronology), site.baseUrl, address]);
  const anew = () => {
    const [first, ...rest] = views();
    return pieces(first, rest);
  };
  return new StreamedDocument(anew, hash, headers);
}

/** An output of a view in the languages of an edition. */
export function outputRepresentation(
  site: Site,
  edition: Edition,
  query: Query,
  output: Output,
  today: Day,
): Promise<Answerable> {
  return made(site, output, outputPath(edition.tag, query, output), () => viewsOf(site, edition, { ...query }), today);
}

/** An output under the address that people type, in the chronology's first language. */
export function rootOutputRepresentation(
  site: Site,
  query: Query,
  output: (typeof rootOutputs)[number],
  today: Day,
): Promise<Answerable> {
  const [{ languages }] = editionsOf(site);
  const address = rootOutputPath(query, output);
  return made(site, output, address, () => [viewOf(site, languages[0], { ...query }, { [output]: address })], today);
}

/** One event's calendar, which a browser keeps as a file. */
export function eventCalendarRepresentation(site: Site, edition: Edition, event: TimelineEvent): Representation {
  const [view, ...others] = viewsOf(site, edition, EVERYTHING);
  const source = absolute(site.baseUrl, eventCalendarPath(edition.tag, event.slug));
  return new Representation(renderEventICalendar(event, source, view, others), {
    mediaType: CALENDAR,
    cacheControl: FIVE_MINUTES,
    open: true,
    fileName: `${event.slug}.ics`,
  });
}

/** The files that pages load, by their paths. */
export function assetRepresentations({ templates }: Site): ReadonlyMap<string, Representation> {
  const { styleSheet, script, icon, touchIcon, homeScreenIcons } = templates;
  const assets = [styleSheet, script, icon, touchIcon, ...homeScreenIcons.map(({ asset }) => asset)];
  return new Map(
    assets.map(({ path, bytes, mediaType }) => [
      path,
      new Representation(bytes, { mediaType, cacheControl: FOR_GOOD, open: false }),
    ]),
  );
}

export function pageRepresentation(html: string): Representation {
  return new Representation(html, { mediaType: 'text/html; charset=utf-8', cacheControl: FIVE_MINUTES, open: false });
}
