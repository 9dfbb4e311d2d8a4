/** What a view is called: the days that it is narrowed to, in words. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { wordsOf } from '../../src/chronology/languages/languages.ts';
import { parseQuery } from '../../src/chronology/query/query.ts';
import { formatBounds } from '../../src/formats/view/view.ts';
import { chronologyOf } from '../support/chronologies.ts';

const TODAY = '2026-12-24';

const chronology = chronologyOf({ 'an-event': {} });

describe('the days that a view is narrowed to', () => {
  const table: readonly [parameters: string, english: string, japanese: string][] = [
    ['', '', ''],
    ['from=2022-04', 'from April 2022', '2022年4月以降'],
    ['from=2022-12-24', 'from 24 December 2022', '2022年12月24日以降'],
    ['to=1991', 'to 1991', '1991年まで'],
    ['from=2022-12&to=2022-12', 'December 2022', '2022年12月'],
    ['from=1991&to=1995', '1991 to 1995', '1991年～1995年'],
    ['from=2019-11&to=2022-02', 'November 2019 to February 2022', '2019年11月～2022年2月'],
    ['from=0976&to=2022-02-01', 'AD 976 to 1 February 2022', '西暦976年～2022年2月1日'],
  ];
  for (const [parameters, english, japanese] of table)
    it(`?${parameters}: ${english || 'nothing'}`, () => {
      const query = parseQuery(new URLSearchParams(parameters), chronology, TODAY);
      assert.ok(query.ok);
      assert.deepEqual(
        [formatBounds(query.value, 'en', wordsOf('en')), formatBounds(query.value, 'ja', wordsOf('ja'))],
        [english, japanese],
      );
    });
});
