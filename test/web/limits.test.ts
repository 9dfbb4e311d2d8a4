/** Hostile input is answered with what is wrong with it, never with a fault of our own, and slow clients are let go. */
import { strict as assert } from 'node:assert';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { Agent, type RequestListener, type Server, type ServerResponse, request as send } from 'node:http';
import { connect, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { startServer } from '../../src/serve/http-server.ts';
import { outputNames, outputs } from '../../src/web/site/outputs.ts';
import { anyCharacter } from '../support/any-character.ts';
import { elements } from '../support/markup.ts';
import { until } from '../support/outcome.ts';
import { requestTo, serve } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

// `serve` fails the file where any answer was a fault of our own.
const { request, raw } = await serve();

const INHERITED = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
];
const FACETS = ['type', 'country', 'series', 'person', 'place', 'organization', 'tag', 'source', 'precision'];

describe('names that every object inherits', () => {
  for (const name of INHERITED)
    it(`${name} is nothing in a path, and a wrong value in a query`, async () => {
      for (const language of ['en', 'ja']) {
        const paths = [
          `/${name}`,
          `/${name}/`,
          `/${language}/${name}`,
          `/${language}/${name}/${name}/`,
          `/${language}/events/${name}`,
          `/events/${name}`,
          `/assets/${name}`,
          ...FACETS.flatMap((facet) => [
            `/${language}/${facet}/${name}`,
            `/${language}/${facet}/${name}/`,
            `/${language}/${facet}/${name}/calendar.ics`,
            `/${language}/${facet}/${name}/feed.rss`,
          ]),
        ];
        for (const path of paths) assert.deepEqual([path, (await request(path)).status], [path, 404]);
        for (const parameter of [...FACETS, 'from', 'to', 'imprecise'])
          for (const file of ['', 'calendar.ics', 'feed.rss', 'subscribe']) {
            const path = `/${language}/${file}?${parameter}=${name}`;
            const isPage = !file.includes('.');
            assert.deepEqual([path, (await request(path)).status], [path, isPage ? 200 : 400]);
          }
        // As a parameter's own name it is unknown, and so ignored.
        for (const path of [`/${language}/?${name}=x`, `/${language}/?${name}[${name}]=x`, `/${language}/?q=${name}`])
          assert.deepEqual([path, (await request(path)).status], [path, 200]);
      }
    });
});

