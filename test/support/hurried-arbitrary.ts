/** Random event files in the styles that people write, and the slips of a person in a hurry. */
import fc from 'fast-check';

/** The plain value of a file: texts, lists and fields. */
export type Plain = string | Plain[] | { [name: string]: Plain };

const words = fc
  .array(
    fc.constantFrom(
      'Ministers',
      'met',
      'in',
      'Tokyo',
      'and',
      'agreed',
      '9',
      '24',
      'December',
      'the',
      'text:an',
      'It’s',
      "it's",
      '(first)',
      'No. 9',
      'C#',
      'a/b',
      '100%',
      'AT&T',
      '5,000',
      '—',
      '外相会合',
      '第9回',
      'を開催。',
      '〜',
      '"quoted"',
      '#9',
      'x:',
      '[sic]',
      '- or -',
      '&Co',
      '!',
      '*',
      'de l’Asie',
      'null',
      '~',
      '“a”',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) => list.join(' '));

const id = fc.constantFrom('tokyo', 'hayashi-yoshimasa', 'report-2022-12-24', 'loans', 'foreign-ministers', 'aifc');
const day = fc.constantFrom('2022-12-24', '2004-08', '1992', '2016-03/2023-11', '2004~');
const localized = fc.oneof(words, fc.record({ en: words, ja: words }));

const citation = fc.record(
  { source: id, paragraph: fc.constantFrom('1', '12'), for: fc.constantFrom('date', 'statement'), wording: words },
  { requiredKeys: ['source', 'paragraph', 'for', 'wording'] },
);

