/** The package `yaml`: parses a text within bounds, and notes the signs of YAML that a chronology does not use. */
import { Composer, type CST, type Document, type ErrorCode, Lexer, Parser, visit } from 'yaml';
import { type Bounds, MOST_LEVELS, MOST_PROBLEMS } from './bounds.ts';
import { counted, grouped, sizeInWords } from './numbers.ts';
import { leadAt, plainTextAt, QUOTES_AROUND_ALL, quotedWhole } from './quoting.ts';
import { FaultList, type SourceFault } from './source-fault.ts';

export interface Composed {
  readonly document?: Document;
  /** Signs of YAML that are no part of what a reader sees. */
  readonly signs: FaultList;
  /** Where the file is larger than its bounds: the text was not parsed to its end. */
  readonly exceeded?: SourceFault;
}

/** The first error of the package, which is in its own words. */
export interface ParserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly offset: number;
}

const OPTIONS = {
  version: '1.2',
  // `when: 2004` stays text, `012` is not 12, `no` is not false.
  schema: 'failsafe',
  prettyErrors: false,
  stringKeys: true,
  // The package compares each key with all before it: `as-written.ts` has a set.
  uniqueKeys: false,
  keepSourceTokens: true,
} as const;

/** Errors and signs after which a text is not parsed further. */
const MOST_ERRORS = 100;

/** Code of the lexeme by which the lexer tells the parser that a scalar without quotes follows. It is no part of the text. */
const SCALAR_FOLLOWS = 0x1f;
const [TAB, LINE_FEED, CARRIAGE_RETURN, HASH, BYTE_ORDER_MARK] = [0x09, 0x0a, 0x0d, 0x23, 0xfeff];

/** Codes of the signs with which a lexeme may begin that has a meaning of its own. */
const SIGNS = new Set([...'&!*?%-.'].map((sign) => sign.charCodeAt(0)));

/** Parses a text that holds no control characters. */
export function compose(text: string, bounds: Bounds): Composed {
  const signs = new FaultList(MOST_PROBLEMS);
  const tooLarge = sizeFault(text, bounds);
  if (tooLarge) return { signs, exceeded: tooLarge };
  let exceeded: SourceFault | undefined;
  const tokens = function* (): Generator<CST.Token, void> {
    const parser = new Parser();
    let offset = 0;
    let parts = 0;
    let isScalar = false;
    let isBegun = false;
    let errors = 0;
    let signedTo = 0;
    for (const lexeme of new Lexer().lex(text)) {
      for (const token of parser.next(lexeme)) {
        if (token.type === 'error') errors += 1;
        yield token;
      }
      const code = lexeme.charCodeAt(0);
      if (code < 0x20 && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) {
        isScalar = code === SCALAR_FOLLOWS;
        continue;
      }
      if (isScalar || !isSpaceOrComment(code)) {
        parts += 1;
        // Of one text, the first sign is told.
        if (!isScalar && SIGNS.has(code) && offset >= signedTo) {
          const inBrackets = parser.stack.some(({ type }) => type === 'flow-collection');
          const sign = signFault(lexeme, text, offset, isBegun, inBrackets);
          if (sign) signs.add(sign);
          signedTo = sign?.end ?? signedTo;
        }
        isBegun = true;
        if (parts > bounds.parts) exceeded = manyParts(bounds, offset);
        else if (parser.stack.length > MOST_LEVELS + 2) exceeded = deep(offset);
        // The first of them are told, and say enough.
        if (exceeded || errors > MOST_ERRORS || signs.count > MOST_ERRORS) return;
      }
      offset += lexeme.length;
      isScalar = false;
    }
    yield* parser.end();
  };
  const [document] = withoutStacks(() => [...new Composer(OPTIONS).compose(tokens(), true, text.length)]);
  if (exceeded) return { signs, exceeded };
  return signs.count > MOST_ERRORS ? { signs } : { document: document as Document, signs };
}

function isSpaceOrComment(code: number): boolean {
  return code <= 0x20 || code === HASH || code === BYTE_ORDER_MARK;
}

/** The package makes an error of each sign that it cannot read, and only the first is told: their stacks take most of the time. */
function withoutStacks<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** The first error. Warnings are errors here: each is about a sign that a chronology does not use. */
export function firstError(document: Document): ParserError | undefined {
  let first: ParserError | undefined;
  for (const { code, message, pos } of [document.errors, document.warnings].flat())
    if (first === undefined || pos[0] < first.offset) first = { code, message, offset: pos[0] };
  if (first?.code !== 'MISSING_CHAR') return first;
  // An open quote takes in what follows: the error is placed where the quote opens.
  const { offset } = first;
  let opening: number | undefined;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (!type?.startsWith('QUOTE') || range?.[1] !== offset) return undefined;
      [opening] = range;
      return visit.BREAK;
    },
  });
  return { ...first, offset: opening ?? offset };
}

