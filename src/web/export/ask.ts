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
    const response = new CollectedResponse(request);
    response.once('finish', () => resolve(response.answer()));
    response.once('close', () => reject(new Error(`no answer at ${address}`)));
    listener(request, response);
  });
}

/** A response whose bytes go nowhere. */
class CollectedResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];
  readonly #headers = new Map<string, readonly [string, string]>();

  override writeHead(status: number, ...rest: unknown[]): this {
    this.statusCode = status;
    const headers = rest.at(-1);
    if (Array.isArray(headers))
      for (let at = 0; at < headers.length; at += 2) this.setHeader(String(headers[at]), String(headers[at + 1]));
    return this;
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    this.#collect(chunk, rest);
    return true;
  }

  override end(chunk?: unknown, ...rest: unknown[]): this {
    if (typeof chunk !== 'function') this.#collect(chunk, rest);
    for (const name of this.getHeaderNames()) {
      const value = this.getHeader(name);
      // Node keeps names in small letters, in which few people write them.
      const written = name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
      this.#headers.set(name, [written, Array.isArray(value) ? value.join(', ') : String(value)]);
    }
    for (const callback of [chunk, ...rest]) if (typeof callback === 'function') callback();
    this.finished = true;
    queueMicrotask(() => this.emit('finish'));
    return this;
  }

  answer(): ServiceAnswer {
    return { status: this.statusCode, headers: [...this.#headers.values()], body: Buffer.concat(this.#chunks) };
  }

  #collect(chunk: unknown, rest: readonly unknown[]): void {
    if (chunk !== undefined && chunk !== null) this.#chunks.push(Buffer.from(chunk as Buffer));
    for (const callback of rest) if (typeof callback === 'function') queueMicrotask(callback as () => void);
  }
}
