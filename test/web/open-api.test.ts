/** The description of all documents for programs: valid OpenAPI 3.1, true of the real answers, and every example of it is one. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Answering } from '../../src/web/answering.ts';
import { routes } from '../../src/web/routes.ts';
import { eventOutputs } from '../../src/web/site/event-outputs.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { editionsOf } from '../../src/web/site/views.ts';
import { findAll, textOf } from '../support/html.ts';
import { everyFew } from '../support/seed.ts';
import {
  BASE_URL,
  CANAL,
  EVERY_DATE,
  EVERY_YEAR,
  MOON,
  type Service,
  serve,
  siteOf,
  TODAY,
  TOWN,
} from '../support/service.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly example?: string | readonly string[];
  readonly examples?: Readonly<Record<string, { readonly value: string }>>;
  readonly schema: { readonly enum?: readonly string[] };
}

interface Response {
  readonly headers?: object;
  readonly content?: Readonly<
    Record<
      string,
      { readonly schema?: object; readonly examples?: Readonly<Record<string, { readonly externalValue: string }>> }
    >
  >;
}

type Referring<T> = T | { readonly $ref: string };

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get: {
          readonly parameters?: readonly Referring<Parameter>[];
          readonly responses: Readonly<Record<string, Referring<Response>>>;
        };
      }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

const descriptions = new Map<Service, Promise<Description>>();

/** What a service says of itself, asked once. */
function descriptionOf(service: Service): Promise<Description> {
  const description = descriptions.get(service) ?? askDescription(service);
  descriptions.set(service, description);
  return description;
}

async function askDescription(service: Service): Promise<Description> {
  const { status, headers, text } = await service.request('/openapi.json');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  assert.equal(headers['access-control-allow-origin'], '*');
  return JSON.parse(text) as Description;
}

function resolved<T>(description: Description, of: Referring<T>): T {
  if (typeof of !== 'object' || of === null || !('$ref' in of)) return of as T;
  const found = of.$ref
    .slice(2)
    .split('/')
    .reduce<unknown>((node, key) => (node as Readonly<Record<string, unknown>>)[key], description);
  return (found ?? assert.fail(of.$ref)) as T;
}

/** Compiling its schemas takes longer than asking for what they describe. */
const validators = new WeakMap<Description, ReturnType<typeof validatorOf>>();

