/** The outputs that hang below every view, each with all that tells it from the others. */
import type { Day } from '../../chronology/dates/day.ts';
import type { PlainWordKey, WordKeyWith } from '../../chronology/languages/words/keys.ts';
import type { Choice } from '../../chronology/query/query.ts';
import { anniversariesChunks, ICALENDAR_MEDIA_TYPE, icalendarChunks } from '../../formats/calendar/icalendar.ts';
import { CSV_MEDIA_TYPE } from '../../formats/data/csv-package.ts';
import { eventsCsvChunks } from '../../formats/data/events-csv.ts';
import {
  eventsJsonChunks,
  eventsNdjsonChunks,
  JSON_MEDIA_TYPE,
  NDJSON_MEDIA_TYPE,
} from '../../formats/data/events-json.ts';
import { figuresCsvChunks } from '../../formats/data/figures-csv.ts';
import { timelineJsChunks } from '../../formats/data/timelinejs.ts';
import { eventsJsonLdChunks, JSON_LD_MEDIA_TYPE } from '../../formats/discovery/events-json-ld.ts';
import { atom } from '../../formats/feed/atom.ts';
import { changesOf } from '../../formats/feed/changes.ts';
import { entriesInOrder, newestEntries } from '../../formats/feed/entries.ts';
import { type FeedFormat, type FeedKind, feedSteps } from '../../formats/feed/feed-output.ts';
import { jsonFeed } from '../../formats/feed/json-feed.ts';
import { onThisDay } from '../../formats/feed/on-this-day.ts';
import { rss } from '../../formats/feed/rss.ts';
import { overviewDocumentSteps } from '../../formats/overview/overview-document.ts';
import { mayHaveToday } from '../../formats/overview/overview-figure.ts';
import type { View } from '../../formats/view/view.ts';
import type { Work } from '../../slices.ts';

/** In every renderer, `self` is the absolute address that the output is served at. */
export type Output = OutputFacts &
  /** @param part The number in the address, where the output is in parts; without such a part, the result is undefined. */
  (
    | { steps(view: View, self: string, today: Day, part?: number): Work<string | undefined> }
    /** Chunks of some milliseconds each: streamed where the view is too long for its document to be kept. */
    | { chunks(views: readonly [View, ...View[]], self: string): Iterable<string> }
  );

interface OutputFacts {
  readonly mediaType: string;
  /** Whether it exists in all languages at once (`/en-ja/calendar.ics`) as well as in each. */
  readonly isMultilingual?: boolean;
  /** Whether it is one page of the view, which has few events however many the view has, and takes a cursor. */
  readonly isPaged?: boolean;
  /** Whether its address takes the number of a part, `part=2`. */
  readonly isInParts?: boolean;
  /** Whether it is a topic of WebSub: a hub is told where an edit changes it, and it names that hub. */
  readonly isTopic?: boolean;
  /** The choices that make another document of it; default: none. */
  readonly takes?: readonly Choice[];
  /** The width in pixels of the picture that its SVG is drawn as, where the output is not that SVG itself. */
  readonly rasterWidth?: number;
  /** Whether it is another document each day, always or of some views. */
  readonly isDaily?: boolean | ((view: Pick<View, 'chronology' | 'query'>, today: Day) => boolean);
  /** The component of OpenAPI that its JSON is of; default: any object. */
  readonly schema?: string;
  /** What the page about data and OpenAPI say of it; default: what the page about the chronology says. */
  readonly says?: PlainWordKey;
  /** If present, it is also served at `/<name>` in the chronology's first language, and these paths redirect there. */
  readonly shortAddresses?: readonly string[];
  /** The section of the page for subscribing that a browser is led to where a person opens the address in it. */
  readonly opensAs?: 'feed' | 'address' | 'on-this-day';
  /** Whether its unfiltered form is rendered at start. */
  readonly isMadeAtStart?: boolean;
  /**
   * Where pages name it as a download in their JSON-LD: keys of its title in their head (default: it has no link there, for
   * feed readers take JSON for a feed), its name in the footer, and its description on the page about the chronology. The name
   * leads to the page for subscribing where a browser would take the bare file for a download.
   */
  readonly advertised?: {
    readonly title?: WordKeyWith<'title'>;
    readonly footer?: PlainWordKey;
    readonly bySubscribing?: boolean;
    readonly about?: PlainWordKey;
  };
}

