/** What an event file says, and what must hold within one file. */
import { z } from 'zod';
import {
  count,
  country,
  flag,
  forEditors,
  instant,
  issue,
  line,
  mapping,
  prose,
  reference,
  SLUG,
  text,
  when,
} from './fields.ts';
import type { Fault } from './problem.ts';
import { type Status, statuses, type Vocabulary } from './vocabulary.ts';

/** What a citation is for: it gives the date, the year that the date lacks, or tells of the event. */
export const citationPurposes = ['date', 'year', 'statement'] as const;

const currencies = new Set(Intl.supportedValuesOf('currency'));
const units = new Set(Intl.supportedValuesOf('unit'));

const amount = forEditors(
  z.string().check((ctx) => {
    if (!/^-?\d+(\.\d+)?$/.test(ctx.value))
      ctx.issues.push(
        issue(ctx.value, {
          message: 'not a number as printed',
          advice: `digits without commas, in quotes: '12100', '2.5'`,
        }),
      );
  }),
  { type: ['string', 'number'] },
);

const unit = z.string().check((ctx) => {
  if (!currencies.has(ctx.value) && !units.has(ctx.value))
    ctx.issues.push(
      issue(ctx.value, {
        message: 'not a unit',
        advice: 'a currency (JPY, USD) or a unit of CLDR (kilometer, percent); leave it out for plain counts',
      }),
    );
});

/** The schema of an event file of this chronology; `slugs` are those of all its events. */
export function eventSchema(vocabulary: Vocabulary, slugs: ReadonlySet<string>) {
  const { settings } = vocabulary;
  const { languages, timeZone } = settings;
  const title = text(line, languages);
  const paragraphs = text(prose, languages);
  const keys = (of: object) => new Set(Object.keys(of));
  const oneOf = (of: object) => z.enum(Object.keys(of) as [string, ...string[]]);
  const slug = reference(slugs, 'the slug of an event in this folder');
  const measure = reference(keys(settings.measures), 'a measure of chronology.yaml');
  const sources = reference(keys(vocabulary.sources), 'a source of sources.yaml');

  const citation = mapping({
    source: sources,
    paragraph: count(1),
    for: z.enum(citationPurposes),
    wording: line.optional(),
  }).check((ctx) => {
    const { for: purpose, wording } = ctx.value;
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
    columns: z.array(measure).min(1),
    rows: z.record(
      z.string().check((ctx) => {
        if (ctx.value !== 'total' && ctx.value !== 'multiple' && !/^[A-Z]{2}$/.test(ctx.value))
          ctx.issues.push(issue(ctx.value, { message: 'not a row', advice: 'a country code, `multiple` or `total`' }));
      }),
      z.array(z.union([z.literal('none'), amount])),
    ),
  }).check((ctx) => {
    const { columns, rows } = ctx.value;
    for (const [row, values] of Object.entries(rows))
      if (values.length !== columns.length)
        ctx.issues.push(
          issue(
            values,
            {
              message: `${values.length} values under ${columns.length} columns`,
              advice: 'one value a column; `none` for a dash',
            },
            ['rows', row],
          ),
        );
  });

  return mapping({
    type: oneOf(settings.types),
    when: when(timeZone),
    whenText: title.optional(),
    title,
    summary: paragraphs,
    place: reference(keys(vocabulary.places), 'a place of places.yaml').optional(),
    online: flag.default(false),
    countries: z.array(country).default([]),
    people: z
      .array(
        mapping({
          id: reference(keys(vocabulary.people), 'a person of people.yaml'),
          office: title.optional(),
          country: country.optional(),
        }),
      )
      .default([]),
    organizations: z
      .array(reference(keys(vocabulary.organizations), 'an organisation of organizations.yaml'))
      .default([]),
    series: mapping({
      id: reference(keys(settings.series), 'a series of chronology.yaml'),
      number: count(1).optional(),
    }).optional(),
    status: z.enum(statuses).optional(),
    relations: mapping({
      partOf: slug.optional(),
      follows: z.array(slug).default([]),
      fulfils: z.array(slug).default([]),
      related: z.array(slug).default([]),
    }).default({ follows: [], fulfils: [], related: [] }),
    figures: z
      .array(
        mapping({
          measure,
          value: amount,
          /** What the printed value is multiplied by: 1000000000 for billions. */
          scale: count(1).default(1),
          unit: unit.optional(),
          approximate: flag.default(false),
          /** "More than 100,000" is not "about 100,000". */
          moreThan: flag.default(false),
          countries: z.array(country).default([]),
        }),
      )
      .default([]),
    table: table.optional(),
    disagreements: z.array(paragraphs).default([]),
    alternatives: z
      .array(mapping({ when: when(timeZone), note: paragraphs.optional(), sources: z.array(citation).min(1) }))
      .default([]),
    dating: mapping({ inferred: flag.default(false), note: paragraphs.optional() }).optional(),
    sources: z.array(citation).min(1),
    published: instant(timeZone),
    revisions: z.array(mapping({ date: instant(timeZone), note: paragraphs })).default([]),
    withdrawn: mapping({ date: instant(timeZone), reason: paragraphs, replacedBy: slug.optional() }).optional(),
  }).superRefine(
    (value, ctx) => {
      // A field that is wrong in itself says so alone; what depends on it waits.
      const wrong = new Set<unknown>(ctx.issues.map(({ path }) => path?.[0]));
      for (const { needs, path, fault } of withinFile(value, settings, wrong))
        if (!needs.some((field) => wrong.has(field))) ctx.issues.push(issue(value, fault, path));
    },
    // Run even where a field is wrong: a curator reads every problem at once.
    { when: () => true },
  );
}

