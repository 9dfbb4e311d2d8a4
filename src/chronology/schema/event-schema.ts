/** The schema of an event file: its fields and the values that each takes. */
import { z } from 'zod';
import { idFrom, SLUG } from '../files/slug.ts';
import { MOST_ITEMS } from '../files/source/bounds.ts';
import { counted } from '../files/source/numbers.ts';
import { imageNameFault } from '../images/image.ts';
import { amountAdvice, isAmount, MOST_DIGITS } from './amount.ts';
import { isCountry } from './country.ts';
import { eventRules, NOTHING, versionsOf } from './event-rules.ts';
import {
  count,
  country,
  distinct,
  flag,
  forEditors,
  idOrText,
  inEveryLanguage,
  instant,
  issue,
  isTimeZone,
  line,
  list,
  mapping,
  markedProse,
  prose,
  secureAddress,
  shortLine,
  text,
  webAddress,
  when,
  zone,
} from './fields.ts';
import { citationPurposes, locatorKinds, parseRecordedTime } from './locator.ts';
import { statuses } from './status.ts';
import { isUnit, unitsFor } from './unit.ts';
import type { EventContext, ReadContext } from './vocabulary-schema.ts';
import { weights } from './weight.ts';

/** A page or a section as the source has it: `12`, `xii`, `12–14`, `3.2`, `Preface`. */
const place = forEditors(shortLine, { type: ['string', 'number'] });

/** A time in a recording, in seconds. */
const recordedTime = z.string().transform((value, ctx): number => {
  const seconds = parseRecordedTime(value);
  if (seconds !== undefined) return seconds;
  ctx.issues.push(issue(value, { message: 'not a time in a recording', advice: '12:30, or 1:02:30 with hours' }));
  return z.NEVER;
});

/** A number as text. @param name The field that holds it; undefined in a table, of which a cell may also be `none`. */
const amount = (name?: string) =>
  forEditors(
    z.string().check((ctx) => {
      if (isAmount(ctx.value)) return;
      const advice = `at most ${MOST_DIGITS} digits without commas, in quotes: '12100', '2.5'`;
      const isDash = name === undefined && /^(?:[-–—―…]|n\/a|none|\.+)?$/i.test(ctx.value);
      ctx.issues.push(
        issue(ctx.value, {
          message: 'not a number as printed',
          advice: isDash
            ? 'none'
            : (amountAdvice(ctx.value, name) ?? (name === undefined ? `${advice}; \`none\` for a dash` : advice)),
        }),
      );
    }),
    { type: ['string', 'number'] },
  );

const unit = z.string().check((ctx) => {
  if (isUnit(ctx.value)) return;
  const meant = unitsFor(ctx.value);
  ctx.issues.push(
    issue(ctx.value, {
      message: 'not a unit',
      advice:
        meant.length > 0
          ? meant.join(' or ')
          : 'a currency (JPY, USD) or a unit of CLDR (kilometer, percent); leave it out for plain counts',
    }),
  );
});

/** A tag is in addresses: it is of the form of ids, also where it has no entry. */
const tag = z.string().check((ctx) => {
  if (!SLUG.test(ctx.value))
    ctx.issues.push(
      issue(ctx.value, {
        message: 'not the form of a tag',
        advice: idFrom(ctx.value) || 'small letters a to z, digits and hyphens; its name stands in chronology.yaml',
      }),
    );
});

const imageName = z.string().check((ctx) => {
  const fault = imageNameFault(ctx.value);
  if (fault) ctx.issues.push(issue(ctx.value, fault));
});

/** The row as it was meant, where commas between thousands made more values of it than there are columns. */
function withoutCommas(values: readonly string[], count: number): string | undefined {
  const joined: string[] = [];
  for (const value of values) {
    const last = joined.at(-1);
    if (last !== undefined && /^[1-9]\d{0,2}(?:\d{3})*$/.test(last) && /^\d{3}(?:\.\d+)?$/.test(value))
      joined[joined.length - 1] = `${last}${value}`;
    else joined.push(value);
  }
  return joined.length === count ? `[${joined.join(', ')}], without commas between thousands` : undefined;
}

/**
 * The time zone in which the times of an event are read and told: its own, or that of its place, or the chronology's.
 *
 * @param content The event as its file says it, whatever that is: a zone that is none is told as a problem of its own.
 */
export function zoneOfTimes(
  content: unknown,
  { timeZone, placeZones = {} }: Pick<EventContext, 'timeZone' | 'placeZones'>,
): string {
  if (typeof content !== 'object' || content === null) return timeZone;
  const { timeZone: own, place: id } = content as Readonly<Record<string, unknown>>;
  if (typeof own === 'string' && isTimeZone(own)) return own;
  return (typeof id === 'string' && Object.hasOwn(placeZones, id) ? placeZones[id] : undefined) ?? timeZone;
}

