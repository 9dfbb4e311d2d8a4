/** The JSON of events as a schema: the members of every answer, what each means, and which values it takes. */
import { z } from 'zod';
import { precisions } from '../../chronology/dates/when.ts';
import { citationPurposes } from '../../chronology/schema/locator.ts';
import { statuses } from '../../chronology/schema/status.ts';
import { weights } from '../../chronology/schema/weight.ts';

const LANGUAGE = 'a language tag (BCP 47)';
const address = z.string().meta({ format: 'uri' });
const day = z.string().meta({
  pattern: '^(-?\\d{4}|Y-?\\d{5,6})-\\d{2}-\\d{2}$',
  description:
    'A day of the proleptic Gregorian calendar (ISO 8601-1), with a year 0 for 1 BC; years of five digits have a Y before them, as in EDTF.',
});
const instant = z.string().meta({ format: 'date-time', description: 'An instant in UTC (RFC 3339).' });
const id = z.string().meta({ description: 'An id of the chronology: it never changes its meaning.' });
const slug = z.string().meta({ pattern: '^[a-z0-9-]{1,80}$', description: 'The identity of an event.' });

const text = z.record(z.string(), z.string()).meta({
  id: 'Text',
  minProperties: 1,
  description: `One text by language: each key is ${LANGUAGE}. Of the languages that were asked for, those that it is written in; where it is written in none of these, the chronology's first language alone.`,
});

const named = (of: string) => z.object({ id, name: text }).meta({ description: of });

const country = z
  .object({
    code: z.string().meta({ description: 'ISO 3166-1 alpha-2, or alpha-4 of ISO 3166-3 for a former country.' }),
    name: text,
  })
  .meta({ id: 'Country' });

const point = z
  .object({
    state: z.enum(['dated', 'open', 'unknown']).meta({
      description:
        '`dated`: its days are known as well as the others members say. `open`: the period goes on, or has always been. `unknown`: it began or ended, and nobody says when.',
    }),
    earliest: day
      .nullable()
      .meta({ description: 'The first day that it can have been; null where nothing bounds it.' }),
    latest: day.nullable().meta({ description: 'The last day that it can have been; null where nothing bounds it.' }),
    precision: z.enum(precisions).nullable().meta({
      description:
        'The calendar unit that it is known to; `bounds` where only bounds are known; null where it is not dated.',
    }),
    approximate: z.boolean().meta({ description: 'EDTF `~` or `%`: the days before and after are possible too.' }),
    uncertain: z.boolean().meta({ description: 'EDTF `?` or `%`: the source may be wrong.' }),
    time: z
      .object({
        local: z.string().meta({ description: 'What the clocks showed there: day and time, without an offset.' }),
        offset: z.string().meta({ pattern: '^[+-]\\d{2}:\\d{2}(:\\d{2})?$', description: 'Their offset from UTC.' }),
        instant,
      })
      .optional()
      .meta({ description: 'Of precision `time` alone.' }),
  })
  .meta({ id: 'Point', description: 'A beginning or an end, exactly as well as it is known.' });

const date = z
  .object({
    edtf: z.string().meta({
      description:
        'As written: Extended Date/Time Format (ISO 8601-2), in the subset that the page about the chronology explains.',
    }),
    kind: z.enum(['moment', 'period']).meta({ description: 'Something that happened once, or something that lasted.' }),
    start: point,
    end: point.meta({ description: 'Of a moment, the same point as `start`.' }),
    precision: z.enum(precisions).meta({ description: 'The coarsest of its points.' }),
    text: text.meta({ description: 'In words, in every language of the chronology.' }),
    remark: text
      .optional()
      .meta({ description: 'How well it is known, in words; absent for what is known to the day.' }),
    timeZone: z.string().meta({ description: 'The IANA time zone in which its days and times are told.' }),
  })
  .meta({ id: 'Date' });

const citation = z
  .object({
    source: z.object({
      id,
      title: text,
      language: z.string().meta({ description: `Of the document and of its wordings: ${LANGUAGE}.` }),
      publisher: text.optional(),
      date: date.optional(),
      url: address.optional(),
      accessed: z
        .string()
        .optional()
        .meta({ description: 'The day on which the document was last seen at its address (EDTF).' }),
    }),
    paragraph: z.int().optional(),
    page: z.string().optional(),
    section: z.string().optional(),
    at: z
      .object({ seconds: z.int(), text: z.string().meta({ description: '1:02:30' }) })
      .optional()
      .meta({ description: 'A time in a recording.' }),
    for: z
      .enum(citationPurposes)
      .meta({ description: 'What it is cited for: the date, the year that the date lacks, or the statement.' }),
    wording: z.string().optional().meta({ description: 'The words of the source as printed, in its language.' }),
  })
  .meta({ id: 'Citation' });

