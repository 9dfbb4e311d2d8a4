/** A document too long to be kept: rendered in chunks for each answer, with a weak ETag that any edit of the folder changes. */
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { turn } from '../../slices.ts';
import { type Answerable, type Coding, Encoded, entityTag, type RepresentationHeaders } from './representation.ts';

export class StreamedDocument implements Answerable {
  readonly size = 1024;
  readonly isCompressible = true;
  readonly #chunks: () => Iterable<string>;
  readonly #key: () => Promise<string>;
  readonly #headers: RepresentationHeaders;

  /**
   * @param chunks Renders the text, each chunk in some milliseconds.
   * @param key Names all that the text is made from: no two texts have the same.
   */
  constructor(chunks: () => Iterable<string>, key: () => Promise<string>, headers: RepresentationHeaders) {
    this.#chunks = chunks;
    this.#key = key;
    this.#headers = headers;
  }

  /** The tag is weak, for the bytes of a coding depend on when each chunk arrives at the coder (RFC 9110 §8.8.1). */
  async in(coding: Coding): Promise<Encoded> {
    const tag = entityTag(createHash('sha256').update(`${await this.#key()} ${coding}`));
    return new EncodedStream(`W/${tag}`, coding, this.#headers, this.#chunks);
  }
}

class EncodedStream extends Encoded {
  readonly #coding: Coding;
  readonly #chunks: () => Iterable<string>;

  constructor(etag: string, coding: Coding, headers: RepresentationHeaders, chunks: () => Iterable<string>) {
    super(etag, coding, headers);
    this.#coding = coding;
    this.#chunks = chunks;
  }

  /**
   * Stops when the client goes away. Where rendering a chunk fails, the connection ends without the last chunk of
   * HTTP, so that no client takes a part for the whole (RFC 9112 §8).
   */
  async writeTo(response: ServerResponse): Promise<void> {
    try {
      await pipeline([Readable.from(paced(this.#chunks())), ...coderOf(this.#coding), response]);
    } catch (error) {
      if (!GONE_AWAY.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** The codes of Node for a client that left before the end, or for one that we gave up waiting for. */
const GONE_AWAY = ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE'];

/** Other requests have their turn after each chunk, however fast the client takes them. */
async function* paced(chunks: Iterable<string>): AsyncGenerator<string> {
  for (const chunk of chunks) {
    yield chunk;
    await turn();
  }
}

// Compressed for every answer anew. Measured on calendars of 6 MB: Brotli takes 0.07 s at quality 5, and four to five
// times as long at 9 for a tenth less; gzip takes 0.08 s at level 6 and a tenth longer at 9 for a hundredth less.
const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;

/** Off the main thread: zlib has its own. */
function coderOf(coding: Coding): readonly Transform[] {
  switch (coding) {
    case 'identity':
      return [];
    case 'gzip':
      return [createGzip({ level: GZIP_LEVEL })];
    case 'br':
      return [createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })];
  }
}
