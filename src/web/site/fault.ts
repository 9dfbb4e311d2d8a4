/** Why a request cannot be answered with what was asked for: an HTTP fault, or another address. */
import type { TimelineEvent } from '../../chronology/event.ts';
import type { QueryFault } from '../../chronology/query/query.ts';

/** A request that cannot be answered with what was asked for. */
export class HttpError extends Error {
  readonly fault: HttpFault;

  constructor(fault: HttpFault) {
    super(`HTTP ${fault.status}`);
    this.fault = fault;
  }
}

/** A request whose answer has another canonical address. */
export class Moved extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`moved to ${path}`);
    this.path = path;
  }
}

export function faultOf(error: unknown): HttpFault {
  if (error instanceof HttpError) return error.fault;
  const { status } = (error ?? {}) as { status?: number };
  // Express' own 400: percent-encoding in the path that cannot be decoded.
  if (error instanceof URIError || status === 400) return { status: 400 };
  return { status: 500 };
}

export type HttpFault =
  /** A wrong parameter; without `fault`, a path that cannot be decoded. */
  | { readonly status: 400; readonly fault?: QueryFault }
  | { readonly status: 404 }
  | { readonly status: 405; readonly allowed: string }
  /** Without `event`: a view of an entry of the vocabulary that was retired. */
  | { readonly status: 410; readonly event?: TimelineEvent }
  | { readonly status: 500 }
  /** Too many pictures are waited for; `retryAfter` in seconds. */
  | { readonly status: 503; readonly retryAfter: number };
