/** Whether pages are valid HTML (html-validate), and whether one has anything that those before it had not. */
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { type Element, findAll, parseHtml } from './html.ts';

/** Makes its rules ready once: html-validate (10.14) does so for each page, which takes as long as the page itself. */
class OneConfig extends StaticConfigLoader {
  #config: ReturnType<StaticConfigLoader['getConfigFor']> | undefined;

  override getConfigFor(handle: string) {
    this.#config ??= super.getConfigFor(handle);
    return this.#config;
  }
}

const rules = new OneConfig({
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // The HTML standard takes either case (§13.1.1); every other tag of ours is small.
    'doctype-style': ['error', { style: 'lowercase' }],
    // The title of a page is the title of its event, which is as long as it has to be.
    'long-title': 'off',
    // A list may have a name by ARIA 1.2, and the sources of an event have no heading on a card to be named by.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // The box in which a wide table scrolls is named and can be focused, but is no section of its own.
    'prefer-native-element': ['error', { exclude: ['region'] }],
    // Values of one facet are alternatives: boxes of one name, each with its value.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
  },
});
const validator = new HtmlValidate(rules);

export async function faultsOf(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, line, message, selector }) => `${line} ${ruleId}: ${message} (${selector})`),
  );
}

/** A number for each way to be inside of other elements, such as `html body main`, by that of the elements around and the own name. */
const insides = new Map<string, number>();

function numberOfInside(around: number, name: string): number {
  const inside = `${around} ${name}`;
  const number = insides.get(inside) ?? insides.size + 1;
  insides.set(inside, number);
  return number;
}

/**
 * What the rules look at in a page, but for the words of its texts and attributes: each element with the names of those
 * around it and of the one before it, the names of its attributes, and whether it holds a text; and which heading follows
 * which.
 */
export function structureOf(page: string): ReadonlySet<string> {
  const found = new Set<string>();
  let heading = '';
  const walk = ({ children }: Element, around: number): void => {
    let before = '';
    for (const child of children) {
      if (typeof child === 'string') continue;
      const { name, attributes } = child;
      const inside = numberOfInside(around, name);
      const hasText = child.children.some((content) => typeof content === 'string' && content.trim() !== '');
      found.add(`${inside} after ${before} ${Object.keys(attributes).sort()} ${hasText}`);
      if (/^h\d$/.test(name)) {
        found.add(`${name} after ${heading}`);
        heading = name;
      }
      walk(child, inside);
      before = name;
    }
  };
  walk(parseHtml(page), 0);
  return found;
}

/** The ids that more than one element of a page has, and the lists of classes that have one twice. */
export function repetitions(page: string): readonly string[] {
  const attributes = findAll(page, '*').map((element) => element.attributes);
  const ids = attributes.flatMap(({ id }) => id ?? []);
  const known = new Set<string>();
  return [
    ...ids.filter((id) => known.size === known.add(id).size),
    ...attributes.flatMap(({ class: list }) =>
      list && new Set(list.split(' ')).size < list.split(' ').length ? list : [],
    ),
  ];
}
