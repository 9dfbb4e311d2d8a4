/** Prose: a text with a little of Markdown (CommonMark's links, emphasis and bullet lists), as blocks of runs or as plain text. */
import MarkdownIt from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';

/** Consecutive characters that look alike and lead to the same address. */
export interface ProseRun {
  readonly text: string;
  readonly emphasis?: 'weak' | 'strong' | 'both';
  /** With http or https. */
  readonly href?: string;
}

/** A paragraph, or an item of a list; consecutive items are one list. */
export interface ProseBlock {
  readonly kind: 'paragraph' | 'item';
  readonly runs: readonly ProseRun[];
}

/**
 * Headings, code, quotations, tables and HTML are text, as they are in any other field. The plugin lets emphasis begin and
 * end beside the brackets of Chinese and Japanese, where the letters of CommonMark's rules would have a space.
 */
const markdown = new MarkdownIt('zero').use(cjkFriendly).enable(['emphasis', 'escape', 'link', 'list']);
markdown.validateLink = isLinkAddress;

/** Whether a link may lead to the address. */
function isLinkAddress(address: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(address) && URL.canParse(address);
}

/** What a text has to have that is not plain; most texts have none of it, and parsing takes a hundred times as long. */
const MARKS = /[*_[\\]|^ {0,3}[-+] |\n[^\S\n]*\n/m;
/** Numbers at the beginning of a line are years more often than lists: “1986. The year of …”. */
const NUMBER_AT_BEGIN = /^([^\S\n]*\d+)([.)])(?=\s)/gm;

/** A backslash that stands before no mark is one, as it is in other fields. */
const BACKSLASH = /\\([*_[\]\\+-]?)/g;

/** At least one block with one run, for what is not blank. */
export function proseOf(text: string): readonly ProseBlock[] {
  if (!MARKS.test(text)) return [{ kind: 'paragraph', runs: [{ text }] }];
  const blocks: ProseBlock[] = [];
  let depth = 0;
  const source = text
    .replace(BACKSLASH, (written, mark) => (mark === '' ? '\\\\' : written))
    .replace(NUMBER_AT_BEGIN, '$1\\$2');
  for (const token of markdown.parse(source, {})) {
    if (token.type === 'list_item_open') depth += 1;
    else if (token.type === 'list_item_close') depth -= 1;
    else if (token.type === 'inline')
      blocks.push({ kind: depth > 0 ? 'item' : 'paragraph', runs: runsOf(token.children) });
  }
  const told = blocks.filter(({ runs }) => runs.length > 0);
  // A hyphen alone would be a list of nothing.
  return told.length > 0 ? told : [{ kind: 'paragraph', runs: [{ text }] }];
}

function runsOf(tokens: ReturnType<typeof markdown.parse> | null): readonly ProseRun[] {
  const runs: ProseRun[] = [];
  let [weak, strong] = [0, 0];
  let href: string | undefined;
  for (const token of tokens ?? []) {
    if (token.type === 'em_open') weak += 1;
    else if (token.type === 'em_close') weak -= 1;
    else if (token.type === 'strong_open') strong += 1;
    else if (token.type === 'strong_close') strong -= 1;
    else if (token.type === 'link_open') {
      // The library asks nobody about an address that is empty.
      const address = String(token.attrGet('href'));
      href = isLinkAddress(address) ? address : undefined;
    } else if (token.type === 'link_close') href = undefined;
    else if (token.content !== '') {
      const emphasis = weak > 0 && strong > 0 ? 'both' : strong > 0 ? 'strong' : weak > 0 ? 'weak' : undefined;
      runs.push({ text: token.content, ...(emphasis && { emphasis }), ...(href !== undefined && { href }) });
    }
  }
  return runs;
}

/**
 * The same without marks: blocks with an empty line between them, and items on lines of their own behind a bullet.
 *
 * @param withAddresses Whether the address of a link stands behind it in brackets, where nothing else leads there.
 */
export function plainProse(text: string, { withAddresses = false } = {}): string {
  if (!MARKS.test(text)) return text;
  let plain = '';
  let before: ProseBlock['kind'] | undefined;
  for (const { kind, runs } of proseOf(text)) {
    if (before !== undefined) plain += kind === 'item' && before === 'item' ? '\n' : '\n\n';
    if (kind === 'item') plain += '• ';
    runs.forEach(({ text: run, href }, index) => {
      plain += run;
      const isLast = href !== undefined && runs[index + 1]?.href !== href;
      if (withAddresses && isLast && run !== href) plain += ` (${href})`;
    });
    before = kind;
  }
  return plain;
}

/** A link of Markdown as it is written: its words in square brackets, its address in round ones, which may have such brackets itself. */
const WRITTEN_LINK = /(?<!\\)\[([^\][\n]*)\]\(((?:[^()\n]|\([^()\n]*\))*)\)/g;

/** The first link of which readers have nothing: it leads nowhere, or has no words that lead. Undefined where there is none. */
export function linkFaultIn(text: string): { readonly link: string; readonly reason: 'address' | 'words' } | undefined {
  for (const [link, words = '', written = ''] of text.matchAll(WRITTEN_LINK)) {
    const address = written
      .trim()
      .replace(/^<(.*)>$/, '$1')
      .replace(/\s+["'].*$/, '');
    if (!isLinkAddress(address)) return { link, reason: 'address' };
    if (words.trim() === '') return { link, reason: 'words' };
  }
  return undefined;
}
