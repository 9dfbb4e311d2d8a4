/** The headers and redirects of a site of files as hosts take them: `_headers` and `_redirects`, and the configuration of nginx. */
import { pathFacets } from '../../chronology/facet.ts';
import { escapeRegExp } from '../../escape-reg-exp.ts';
import type { Site } from '../site/site.ts';
import { editionsOf } from '../site/views.ts';
import { type Headers, isNamed } from './headers.ts';
import type { Redirect, SiteFile } from './site-files.ts';

/** Where nginx finds its part, below the folder of the site; no host serves it. */
const NGINX_FILE = '.annals-export/nginx.conf';

/** Headers with the names of parts of the path in the place of these parts. */
type Template = string;

/** Paths that differ in the value of a facet, in an event or in the number of a part. */
interface Shape {
  /** `/en/:facet/:value/feed.rss` */
  readonly pattern: string;
  /** By template; most shapes have one. */
  readonly paths: Map<Template, string[]>;
}

const PARTS = ['facet', 'value', 'slug', 'part'] as const;

export class HostRules {
  readonly #site: Site;
  readonly #base: string;
  readonly #shapes = new Map<string, Shape>();
  readonly #gone: string[] = [];

  constructor(site: Site) {
    this.#site = site;
    this.#base = new URL(site.baseUrl).pathname.replace(/\/$/, '');
  }

  add({ path, status, headers }: SiteFile): void {
    if (status === 410) this.#gone.push(path);
    if (status !== 200) return;
    const [pattern, values] = shapeOf(path);
    const template = JSON.stringify(headers.map(([name, value]) => [name, templateOf(value, path, pattern, values)]));
    const shape = this.#shapes.get(pattern) ?? { pattern, paths: new Map<Template, string[]>() };
    this.#shapes.set(pattern, shape);
    const paths = shape.paths.get(template);
    if (paths) paths.push(path);
    else shape.paths.set(template, [path]);
  }