/** A feed that edits change, and that goes on in further documents. */
function feed(kind: FeedKind, format: FeedFormat) {
  return { ...renderedFeed(kind, format, true), opensAs: 'feed', isInParts: true, takes: ['limit'] } as const;
}

/** A feed that days change, of which no hub is told. */
function dailyFeed(kind: FeedKind, format: FeedFormat) {
  return { ...renderedFeed(kind, format, false), opensAs: 'on-this-day', isDaily: true } as const;
}

function renderedFeed(kind: FeedKind, format: FeedFormat, isTopic: boolean) {
  return {
    mediaType: format.mediaType,
    isTopic,
    steps: (view: View, self: string, today: Day, part?: number) =>
      feedSteps(kind, format, view, { self, today, part, isTopic }),
  };
}

/** Every feed is in each of these, by the ending of its files. */
export const feedFormats = { rss, atom, json: jsonFeed } as const satisfies Readonly<Record<string, FeedFormat>>;
export type FeedFormatName = keyof typeof feedFormats;
export const feedFormatNames = Object.keys(feedFormats) as readonly FeedFormatName[];

/** Each feed by its name in addresses: what it is called, what it is, in the page about feeds and as an output, and its documents. */
export const feedKinds = {
  feed: {
    ...{ title: 'feeds.newest', says: 'subscribe.feedText', outputSays: 'subscribe.feedText' },
    in: (format: FeedFormat) => feed(newestEntries, format),
  },
  changes: {
    ...{ title: 'feeds.changes', says: 'feed.changesText', outputSays: 'feed.changesText' },
    in: (format: FeedFormat) => feed(changesOf, format),
  },
  chronology: {
    ...{ title: 'feeds.inOrder', says: 'feed.inOrderText', outputSays: 'feed.inOrderText' },
    in: (format: FeedFormat) => feed(entriesInOrder, format),
  },
  'on-this-day': {
    ...{ title: 'subscribe.onThisDay', says: 'feeds.onThisDayText', outputSays: 'data.onThisDay' },
    in: (format: FeedFormat) => dailyFeed(onThisDay, format),
  },
} as const satisfies Readonly<Record<string, FeedKindEntry>>;
export type FeedKindName = keyof typeof feedKinds;
export const feedKindNames = Object.keys(feedKinds) as readonly FeedKindName[];

interface FeedKindEntry {
  readonly title: PlainWordKey;
  readonly says: PlainWordKey;
  readonly outputSays: PlainWordKey;
  in(format: FeedFormat): Output;
}

type FeedOutputName = `${FeedKindName}.${FeedFormatName}`;

/** What is so of some feeds alone; one that is not here answers below every view as all do. */
const FURTHER: Readonly<Partial<Record<FeedOutputName, Partial<OutputFacts>>>> = {
  'feed.rss': {
    shortAddresses: ['/feed.xml', '/rss.xml', '/rss', '/feed'],
    isMadeAtStart: true,
    advertised: { title: 'site.feedTitle', footer: 'site.feed', about: 'about.rss' },
  },
  'feed.atom': {
    shortAddresses: ['/atom.xml', '/atom'],
    advertised: { title: 'site.atomTitle', about: 'about.atom' },
  },
  'feed.json': {
    shortAddresses: [],
    advertised: { title: 'site.jsonFeedTitle', about: 'about.jsonFeed' },
  },
  'changes.atom': { advertised: { title: 'site.changesTitle' } },
  'chronology.atom': { advertised: { title: 'site.inOrderTitle' } },
};

/** Every feed in every format. */
const feedOutputs = Object.fromEntries(
  feedKindNames.flatMap((kind) =>
    feedFormatNames.map((format): [FeedOutputName, Output] => {
      const further = FURTHER[`${kind}.${format}`];
      const { in: inFormat, outputSays } = feedKinds[kind];
      // What the page about the chronology says of it is enough.
      const says = further?.advertised?.about === undefined && { says: outputSays };
      return [`${kind}.${format}`, { ...inFormat(feedFormats[format]), ...says, ...further }];
    }),
  ),
) as Readonly<Record<FeedOutputName, Output>>;

