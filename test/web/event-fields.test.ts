/** Every field of an event stands in every output, or is excused there by name. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { parse as parseCsv } from 'csv-parse/sync';
import type { z } from 'zod';
import { eventSchema } from '../../src/chronology/schema/event-schema.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { chronologyOf, PLAIN_EVENT, VOCABULARY } from '../support/chronologies.ts';
import { serve } from '../support/service.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A field's event with a marker in it, the same event without, and what each output can make of the marker. */
interface Marked {
  readonly marked: Fields;
  readonly plain?: Fields;
  readonly marker: RegExp;
}

const text = (en: string) => ({ en, ja: en });
const dated = { source: 'report', paragraph: 1, for: 'date', wording: '24 December 2020' };
const stated = { source: 'report', paragraph: 1, for: 'statement' };
/** A day in each form in which an output writes it, or the instant at which it starts in Tokyo, in UTC. */
const day = (dayOfMonth: string) => {
  const eve = String(Number(dayOfMonth) - 1).padStart(2, '0');
  return new RegExp(
    `2026-11-${dayOfMonth}|${Number(dayOfMonth)} November 2026|2026-11-${eve}T15|202611${eve}T15|${eve} Nov 2026 15`,
  );
};
const figure = (fields: Fields) => ({
  type: 'figure',
  countries: ['UZ'],
  figures: [{ measure: 'grants', value: '7', unit: 'JPY', ...fields }],
});
const image = (fields: Fields) => ({
  image: { file: 'a.png', alt: text('A bridge'), credit: text('An archive'), ...fields },
});
const table = (fields: Fields) => ({
  type: 'figure',
  countries: ['UZ'],
  table: { unit: 'USD', columns: ['grants'], rows: { UZ: ['8'] }, ...fields },
});
const other = (fields: Fields, source: Fields = {}) => ({
  alternatives: [{ when: '1987', sources: [{ ...dated, wording: '1987', ...source }], ...fields }],
});
const placed = (place: Fields) => other({}, { source: 'ledger', paragraph: undefined, ...place });
const at = (place: Fields) => ({ sources: [dated, { ...stated, source: 'almanac', paragraph: undefined, ...place }] });
/** Each on a day of its own, for days of revisions are markers too. */
const revision = (fields: Fields) => ({ revisions: [{ date: '2026-11-29', note: text('Changed.'), ...fields }] });
const was = (fields?: Fields) => revision(fields ? { was: fields } : {});
const wasFigure = (fields: Fields) =>
  was({ figures: [{ measure: 'grants', value: '7126', unit: 'JPY', countries: ['UZ'], ...fields }] });
const citing = (fields: Fields) =>
  revision({ sources: [{ ...stated, source: 'ledger', paragraph: undefined, ...fields }] });
const withdrawn = (fields: Fields) => ({ withdrawn: { date: '2026-12-01', reason: text('Why.'), ...fields } });

