/** A hundred thousand requests at random, most of them well-formed: none is answered with a fault of our own, and nothing of them becomes a part of an answer's form or of a line of the log. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { annalsServeMeasured, type MeasuredCommand } from '../support/command.ts';
import {
  brokenRequests,
  type HostileRequest,
  headOfRequest,
  hostileRequests,
  realAddresses,
} from '../support/hostile-requests.ts';
import { KeptConnection, type RawAnswer } from '../support/kept-connection.ts';
import { seedOf } from '../support/seed.ts';
import { BASE_URL, CANAL, chronologyIn, EVERY_DATE, EVERY_YEAR, MOON, SHIPPED, TOWN } from '../support/service.ts';
import { assertEscaped, MARK } from '../support/unescaped.ts';

/** Of each chronology; a large one costs more for each. */
const REQUESTS: readonly (readonly [folder: string, count: number])[] = [
  [SHIPPED, 10_000],
  [MOON, 18_000],
  [TOWN, 18_000],
  [CANAL, 18_000],
  [EVERY_DATE, 18_000],
  [EVERY_YEAR, 18_000],
];
/** For trying: a part of them. */
const SHARE = Number(process.env.FAULTS_SHARE ?? 1);
const BATCH = 1000;
const CONNECTIONS = 8;
/** One in so many is no request. */
const BROKEN_ONE_IN = 40;

/** A page that is asked for as people ask may hold the loop as long: any request holds it at most so many times as long as the longest of them. */
const MOST_AS_LONG = 4;

const STATUSES = [200, 204, 301, 302, 304, 400, 404, 405, 410, 412, 431];

/** Answers by their entity tags, each of which is looked at once. */
class Looked {
  readonly #tags = new Set<string>();

  look(request: HostileRequest, answer: RawAnswer): void {
    try {
      this.#look(answer);
    } catch (error) {
      const { method, target, headers } = request;
      throw new Error(`${method} ${JSON.stringify(target)} ${JSON.stringify(headers)}`, { cause: error });
    }
  }

  #look(answer: RawAnswer): void {
    const { status, headers } = answer;
    assert.ok(STATUSES.includes(status), `answered ${status}`);
    const valueOfHeader = (wanted: string) => headers.find(([name]) => name === wanted)?.[1];
    const location = valueOfHeader('Location');
    if (location !== undefined) assert.ok(location.startsWith(`${BASE_URL}/`), `leads to ${location}`);
    const tag = valueOfHeader('ETag');
    if (tag !== undefined && this.#tags.has(tag)) return;
    if (tag !== undefined && answer.body.length > 0) this.#tags.add(tag);
    assertEscaped(answer);
  }
}

/** Sends what is no request, and resolves with what was answered until the connection ended. */
function exchange(port: number, message: string): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.end(message));
    socket.on('data', (chunk) => chunks.push(chunk));
    // The server may close while something is still sent.
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
  });
}

async function askAll({ port }: MeasuredCommand, requests: readonly HostileRequest[], looked: Looked): Promise<void> {
  const waiting = requests.values();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const connection = new KeptConnection(port);
      for (const request of waiting)
        looked.look(request, await connection.send(headOfRequest(request), request.method));
      connection.close();
    }),
  );
}

describe('requests at random', () => {
  for (const [folder, all] of REQUESTS) {
    const count = Math.ceil(all * SHARE);
    it(`${count} to ${folder.split('/').at(-1)} are answered in their form, by a service that goes on as it was`, async (t) => {
      const chronology = await chronologyIn(folder);
      const served = await annalsServeMeasured({ EVENTS_DIR: folder, BASE_URL, WATCH: 'off' });
      const looked = new Looked();
      const started = { ...served.said };
      const plain = realAddresses(chronology).map((target) => ({ method: 'GET', target, headers: [] }));
      await askAll(served, plain, looked);
      const quiet = await served.measure();
      const [requests, broken] = [hostileRequests(chronology), brokenRequests(chronology)];
      for (let done = 0; done < count; done += BATCH) {
        const numRuns = Math.min(BATCH, count - done);
        const seed = seedOf(done);
        await askAll(served, fc.sample(requests, { numRuns, seed }), looked);
        for (const message of fc.sample(broken, { numRuns: Math.ceil(numRuns / BROKEN_ONE_IN), seed }))
          assert.match(
            await exchange(served.port, message),
            /^(?:HTTP\/1\.1 (?:2|3|4)\d\d |$)/,
            JSON.stringify(message),
          );
      }
      const hostile = await served.measure();
      t.diagnostic(
        `longest computation: ${quiet.computedMilliseconds} ms as people ask, ${hostile.computedMilliseconds} ms`,
      );
      assert.ok(hostile.computedMilliseconds < MOST_AS_LONG * quiet.computedMilliseconds);
      const { code, stdout, stderr } = await served.stop();
      assert.equal(code, 0);
      const said = `${stdout.slice(started.stdout.length)}${stderr.slice(started.stderr.length)}`;
      for (const line of said.split(/\r\n|[\n\r\u2028]/))
        assert.doesNotMatch(line, new RegExp(`^\\W*${MARK}|^ +at `, 'i'));
    });
  }
});