const ENTRIES = {
  'calendar.ics': {
    mediaType: ICALENDAR_MEDIA_TYPE,
    chunks: icalendarChunks,
    isMultilingual: true,
    takes: ['imprecise', 'parts'],
    opensAs: 'address',
    shortAddresses: ['/calendar'],
    isMadeAtStart: true,
    advertised: {
      title: 'site.calendarTitle',
      footer: 'site.calendar',
      bySubscribing: true,
      about: 'about.icalendar',
    },
  },
  'anniversaries.ics': {
    mediaType: ICALENDAR_MEDIA_TYPE,
    chunks: anniversariesChunks,
    isMultilingual: true,
    says: 'data.anniversaries',
    opensAs: 'on-this-day',
  },
  ...feedOutputs,
  'events.json': {
    mediaType: JSON_MEDIA_TYPE,
    chunks: eventsJsonChunks,
    isMultilingual: true,
    isPaged: true,
    takes: ['limit', 'order'],
    schema: 'EventsPage',
    shortAddresses: [],
    advertised: { about: 'data.eventsJson' },
  },
  'events.ndjson': {
    mediaType: NDJSON_MEDIA_TYPE,
    chunks: eventsNdjsonChunks,
    says: 'data.eventsNdjson',
    isMultilingual: true,
    takes: ['order'],
    shortAddresses: [],
  },
  'events.csv': {
    mediaType: CSV_MEDIA_TYPE,
    chunks: eventsCsvChunks,
    isMultilingual: true,
    takes: ['order'],
    shortAddresses: [],
    advertised: { about: 'data.eventsCsv' },
  },
  'figures.csv': {
    mediaType: CSV_MEDIA_TYPE,
    chunks: figuresCsvChunks,
    says: 'data.figuresCsv',
    isMultilingual: true,
    takes: ['order'],
    shortAddresses: [],
  },
  'events.jsonld': {
    mediaType: JSON_LD_MEDIA_TYPE,
    chunks: eventsJsonLdChunks,
    schema: 'Graph',
    says: 'data.jsonLd',
    shortAddresses: [],
  },
  'timelinejs.json': {
    mediaType: JSON_MEDIA_TYPE,
    chunks: timelineJsChunks,
    schema: 'Slides',
    says: 'data.timelineJs',
    shortAddresses: [],
  },
  'overview.svg': {
    mediaType: 'image/svg+xml',
    says: 'data.picture',
    steps: (view, _self, today) => overviewDocumentSteps(view, view.addresses, today),
    isDaily: mayHaveToday,
    takes: ['frame', 'scheme'],
  },
  'overview.png': {
    mediaType: 'image/png',
    says: 'data.picture',
    steps: (view, _self, today) => overviewDocumentSteps(view, view.addresses, today),
    isDaily: mayHaveToday,
    takes: ['frame', 'scheme'],
    rasterWidth: 1600,
  },
} as const satisfies Readonly<Record<string, Output>>;

/** The file name of an output, by which it is asked for. */
export type OutputName = keyof typeof ENTRIES;
export const outputs: Readonly<Record<OutputName, Output>> = ENTRIES;
export const outputNames = Object.keys(ENTRIES) as readonly OutputName[];

/** A media type without its parameters, as links and downloads name it. */
export function bareType(mediaType: string): string {
  return mediaType.split(';')[0] ?? mediaType;
}

/** The output that a request target asks for, below whatever view. */
export function outputNameIn(target: string): OutputName | undefined {
  const [path = ''] = target.split('?', 1);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return Object.hasOwn(outputs, name) ? (name as OutputName) : undefined;
}

/** What an output is, in a sentence. */
export function wordOf({ says, advertised }: Output): PlainWordKey | undefined {
  return says ?? advertised?.about;
}

/** The outputs that answer at the root. */
export const rootOutputs = outputNames.filter((name) => outputs[name].shortAddresses !== undefined);

/** The outputs that pages advertise. */
export const advertisedOutputs = outputNames.flatMap((name) => {
  const { mediaType, advertised } = outputs[name];
  return advertised ? [{ name, type: bareType(mediaType), ...advertised }] : [];
});
