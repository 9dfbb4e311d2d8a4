/** Requests at random: addresses that a chronology has, with what people, programs and attackers make of them. */
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { facets, pathFacets, valuesOf } from '../../src/chronology/facet.ts';
import { choiceNames, choices } from '../../src/chronology/query/query.ts';
import { eventOutputNames } from '../../src/web/site/event-outputs.ts';
import { outputNames, outputs, rootOutputs } from '../../src/web/site/outputs.ts';
import { anyCharacter } from './any-character.ts';
import { headOf } from './kept-connection.ts';
import { BASE_URL } from './service.ts';
import { MARK } from './unescaped.ts';

export interface HostileRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export function headOfRequest({ method, target, headers }: HostileRequest): Buffer {
  return headOf(method, target, [['Host', 'annals.example'], ...headers]);
}

/** A picture as PNG is drawn in a tenth of a second: the tests of that output are others. */
const OUTPUTS = outputNames.filter((name) => outputs[name].rasterWidth === undefined);
const ROOT_OUTPUTS = rootOutputs.filter((name) => outputs[name].rasterWidth === undefined);

/** Addresses of every kind: all pages, each output of some views, and all documents of some events. */
export function realAddresses({ events, vocabulary }: Chronology): readonly string[] {
  const { languages } = vocabulary.settings;
  const some = events.slice(0, 6);
  const views = [
    '',
    ...pathFacets.flatMap((facet) =>
      [...new Set(events.flatMap((event) => valuesOf(event, facet)))]
        .slice(0, 2)
        .map((value) => `${facet}/${encodeURIComponent(value)}/`),
    ),
  ];
  const pages = [
    'about',
    'figures',
    'sources',
    'subscribe',
    'embed',
    'data',
    'feeds',
    'month',
    'month/2022-12',
    'manifest.webmanifest',
    'opensearch.xml',
    'subscriptions.opml',
  ];
  return [
    ...[
      '/',
      '/sitemap.xml',
      '/robots.txt',
      '/openapi.json',
      '/schema/events-1.json',
      '/favicon.ico',
      '/subscribe',
      '/rss',
    ],
    `/oembed?url=${BASE_URL}/${languages[0]}/`,
    ...ROOT_OUTPUTS.map((name) => `/${name}`),
    ...some.map(({ slug }) => `/events/${slug}`),
    ...languages
      .slice(0, 2)
      .flatMap((language) => [
        ...views.map((view) => `/${language}/${view}`),
        ...pathFacets.map((facet) => `/${language}/${facet}/`),
        ...views.slice(0, 2).flatMap((view) => OUTPUTS.map((name) => `/${language}/${view}${name}`)),
        ...pages.map((page) => `/${language}/${page}`),
        ...some.flatMap(({ slug }) =>
          ['', '.ics', ...eventOutputNames.map((name) => `.${name}`)].map(
            (ending) => `/${language}/events/${slug}${ending}`,
          ),
        ),
      ]),
    ...(languages.length > 1 ? [`/${languages.join('-')}/calendar.ics`, `/${languages.join('-')}/events.json`] : []),
  ];
}

/** What would be a part of an answer's form if it were not escaped. */
export const injected = fc.constantFrom(
  `<${MARK}>`,
  `"><${MARK} ${MARK}=1>`,
  `' on${MARK}='1`,
  `" ${MARK}="1`,
  `</script><${MARK}>`,
  `</title></style></textarea><${MARK}>`,
  `<!--${MARK}-->`,
  `]]><${MARK}/>`,
  `&lt;${MARK}&gt;&#60;${MARK}&#62;`,
  `javascript:${MARK}`,
  `\r\n${MARK}: 1`,
  `\nEND:VEVENT\nBEGIN:${MARK}\n${MARK}:1`,
  `;${MARK}=1:"${MARK}`,
  `{"${MARK}":1}`,
  `","${MARK}":"`,
  `\${${MARK}}{{${MARK}}}<%= ${MARK} %>`,
  `\u2028${MARK}\u202e`,
  `\r\n${MARK}: forged`,
  `\u001b[2K\r${MARK}`,
  `=${MARK}()`,
  MARK,
);

