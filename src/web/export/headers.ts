/** The headers of answers and files; a name is the same in capitals and small letters (RFC 9110 §5.1). */

export type Headers = readonly (readonly [name: string, value: string])[];

export function isNamed(name: string, ...others: readonly string[]): boolean {
  return others.some((other) => other.toLowerCase() === name.toLowerCase());
}

export function headerOf(headers: Headers, name: string): string | undefined {
  return headers.find(([own]) => isNamed(own, name))?.[1];
}

export function withoutHeaders(headers: Headers, ...names: readonly string[]): Headers {
  return headers.filter(([own]) => !isNamed(own, ...names));
}

/** With another value of a header that is among them. */
export function withHeader(headers: Headers, name: string, value: string): Headers {
  return headers.map((header) => (isNamed(header[0], name) ? [header[0], value] : header));
}
