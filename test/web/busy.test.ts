/** What is in memory is answered at once, however much is still to be computed; and that begins once in each turn of the event loop. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createService } from '../../src/web/listener.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { until } from '../support/outcome.ts';
import { siteOf, TODAY } from '../support/service.ts';

const MISSES = 12;

/** Requests as they come, and nobody answers yet. */
async function requestsAt(paths: readonly string[]) {
  const come: [IncomingMessage, ServerResponse][] = [];
  const server = createServer((...pair) => come.push(pair)).listen(0, '127.0.0.1');
  after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sent = paths.map((path) =>
    send({ port, path, host: '127.0.0.1', agent: false }, (answer) => answer.resume()).end(),
  );
  for (const client of sent) client.on('error', () => {});
  await until('all to come', () => come.length === paths.length);
  return come.map(([request, response]) => ({
    request,
    response,
    /** As who sent it leaves. */
    leave: async () => {
      const closed = once(response, 'close');
      sent[paths.indexOf(request.url ?? '')]?.destroy();
      await closed;
    },
  }));
}

/** The application sets the headers of every answer before it knows what it answers. */
const isBegun = ({ response }: { readonly response: ServerResponse }) =>
  response.headersSent || response.hasHeader('Content-Security-Policy');

describe('a service with much to compute', () => {
  const service = createService(
    siteOf(chronologyOf({ alpha: {} })),
    () => TODAY,
    (error) => assert.fail(String(error)),
  );

  it('answers from memory at once, and begins with one of the others in each turn', async () => {
    const paths = Array.from({ length: MISSES }, (_, index) => `/en/?q=never-${index}`);
    const [first] = await requestsAt(['/en/calendar.ics']);
    assert.ok(first);
    service.listener(first.request, first.response);
    await once(first.response, 'close');

    const misses = await requestsAt(paths);
    const [known] = await requestsAt(['/en/calendar.ics']);
    assert.ok(known);
    for (const { request, response } of misses) service.listener(request, response);
    service.listener(known.request, known.response);
    assert.ok(known.response.writableEnded);
    assert.equal(misses.filter(isBegun).length, 0);
    let begun = 0;
    while (begun < MISSES) {
      await setImmediate();
      const now = misses.filter(isBegun).length;
      assert.ok(now <= begun + 2, `${now - begun} began in one turn`);
      begun = now;
    }
    await Promise.all(misses.map(({ response }) => response.writableFinished || once(response, 'close')));
  });

  it('computes nothing for who left while waiting', async () => {
    const [left, stayed] = await requestsAt(['/en/?q=left', '/en/?q=stayed']);
    assert.ok(left && stayed);
    await left.leave();
    for (const { request, response } of [left, stayed]) service.listener(request, response);
    await once(stayed.response, 'close');
    assert.ok(!isBegun(left) && isBegun(stayed));
  });
});
