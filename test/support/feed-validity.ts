/** The rules of RSS 2.0, Atom (RFC 4287, RFC 5005) and JSON Feed 1.1, each broken one as a sentence. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RelaxNGValidator, XmlDocument, XmlValidateError } from 'libxml2-wasm';
import { ROOT } from './root.ts';
import { type Element, parseXml } from './xml.ts';

export type FeedFormatName = 'rss' | 'atom' | 'json';
export const feedFormats = ['rss', 'atom', 'json'] as const satisfies readonly FeedFormatName[];

/** All rules that a feed breaks. Throws where it is not well-formed. */
export function faultsOf(text: string, format: FeedFormatName): readonly string[] {
  return [...RULES[format](text)];
}

const RULES = { rss: rssFaults, atom: atomFaults, json: jsonFeedFaults } as const;

const grammar = XmlDocument.fromString(readFileSync(join(ROOT, 'test', 'support', 'atom.rng'), 'utf8'));
const atomGrammar = RelaxNGValidator.fromDoc(grammar);

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const DAYS = 'Mon|Tue|Wed|Thu|Fri|Sat|Sun';
const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const RFC_822 = new RegExp(`^(${DAYS}), \\d\\d (${MONTHS}) \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$`);

function isWeb(address: string | undefined): boolean {
  return address !== undefined && /^https?:\/\/\S+$/.test(address) && URL.canParse(address);
}

/** An IRI with a scheme, and so no relative reference. */
function isIri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(text);
}

function* repeats(values: readonly string[], what: string): Generator<string> {
  for (const [index, value] of values.entries()) if (values.indexOf(value) !== index) yield `${what} ${value} twice`;
}

function* atomFaults(text: string): Generator<string> {
  const document = XmlDocument.fromString(text);
  try {
    atomGrammar.validate(document);
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    yield* error.details.map(({ message, line }) => `line ${line}: ${message.trim()}`);
  } finally {
    document.dispose();
  }
  const feed = parseXml(text);
  const entries = feed.children('entry');
  // The Schematron rules of appendix B, and what only the text of the RFC asks for.
  if (feed.children('author').length === 0 && entries.some((entry) => entry.children('author').length === 0))
    yield '§4.1.1: an entry without an author in a feed without one';
  yield* repeats(
    entries.map((entry) => entry.child('id').text),
    '§4.1.1: the id',
  );
  for (const element of [feed, ...entries]) {
    if (!isIri(element.child('id').text)) yield `§4.2.6: no IRI: ${element.child('id').text}`;
    for (const date of [...element.children('updated'), ...element.children('published')])
      if (!ISO.test(date.text)) yield `§3.3: no date: ${date.text}`;
    if (element.child('title').text.trim() === '') yield '§4.2.14: an empty title';
    const links = element.children('link').map(({ attributes }) => attributes);
    for (const { href } of links) if (!isWeb(href)) yield `§4.2.7.1: no absolute address: ${href}`;
    // Without `rel`, a link is an alternate (§4.2.7.2).
    const alternates = links.filter(({ rel = 'alternate' }) => rel === 'alternate');
    yield* repeats(
      alternates.map(({ type, hreflang }) => `${type} ${hreflang}`),
      '§4.1.1: the alternate',
    );
    for (const { attributes } of element.children('category'))
      if (attributes.scheme !== undefined && !isIri(attributes.scheme)) yield `§4.2.2.2: no IRI: ${attributes.scheme}`;
  }
  for (const entry of entries) {
    if (entry.children('link').length === 0 && entry.children('content').length === 0)
      yield '§4.1.2: neither an alternate nor content';
    const [published, updated] = [entry.child('published').text, entry.child('updated').text];
    if (published > updated) yield `updated ${updated} before it was published ${published}`;
    if (updated > feed.child('updated').text) yield `updated ${updated} after the feed ${feed.child('updated').text}`;
  }
  yield* historyFaults(feed, 'link');
}

/** RFC 5005: which links stand in which document. */
function* historyFaults(feed: Element, link: 'link' | 'atom:link'): Generator<string> {
  const rels = feed.children(link).map(({ attributes }) => attributes.rel ?? 'alternate');
  yield* repeats(rels, 'the relation');
  if (!rels.includes('self')) yield 'no link to itself';
  const isArchive = feed.children('fh:archive').length > 0;
  if (isArchive !== rels.includes('current'))
    yield '§4: an archive names the document that is followed, and no other does';
  if (!isArchive && rels.includes('next-archive')) yield '§4: a next archive of what is no archive';
}

