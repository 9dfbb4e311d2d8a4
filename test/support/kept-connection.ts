/** A kept connection on which requests are sent byte by byte as they are, and answers read as strictly: what clients of Node mend is seen. */
import { connect, type Socket } from 'node:net';

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  /** In order, as they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

export class KeptConnection {
  readonly #port: number;
  #socket: Socket | undefined;
  #received: Buffer = Buffer.alloc(0);
  #isEnded = false;
  #wake = () => {};

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends the head of a request, and resolves with its answer. One at a time. */
  async send(head: Buffer, method = 'GET'): Promise<RawAnswer> {
    // The server may have closed the connection between two requests: that is no answer, and asks for another try.
    for (let tries = 0; ; tries += 1) {
      const isNew = this.#socket === undefined;
      if (isNew) await this.#open();
      this.#received = Buffer.alloc(0);
      this.#socket?.write(head);
      const answer = await this.#read(method);
      if (answer) return answer;
      this.close();
      if (isNew || tries > 2) throw new Error(`closed without an answer to ${JSON.stringify(head.toString('latin1'))}`);
    }
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#isEnded = false;
      const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true }, resolve);
      this.#socket = socket;
      socket.on('data', (chunk: Buffer) => {
        if (this.#socket !== socket) return;
        this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
        this.#wake();
      });
      socket.on('error', reject);
      socket.on('close', () => {
        // One that was given up may end when the next is there.
        if (this.#socket !== socket) return;
        this.#isEnded = true;
        this.#wake();
      });
    });
  }

  /** Resolves when more was received; false where nothing more comes. */
  async #more(): Promise<boolean> {
    if (this.#isEnded) return false;
    const { length } = this.#received;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    return this.#received.length > length;
  }

  async #read(method: string): Promise<RawAnswer | undefined> {
    let end: number;
    for (;;) {
      end = this.#received.indexOf('\r\n\r\n');
      if (end !== -1) break;
      if (!(await this.#more())) return undefined;
    }
    const [first = '', ...lines] = this.#received.subarray(0, end).toString('latin1').split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) [\w ]+$/.exec(first)?.[1]);
    if (Number.isNaN(status)) throw new Error(`not a status line: ${JSON.stringify(first)}`);
    const headers = lines.map((line) => {
      const [, name = '', value = ''] = /^([A-Za-z-]+): ([\x20-\x7e]*)$/.exec(line) ?? [];
      if (name === '') throw new Error(`not a header: ${JSON.stringify(line)}`);
      return [name, value] as const;
    });
    const valueOfHeader = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
    const body = await this.#body(end + 4, method === 'HEAD' || status === 304 || status === 204, {
      length: valueOfHeader('content-length'),
      isChunked: valueOfHeader('transfer-encoding') === 'chunked',
    });
    if (valueOfHeader('connection') === 'close' || this.#isEnded) this.close();
    return { status, headers, body };
  }

  async #body(
    from: number,
    isEmpty: boolean,
    { length, isChunked }: { readonly length: string | undefined; readonly isChunked: boolean },
  ): Promise<Buffer> {
    if (isEmpty) return this.#taken(from, from);
    if (length !== undefined) {
      await this.#until(from + Number(length));
      return this.#taken(from, from + Number(length));
    }
    if (!isChunked) {
      // As of a request that is none: the body goes on to the end of the connection.
      while (await this.#more());
      return this.#taken(from, this.#received.length);
    }
    const chunks: Buffer[] = [];
    for (let at = from; ; ) {
      let end = this.#received.indexOf('\r\n', at);
      while (end === -1) {
        await this.#until(this.#received.length + 1);
        end = this.#received.indexOf('\r\n', at);
      }
      const size = Number.parseInt(this.#received.subarray(at, end).toString('latin1'), 16);
      await this.#until(end + 2 + size + 2);
      chunks.push(Buffer.from(this.#received.subarray(end + 2, end + 2 + size)));
      at = end + 2 + size + 2;
      if (size > 0) continue;
      this.#taken(at, at);
      return Buffer.concat(chunks);
    }
  }

  async #until(length: number): Promise<void> {
    while (this.#received.length < length) if (!(await this.#more())) throw new Error('a torn answer');
  }

  /** What was received there, and nothing behind it. */
  #taken(from: number, to: number): Buffer {
    if (this.#received.length > to) throw new Error('more was answered than asked for');
    return this.#received.subarray(from, to);
  }
}

/** The head of a request: what cannot stand in a target or header stands there all the same. */
export function headOf(method: string, target: string, headers: readonly (readonly [string, string])[]): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}\r\n`);
}