/** The time zones in which the dates of an event file are read. */
export interface ZonesOfTimes {
  /** Of its own, and of those that other sources say. */
  readonly now: string;
  /** Of the date before each revision, by its index, as far as they are others: the event was at another place then. */
  readonly before: readonly string[];
}

/** @param content The event as its file says it, whatever that is */
export function zonesOfTimes(content: unknown, context: Pick<EventContext, 'timeZone' | 'placeZones'>): ZonesOfTimes {
  const now = zoneOfTimes(content, context);
  const { revisions } = (content ?? {}) as { readonly revisions?: unknown };
  // Nearly all events have no revision; a longer list is a problem of its own.
  if (!Array.isArray(revisions) || revisions.length > MOST_ITEMS) return { now, before: [] };
  const versions = versionsOf({
    ...(content as object),
    revisions: revisions.map((revision: { readonly was?: unknown } | null) => ({
      was: typeof revision?.was === 'object' && revision.was !== null ? revision.was : undefined,
    })),
  });
  const zones = versions.map((version) => zoneOfTimes(version, context));
  return { now, before: zones.slice(0, zones.findLastIndex((zone) => zone !== now) + 1) };
}

/**
 * The schema of an event file by itself. Rules between files check that its references exist, and the fields that its type
 * requires.
 *
 * @param types The ids of the types, for the completion in editors; undefined: `type` may be any value or absent.
 * @param zones Of the event's own times. Those of its entry and its revisions are the chronology's.
 */