describe('a query', () => {
  const long = 'x'.repeat(8000);
  const many = (parameter: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${parameter}=v${index}`).join('&');
  const table: [what: string, path: string, status: number][] = [
    ['a very long search', `/en/feed.rss?q=${long}`, 400],
    ['a very long value', `/en/feed.rss?type=${long}`, 400],
    ['a very long date', `/en/feed.rss?from=${long}`, 400],
    ['a long row of digits as a date', `/en/feed.rss?from=${'9'.repeat(8000)}`, 400],
    ['a very long unknown parameter', `/en/?${long}=${long.slice(4000)}`, 200],
    ['a thousand repeats of a value', `/en/?${Array(1000).fill('type=visit').join('&')}`, 301],
    ['a thousand values of a facet', `/en/feed.rss?${many('type', 1000)}`, 400],
    ['a thousand searches', `/en/?${many('q', 1000)}`, 200],
    ['a thousand dates', `/en/?${Array(1000).fill('from=2020').join('&')}`, 200],
    [
      'a thousand unknown parameters',
      `/en/?${Array.from({ length: 1000 }, (_, index) => `p${index}=`).join('&')}`,
      200,
    ],
    ['brackets', '/en/?type[]=meeting&type[0]=visit&type[a][b]=c', 200],
    ['a JSON value', '/en/feed.rss?type={"$ne":null}', 400],
    ['a null byte in a search', '/en/?q=%00', 200],
    ['a null byte in a value', '/en/feed.rss?type=meeting%00', 301],
    ['a null byte in a date', '/en/feed.rss?from=2020%00', 200],
    ['line ends in a value', '/en/feed.rss?type=%0d%0aSet-Cookie:%20a=b', 400],
    ['line ends in a search', '/en/?q=%0d%0aSet-Cookie:%20a=b', 200],
    ['line ends in a search with a facet', '/en/type/meeting/?q=%0d%0aSet-Cookie:%20a=b', 301],
    ['control characters in a search', '/en/calendar.ics?q=%01%08%1b%7f%c2%85', 200],
    ['non-characters in a search', '/en/feed.rss?q=%EF%BF%BE%EF%BF%BF', 200],
    ['half of a surrogate pair', '/en/?q=%ED%A0%80', 200],
    ['malformed percent-encoding', '/en/feed.rss?q=%E0%A4%A&type=%', 400],
    ['a search of white space', '/en/?q=%20%09%0a%c2%a0%e3%80%80', 200],
    ['a search with marks of regular expressions', '/en/?q=(((((a%2B)%2B)%2B)%24[', 200],
    ['a letter that grows when it is normalized', `/en/feed.rss?q=${'%EF%B7%BA'.repeat(50)}`, 400],
    ['question marks', '/en/????type=meeting', 200],
    ['nothing but separators', '/en/?&&&==&=&', 200],
    ['a fragment', '/en/?q=a#b', 200],
    ['the year 0, which is 1 BC', '/en/?from=0000', 200],
    ['a year before it', '/en/?from=-0044', 200],
    ['the last year that can be told', '/en/?from=Y-99998&to=Y99998', 200],
    ['the year after it', '/en/feed.rss?to=Y99999', 400],
    ['a number of five digits', '/en/feed.rss?to=10000', 400],
    ['an interval as a date', '/en/feed.rss?from=2020/2021', 400],
    ['an open date', '/en/feed.rss?from=..', 400],
  ];
  for (const [what, path, status] of table)
    it(`with ${what} answers ${status}`, async () => {
      for (const accept of ['*/*', 'text/html']) {
        const answer = await request(path, { headers: { Accept: accept } });
        assert.equal(answer.status, status);
        assert.equal(answer.headers['set-cookie'], undefined);
        assert.ok(answer.body.length < 400_000);
      }
      // A page tells what is wrong, and shows the rest.
      if (status !== 400) return;
      const page = await request(path.replace('feed.rss', ''));
      assert.equal(page.status, 200);
      assert.match(page.text, /<div class="amiss"/);
      assert.ok(page.body.length < 400_000);
    });

  it('larger than the server reads answers 431', async () => {
    assert.equal((await request(`/en/?q=${'x'.repeat(20_000)}`)).status, 431);
  });

  it('of any text is answered 200, 301 or 400, and what it found stands in the answer as text only', async () => {
    const name = fc.oneof(
      fc.constantFrom(...FACETS, 'from', 'to', 'q', 'imprecise', ...INHERITED),
      fc.string({ maxLength: 8 }),
    );
    const value = fc.oneof(
      fc.constantFrom('', 'meeting', 'UZ', '2020', '2020-02-30', 'month', 'span', '..', '%', '<script>'),
      fc.string({ maxLength: 30, unit: anyCharacter }),
    );
    const place = fc.constantFrom(
      '/en/',
      '/ja/',
      '/en/calendar.ics',
      '/ja/feed.rss',
      '/en/type/meeting/',
      '/calendar.ics',
    );
    await fc.assert(
      fc.asyncProperty(place, fc.array(fc.tuple(name, value), { maxLength: 6 }), async (path, pairs) => {
        const search = new URLSearchParams(pairs.map(([key, text]): [string, string] => [key, text.toWellFormed()]));
        const answer = await request(`${path}?${search}`, { headers: { Accept: 'text/html' } });
        assert.ok([200, 301, 400].includes(answer.status), `${answer.status} for ${path}?${search}`);
        // The body of a redirect is Express' own, and loads nothing.
        if (answer.status !== 301 && String(answer.headers['content-type']).startsWith('text/html'))
          assert.deepEqual(
            elements(answer.text, 'script').map(
              ({ attributes: { src, type = '' } }) => src?.replace(/\w{12}/, '#') ?? type,
            ),
            [
              ...(answer.status === 200 ? ['application/ld+json'] : []),
              `${'../'.repeat(path.split('/').length - 2)}assets/script.#.js`,
            ],
          );
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

describe('characters that nobody sees, and that XML cannot carry', () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that no answer may hold
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/;
  const HIDDEN = ['\u0000', '\u0001', '\u001b', '\u007f', '\u0085', '\ufffe', '\uffff', '\ud800'];
  const value = (text: string) => encodeURIComponent(text.toWellFormed());

  for (const name of outputNames.filter((name) => outputs[name].rasterWidth === undefined))
    it(`are not in ${name} of a search for them`, async () => {
      for (const text of [...HIDDEN, `visit${HIDDEN.join('')}s`]) {
        const path = `/en/${name}?q=${value(text)}`;
        const answer = await request(path);
        assert.equal(answer.status, 200, path);
        assert.doesNotMatch(answer.text, UNSEEN, path);
        if (outputs[name].mediaType.includes('xml')) parseXml(answer.text);
      }
    });

  it('are on no page, be they searched for or refused', async () => {
    const parameters = ['q', 'type', 'country', 'person', 'from', 'to', 'part', 'order', 'frame'];
    const paths = ['/en/', '/ja/', '/en/figures', '/en/subscribe'];
    for (const path of paths)
      for (const parameter of parameters)
        for (const Accept of ['text/html', 'application/json']) {
          const address = `${path}?${parameter}=${value(`visit${HIDDEN.join('')}s`)}`;
          const { status, text } = await request(address, { headers: { Accept } });
          assert.ok(status === 200 || status === 400, `${status} for ${address}`);
          assert.doesNotMatch(text, UNSEEN, address);
        }
  });
});

