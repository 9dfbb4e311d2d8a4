/** A document's bytes in each coding, its validators, and how conditional requests are answered. */
import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export const codings = ['identity', 'gzip', 'br'] as const;
export type Coding = (typeof codings)[number];

/** Header names and values by turns, as `writeHead` takes them. */
export type HeaderList = readonly string[];

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

// Compressed once for all answers. Measured on calendars: of 97 KB, quality 11 takes 25 times as long as 9 for nearly the
// same size; of 6 MB (5,000 events), 9 takes 0.3 to 0.4 s of a thread for 622 to 772 KB, 6 a quarter of that for a tenth
// more. Gzip takes 0.09 s for 773 to 985 KB, and at level 6 no less.
const BROTLI_QUALITY = 9;
// Of a page of 140 KB, 11 saves 6 % for a quarter of a second of a thread.
const BEST_BROTLI_QUALITY = 11;

export interface RepresentationHeaders {
  readonly mediaType: string;
  readonly cacheControl: string;
  /** Whether other sites may read and embed it: feeds, data and images. */
  readonly open: boolean;
  /** The name under which a browser saves it instead of showing it; ASCII without quotes. */
  readonly fileName?: string;
  /** Whether most readers ask for it, and each byte is worth the time that it takes to save it. */
  readonly isPopular?: boolean;
  /** The request headers that decide it beside Accept-Encoding. */
  readonly vary?: readonly string[];
  /** Whether a page of any site may show it in a frame. */
  readonly isFrameable?: boolean;
  /** The values of Link (RFC 8288): related documents, each as `<address>; rel="…"`. */
  readonly links?: readonly string[];
  /** Another site of which the page shows an image, as the origin of its addresses. */
  readonly imagesFrom?: string | undefined;
  /** The keys by which shared caches purge it; ASCII without spaces and commas. */
  readonly cacheKeys?: readonly string[];
}

/** A document that requests are answered with. */
export interface Answerable {
  /** The bytes of memory that it takes. */
  readonly size: number;
  /** Whether codings, which take memory of their own, are made of it. */
  readonly isCompressible: boolean;
  /** A promise where the coding is still to be made. */
  in(coding: Coding): Encoded | Promise<Encoded>;
}

/** The opaque part of an entity tag, in its quotes (RFC 9110 §8.8.3). */
export function entityTag(hash: Hash): string {
  return `"${hash.digest('base64url').slice(0, 27)}"`;
}

/** The keys by which shared caches purge an answer: Fastly and Varnish know the one header, Cloudflare the other. */
export function cacheKeyHeaders(keys: readonly string[]): HeaderList {
  return keys.length === 0 ? [] : ['Surrogate-Key', keys.join(' '), 'Cache-Tag', keys.join(',')];
}

/** A document in one coding, with its headers written out once for all its answers. */
export abstract class Encoded {
  readonly etag: string;
  /** The headers of both 200 and 304 (RFC 9110 §15.4.5), and those that come only with a body. */
  readonly #validators: HeaderList;
  readonly #content: HeaderList;
  readonly #imagesFrom: string | undefined;
  readonly isFrameable: boolean;
  readonly #written = new WeakMap<HeaderList, { full: string[]; notModified: string[] }>();

