/** XML as a strict parser (saxes) reads it: anything that is not well-formed, or an undeclared prefix, is an error. */
import { SaxesParser } from 'saxes';

export class Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly elements: Element[] = [];
  /** Its own text, with that of CDATA sections; trimmed only where it has elements. */
  text = '';

  constructor(name: string, attributes: Readonly<Record<string, string>>) {
    this.name = name;
    this.attributes = attributes;
  }

  children(name: string): Element[] {
    return this.elements.filter((element) => element.name === name);
  }

  /** The one child of this name. */
  child(name: string): Element {
    const [only, ...others] = this.children(name);
    if (!only || others.length > 0) throw new Error(`${this.name} has ${others.length + (only ? 1 : 0)} ${name}`);
    return only;
  }
}

/** The root element. Throws on the first error, with its line and column. */
export function parseXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: Element[] = [];
  let root: Element | undefined;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const plain = Object.fromEntries(
      Object.entries(attributes).map(([key, attribute]) => [
        key,
        typeof attribute === 'string' ? attribute : attribute.value,
      ]),
    );
    const element = new Element(name, plain);
    open.at(-1)?.elements.push(element);
    root ??= element;
    open.push(element);
  });
  const add = (part: string) => {
    const current = open.at(-1);
    if (current) current.text += part;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  if (!root) throw new Error('no element');
  return root;
}