function validatorOf({ components }: Description) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as typeof addFormats.default)(ajv);
  ajv.addSchema({ $id: 'https://api.example/', components });
  const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
  return (schema: object, data: unknown, where: string) => {
    const local = JSON.stringify(schema).replaceAll('"#/', '"https://api.example/#/');
    const validate = compiled.get(local) ?? ajv.compile(JSON.parse(local) as object);
    compiled.set(local, validate);
    assert.ok(validate(data), `${where}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
  };
}

const services = await Promise.all(
  [undefined, EVERY_DATE, EVERY_YEAR, MOON, TOWN, CANAL].map((folder) => serve(folder === undefined ? {} : { folder })),
);
const [shipped = assert.fail()] = services;
const JSON_TYPE = /[/+]json$/;

/** Asks for an address, and holds the answer against one of the described responses. */
async function assertDescribed(
  service: Service,
  description: Description,
  address: string,
  response: Response,
  expected: number,
): Promise<void> {
  const { status, headers, text } = await service.request(address.slice(BASE_URL.length));
  assert.equal(status, expected, address);
  const mediaType = headers['content-type']?.split(';')[0] ?? '';
  const content = response.content?.[mediaType] ?? assert.fail(`${mediaType} of ${address} is not described`);
  if (JSON_TYPE.test(mediaType)) {
    assert.ok(content.schema, address);
    const validated = validators.get(description) ?? validatorOf(description);
    validators.set(description, validated);
    validated(content.schema, JSON.parse(text), address);
  }
}

/** The path with the examples of the parameters that it needs; `given` besides. */
function filled(path: string, parameters: readonly Parameter[], given: Readonly<Record<string, string>> = {}): string {
  const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const { example } =
      parameters.find((parameter) => parameter.in === 'path' && parameter.name === name) ?? assert.fail(name);
    return encodeURIComponent(String(example ?? assert.fail(`no example of ${name} in ${path}`)));
  });
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required === true);
  const query = new URLSearchParams(needed.map(({ name, example }) => [name, String(example)]));
  for (const [name, value] of Object.entries(given)) query.set(name, value);
  return query.size === 0 ? target : `${target}?${query}`;
}

/** The address of the example of what is answered. */
function exampleOf(path: Description['paths'][string] | undefined): string {
  const { content = {} } = (path?.get.responses['200'] ?? assert.fail()) as Response;
  return Object.values(content)[0]?.examples?.answer?.externalValue ?? assert.fail();
}

describe('/openapi.json', () => {
  it('is valid by the schema of OpenAPI 3.1, of every chronology', async () => {
    for (const service of services) {
      const description = await descriptionOf(service);
      assert.equal(description.openapi, '3.1.0');
      const { valid, errors } = await new Validator().validate(JSON.parse(JSON.stringify(description)));
      assert.ok(valid, JSON.stringify(errors));
    }
  });

  it('has every address of the service that is answered with no page, by the routes that there are', async () => {
    const { paths } = await descriptionOf(shipped);
    const site = siteOf(shipped.chronology);
    const slug = /[^/]+(?=\.json$)/.exec(exampleOf(paths['/{language}/events/{slug}.json']))?.[0] ?? '';
    const [, facet = '', value = ''] =
      /([^/]+)\/([^/]+)\/feed\.rss$/.exec(exampleOf(paths['/{language}/{facet}/{value}/feed.rss'])) ?? [];
    const patterns = routes({ site, assets: new Map(), today: () => TODAY } as unknown as Answering)
      .flatMap(([pattern]) => pattern)
      // Files of images are named by events, and those of pictures take long to draw.
      .filter((pattern) => !/\*|\.png$/.test(pattern));
    const tags = editionsOf(site).map(({ tag }) => tag);
    let documents = 0;
    for (const pattern of new Set(patterns)) {
      const path = pattern.replace(/:(\w+)/g, (_, name: string) => ({ slug, facet, value })[name] ?? '1');
      // A view for oEmbed; what takes no such parameter does not mind it.
      const { status, headers } = await shipped.request(`${path}?url=${encodeURIComponent(`${BASE_URL}/`)}`);
      if (status !== 200 || String(headers['content-type']).startsWith('text/html')) continue;
      const tag = tags.find((own) => pattern.startsWith(`/${own}/`));
      const described = (tag === undefined ? pattern : pattern.replace(tag, '{language}')).replace(/:(\w+)/g, '{$1}');
      assert.ok(paths[described], described);
      documents += 1;
    }
    assert.ok(documents > 2 * outputNames.length);
  });

  it('has the parts, the faults and the parameters of each output', async () => {
    const description = await descriptionOf(shipped);
    for (const name of outputNames)
      for (const path of [`/{language}/${name}`, `/{language}/{facet}/{value}/${name}`]) {
        const { parameters = [], responses } = description.paths[path]?.get ?? assert.fail(path);
        const named = parameters.map((of) => resolved<Parameter>(description, of).name);
        const { takes = [], isInParts = false, isPaged = false, rasterWidth } = outputs[name];
        assert.deepEqual(
          ['part', 'cursor', ...takes].filter((parameter) => named.includes(parameter)),
          [...(isInParts ? ['part'] : []), ...(isPaged ? ['cursor'] : []), ...takes],
          path,
        );
        assert.ok(responses['410'], path);
        assert.equal(responses['503'] !== undefined, rasterWidth !== undefined, path);
      }
    const { responses = {} } = description.paths['/{language}/overview.png']?.get ?? {};
    assert.ok('Retry-After' in (resolved<Response>(description, responses['503'] ?? assert.fail()).headers ?? {}));
    for (const [name, { isOfWithdrawn = false }] of Object.entries(eventOutputs))
      assert.equal(
        '410' in (description.paths[`/{language}/events/{slug}.${name}`]?.get.responses ?? {}),
        !isOfWithdrawn,
      );
  });

  it('has no component that nothing refers to', async () => {
    const description = await descriptionOf(shipped);
    const text = JSON.stringify(description);
    for (const [kind, components] of Object.entries(description.components))
      for (const name of Object.keys(components))
        assert.ok(text.includes(`"#/components/${kind}/${name}"`), `${kind}/${name}`);
  });

  it('is true: each path with its examples is answered with what it describes, in each language by turns', async () => {
    for (const [first, service] of services.entries()) {
      const description = await descriptionOf(service);
      for (const [index, [path, { get }]] of Object.entries(description.paths).entries()) {
        const parameters = (get.parameters ?? []).map((of) => resolved<Parameter>(description, of));
        const { schema } = parameters.find(({ name }) => name === 'language') ?? {};
        const languages = schema?.enum ?? [undefined];
        const turn = (first + index) % languages.length;
        // The next path is asked in the next one, and this path of the next chronology.
        const inTurn = [...languages.slice(turn), ...languages.slice(0, turn)];
        for (const language of everyFew(inTurn, inTurn.length, () => false)) {
          const own = parameters.map((of) =>
            of.name === 'language' && language !== undefined ? { ...of, example: language } : of,
          );
          const response = resolved<Response>(description, get.responses['200'] ?? assert.fail(path));
          await assertDescribed(service, description, `${BASE_URL}${filled(path, own)}`, response, 200);
        }
      }
    }
  });

  it('has only examples that are answers, of faults as well', async () => {
    for (const service of services) {
      const description = await descriptionOf(service);
      const seen = new Set<string>();
      for (const { get } of Object.values(description.paths))
        for (const [status, of] of Object.entries(get.responses)) {
          const response = resolved<Response>(description, of);
          for (const { examples = {} } of Object.values(response.content ?? {}))
            for (const { externalValue } of Object.values(examples)) {
              if (seen.has(externalValue)) continue;
              seen.add(externalValue);
              await assertDescribed(service, description, externalValue, response, Number(status));
            }
        }
      assert.ok(seen.size > outputNames.length);
    }
  });

  it('has parameters whose examples and values are all taken', async () => {
    const description = await descriptionOf(shipped);
    const tried = new Set<string>();
    for (const [path, { get }] of Object.entries(description.paths)) {
      if (path.includes('{facet}') || path.includes('.png')) continue;
      const parameters = (get.parameters ?? []).map((of) => resolved<Parameter>(description, of));
      for (const parameter of parameters) {
        const { name, schema, example, examples = {} } = parameter;
        if (parameter.in !== 'query') continue;
        const values = [
          ...(schema.enum ?? []),
          ...(example === undefined ? [] : [example].flat()),
          ...Object.values(examples).map(({ value }) => value),
        ];
        for (const value of values) {
          const address = filled(path, parameters, { [name]: value });
          const key = `${name}=${value}`;
          if (tried.has(key)) continue;
          tried.add(key);
          const { status } = await shipped.request(address);
          assert.ok(status === 200 || status === 301, `${address}: ${status}`);
        }
      }
    }
    assert.ok(tried.size > 20);
  });

  it('answers with the same bytes and ETag again, and 304 to who has them', async () => {
    const { headers } = await shipped.request('/openapi.json');
    const again = await shipped.request('/openapi.json', { headers: { 'If-None-Match': headers.etag } });
    assert.equal(again.status, 304);
  });
});

describe('the page about data', () => {
  it('has every output, every parameter, and addresses that answer, of the view that it is about', async () => {
    for (const path of ['/en/data', '/ja/data?type=meeting&country=UZ', '/en/data?type=meeting']) {
      const { status, text } = await shipped.request(path, { headers: { Accept: 'text/html' } });
      assert.equal(status, 200, path);
      const named = findAll(text, 'dt code').map((element) => textOf(element));
      for (const name of [...outputNames, 'country', 'from', 'q', 'limit', 'order', 'cursor'])
        assert.ok(named.includes(name), name);
      const addresses = findAll(text, 'p.address').map((element) => textOf(element).trim());
      assert.ok(addresses.length > outputNames.length);
      for (const address of addresses) {
        assert.ok(address.startsWith(BASE_URL), address);
        if (!address.includes('.png'))
          assert.equal((await shipped.request(address.slice(BASE_URL.length))).status, 200, address);
      }
    }
  });

  it('is linked from the footer, the page about the chronology, and that for subscribing', async () => {
    for (const [page, selector] of [
      ['/en/', 'footer a'],
      ['/en/about', 'main a'],
      ['/en/subscribe', 'main a'],
    ] as const) {
      const { text } = await shipped.request(page, { headers: { Accept: 'text/html' } });
      const links = findAll(text, selector).map(
        ({ attributes }) => new URL(attributes.href ?? '', `${BASE_URL}${page}`).pathname,
      );
      assert.ok(links.includes('/en/data'), page);
    }
    const filtered = await shipped.request('/en/subscribe?country=UZ', { headers: { Accept: 'text/html' } });
    assert.ok(filtered.text.includes('href="data?country=UZ"'));
  });
});
