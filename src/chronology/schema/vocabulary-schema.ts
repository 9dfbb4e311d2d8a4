/** The schemas of `chronology.yaml` and the other vocabulary files. */
import colorNames from 'color-name';
import { z } from 'zod';
import { isPlain } from '../dates/when.ts';
import { canonicalTag } from '../languages/display-names.ts';
import { commonDescription, commonStatuses, DEFAULT_UID_DOMAIN, withColours } from './defaults.ts';
import {
  count,
  country,
  distinct,
  flag,
  forEditors,
  httpUrl,
  id,
  inEveryLanguage,
  instant,
  issue,
  isTimeZone,
  line,
  list,
  mapping,
  prose,
  shortLine,
  text,
  when,
  zone,
} from './fields.ts';
import { type Status, statuses } from './status.ts';

/** The classes of schema.org that a type can have, for search engines. */
const schemaOrgTypes = ['Event', 'Dataset', 'CreativeWork'] as const;

/** The fields that a type can require of its events. */
const requirableFields = ['place', 'countries', 'people', 'organizations', 'series', 'figures', 'table'] as const;

/** Kinds of entry whose ids are in addresses, and so must not vanish. */
export const ADDRESSED_KINDS = ['types', 'series', 'people', 'sources', 'places', 'organizations', 'tags'] as const;

/** Nobody can take back that an entry was retired: more than a vocabulary file has entries. */
const MOST_RETIRED = 50_000;

/** Former ids of an entry: their addresses redirect to the current ones. */
const formerly = distinct(id).min(1).optional();

/** Entries by id. No former id is a current one, or a former one of two entries. */
function entriesWithAddresses<E extends z.ZodType<{ readonly formerly?: readonly string[] | undefined }>>(entry: E) {
  return z.record(id, entry).check((ctx) => {
    const holderByFormerId = new Map<string, string>();
    const entries = ctx.value as Readonly<Record<string, { readonly formerly?: readonly string[] | undefined }>>;
    for (const [key, { formerly: ids = [] }] of Object.entries(entries))
      for (const [index, former] of ids.entries()) {
        const holder = Object.hasOwn(entries, former) ? former : holderByFormerId.get(former);
        if (holder === undefined) holderByFormerId.set(former, key);
        else
          ctx.issues.push(
            issue(
              ctx.value,
              {
                message: holder === former ? 'is still an id here' : `is also a former id of ${holder}`,
                advice: 'an id that no entry has',
              },
              [key, 'formerly', index],
            ),
          );
      }
  });
}

/** A tag of BCP 47 in its usual form: it stands in addresses, where there is one form of each. */
const languageTag = z.string().check((ctx) => {
  // As the machine's settings have it: en_GB.
  const canonical = canonicalTag(ctx.value.replaceAll('_', '-'));
  if (canonical !== ctx.value)
    ctx.issues.push(issue(ctx.value, { message: 'not a language tag', advice: canonical ?? 'en, ja, pt-BR, …' }));
});

const LANGUAGES = z.array(languageTag).min(1);

/** Whether every event cites what it rests on, or may do without. */
const citationRules = ['required', 'optional'] as const;

/**
 * The fields of `chronology.yaml` that are read first, for all that event files say depends on them: texts on the languages,
 * dates on the time zone, and what a file may leave out on the other two.
 */
export const readContextSchema = z.object({
  languages: LANGUAGES,
  timeZone: z.string().refine(isTimeZone),
  published: z.string().optional().catch(undefined),
  citations: z.enum(citationRules).optional().catch(undefined),
});
export type ReadContext = z.output<typeof readContextSchema>;

/** What the reading of event files depends on: that, and the zones in which times are told at places. */
export interface EventContext extends ReadContext {
  /** Id of a place → its time zone, of those that have one. */
  readonly placeZones?: Readonly<Record<string, string>> | undefined;
}

