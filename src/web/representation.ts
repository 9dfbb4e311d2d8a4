/** The bytes of an answer with a strong validator for each content coding, and how conditional requests are answered. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const codings = ['identity', 'gzip', 'br'] as const;
type Coding = (typeof codings)[number];

interface Encoded {
  readonly bytes: Buffer;
  /** A strong entity tag, in its quotes (RFC 9110 §8.8.3). */
  readonly etag: string;
}

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

// Measured on a calendar: quality 11 takes 25 times as long as 9 for nearly the same size.
const BROTLI_QUALITY = 9;

/** What an answer needs beside its bytes. */
export interface RepresentationHeaders {
  readonly mediaType: string;
  readonly cacheControl: string;
  /** Feeds, data and images, which other sites may read and embed. */
  readonly open: boolean;
  /** What a browser keeps it as, instead of showing it; ASCII without quotes. */
  readonly fileName?: string;
}

/** A document as it travels: made once, compressed the first time that someone asks for a coding. */
export class Representation {
  readonly headers: RepresentationHeaders;
  readonly #identity: Encoded;
  readonly #encoded = new Map<Coding, Promise<Encoded>>();

  constructor(text: string | Buffer, headers: RepresentationHeaders) {
    this.headers = headers;
    this.#identity = encoded(Buffer.isBuffer(text) ? text : Buffer.from(text));
  }

  /** Size of the uncoded bytes. */
  get size(): number {
    return this.#identity.bytes.length;
  }

  in(coding: Coding): Promise<Encoded> {
    if (coding === 'identity') return Promise.resolve(this.#identity);
    let made = this.#encoded.get(coding);
    if (!made) {
      made = compressed(coding, this.#identity.bytes);
      this.#encoded.set(coding, made);
    }
    return made;
  }
}

async function compressed(coding: 'gzip' | 'br', bytes: Buffer): Promise<Encoded> {
  if (coding === 'gzip') return encoded(await gzipAsync(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return encoded(await brotliAsync(bytes, { params }));
}

/** The tag is a hash of the coded bytes: no two codings share one, and a restart makes the same. */
function encoded(bytes: Buffer): Encoded {
  return { bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"` };
}

/**
 * Answers GET and HEAD with 200 or 304. No Last-Modified: dates in the folder are coarser than its edits, and a client
 * that only sends dates would get a false 304 (RFC 9110 §8.8.2).
 */
export async function respond(
  request: Request,
  response: Response,
  representation: Representation,
  status = 200,
): Promise<void> {
  const coding = preferredCoding(request.headers['accept-encoding']);
  const { bytes, etag } = await representation.in(coding);
  const { mediaType, cacheControl, open, fileName } = representation.headers;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', cacheControl);
  response.append('Vary', 'Accept-Encoding');
  response.setHeader('Cross-Origin-Resource-Policy', open ? 'cross-origin' : 'same-origin');
  if (open) {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'ETag');
  }
  if (status === 200 && isFresh(request.headers['if-none-match'], etag)) {
    response.status(304).end();
    return;
  }
  response.status(status);
  response.setHeader('Content-Type', mediaType);
  response.setHeader('Content-Length', bytes.length);
  // RFC 6266 §4.
  if (fileName !== undefined) response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  if (coding !== 'identity') response.setHeader('Content-Encoding', coding);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** The coding that a client weighs highest; browsers weigh all alike, and get the smallest (RFC 9110 §12.5.3). */
function preferredCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return 'identity';
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  // Identity is always acceptable enough to send, and less than what is named.
  let best: Coding = 'identity';
  let bestWeight = weights.get('identity') ?? 0;
  for (const coding of ['gzip', 'br'] as const) {
    const weight = weights.get(coding) ?? weights.get('*') ?? 0;
    if (weight > 0 && weight >= bestWeight) {
      best = coding;
      bestWeight = weight;
    }
  }
  return best;
}

/** Whether If-None-Match names the tag: `*`, or a list compared weakly (RFC 9110 §13.1.2). */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const tags = ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => tag.replace(/^W\//, '') === etag);
}
