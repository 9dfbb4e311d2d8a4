/** How each field is written, and what other programs call it: advice where a field is missing, misnamed or misshapen. */
import { parseWhen } from '../dates/edtf.ts';
import { inYaml, nearestForm } from '../dates/edtf-advice.ts';
import { type FieldHints, itemsOf } from '../files/shape.ts';
import { countryFor } from './country.ts';

const ANY_FORMS = {
  title: 'title: 9th Foreign Ministers’ Meeting',
  name: 'name: Hayashi Yoshimasa',
  url: 'url: https://…',
  country: 'country: JP',
} as const;

const NO_TAGS =
  '`type`, of which chronology.yaml lists the ids; `series`, `countries`, `people` or `organizations` for the rest; or leave it out';
const ONE_FIELD = 'when: 2016-03/2023-11, the start and the end in one field';

/** @param forms Of the fields of the file. */
function hints(
  forms: Readonly<Record<string, string>>,
  otherNames: FieldHints['otherNames'] = {},
  notes: FieldHints['notes'] = {},
  filesOfIds: FieldHints['filesOfIds'] = {},
): FieldHints {
  return { forms: { ...ANY_FORMS, ...forms }, otherNames, notes, filesOfIds, item, renamed };
}

/** Only where a text can be rewritten: of other fields, the name says enough. */
function renamed(field: string, text: string): string | undefined {
  if (field === 'when') {
    const form = parseWhen(text, 'UTC').ok ? inYaml(text) : nearestForm(text);
    if (form === undefined) return undefined;
    return form.includes(' ') ? `when, with ${form}` : `when: ${form}`;
  }
  if (field !== 'countries') return undefined;
  const countries = itemsOf(text).map((country) => item(field, country));
  return countries.includes(undefined) ? undefined : `countries: [${countries.join(', ')}]`;
}

function item(field: string, text: string): string | undefined {
  return field === 'countries' ? countryFor(text) : undefined;
}

export const eventHints: FieldHints = hints(
  {
    type: 'type: meeting',
    when: 'when: 2022-12-24',
    summary: 'summary: Ministers of six countries met.',
    shortTitle: 'shortTitle: First summit',
    weight: 'weight: key',
    place: 'place: iikura-house',
    online: 'online: true',
    countries: 'countries: [JP, UZ]',
    people: 'people: and below it `- id: hayashi-yoshimasa`',
    organizations: 'organizations: [aifc]',
    'people.id': 'id: hayashi-yoshimasa',
    'series.id': 'id: foreign-ministers',
    series: 'series: and below it `id: foreign-ministers`, two spaces deeper',
    number: 'number: 9',
    status: 'status: done',
    relations: 'relations: and below it `follows: [an-earlier-event]`, two spaces deeper',
    figures: "figures: and below it `- measure: loans`, then `value: '190'`",
    measure: 'measure: loans',
    value: "value: '190'",
    unit: 'unit: JPY',
    scale: 'scale: 1000000',
    columns: 'columns: [loans, grants]',
    rows: "rows: and below it `UZ: ['190', none]`, two spaces deeper",
    sources:
      'sources: and below it `- source: report-2022-12-24`, then `paragraph: 1`, `for: date`, `wording: 24 December 2022`',
    source: 'source: report-2022-12-24',
    paragraph: 'paragraph: 1',
    for: 'for: date',
    wording: 'wording: 24 December 2022',
    published: 'published: 2026-11-22',
    revisions: 'revisions: and below it `- date: 2026-12-03`, then `note: …`',
    date: 'date: 2026-12-03',
    note: 'note: The place was added.',
    withdrawn: 'withdrawn: and below it `date: 2026-12-10`, then `reason: …`',
    reason: 'reason: The same as another entry.',
    disagreements: 'disagreements: and below it `- One source counts ten, another nine.`',
    alternatives: 'alternatives: and below it `- when: 2022-12`, then `sources:`',
    replacedBy: 'replacedBy: another-event',
  },
  {
    date: ['when'],
    dates: ['when'],
    day: ['when'],
    year: ['when'],
    time: ['when'],
    datetime: ['when'],
    period: ['when'],
    description: ['summary'],
    text: ['summary', 'note', 'wording'],
    body: ['summary'],
    content: ['summary'],
    abstract: ['summary'],
    details: ['summary'],
    name: ['title', 'id'],
    headline: ['title'],
    event: ['title'],
    heading: ['title'],
    subject: ['title'],
    short: ['shortTitle'],
    label: ['shortTitle'],
    importance: ['weight'],
    priority: ['weight'],
    level: ['weight'],
    location: ['place'],
    venue: ['place'],
    city: ['place'],
    where: ['place'],
    country: ['countries'],
    nation: ['countries'],
    nations: ['countries'],
    participants: ['people'],
    persons: ['people'],
    person: ['people', 'id'],
    attendees: ['people'],
    who: ['people'],
    organisation: ['organizations'],
    organisations: ['organizations'],
    organization: ['organizations'],
    kind: ['type'],
    category: ['type'],
    categories: ['type'],
    state: ['status'],
    references: ['sources'],
    reference: ['sources', 'source'],
    citations: ['sources'],
    citation: ['sources'],
    source: ['sources'],
    quote: ['wording'],
    quotation: ['wording'],
    words: ['wording', 'whenText'],
    para: ['paragraph'],
    page: ['paragraph'],
    nr: ['number'],
    no: ['number'],
    slug: ['id'],
    role: ['office'],
    position: ['office'],
    created: ['published'],
    added: ['published'],
    updated: ['revisions'],
    modified: ['revisions'],
    changes: ['revisions'],
    deleted: ['withdrawn'],
    partof: ['partOf'],
    currency: ['unit'],
    amount: ['value', 'figures'],
    comment: ['note'],
    why: ['reason', 'note'],
  },
  {
    tags: NO_TAGS,
    tag: NO_TAGS,
    keywords: NO_TAGS,
    labels: NO_TAGS,
    start: ONE_FIELD,
    end: ONE_FIELD,
    begin: ONE_FIELD,
    from: ONE_FIELD,
    until: ONE_FIELD,
    startdate: ONE_FIELD,
    enddate: ONE_FIELD,
    url: '`sources`, with the id of a document; its address stands in sources.yaml',
    link: '`sources`, with the id of a document; its address stands in sources.yaml',
    links: '`sources`, with the ids of documents; their addresses stand in sources.yaml',
    geo: '`place`, with the id of a place; its `geo` stands in places.yaml',
    coordinates: '`place`, with the id of a place; its `geo` stands in places.yaml',
    id: 'the file without it: the id of an event is the name of its file',
    uid: 'the file without it: the id of an event is the name of its file',
    slug: 'the file without it: the id of an event is the name of its file',
    author: 'the file without it; who keeps the chronology stands in chronology.yaml',
    image: 'the file without it: events have no pictures',
  },
  { people: 'people.yaml', sources: 'sources.yaml', series: 'chronology.yaml' },
);

