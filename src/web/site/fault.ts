/** What keeps a request from its answer (an HTTP fault, another address), and what is wrong in the address of a page that is answered all the same. */
import type { TimelineEvent } from '../../chronology/event.ts';
import { withParameters } from '../../chronology/list-part.ts';
import type { MisnamedFilter, QueryFault } from '../../chronology/query/query.ts';
import { PreconditionFailed } from '../http/representation.ts';

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
  if (error instanceof PreconditionFailed) return { status: 412 };
  return { status: 500 };
}

export type HttpFault =
  /** A wrong parameter; without `fault`, a path that cannot be decoded. */
  | { readonly status: 400; readonly fault?: QueryFault }
  | { readonly status: 404 }
  | { readonly status: 405; readonly allowed: string }
  /** Without `event`: a view of an entry of the vocabulary that was retired. */
  | { readonly status: 410; readonly event?: TimelineEvent }
  | { readonly status: 412 }
  | { readonly status: 500 }
  /** Too many pictures are waited for; `retryAfter` in seconds. */
  | { readonly status: 503; readonly retryAfter: number };

/** What is wrong in the address of a page, which the page tells of above the view of the rest. */
export interface AddressFaults {
  readonly faults: readonly QueryFault[];
  readonly misnamed?: MisnamedFilter | undefined;
  /** The parameters that are wrong, by which the page differs from that without them. */
  readonly parameters: readonly [name: string, value: string][];
}

export const NO_FAULTS: AddressFaults = { faults: [], parameters: [] };

/** The path of a page with the parameters of which it tells. */
export function withFaults(path: string, { parameters }: AddressFaults): string {
  return withParameters(path, new URLSearchParams([...parameters]).toString());
}

/** The faults with those of parameters that are none of the query, such as the page of a list. */
export function alsoOf(of: AddressFaults, faults: readonly QueryFault[]): AddressFaults {
  const parameters = faults.map(({ parameter, found }): [string, string] => [parameter, found]);
  return { ...of, faults: [...of.faults, ...faults], parameters: [...of.parameters, ...parameters] };
}
