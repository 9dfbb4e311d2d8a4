/** A document that is too long to be made for keeping: written piece by piece, with a validator that needs none of them. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { type Answerable, type Coding, Encoded, type RepresentationHeaders } from './representation.ts';

// Some headers for each coding, and what finds the pieces.
const SIZE_BYTES = 2048;

/** Bytes are compressed so many at a time. */
const CHUNK_BYTES = 64 * 1024;

export class StreamedDocument implements Answerable {
  readonly size = SIZE_BYTES;
  readonly #pieces: () => Iterable<string>;
  readonly #hash: () => Promise<string>;
  readonly #headers: RepresentationHeaders;
  readonly #ready = new Map<Coding, Encoded>();

  /**
   * @param pieces Renders the text, each piece in some milliseconds.
   * @param hash Of all that the text is made from: no two texts have the same.
   */
  constructor(pieces: () => Iterable<string>, hash: () => Promise<string>, headers: RepresentationHeaders) {
    this.#pieces = pieces;
    this.#hash = hash;
    this.#headers = headers;
  }

  in(coding: Coding): Encoded | Promise<Encoded> {
    return this.#ready.get(coding) ?? this.#make(coding);
  }

  async #make(coding: Coding): Promise<Encoded> {
    const hash = createHash('sha256').update(`${await this.#hash()} ${coding}`);
    const encoded = new EncodedStream(hash, coding, this.#headers, this.#pieces);
    this.#ready.set(coding, encoded);
    return encoded;
  }
}

class EncodedStream extends Encoded {
  readonly #coding: Coding;
  readonly #pieces: () => Iterable<string>;

  constructor(
    hash: ReturnType<typeof createHash>,
    coding: Coding,
    headers: RepresentationHeaders,
    pieces: () => Iterable<string>,
  ) {
    super(hash, coding, headers);
    this.#coding = coding;
    this.#pieces = pieces;
  }

  /**
   * Stops when the client goes away. Where a piece fails, the connection ends without the last chunk, so that no one
   * takes what came for the whole (RFC 9112 §8).
   */
  async writeTo(response: ServerResponse): Promise<void> {
    const coder = coderOf(this.#coding);
    const written = write(this.#pieces(), coder).catch((error: Error) => {
      coder.destroy(error);
      throw error;
    });
    const sent = pipeline(coder, response).catch((error: NodeJS.ErrnoException) => {
      if (!GONE_AWAY.includes(error.code ?? '')) throw error;
    });
    // Both end before either is told of, so that no failure is left to no one.
    for (const result of await Promise.allSettled([written, sent]))
      if (result.status === 'rejected') throw result.reason;
  }
}

/** What Node says of a client that left before the end, or of one that we gave up waiting for. */
const GONE_AWAY = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE'];

// Compressed for every answer anew. Measured on calendars of 6 MB: Brotli takes 0.07 s at quality 5, and four to five
// times as long at 9 for a tenth less; gzip takes 0.08 s at level 6 and a tenth longer at 9 for a hundredth less.
const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;

/** Off the main thread: zlib has its own. */
function coderOf(coding: Coding): Transform {
  switch (coding) {
    case 'identity':
      return new PassThrough();
    case 'gzip':
      return createGzip({ level: GZIP_LEVEL });
    case 'br':
      return createBrotliCompress({
        params: {
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          // Without it, Brotli takes the length of what it is given first for a hint.
          [constants.BROTLI_PARAM_SIZE_HINT]: CHUNK_BYTES,
        },
      });
  }
}

/**
 * Writes the pieces as fast as they are taken, and lets other requests in after each. Chunks are of one size and the end
 * comes after the last of them was taken: what they are compressed to depends on neither the pieces nor the time.
 */
async function write(pieces: Iterable<string>, coder: Transform): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  for (const piece of pieces) {
    rest = Buffer.concat([rest, Buffer.from(piece)]);
    for (; rest.length >= CHUNK_BYTES; rest = rest.subarray(CHUNK_BYTES))
      if (!(await taken(coder, rest.subarray(0, CHUNK_BYTES)))) return;
    await setImmediate();
    if (coder.destroyed) return;
  }
  if (await taken(coder, rest)) coder.end();
}

/** Whether the chunk was taken; not once the client has gone away, of which a write that waits is not told. */
function taken(coder: Transform, chunk: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    if (coder.destroyed) return resolve(false);
    const closed = () => resolve(false);
    coder.once('close', closed);
    coder.write(chunk, (error) => {
      coder.off('close', closed);
      resolve(!error);
    });
  });
}