export const settingsHints: FieldHints = hints(
  {
    title: 'title: Central Asia plus Japan',
    name: 'name: The curators',
    description: 'description: A chronology of …',
    publisher: 'publisher: and below it `name: …`, two spaces deeper',
    email: 'email: name@example.org',
    languages: 'languages: [en]',
    timeZone: 'timeZone: Asia/Tokyo',
    uidDomain: 'uidDomain: annals.example',
    types: 'types: and below it an id such as `meeting:`, with its fields below that',
    label: 'label: Meeting',
    plural: 'plural: Meetings',
    color: 'color: darkblue',
    requires: 'requires: [countries], or []',
    statuses: 'statuses: and below it `done: held`, two spaces deeper',
    defaultStatus: 'defaultStatus: done',
    endEntry: 'endEntry: false',
    schemaOrg: 'schemaOrg: Event',
    includedIn: 'includedIn: another-measure',
    sumOf: 'sumOf: [a-measure, another-measure]',
    less: 'less: [a-measure]',
  },
  {
    name: ['title', 'label'],
    summary: ['description'],
    colour: ['color'],
    language: ['languages'],
    lang: ['languages'],
    timezone: ['timeZone'],
    tz: ['timeZone'],
    domain: ['uidDomain'],
    license: ['licence'],
    author: ['publisher'],
    default: ['defaultStatus'],
    status: ['statuses'],
  },
);

export const entryHints: FieldHints = hints(
  {
    title: 'title: Report on the meeting',
    name: 'name: Hayashi Yoshimasa',
    language: 'language: en',
    date: 'date: 2022-12-24',
    file: 'file: report.txt',
    geo: 'geo: [35.6895, 139.6917], latitude and longitude',
    aka: 'aka: [another name]',
    printed: 'printed: [the name as the documents have it]',
    accessed: 'accessed: 2026-11-22',
    formerly: 'formerly: [the-id-before]',
    paragraphs: 'paragraphs: 18',
  },
  {
    name: ['title'],
    title: ['name'],
    label: ['name', 'title'],
    lang: ['language'],
    link: ['url'],
    website: ['url'],
    address: ['url'],
    when: ['date'],
    published: ['date'],
    author: ['publisher'],
    aliases: ['aka'],
    alias: ['aka'],
    othernames: ['aka'],
    asprinted: ['printed'],
    accessdate: ['accessed'],
    retrieved: ['accessed'],
    visited: ['accessed'],
    coordinates: ['geo'],
    location: ['geo'],
    latlng: ['geo'],
    nationality: ['country'],
    countries: ['country'],
    formerids: ['formerly'],
  },
  {
    lat: 'geo: [35.6895, 139.6917], latitude and longitude',
    lon: 'geo: [35.6895, 139.6917], latitude and longitude',
    lng: 'geo: [35.6895, 139.6917], latitude and longitude',
  },
);
