/** HTML as browsers read it (parse5): a page as a tree, and what a selector finds in it. */
import { type DefaultTreeAdapterTypes, parse, parseFragment } from 'parse5';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and texts, in order. */
  readonly children: readonly (Element | string)[];
}

/** A test asks several things of one page, or of a few by turns, and of their pieces: each is parsed once. The latest come first. */
const latestPages: Parsed[] = [];
const latestPieces: Parsed[] = [];
const MOST_PARSED = 4;

interface Parsed {
  readonly markup: string;
  readonly root: Element;
}

/** The `html` element of a whole page, or an element without a name around the pieces of one. */
export function parseHtml(markup: string): Element {
  const isPage = /^\s*<!doctype html>/i.test(markup);
  const latest = isPage ? latestPages : latestPieces;
  const at = latest.findIndex((one) => one.markup === markup);
  const [parsed = { markup, root: treeOf(markup, isPage) }] = at === -1 ? [] : latest.splice(at, 1);
  latest.unshift(parsed);
  if (latest.length > MOST_PARSED) latest.pop();
  return parsed.root;
}

function treeOf(markup: string, isPage: boolean): Element {
  // As a reader without scripts has it: with what stands in `noscript`.
  const options = { scriptingEnabled: false };
  const { childNodes } = isPage ? parse(markup, options) : parseFragment(markup, options);
  const children = childrenOf(childNodes);
  const root = children.find((child) => typeof child !== 'string');
  return isPage && root ? root : { name: '', attributes: {}, children };
}

function childrenOf(nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): readonly (Element | string)[] {
  return nodes.flatMap((node): readonly (Element | string)[] => {
    if ('value' in node) return [node.value];
    if (!('tagName' in node)) return [];
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    // What is in a template is in no tree of a page.
    return [{ name: node.tagName, attributes, children: childrenOf(node.childNodes) }];
  });
}

/** What an element must be: `a.u-url[href]`, parsed. */
type Test = (element: Element) => boolean;

interface Step {
  readonly test: Test;
  /** Whether it is a child of what the step before found, and not anywhere below. */
  readonly isChild: boolean;
}

const COMPOUND = /^(\*|[a-z][a-z0-9-]*)?((?:[#.][\w-]+|\[[\w-]+(?:[\^$*~]?="[^"]*")?\])*)$/i;

/** Element, `.class`, `#id` and `[attribute="value"]` (with `^`, `$`, `*` or `~` before `=`), with spaces and `>` between them. */
function parseSelector(selector: string): readonly Step[] {
  const steps: Step[] = [];
  let isChild = false;
  for (const [part] of selector.matchAll(/(?:[^\s>"]|"[^"]*")+|>/g)) {
    if (part === '>') {
      isChild = true;
      continue;
    }
    const [, name, conditions = ''] = COMPOUND.exec(part) ?? [];
    if (name === undefined && conditions === '') throw new Error(`not a selector that tests can read: ${selector}`);
    const tests = [...conditions.matchAll(/([#.])([\w-]+)|\[([\w-]+)(?:([\^$*~]?)="([^"]*)")?\]/g)].map(
      ([, mark, word = '', attribute = '', kind, value]): Test => {
        if (mark === '#') return ({ attributes }) => attributes.id === word;
        if (mark === '.')
          return ({ attributes }) => attributes.class !== undefined && words(attributes.class).includes(word);
        return ({ attributes }) => isLike(attributes[attribute], kind, value);
      },
    );
    const test: Test = (element) =>
      (name === undefined || name === '*' || name === element.name) && tests.every((one) => one(element));
    steps.push({ test, isChild });
    isChild = false;
  }
  return steps;
}

function words(text = ''): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function isLike(actual: string | undefined, kind = '', expected?: string): boolean {
  if (actual === undefined) return false;
  if (expected === undefined) return true;
  switch (kind) {
    case '^':
      return actual.startsWith(expected);
    case '$':
      return actual.endsWith(expected);
    case '*':
      return actual.includes(expected);
    case '~':
      return words(actual).includes(expected);
    default:
      return actual === expected;
  }
}

/** Every element that the selector, or one of several with commas between them, finds below this one, in the page's order. */
export function findAll(root: Element | string, selector: string): readonly Element[] {
  const selectors = selector.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map(parseSelector);
  const found: Element[] = [];
  /** The element that is looked at, and those around it, outermost first. */
  const path: Element[] = [];
  const walk = (element: Element): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue;
      path.push(child);
      if (selectors.some((steps) => matches(path, path.length - 1, steps, steps.length - 1))) found.push(child);
      walk(child);
      path.pop();
    }
  };
  walk(typeof root === 'string' ? parseHtml(root) : root);
  return found;
}

/** Whether the element at a place of the path, with those around it, is what the steps up to one of them say. */
function matches(path: readonly Element[], at: number, steps: readonly Step[], step: number): boolean {
  const { test, isChild } = steps[step] as Step;
  if (!test(path[at] as Element)) return false;
  if (step === 0) return true;
  for (let around = at - 1; around >= (isChild ? at - 1 : 0) && around >= 0; around -= 1)
    if (matches(path, around, steps, step - 1)) return true;
  return false;
}

/** The only element that the selector finds; fails where there is none, or another. */
export function find(root: Element | string, selector: string): Element {
  const [only, ...others] = findAll(root, selector);
  if (!only || others.length > 0) throw new Error(`${only ? others.length + 1 : 0} elements are ${selector}`);
  return only;
}

/** Within a line: the text before and after one of them runs on. */
const INLINE = new Set(['a', 'code', 'mark', 'q', 'span', 'strong', 'time']);

/** The text that a reader gets, with single spaces and none of no width; what no line is broken at runs on. */
export function textOf(content: Element | string): string {
  return rawText(typeof content === 'string' ? parseHtml(content) : content)
    .replaceAll('\u200b', '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The text as it stands, with its no-break spaces and line breaks. */
export function rawText({ children }: Element): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return child;
      return INLINE.has(child.name) ? rawText(child) : ` ${rawText(child)} `;
    })
    .join('');
}
