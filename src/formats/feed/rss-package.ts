/** The adapter of the package `rss` (1.2.2): it removes characters that XML forbids, and sets the build date, the site and the domains of categories. */
import RSS from 'rss';

export interface RssChannel {
  readonly title: string;
  readonly description: string;
  readonly page: string;
  /** The address of the feed, for `atom:link rel="self"` (RSS Advisory Board profile §"atom:link"). */
  readonly self: string;
  readonly language: string;
  readonly copyright?: string | undefined;
  readonly managingEditor?: string | undefined;
  /** The instant of the newest change, ISO 8601 UTC. */
  readonly lastBuilt: string;
  readonly ttlMinutes: number;
  /** The other documents of the feed, as links of Atom, and whether this is an archive (RFC 5005 §4). */
  readonly links?: readonly { readonly rel: string; readonly href: string }[];
  /** The hub of the feed (WebSub §4). */
  readonly hub?: string | undefined;
  readonly isArchive?: boolean;
}

export interface RssItem {
  readonly guid: string;
  readonly title: string;
  /** HTML, since feed readers interpret it as HTML: in short, and in full. */
  readonly description: string;
  readonly content: string;
  readonly link: string;
  /** ISO 8601 UTC. */
  readonly published: string;
  /** Where it changed since. */
  readonly updated?: string | undefined;
  /** The address of its calendar. */
  readonly calendar?: string | undefined;
  readonly categories: readonly { readonly name: string; readonly domain: string }[];
  readonly edtf?: string | undefined;
  /** The language of title and description, where both are in one that is not the channel's. */
  readonly language?: string | undefined;
  /** The event's dates, where W3CDTF can state them as precisely as they are known. */
  readonly startDate?: string | undefined;
  readonly endDate?: string | undefined;
  readonly image?: RssImage | undefined;
}

interface RssImage {
  readonly address: string;
  /** Of a file of ours; an image elsewhere may say it by its address. */
  readonly mediaType?: string | undefined;
  readonly alt: string;
  readonly credit: string;
  readonly file?: { readonly width: number; readonly height: number; readonly bytes: number } | undefined;
}

/** The event module of RSS 1.0, which RSS 2.0 readers know by its namespace, and an element of our own for the EDTF. */
export const EVENT_NAMESPACES = {
  ev: 'http://purl.org/rss/1.0/modules/event/',
  annals: 'urn:annals:ns:1',
} as const;

/** Feed history (RFC 5005). */
export const HISTORY_NAMESPACE = { fh: 'http://purl.org/syndication/history/1.0' } as const;

const NAMESPACES = { ...EVENT_NAMESPACES, media: 'http://search.yahoo.com/mrss/' } as const;

const GENERATOR = 'Annals';
// Occurs in no text, since `cleanXml` strips this character: so the package's own markup around it can be found.
const PLACEHOLDER = '\ufffe';

/** The markup of an item, the same in every channel, with the line break before it. */
export function renderRssItem(item: RssItem): string {
  const custom = [
    { 'content:encoded': { _cdata: cleanXml(item.content) } },
    ...(item.updated === undefined ? [] : [{ 'atom:updated': item.updated }]),
    ...(item.calendar === undefined
      ? []
      : [{ 'atom:link': { _attr: { href: cleanXml(item.calendar), rel: 'related', type: 'text/calendar' } } }]),
    ...(item.language === undefined ? [] : [{ 'dc:language': item.language }]),
    ...(item.startDate === undefined ? [] : [{ 'ev:startdate': item.startDate }]),
    ...(item.endDate === undefined ? [] : [{ 'ev:enddate': item.endDate }]),
    ...(item.image === undefined ? [] : [mediaContent(item.image)]),
    ...(item.edtf === undefined ? [] : [{ 'annals:edtf': cleanXml(item.edtf) }]),
  ];
  // A channel with this item alone, out of which the item is cut.
  const feed = new RSS({ title: PLACEHOLDER, site_url: PLACEHOLDER, feed_url: PLACEHOLDER });
  feed.item({
    guid: cleanXml(item.guid),
    title: cleanXml(item.title),
    description: cleanXml(item.description),
    url: cleanXml(item.link),
    // `instant` throws on an invalid date, which rss would print as "Invalid Date".
    date: new Date(instant(item.published)),
    ...enclosureOf(item.image),
    // `rss` has no domain of a category.
    custom_elements: [
      ...item.categories.map(({ name, domain }) => ({ category: { _attr: { domain }, _cdata: cleanXml(name) } })),
      ...custom,
    ],
  });
  const xml = feed.xml({ indent: true });
  const begin = xml.indexOf(`${ITEM_INDENT}<item>`);
  const end = xml.lastIndexOf(CHANNEL_END);
  if (begin === -1 || end === -1) throw new Error(OTHER_LAYOUT);
  // A copy: V8 keeps the whole text in memory as long as a slice of it is cached.
  return Buffer.from(xml.slice(begin, end)).toString();
}

