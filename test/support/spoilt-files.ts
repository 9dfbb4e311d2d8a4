/** Files of chronologies, spoilt at random: by tokens of YAML, nests, aliases, tags, values of other kinds, and characters that nobody writes. */
import fc from 'fast-check';
import { anyCharacter } from './any-character.ts';
import { injected } from './hostile-requests.ts';

/** Where something is done, as a share of what is there, and with what. */
type Place = number;

const tokens = fc.constantFrom(
  ...[
    '- ',
    ': ',
    '\n',
    '  ',
    '\t',
    '[',
    ']',
    '{',
    '}',
    ',',
    '|',
    '>',
    '|-\n',
    '>+9\n',
    '"',
    "'",
    '#',
    ' #',
    '---\n',
    '...\n',
    '? ',
  ],
  ...[
    '&a ',
    '*a',
    '*none',
    '<<: ',
    '!!binary ',
    '!!set ',
    '!!js/function ',
    '!<tag:x,1> ',
    '!',
    '%YAML 9.9\n',
    '%TAG ! x\n',
    '~',
    '@',
    '`',
    '\\',
  ],
  ...[
    '\r',
    '\r\n',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\u0000',
    '\u0007',
    '\u200b',
    '\u202e',
    '\ud800',
    '\uffff',
    '\u{10ffff}',
    'e\u0301',
    'ﬁ',
    '𝟮𝟬𝟮𝟮',
  ],
);

const values = fc.oneof(
  fc.constantFrom(
    ...[
      'null',
      'true',
      'no',
      '.inf',
      '.nan',
      '-0',
      '0x1F',
      '0o17',
      '012',
      '1_000',
      '1e400',
      '9'.repeat(400),
      `0.${'1'.repeat(90)}`,
      '2022-13-45',
      '2022-02-30',
      '10000',
      '-0001',
      'Y99999',
      '2022-12-24T25:61',
      '2022/2021',
      '../..',
      '[..]',
    ],
    ...[
      '[]',
      '{}',
      '[[]]',
      '{a: {a: {}}}',
      '[a, b]',
      '{ id: x }',
      '{ en: x, ja: y, xx: z }',
      '{ __proto__: x }',
      '{ constructor: { prototype: x } }',
      '&a [*a]',
      '!!binary aGk=',
      '"\\ud800"',
      '"\\x00"',
      '""',
      "''",
    ],
    ...[
      'javascript:alert(1)',
      'http://[::1',
      'https://user:password@example.org/',
      'file:///etc/passwd',
      '/etc/passwd',
      '../../secret.txt',
      'x@',
      'UZ',
      'tokyo',
      'meeting',
    ],
  ),
  injected.map((text) => JSON.stringify(text)),
  injected,
  fc.string({ unit: anyCharacter, maxLength: 12 }),
  fc.nat(6).map((power) => 'x'.repeat(10 ** Math.min(power, 5))),
);

const nest = fc
  .tuple(fc.constantFrom('[', '{a: ', '- ', '? ', '"', '&a [*a, ', '!!seq ['), fc.nat(2000))
  .map(([unit, count]) => unit.repeat(count));

/** As small files get large: each name stands for ten of the one before. */
const bomb = fc.nat(9).map((depth) => {
  const lines = Array.from(
    { length: depth },
    (_, index) => `b${index + 1}: &b${index + 1} [${Array(10).fill(`*b${index}`).join(', ')}]\n`,
  );
  return `b0: &b0 [x, x]\n${lines.join('')}`;
});

export type Spoiling = (text: string) => string;

const place = fc.double({ min: 0, max: 1, noNaN: true });

function at(text: string, share: Place): number {
  return Math.floor(share * text.length);
}

/** Begin and end of a piece: a token between signs and spaces, a line, or the value of a field. */
function pieceAt(text: string, share: Place, kind: 'token' | 'line' | 'value'): readonly [from: number, to: number] {
  const pattern = { token: /[\s:,[\]{}"'|>#&*!-]+|[^\s:,[\]{}"'|>#&*!-]+/g, line: /.*\n?/g, value: /(?<=: )[^\n]+/g }[
    kind
  ];
  const found = [...text.matchAll(pattern)].filter(([whole]) => whole !== '');
  const piece = found[Math.min(Math.floor(share * found.length), found.length - 1)];
  return piece === undefined ? [text.length, text.length] : [piece.index, piece.index + piece[0].length];
}

function replaced(text: string, [from, to]: readonly [number, number], by: string): string {
  return `${text.slice(0, from)}${by}${text.slice(to)}`;
}

const kinds = fc.constantFrom('token' as const, 'line' as const, 'value' as const);
const spoiling: fc.Arbitrary<Spoiling> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(place, values).map(
      ([share, by]) =>
        (text: string) =>
          replaced(text, pieceAt(text, share, 'value'), by),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(place, tokens).map(
      ([share, by]) =>
        (text: string) =>
          replaced(text, [at(text, share), at(text, share)], by),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(place, kinds).map(
      ([share, kind]) =>
        (text: string) =>
          replaced(text, pieceAt(text, share, kind), ''),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(place, place, kinds).map(([one, other, kind]) => (text: string) => {
      const [from, to] = pieceAt(text, one, kind);
      return replaced(text, pieceAt(text, other, kind), text.slice(from, to));
    }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(place, kinds, fc.integer({ min: 2, max: 30 })).map(([share, kind, times]) => (text: string) => {
      const [from, to] = pieceAt(text, share, kind);
      return replaced(text, [from, to], text.slice(from, to).repeat(times));
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(place, nest).map(
      ([share, by]) =>
        (text: string) =>
          replaced(text, pieceAt(text, share, 'value'), by),
    ),
  },
  { weight: 1, arbitrary: bomb.map((by) => (text: string) => `${by}${text}`) },
  { weight: 1, arbitrary: place.map((share) => (text: string) => text.slice(0, at(text, share))) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\r\n', '\r', '\n\n').map((end) => (text: string) => text.replaceAll('\n', end)),
  },
);

/** One to four spoilings, one after the other. */
export const anySpoiling: fc.Arbitrary<Spoiling> = fc
  .array(spoiling, { minLength: 1, maxLength: 4 })
  .map((all) => (text) => all.reduce((before, spoil) => spoil(before), text));