export function settingsSchema({ languages, timeZone }: ReadContext) {
  const name = text(line, languages);
  return mapping({
    title: name,
    /** Where it is not given, a sentence that says what every chronology is. */
    description: text(prose, languages).optional(),
    /** Where it is not given, the chronology goes by its title. */
    publisher: mapping({ name: line, url: httpUrl.optional(), email: email.optional() }).optional(),
    /** Of the chronology's texts and data: its name or address, and, in words of each language, what it is of. */
    licence: name.optional(),
    /** The colour of the calendar in programs that show several calendars. */
    color: cssColour.default('steelblue'),
    languages: LANGUAGES.check((ctx) => {
      if (new Set(ctx.value).size !== ctx.value.length)
        ctx.issues.push(issue(ctx.value, { message: 'a language stands twice', advice: 'each once' }));
    }),
    timeZone: zone,
    /** When the chronology appeared, and every event whose file does not say when it did. */
    published: instant(timeZone).optional(),
    citations: z.enum(citationRules).default('required'),
    uidDomain: z
      .string()
      .check((ctx) => {
        if (!/^(?=.{1,200}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(ctx.value))
          ctx.issues.push(
            issue(ctx.value, {
              message: 'not a domain name',
              advice: 'a name of your own that never changes, in small letters',
            }),
          );
      })
      .default(DEFAULT_UID_DOMAIN),
    types: entriesWithAddresses(
      mapping({
        label: name,
        plural: name.optional(),
        color: cssColour.optional(),
        requires: z.array(z.enum(requirableFields)).default([]),
        defaultStatus: z.enum(statuses).default('done'),
        endEntry: flag.default(false),
        /** Whether there is an edition each year, which its slug may name. */
        recurring: flag.default(false),
        schemaOrg: z.enum(schemaOrgTypes).default('Event'),
        statuses: mapping(
          Object.fromEntries(statuses.map((status) => [status, name.optional()])) as StatusShape,
        ).optional(),
        formerly,
      })
        .check((ctx) => {
          const { statuses: words, defaultStatus } = ctx.value;
          // A misspelt status has a problem of its own.
          if (ctx.issues.length === 0 && words && !words[defaultStatus])
            ctx.issues.push(
              issue(ctx.value, { message: 'has no word in `statuses`', advice: 'one that has' }, ['defaultStatus']),
            );
        })
        .transform(({ plural, statuses: words, ...type }) => ({
          ...type,
          plural: plural ?? type.label,
          statuses: words ?? commonStatuses(languages),
        })),
    ).transform(withColours),
    series: entriesWithAddresses(mapping({ name, formerly })).default({}),
    /** Names of tags; where there are none, a tag may be any id, which is then its name. */
    tags: entriesWithAddresses(mapping({ name, aka, formerly })).default({}),
    /** Groups of words and phrases, in any language, each of which a search takes for all of its group. */
    synonyms: list(list(line)).default([]),
    /** Names of countries in the place of CLDR's, and others by which a search finds them. */
    countries: z
      .record(
        country,
        mapping({
          name: inEveryLanguage(name, languages, 'the name in every language of the chronology').optional(),
          aka,
        }),
      )
      .default({}),
    /** Countries that lists name together, by one name: `Central Asia 5`. */
    countryGroups: z
      .record(
        id,
        mapping({
          name: inEveryLanguage(name, languages, 'the name in every language of the chronology'),
          countries: distinct(country).min(2),
        }),
      )
      .default({}),
    /** Ids of removed entries that have no successor: their addresses answer 410. */
    retired: mapping(
      Object.fromEntries(
        ADDRESSED_KINDS.map((kind) => [kind, distinct(id, undefined, MOST_RETIRED).optional()]),
      ) as RetiredShape,
    ).optional(),
    measures: z
      .record(
        id,
        mapping({
          label: name,
          /** The measure whose value already includes this one. */
          includedIn: id.optional(),
          /** The measures that a column of totals adds up. */
          sumOf: distinct(id).min(1).optional(),
          /** The measures that the column then subtracts. */
          less: distinct(id).min(1).optional(),
        }),
      )
      .default({})
      .check((ctx) => {
        const fault = (message: string, advice: string, path: readonly (string | number)[]) =>
          ctx.issues.push(issue(ctx.value, { message, advice }, path));
        for (const [key, { includedIn, sumOf = [], less = [] }] of Object.entries(ctx.value)) {
          const named: [path: (string | number)[], other: string | undefined][] = [
            [['includedIn'], includedIn],
            ...sumOf.map((other, index): [(string | number)[], string] => [['sumOf', index], other]),
            ...less.map((other, index): [(string | number)[], string] => [['less', index], other]),
          ];
          for (const [path, other] of named)
            if (other !== undefined && (other === key || !Object.hasOwn(ctx.value, other)))
              fault('not another measure', 'the id of another measure', [key, ...path]);
          for (const [index, other] of less.entries())
            if (sumOf.includes(other)) fault('both added and taken off', 'one of the two', [key, 'less', index]);
          if (less.length > 0 && sumOf.length === 0)
            fault('takes off from nothing', 'sumOf: what this is taken off from', [key, 'less']);
          // A measure that names itself directly has a fault already.
          if (![...sumOf, ...less].includes(key) && componentsOf(ctx.value, key).has(key))
            fault('goes round in a circle', 'columns that do not add this one up', [key, 'sumOf']);
        }
      }),
  }).transform(({ description, publisher, ...settings }) => ({
    ...settings,
    description: description ?? commonDescription(settings.title, languages),
    publisher: publisher ?? { name: undefined, url: undefined, email: undefined },
  }));

  type StatusShape = Record<Status, z.ZodOptional<typeof name>>;
  type RetiredShape = Record<(typeof ADDRESSED_KINDS)[number], z.ZodOptional<ReturnType<typeof distinct<typeof id>>>>;
}

/** All measures that a measure adds up or subtracts, at any depth. */
function componentsOf(
  measures: Readonly<Record<string, { sumOf?: string[] | undefined; less?: string[] | undefined }>>,
  id: string,
): ReadonlySet<string> {
  const components = new Set<string>();
  const open = [id];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const { sumOf = [], less = [] } = Object.hasOwn(measures, key) ? (measures[key] ?? {}) : {};
    for (const component of [...sumOf, ...less])
      if (!components.has(component)) {
        components.add(component);
        open.push(component);
      }
  }
  return components;
}