export function eventSchema(
  context: ReadContext,
  types?: readonly string[],
  zones: ZonesOfTimes = { now: context.timeZone, before: [] },
) {
  const { languages, timeZone } = context;
  const { now: local, before } = zones;
  const title = text(line, languages);
  const paragraphs = text(prose, languages);
  const name = z.string();
  const slugs = distinct(name).default([]);
  const countries = distinct(country).default([]);
  const type = types ? z.enum(types) : (z.unknown().optional() as unknown as z.ZodString);

  // Those of the chronology are told as a problem there, if they are none.
  const publishedAt = instant(timeZone).safeParse(context.published).data;
  /** Of a field that another chronology need not have: of one type with the field that has a default. */
  const needed = <T extends z.ZodType>(field: T) => field as unknown as z.ZodDefault<T>;

  const citation = mapping({
    source: name,
    paragraph: count(1).optional(),
    page: place.optional(),
    section: place.optional(),
    at: recordedTime.optional(),
    for: z.enum(citationPurposes),
    wording: line.optional(),
  }).check((ctx) => {
    const { for: purpose, wording } = ctx.value;
    const [, second] = locatorKinds.filter((kind) => ctx.value[kind] !== undefined);
    if (second !== undefined)
      ctx.issues.push(
        issue(ctx.value, { message: 'a second place in the source', advice: 'one of the two here; two citations' }, [
          second,
        ]),
      );
    if (purpose !== 'statement' && wording === undefined)
      ctx.issues.push(
        issue(ctx.value, {
          message: `a citation for a ${purpose} quotes it`,
          advice: 'wording: the date expression as printed',
        }),
      );
  });

  const table = mapping({
    unit,
    scale: count(1).default(1),
    columns: distinct(name).min(1),
    rows: z.record(
      z.string().check((ctx) => {
        if (ctx.value !== 'total' && ctx.value !== 'multiple' && !isCountry(ctx.value))
          ctx.issues.push(issue(ctx.value, { message: 'not a row', advice: 'a country code, `multiple` or `total`' }));
      }),
      z.array(z.union([z.literal('none'), amount()])),
    ),
  }).check((ctx) => {
    const { columns, rows } = ctx.value;
    if (Object.keys(rows).length === 0)
      ctx.issues.push(
        issue(
          rows,
          { message: 'a table without rows', advice: 'a country code, `multiple` or `total`, and its values' },
          ['rows'],
        ),
      );
    for (const [row, values] of Object.entries(rows))
      if (values.length !== columns.length)
        ctx.issues.push(
          issue(
            values,
            {
              message: `${counted(values.length, 'value')} under ${counted(columns.length, 'column')}`,
              advice: withoutCommas(values, columns.length) ?? 'one value a column; `none` for a dash',
            },
            ['rows', row],
          ),
        );
  });

  const image = mapping({
    /** A file in the folder of images; what is in it, the parsed event says as `imageFile`. */
    file: imageName.optional(),
    url: secureAddress.optional(),
    /** For those who do not see it. */
    alt: title,
    credit: title,
    /** Where it comes from, to which the credit leads. */
    creditUrl: webAddress.optional(),
  }).check((ctx) => {
    const { file, url } = ctx.value;
    if ((file === undefined) !== (url === undefined)) return;
    const message = file === undefined ? 'an image without a file or an address' : 'a file and an address at once';
    ctx.issues.push(issue(ctx.value, { message, advice: 'file: bridge.jpg, or url: https://…' }));
  });

  const location = idOrText(line, languages);
  const people = distinct(mapping({ id: name, office: title.optional(), country: country.optional() }), ({ id }) => id);
  const organizations = distinct(name);
  const tags = distinct(tag);
  const series = mapping({ id: name, number: count(1).optional() });
  const figures = list(
    mapping({
      measure: name,
      value: amount('value'),
      /** The factor of the printed value: 1000000000 for billions. */
      scale: count(1).default(1),
      unit: unit.optional(),
      approximate: flag.default(false),
      /** "More than 100,000" is not "about 100,000". */
      moreThan: flag.default(false),
      countries,
    }).check((ctx) => {
      if (ctx.value.approximate && ctx.value.moreThan)
        ctx.issues.push(
          issue(ctx.value, { message: 'about and more than at once', advice: '`approximate` or `moreThan`' }),
        );
    }),
  );

  /** What stood before, of the fields of which a line can tell. Of longer texts, the note of the revision says what changed. */
  const was = (zone: string) =>
    mapping({
      type: type.optional(),
      when: when(zone, timeZone).optional(),
      title: title.optional(),
      place: location.optional(),
      online: flag.optional(),
      countries: distinct(country).optional(),
      people: people.optional(),
      organizations: organizations.optional(),
      tags: tags.optional(),
      series: z.union([series, z.literal(NOTHING)]).optional(),
      status: z.enum(statuses).optional(),
      figures: figures.optional(),
    }).check((ctx) => {
      if (ctx.issues.length === 0 && Object.values(ctx.value).every((value) => value === undefined))
        ctx.issues.push(
          issue(ctx.value, { message: 'nothing that stood before', advice: 'when: 2004, or leave it out' }),
        );
    });
  const revisionIn = (zone: string) =>
    mapping({
      date: instant(timeZone),
      note: paragraphs,
      was: was(zone).optional(),
      /** What the change rests on. */
      sources: list(citation).default([]),
    });
  const revision = revisionIn(local);
  const revisions = list(revision).default([]);
  // There are at least as many revisions as zones.
  const readElsewhere = z.tuple(before.map(revisionIn) as [typeof revision], revision);

  return mapping({
    type,
    when: when(local, timeZone),
    /** Of the times in `when` and in alternatives, where it is not that of the place or the chronology. */
    timeZone: zone.optional(),
    whenText: inEveryLanguage(title, languages, 'the date in words in every language of the chronology').optional(),
    title,
    /** Where there is no room for the title: in pictures, and among the key moments. */
    shortTitle: text(shortLine, languages).optional(),
    summary: text(markedProse, languages),
    weight: z.enum(weights).default('normal'),
    /** An id of places.yaml, or the name of a place that has no entry. */
    place: location.optional(),
    online: flag.default(false),
    countries,
    people: people.default([]),
    organizations: organizations.default([]),
    tags: tags.default([]),
    /** The event's own page on the web; the address that calendars carry as URL is that of our page. */
    url: webAddress.optional(),
    links: distinct(mapping({ label: title, url: webAddress }), ({ url }) => url).default([]),
    image: image.optional(),
    series: series.optional(),
    status: z.enum(statuses).optional(),
    relations: mapping({
      partOf: name.optional(),
      follows: slugs,
      fulfils: slugs,
      related: slugs,
    }).default({ follows: [], fulfils: [], related: [] }),
    figures: figures.default([]),
    table: table.optional(),
    disagreements: list(paragraphs).default([]),
    alternatives: list(
      mapping({ when: when(local, timeZone), note: paragraphs.optional(), sources: list(citation).min(1) }),
    ).default([]),
    dating: mapping({ inferred: flag.default(false), note: paragraphs.optional() }).optional(),
    sources: context.citations === 'optional' ? list(citation).default([]) : needed(list(citation).min(1)),
    published: publishedAt === undefined ? needed(instant(timeZone)) : instant(timeZone).default(publishedAt),
    revisions: before.length === 0 ? revisions : (readElsewhere as unknown as typeof revisions),
    withdrawn: mapping({ date: instant(timeZone), reason: paragraphs, replacedBy: name.optional() }).optional(),
  }).superRefine(
    (value, ctx) => {
      // A field with a fault of its own is left out of the rules between fields.
      const wrong = new Set<unknown>(ctx.issues.map(({ path }) => path?.[0]));
      for (const { path, fault } of eventRules(value, context, wrong)) ctx.issues.push(issue(value, fault, path));
    },
    // The rules run even where a field is wrong, so that a curator reads every problem at once.
    { when: () => true },
  );
}

/** The parsed content of an event file. */
export type EventFile = z.output<ReturnType<typeof eventSchema>>;