const odd = fc.oneof(
  { weight: 4, arbitrary: injected },
  { weight: 2, arbitrary: fc.string({ maxLength: 12, unit: anyCharacter }).map((text) => text.toWellFormed()) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      '.',
      '..',
      '*',
      '%',
      '%00',
      '\u0000',
      '\ufffe',
      '__proto__',
      'constructor',
      'toString',
      'null',
      '[]',
      '-0',
      '1e9',
      '9'.repeat(40),
      '0x10',
      'İ',
      'ﷺ',
      '👨‍👩‍👧',
      'ß',
      '\u0301',
      'true',
      '[object Object]',
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'é', '(', '%', ' ', '9', '日', '\ufdfa', '&', '.a'), fc.nat(1200))
      .map(([unit, count]) => unit.repeat(count)),
  },
);

/** As a client writes it, and as clients write it wrongly. */
const encoded = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.nat(9)).map(([value, kind]) => {
    const plain = encodeURIComponent(value.toWellFormed());
    if (kind === 0) return encodeURIComponent(plain);
    if (kind === 1) return plain.toLowerCase();
    // Whoever leaves out the encoding leaves out all of it but what ends the line of the request.
    if (kind === 2) return value.replace(/[\s\p{Cc}#]/gu, (character) => encodeURIComponent(character));
    return plain;
  });

function valuesFor({ events }: Chronology): readonly string[] {
  const words = events.flatMap(({ title }) => Object.values(title ?? {}).flatMap((text) => String(text).split(/\s+/)));
  return [
    ...facets.flatMap((facet) => [...new Set(events.flatMap((event) => valuesOf(event, facet)))].slice(0, 8)),
    ...words.slice(0, 60),
    ...Object.values(choices).flat(),
    ...[
      '2022',
      '2022-12',
      '2022-12-24',
      '2022-13',
      '0000',
      '-0044',
      'Y17000',
      '1999~',
      'today',
      '-P30D',
      'P1Y',
      'last week',
      '24 December 2022',
      '令和5年',
      'XIV',
      '1',
      '2',
      '999999',
    ],
    ...['json', 'xml', 'all', '2022-12-24.slug', 'withdrawn.x'],
  ];
}

const BROWSER = [
  ['Sec-Fetch-Dest', 'document'],
  ['Sec-Fetch-Mode', 'navigate'],
] as const;

/** Requests of a chronology, in the majority of its own addresses, spoilt somewhere. */
export function hostileRequests(chronology: Chronology): fc.Arbitrary<HostileRequest> {
  const addresses = realAddresses(chronology);
  const address = fc.constantFrom(...addresses);
  // A page of a view that nobody asked for before takes ten times as long as a feed of it.
  const isPage = (path: string) => path.endsWith('/') || /\/(?:embed|month.*|subscribe)$/.test(path);
  const asked = fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...addresses.filter(isPage)) },
    { weight: 9, arbitrary: fc.constantFrom(...addresses.filter((path) => !isPage(path))) },
  );
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...valuesFor(chronology)) },
    { weight: 3, arbitrary: odd },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...valuesFor(chronology)), odd).map((both) => both.join('')) },
  );
  const name = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        ...facets,
        'from',
        'to',
        'q',
        'part',
        'cursor',
        'language',
        'url',
        'format',
        'maxwidth',
        'maxheight',
        ...choiceNames,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'types',
        'Country',
        'since',
        'page',
        'search',
        'amp;type',
        'country[]',
        'utm_source',
        'callback',
      ),
    },
    { weight: 1, arbitrary: odd },
  );
  const parameter = fc.tuple(encoded(name), encoded(value)).map((pair) => pair.join('='));
  const parameters = fc.array(parameter, { minLength: 1, maxLength: 4 }).map((list) => list.join('&'));
  const repeated = fc
    .tuple(parameter, fc.nat(300))
    .map(([one, times]) => `${one}&`.repeat(Math.min(times, Math.floor(8000 / (one.length + 1)))));
  const withQuery = fc
    .tuple(asked, fc.oneof({ weight: 8, arbitrary: parameters }, { weight: 1, arbitrary: repeated }))
    .map(([path, query]) => `${path}${path.includes('?') ? '&' : '?'}${query}`.slice(0, 12_000));
  const spoilt = fc.tuple(address, fc.nat(9), fc.nat(40), encoded(value)).map(([path, kind, at, text]) => {
    const place = at % (path.length + 1);
    const segments = path.split('/');
    const segment = 1 + (at % (segments.length - 1));
    switch (kind) {
      case 0:
        return `${path.slice(0, place)}${text}${path.slice(place)}`.replace(/^(?!\/)/, '/');
      case 1:
        return path.toUpperCase();
      case 2:
        return `${path}/`;
      case 3:
        return segments.with(segment, `${segments[segment]}/${segments[segment]}`).join('/');
      case 4:
        return path.replace(/[a-z]/g, (letter, index: number) =>
          index % 3 === at % 3 ? `%${letter.charCodeAt(0).toString(16)}` : letter,
        );
      case 5:
        return `/${path}`;
      case 6:
        return path.slice(0, Math.max(1, place));
      case 7:
        return `${BASE_URL}${path}`;
      default:
        return segments.with(segment, text).join('/');
    }
  });
  const target = fc.oneof(
    { weight: 10, arbitrary: address },
    { weight: 4, arbitrary: withQuery },
    { weight: 6, arbitrary: spoilt },
  );
  return fc.record({
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant('GET') },
      { weight: 4, arbitrary: fc.constant('HEAD') },
      { weight: 1, arbitrary: fc.constantFrom('POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'TRACE') },
    ),
    target,
    headers: oddHeaders,
  });
}

