/** Characters that a reader of a file cannot see, or sees as something else: where they stand, and what they are called. */
import type { SourceFault } from './source-fault.ts';

/** The flag of a part of a country, such as Scotland, is a black flag and tag letters up to a closing one (UTS #51, ED-14a). */
const FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,6}\u{e007f}/u;
const REFUSED = new RegExp(
  `${FLAG.source}|[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u2028\\u2029\\ufeff\\ufff9-\\ufffb\\ufffd-\\uffff\\u{e0000}-\\u{e007f}]|\\r(?!\\n)`,
  'gu',
);
/** One half of a pair, which no file in UTF-8 has; a text that came another way may. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** White space that YAML does not take for white space. */
const OTHER_SPACE = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/;
const SPACES_AROUND = /^[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]|[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]$/;

const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;

/** Signs that are drawn as nothing, though Unicode counts them among letters and symbols. */
const BLANK = /[\u115f\u1160\u2800\u3164\uffa0]/gu;

const NAMES: ReadonlyMap<string, readonly [name: string, advice: string]> = new Map([
  [
    '\r',
    ['a carriage return in the middle of a line', 'a line break; save the file with line ends of Unix or Windows'],
  ],
  ['\u0085', ['the line break U+0085, which many editors do not show', 'a plain line break']],
  ['\u2028', ['the line break U+2028, which many editors do not show', 'a plain line break']],
  ['\u2029', ['the line break U+2029, which many editors do not show', 'a plain line break']],
  [
    '\ufeff',
    ['a byte-order mark (U+FEFF), which nobody sees', 'the text without it: delete and type anew what is around it'],
  ],
  ['\ufffd', ['the sign � (U+FFFD), which stands for a character that was lost', 'the character that was lost']],
]);

/** A problem for each line that holds a character which no file may hold. */
export function refusedCharacters(text: string): readonly SourceFault[] {
  const faults: SourceFault[] = [];
  let lineEnd = -1;
  for (const { 0: character, index } of text.matchAll(REFUSED)) {
    // A mark at the very beginning says that the file is Unicode. Of one line, the first is enough.
    if ((character === '\ufeff' && index === 0) || index < lineEnd || FLAG.test(character)) continue;
    const kind = character >= '\u{e0000}' && character.length === 2 ? 'tag letter' : 'control character';
    const [message, advice] = NAMES.get(character) ?? [
      `holds the ${kind} ${codePoint(character)}, which nobody sees`,
      'the text without it',
    ];
    faults.push({ offset: index, message, advice });
    const end = text.indexOf('\n', index);
    lineEnd = end === -1 ? text.length : end;
  }
  if (faults.length === 0 && !text.isWellFormed())
    faults.push({ offset: text.search(HALF), message: 'holds half of a character', advice: 'the whole character' });
  return faults;
}

/** The name of the first space in a text that YAML takes for a letter: `an ideographic space (U+3000)`. */
export function otherSpaceIn(text: string): string | undefined {
  const [space] = OTHER_SPACE.exec(text) ?? [];
  return space === undefined ? undefined : spaceName(space);
}

/** The same, where it is the text's first or last character. */
export function otherSpaceAround(text: string): string | undefined {
  const [space] = SPACES_AROUND.exec(text) ?? [];
  return space === undefined ? undefined : spaceName(space);
}

function spaceName(space: string): string {
  if (space === '\u3000') return 'an ideographic space (U+3000)';
  if (space === '\u200b') return 'a space of no width (U+200B)';
  if (space === '\u00a0' || space === '\u202f') return `a no-break space (${codePoint(space)})`;
  return `a special space (${codePoint(space)})`;
}

const USUAL = /[!-~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/;

/** Whether the text has signs, and none that can be seen. */
export function isInvisible(text: string): boolean {
  // Most texts begin with such a sign, or have one soon.
  if (USUAL.test(text)) return false;
  return text !== '' && !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(BLANK, ''));
}

export function hasDirectionControl(text: string): boolean {
  return DIRECTION.test(text);
}

/** The fault of controls that change the direction of writing: one that is left open, or turns letters around. */
export function directionFault(text: string): string | undefined {
  const open: string[] = [];
  for (const control of text) {
    if (control === '\u202d' || control === '\u202e')
      return `holds the control ${codePoint(control)}, which shows letters in another order`;
    if (/[\u202a\u202b]/.test(control)) open.push('\u202c');
    else if (/[\u2066-\u2068]/.test(control)) open.push('\u2069');
    else if (/[\u202c\u2069]/.test(control) && open.pop() !== control) return unbalanced(control);
    else if (control === '\n' && open.length > 0) break;
  }
  const [left] = open;
  return left === undefined ? undefined : unbalanced(left);
}

function unbalanced(control: string): string {
  return `holds a control of the direction of writing without its other half (${codePoint(control)})`;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
