/** The same folder gives the same bytes and ETags: under any time zone and locale, in any order, after any restart. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { annalsServe } from './support/command.ts';
import type { Environment } from './support/environment.ts';
import { addressesIn, answersAt, MISTAKEN, representativesOf } from './support/every-address.ts';
import { BASE_URL, EVERY_DATE, SHIPPED } from './support/service.ts';

/** What a new process answers to each address. */
async function answers(
  addresses: readonly string[],
  folder: string,
  env: Environment,
): Promise<Readonly<Record<string, string>>> {
  const { port, stop } = await annalsServe({ EVENTS_DIR: folder, BASE_URL, ...env });
  const given = await answersAt(port, addresses);
  assert.equal((await stop()).code, 0);
  return given;
}

const HOME: Environment = { TZ: 'UTC', LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };

/** West of Greenwich, by the words of Japan. */
const ELSEWHERE: Environment = { TZ: 'America/New_York', LANG: 'ja_JP.UTF-8', LC_ALL: 'ja_JP.UTF-8' };

/**
 * What differs by zone and locale are dates, of which one chronology has every kind: it is compared between the zones farthest
 * from each other. The other has more to put in order, and is compared with home.
 */
for (const [name, folder, first] of [
  ['the shipped chronology', SHIPPED, HOME],
  ['the chronology of every kind of date', EVERY_DATE, ELSEWHERE],
] as const)
  describe(name, { concurrency: 3 }, async () => {
    const addresses = representativesOf(await addressesIn(folder));
    const expected = answers(addresses, folder, first);

    it('has something to compare', async () => {
      const given = Object.values(await expected);
      assert.equal(given.length, addresses.length + 6);
      assert.equal(given.filter((answer) => /^200 "[\w-]{27}" /.test(answer)).length, given.length - MISTAKEN.length);
      assert.ok(new Set(given).size > addresses.length / 2);
    });

    it('is the same after a restart, whatever was asked for before, under a locale with small letters, weeks and numbers of its own and a day that starts elsewhere', async () => {
      const env = { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' };
      assert.deepEqual(await answers([...addresses].reverse(), folder, env), await expected);
    });
  });
