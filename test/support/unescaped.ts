/** What no answer may hold of the text of a request: an element, attribute, member, property, header or line of its own. */
import { strict as assert } from 'node:assert';
import { parse as parseCsv } from 'csv-parse/sync';
import { parseComponent } from './content-lines.ts';
import { findAll, parseHtml, rawText } from './html.ts';
import type { RawAnswer } from './kept-connection.ts';
import { type Element, parseXml } from './xml.ts';

/** Stands in all that a request injects, and in no chronology. */
export const MARK = 'zq9x';

const isMarked = (text: string) => text.toLowerCase().includes(MARK);

function assertUnmarked(names: Iterable<string>, where: string): void {
  for (const name of names) assert.ok(!isMarked(name), `${where} of the request: ${name}`);
}

/** Throws where the answer is not well-formed, or something of the request has become a part of its form. */
export function assertEscaped({ headers, body }: RawAnswer): void {
  assertUnmarked(
    headers.map(([name]) => name),
    'a header',
  );
  if (headers.some(([name]) => name === 'Content-Encoding') || body.length === 0) return;
  assertEscapedIn(headers.find(([name]) => name === 'Content-Type')?.[1] ?? '', body.toString());
}

/** The same of a document of a media type. */
export function assertEscapedIn(type: string, text: string): void {
  if (type.startsWith('text/html')) assertHtml(text);
  else if (/[+/]xml/.test(type)) assertXml(parseXml(text));
  else if (/ndjson/.test(type)) for (const line of text.split('\n').slice(0, -1)) assertJson(line);
  else if (/json/.test(type)) assertJson(text);
  else if (type.startsWith('text/calendar')) assertCalendar(text);
  else if (type.startsWith('text/csv')) parseCsv(text, { bom: true });
}

/** Parsing costs more than rendering: pages are parsed that have something of the request in them. */
function assertHtml(text: string): void {
  if (!isMarked(text)) return;
  const page = parseHtml(text);
  for (const { name, attributes, children } of findAll(page, '*')) {
    assertUnmarked([name, ...Object.keys(attributes)], 'an element or attribute');
    for (const [attribute, value] of Object.entries(attributes)) {
      assert.ok(!attribute.startsWith('on'), `${attribute}="${value}"`);
      if (['href', 'src', 'action'].includes(attribute))
        assert.doesNotMatch(value, /^\s*(?:javascript|data|vbscript):/i);
    }
    if (name === 'script' || name === 'style') {
      const content = rawText({ name, attributes, children });
      if (attributes.type === 'application/ld+json') assertJson(content);
      else assert.equal(content, '', 'a script in the page');
    }
  }
}

function assertXml({ name, attributes, elements }: Element): void {
  assertUnmarked([name, ...Object.keys(attributes)], 'an element or attribute');
  for (const element of elements) assertXml(element);
}

function assertJson(text: string): void {
  const value: unknown = JSON.parse(text);
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (!Array.isArray(part)) assertUnmarked(Object.keys(part), 'a member');
    for (const inner of Object.values(part)) walk(inner);
  };
  if (isMarked(text)) walk(value);
}

function assertCalendar(text: string): void {
  const { lines, components } = parseComponent(text);
  const all = [...lines, ...components.flatMap((component) => component.lines)];
  for (const { name, parameters } of all) assertUnmarked([name, ...Object.keys(parameters)], 'a property');
}