export const plainEvent: fc.Arbitrary<{ [name: string]: Plain }> = fc.record(
  {
    type: fc.constantFrom('meeting', 'visit'),
    when: day,
    title: localized,
    summary: localized,
    place: id,
    countries: fc.uniqueArray(fc.constantFrom('JP', 'KZ', 'UZ', 'TM'), { minLength: 1, maxLength: 4 }),
    people: fc.uniqueArray(fc.record({ id, office: localized, country: fc.constant('JP') }, { requiredKeys: ['id'] }), {
      minLength: 1,
      maxLength: 2,
      selector: ({ id: name }) => name,
    }),
    series: fc.record({ id, number: fc.constantFrom('9', '10') }),
    figures: fc.array(fc.record({ measure: id, value: fc.constantFrom('190', '2.5'), unit: fc.constant('JPY') }), {
      minLength: 1,
      maxLength: 2,
    }),
    disagreements: fc.array(localized, { minLength: 1, maxLength: 2 }),
    sources: fc
      .array(citation, { minLength: 1, maxLength: 3 })
      .map(([first, ...rest]) => [{ ...first, for: 'date' }, ...rest] as Plain[]),
    published: fc.constantFrom('2026-11-22', '2026-11-01'),
    revisions: fc.array(fc.record({ date: fc.constant('2026-12-03'), note: localized }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: ['type', 'when', 'title', 'summary', 'sources', 'published'] },
) as fc.Arbitrary<{ [name: string]: Plain }>;

/** Choices of the writer, one after the other. */
type Choose = (count: number) => number;

/** The value as YAML, each part in one of the styles that people use. */
export function written(value: { [name: string]: Plain }, choose: Choose): string {
  const lines: string[] = [];
  if (choose(6) === 0) lines.push('# An event.');
  if (choose(12) === 0) lines.unshift('---');
  writeFields(value, 0, lines, choose);
  return `${lines.join('\n')}\n`;
}

function writeFields(fields: { [name: string]: Plain }, depth: number, lines: string[], choose: Choose): void {
  for (const [name, value] of Object.entries(fields)) {
    // A comment at the beginning of an item would be deeper than the item before it, and could be a part of its text.
    if (choose(25) === 0 && (lines.length > 0 || depth === 0)) lines.push(`${' '.repeat(depth)}# ${name} follows`);
    if (choose(25) === 0) lines.push('');
    writeValue(`${' '.repeat(depth)}${name}:`, value, depth, lines, choose);
  }
}

function writeValue(lead: string, value: Plain, depth: number, lines: string[], choose: Choose): void {
  if (typeof value === 'string') writeText(lead, value, depth, lines, choose);
  else if (Array.isArray(value)) {
    const isShort = value.every((item) => typeof item === 'string' && /^[\w-]+$/.test(item));
    if (isShort && choose(2) === 0) lines.push(`${lead} [${value.join(', ')}]${comment(choose)}`);
    else {
      lines.push(`${lead}${comment(choose)}`);
      const inner = depth + (choose(3) === 0 ? 0 : 2);
      for (const item of value) writeItem(item, inner, lines, choose);
    }
  } else if (
    Object.values(value).every((inner) => typeof inner === 'string' && /^\w[\w’ -]*$/.test(inner)) &&
    choose(4) === 0
  )
    lines.push(
      `${lead} { ${Object.entries(value)
        .map(([name, inner]) => `${name}: ${inner}`)
        .join(', ')} }`,
    );
  else {
    lines.push(`${lead}${comment(choose)}`);
    writeFields(value, depth + 2, lines, choose);
  }
}

function writeItem(item: Plain, depth: number, lines: string[], choose: Choose): void {
  const lead = `${' '.repeat(depth)}-`;
  if (typeof item === 'string') writeText(lead, item, depth, lines, choose);
  else {
    const inner: string[] = [];
    writeFields(item as { [name: string]: Plain }, depth + 2, inner, choose);
    const first = inner.findIndex((line) => !/^\s*(#|$)/.test(line));
    lines.push(...inner.slice(0, first), `${lead} ${inner[first]?.trimStart()}`, ...inner.slice(first + 1));
  }
}

function writeText(lead: string, text: string, depth: number, lines: string[], choose: Choose): void {
  const inside = ' '.repeat(depth + 2);
  const isPlain = /^[\p{L}\p{N}(“]/u.test(text) && !/: |:$| #|^- |(^|\s)- /.test(text);
  const halves = split(text, choose);
  switch (choose(isPlain ? 8 : 5)) {
    case 0:
      lines.push(`${lead} '${text.replaceAll("'", "''")}'${comment(choose)}`);
      return;
    case 1:
      lines.push(`${lead} "${text.replace(/[\\"]/g, '\\$&')}"${comment(choose)}`);
      return;
    case 2:
      if (isInBlock(text)) {
        lines.push(`${lead} ${['>-', '>', '|', '|-'][choose(4)]}`, `${inside}${text}`);
        return;
      }
      break;
    case 3:
      if (halves?.every(isInBlock)) {
        lines.push(`${lead} >-`, ...halves.map((half) => `${inside}${half}`));
        return;
      }
      break;
    case 4:
      break;
    case 5:
      if (halves && /^[\p{L}\p{N}(]/u.test(halves[1] ?? '') && !/^\w+:/.test(halves[1] ?? '')) {
        lines.push(`${lead} ${halves[0]}`, `${inside}${halves[1]}`);
        return;
      }
      break;
    default:
      if (isPlain) {
        lines.push(
          `${lead} ${text}${/^[\w-]+$/.test(text) && /\d|^[a-z]+-/.test(text) && /(when|id|number|paragraph|source|measure|place|published|date):$/.test(lead) ? comment(choose) : ''}`,
        );
        return;
      }
  }
  lines.push(`${lead} '${text.replaceAll("'", "''")}'`);
}

function isInBlock(text: string): boolean {
  return !/^#|\s#(\s|$)|^\w+\s*:/.test(text);
}

function split(text: string, choose: Choose): [string, string] | undefined {
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  const at = spaces[choose(Math.max(spaces.length, 1))];
  return at === undefined ? undefined : [text.slice(0, at), text.slice(at + 1)];
}

function comment(choose: Choose): string {
  return choose(8) === 0 ? '   # see "Dates"' : '';
}

/** Pieces that slip in: typed by mistake, or pasted. */
const PIECES = [
  "'",
  '"',
  ':',
  ': ',
  ' #',
  ' # ',
  '#',
  '#9',
  ' #9 ',
  ',',
  '[',
  ']',
  '{',
  '}',
  '- ',
  '-',
  '? ',
  '&',
  '&Co ',
  '*',
  '*a ',
  '!',
  '! ',
  '!!timestamp ',
  '!x ',
  '%',
  '@',
  '`',
  '|',
  '>',
  '> ',
  '| ',
  '\\',
  '\\n',
  '\\x41',
  '\\u00e9',
  '\t',
  ' ',
  '  ',
  '\u00a0',
  '\u3000',
  '\u200b',
  '\ufeff',
  '\ufffd',
  '\u202e',
  '\u2066',
  '\u2069',
  '\u0000',
  '\u001b',
  '\u0085',
  '\u2028',
  '\r',
  '\n',
  '\n  ',
  '\n    ',
  '：',
  '、',
  '\n#',
  '\n  #',
  '\n    # ',
  '\n---\n',
  '\n...\n',
  '\n%YAML 1.1\n',
  '\n<<: *a\n',
  '<<<<<<< HEAD\n',
  '\n=======\n',
  '=',
  '~',
  'null',
  "''",
  '""',
  'ja: ',
  '\n  ja: ',
  '\nja: x',
  '\n      ja: x',
  '\nwhen: 2022',
  '\n  - x',
  '\n- x',
  '- x',
  '>-',
  '|2',
  '// ',
] as const;

type Edit = (text: string, choose: Choose) => string;

const onLines =
  (edit: (lines: string[], at: number, choose: Choose) => void): Edit =>
  (text, choose) => {
    const lines = text.split('\n');
    edit(lines, choose(lines.length), choose);
    return lines.join('\n');
  };

/** Replaces one of the places that a pattern finds. */
const at =
  (pattern: RegExp, replacement: (found: string, choose: Choose) => string): Edit =>
  (text, choose) => {
    const places = [...text.matchAll(pattern)];
    const place = places[choose(Math.max(places.length, 1))];
    if (!place) return text;
    return text.slice(0, place.index) + replacement(place[0], choose) + text.slice(place.index + place[0].length);
  };

const piece = (choose: Choose) => PIECES[choose(PIECES.length)] ?? '';

const EDITS: Readonly<Record<string, Edit>> = {
  'a piece anywhere': (text, choose) => {
    const place = choose(text.length + 1);
    return text.slice(0, place) + piece(choose) + text.slice(place);
  },
  'a piece before a value': at(/(?<=: |- )(?=\S)/g, (_, choose) => piece(choose)),
  'a piece behind a value': at(/(?<=\S)$/gm, (_, choose) => piece(choose)),
  'a piece between words': at(/ /g, (found, choose) => `${found}${piece(choose)}`),
  'a piece at the beginning of a line': at(/^/gm, (_, choose) => piece(choose)),
  'a piece before the text of a line': at(/^ *(?=\S)/gm, (found, choose) => found + piece(choose)),
  'a quotation mark less': at(/['"]/g, () => ''),
  'a colon less': at(/:/g, () => ''),
  'a space less': at(/ /g, () => ''),
  'no space behind a colon': at(/: /g, () => ':'),
  'another space behind a colon': at(
    /: /g,
    (_, choose) => [':\u00a0', ':\u3000', ':  ', ':\t', ' : ', '：'][choose(6)] ?? '',
  ),
  'another indentation': at(
    /^ +/gm,
    (found, choose) =>
      [`${found} `, `${found}  `, found.slice(1), found.slice(2), '', '\t', '\u3000', found.replaceAll(' ', '\u00a0')][
        choose(8)
      ] ?? '',
  ),
  'a line copied': onLines((lines, index, choose) => lines.splice(choose(lines.length + 1), 0, lines[index] ?? '')),
  'a line less': onLines((lines, index) => lines.splice(index, 1)),
  'two lines exchanged': onLines((lines, index, choose) => {
    const other = choose(lines.length);
    [lines[index], lines[other]] = [lines[other] ?? '', lines[index] ?? ''];
  }),
  'the indentation of two lines exchanged': onLines((lines, index) => {
    const [a = '', b = ''] = [lines[index], lines[index + 1]];
    const depth = (line: string) => /^ */.exec(line)?.[0] ?? '';
    if (index + 1 < lines.length)
      [lines[index], lines[index + 1]] = [depth(b) + a.trimStart(), depth(a) + b.trimStart()];
  }),
  'lines joined': at(/\n */g, () => ' '),
  'a line broken': at(/ (?=\S)/g, (_, choose) => `\n${' '.repeat(choose(7))}`),
  'a digit more or less': at(/\d/g, (found, choose) => ['', found + found, '/', '-'][choose(4)] ?? ''),
  'other quotation marks': at(
    /"[^"\n]*"|'[^'\n]*'/g,
    (found, choose) => ["'", '"', '“', ''][choose(4)] + found.slice(1, -1) + ["'", '"', '”', ''][choose(4)],
  ),
  'quotes around a part': at(/\S+(?= )/g, (found, choose) => (choose(2) === 0 ? `'${found}'` : `"${found}"`)),
};

/** Numbers from 0 for a writer and its slips, from a seed: a long list of random choices would shrink slowly. */
export function choices(seed: number): Choose {
  let state = seed >>> 0;
  return (count) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0x297a2d39) >>> 0;
    return ((mixed ^ (mixed >>> 16)) >>> 0) % count;
  };
}

/** A text after some slips, and which they were. */
export function hurried(text: string, count: number, choose: Choose): { text: string; slips: string[] } {
  const names = Object.keys(EDITS);
  const slips: string[] = [];
  let edited = text;
  for (let slip = 0; slip < count; slip += 1) {
    const name = names[choose(names.length)] ?? '';
    slips.push(name);
    edited = EDITS[name]?.(edited, choose) ?? edited;
  }
  return { text: edited, slips };
}
