/** The HTTP server: how long it waits for slow clients, and how it stops. */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/**
 * Node's defaults leave slow headers, slow bodies, silent connections and clients that never read open for minutes.
 * All in milliseconds; together they close each of these within 15 seconds. Who waits for an answer of ours is none of them.
 */
const TIMEOUTS = {
  headersTimeout: 8000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
};
const SILENCE_MILLISECONDS = 15_000;

/** How long answers that are under way may take once the server stops. */
const GRACE_MILLISECONDS = 5000;

export interface RunningServer {
  readonly port: number;
  /** Accepts no new connection, finishes the answers under way, and resolves when all connections are closed. */
  stop(): Promise<void>;
}

/** Rejects where the address cannot be listened on. */
export async function startServer(
  listener: RequestListener,
  port: number,
  host: string | undefined,
): Promise<RunningServer> {
  const asked = new WeakMap<Socket, ServerResponse>();
  const server = createServer(TIMEOUTS, (request, response) => {
    asked.set(request.socket, response);
    listener(request, response);
  });
  server.timeout = SILENCE_MILLISECONDS;
  server.on('timeout', (socket: Socket) => {
    const response = asked.get(socket);
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
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), GRACE_MILLISECONDS);
    // close() ends connections that are idle when it is called; others become idle when their answer ends.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(force);
      clearInterval(sweep);
      resolve();
    });
  });
}