describe('a path', () => {
  it('of any text is answered with 200, a redirect or a mistake', async () => {
    const segment = fc.oneof(
      fc.constantFrom(
        'en',
        'ja',
        'events',
        'type',
        'meeting',
        'country',
        'UZ',
        '',
        '.',
        '..',
        '%',
        '%2f',
        '%00',
        '%ff',
        '*',
      ),
      fc.constantFrom(...INHERITED, ':facet', 'calendar.ics', 'feed.rss', 'summit-1'),
      fc.string({ maxLength: 10, unit: anyCharacter }).map((text) => encodeURIComponent(text.toWellFormed())),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 7 }), async (segments) => {
        const path = `/${segments.join('/')}`;
        const { status } = await request(path, { headers: { Accept: 'text/html' } });
        assert.ok([200, 301, 302, 400, 404].includes(status), `${status} for ${path}`);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('of thousands of parts is nothing', async () => {
    assert.equal((await request('/en'.repeat(3000))).status, 404);
    assert.equal((await request('/'.repeat(8000))).status, 404);
  });

  it('in bytes above ASCII is answered', async () => {
    const answer = await raw('GET /en/\u00e9\u3042 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    assert.match(answer, /^HTTP\/1\.1 40[04] /);
  });
});

describe('headers', () => {
  const values = [
    '',
    ',',
    ';q=',
    '*',
    '\u00ff\u00fe',
    'x'.repeat(8000),
    ';'.repeat(4000),
    ','.repeat(4000),
    'text/html;q=1e999',
  ];
  for (const header of ['Accept', 'Accept-Language', 'Accept-Encoding', 'If-None-Match', 'If-Modified-Since', 'Range'])
    it(`of any kind in ${header} get an answer`, async () => {
      for (const value of values)
        for (const path of ['/', '/en/', '/calendar.ics', '/nope', '/events/summit-1']) {
          const { status } = await request(path, { headers: { [header]: value } });
          assert.ok([200, 302, 304, 404].includes(status), `${status} for ${path}`);
        }
    });

  it('that name very many languages are read as far as somebody reads languages', async () => {
    const letters = 'abcdefghijklmnopqrst';
    const others = (count: number) =>
      Array.from({ length: count }, (_, index) => `q${letters[index % 20]}${letters[Math.trunc(index / 20) % 20]}`);
    const landing = async (languages: readonly string[]) =>
      (await request('/', { headers: { 'Accept-Language': languages.join() } })).headers.location?.replace(
        /^.*(?=\/\w+\/$)/,
        '',
      );
    assert.equal(await landing([...others(19), 'ja']), '/ja/');
    assert.equal(await landing([...others(400), 'ja']), '/en/');
    assert.equal(await landing([...Array<string>(3000).fill('qaa'), 'ja']), '/ja/');
  });

  it('that ask for a part get the whole', async () => {
    const { status, headers } = await request('/en/', { headers: { Range: 'bytes=0-10' } });
    assert.deepEqual([status, headers['content-range']], [200, undefined]);
  });

  it('that are no HTTP are answered 400, and the connection is closed', async () => {
    assert.match(await raw('hello\r\n\r\n'), /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
    assert.match(
      await raw('GET /en/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'),
      /^HTTP\/1\.1 400 /,
    );
  });

  it('of a body that nobody asked for do no harm', async () => {
    const answer = await raw('GET /nope HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello');
    assert.match(answer, /^HTTP\/1\.1 404 /);
  });
});

const MORE_THAN_BUFFERS_HOLD = 'x'.repeat(20_000_000);

/** Starts a server until the test is over, and finds the http server behind it by the first request that it answers. */
async function startedServer(
  listener: RequestListener = (_, response) => response.end(MORE_THAN_BUFFERS_HOLD),
): Promise<{ server: Server; port: number }> {
  const { port, stop } = await startServer(listener, 0, '127.0.0.1');
  after(() => stop());
  let server: Server | undefined;
  const listen = (message: unknown) => {
    const { server: found } = message as { server: Server };
    const address = found.address();
    if (typeof address === 'object' && address?.port === port) server = found;
  };
  subscribe('http.server.request.start', listen);
  await requestTo(port, '/');
  unsubscribe('http.server.request.start', listen);
  assert.ok(server);
  return { server, port };
}

describe('a slow client', () => {
  /** Says this, and resolves with what was received when the server has closed the connection. */
  function untilClosed(port: number, said: string): Promise<string> {
    return new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const socket = connect(port, '127.0.0.1', () => socket.write(said));
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.on('error', () => {});
      socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    });
  }

  it('has 8 seconds for headers, 10 for a request, 65 between requests, and 15 of silence within one', async () => {
    const { server } = await startedServer();
    const { headersTimeout, requestTimeout, keepAliveTimeout, timeout } = server;
    assert.deepEqual(
      { headersTimeout, requestTimeout, keepAliveTimeout, timeout },
      { headersTimeout: 8000, requestTimeout: 10_000, keepAliveTimeout: 65_000, timeout: 15_000 },
    );
  });

  // Below, one of the times is shortened, so that the tests need not wait for what is asserted above.
  it('is let go when it sends nothing, or half a header', async () => {
    const { server, port } = await startedServer();
    server.headersTimeout = 50;
    assert.match(await untilClosed(port, ''), /^(HTTP\/1\.1 408 |$)/);
    assert.match(await untilClosed(port, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '), /^HTTP\/1\.1 408 /);
  });

  it('is let go when it sends half a body', async () => {
    const { server, port } = await startedServer();
    server.requestTimeout = 50;
    const said = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf';
    assert.match(await untilClosed(port, said), /^HTTP\/1\.1 (200|408) /);
  });

  it('is let go when it sends no second request', async () => {
    const { server, port } = await startedServer();
    server.keepAliveTimeout = 50;
    assert.match(await untilClosed(port, 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n'), /^HTTP\/1\.1 200 /);
  });

  it('may be silent between two requests for longer than within one, as connections of balancers are', async () => {
    const { server, port } = await startedServer((_, response) => response.end('done'));
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = () =>
      new Promise<Socket>((resolve, reject) => {
        const asking = send({ host: '127.0.0.1', port, agent }, (answer) => {
          const { socket } = answer;
          answer.on('end', () => resolve(socket)).resume();
        });
        asking.on('error', reject).end();
      });
    const first = await ask();
    const [socket] = await accepted;
    await until('it has the time between requests', () => Number(socket.timeout) >= server.keepAliveTimeout);
    assert.ok((await ask()) === first, 'the same connection');
    agent.destroy();
  });

  it('is let go when it never reads', async () => {
    const { server, port } = await startedServer();
    server.timeout = 100;
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    const client = connect(port, '127.0.0.1', () => client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
    client.on('error', () => {});
    client.pause();
    const [socket] = await accepted;
    await new Promise((resolve) => socket.on('close', resolve));
    client.destroy();
  });

  it('is none who waits for an answer, however long that is computed', async () => {
    let waiting: ServerResponse | undefined;
    const { server, port } = await startedServer((_, response) => {
      if (waiting === undefined) response.end('at once');
      // Not the server's own time, in which a busy machine may not have read the request.
      else response.req.socket.setTimeout(50);
      waiting = response;
    });
    const silent = once(server, 'timeout');
    const answered = requestTo(port, '/');
    await silent;
    waiting?.end('after all');
    assert.equal((await answered).text, 'after all');
  });
});

describe('a server that stops', () => {
  it('closes idle connections, and takes no new ones', async () => {
    const { port, stop } = await startServer((_, response) => response.end('done'), 0, '127.0.0.1');
    after(() => stop());
    const idle = connect(port, '127.0.0.1', () => idle.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
    await once(idle, 'data');
    const closed = once(idle, 'close');
    await stop();
    await closed;
    await assert.rejects(requestTo(port, '/'), { code: 'ECONNREFUSED' });
  });

  it('says with every answer that the connection ends, before it takes no new ones', async () => {
    const { port, stop } = await startServer((_, response) => response.end('done'), 0, '127.0.0.1');
    const kept = connect(port, '127.0.0.1', () => kept.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'));
    await once(kept, 'data');
    const stopped = stop();
    const closed = once(kept, 'close');
    kept.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const [answer] = (await once(kept, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1\.1 200 OK\r\n[\s\S]*Connection: close\r\n[\s\S]*done$/);
    await closed;
    await stopped;
  });

  it('finishes what is under way', async () => {
    let answer = () => {};
    const began = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let finish = () => {};
    const { port, stop } = await startServer(
      (_, response) => {
        finish = () => response.end('whole');
        answer();
      },
      0,
      '127.0.0.1',
    );
    after(() => stop());
    const answered = requestTo(port, '/');
    await began;
    const stopped = stop();
    finish();
    assert.equal((await answered).text, 'whole');
    await stopped;
  });

  it('rejects a port that is taken', async () => {
    const { port, stop } = await startServer(() => {}, 0, '127.0.0.1');
    after(() => stop());
    await assert.rejects(
      startServer(() => {}, port, '127.0.0.1'),
      { code: 'EADDRINUSE' },
    );
  });
});