function* rssFaults(text: string): Generator<string> {
  const rss = parseXml(text);
  if (rss.name !== 'rss' || rss.attributes.version !== '2.0') yield 'not RSS 2.0';
  const channel = rss.child('channel');
  for (const name of ['title', 'link', 'description'])
    if (channel.child(name).text.trim() === '') yield `the channel has no ${name}`;
  if (!isWeb(channel.child('link').text)) yield `no address: ${channel.child('link').text}`;
  if (!/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/.test(channel.child('language').text)) yield 'no language';
  for (const { text: email } of channel.children('managingEditor'))
    if (!/^\S+@\S+ \(.+\)$/.test(email)) yield `no address and name: ${email}`;
  const items = channel.children('item');
  yield* repeats(
    items.map((item) => item.child('guid').text),
    'the guid',
  );
  for (const element of [channel, ...items])
    for (const date of [...element.children('pubDate'), ...element.children('lastBuildDate')])
      if (!RFC_822.test(date.text)) yield `no date of RFC 822: ${date.text}`;
  for (const item of items) {
    if (item.children('title').length + item.children('description').length === 0)
      yield 'neither title nor description';
    if (!isWeb(item.child('link').text)) yield `no address: ${item.child('link').text}`;
    const { text: guid, attributes } = item.child('guid');
    // Where it is no address, a reader has to be told (RSS Best Practices Profile, "guid").
    if (attributes.isPermaLink !== 'false' && !isWeb(guid)) yield `no permanent link: ${guid}`;
    for (const { attributes: enclosure } of item.children('enclosure'))
      if (!isWeb(enclosure.url) || !/^[1-9]\d*$/.test(enclosure.length ?? '') || !enclosure.type?.includes('/'))
        yield `no enclosure: ${JSON.stringify(enclosure)}`;
    for (const name of ['ev:startdate', 'ev:enddate'])
      for (const date of item.children(name))
        if (!/^\d{4}(-\d\d(-\d\d(T[\d:]+(Z|[+-]\d\d:\d\d))?)?)?$/.test(date.text)) yield `no W3CDTF: ${date.text}`;
  }
  yield* historyFaults(channel, 'atom:link');
}

type Json = Readonly<Record<string, unknown>>;

const FEED_FIELDS =
  'version title home_page_url feed_url description user_comment next_url icon favicon authors language expired hubs items';
const ITEM_FIELDS =
  'id url external_url title content_html content_text summary image banner_image date_published date_modified authors tags language attachments';

/** https://www.jsonfeed.org/version/1.1/ */
function* jsonFeedFaults(text: string): Generator<string> {
  const feed = JSON.parse(text) as Json;
  const items = feed.items as readonly Json[];
  if (feed.version !== 'https://jsonfeed.org/version/1.1') yield `version ${feed.version}`;
  if (typeof feed.title !== 'string' || feed.title === '') yield 'no title';
  if (!Array.isArray(items)) return yield 'no items';
  yield* unknownNames(feed, FEED_FIELDS);
  yield* stringFaults(feed, ['title', 'description', 'language']);
  yield* addressFaults(feed, ['home_page_url', 'feed_url', 'next_url']);
  for (const author of (feed.authors ?? []) as readonly Json[]) {
    if (author.name === undefined && author.url === undefined && author.avatar === undefined)
      yield 'an author of nothing';
    if (author.url !== undefined && !isIri(String(author.url))) yield `no address of an author: ${author.url}`;
  }
  yield* repeats(
    items.map(({ id }) => String(id)),
    'the id',
  );
  for (const item of items) {
    if (typeof item.id !== 'string' || item.id === '') yield `no id: ${item.id}`;
    if (item.content_html === undefined && item.content_text === undefined) yield `${item.id} has no content`;
    yield* unknownNames(item, ITEM_FIELDS);
    yield* stringFaults(item, ['title', 'content_html', 'summary', 'language']);
    yield* addressFaults(item, ['url', 'image']);
    for (const name of ['date_published', 'date_modified'])
      if (item[name] !== undefined && !ISO.test(String(item[name]))) yield `no date: ${item[name]}`;
    if (!Array.isArray(item.tags) || item.tags.some((tag: unknown) => typeof tag !== 'string'))
      yield 'tags are no texts';
  }
}

/** What the format does not know begins with an underscore ("Extensions"). */
function* unknownNames(object: Json, known: string): Generator<string> {
  for (const [name, value] of Object.entries(object))
    if (name.startsWith('_') ? typeof value !== 'object' : !known.split(' ').includes(name)) yield `unknown: ${name}`;
}

function* stringFaults(object: Json, names: readonly string[]): Generator<string> {
  for (const name of names)
    if (object[name] !== undefined && typeof object[name] !== 'string') yield `${name} is no text: ${object[name]}`;
}

function* addressFaults(object: Json, names: readonly string[]): Generator<string> {
  for (const name of names)
    if (object[name] !== undefined && !isWeb(String(object[name]))) yield `${name} is no address: ${object[name]}`;
}