const reference = z
  .object({ slug, title: text, url: address })
  .meta({ id: 'Reference', description: 'Another event of the chronology.' });

const amountText = text.meta({
  description: 'In words, with its unit, and with "about" or "more than" where the source says so.',
});

/** The members of which a revision may say what stood before. */
const stated = {
  type: z.object({ id, label: text }),
  status: z.object({ id: z.enum(statuses), label: text }),
  when: date,
  title: text,
  place: z
    .object({
      id: id.optional().meta({ description: 'Absent where the place has no entry of its own.' }),
      name: text,
      country: country.optional(),
      latitude: z.number().optional().meta({ description: 'In degrees, WGS 84.' }),
      longitude: z.number().optional(),
    })
    .optional(),
  online: z.boolean(),
  countries: z.array(country),
  people: z.array(
    z.object({
      id,
      name: text,
      office: text.optional().meta({ description: 'As held at the time.' }),
      country: country.optional().meta({ description: 'For which the person spoke.' }),
    }),
  ),
  organizations: z.array(z.object({ id, name: text, url: address.optional() })),
  tags: z.array(named('A tag; without a name of its own, it is called by its id.')),
  series: z.object({ id, name: text, number: z.int().optional() }).optional(),
  figures: z.array(
    z.object({
      measure: z.object({ id, label: text }),
      value: z.string().meta({ description: 'The digits as the source prints them.' }),
      scale: z.int().meta({ description: 'The factor of the printed value: 1000000000 for billions.' }),
      unit: z.string().optional().meta({ description: 'A currency (ISO 4217) or a unit of CLDR; absent for counts.' }),
      approximate: z.boolean(),
      moreThan: z.boolean(),
      countries: z.array(country),
      text: amountText,
    }),
  ),
};

/** Some of these members, as they were at one time. */
const revised = z
  .object({
    ...stated,
    place: stated.place.nullable(),
    series: stated.series.nullable(),
  })
  .partial()
  .meta({ id: 'Revised', description: 'Members of an event as they were at one time; null where there was none.' });

const revision = z
  .object({
    date: instant,
    note: text.meta({ description: 'What changed and why.' }),
    was: revised
      .optional()
      .meta({ description: 'What stood before, of the members that changed, where the entry says so.' }),
    became: revised
      .optional()
      .meta({ description: 'The same members as this revision made them, which a later one may have changed again.' }),
    changes: text
      .optional()
      .meta({ description: 'Both in words, a line for each; empty in a language in which nothing changed.' }),
    sources: z.array(citation).optional().meta({ description: 'What the revision rests on, where the entry says so.' }),
  })
  .meta({ id: 'Revision' });

const event = z
  .object({
    slug,
    uid: z.string().meta({ description: 'The identity in calendars and feeds: UID of iCalendar, guid of RSS.' }),
    url: address.meta({
      description: 'The permalink, which leads each reader to the page in a language that they read.',
    }),
    pages: z.record(z.string(), address).meta({ description: `The page in each language: keys are ${LANGUAGE}s.` }),
    type: stated.type,
    status: stated.status,
    weight: z.enum(weights).meta({ description: 'How much it matters in this chronology.' }),
    when: stated.when,
    title: stated.title,
    shortTitle: text.optional(),
    summary: text.meta({ description: 'Plain text; the address of a link stands behind it.' }),
    summaryMarkdown: text.optional().meta({
      description:
        'As written, with links, emphasis and bullet lists of CommonMark; absent where it has none. Nothing else is a mark: before a library of Markdown reads it, HTML, headings, numbered lists and the like are to be switched off or escaped.',
    }),
    place: stated.place,
    online: stated.online,
    countries: stated.countries,
    people: stated.people,
    organizations: stated.organizations,
    tags: stated.tags,
    website: address.optional().meta({ description: 'The page of the event itself, elsewhere on the web.' }),
    links: z.array(z.object({ label: text, url: address })),
    image: z
      .object({
        url: address,
        alt: text,
        credit: text,
        creditUrl: address.optional(),
        mediaType: z.string().optional(),
        width: z.int().optional().meta({ description: 'In pixels.' }),
        height: z.int().optional(),
        bytes: z.int().optional(),
      })
      .optional(),
    series: stated.series,
    relations: z.object({
      partOf: reference.optional(),
      parts: z.array(reference),
      follows: z.array(reference),
      followedBy: z.array(reference),
      fulfils: z.array(reference),
      fulfilledBy: z.array(reference),
      related: z.array(reference),
    }),
    figures: stated.figures,
    table: z
      .object({
        unit: z.string(),
        scale: z.int(),
        unitText: amountText,
        columns: z.array(
          z.object({
            id,
            label: text,
            includedIn: id.optional().meta({ description: 'The column that already counts this one.' }),
          }),
        ),
        rows: z.array(
          z.object({
            id: z.string().meta({ description: 'A country code, `multiple` or `total`. Totals are as printed.' }),
            label: text,
            values: z
              .array(z.string().nullable())
              .meta({ description: 'One a column, as printed; null for a dash, which is not 0.' }),
          }),
        ),
      })
      .optional(),
    disagreements: z.array(text).meta({ description: 'What the sources say differently.' }),
    alternatives: z
      .array(z.object({ when: date, note: text.optional(), sources: z.array(citation) }))
      .meta({ description: 'Other dates that some source gives.' }),
    dating: z
      .object({
        inferred: z.boolean().meta({ description: 'Whether the date is printed in no source.' }),
        note: text.optional(),
      })
      .optional(),
    sources: z.array(citation),
    published: instant.meta({ description: 'When the entry appeared.' }),
    modified: instant.meta({ description: 'When the entry last changed.' }),
    revisions: z.array(revision),
  })
  .meta({ id: 'Event' });

