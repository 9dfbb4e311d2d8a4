/** All documents for programs as OpenAPI 3.1, made from the tables that their routes are made from: outputs, facets, choices. */
import type { Chronology } from '../../chronology/chronology.ts';
import { type Facet, namedFacets, type PathFacet, pathFacets } from '../../chronology/facet.ts';
import { FALLBACK_LANGUAGE, wordsOf } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import { type Choice, choices, EVERYTHING, greatestOf, type Query, withValues } from '../../chronology/query/query.ts';
import { publisherName } from '../../chronology/schema/defaults.ts';
import { ICALENDAR_MEDIA_TYPE } from '../../formats/calendar/icalendar.ts';
import { EVENT_DATA_VERSION } from '../../formats/data/event-data.ts';
import { absolute, EVENT_SCHEMA_PATH, eventCalendarPath, eventOutputPath, outputPath } from './address.ts';
import { eventOutputNames, eventOutputs, mediaTypeOf } from './event-outputs.ts';
import { exampleOf, listedValues } from './facet-examples.ts';
import { type Output, type OutputName, outputNames, outputs, wordOf } from './outputs.ts';
import type { Site } from './site.ts';
import { editionsOf, outputNamesIn } from './views.ts';

type Json = Readonly<Record<string, unknown>>;

/** The texts of the description itself: one language for all, as schemas and their tools have it. */
const words = wordsOf(FALLBACK_LANGUAGE);

const ref = (kind: 'parameters' | 'responses' | 'schemas' | 'headers', name: string) => ({
  $ref: `#/components/${kind}/${name}`,
});

