/** The parameter by which an address asks for a part of a long list or feed: by its number, or by the day with which it begins. */

export const PART = 'part';
const LAST_PART = new RegExp(`[?&]${PART}=[^&]*$`);

/** An address with further parameters behind its own. */
export function withParameters(address: string, further: string): string {
  return further === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${further}`;
}

export function withPart(address: string, part: string | number | undefined): string {
  return part === undefined ? address : withParameters(address, `${PART}=${part}`);
}

/** The first part of a list is at the address of the whole. */
export function withPartNumber(address: string, number: number): string {
  return withPart(address, number === 1 ? undefined : number);
}

/** The address of the whole. The parameter is always the last one. */
export function withoutPart(address: string): string {
  return address.replace(LAST_PART, '');
}

/** The part that is asked for, whatever was written; undefined where none is. */
export function askedPart(parameters: URLSearchParams): string | undefined {
  return parameters.getAll(PART).findLast((value) => value !== '');
}

/** The number that is asked for; undefined where there is none. */
export function askedPartNumber(parameters: URLSearchParams): number | undefined {
  const asked = askedPart(parameters) ?? '';
  return /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : undefined;
}
