/** Files that are worse than any slip: floods of keys, quotes, brackets and lines, made by a faulty program or in bad faith. */
import { eventText, VOCABULARY } from './chronologies.ts';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * 1024;

/** What each is → path below the folder, and text. The path of an event file is its own, so that all can lie in one folder. */
export const monsters: ReadonlyMap<string, readonly [path: string, text: () => string]> = new Map([
  ['5,000 unknown fields', ['events/fields-few.yaml', () => `${eventText()}${fields(5000)}`]],
  ['20,000 unknown fields', ['events/fields-many.yaml', () => `${eventText()}${fields(20_000)}`]],
  ['100,000 unknown fields', ['events/fields-most.yaml', () => `${eventText()}${fields(100_000)}`]],
  ['100,000 fields of one name', ['events/fields-same.yaml', () => `${eventText()}${'same: x\n'.repeat(100_000)}`]],
  ['1 MB of double quotes', ['events/quotes-double.yaml', () => `title: ${'"'.repeat(MEBIBYTE)}`]],
  ['1 MB of single quotes', ['events/quotes-single.yaml', () => `title: ${"'".repeat(MEBIBYTE)}`]],
  ['100 KB of quoted words', ['events/quotes-words.yaml', () => `title: ${'"a" '.repeat(25 * KIBIBYTE)}`]],
  ['1 MB of brackets', ['events/brackets-square.yaml', () => '['.repeat(MEBIBYTE)]],
  ['1 MB of braces', ['events/brackets-curly.yaml', () => '{'.repeat(MEBIBYTE)]],
  ['100 KB of brackets', ['events/brackets-some.yaml', () => `title: ${'['.repeat(100 * KIBIBYTE)}`]],
  ['100,000 dashes', ['events/deep-dashes.yaml', () => '- '.repeat(100_000)]],
  ['100,000 question marks', ['events/deep-questions.yaml', () => '? '.repeat(100_000)]],
  ['lists within lists', ['events/deep-lists.yaml', () => `title: ${'['.repeat(5000)}${']'.repeat(5000)}\n`]],
  ['fields within fields', ['events/deep-fields.yaml', () => staircase(1000)]],
  ['a million empty lines', ['events/lines-empty.yaml', () => `${'\n'.repeat(1_000_000)}title: [`]],
  ['a million comments', ['events/lines-comments.yaml', () => `${'#\n'.repeat(1_000_000)}title: [`]],
  ['a million lines of text', ['events/lines-text.yaml', () => `summary: |\n${'  a\n'.repeat(1_000_000)}title: [`]],
  ['a list of 100,000 texts', ['events/list-texts.yaml', () => `${eventText()}tags: [${'a, '.repeat(100_000)}]\n`]],
  [
    'a list of 10,000 unknown events',
    ['events/list-events.yaml', () => `${eventText()}relations:\n  related:\n${items(10_000)}`],
  ],
  ['aliases of aliases', ['events/aliases.yaml', laughs]],
  ['10,000 aliases of one anchor', ['events/aliases-same.yaml', () => `a: &a x\n${items(10_000, '*a #')}`]],
  ['1 MB of tags', ['events/tags.yaml', () => `title: ${'!!str '.repeat(170 * KIBIBYTE)}`]],
  ['1 MB in one word', ['events/word.yaml', () => `${eventText()}${'x'.repeat(MEBIBYTE)}`]],
  ['1 MB of bytes 0', ['events/zeros.yaml', () => '\0'.repeat(MEBIBYTE)]],
  ['a vocabulary of 1 MB, all of it wrong', ['people.yaml', () => `${VOCABULARY['people.yaml']}${fields(100_000)}`]],
  ['a vocabulary of 1 MB of brackets', ['places.yaml', () => '['.repeat(MEBIBYTE)]],
  [
    'settings with 20,000 unknown fields',
    ['chronology.yaml', () => `${VOCABULARY['chronology.yaml']}${fields(20_000)}`],
  ],
]);

function fields(count: number): string {
  return Array.from({ length: count }, (_, index) => `field${index}: x\n`).join('');
}

function items(count: number, text = 'event-'): string {
  return Array.from({ length: count }, (_, index) => `    - ${text}${index}\n`).join('');
}

function staircase(levels: number): string {
  return Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
}

/** Each line has the one before ten times. */
function laughs(): string {
  const names = [...'abcdefghij'];
  return names
    .map(
      (name, index) =>
        `${name}: &${name} [${Array(10)
          .fill(index === 0 ? 'ha' : `*${names[index - 1]}`)
          .join(', ')}]`,
    )
    .join('\n');
}