  files(redirects: readonly Redirect[]): readonly { readonly file: string; readonly text: string }[] {
    const permanent = redirects.filter(({ status }) => status === 301).sort((a, b) => (a.from < b.from ? -1 : 1));
    return [
      { file: '_headers', text: this.#headersFile() },
      {
        file: '_redirects',
        text: permanent.map(({ from, to }) => `${this.#base}${from} ${this.#base}${to} 301\n`).join(''),
      },
      // GitHub Pages serves the files as they are.
      { file: '.nojekyll', text: '' },
      { file: NGINX_FILE, text: this.#nginx(permanent) },
    ];
  }

  /** The headers of pages, which most files have. */
  #ofPages(): Headers {
    return headersOf([...(this.#shapes.get(`/${this.#languages()[0]}/about`)?.paths.keys() ?? [])][0] ?? '[]');
  }

  #languages(): readonly string[] {
    return this.#site.chronology.vocabulary.settings.languages;
  }

  /** Each shape with the headers that most of its paths have, and the paths that have others. */
  #rules(): readonly { readonly pattern: string; readonly headers: Headers; readonly isOne: boolean }[] {
    const shapes = [...this.#shapes.values()].sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
    return shapes.flatMap(({ pattern, paths }) => {
      const [most, ...others] = [...paths].sort(([, a], [, b]) => b.length - a.length);
      return [
        ...others.flatMap(([template, of]) =>
          of.map((path) => ({ pattern: path, headers: filled(headersOf(template), path, pattern), isOne: true })),
        ),
        ...(most
          ? [{ pattern, headers: headersOf(most[0]), isOne: !pattern.includes(':') && !pattern.includes('*') }]
          : []),
      ];
    });
  }

  #headersFile(): string {
    // Of pages, a host knows the type by itself; and a rule for all files would give it to all.
    const common = this.#ofPages().filter(([name]) => !isNamed(name, 'Content-Type'));
    // A rule of a host says nothing of a path: a link to another address, or the name of a file to be saved as.
    const differing = (headers: Headers): Headers =>
      headers
        .filter(([name, value]) => !isNamed(name, 'Link') && !common.some((own) => own[0] === name && own[1] === value))
        .map(([name, value]) => [name, value.replace(/; filename=.*:.*/, '')]);
    // Of pages, the host knows the type by itself.
    const isOfPage = (name: string, value: string) => isNamed(name, 'Content-Type') && value.startsWith('text/html');
    const rules = this.#rules().flatMap(({ pattern, headers }) => {
      const own = differing(headers).filter(([name, value]) => !isOfPage(name, value));
      if (own.length === 0) return [];
      const folder = /^\/(?:assets|images)\/\*/.exec(pattern)?.[0];
      // One rule for a folder of files whose types a host knows.
      if (folder) return [{ pattern: folder, own: own.filter(([name]) => !isNamed(name, 'Content-Type')), ending: '' }];
      return [{ pattern: pattern.replace(/:part$/, '*'), own, ending: /\.[a-z0-9]+$/.exec(pattern)?.[0] ?? '' }];
    });
    const blocks = new Map<string, Headers>();
    for (const ending of new Set(rules.map((rule) => rule.ending).filter((one) => one !== ''))) {
      const most = mostOf(rules.filter((rule) => rule.ending === ending).map(({ own }) => JSON.stringify(own)));
      blocks.set(`/*${ending}`, headersOf(most));
    }
    for (const { pattern, own, ending } of rules)
      if (JSON.stringify(blocks.get(`/*${ending}`)) !== JSON.stringify(own)) blocks.set(pattern, own);
    const line = ([name, value]: readonly [string, string]) => `  ${name}: ${value}\n`;
    // A value of two rules is joined where it is not taken back first (Cloudflare); elsewhere the nearer rule stands.
    const block = (pattern: string, headers: Headers) => {
      const general = blocks.get(`/*${/\.[a-z0-9]+$/.exec(pattern)?.[0] ?? ''}`) ?? [];
      const before = general === headers ? common : [...common, ...general];
      const own = headers.map(([name]) => name);
      const tooMuch = general.filter(([name]) => !own.some((one) => isNamed(one, name))).map(([name]) => name);
      const taken = [...own.filter((name) => before.some((one) => isNamed(one[0], name))), ...tooMuch];
      return `\n${this.#base}${pattern}\n${taken.map((name) => `  ! ${name}\n`).join('')}${headers.map(line).join('')}`;
    };
    const sorted = [...blocks].sort(([a], [b]) => Number(b.startsWith('/*')) - Number(a.startsWith('/*')));
    return `${this.#base}/*\n${common.map(line).join('')}${sorted.map(([pattern, own]) => block(pattern, own)).join('')}`;
  }

  #nginx(permanent: readonly Redirect[]): string {
    const base = this.#base;
    const languages = this.#languages();
    const [first = ''] = languages;
    const facets = `(?<facet>${pathFacets.join('|')})`;
    const pages = this.#ofPages();
    const multilingual = editionsOf(this.#site).filter((edition) => edition.languages.length > 1);
    const prefixed = (location: string, headers: Headers, ...lines: readonly string[]) =>
      `location ${location} {\n${[...lines, ...headersIn(headers)].map((line) => `  ${line}\n`).join('')}}\n`;
    const rules = this.#rules().filter(({ headers }) => JSON.stringify(headers) !== JSON.stringify(pages));
    return [
      '# Written by `annals export`. Include it in a server block whose root is the folder of the site.\n',
      'index index.html;\nabsolute_redirect off;\ngzip_static on;\ngzip_vary on;\n# With its module: brotli_static on;\n',
      'error_page 404 /404.html;\n',
      ...(base === '' ? [] : [`rewrite ^${escapeRegExp(decodeURI(base))}(/.*)$ $1 last;\n`]),
      'location ~ /(?:\\.annals-export/|_headers$|_redirects$|\\.nojekyll$|\\.git) {\n  return 404;\n}\n',
      ...permanent.map(({ from, to }) => `location = ${from} {\n  return 301 ${base}${to};\n}\n`),
      ...this.#gone.sort().map((path) => {
        const page = `${path.endsWith('/') ? `${path}index` : path}.html`;
        return `location = ${path} {\n  error_page 410 ${page};\n  return 410;\n}\n`;
      }),
      `location ~ ^/(?:${languages.join('|')})(?:/${facets}(?:/[^/.]+)?)?$ {\n  return 301 ${base}$uri/;\n}\n`,
      ...rules.map(({ pattern, headers, isOne }) =>
        prefixed(
          isOne ? `= ${decodeURIComponent(pattern)}` : `~ ^${regexOf(pattern, facets)}$`,
          headers,
          `try_files ${pattern.endsWith('/') ? '$uri/index.html' : '$uri $uri.html'} =404;`,
        ),
      ),
      // A document of an event in no language.
      `location ~ ^/events/(?<name>[^/]+\\.[a-z.]+)$ {\n  return 302 ${base}/${first}/events/$name;\n}\n`,
      ...multilingual.map(({ tag }) => `location ~ ^/${tag}(?<rest>/.*)?$ {\n  return 302 ${base}/${first}$rest;\n}\n`),
      ...languages.map((language) =>
        prefixed(
          `/${language}/`,
          pages,
          `error_page 404 /${language}/404.html;`,
          'try_files $uri $uri.html $uri/ =404;',
        ),
      ),
      prefixed('/', pages, 'try_files $uri $uri.html $uri/ =404;'),
    ].join('\n');
  }
}