const email = line.check((ctx) => {
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(ctx.value))
    ctx.issues.push(issue(ctx.value, { message: 'not an e-mail address', advice: 'name@example.org' }));
});

// RFC 7986 §5.9: COLOR is a colour name of CSS3, which lacks `rebeccapurple`.
const cssColour = z.string().check((ctx) => {
  if (!Object.hasOwn(colorNames, ctx.value) || ctx.value === 'rebeccapurple')
    ctx.issues.push(issue(ctx.value, { message: 'not a CSS colour name', advice: 'darkblue, teal, …' }));
});

const degrees = (limit: number) =>
  forEditors(
    z.string().transform((value, ctx) => {
      if (/^-?\d{1,3}(\.\d{1,6})?$/.test(value) && Math.abs(Number(value)) <= limit) return Number(value);
      const isLong = /^-?\d{1,3}\.\d{7,}$/.test(value) && Math.abs(Number(value)) <= limit;
      ctx.issues.push(
        issue(
          value,
          isLong
            ? {
                message: 'more than six decimals, which are a hand’s breadth',
                advice: String(Number(Number(value).toFixed(6))),
              }
            : { message: 'not degrees', advice: `a decimal number from -${limit} to ${limit}` },
        ),
      );
      return z.NEVER;
    }),
    { type: ['number', 'string'] },
  );

const aka = list(line).default([]);

/** The day on which the document was last seen at its address. */
const accessed = (timeZone: string) =>
  when(timeZone).check((ctx) => {
    const { value } = ctx;
    if (value.kind === 'period' || value.at.form !== 'date' || value.at.precision !== 'day' || !isPlain(value.at))
      ctx.issues.push(issue(value, { message: 'not a day', advice: 'the day on which you opened it, 2026-11-22' }));
  });

/** The files beside `chronology.yaml`, by their names without extension. */
export const vocabularySchemas = {
  sources: ({ languages, timeZone }: ReadContext) =>
    entriesWithAddresses(
      mapping({
        file: line.optional(),
        title: text(line, languages),
        /** Where there is no room for the title: in lists of events. */
        shortTitle: text(shortLine, languages).optional(),
        publisher: text(line, languages).optional(),
        /** Of the document's text. */
        language: languageTag.default(() => languages[0] ?? ''),
        date: when(timeZone).optional(),
        url: httpUrl.optional(),
        accessed: accessed(timeZone).optional(),
        paragraphs: count(1).optional(),
        formerly,
      }).check((ctx) => {
        if (ctx.value.accessed !== undefined && ctx.value.url === undefined)
          ctx.issues.push(
            issue(ctx.value, { message: 'there is no address that was opened', advice: 'url: https://…' }, [
              'accessed',
            ]),
          );
      }),
    ),
  people: ({ languages }: ReadContext) =>
    entriesWithAddresses(
      mapping({
        name: text(line, languages),
        /** The forms of the name in the documents, where these print less of it than is known, or spell it otherwise. */
        printed: aka,
        aka,
        country: country.optional(),
        formerly,
      }),
    ),
  organizations: ({ languages }: ReadContext) =>
    entriesWithAddresses(
      mapping({
        name: text(line, languages),
        aka,
        country: country.optional(),
        url: httpUrl.optional(),
        formerly,
      }),
    ),
  places: ({ languages }: ReadContext) =>
    entriesWithAddresses(
      mapping({
        name: text(line, languages),
        aka,
        country: country.optional(),
        /** Latitude and longitude in degrees, WGS 84. */
        geo: z.tuple([degrees(90), degrees(180)]).optional(),
        /** In which the times of events there are read and told, where it is not the chronology's. */
        timeZone: zone.optional(),
        formerly,
      }),
    ),
};

export type Settings = z.output<ReturnType<typeof settingsSchema>>;
