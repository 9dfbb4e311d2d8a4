/** No text is drawn wider than it was measured, and none is cut within a letter or a word that has room. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cut, shortened, textWidth } from '../../src/formats/overview/fitting/letter-width.ts';
import { lettersOf } from '../../src/formats/view/letters.ts';
import { advancesOf } from '../support/font-advances.ts';

/** The font of PNG. */
const SHIPPED = '@expo-google-fonts/biz-udpgothic';
const WEIGHTS = [
  { bold: false, file: `${SHIPPED}/400Regular/BIZUDPGothic_400Regular.ttf` },
  { bold: true, file: `${SHIPPED}/700Bold/BIZUDPGothic_700Bold.ttf` },
];

describe('the width of a text', () => {
  for (const { bold, file } of WEIGHTS)
    it(`in a document is as much as the font of PNG needs${bold ? ', in bold' : ''}`, () => {
      const advances = advancesOf(file);
      const wider: string[] = [];
      for (let code = 0x20; code < 0xffff; code += 1) {
        const letter = String.fromCharCode(code);
        const needed = advances(letter);
        if (needed === undefined || !letter.isWellFormed()) continue;
        const measured = textWidth(letter, { fontSize: 1000, bold, medium: 'document' });
        if (measured < needed) wider.push(`${letter} ${needed} > ${measured}`);
      }
      assert.deepEqual(wider, []);
    });

  it('is that of its letters, on a page never more than in a document', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.boolean(), (a, b, bold) => {
        const [onPage, inDocument] = [
          { fontSize: 12, bold },
          { fontSize: 12, bold, medium: 'document' as const },
        ];
        assert.ok(textWidth(a + b, onPage) <= textWidth(a + b, inDocument));
        const sum = textWidth(a, inDocument) + textWidth(b, inDocument);
        assert.ok(Math.abs(textWidth(a + b, inDocument) - sum) < 1e-6);
      }),
    );
  });
});

describe('a text that is cut', () => {
  const font = { fontSize: 10 };
  const table: readonly (readonly [text: string, room: number, cut: string])[] = [
    ['Two ministers', 100, 'Two ministers'],
    ['Two ministers met', 85, 'Two ministers…'],
    ['Two ministers, all met', 95, 'Two ministers…'],
    ['Two undersecretariesgeneral', 90, 'Two undersecr…'],
    ['Donaudampfschifffahrt', 60, 'Donauda…'],
    ['日本と中央アジアの対話', 60, '日本と中央…'],
    ['日本・中央アジア', 40, '日本…'],
    ['👩‍🚀👩‍🚀👩‍🚀', 60, '👩‍🚀…'],
    ['e\u0301'.repeat(9), 45, `${'e\u0301'.repeat(2)}…`],
    ['か\u3099'.repeat(9), 50, `${'か\u3099'.repeat(2)}…`],
    ['葛\u{e0100}'.repeat(9), 50, `${'葛\u{e0100}'.repeat(2)}…`],
    ['ประชุมรัฐมนตรี', 50, 'ประชุม…'],
    ['W', 5, '…'],
  ];
  for (const [text, room, expected] of table)
    it(`“${text}” in ${room} px`, () => assert.equal(cut(text, room, font), expected));

  const graphemes = fc.oneof(
    fc.constantFrom('👩‍🚀', '👍🏽', 'e\u0301', 'か\u3099', '葛\u{e0100}', ' ', '、', 'a', '漢', '🇯🇵'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  it('has room, and holds whole letters, be they of any script', () => {
    fc.assert(
      fc.property(fc.array(graphemes, { maxLength: 40 }), fc.integer({ min: 20, max: 300 }), (parts, room) => {
        const text = parts.join('');
        const found = cut(text, room, font);
        assert.ok(textWidth(found, font) <= room);
        if (found === text) return;
        assert.ok(found.endsWith('…'));
        const letters = [...lettersOf(text)];
        const kept = found.slice(0, -1);
        assert.ok(
          letters.some(
            (_, end) =>
              letters
                .slice(0, end)
                .join('')
                .replace(/[\s,;:–—・、]+$/u, '') === kept,
          ),
          JSON.stringify([text, found]),
        );
      }),
    );
  });

  it('as a name ends behind a word, and is none where most of it has no room', () => {
    assert.equal(shortened('Two ministers met', 85, font), 'Two ministers…');
    assert.equal(shortened('Two undersecretariesgeneral', 90, font), undefined);
    assert.equal(shortened('日本と中央アジアの対話', 60, font), undefined);
  });
});