/** @param schema the JSON Schema of the data of events */
export function openApi(site: Site, schema: Json): Json {
  const { chronology, baseUrl } = site;
  const { settings } = chronology.vocabulary;
  const [{ tag, languages }] = editionsOf(site);
  const [language] = languages;
  const { publisher, licence } = settings;
  const name = licence && pick(licence, language).text;
  return {
    openapi: '3.1.0',
    info: {
      title: pick(settings.title, language).text,
      description: `${pick(settings.description, language).text}\n\n${words('data.lede')}`,
      version: EVENT_DATA_VERSION,
      contact: {
        name: publisherName(settings, language),
        ...(publisher.url !== undefined && { url: publisher.url }),
        ...(publisher.email !== undefined && { email: publisher.email }),
      },
      ...(name !== undefined && { license: { name, ...(/^https?:\/\//.test(name) && { url: name }) } }),
    },
    servers: [{ url: baseUrl }],
    tags: [
      { name: 'views', description: words('data.views') },
      { name: 'events', description: words('data.events') },
    ],
    paths: {
      ...Object.fromEntries(outputNames.map((output) => [`/{language}/${output}`, pathOfView(site, output)])),
      ...Object.fromEntries(
        outputNames.map((output) => [`/{language}/{facet}/{value}/${output}`, pathOfFacet(site, output)]),
      ),
      ...pathsOfEvents(site),
      [EVENT_SCHEMA_PATH]: {
        get: {
          operationId: 'getSchema',
          tags: ['events'],
          summary: words('data.schema'),
          responses: {
            200: answer('application/schema+json', { type: 'object' }, absolute(baseUrl, EVENT_SCHEMA_PATH)),
            ...FAULTS,
          },
        },
      },
    },
    components: {
      parameters: {
        ...languageParameters(site, tag),
        facet: {
          name: 'facet',
          in: 'path',
          required: true,
          schema: { type: 'string', enum: facetsWithValues(chronology) },
          ...(facetsWithValues(chronology)[0] !== undefined && { example: facetsWithValues(chronology)[0] }),
        },
        value: {
          name: 'value',
          in: 'path',
          required: true,
          schema: { type: 'string' },
          ...exampleFor(chronology, facetsWithValues(chronology)[0]),
        },
        slug: {
          name: 'slug',
          in: 'path',
          required: true,
          schema: { type: 'string', pattern: '^[a-z0-9-]{1,80}$' },
          ...(chronology.events[0] && { example: chronology.events[0].slug }),
        },
        ...Object.fromEntries(namedFacets.map((facet) => [facet, facetParameter(chronology, facet)])),
        ...Object.fromEntries(
          (['from', 'to'] as const).map((bound) => [
            bound,
            {
              name: bound,
              in: 'query',
              description: words(`filter.${bound}`),
              schema: { type: 'string' },
              examples: {
                year: { value: '2022' },
                month: { value: '2022-12' },
                day: { value: '2022-12-24' },
                today: { value: 'today' },
                relative: { value: bound === 'from' ? '-P30D' : 'P6M' },
              },
            },
          ]),
        ),
        q: {
          name: 'q',
          in: 'query',
          description: words('filter.q'),
          schema: { type: 'string' },
          example: pick(settings.title, language).text,
        },
        ...Object.fromEntries((Object.keys(choices) as Choice[]).map((choice) => [choice, choiceParameter(choice)])),
        cursor: {
          name: 'cursor',
          in: 'query',
          description: words('data.cursor'),
          schema: { type: 'string' },
        },
        ifNoneMatch: { name: 'If-None-Match', in: 'header', schema: { type: 'string' }, example: '"an-earlier-etag"' },
      },
      headers: { etag: { description: 'RFC 9110 §8.8.3', schema: { type: 'string' } } },
      responses: {
        notModified: { description: 'Not modified: the document is that of the given ETag.' },
        badRequest: problem(
          'A wrong parameter, with what it takes.',
          `${absolute(baseUrl, outputPath(tag, EVERYTHING, 'events.json'))}?limit=many`,
        ),
        notFound: problem('No such document.', `${absolute(baseUrl, outputPath(tag, EVERYTHING, 'events.json'))}.nope`),
        gone: problem('A withdrawn event, with the reason, or a retired id.', goneOf(site)),
        moved: { description: 'Moved to the canonical address of the same.' },
      },
      schemas: {
        ...componentsOf(schema),
        Problem: {
          type: 'object',
          description: 'RFC 9457',
          required: ['type', 'title', 'status', 'detail'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            instance: { type: 'string', format: 'uri' },
            replacedBy: { type: 'string', format: 'uri', description: 'The page of the event that is in its place.' },
          },
        },
        Graph: {
          type: 'object',
          description: 'JSON-LD 1.1 in the terms of schema.org: the view, and each of its events.',
          required: ['@context', '@graph'],
          properties: {
            '@context': { const: 'https://schema.org' },
            '@graph': {
              type: 'array',
              items: {
                type: 'object',
                required: ['@type', '@id'],
                properties: { '@id': { type: 'string', format: 'uri' } },
              },
            },
          },
        },
        Slides: SLIDES,
        CslItems: {
          type: 'array',
          description: 'CSL-JSON',
          minItems: 1,
          items: { type: 'object', required: ['id', 'type', 'title', 'issued', 'URL'] },
        },
      },
    },
  };
}

const SLIDE_DATE = {
  type: 'object',
  required: ['year'],
  properties: Object.fromEntries(
    ['year', 'month', 'day', 'hour', 'minute', 'second'].map((part) => [part, { type: 'integer' }]),
  ),
  additionalProperties: false,
};

const SLIDES = {
  type: 'object',
  description: 'TimelineJS: https://timeline.knightlab.com/docs/json-format.html',
  required: ['scale', 'title', 'events'],
  properties: {
    scale: { const: 'human' },
    events: {
      type: 'array',
      items: {
        type: 'object',
        required: ['unique_id', 'start_date', 'display_date', 'text', 'group', 'when'],
        properties: { start_date: SLIDE_DATE, end_date: SLIDE_DATE, when: ref('schemas', 'Date') },
      },
    },
  },
};

/** `$defs` of a schema as components, and their references with them. */
function componentsOf({ $defs }: Json): Json {
  return JSON.parse(JSON.stringify($defs ?? {}).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}

const FAULTS = { 304: ref('responses', 'notModified'), 404: ref('responses', 'notFound') };

function answer(mediaType: string, schema: Json | undefined, example: string): Json {
  return {
    description: 'OK',
    headers: { ETag: ref('headers', 'etag') },
    content: {
      [mediaType]: { ...(schema && { schema }), examples: { answer: { externalValue: example } } },
    },
  };
}

function problem(description: string, example: string | undefined): Json {
  return {
    description,
    content: {
      'application/problem+json': {
        schema: ref('schemas', 'Problem'),
        ...(example !== undefined && { examples: { answer: { externalValue: example } } }),
      },
    },
  };
}

/** The address of a withdrawn event's data, where there is one. */
function goneOf(site: Site): string | undefined {
  const [withdrawn] = site.chronology.withdrawn;
  const [{ tag }] = editionsOf(site);
  return withdrawn && absolute(site.baseUrl, eventOutputPath(tag, withdrawn.slug, 'json'));
}

/** Text of any other kind is text; a picture has no schema. */
function schemaOf({ mediaType, schema }: Pick<Output, 'mediaType' | 'schema'>): Json | undefined {
  if (schema !== undefined) return ref('schemas', schema);
  const type = mediaTypeOf({ mediaType });
  if (/[/+]json$/.test(type)) return { type: 'object' };
  return type === 'image/png' ? undefined : { type: 'string' };
}

function operation(site: Site, name: OutputName, parameters: readonly Json[], query: Query, suffix = ''): Json {
  const output = outputs[name];
  const [{ tag }] = editionsOf(site);
  const word = wordOf(output);
  return {
    get: {
      operationId: `get-${name}${suffix}`,
      tags: ['views'],
      summary: word === undefined ? name : words(word),
      parameters: [
        ref('parameters', output.isMultilingual ? 'edition' : 'language'),
        ...parameters,
        ...(output.takes ?? []).map((choice) => ref('parameters', choice)),
        ...(output.isPaged ? [ref('parameters', 'cursor')] : []),
        ref('parameters', 'ifNoneMatch'),
      ],
      responses: {
        200: answer(mediaTypeOf(output), schemaOf(output), absolute(site.baseUrl, outputPath(tag, query, name))),
        301: ref('responses', 'moved'),
        304: ref('responses', 'notModified'),
        400: ref('responses', 'badRequest'),
        404: ref('responses', 'notFound'),
      },
    },
  };
}

function pathOfView(site: Site, name: OutputName): Json {
  const filters = [...namedFacets, 'from', 'to', 'q'].map((filter) => ref('parameters', filter));
  return operation(site, name, filters, EVERYTHING);
}

function pathOfFacet(site: Site, name: OutputName): Json {
  const { chronology } = site;
  const [facet] = facetsWithValues(chronology);
  const value = facet && exampleOf(chronology, facet);
  const query = facet && value !== undefined ? withValues(EVERYTHING, facet, [value]) : EVERYTHING;
  return operation(site, name, [ref('parameters', 'facet'), ref('parameters', 'value')], query, '-of-facet');
}

function pathsOfEvents(site: Site): Json {
  const [{ tag }] = editionsOf(site);
  const [example] = site.chronology.events;
  const path = (
    name: string,
    { mediaType, isMultilingual, schema }: Pick<Output, 'mediaType' | 'isMultilingual' | 'schema'>,
    address: (slug: string) => string,
  ) => [
    `/{language}/events/{slug}.${name}`,
    {
      get: {
        operationId: `get-event-${name}`,
        tags: ['events'],
        summary: name,
        parameters: [
          ref('parameters', isMultilingual ? 'edition' : 'language'),
          ref('parameters', 'slug'),
          ref('parameters', 'ifNoneMatch'),
        ],
        responses: {
          200: answer(
            mediaTypeOf({ mediaType }),
            schemaOf({ mediaType, ...(schema !== undefined && { schema }) }),
            absolute(site.baseUrl, address(example?.slug ?? 'slug')),
          ),
          ...FAULTS,
          410: ref('responses', 'gone'),
        },
      },
    },
  ];
  return Object.fromEntries([
    ...eventOutputNames.map((name) => path(name, eventOutputs[name], (slug) => eventOutputPath(tag, slug, name))),
    path('ics', { mediaType: ICALENDAR_MEDIA_TYPE, isMultilingual: true }, (slug) => eventCalendarPath(tag, slug)),
  ]);
}

/** Of outputs in one language, and of those that are in all at once as well. */
function languageParameters(site: Site, example: string): Json {
  const editions = editionsOf(site);
  const parameter = (tags: readonly string[]) => ({
    name: 'language',
    in: 'path',
    required: true,
    description: words('data.language'),
    schema: { type: 'string', enum: tags },
    example,
  });
  return {
    language: parameter(editions.filter(({ languages }) => languages.length === 1).map(({ tag }) => tag)),
    edition: parameter(editions.filter((edition) => outputNamesIn(edition).length > 0).map(({ tag }) => tag)),
  };
}

function facetsWithValues(chronology: Chronology): readonly PathFacet[] {
  return pathFacets.filter((facet) => exampleOf(chronology, facet) !== undefined);
}

function exampleFor(chronology: Chronology, facet: Facet | undefined): Json {
  const example = facet && exampleOf(chronology, facet);
  return example === undefined ? {} : { example };
}

/** Repeated, its values are alternatives. */
function facetParameter(chronology: Chronology, facet: Facet): Json {
  const values = listedValues(chronology, facet);
  const example = exampleOf(chronology, facet);
  return {
    name: facet,
    in: 'query',
    description: words(`filter.${facet}`),
    schema: { type: 'array', items: { type: 'string', ...(values && { enum: values }) } },
    explode: true,
    ...(example !== undefined && { example: [example] }),
  };
}

function choiceParameter(choice: Choice): Json {
  const [first, ...others] = choices[choice];
  const maximum = greatestOf(choice);
  return {
    name: choice,
    in: 'query',
    description: words(`error.parameter.${choice}`),
    schema:
      maximum !== undefined
        ? { type: 'integer', minimum: 1, maximum, default: Number(first) }
        : { type: 'string', enum: [first, ...others], default: first },
    example: others[0],
  };
}
