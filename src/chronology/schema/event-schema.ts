/** What an event file may say, field by field, as a schema. */
import { z } from 'zod';
import { isCountry } from './country.ts';
import { eventRules } from './event-rules.ts';
import {
  count,
  country,
  distinct,
  flag,
  forEditors,
  instant,
  issue,
  line,
  mapping,
  prose,
  reference,
  statuses,
  text,
  when,
} from './fields.ts';
import type { KnownIds, Vocabulary } from './vocabulary.ts';

/** What a citation is for: it gives the date, the year that the date lacks, or tells of the event. */
export const citationPurposes = ['date', 'year', 'statement'] as const;

const currencies = new Set(Intl.supportedValuesOf('currency'));
const units = new Set(Intl.supportedValuesOf('unit'));

/** As many as a number keeps when it is formatted. */
const MOST_DIGITS = 15;

/** A number as text; `otherwise` is what else the field takes. */
const amount = (otherwise = '') =>
  forEditors(
    z.string().check((ctx) => {
      if (!/^-?\d+(\.\d+)?$/.test(ctx.value) || ctx.value.replace(/\D/g, '').length > MOST_DIGITS)
        ctx.issues.push(
          issue(ctx.value, {
            message: 'not a number as printed',
            advice: `at most ${MOST_DIGITS} digits without commas, in quotes: '12100', '2.5'${otherwise}`,
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

/** The schema of an event file of this chronology, which may name what is known. */
export function eventSchema(vocabulary: Vocabulary, known: KnownIds) {
  const { settings } = vocabulary;
  const { languages, timeZone } = settings;
  const title = text(line, languages);
  const paragraphs = text(prose, languages);
  const slug = reference(known.slugs, 'the slug of an event in this folder');
  const slugs = distinct(slug).default([]);
  const measure = reference(known.measures, 'a measure of chronology.yaml');
  const countries = distinct(country).default([]);
  // Editors list the types; with none known, any name may be one.
  const type = known.types.size > 0 ? z.enum([...known.types] as [string, ...string[]]) : z.string();

  const citation = mapping({
    source: reference(known.sources, 'a source of sources.yaml'),
    paragraph: count(1),
    for: z.enum(citationPurposes),
    wording: line.optional(),
  }).check((ctx) => {
    const { source, paragraph, for: purpose, wording } = ctx.value;
    const { paragraphs: last = Number.POSITIVE_INFINITY } = vocabulary.sources[source] ?? {};
    if (paragraph > last)
      ctx.issues.push(
        issue(ctx.value, { message: `${source} has no such paragraph`, advice: `1 to ${last}` }, ['paragraph']),
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
    columns: distinct(measure).min(1),
    rows: z.record(
      z.string().check((ctx) => {
        if (ctx.value !== 'total' && ctx.value !== 'multiple' && !isCountry(ctx.value))
          ctx.issues.push(issue(ctx.value, { message: 'not a row', advice: 'a country code, `multiple` or `total`' }));
      }),
      z.array(z.union([z.literal('none'), amount('; `none` for a dash')])),
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
              message: `${values.length} values under ${columns.length} columns`,
              advice: 'one value a column; `none` for a dash',
            },
            ['rows', row],
          ),
        );
  });

  return mapping({
    type,
    when: when(timeZone),
    whenText: inEveryLanguage(title, languages).optional(),
    title,
    summary: paragraphs,
    place: reference(known.places, 'a place of places.yaml').optional(),
    online: flag.default(false),
    countries,
    people: distinct(
      mapping({
        id: reference(known.people, 'a person of people.yaml'),
        office: title.optional(),
        country: country.optional(),
      }),
      ({ id }) => id,
    ).default([]),
    organizations: distinct(reference(known.organizations, 'an organisation of organizations.yaml')).default([]),
    series: mapping({
      id: reference(known.series, 'a series of chronology.yaml'),
      number: count(1).optional(),
    }).optional(),
    status: z.enum(statuses).optional(),
    relations: mapping({
      partOf: slug.optional(),
      follows: slugs,
      fulfils: slugs,
      related: slugs,
    }).default({ follows: [], fulfils: [], related: [] }),
    figures: z
      .array(
        mapping({
          measure,
          value: amount(),
          /** What the printed value is multiplied by: 1000000000 for billions. */
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
      for (const { needs, path, fault } of eventRules(value, settings, wrong))
        if (!needs.some((field) => wrong.has(field))) ctx.issues.push(issue(value, fault, path));
    },
    // Run even where a field is wrong: a curator reads every problem at once.
    { when: () => true },
  );
}

/** Dates are told in each language's own words: a fallback would be the one date on the page in another language. */
function inEveryLanguage(schema: ReturnType<typeof text>, languages: readonly string[]) {
  return schema.check((ctx) => {
    const missing = languages.filter((language) => ctx.value[language] === undefined);
    if (missing.length > 0)
      ctx.issues.push(
        issue(ctx.value, {
          message: `no words in ${missing.join(', ')}`,
          advice: 'the date in words in every language of the chronology',
        }),
      );
  });
}

/** What one event file says. */
export type EventFile = z.output<ReturnType<typeof eventSchema>>;