const tombstone = z
  .object({
    slug,
    uid: z.string(),
    url: address,
    title: text,
    withdrawn: z.object({ date: instant, reason: text, replacedBy: reference.optional() }),
  })
  .meta({ id: 'Tombstone', description: 'What a withdrawn event leaves. It is no event any more.' });

const head = {
  $schema: address.meta({ description: 'The address of this schema.' }),
  version: z.string().meta({
    pattern: '^\\d+\\.\\d+$',
    description:
      'Of the format. A higher second number only adds members, which readers ignore if they do not know them. The first number rises where a member goes, or changes its type or meaning; the schema then has another address.',
  }),
  chronology: z.object({
    title: text,
    description: text,
    url: address,
    languages: z.array(z.string()).meta({ description: 'Of the chronology; the first is its default.' }),
    timeZone: z.string(),
    publisher: z.object({ name: text, url: address.optional(), email: z.string().optional() }),
    licence: text.optional().meta({ description: 'Of texts and data: a name or an address.' }),
  }),
  languages: z.array(z.string()).meta({ description: 'The languages that were asked for.' }),
};

const eventsPage = z
  .object({
    ...head,
    title: text.meta({ description: 'The chronology and the filter in words.' }),
    page: address.meta({ description: 'The page of this view for people.' }),
    order: z.enum(['oldest', 'newest']),
    limit: z.int().meta({ description: 'The most entries that a page holds, events and tombstones together.' }),
    total: z.int().meta({ description: 'How many events the whole view has.' }),
    totalWithdrawn: z.int().meta({ description: 'How many tombstones follow behind the last event.' }),
    links: z.object({
      self: address,
      first: address,
      next: address.optional().meta({ description: 'The next page; absent on the last one.' }),
      schema: address,
    }),
    events: z.array(event).meta({ description: 'In the order of the chronology.' }),
    withdrawn: z
      .array(tombstone)
      .meta({ description: 'What the view had, and has no more: behind all events, in the order of slugs.' }),
  })
  .meta({ id: 'EventsPage', description: 'A page of a view: `events.json`.' });

const eventDocument = z
  .object({ ...head, event })
  .meta({ id: 'EventDocument', description: 'One event: `events/{slug}.json`.' });

export type DateData = z.output<typeof date>;
export type PointData = z.output<typeof point>;
export type CitationData = z.output<typeof citation>;
export type ReferenceData = z.output<typeof reference>;
export type StatedData = Pick<EventData, keyof typeof stated>;
export type RevisedData = z.output<typeof revised>;
export type EventData = z.output<typeof event>;
export type TombstoneData = z.output<typeof tombstone>;
export type EventsPageData = z.output<typeof eventsPage>;
export type EventDocumentData = z.output<typeof eventDocument>;

/**
 * JSON Schema, draft 2020-12, of every JSON answer about events; `$defs/Event` is a line of `events.ndjson`.
 *
 * @param self where the schema is served
 * @param isClosed whether members that it does not name are faults: they are none to readers, for a later version adds some
 */
export function eventDataSchema(self: string, isClosed = false): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(z.union([eventsPage, eventDocument]), {
    io: isClosed ? 'output' : 'input',
  });
  return { $schema, $id: self, title: 'Events of a chronology', ...schema };
}
