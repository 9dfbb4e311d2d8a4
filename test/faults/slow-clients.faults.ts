/** Slow, silent and greedy clients: those who ask whether their calendar has changed are answered about as soon as on a quiet day. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { annalsServe } from '../support/command.ts';
import { headOf, KeptConnection } from '../support/kept-connection.ts';
import { until } from '../support/outcome.ts';
import { BASE_URL, requestTo } from '../support/service.ts';

/**
 * By turns, so that whatever else the machine does is there in both. A round's ratio is of the times within which 99 of 100 are
 * answered, and the median of the rounds counts: one that another program disturbed says nothing.
 */
const ROUNDS = 9;
const READERS = 16;
const REQUESTS_A_ROUND = 1500;

/** The time with the others around, as a multiple of that without. */
const MOST_AS_LONG = 3;
const PATH = '/en/calendar.ics';

/** How many files and connections a process may have open; Node takes all that the system allows. */
function mostOpen(): number {
  try {
    const [, most = ''] = /^Max open files +\S+ +(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
    return most === 'unlimited' ? Number.POSITIVE_INFINITY : Number(most);
  } catch {
    return 1024;
  }
}

const WANTED_IDLE = 5000;
/** For files of the program, and the readers. */
const RESERVED = 500;
const IDLE = Math.min(WANTED_IDLE, mostOpen() - RESERVED);

/** So many are opened at once. */
const MOST_OPENING = 60;
/** The server closes some while others are still opened. */
const OPEN_SHARE = 0.9;

/** Clients of a kind: begun, they go on until they are ended. */
interface Clients {
  end(): Promise<void> | void;
}

/** So many connections, each opened anew where the server closes it. */
class Connections implements Clients {
  readonly #sockets = new Set<Socket>();
  readonly #port: number;
  readonly #opened: (socket: Socket) => void;
  readonly #reopening: NodeJS.Timeout;
  #opening = 0;
  #closed = 0;

  private constructor(port: number, opened: (socket: Socket) => void) {
    this.#port = port;
    this.#opened = opened;
    // Clients come again one after another: what all of them do at once is a matter of the system's queue.
    this.#reopening = setInterval(() => {
      for (; this.#closed > 0 && this.#opening < MOST_OPENING; this.#closed -= 1) void this.#open();
    }, 20);
  }

  static async open(port: number, count: number, opened: (socket: Socket) => void): Promise<Connections> {
    const connections = new Connections(port, opened);
    connections.#closed = count;
    await until('all connections to be open', () => connections.#sockets.size >= count * OPEN_SHARE);
    return connections;
  }

  get sockets(): Iterable<Socket> {
    return this.#sockets;
  }

  #open(): void {
    this.#opening += 1;
    const socket = connect(this.#port, '127.0.0.1', () => {
      this.#opening -= 1;
      this.#sockets.add(socket);
      this.#opened(socket);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (!this.#sockets.delete(socket)) this.#opening -= 1;
      this.#closed += 1;
    });
  }

  end(): void {
    clearInterval(this.#reopening);
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** Headers that never end, a byte at a time. */
async function slowloris(port: number): Promise<Clients> {
  const connections = await Connections.open(port, 200, (socket) =>
    socket.resume().write(`GET ${PATH} HTTP/1.1\r\nHost: annals.example\r\nX-Slow: `),
  );
  const timer = setInterval(() => {
    for (const socket of connections.sockets) socket.write('x');
  }, 200);
  return {
    end() {
      clearInterval(timer);
      connections.end();
    },
  };
}

/** Connections on which one request was answered, and no other follows. */
function idle(port: number): Promise<Clients> {
  return Connections.open(port, IDLE, (socket) =>
    socket.resume().write(`HEAD /robots.txt HTTP/1.1\r\nHost: annals.example\r\n\r\n`),
  );
}

/** Who asks for large documents again and again, and reads nothing. */
function unreading(port: number): Promise<Clients> {
  return Connections.open(port, 200, (socket) =>
    socket.pause().write(`GET /en/events.json HTTP/1.1\r\nHost: annals.example\r\n\r\n`.repeat(100)),
  );
}

const WORDS = [
  'minister',
  'tokyo',
  'visit',
  'e',
  'trade',
  'water',
  'x',
  'a',
  'summit',
  '2004',
  'energy',
  '外相',
  'bank',
];

/** Searches of which no two are one, each as soon as the last is answered. */
function flood(port: number, pathOf: (number: number) => string): Clients {
  let isEnded = false;
  let number = 0;
  const all = Array.from({ length: 32 }, async () => {
    const connection = new KeptConnection(port);
    while (!isEnded) {
      number += 1;
      const { status } = await connection.send(
        headOf('GET', pathOf(number), [
          ['Host', 'annals.example'],
          ['Accept-Encoding', 'br'],
        ]),
      );
      assert.equal(status, 200);
    }
    connection.close();
  });
  return {
    async end() {
      isEnded = true;
      await Promise.all(all);
    },
  };
}

const q = (number: number) => encodeURIComponent(`${WORDS[number % WORDS.length]} ${number.toString(36)}`);
const anySearch = (number: number) => `/en/?q=${q(number)}`;
const anyDays = (number: number) =>
  `/en/?from=${1900 + (number % 100)}-${String(1 + (number % 12)).padStart(2, '0')}&limit=${1 + (number % 500)}&q=${q(number)}`;
const anyFeed = (number: number) => `/en/feed.rss?q=${q(number)}`;

/** The milliseconds within which 99 of 100 conditional requests are answered, of so many readers that ask as fast as they are answered. */
async function slowestOf99(connections: readonly KeptConnection[], etag: string): Promise<number> {
  const head = headOf('GET', PATH, [
    ['Host', 'annals.example'],
    ['If-None-Match', etag],
  ]);
  const taken: number[] = [];
  let left = REQUESTS_A_ROUND;
  // A connection is opened with its first request, and as many as there are readers would be all of the slowest.
  await Promise.all(connections.map((connection) => connection.send(head)));
  await Promise.all(
    connections.map(async (connection) => {
      while (left > 0) {
        left -= 1;
        const begin = performance.now();
        const { status } = await connection.send(head);
        taken.push(performance.now() - begin);
        assert.equal(status, 304);
      }
    }),
  );
  taken.sort((a, b) => a - b);
  return taken[Math.floor(taken.length * 0.99)] ?? 0;
}

/** So many times in a row: what the others left behind, such as connections to be closed, is still there in the first. */
const QUIET_TRIES = 3;

async function onceQuiet(measure: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let tries = 0; tries < QUIET_TRIES; tries += 1) measured.push(await measure());
  return Math.min(...measured);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

describe('readers who ask whether their calendar has changed', () => {
  if (IDLE < WANTED_IDLE)
    console.error(
      `only ${IDLE} idle connections are tried, not ${WANTED_IDLE}: raise the limit of open files (ulimit -n)`,
    );

  const kinds: readonly (readonly [who: string, begin: (port: number) => Clients | Promise<Clients>])[] = [
    ['200 clients that send their headers byte by byte', slowloris],
    [`${IDLE} idle connections`, idle],
    ['200 clients that never read', unreading],
    ['a flood of searches of which no two are one', (port) => flood(port, anySearch)],
    ['a flood of days and words of which few are one', (port) => flood(port, anyDays)],
    ['a flood of feeds of which no two are one', (port) => flood(port, anyFeed)],
  ];
  for (const [who, begin] of kinds)
    it(`are answered about as soon beside ${who}`, async (t) => {
      const { port, stop } = await annalsServe({ BASE_URL, WATCH: 'off' });
      const { etag = '' } = (await requestTo(port, PATH)).headers;
      const readers = Array.from({ length: READERS }, () => new KeptConnection(port));
      after(() => {
        for (const reader of readers) reader.close();
      });
      // What is compiled while it runs is so by then: what readers ask for, and what the others do.
      const first = await begin(port);
      await slowestOf99(readers, etag);
      await first.end();
      const rounds: (readonly [quiet: number, beside: number])[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        // What is idle for long is closed.
        for (const reader of readers) reader.close();
        const quiet = await onceQuiet(() => slowestOf99(readers, etag));
        const clients = await begin(port);
        for (const reader of readers) reader.close();
        rounds.push([quiet, await slowestOf99(readers, etag)]);
        await clients.end();
      }
      const ratio = median(rounds.map(([quiet, beside]) => beside / quiet));
      t.diagnostic(
        `${ratio.toFixed(2)} times as long: ${rounds.map((pair) => pair.map((time) => time.toFixed(1)).join(' → ')).join(', ')} ms`,
      );
      assert.ok(ratio < MOST_AS_LONG, `${ratio} times as long`);
      assert.equal((await requestTo(port, '/en/')).status, 200);
      await stop();
    });
});
