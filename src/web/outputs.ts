/** The documents that views and events are served as: in which languages, of which media type, kept for how long. */
import type { Day } from '../chronology/dates/day.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { EVERYTHING, type Query } from '../chronology/query/query.ts';
import {
  anniversariesChunks,
  ICALENDAR_MEDIA_TYPE as CALENDAR,
  icalendarChunks,
  renderEventICalendar,
} from '../formats/calendar/icalendar.ts';
import { onThisDaySteps, RSS_MEDIA_TYPE as RSS, rssSteps } from '../formats/feed/rss.ts';
import { overviewDocumentSteps } from '../formats/overview/overview-figure.ts';
import type { View } from '../formats/view/view.ts';
import { inSlices, pausing, type Work } from '../slices.ts';
import { DOCUMENT, HASHED_ASSET } from './http/cache-control.ts';
import { type Answerable, Representation } from './http/representation.ts';
import { StreamedDocument } from './http/streamed-document.ts';
import {
  absolute,
  eventCalendarPath,
  type Output,
  outputPath,
  rootOutputPath,
  type rootOutputs,
} from './site/address.ts';
import { contentHash } from './site/content-hash.ts';
import type { Site } from './site/site.ts';
import { type Edition, editionsOf, isStreamed, viewOf, viewsOf } from './site/views.ts';

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
  'overview.svg': { mediaType: 'image/svg+xml', render: (view) => overviewDocumentSteps(view, view.addresses) },
  'calendar.ics': calendar(icalendarChunks),
  'anniversaries.ics': calendar(anniversariesChunks),
  'feed.rss': { mediaType: RSS, render: rssSteps },
  'on-this-day.rss': { mediaType: RSS, render: (view, _, today) => onThisDaySteps(view, today) },
};

function calendar(pieces: (view: View, others: readonly View[]) => Iterable<string>): Format {
  return {
    mediaType: CALENDAR,
    pieces,
    render: function* (view, others) {
      const texts: string[] = [];
      yield* pausing(pieces(view, others), (piece) => texts.push(piece));
      return texts.join('');
    },
  };
}

/** Whether an output tells of today, and is another one tomorrow. */
export function isDaily(output: Output): boolean {
  return output === 'on-this-day.rss';
}

/**
 * @param address Where it is served: with the chronology, all that it depends on.
 * @param views The view in each language, found anew for each answer that is streamed, and for a query of its own: what
 *   is selected is kept for as long as the query is, and a streamed document keeps the one that it was given.
 */
async function renderOutput(
  site: Site,
  output: Output,
  address: string,
  views: () => readonly [View, ...View[]],
  today: Day,
): Promise<Answerable> {
  const { mediaType, render, pieces } = FORMATS[output];
  const headers = { mediaType, cacheControl: DOCUMENT, open: true };
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
  return renderOutput(
    site,
    output,
    outputPath(edition.tag, query, output),
    () => viewsOf(site, edition, { ...query }),
    today,
  );
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
  return renderOutput(
    site,
    output,
    address,
    () => [viewOf(site, languages[0], { ...query }, { [output]: address })],
    today,
  );
}

/** One event's calendar, which a browser keeps as a file. */
export function eventCalendarRepresentation(site: Site, edition: Edition, event: TimelineEvent): Representation {
  const [view, ...others] = viewsOf(site, edition, EVERYTHING);
  const source = absolute(site.baseUrl, eventCalendarPath(edition.tag, event.slug));
  return new Representation(renderEventICalendar(event, source, view, others), {
    mediaType: CALENDAR,
    cacheControl: DOCUMENT,
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
      new Representation(bytes, { mediaType, cacheControl: HASHED_ASSET, open: false }),
    ]),
  );
}

export function pageRepresentation(html: string): Representation {
  return new Representation(html, { mediaType: 'text/html; charset=utf-8', cacheControl: DOCUMENT, open: false });
}