interface EventFields {
  readonly type: string;
  readonly series?: unknown;
  readonly status?: Status | undefined;
  readonly place?: string | undefined;
  readonly online: boolean;
  readonly dating?: { readonly inferred: boolean; readonly note?: unknown } | undefined;
  readonly sources: readonly { readonly for: string }[];
  readonly published: string;
  readonly revisions: readonly { readonly date: string }[];
  readonly withdrawn?: { readonly date: string } | undefined;
}

interface Finding {
  /** The fields that must be right for the finding to mean anything. */
  readonly needs: readonly string[];
  readonly path: readonly (string | number)[];
  readonly fault: Fault;
}

function* withinFile(
  event: EventFields,
  settings: Vocabulary['settings'],
  wrong: ReadonlySet<unknown>,
): Generator<Finding> {
  if (typeof event !== 'object' || event === null) return;
  const type = wrong.has('type') ? undefined : settings.types[event.type];
  if (type) {
    for (const field of type.requires) {
      const value = (event as unknown as Record<string, unknown>)[field];
      if (value === undefined || (Array.isArray(value) && value.length === 0))
        yield {
          needs: [field],
          path: [],
          fault: { message: `a ${event.type} needs \`${field}\``, advice: `${field}: …` },
        };
    }
    if (event.status !== undefined && !wrong.has('status') && !type.statuses[event.status])
      yield {
        needs: [],
        path: ['status'],
        fault: {
          message: `a ${event.type} has no word for this status`,
          advice: `one of: ${Object.keys(type.statuses).join(', ')}`,
        },
      };
  }
  if (event.online === true && event.place !== undefined)
    yield {
      needs: ['place'],
      path: ['online'],
      fault: { message: 'an event is at a place or online', advice: 'leave one of the two out' },
    };
  if (!wrong.has('dating') && !wrong.has('sources') && event.sources !== undefined) {
    const dated = event.sources.some((citation) => citation.for === 'date' || citation.for === 'year');
    if (!dated)
      yield {
        needs: [],
        path: ['sources'],
        fault: event.dating?.inferred
          ? {
              message: 'an inferred date cites what it is inferred from',
              advice: 'a citation `for: year` or `for: date`',
            }
          : { message: 'no citation gives the date', advice: 'a citation `for: date` with the wording as printed' },
      };
    if (event.dating?.inferred && event.dating.note === undefined)
      yield {
        needs: [],
        path: ['dating'],
        fault: { message: 'an inferred date says how it was inferred', advice: 'note: …' },
      };
  }
  if (!wrong.has('published') && !wrong.has('revisions')) {
    let last = event.published;
    for (const [index, { date }] of event.revisions.entries()) {
      if (date < last)
        yield {
          needs: [],
          path: ['revisions', index, 'date'],
          fault: { message: 'earlier than what came before it', advice: 'revisions in the order they were made' },
        };
      last = date;
    }
    if (!wrong.has('withdrawn') && event.withdrawn && event.withdrawn.date < last)
      yield {
        needs: [],
        path: ['withdrawn', 'date'],
        fault: { message: 'withdrawn before its last revision', advice: 'the day it was withdrawn' },
      };
  }
}

/** What one event file says. */
type EventFile = z.output<ReturnType<typeof eventSchema>>;

export interface TimelineEvent extends Readonly<Omit<EventFile, 'status'>> {
  /** Its identity: the file's name without extension. */
  readonly slug: string;
  /** Path of its file below the chronology's folder. */
  readonly file: string;
  readonly status: Status;
}

export type Citation = TimelineEvent['sources'][number];
export type Figure = TimelineEvent['figures'][number];
export type Table = NonNullable<TimelineEvent['table']>;

/** When what subscribers see of the event last changed, as ISO 8601 UTC. */
export function lastModified(event: TimelineEvent): string {
  return event.withdrawn?.date ?? event.revisions.at(-1)?.date ?? event.published;
}

/** The slug in a file's path, or what is wrong with its name. */
export function slugOf(file: string): { slug: string; fault?: Fault } {
  const slug = (file.split('/').at(-1) ?? '').replace(/\.yaml$/, '');
  if (!SLUG.test(slug))
    return {
      slug,
      fault: {
        message: 'the file name is no slug',
        found: slug,
        advice: 'small letters a to z, digits and hyphens, at most 80, and .yaml',
      },
    };
  // A date in an identity would be wrong after the first correction, and identity never moves.
  if (/(^|-)(1[5-9]|20)\d\d(-|$)/.test(slug))
    return { slug, fault: { message: 'a slug holds no date', found: slug, advice: 'what happened, without the year' } };
  return { slug };
}
