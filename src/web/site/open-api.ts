/** All documents for programs as OpenAPI 3.1, made from the tables that their routes are made from: outputs, facets, choices. */
import type { Chronology } from '../../chronology/chronology.ts';
import { type Facet, namedFacets, type PathFacet, pathFacets } from '../../chronology/facet.ts';
import { FALLBACK_LANGUAGE, wordsOf } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import {
  type Choice,
  choiceNames,
  choices,
  EVERYTHING,
  exampleBounds,
  greatestOf,
  withValues,
} from '../../chronology/query/query.ts';
import { publisherName } from '../../chronology/schema/defaults.ts';
import { EVENT_DATA_VERSION } from '../../formats/data/event-data.ts';
import { JSON_MEDIA_TYPE } from '../../formats/data/events-json.ts';
import { OPENSEARCH_MEDIA_TYPE } from '../../formats/discovery/opensearch.ts';
import { OPML_MEDIA_TYPE } from '../../formats/discovery/opml.ts';
import { ROBOTS_MEDIA_TYPE } from '../../formats/discovery/robots-txt.ts';
import { SITEMAP_MEDIA_TYPE } from '../../formats/discovery/sitemap.ts';
import { MANIFEST_MEDIA_TYPE } from '../../formats/discovery/web-manifest.ts';
import {
  absolute,
  EVENT_SCHEMA_PATH,
  eventOutputPath,
  manifestPath,
  OPEN_API_PATH,
  oembedPath,
  openSearchPath,
  opmlPath,
  outputPath,
  ROBOTS_PATH,
  rootOutputPath,
  SITEMAP_PATH,
  viewPath,
} from './address.ts';
import { type EventOutputName, eventOutputNames, eventOutputs, exampleEvent, hasOutput } from './event-outputs.ts';
import { exampleOf, listedValues } from './facet-examples.ts';
import { bareType, type Output, type OutputName, outputNames, outputs, rootOutputs, wordOf } from './outputs.ts';
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
  const example = exampleEvent(chronology);
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
      { name: 'site', description: 'What describes the site to programs.' },
    ],
    paths: {
      ...Object.fromEntries(outputNames.map((output) => [`/{language}/${output}`, pathOfView(site, output)])),
      ...Object.fromEntries(
        outputNames.map((output) => [`/{language}/{facet}/{value}/${output}`, pathOfFacet(site, output)]),
      ),
      ...Object.fromEntries(rootOutputs.map((output) => [`/${output}`, pathAtRoot(site, output)])),
      ...pathsOfEvents(site),
      ...pathsOfSite(site),
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
          ...(example && { example: example.slug }),
        },
        ...(!site.isStatic && queryParameters(site)),
        ifNoneMatch: { name: 'If-None-Match', in: 'header', schema: { type: 'string' }, example: '"an-earlier-etag"' },
      },
      headers: {
        etag: { description: 'RFC 9110 §8.8.3', schema: { type: 'string' } },
        retryAfter: { description: 'RFC 9110 §10.2.3, in seconds', schema: { type: 'integer', minimum: 1 } },
      },
      responses: {
        notModified: { description: 'Not modified: the document is that of the given ETag.' },
        ...(!site.isStatic && {
          badRequest: problem(
            'A wrong parameter, with what it takes.',
            `${absolute(baseUrl, outputPath(tag, EVERYTHING, 'events.json'))}?limit=many`,
          ),
        }),
        notFound: problem('No such document.', `${absolute(baseUrl, outputPath(tag, EVERYTHING, 'events.json'))}.nope`),
        gone: problem('A withdrawn event, with the reason.', goneOf(site)),
        retired: problem('An id that was retired.', undefined),
        unavailable: {
          ...problem('Too many pictures are waited for.', undefined),
          headers: { 'Retry-After': ref('headers', 'retryAfter') },
        },
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
        OEmbed: {
          type: 'object',
          description: 'oEmbed 1.0: https://oembed.com/',
          required: ['version', 'type', 'title', 'html', 'width', 'height'],
          properties: { version: { const: '1.0' }, type: { const: 'rich' }, html: { type: 'string' } },
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

const NOT_MODIFIED = { 304: ref('responses', 'notModified') };
const FAULTS = { ...NOT_MODIFIED, 404: ref('responses', 'notFound') };

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
  const type = bareType(mediaType);
  if (/[/+]json$/.test(type)) return { type: 'object' };
  return type === 'image/png' ? undefined : { type: 'string' };
}

/** @param at Where its example is. */
function operation(
  { isStatic }: Site,
  name: OutputName,
  at: string,
  {
    suffix = '',
    parameters,
    faults,
  }: { readonly suffix?: string; readonly parameters: readonly Json[]; readonly faults?: Json },
): Json {
  const output = outputs[name];
  const word = wordOf(output);
  return {
    get: {
      operationId: `get-${name}${suffix}`,
      tags: ['views'],
      summary: word === undefined ? name : words(word),
      parameters: [...parameters, ...(isStatic ? [] : choicesOf(output)), ref('parameters', 'ifNoneMatch')],
      responses: {
        200: answer(bareType(output.mediaType), schemaOf(output), at),
        301: ref('responses', 'moved'),
        ...(!isStatic && { 400: ref('responses', 'badRequest') }),
        ...FAULTS,
        ...faults,
        ...(output.rasterWidth !== undefined && { 503: ref('responses', 'unavailable') }),
      },
    },
  };
}

/** Of views by parameters, an id that was retired is gone as well as in a path. */
const RETIRED = { 410: ref('responses', 'retired') };
const FILTERS = [...namedFacets, 'from', 'to', 'q'].map((filter) => ref('parameters', filter));

function filtersOf({ isStatic }: Site): readonly Json[] {
  return isStatic ? [] : FILTERS;
}

function choicesOf({ takes = [], isPaged, isInParts }: Output): readonly Json[] {
  return [...takes, ...(isPaged ? ['cursor'] : []), ...(isInParts ? ['part'] : [])].map((name) =>
    ref('parameters', name),
  );
}

function languageOf(name: OutputName): Json {
  return ref('parameters', outputs[name].isMultilingual ? 'edition' : 'language');
}

function pathOfView(site: Site, name: OutputName): Json {
  const [{ tag }] = editionsOf(site);
  const at = absolute(site.baseUrl, outputPath(tag, EVERYTHING, name));
  return operation(site, name, at, { parameters: [languageOf(name), ...filtersOf(site)], faults: RETIRED });
}

function pathAtRoot(site: Site, name: OutputName): Json {
  const at = absolute(site.baseUrl, rootOutputPath(EVERYTHING, name));
  return operation(site, name, at, { suffix: '-at-root', parameters: filtersOf(site), faults: RETIRED });
}

function pathOfFacet(site: Site, name: OutputName): Json {
  const { chronology } = site;
  const [{ tag }] = editionsOf(site);
  const [facet] = facetsWithValues(chronology);
  const value = facet && exampleOf(chronology, facet);
  const query = facet && value !== undefined ? withValues(EVERYTHING, facet, [value]) : EVERYTHING;
  const parameters = [languageOf(name), ref('parameters', 'facet'), ref('parameters', 'value')];
  const at = absolute(site.baseUrl, outputPath(tag, query, name));
  return operation(site, name, at, { suffix: '-of-facet', parameters, faults: RETIRED });
}

/** Those that some event has. */
function pathsOfEvents(site: Site): Json {
  const [{ tag }] = editionsOf(site);
  const example = exampleEvent(site.chronology);
  const path = (name: EventOutputName) => {
    const output = eventOutputs[name];
    const at = absolute(site.baseUrl, eventOutputPath(tag, example?.slug ?? 'slug', name));
    return {
      get: {
        operationId: `get-event-${name}`,
        tags: ['events'],
        summary: name,
        parameters: [
          ref('parameters', output.isMultilingual ? 'edition' : 'language'),
          ref('parameters', 'slug'),
          ref('parameters', 'ifNoneMatch'),
        ],
        responses: {
          200: answer(bareType(output.mediaType), schemaOf(output), at),
          ...FAULTS,
          ...(!output.isOfWithdrawn && { 410: ref('responses', 'gone') }),
        },
      },
    };
  };
  return Object.fromEntries(
    eventOutputNames
      .filter((name) => !example || hasOutput(example, name))
      .map((name) => [`/{language}/events/{slug}.${name}`, path(name)]),
  );
}

/** The documents that describe the site, and the frames of its views. */
function pathsOfSite(site: Site): Json {
  const { baseUrl } = site;
  const [{ tag }] = editionsOf(site);
  const document = (operationId: string, mediaType: string, summary: string, pathIn: (tag: string) => string) => {
    const path = pathIn('{language}');
    const example = absolute(baseUrl, pathIn(tag));
    return [
      path,
      {
        get: {
          operationId,
          tags: ['site'],
          summary,
          parameters: [
            ...(path.includes('{language}') ? [ref('parameters', 'language')] : []),
            ref('parameters', 'ifNoneMatch'),
          ],
          responses: { 200: answer(bareType(mediaType), schemaOf({ mediaType }), example), ...NOT_MODIFIED },
        },
      },
    ] as const;
  };
  return Object.fromEntries([
    document('get-open-api', JSON_MEDIA_TYPE, words('data.openApi'), () => OPEN_API_PATH),
    document('get-schema', 'application/schema+json', words('data.schema'), () => EVENT_SCHEMA_PATH),
    document('get-opml', OPML_MEDIA_TYPE, words('site.allFeeds'), () => opmlPath()),
    document('get-opml-of-language', OPML_MEDIA_TYPE, words('site.allFeeds'), (language) => opmlPath(language)),
    document('get-sitemap', SITEMAP_MEDIA_TYPE, 'The pages, or the files that list them.', () => SITEMAP_PATH),
    document('get-robots', ROBOTS_MEDIA_TYPE, 'What crawlers may ask for.', () => ROBOTS_PATH),
    document('get-manifest', MANIFEST_MEDIA_TYPE, 'The site as an application.', manifestPath),
    document('get-opensearch', OPENSEARCH_MEDIA_TYPE, 'The search, for browsers.', openSearchPath),
    [
      // A site of files has that of each view beside the view.
      site.isStatic ? '/{language}/oembed.json' : '/oembed',
      oembed(site, absolute(baseUrl, oembedPath(absolute(baseUrl, viewPath(tag, EVERYTHING))))),
    ],
  ]);
}

function oembed({ isStatic }: Site, example: string): Json {
  const parameter = (name: string, schema: Json, further: Json = {}) => ({ name, in: 'query', schema, ...further });
  const url = new URL(example).searchParams.get('url');
  return {
    get: {
      operationId: 'get-oembed',
      tags: ['site'],
      summary: 'The frame in which another site shows a view.',
      parameters: [
        ...(isStatic
          ? [ref('parameters', 'language')]
          : [
              parameter('url', { type: 'string', format: 'uri' }, { required: true, example: url }),
              parameter('format', { type: 'string', enum: ['json', 'xml'], default: 'json' }),
              parameter('maxwidth', { type: 'integer', minimum: 1 }),
              parameter('maxheight', { type: 'integer', minimum: 1 }),
            ]),
        ref('parameters', 'ifNoneMatch'),
      ],
      responses: {
        200: {
          description: 'OK',
          headers: { ETag: ref('headers', 'etag') },
          content: {
            'application/json': {
              schema: ref('schemas', 'OEmbed'),
              examples: { answer: { externalValue: example } },
            },
            ...(!isStatic && {
              'text/xml': {
                schema: { type: 'string' },
                examples: { answer: { externalValue: `${example}&format=xml` } },
              },
            }),
          },
        },
        ...FAULTS,
      },
    },
  };
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

/** What a query asks for, which a site of files has nobody to answer. */
function queryParameters(site: Site): Json {
  const { chronology } = site;
  const [{ languages }] = editionsOf(site);
  const { title } = chronology.vocabulary.settings;
  return {
    ...Object.fromEntries(namedFacets.map((facet) => [facet, facetParameter(chronology, facet)])),
    ...Object.fromEntries(
      (['from', 'to'] as const).map((bound) => [
        bound,
        {
          name: bound,
          in: 'query',
          description: words(`filter.${bound}`),
          schema: { type: 'string' },
          examples: Object.fromEntries(exampleBounds.map((value) => [value, { value }])),
        },
      ]),
    ),
    q: {
      name: 'q',
      in: 'query',
      description: words('filter.q'),
      schema: { type: 'string' },
      example: pick(title, languages[0]).text,
    },
    ...Object.fromEntries(
      choiceNames
        .filter((choice) => outputNames.some((name) => outputs[name].takes?.includes(choice)))
        .map((choice) => [choice, choiceParameter(choice)]),
    ),
    part: {
      name: 'part',
      in: 'query',
      description: 'The number of a further document of a feed: feeds link to those that there are.',
      schema: { type: 'integer', minimum: 1 },
    },
    cursor: {
      name: 'cursor',
      in: 'query',
      description: words('data.cursor'),
      schema: { type: 'string' },
    },
  };
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