const header = (name: string, value: fc.Arbitrary<string>) => value.map((text) => [[name, text]] as const);

/** Without what ends a line: such a request is none, and others try that. */
const inHeader = odd.map((text) => text.replace(/[\r\n\0]/g, ' ').slice(0, 3000));

const list = (values: readonly string[]) =>
  fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: inHeader }), {
      maxLength: 5,
    })
    .map((items) => items.join(','));

const oddHeaders = fc
  .array(
    fc.oneof(
      header(
        'Accept',
        list(['*/*', 'text/html', 'application/json', 'application/problem+json;q=0.5', 'text/calendar', ';q=']),
      ),
      header('Accept-Language', list(['en', 'ja', 'de-AT;q=0.5', 'zh-Hant-HK', '*', 'x-klingon', 'en;q=nan'])),
      header('Accept-Encoding', list(['gzip', 'br', 'identity;q=0', '*;q=0.1', 'zstd', 'gzip;q=1e99'])),
      header('If-None-Match', list(['*', '"abc"', 'W/"abc"', '"', 'W/'])),
      header('If-Match', list(['*', '"abc"', 'W/"abc"'])),
      header('If-Modified-Since', fc.constantFrom('Tue, 15 Nov 1994 12:45:26 GMT', 'yesterday')),
      header('Range', fc.constantFrom('bytes=0-10', 'bytes=-1', 'bytes=9-1,5-', 'lines=1')),
      header('Forwarded', inHeader),
      header('X-Forwarded-Host', inHeader),
      header('X-Forwarded-Proto', inHeader),
      header('User-Agent', inHeader),
      header('Referer', inHeader),
      header('Cookie', inHeader),
      header('Origin', inHeader),
      header('Sec-Fetch-Site', fc.constantFrom('same-origin', 'cross-site', 'none')),
      fc.constant(BROWSER),
    ),
    { maxLength: 3 },
  )
  // A client says each once.
  .map((headers) => [...new Map(headers.flat()).entries()]);

/** The beginning of something that is no request, or two of them, or one that does not end. */
export function brokenRequests(chronology: Chronology): fc.Arbitrary<string> {
  const address = fc.constantFrom(...realAddresses(chronology));
  return fc.tuple(address, odd, fc.nat(9)).map(([path, text, kind]) => {
    switch (kind) {
      case 0:
        return `GET ${path}${text} HTTP/1.1\r\nHost: a\r\n\r\n`;
      case 1:
        return `GET ${path} HTTP/1.1\r\nHost: ${text}\r\nConnection: close\r\n\r\n`;
      case 2:
        return `GET ${path} HTTP/1.1\r\nHost: a\r\n${text}: 1\r\nConnection: close\r\n\r\n`;
      case 3:
        return `GET ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${text}`;
      case 4:
        return `${text} ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
      case 5:
        return `GET ${path} HTTP/${text.length}.9\r\n\r\n`;
      case 6:
        return `GET ${path} HTTP/1.1\r\nHost: a\r\nX: ${text.repeat(40)}\r\nConnection: close\r\n\r\n`;
      case 7:
        return `GET ${path} HTTP/1.1\r\nHost: a\r\nIf-None-Match: ${text}\r\nAccept-Language: ${text}\r\nConnection: close\r\n\r\n`;
      case 8:
        return text;
      default:
        return `GET ${path}`;
    }
  });
}
