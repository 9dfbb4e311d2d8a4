/** The HTTP server: how long it waits for slow clients, how long connections are kept, and how it stops. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * Node's defaults leave slow headers, slow bodies, silent connections and clients that never read open for minutes.
 * All in milliseconds; together they close each of these within 15 seconds. Who waits for an answer of ours is none of them.
 */
const TIMEOUTS = {
  headersTimeout: 8000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
};
/** Of a connection on which something is under way. Between two requests, the time that connections are kept counts. */
const SILENCE_MILLISECONDS = 15_000;

/** Longer than common balancers keep theirs, 60 seconds: whoever closes first may close on a request that is on its way. */
const KEEP_ALIVE_SECONDS = 65;

/** While clients are told to close their connections, those that ask now and then have this long to ask, and be told. */
const QUIET_MILLISECONDS = 1000;
const SWEEP_MILLISECONDS = 50;

/** How long answers that are under way may take once no connection is taken any more. */
const GRACE_MILLISECONDS = 5000;

/** The answer to what a connection asked last, kept with the connection: a map of all would be looked into at each request. */
const ASKED = Symbol('asked');
type AskedSocket = Socket & { [ASKED]?: ServerResponse };

export interface ServerOptions {
  /** How long a connection is kept between two requests. */
  readonly keepAliveSeconds?: number;
}

export interface RunningServer {
  readonly port: number;
  /** Whether it is about to stop, and says so with every answer. */
  readonly isStopping: boolean;
  /**
   * Asks clients to close their connections with every answer, for a second or as long as is asked for; then accepts no new
   * connection, finishes the answers under way, and resolves when all connections are closed.
   */
  stop(delaySeconds?: number): Promise<void>;
}

/** Rejects where the address cannot be listened on. */
export async function startServer(
  listener: RequestListener,
  port: number,
  host: string | undefined,
  { keepAliveSeconds = KEEP_ALIVE_SECONDS }: ServerOptions = {},
): Promise<RunningServer> {
  let isStopping = false;
  const server = createServer({ ...TIMEOUTS, keepAliveTimeout: keepAliveSeconds * 1000 }, (request, response) => {
    (request.socket as AskedSocket)[ASKED] = response;
    // Node writes `Connection: close` then, and closes the connection behind the answer (RFC 9112 §9.6).
    if (isStopping) response.shouldKeepAlive = false;
    listener(request, response);
  });
  server.timeout = SILENCE_MILLISECONDS;
  server.on('timeout', (socket: AskedSocket) => {
    const response = socket[ASKED];
    // It is us who are silent. The first byte of the answer begins the time anew.
    if (!response || response.headersSent || response.destroyed) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, ...(host !== undefined && { host }) }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    get isStopping() {
      return isStopping;
    },
    stop: async (delaySeconds = 0) => {
      isStopping = true;
      await (delaySeconds > 0 ? waited(delaySeconds * 1000) : untilQuiet(server));
      await close(server);
    },
  };
}

/** Until no connection is open, or those that are had the time to be told. */
async function untilQuiet(server: Server): Promise<void> {
  for (let passed = 0; passed < QUIET_MILLISECONDS; passed += SWEEP_MILLISECONDS) {
    const count = await new Promise<number>((resolve) => server.getConnections((_, open) => resolve(open ?? 0)));
    if (count === 0) return;
    await waited(SWEEP_MILLISECONDS);
  }
}

function waited(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MILLISECONDS);
    // close() ends connections that are idle when it is called; others become idle when their answer ends.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS);
    server.close(() => {
      clearTimeout(force);
      clearInterval(sweep);
      resolve();
    });
  });
}