  /**
   * @param etag Strong or weak; no two codings share one.
   * @param length In bytes, where it is known.
   */
  constructor(etag: string, coding: Coding, headers: RepresentationHeaders, length?: number) {
    this.etag = etag;
    const { mediaType, cacheControl, open, fileName, vary = [], links = [], imagesFrom, isFrameable = false } = headers;
    const { cacheKeys = [] } = headers;
    this.isFrameable = isFrameable;
    this.#imagesFrom = imagesFrom;
    this.#validators = [
      ...['ETag', this.etag, 'Cache-Control', cacheControl, 'Vary', [...vary, 'Accept-Encoding'].join(', ')],
      ...['Cross-Origin-Resource-Policy', open ? 'cross-origin' : 'same-origin'],
      ...(open ? ['Access-Control-Allow-Origin', '*', 'Access-Control-Expose-Headers', 'ETag, Link'] : []),
    ];
    this.#content = [
      ...['Content-Type', mediaType],
      ...(length === undefined ? [] : ['Content-Length', String(length)]),
      // RFC 6266 §4.
      ...(fileName === undefined ? [] : ['Content-Disposition', `attachment; filename="${fileName}"`]),
      ...(links.length === 0 ? [] : ['Link', links.join(', ')]),
      ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
      ...cacheKeyHeaders(cacheKeys),
    ];
  }

  /** The headers of 200 and of 304, behind those that every answer of the service has. */
  headersAfter(common: HeaderList): { readonly full: string[]; readonly notModified: string[] } {
    let written = this.#written.get(common);
    if (!written) {
      const own = withImagesFrom(this.#imagesFrom, this.isFrameable ? frameable(common) : common);
      const notModified = [...own, ...this.#validators];
      written = { full: [...notModified, ...this.#content], notModified };
      this.#written.set(common, written);
    }
    return written;
  }

  /** Writes the body and ends the answer; rejects where it could not be made. */
  abstract writeTo(response: ServerResponse): Promise<void> | undefined;
}

/** The headers of every answer, of which the Content-Security-Policy lets a page load images of one more site (CSP 3 §6.1.5). */
function withImagesFrom(origin: string | undefined, common: HeaderList): HeaderList {
  if (origin === undefined) return common;
  return common.map((text) => text.replace("img-src 'self'", () => `img-src 'self' ${origin}`));
}

/** The headers of every answer, without those that keep the page out of the frames of other sites (CSP 3 §6.4.2). */
function frameable(common: HeaderList): HeaderList {
  const isFrameOptions = (index: number) => common[index - (index % 2)]?.toLowerCase() === FRAME_OPTIONS;
  return common
    .filter((_, index) => !isFrameOptions(index))
    .map((text) => text.replace("frame-ancestors 'self'", 'frame-ancestors *'));
}

const FRAME_OPTIONS = 'x-frame-options';

class EncodedBytes extends Encoded {
  readonly bytes: Buffer;

  constructor(bytes: Buffer, coding: Coding, headers: RepresentationHeaders) {
    super(entityTag(createHash('sha256').update(bytes)), coding, headers, bytes.length);
    this.bytes = bytes;
  }

  writeTo(response: ServerResponse): undefined {
    response.end(this.bytes);
  }
}

/** A document that is kept whole: compressed the first time that a client asks for a coding. */
export class Representation implements Answerable {
  readonly #bytes: Buffer;
  readonly #headers: RepresentationHeaders;
  readonly #encoded = new Map<Coding, EncodedBytes | Promise<EncodedBytes>>();

  constructor(text: string | Buffer, headers: RepresentationHeaders) {
    this.#bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
    this.#headers = headers;
    this.#encoded.set('identity', new EncodedBytes(this.#bytes, 'identity', headers));
  }

  get isCompressible(): boolean {
    return !isCompressed(this.#headers.mediaType);
  }

  /** The same document with more behind the first place of a text in it; few readers ask for that. */
  withBehind(place: string, more: string): Representation {
    const index = this.#bytes.indexOf(place);
    if (index === -1) throw new Error(`no ${place} in the document`);
    const end = index + Buffer.byteLength(place);
    const bytes = Buffer.concat([this.#bytes.subarray(0, end), Buffer.from(more), this.#bytes.subarray(end)]);
    return new Representation(bytes, { ...this.#headers, isPopular: false });
  }

  /** Of every coding made so far. */
  get size(): number {
    let size = 0;
    for (const encoded of this.#encoded.values()) if (encoded instanceof EncodedBytes) size += encoded.bytes.length;
    return size;
  }

  in(asked: Coding): EncodedBytes | Promise<EncodedBytes> {
    const coding = isCompressed(this.#headers.mediaType) ? 'identity' : asked;
    return this.#encoded.get(coding) ?? this.#make(coding);
  }

  async #make(coding: Coding): Promise<EncodedBytes> {
    const pending = compressed(coding, this.#bytes, this.#headers).then(
      (bytes) => new EncodedBytes(bytes, coding, this.#headers),
    );
    this.#encoded.set(coding, pending);
    try {
      const encoded = await pending;
      this.#encoded.set(coding, encoded);
      return encoded;
    } catch (error) {
      // The next request tries again.
      this.#encoded.delete(coding);
      throw error;
    }
  }
}

/** Whether the bytes are compressed as they are: a coding would cost time and save nothing. */
export function isCompressed(mediaType: string): boolean {
  return /^image\/(?!svg)/.test(mediaType);
}

/** Off the main thread: zlib has its own. */
export async function compressed(
  coding: Coding,
  bytes: Buffer,
  { isPopular }: Pick<RepresentationHeaders, 'isPopular'>,
): Promise<Buffer> {
  if (coding === 'gzip') return gzipAsync(bytes, { level: 9 });
  const quality = isPopular ? BEST_BROTLI_QUALITY : BROTLI_QUALITY;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliAsync(bytes, { params });
}

/**
 * Answers GET and HEAD with 200 or 304; throws PreconditionFailed, or rejects with it, where If-Match forbids that. No Last-Modified: dates in the folder are coarser than its edits, and a client
 * that only sends dates would get a false 304 (RFC 9110 §8.8.2).
 *
 * @param common The headers that every answer of the service has.
 * @returns a promise where the coding is still to be made or the body is streamed.
 */
export function respond(
  request: IncomingMessage,
  response: ServerResponse,
  representation: Answerable,
  common: HeaderList,
  status = 200,
): Promise<void> | undefined {
  const encoded = representation.in(preferredCoding(request.headers['accept-encoding']));
  if (encoded instanceof Encoded) return send(request, response, encoded, common, status);
  return encoded.then((encoded) => send(request, response, encoded, common, status));
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  encoded: Encoded,
  common: HeaderList,
  status: number,
): Promise<void> | undefined {
  const { full, notModified } = encoded.headersAfter(common);
  // The application has set the headers of every answer before it knew what it answers.
  if (encoded.isFrameable && !response.headersSent) response.removeHeader(FRAME_OPTIONS);
  // First, and only where the answer would be a success (RFC 9110 §13.2).
  if (status === 200 && !isMatch(request.headers['if-match'], encoded.etag)) throw new PreconditionFailed();
  if (status === 200 && isFresh(request.headers['if-none-match'], encoded.etag)) {
    response.writeHead(304, notModified);
    response.end();
    return undefined;
  }
  response.writeHead(status, full);
  if (request.method !== 'HEAD') return encoded.writeTo(response);
  response.end();
  return undefined;
}

// Programs send few different values: each is parsed once.
const codingsRead = new Map<string, Coding>();
const MOST_CODINGS_READ = 200;

/** The coding that a client weighs highest; browsers weigh all alike, and get the smallest (RFC 9110 §12.5.3). */
function preferredCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return 'identity';
  let coding = codingsRead.get(acceptEncoding);
  if (coding === undefined) {
    coding = readCoding(acceptEncoding);
    if (codingsRead.size >= MOST_CODINGS_READ) codingsRead.clear();
    codingsRead.set(acceptEncoding, coding);
  }
  return coding;
}

function readCoding(acceptEncoding: string): Coding {
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

/** If-Match names none of the representations that there are (RFC 9110 §13.1.1). */
export class PreconditionFailed extends Error {
  readonly status = 412;
}

/** Whether If-Match is absent, `*`, or names the tag; a weak tag matches nothing (RFC 9110 §13.1.1). */
export function isMatch(ifMatch: string | undefined, etag: string): boolean {
  if (ifMatch === undefined || ifMatch.trim() === '*') return true;
  return !isWeak(etag) && tagsIn(ifMatch).some((tag) => !isWeak(tag) && isNamedBy(tag, etag));
}

/** Whether If-None-Match is `*` or names the tag, both compared weakly (RFC 9110 §13.1.2). */
export function isFresh(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  // Most clients send the tag back as it is.
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  return tagsIn(ifNoneMatch).some((tag) => isNamedBy(tag, etag));
}

function tagsIn(field: string): readonly string[] {
  return field.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

function isWeak(tag: string): boolean {
  return tag.startsWith('W/');
}

/** Whether both have one opaque part; what a proxy that compresses adds to it, as Apache's `-gzip`, is not ours. */
function isNamedBy(tag: string, etag: string): boolean {
  const [opaque, own] = [tag, etag].map((text) => text.replace(/^W\//, ''));
  return opaque === own || opaque?.replace(/--?(?:gzip|br|deflate|zstd)"$/, '"') === own;
}
