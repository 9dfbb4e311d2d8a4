/** A text that is cut says so, and no word of it is cut. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { beginningOf } from '../../src/formats/view/beginning.ts';
import { chronologyIn, SHIPPED } from '../support/service.ts';

describe('the beginning of a text', () => {
  const table: readonly (readonly [text: string, room: number, beginning: string])[] = [
    ['Two ministers met. They agreed.', 80, 'Two ministers met.'],
    ['Two ministers met', 80, 'Two ministers met'],
    ['Two ministers met in Tokyo and agreed on much. They left.', 30, 'Two ministers met in Tokyo…'],
    ['In Tokyo, ministers met', 16, 'In Tokyo…'],
    ['Mr. Abe met the U.N. Secretary-General. They agreed.', 80, 'Mr. Abe met the U.N. Secretary-General.'],
    ['He said “we agree.” They left.', 80, 'He said “we agree.”'],
    ['About 3.5 million people came. They left.', 80, 'About 3.5 million people came.'],
    ['One\n  line', 80, 'One line'],
    ['日本が外交関係を結んだ。後に総括した。', 80, '日本が外交関係を結んだ。'],
    ['高市総理大臣と中央アジア5か国の大統領が一堂に会した。', 32, '高市総理大臣と中央アジア5か国の…'],
    ['日本、カザフスタン、ウズベキスタン', 24, '日本、カザフスタン…'],
    ['ย่างกุ้งและกรุงเทพ', 9, 'ย่างกุ้ง…'],
    ['', 80, ''],
  ];
  for (const [text, room, beginning] of table)
    it(`of “${text}”`, () => assert.equal(beginningOf(text, room), beginning));

  it('begins the text, is no longer than there is room, and ends where a word or a sentence does', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 20, max: 100 }), (text, room) => {
        const beginning = beginningOf(text, room);
        assert.ok(beginning.length <= room);
        const kept = beginning.replace(/…$/, '');
        assert.ok(text.startsWith(kept));
        assert.match(text.slice(kept.length), /^(?:$|[ ,.])/);
      }),
    );
  });

  it('is told of each summary that ships, in both languages', async () => {
    const { events } = await chronologyIn(SHIPPED);
    for (const { slug, summary } of events)
      for (const text of Object.values(summary)) assert.match(beginningOf(text ?? '', 80), /\S{2,}.*[.…。]$/u, slug);
  });
});
