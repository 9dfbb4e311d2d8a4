/** Asks the service within the process: the answer that a client would get, without a connection. */
import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

export interface ServiceAnswer {
  readonly status: number;
  /** In the order in which they are sent, without those of a connection. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** The headers of a reader who prefers no language, and of whom nothing else is known. */
const HEADERS = { accept: 'text/html, */*' };

/** Rejects where the service closes the connection in the place of an answer. */
export function ask(
  listener: RequestListener,
  address: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<ServiceAnswer> {
  return new Promise((resolve, reject) => {
    const request = new IncomingMessage(new Socket());
    Object.assign(request, { method: 'GET', url: address, headers: { ...HEADERS, ...headers } });
    const response = new ServerResponse(request);
    collect(response, resolve);
    response.once('close', () => reject(new Error(`no answer at ${address}`)));
    listener(request, response);
  });
}

/** Has a response collect its bytes, which go nowhere. By properties of its own: Express gives it another prototype. */
function collect(response: ServerResponse, done: (answer: ServiceAnswer) => void): void {
  const chunks: Buffer[] = [];
  const take = (chunk: unknown, rest: readonly unknown[]) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    for (const callback of [chunk, ...rest]) if (typeof callback === 'function') queueMicrotask(callback as () => void);
  };
  const own = {
    writeHead(status: number, ...rest: unknown[]) {
      response.statusCode = status;
      const headers = rest.at(-1);
      if (Array.isArray(headers))
        for (let at = 0; at < headers.length; at += 2) response.setHeader(String(headers[at]), String(headers[at + 1]));
      return response;
    },
    write(chunk: unknown, ...rest: unknown[]) {
      take(chunk, rest);
      return true;
    },
    end(chunk?: unknown, ...rest: unknown[]) {
      take(chunk, rest);
      const headers = response.getHeaderNames().map((name): [string, string] => {
        const value = response.getHeader(name);
        // Node keeps names in small letters, in which few people write them.
        const written = name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
        return [written, Array.isArray(value) ? value.join(', ') : String(value)];
      });
      done({ status: response.statusCode, headers, body: Buffer.concat(chunks) });
      queueMicrotask(() => response.emit('finish'));
      return response;
    },
  };
  Object.assign(response, own);
}
