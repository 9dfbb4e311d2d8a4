/** Calendars that are too long to be kept: the same text, validators that need none of it, and work that stops in time. */
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { createServer, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { queryObjects } from 'node:v8';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { TypedFastBitSet } from 'typedfastbitset';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { EVERYTHING, parseQuery, type Query } from '../../src/chronology/query/query.ts';
import { type Answerable, codings, respond } from '../../src/web/http/representation.ts';
import { RepresentationStore } from '../../src/web/http/store.ts';
import { StreamedDocument } from '../../src/web/http/streamed-document.ts';
import { outputRepresentation } from '../../src/web/representations.ts';
import { editionsOf } from '../../src/web/site/views.ts';
import { annalsServe } from '../support/command.ts';
import { until } from '../support/outcome.ts';
import { buildChronology } from '../support/rendered.ts';
import {
  type Answer,
  BASE_URL,
  chronologyIn,
  requestTo,
  SHIPPED,
  serve,
  siteOf,
  start,
  TODAY,
} from '../support/service.ts';

const shipped = await chronologyIn(SHIPPED);
const kept = await serve({ chronology: shipped });
const streaming = await serve({ chronology: shipped, streamOver: 10 });

const LONG = [
  '/calendar.ics',
  '/calendar.ics?imprecise=span',
  '/en/calendar.ics?parts=fold',
  '/en-ja/calendar.ics?imprecise=omit&parts=fold',
  '/en/calendar.ics',
  '/ja/calendar.ics?imprecise=omit',
  '/en-ja/calendar.ics',
  '/ja/anniversaries.ics',
  '/en-ja/anniversaries.ics',
  '/en/country/UZ/calendar.ics',
];

/** No answer of these services is a fault. */
const unexpected = (error: unknown) => {
  throw error;
};

const accepting = (coding: string) => ({ 'Accept-Encoding': coding });

function decoded({ headers, body }: Answer): Buffer {
  const coding = headers['content-encoding'];
  return coding === 'gzip' ? gunzipSync(body) : coding === 'br' ? brotliDecompressSync(body) : body;
}

/** Enough events for many pieces: those that ship, over and over, under other slugs. */
function manyEvents(times: number): Chronology {
  const copies = Array.from({ length: times }, (_, n) =>
    shipped.events.map((event) => ({
      ...event,
      slug: `${event.slug}-${n}`,
      relations: { follows: [], fulfils: [], related: [] },
    })),
  );
  return buildChronology(shipped.vocabulary, copies.flat());
}

describe('a calendar of more events than are kept', () => {
  for (const path of LONG)
    it(`${path} has the text of one that is kept, in each coding, and a weak tag`, async () => {
      const expected = (await kept.request(path)).body;
      const etags = new Set<unknown>();
      for (const coding of codings) {
        const answer = await streaming.request(path, { headers: accepting(coding) });
        const { status, headers } = answer;
        assert.equal(status, 200);
        assert.equal(headers['content-encoding'], coding === 'identity' ? undefined : coding);
        assert.deepEqual([headers['transfer-encoding'], headers['content-length']], ['chunked', undefined]);
        assert.match(headers.etag ?? '', /^W\/"[\w-]{27}"$/);
        assert.ok(decoded(answer).equals(expected));
        etags.add(headers.etag);
      }
      assert.equal(etags.size, codings.length);
    });

  it('has the other headers of one that is kept', async () => {
    const lasting = ({ headers }: Answer) => {
      const { date, etag, 'content-length': _, 'transfer-encoding': __, ...rest } = headers;
      assert.ok(date !== undefined && etag !== undefined);
      return rest;
    };
    for (const coding of codings)
      assert.deepEqual(
        lasting(await streaming.request('/en/calendar.ics', { headers: accepting(coding) })),
        lasting(await kept.request('/en/calendar.ics', { headers: accepting(coding) })),
      );
  });

  it('answers 304 to the tag of each coding, and HEAD without a body', async () => {
    for (const coding of codings) {
      const { headers } = await streaming.request('/en/calendar.ics', { headers: accepting(coding) });
      const head = await streaming.request('/en/calendar.ics', { method: 'HEAD', headers: accepting(coding) });
      assert.deepEqual([head.status, head.headers.etag, head.body.length], [200, headers.etag, 0]);
      for (const method of ['GET', 'HEAD']) {
        const again = await streaming.request('/en/calendar.ics', {
          method,
          headers: { ...accepting(coding), 'If-None-Match': headers.etag },
        });
        assert.deepEqual([again.status, again.headers.etag, again.body.length], [304, headers.etag, 0]);
        assert.equal(again.headers['cache-control'], headers['cache-control']);
      }
      // If-None-Match compares weakly, and a proxy may have taken the mark off.
      const strong = headers.etag?.replace('W/', '');
      const again = await streaming.request('/en/calendar.ics', {
        headers: { ...accepting(coding), 'If-None-Match': strong },
      });
      assert.equal(again.status, 304);
    }
  });

  it('has the same text and tag each time, and from each replica', async () => {
    const replica = await serve({ chronology: await chronologyIn(SHIPPED), streamOver: 10 });
    for (const coding of codings) {
      const answers = [];
      for (const { request } of [streaming, streaming, replica])
        answers.push(await request('/ja/calendar.ics', { headers: accepting(coding) }));
      const [first, ...others] = answers;
      for (const answer of others) {
        assert.equal(answer.headers.etag, first?.headers.etag);
        assert.ok(first && decoded(first).equals(decoded(answer)));
      }
    }
  });

  it('is whole for two who ask at once', async () => {
    const twice = await serve({ chronology: manyEvents(3), baseUrl: 'http://twice.example', streamOver: 10 });
    const [one, other] = await Promise.all([twice.request('/en/calendar.ics'), twice.request('/en/calendar.ics')]);
    assert.ok(one.body.equals(other.body));
    assert.equal(one.text.split('\r\n').filter((line) => line === 'END:VCALENDAR').length, 1);
  });

  it('leaves those within the bound as they are', async () => {
    const path = '/en/series/foreign-ministers/calendar.ics';
    assert.ok(Number((await streaming.request(path)).headers['content-length']) > 0);
  });

  it('is of as many as STREAM_OVER says', async () => {
    const { port, stop } = await annalsServe({ EVENTS_DIR: SHIPPED, BASE_URL, STREAM_OVER: '10' });
    const { headers, body } = await requestTo(port, '/en/calendar.ics');
    // Its tag has a part of the program itself, which is compiled there: it is compared with its own.
    const known = { 'If-None-Match': headers.etag ?? '' };
    const again = await requestTo(port, '/en/calendar.ics', { headers: known });
    assert.equal((await stop()).code, 0);
    assert.deepEqual([again.status, again.headers.etag], [304, headers.etag]);
    assert.equal(headers['transfer-encoding'], 'chunked');
    assert.ok(body.equals((await kept.request('/en/calendar.ics')).body));
  });

  it('takes no room in the store', async () => {
    const store = new RepresentationStore(10_000_000);
    const site = siteOf(shipped, undefined, 10);
    const make = () =>
      outputRepresentation(site, 'calendar.ics', editionsOf(site)[0], EVERYTHING, TODAY, '/en/calendar.ics');
    const document = await store.get('/en/calendar.ics', make);
    for (const coding of codings) await document.in(coding);
    await new Promise(setImmediate);
    assert.ok(store.find('/en/calendar.ics', () => TODAY) === document);
    assert.ok(store.bytes < 10_000);
  });

  it('keeps nothing of what its query selects', async () => {
    const site = siteOf(shipped, undefined, 10);
    const [edition] = editionsOf(site);
    const years = Array.from({ length: 20 }, (_, n) => String(1995 + n));
    const queries = () =>
      years.map((from): Query => {
        const parsed = parseQuery(new URLSearchParams({ from, country: 'UZ' }), shipped, TODAY);
        return parsed.ok ? parsed.value : assert.fail();
      });
    const documents: Answerable[] = [];
    const make = async () => {
      for (const query of queries()) {
        for (const address of ['/en/calendar.ics', '/calendar.ics'])
          documents.push(await outputRepresentation(site, 'calendar.ics', edition, query, TODAY, address));
      }
    };
    /** Those that can be reached: it collects garbage first. */
    const selections = () => queryObjects(TypedFastBitSet, { format: 'count' });
    // What the chronology itself keeps is there from the first time on.
    await make();
    documents.length = 0;
    const before = selections();
    await make();
    for (const document of documents) for (const coding of codings) await document.in(coding);
    assert.equal(documents.filter((document) => document instanceof StreamedDocument).length, 2 * years.length);
    // The last one or two may still be on the stack: kept, there would be one for each query.
    assert.ok(Math.abs(selections() - before) < years.length / 4, `${selections()} after ${before}`);
  });
});

describe('its ETag', () => {
  const etagOf = async (chronology: Chronology, path = '/en/calendar.ics', baseUrl?: string) => {
    const service = await start({ chronology, streamOver: 10, ...(baseUrl && { baseUrl }) }, unexpected);
    const { headers } = await service.request(path, { method: 'HEAD' });
    await service.stop();
    return headers.etag;
  };
  const {
    events,
    vocabulary: { settings, places },
  } = shipped;
  const [first, second] = events;
  const [place = ''] = Object.keys(places);
  const changes: Record<string, () => Promise<string | undefined>> = {
    'an event': () =>
      etagOf({ ...shipped, events: events.map((e) => (e === first ? { ...e, title: { en: 'Other' } } : e)) }),
    'the order of events': () =>
      etagOf({ ...shipped, events: [second ?? assert.fail(), first ?? assert.fail(), ...events.slice(2)] }),
    'an event that is gone': () => etagOf({ ...shipped, events: events.slice(1) }),
    'a withdrawn event': () => etagOf({ ...shipped, withdrawn: events.slice(0, 1) }),
    'a setting': () =>
      etagOf({
        ...shipped,
        vocabulary: { ...shipped.vocabulary, settings: { ...settings, uidDomain: 'other.example' } },
      }),
    'a place': () =>
      etagOf({
        ...shipped,
        vocabulary: {
          ...shipped.vocabulary,
          places: { ...places, [place]: { ...places[place], name: { en: 'Other' } } as never },
        },
      }),
    'the address that readers use': () => etagOf(shipped, undefined, 'http://other.example'),
    'the language': () => etagOf(shipped, '/ja/calendar.ics'),
    'all languages': () => etagOf(shipped, '/en-ja/calendar.ics'),
    'the address that people type': () => etagOf(shipped, '/calendar.ics'),
    'how imprecise dates stand': () => etagOf(shipped, '/en/calendar.ics?imprecise=omit'),
    'a filter': () => etagOf(shipped, '/en/country/UZ/calendar.ics'),
    'the kind of calendar': () => etagOf(shipped, '/en/anniversaries.ics'),
  };

  it('changes with whatever the bytes are made from, and with nothing else', async () => {
    const own = await etagOf(shipped);
    assert.equal(await etagOf(await chronologyIn(SHIPPED)), own);
    // As events are that a cache on the disk has kept.
    const revived = { ...shipped, events: JSON.parse(JSON.stringify(events)) as typeof events };
    assert.equal(await etagOf(revived), own);
    const seen = new Map([[own, 'nothing']]);
    for (const [name, etag] of Object.entries(changes)) {
      const found = await etag();
      assert.equal(seen.get(found), undefined, name);
      seen.set(found, name);
    }
  });

  it('is known without a single chunk', async () => {
    const document = new StreamedDocument(
      () => assert.fail(),
      async () => 'a hash',
      { mediaType: 'text/plain', cacheControl: 'no-store', open: false },
    );
    const etags = await Promise.all(codings.map(async (coding) => (await document.in(coding)).etag));
    assert.equal(new Set(etags).size, codings.length);
  });
});

/** A server of one streamed document. */
async function serverOf(t: TestContext, pieces: () => Iterable<string>) {
  const headers = { mediaType: 'text/plain', cacheControl: 'no-store', open: true };
  const document = new StreamedDocument(pieces, async () => 'a hash', headers);
  const ended: Promise<void>[] = [];
  const server = createServer((request, response) => {
    ended.push(Promise.resolve(respond(request, response, document, [])));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, ended };
}

describe('the work for it', () => {
  for (const coding of codings)
    it(`stops when the client goes away, in ${coding}`, async (t) => {
      let stopped = () => {};
      const isStopped = new Promise<void>((resolve) => {
        stopped = resolve;
      });
      const { port, ended } = await serverOf(t, function* () {
        try {
          // Without end, and nothing that could be compressed to nothing.
          for (let n = 0; ; n += 1) yield Array.from({ length: 3000 }, (_, at) => Math.sin(at * n)).join();
        } finally {
          stopped();
        }
      });
      const outgoing = send({ host: '127.0.0.1', port, headers: accepting(coding) }, (incoming) => {
        incoming.once('data', () => incoming.destroy());
      });
      outgoing.on('error', () => {});
      outgoing.end();
      await isStopped;
      // It is no fault of ours.
      assert.deepEqual(await Promise.all(ended), [undefined]);
    });

  for (const coding of codings)
    it(`waits for a reader who is slow, and stops when that one leaves, in ${coding}`, async (t) => {
      const PIECES = 20_000;
      const piece = (n: number) => Array.from({ length: 300 }, (_, at) => Math.sin(at * n)).join();
      let made = 0;
      let isStopped = false;
      const { port, ended } = await serverOf(t, function* () {
        try {
          for (; made < PIECES; made += 1) yield piece(made);
        } finally {
          isStopped = true;
        }
      });
      const socket = connect(port, '127.0.0.1');
      socket.pause();
      socket.write(`GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: ${coding}\r\n\r\n`);
      let before = 0;
      await until('it has begun and stands still', () => {
        const isStill = made > 0 && made === before;
        before = made;
        return isStill;
      });
      // What the system takes in for a socket, and no more.
      assert.ok(made > 0 && made < PIECES / 2, `${made}`);
      assert.equal(isStopped, false);
      socket.destroy();
      assert.deepEqual(await Promise.all(ended), [undefined]);
      // A coder that is at work on a chunk in its thread lets go of the generator only then.
      await until('it makes no more', () => isStopped);
    });

  it('lets other requests in, whether it is streamed or made to be kept', async () => {
    for (const streamOver of [10, 100_000]) {
      const chronology = manyEvents(8);
      const service = await start({ chronology, streamOver, baseUrl: `http://over-${streamOver}.example` }, unexpected);
      const done: string[] = [];
      const long = service.request('/en/calendar.ics').then(() => done.push('calendar'));
      for (let n = 0; n < 3; n += 1) await service.request('/nope').then(() => done.push('other'));
      await long;
      await service.stop();
      assert.deepEqual(done, ['other', 'other', 'other', 'calendar']);
    }
  });

  it('ends the connection where a piece fails, so that no one takes the rest for the whole', async () => {
    const { events } = shipped;
    const broken = { ...shipped, events: events.map((event, n) => (n === 50 ? { ...event, type: 'none' } : event)) };
    const faults: unknown[] = [];
    const service = await start({ chronology: broken, streamOver: 10 }, (error) => faults.push(error));
    for (const coding of codings)
      await assert.rejects(
        requestTo(service.port, '/en-ja/calendar.ics', { headers: accepting(coding) }),
        /aborted|hang up/,
      );
    await service.stop();
    assert.deepEqual(
      faults.map((fault) => (fault as Error).message),
      codings.map(() => `event ${events[50]?.slug} of unknown type none`),
    );
  });
});