/** RSS 2.0 asks for length and type, which are known of files alone; a file in place of a size would be read from the disk. */
function enclosureOf(image: RssImage | undefined): Pick<RSS.ItemOptions, 'enclosure'> {
  if (!image?.file) return {};
  return { enclosure: { url: cleanXml(image.address), size: image.file.bytes, type: image.mediaType } };
}

/** Media RSS 1.5.1: an enclosure has no words. */
function mediaContent({ address, mediaType, alt, credit, file }: RssImage): object {
  const { width, height, bytes: fileSize } = file ?? {};
  const known = Object.entries({ type: mediaType, fileSize, width, height }).filter(([, value]) => value !== undefined);
  return {
    'media:content': [
      { _attr: { url: cleanXml(address), medium: 'image', ...Object.fromEntries(known) } },
      { 'media:description': [{ _attr: { type: 'plain' } }, cleanXml(alt)] },
      { 'media:credit': cleanXml(credit) },
    ],
  };
}

const ITEM_INDENT = '\n        ';
const CHANNEL_END = '\n    </channel>';
const OTHER_LAYOUT = 'rss no longer lays out a channel as it did: its adapter must change';

/** A channel around items that `renderRssItem` made. */
export function joinRssChannel(channel: RssChannel, items: readonly string[]): string {
  const feed = new RSS({
    title: cleanXml(channel.title),
    description: cleanXml(channel.description),
    // Without it, rss writes the address of its own project.
    site_url: cleanXml(channel.page),
    feed_url: cleanXml(channel.self),
    language: channel.language,
    generator: PLACEHOLDER,
    ttl: channel.ttlMinutes,
    custom_namespaces: { ...NAMESPACES, ...(channel.isArchive && HISTORY_NAMESPACE) },
    custom_elements: [
      ...(channel.isArchive ? [{ 'fh:archive': [] }] : []),
      ...(channel.links ?? []).map(({ rel, href }) => ({
        'atom:link': { _attr: { href: cleanXml(href), rel, type: 'application/rss+xml' } },
      })),
      ...(channel.hub === undefined ? [] : [{ 'atom:link': { _attr: { href: cleanXml(channel.hub), rel: 'hub' } } }]),
    ],
    ...(channel.copyright !== undefined && { copyright: cleanXml(channel.copyright) }),
    ...(channel.managingEditor !== undefined && { managingEditor: cleanXml(channel.managingEditor) }),
  });
  const xml = withBuildDate(feed.xml({ indent: true }), channel.lastBuilt);
  const end = xml.lastIndexOf(CHANNEL_END);
  if (end === -1) throw new Error(OTHER_LAYOUT);
  return `${xml.slice(0, end)}${items.join('')}${xml.slice(end)}`;
}

/** Replaces lastBuildDate, for which `rss` writes the current time, right after the generator. */
function withBuildDate(xml: string, lastBuilt: string): string {
  const buildDate = new RegExp(`<generator>${PLACEHOLDER}</generator>(\\s*)<lastBuildDate>[^<]*</lastBuildDate>`);
  if (!buildDate.test(xml))
    throw new Error('rss no longer writes lastBuildDate after generator: its adapter must change');
  const date = new Date(instant(lastBuilt)).toUTCString();
  return xml.replace(
    buildDate,
    (_, space: string) => `<generator>${GENERATOR}</generator>${space}<lastBuildDate>${date}</lastBuildDate>`,
  );
}

function instant(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`not an instant: ${text}`);
  return time;
}

/** A text without characters that XML 1.0 §2.2 forbids; a lone surrogate becomes U+FFFD. */
export function cleanXml(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to strip
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
  );
}