const FIELDS: Readonly<Record<string, Marked>> = {
  type: { marked: { type: 'count' }, marker: /Count(?!ries)|#count|type-count|darkgreen/ },
  when: { marked: { when: '1971-12-24' }, marker: /1971/ },
  // By itself in its year, so that the picture has room for it.
  timeZone: {
    marked: { when: '1966-12-24T14:00', timeZone: 'Europe/Paris' },
    plain: { when: '1966-12-24T14:00' },
    marker: /\+01:00|19661224T130000Z|1966-12-24T13:00:00Z/,
  },
  whenText: { marked: { whenText: text('at dawn that day') }, marker: /at dawn that day/i },
  // By itself in its year, so that the picture has room to name it.
  title: {
    marked: { when: '1955-12-24', title: text('Marked title') },
    plain: { when: '1955-12-24' },
    marker: /Marked title/,
  },
  shortTitle: {
    marked: { when: '1944-12-24', shortTitle: text('Marked short') },
    plain: { when: '1944-12-24' },
    marker: /Marked short/,
  },
  summary: { marked: { summary: text('Marked summary.') }, marker: /Marked summary/ },
  weight: { marked: { weight: 'key' }, marker: /\bkey\b/ },
  place: { marked: { place: 'bokhtar' }, marker: /Bokhtar/ },
  online: { marked: { online: true }, marker: /online(?!": ?false)|VirtualLocation/i },
  countries: { marked: { countries: ['MN'] }, marker: /Mongolia/ },
  'people.id': { marked: { people: [{ id: 'tleuberdi' }] }, marker: /Mukhtar Tleuberdi/ },
  'people.office': {
    marked: { people: [{ id: 'hayashi', office: text('Marked office') }] },
    plain: { people: [{ id: 'hayashi' }] },
    marker: /Marked office/,
  },
  'people.country': {
    marked: { people: [{ id: 'hayashi', country: 'AU' }] },
    plain: { people: [{ id: 'hayashi' }] },
    marker: /Australia/,
  },
  organizations: { marked: { organizations: ['unicef'] }, marker: /United Nations Children/ },
  tags: { marked: { tags: ['marked-tag'] }, marker: /marked-tag/ },
  url: { marked: { url: 'https://own.example/marked-page' }, marker: /own\.example/ },
  'links.label': {
    marked: { links: [{ label: text('Marked label'), url: 'https://more.example/' }] },
    plain: { links: [{ label: text('A label'), url: 'https://more.example/' }] },
    marker: /Marked label/,
  },
  'links.url': {
    marked: { links: [{ label: text('A label'), url: 'https://other.example/' }] },
    marker: /other\.example/,
  },
  'image.file': { marked: image({ file: 'marked.png' }), plain: {}, marker: /marked\.png/ },
  'image.url': {
    marked: image({ file: undefined, url: 'https://photos.example/marked-bridge' }),
    plain: {},
    marker: /photos\.example/,
  },
  'image.alt': { marked: image({ alt: text('Marked bridge') }), plain: image({}), marker: /Marked bridge/ },
  'image.credit': { marked: image({ credit: text('Marked archive') }), plain: image({}), marker: /Marked archive/ },
  'image.creditUrl': {
    marked: image({ creditUrl: 'https://archive.example/7' }),
    plain: image({}),
    marker: /archive\.example/,
  },
  'series.id': { marked: { series: { id: 'summits' } }, marker: /Summit Meetings/ },
  'series.number': {
    marked: { series: { id: 'rounds', number: 83 } },
    plain: { series: { id: 'rounds' } },
    marker: /83rd|no\. 83|\b83\b/,
  },
  status: {
    marked: { when: '1938-12-24', status: 'cancelled' },
    plain: { when: '1938-12-24' },
    marker: /cancelled/i,
  },
  'relations.partOf': { marked: { relations: { partOf: 'whole' } }, marker: /whole|The whole/ },
  'relations.follows': { marked: { relations: { follows: ['earlier'] } }, marker: /earlier\b/ },
  'relations.fulfils': { marked: { relations: { fulfils: ['intent'] } }, marker: /intent\b/ },
  'relations.related': { marked: { relations: { related: ['akin'] } }, marker: /akin\b/ },
  'figures.measure': { marked: figure({ measure: 'visitors' }), plain: figure({}), marker: /Visitors/ },
  'figures.value': { marked: figure({ value: '7123' }), plain: figure({}), marker: /7\\?,123/ },
  'figures.scale': {
    marked: figure({ value: '6', scale: 1000000 }),
    plain: figure({ value: '6' }),
    marker: /(?<!\d)6 million/,
  },
  'figures.unit': { marked: figure({ unit: 'CHF' }), plain: figure({}), marker: /CHF/ },
  'figures.approximate': {
    marked: figure({ value: '7124', approximate: true }),
    plain: figure({ value: '7124' }),
    marker: /about [^\d]*7\\?,124/i,
  },
  'figures.moreThan': {
    marked: figure({ value: '7125', moreThan: true }),
    plain: figure({ value: '7125' }),
    marker: /more than [^\d]*7\\?,125/i,
  },
  'figures.countries': { marked: figure({ countries: ['NZ'] }), plain: figure({}), marker: /New Zealand/ },
  'table.unit': { marked: table({ unit: 'SEK' }), plain: table({}), marker: /SEK|kron/i },
  'table.scale': { marked: table({ scale: 1000 }), plain: table({}), marker: /thousand/i },
  'table.columns': { marked: table({ columns: ['surplus'] }), plain: table({}), marker: /Surplus/ },
  'table.rows': { marked: table({ rows: { UZ: ['8126'] } }), plain: table({}), marker: /8,?126/ },
  disagreements: { marked: { disagreements: [text('Marked doubt.')] }, marker: /Marked doubt/ },
  'alternatives.when': { marked: other({ when: '1988' }), plain: other({}), marker: /1988/ },
  'alternatives.note': { marked: other({ note: text('Marked note.') }), plain: other({}), marker: /Marked note/ },
  'alternatives.sources.source': { marked: other({}, { source: 'gazette' }), plain: other({}), marker: /A gazette/ },
  'alternatives.sources.paragraph': {
    marked: other({}, { source: 'ledger', paragraph: 63 }),
    plain: other({}, { source: 'ledger' }),
    marker: /(?<![."])\b63\b(?!["%]|\.\d)|#p63/,
  },
  'alternatives.sources.page': { marked: placed({ page: 'lxiv' }), plain: placed({}), marker: /lxiv/ },
  'alternatives.sources.section': { marked: placed({ section: 'Preface' }), plain: placed({}), marker: /Preface/ },
  'alternatives.sources.at': { marked: placed({ at: '1:23:45' }), plain: placed({}), marker: /1:23:45/ },
  'alternatives.sources.for': {
    marked: other({}, { for: 'year' }),
    plain: other({}),
    marker: /the year, from|"for": ?"year"/,
  },
  'alternatives.sources.wording': {
    marked: other({}, { wording: 'in the marked year' }),
    plain: other({}),
    marker: /in the marked year/,
  },
  'dating.inferred': {
    marked: { dating: { inferred: true, note: text('Said so.') } },
    plain: { dating: { note: text('Said so.') } },
    marker: /inferred(?!": ?false)/i,
  },
  'dating.note': { marked: { dating: { note: text('Marked dating.') } }, marker: /Marked dating/ },
  'sources.source': { marked: { sources: [dated, { ...stated, source: 'diary' }] }, marker: /A diary/ },
  'sources.paragraph': {
    marked: { sources: [dated, { ...stated, source: 'almanac', paragraph: 97 }] },
    plain: { sources: [dated, { ...stated, source: 'almanac' }] },
    marker: /(?<![."])\b97\b(?!["%]|\.\d)|#p97/,
  },
  'sources.page': { marked: at({ page: 'xcviii' }), plain: at({}), marker: /xcviii/ },
  'sources.section': { marked: at({ section: 'Epilogue' }), plain: at({}), marker: /Epilogue/ },
  // JSON-LD counts seconds.
  'sources.at': { marked: at({ at: '2:34:56' }), plain: at({}), marker: /2:34:56|9296/ },
  'sources.for': {
    marked: { sources: [dated, { ...dated, for: 'year', wording: 'that one' }] },
    plain: { sources: [dated, { ...dated, wording: 'that one' }] },
    marker: /the year, from|"for": ?"year"/,
  },
  'sources.wording': { marked: { sources: [{ ...dated, wording: 'as marked' }] }, marker: /as marked/ },
  published: { marked: { published: '2026-11-05' }, marker: day('05') },
  'revisions.date': { marked: { revisions: [{ date: '2026-11-26', note: text('So.') }] }, marker: day('26') },
  'revisions.note': {
    marked: { revisions: [{ date: '2026-11-27', note: text('Marked change.') }] },
    marker: /Marked change/,
  },
  'revisions.was.type': { marked: was({ type: 'figure' }), plain: was(), marker: /Figure/ },
  'revisions.was.when': { marked: was({ when: '1931' }), plain: was(), marker: /1931/ },
  'revisions.was.title': { marked: was({ title: text('Former title') }), plain: was(), marker: /Former title/ },
  'revisions.was.place': { marked: was({ place: text('Former hall') }), plain: was(), marker: /Former hall/ },
  'revisions.was.online': { marked: was({ online: true }), plain: was(), marker: /“Online” taken out/ },
  'revisions.was.countries': { marked: was({ countries: ['BT'] }), plain: was(), marker: /Bhutan/ },
  'revisions.was.people.id': { marked: was({ people: [{ id: 'envoy' }] }), plain: was(), marker: /Former envoy/ },
  'revisions.was.people.office': {
    marked: was({ people: [{ id: 'hayashi', office: text('Former office') }] }),
    plain: was({ people: [{ id: 'hayashi' }] }),
    marker: /Former office/,
  },
  'revisions.was.people.country': {
    marked: was({ people: [{ id: 'hayashi', country: 'FJ' }] }),
    plain: was({ people: [{ id: 'hayashi' }] }),
    marker: /Fiji/,
  },
  'revisions.was.organizations': { marked: was({ organizations: ['body'] }), plain: was(), marker: /Former body/ },
  'revisions.was.tags': { marked: was({ tags: ['former-tag'] }), plain: was(), marker: /former-tag/ },
  'revisions.was.series': { marked: was({ series: { id: 'talks' } }), plain: was(), marker: /Former talks/ },
  'revisions.was.status': { marked: was({ status: 'superseded' }), plain: was(), marker: /superseded/ },
  'revisions.was.figures.measure': {
    marked: wasFigure({ measure: 'residents' }),
    plain: wasFigure({}),
    marker: /Residents/,
  },
  'revisions.was.figures.value': { marked: wasFigure({ value: '6321' }), plain: wasFigure({}), marker: /6\\?,321/ },
  'revisions.was.figures.scale': {
    marked: wasFigure({ scale: 1000000 }),
    plain: wasFigure({}),
    marker: /7\\?,126 million/,
  },
  'revisions.was.figures.unit': { marked: wasFigure({ unit: 'NOK' }), plain: wasFigure({}), marker: /NOK/ },
  'revisions.was.figures.approximate': {
    marked: wasFigure({ approximate: true }),
    plain: wasFigure({}),
    marker: /about [^\d]*7\\?,126/,
  },
  'revisions.was.figures.moreThan': {
    marked: wasFigure({ moreThan: true }),
    plain: wasFigure({}),
    marker: /more than [^\d]*7\\?,126/,
  },
  'revisions.was.figures.countries': {
    marked: wasFigure({ countries: ['TV'] }),
    plain: wasFigure({}),
    marker: /Tuvalu/,
  },
  'revisions.sources.source': { marked: citing({ source: 'bulletin' }), plain: citing({}), marker: /A bulletin/ },
  'revisions.sources.paragraph': {
    marked: citing({ paragraph: 89 }),
    plain: citing({}),
    marker: /(?<![."])\b89\b(?!["%]|\.\d)|#p89/,
  },
  'revisions.sources.page': { marked: citing({ page: 'lxxvi' }), plain: citing({}), marker: /lxxvi/ },
  'revisions.sources.section': { marked: citing({ section: 'Afterword' }), plain: citing({}), marker: /Afterword/ },
  'revisions.sources.at': { marked: citing({ at: '3:45:07' }), plain: citing({}), marker: /3:45:07/ },
  'revisions.sources.for': {
    marked: citing({ for: 'year', wording: 'that other one' }),
    plain: citing({ wording: 'that other one' }),
    marker: /the year, from|"for": ?"year"/,
  },
  'revisions.sources.wording': {
    marked: citing({ wording: 'as corrected' }),
    plain: citing({}),
    marker: /as corrected/,
  },
  'withdrawn.date': { marked: withdrawn({ date: '2026-11-28' }), plain: withdrawn({}), marker: day('28') },
  'withdrawn.reason': {
    marked: withdrawn({ reason: text('Marked reason.') }),
    plain: withdrawn({}),
    marker: /Marked reason/,
  },
  'withdrawn.replacedBy': { marked: withdrawn({ replacedBy: 'heir' }), plain: withdrawn({}), marker: /heir\b/ },
};

const source = (id: string) => `
${id}:
  file: ${id}.txt
  title: { en: A ${id}, ja: A ${id} }
  language: en
  paragraphs: 99
`;
const measure = (id: string, en: string) => `  ${id}:\n    label: { en: ${en}, ja: ${en} }\n`;
const named = (id: string, en: string) => `${id}:\n  name: { en: ${en}, ja: ${en} }\n`;
const VOCABULARY_OF_MARKERS = {
  'people.yaml': `${VOCABULARY['people.yaml']}${named('envoy', 'Former envoy')}`,
  'organizations.yaml': `${VOCABULARY['organizations.yaml']}${named('body', 'Former body')}`,
  'sources.yaml': `${VOCABULARY['sources.yaml']}${['gazette', 'ledger', 'diary', 'almanac', 'bulletin'].map(source).join('')}`,
  'chronology.yaml':
    `${VOCABULARY['chronology.yaml']}${measure('visitors', 'Visitors')}${measure('surplus', 'Surplus')}${measure('residents', 'Residents')}`.replace(
      '\nseries:',
      `
  count:
    label: { en: Count, ja: Count }
    plural: { en: Counts, ja: Counts }
    color: darkgreen
    requires: []
    defaultStatus: done
    endEntry: false
    statuses:
      done: { en: held, ja: 開催済み }
series:
  talks:
    name: { en: Former talks, ja: Former talks }`,
    ),
};

const slugOf = (field: string) => `of-${field.replaceAll('.', '-').toLowerCase()}`;
const plainly: Fields = { ...PLAIN_EVENT, when: '2020-12-24', published: '2026-11-01', sources: [dated] };
const neighbours = Object.fromEntries(
  ['whole', 'earlier', 'intent', 'akin', 'heir'].map((slug) => [
    slug,
    { ...plainly, title: text(slug), ...(slug === 'intent' && { status: 'planned' }) },
  ]),
);
/** A chronology of an event for each field, with or without its marker. */
const chronologyWith = (which: 'marked' | 'plain') =>
  chronologyOf(
    {
      ...neighbours,
      ...Object.fromEntries(
        Object.entries(FIELDS).map(([field, of]) => [
          slugOf(field),
          { ...plainly, ...of.plain, ...(which === 'marked' && of.marked) },
        ]),
      ),
    },
    VOCABULARY_OF_MARKERS,
  );
const marked = chronologyWith('marked');
const services = [await serve({ chronology: marked }), await serve({ chronology: chronologyWith('plain') })] as const;

const COORDINATES = / (?:x|x1|x2|cx|dx|width|data-corners)="[^"]*"/g;
const JSON_LD = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/;
/** Each cell behind the name of its column: a flag is told by both. */
const cellsOf = (table: string) =>
  (parseCsv(table, { bom: true, columns: true }) as readonly Fields[])
    .flatMap((row) => Object.entries(row).map(([name, cell]) => `${name}: ${cell}`))
    .filter((cell) => !cell.endsWith(': '))
    .join('\n')
    .replace(/\w+: false\n/g, '');
const folded = (calendar: string) => calendar.replaceAll('\r\n ', '');

/** The PNG is the SVG, drawn. */
const inText = outputNames.filter((name) => outputs[name].mediaType !== 'image/png');

/** Where each output is of an event, and what of the answer it is. */
const OUTPUTS: Readonly<Record<string, { at(slug: string): string; of?(body: string): string }>> = {
  ...Object.fromEntries(
    inText.map((name) => [
      name,
      {
        at: () => `/en/${name}${outputs[name].takes?.includes('limit') ? '?limit=500' : ''}`,
        of: name.endsWith('.csv') ? cellsOf : folded,
      },
    ]),
  ),
  'the event’s JSON': { at: (slug) => `/en/events/${slug}.json` },
  'the event’s calendar': { at: (slug) => `/en/events/${slug}.ics`, of: folded },
  'the event’s page': { at: (slug) => `/en/events/${slug}`, of: (body) => body.replace(JSON_LD, '') },
  'the event’s JSON-LD': { at: (slug) => `/en/events/${slug}`, of: (body) => JSON_LD.exec(body)?.[1] ?? '' },
  // Coordinates of the picture are numbers as well.
  'the timeline': { at: () => '/en/', of: (body) => body.replace(JSON_LD, '').replace(COORDINATES, '') },
};

const answers = new Map<string, Promise<string>>();
async function countIn(service: (typeof services)[number], output: string, field: string): Promise<number> {
  const { at, of = (body) => body } = OUTPUTS[output] ?? assert.fail(output);
  const { marker } = FIELDS[field] ?? assert.fail(field);
  const path = at(slugOf(field));
  const key = `${services.indexOf(service)} ${path}`;
  const answer =
    answers.get(key) ?? service.request(path, { headers: { Accept: 'text/html' } }).then(({ text }) => text);
  answers.set(key, answer);
  return [...of(await answer).matchAll(new RegExp(marker, `${marker.flags}g`))].length;
}

const OTHER_PLACES = ['alternatives.sources.page', 'alternatives.sources.section', 'alternatives.sources.at'];
const CITED_WORDS = ['alternatives.sources', 'revisions.sources', 'sources'].flatMap((list) => [
  `${list}.for`,
  `${list}.wording`,
]);
const TABLE = ['table.columns', 'table.rows', 'table.scale', 'table.unit'];
const RELATIONS = ['relations.follows', 'relations.fulfils', 'relations.partOf', 'relations.related'];
const WITHDRAWAL = ['withdrawn.date', 'withdrawn.reason', 'withdrawn.replacedBy'];

/** What is said nowhere as such. */
const SHORT = { 'the title is there': ['shortTitle'] };
const WEIGHT = { 'a reader’s filter, not a word of the event': ['weight'] };

/** What calendars and feeds leave to the event's page, to which they link. */
const LEFT_TO_THE_PAGE = {
  'the page quotes the sources; here they are named with their paragraphs': CITED_WORDS,
  'a table is no text; the page prints it': TABLE,
  'titles of numbered events say their numbers': ['series.number'],
  'the credit stands there in words; the page links to where the image comes from': ['image.creditUrl'],
  ...SHORT,
  ...WEIGHT,
};
const REVISIONS = Object.keys(FIELDS).filter((field) => field.startsWith('revisions.'));
const NO_ANNIVERSARY = { 'what was cancelled has no anniversary': ['status'] };

/** What schema.org has no words for. */
const IN_JSON_LD = {
  ...SHORT,
  ...WEIGHT,
  'schema.org has no words for doubts; the page that it is about has them': [
    'alternatives.note',
    'alternatives.sources.paragraph',
    ...OTHER_PLACES,
    'alternatives.sources.source',
    'alternatives.when',
    'dating.inferred',
    'dating.note',
    'disagreements',
  ],
  'sources are cited as works and paragraphs': CITED_WORDS,
  'a table has no form in schema.org': TABLE,
  'schema.org has parts and wholes, and no other relation between events': RELATIONS.filter(
    (field) => field !== 'relations.partOf',
  ),
  'subjects have names and offices': ['people.country'],
  'a page has a date of its last change, without a note': REVISIONS.filter(
    (field) => field !== 'revisions.date' && !CITED_WORDS.includes(field),
  ),
  'titles of numbered events say their numbers': ['series.number'],
  'the page of a withdrawn event is a fault, and those have none': WITHDRAWAL,
};

/** What the feed of changes tells of. */
const CHANGES = Object.keys(FIELDS).filter(
  (field) => /^(?:revisions|withdrawn)\./.test(field) && !CITED_WORDS.includes(field),
);

const FEED_EXCUSES = {
  ...LEFT_TO_THE_PAGE,
  'feeds have no element for relations between items; the page links to them': RELATIONS,
  'a feed tells of what is shown; calendars, which keep entries, are told of withdrawals': WITHDRAWAL,
};

function inEveryFormat<Excuses>(feed: string, excuses: Excuses): Readonly<Record<string, Excuses>> {
  return Object.fromEntries(['rss', 'atom', 'json'].map((format) => [`${feed}.${format}`, excuses]));
}

/** Output → reason → the fields that it says nothing of. */
const EXCUSES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'calendar.ics': LEFT_TO_THE_PAGE,
  'the event’s calendar': LEFT_TO_THE_PAGE,
  'anniversaries.ics': { ...LEFT_TO_THE_PAGE, ...NO_ANNIVERSARY },
  ...inEveryFormat('feed', FEED_EXCUSES),
  ...inEveryFormat('chronology', FEED_EXCUSES),
  ...inEveryFormat('changes', {
    'what an entry says stands in its own feed and on its page; here, what changed': Object.keys(FIELDS).filter(
      // Of what was online, the word is the same.
      (field) => !CHANGES.includes(field) && field !== 'online',
    ),
  }),
  ...inEveryFormat('on-this-day', {
    ...LEFT_TO_THE_PAGE,
    ...NO_ANNIVERSARY,
    'an item is published on the day of the anniversary': ['published', 'revisions.date'],
    'feeds have no element for relations between items; the page links to them': RELATIONS,
    'what was withdrawn has no anniversary': WITHDRAWAL,
  }),
  'events.csv': {
    'a cell holds no table; figures.csv has a row for each of its cells': TABLE,
    'the table has a row for each event that is shown': WITHDRAWAL,
  },
  'figures.csv': {
    'a table of numbers, which stand where they do; their events are in events.csv': Object.keys(FIELDS).filter(
      (field) => !/^(?:figures|table)\./.test(field),
    ),
  },
  'events.jsonld': IN_JSON_LD,
  'timelinejs.json': {
    'a slide is read by people, and leads to the page that quotes the sources, prints tables and links relations': [
      ...CITED_WORDS,
      ...TABLE,
      ...RELATIONS,
    ],
    'a slide stands in a lane of its type, and has no other groups': ['countries', 'series.id', 'tags'],
    'titles of numbered events say their numbers': ['series.number'],
    'a slide is of the event, and not of its entry; notes of revisions stand in its text': [
      'published',
      'revisions.date',
    ],
    'slides are of events that are shown': WITHDRAWAL,
    ...SHORT,
    ...WEIGHT,
  },
  'the event’s JSON': {
    'the address of a withdrawn event answers why it was withdrawn; events.json has the day': ['withdrawn.date'],
  },
  // Lines hold the events that are shown; pages of JSON tell of the withdrawn ones behind them.
  'events.ndjson': { 'what was withdrawn is no event': WITHDRAWAL },
  'overview.svg': {
    'a picture of when, of which type and in which state; the rest stands behind its links': Object.keys(FIELDS).filter(
      (field) => !['type', 'when', 'timeZone', 'title', 'shortTitle', 'weight', 'status'].includes(field),
    ),
  },
  'the event’s page': {
    ...WEIGHT,
    'a purpose is for the check of other dates; the page quotes and names their sources': [
      'alternatives.sources.for',
      'revisions.sources.for',
    ],
    'the page about the chronology lists withdrawals with their dates': ['withdrawn.date'],
  },
  'the event’s JSON-LD': IN_JSON_LD,
  'the timeline': {
    'a card is short, and leads to the page that has these': [
      'alternatives.note',
      'alternatives.sources.for',
      'alternatives.sources.paragraph',
      ...OTHER_PLACES,
      'alternatives.sources.source',
      'alternatives.sources.wording',
      'alternatives.when',
      'image.alt',
      'image.credit',
      'image.creditUrl',
      'image.file',
      'image.url',
      'links.label',
      'links.url',
      'organizations',
      'people.country',
      'people.office',
      'published',
      ...RELATIONS,
      ...REVISIONS,
      'series.number',
      'sources.for',
      'sources.wording',
      ...TABLE,
      'url',
    ],
    'withdrawn events are not shown': WITHDRAWAL,
  },
};

/** The fields of an event's schema, without those that only hold others. */
function fieldsOf(schema: z.core.$ZodType, path: readonly string[] = []): readonly string[] {
  const { def } = (schema as z.ZodType)._zod;
  if ('shape' in def)
    return Object.entries(def.shape as z.core.$ZodShape).flatMap(([key, of]) => fieldsOf(of, [...path, key]));
  const inner = (def as { innerType?: z.core.$ZodType }).innerType ?? (def as { element?: z.core.$ZodType }).element;
  return inner ? fieldsOf(inner, path) : [path.join('.')];
}

describe('the fields of an event', () => {
  it('each have a marker', () => {
    const fields = fieldsOf(eventSchema(marked.vocabulary.settings));
    assert.deepEqual(Object.keys(FIELDS), fields);
  });

  for (const output of Object.keys(OUTPUTS))
    it(`stand in ${output}, or are excused`, async () => {
      const silent: string[] = [];
      for (const field of Object.keys(FIELDS)) {
        const [withMarker, without] = [
          await countIn(services[0], output, field),
          await countIn(services[1], output, field),
        ];
        if (withMarker <= without) silent.push(field);
      }
      assert.deepEqual(
        silent.sort(),
        Object.values(EXCUSES[output] ?? {})
          .flat()
          .sort(),
      );
    });
});