function sizeFault(text: string, bounds: Bounds): SourceFault | undefined {
  if (text.length > bounds.lines && hasMoreLines(text, bounds.lines)) {
    const message = `more than ${bounds.kind} may hold (${counted(bounds.lines, 'line')})`;
    return { offset: 0, message, advice: 'a shorter text, or several files' };
  }
  if (text.length * 3 <= bounds.bytes || Buffer.byteLength(text) <= bounds.bytes) return undefined;
  const message = `larger than ${bounds.kind} may be (${sizeInWords(bounds.bytes)})`;
  return { offset: 0, message, advice: 'a shorter text, or several files' };
}

function hasMoreLines(text: string, most: number): boolean {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1 && count <= most; at = text.indexOf('\n', at + 1)) count += 1;
  return count > most;
}

function manyParts({ kind, parts }: Bounds, offset: number): SourceFault {
  const message = `more than ${kind} may hold (${grouped(parts)} names, values and signs)`;
  return { offset, message, advice: 'fewer fields, or several files' };
}

function deep(offset: number): SourceFault {
  const message = `more than ${MOST_LEVELS} lists and fields within each other`;
  return { offset, message, advice: 'the depth that the annotated example in events/README.md has' };
}

/** The fault of a sign that has a meaning of its own to YAML, and which a reader takes for a part of the text. */
function signFault(
  lexeme: string,
  text: string,
  offset: number,
  isBegun: boolean,
  inBrackets: boolean,
): SourceFault | undefined {
  switch (lexeme[0]) {
    case '&':
    case '!':
    case '*': {
      const message = `${lexeme[0]} before a value has a meaning of its own, and would be lost from the text`;
      return { offset, message, ...adviceOnSign(lexeme, text, offset, inBrackets) };
    }
    case '?': {
      if (lexeme !== '?') return undefined;
      if (isFirstOfLine(text, offset))
        return { offset, message: '? and a space before the name of a field', advice: 'a plain word before the colon' };
      const { text: whole, end } = plainTextAt(text, offset, inBrackets);
      return {
        offset,
        end,
        message: 'a text cannot begin with ? and a space',
        advice: quotedWhole(whole, leadAt(text, offset)),
      };
    }
    case '%':
      return { offset, message: 'a line that begins with % is an instruction to YAML', advice: 'the file without it' };
    case '-':
      // The line `---` before everything else is a habit of many, and says nothing.
      return lexeme === '---' && isBegun
        ? { offset, message: 'a second document begins here', advice: 'one document a file, without --- inside it' }
        : undefined;
    case '.':
      return lexeme === '...'
        ? { offset, message: '... ends the document', advice: 'the file without this line' }
        : undefined;
    default:
      return undefined;
  }
}

/** What to write in the place of a sign and what stands behind it: nearly always the whole text, in quotes. */
function adviceOnSign(
  sign: string,
  text: string,
  offset: number,
  inBrackets: boolean,
): Pick<SourceFault, 'advice' | 'end'> {
  const { text: whole, end } = plainTextAt(text, offset, inBrackets);
  const [rest = ''] = text.slice(offset + sign.length, offset + sign.length + 400).split('\n', 1);
  const restOfLine = rest.trim();
  if (isFirstOfLine(text, offset) && /^[\w-]*\s*:(\s|$)/.test(restOfLine))
    return { end, advice: restOfLine.startsWith(':') ? 'a plain word before the colon' : `${restOfLine} alone` };
  // A list or quotes are no part of a text that begins with the sign.
  if (/^[[{"']/.test(restOfLine)) return { end, advice: `${inBrackets ? 'the value' : restOfLine} alone` };
  if (!/(?:^[\s-]*|[:,[{]\s*)$/.test(lineBefore(text, offset))) return { end, advice: QUOTES_AROUND_ALL };
  if (restOfLine === '' && isAboveFields(text, offset))
    return { end, advice: `the fields or the list below alone; a text that begins with ${sign[0]} in quotes` };
  const bare = whole.slice(sign.length).trim();
  // The tags of YAML itself, which other programs write.
  const isOfYaml = /^!(!|<)/.test(sign) && bare !== '' && !bare.includes('\n');
  const lead = leadAt(text, offset);
  const quotes = quotedWhole(whole, lead);
  return { end, advice: isOfYaml ? `${lead}${bare}; or ${quotes}` : quotes };
}

/** Whether nothing but dashes stands before it on its line. */
function isFirstOfLine(text: string, offset: number): boolean {
  return /^[\s-]*$/.test(lineBefore(text, offset));
}

/** Whether fields or items follow that are deeper than the field on the line of the offset, or items at its depth. */
function isAboveFields(text: string, offset: number): boolean {
  const before = lineBefore(text, offset);
  const name = before.search(/[^\s-]/);
  const depth = name === -1 ? before.lastIndexOf('-') : name;
  const [, below = '', dash] =
    /^[^\n]*\n(?:[ \t]*\r?\n)*( *)(?:(- )|[\w-]+:(?:\s|$))/.exec(text.slice(offset, offset + 400)) ?? [];
  return below.length > depth || (dash !== undefined && below.length === depth);
}

function lineBefore(text: string, offset: number): string {
  return text.slice(Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - 400), offset);
}
