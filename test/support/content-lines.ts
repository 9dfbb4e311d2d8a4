/** A calendar as RFC 5545 alone reads it, octet by octet: components, content lines, parameters and texts; whatever is not in its grammar is an error. */

export interface ContentLine {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** As it was written, still escaped. */
  readonly value: string;
}

export interface Component {
  readonly name: string;
  readonly lines: readonly ContentLine[];
  readonly components: readonly Component[];
}

/** The lines as they travel, each without its CRLF. Throws where one is longer than 75 octets or not UTF-8 by itself (§3.1). */
export function physicalLines(bytes: Buffer): readonly string[] {
  if (bytes.subarray(-2).toString('latin1') !== '\r\n') throw new Error('the last line has no end');
  // A byte that is no character stops the test, and U+FEFF is a character as any other.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf('\r\n', from);
    const line = bytes.subarray(from, to);
    if (line.length > 75) throw new Error(`${line.length} octets: ${line.toString()}`);
    const text = decoder.decode(line);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not be there
    const control = /[\u0000-\u001f\u007f-\u009f]/.exec(text);
    if (control) throw new Error(`a control character: ${JSON.stringify(text)}`);
    lines.push(text);
    from = to + 2;
  }
  return lines;
}

/** The one component that a stream holds, with all that is in it. */
export function parseComponent(text: string): Component {
  const unfolded: string[] = [];
  for (const line of physicalLines(Buffer.from(text))) {
    if (!line.startsWith(' ')) unfolded.push(line);
    else if (unfolded.length === 0) throw new Error('the first line continues nothing');
    else unfolded.push(unfolded.pop() + line.slice(1));
  }
  const root = { name: '', lines: [] as ContentLine[], components: [] as Component[] };
  const open = [root];
  for (const line of unfolded.map(parseLine)) {
    const current = open.at(-1) ?? root;
    if (line.name === 'BEGIN') {
      const begun = { name: line.value, lines: [], components: [] };
      current.components.push(begun);
      open.push(begun);
    } else if (line.name === 'END') {
      if (current.name !== line.value) throw new Error(`${line.value} ends inside ${current.name}`);
      open.pop();
    } else if (current === root) throw new Error(`outside of everything: ${line.name}`);
    else current.lines.push(line);
  }
  const [only, ...others] = root.components;
  if (!only || others.length > 0 || open.length > 1) throw new Error('not one whole component');
  return only;
}

/** §3.1, contentline; quoted parameter values, which hold no double quote, lose their quotes. */
function parseLine(line: string): ContentLine {
  const [head, name = ''] = /^([A-Z0-9-]+)(?=[;:])/.exec(line) ?? [];
  if (head === undefined) throw new Error(`not a content line: ${line}`);
  const parameters: Record<string, string> = {};
  let rest = line.slice(head.length);
  while (rest.startsWith(';')) {
    const [parameter, key = '', plain, quoted] = /^;([A-Z0-9-]+)=(?:([^";:,]+)|"([^"]*)")(?=[;:])/.exec(rest) ?? [];
    if (parameter === undefined || key in parameters) throw new Error(`not a parameter: ${line}`);
    parameters[key] = plain ?? quoted ?? '';
    rest = rest.slice(parameter.length);
  }
  return { name, parameters, value: rest.slice(1) };
}

/** The texts of a list (§3.3.11): between commas that are not escaped, each backslash with what it stands for. */
export function textsOf(value: string): readonly string[] {
  const texts = [''];
  for (const [token] of value.matchAll(/\\.|[^\\]|\\/gsu)) {
    if (token === ',') texts.push('');
    else {
      if (token === ';' || token === '\\') throw new Error(`not escaped: ${token} in ${value}`);
      const escaped = /^\\(.)$/su.exec(token)?.[1];
      if (escaped !== undefined && !'\\;,nN'.includes(escaped)) throw new Error(`escapes nothing: ${token}`);
      texts.push(`${texts.pop()}${escaped === undefined ? token : escaped.toLowerCase() === 'n' ? '\n' : escaped}`);
    }
  }
  return texts;
}

/** A value that is one text. */
export function textOf(value: string): string {
  const [only = '', ...others] = textsOf(value);
  if (others.length > 0) throw new Error(`a comma that is not escaped: ${value}`);
  return only;
}

/** All lines of a name in a component. */
export function linesOf({ lines }: Component, name: string): readonly ContentLine[] {
  return lines.filter((line) => line.name === name);
}

/** The value of the line of a name; undefined where there is none. Throws where there are several. */
export function soleValue(component: Component, name: string): string | undefined {
  const [only, ...others] = linesOf(component, name);
  if (others.length > 0) throw new Error(`${others.length + 1} ${name} in a ${component.name}`);
  return only?.value;
}