/** The one that is there most often. */
function mostOf(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])[0];
}

function headersOf(template: Template): Headers {
  return JSON.parse(template) as Headers;
}

/** The pattern of a path, and the parts that differ. */
function shapeOf(path: string): readonly [pattern: string, values: Readonly<Record<string, string>>] {
  const values: Record<string, string> = {};
  const folder = /^\/(assets|images)\//.exec(path);
  if (folder) return [`${folder[0]}*${/\.[a-z0-9]+$/.exec(path)?.[0] ?? ''}`, values];
  const take = (name: string, value: string) => {
    values[name] = value;
    return `:${name}`;
  };
  const pattern = path
    .replace(/^((?:\/[^/]+)?\/events\/)([^/.]+)/, (_, before: string, slug: string) => before + take('slug', slug))
    .replace(/^(\/[^/]+)\/([a-z]+)\/([^/]+)\//, (all, before: string, facet: string, value: string) =>
      (pathFacets as readonly string[]).includes(facet)
        ? `${before}/${take('facet', facet)}/${take('value', value)}/`
        : all,
    )
    .replace(/((?:^|[-/])(?:part|cursor)-)([^/]+?)(\.[a-z]+)?$/, (_, before: string, part: string, ending = '') => {
      return `${before}${take('part', part)}${ending}`;
    });
  return [pattern, values];
}

/** What of a header's value is of the path, by its names. */
function templateOf(value: string, path: string, pattern: string, values: Readonly<Record<string, string>>): string {
  const { facet, value: of, slug } = values;
  let text = value.replaceAll(path, pattern);
  if (facet !== undefined) text = text.replaceAll(`/${facet}/${of}/`, '/:facet/:value/');
  if (slug !== undefined) text = text.replaceAll(`"${slug}.`, '":slug.');
  return text;
}

/** The headers of one path of a shape. */
function filled(headers: Headers, path: string, pattern: string): Headers {
  const [, values] = shapeOf(path);
  return headers.map(([name, value]) => {
    const text = PARTS.reduce((sum, part) => sum.replaceAll(`:${part}`, values[part] ?? `:${part}`), value);
    return [name, text.replaceAll(pattern, path)];
  });
}

function regexOf(pattern: string, facets: string): string {
  return escapeRegExp(pattern)
    .replace('\\*', '[^\\s]*')
    .replace(':facet', facets)
    .replace(/:(value|slug)/g, '(?<$1>[^/.]+)')
    .replace(':part', '(?<part>[^/]+?)');
}

/** As nginx writes them, with what a location has of the path. */
function headersIn(headers: Headers): readonly string[] {
  const quoted = (text: string) =>
    `'${PARTS.reduce((sum, part) => sum.replaceAll(`:${part}`, `$${part}`), text.replace(/['\\]/g, '\\$&'))}'`;
  return headers.flatMap(([name, value]) =>
    isNamed(name, 'Content-Type')
      ? ['types { }', `default_type ${quoted(value)};`]
      : [`add_header ${name} ${quoted(value)} always;`],
  );
}
