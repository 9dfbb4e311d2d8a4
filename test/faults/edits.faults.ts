/** Thousands of edits of a folder that is served, right, wrong and half-written: in the end it serves what a new start serves, and holds no more memory than before. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { eventText } from '../support/chronologies.ts';
import { annalsServe, annalsServeMeasured } from '../support/command.ts';
import { anyEdit, EditedFolder } from '../support/edited-folder.ts';
import { addressesOf, answersAt } from '../support/every-address.ts';
import { until } from '../support/outcome.ts';
import { seedOf } from '../support/seed.ts';
import { BASE_URL, chronologyIn, requestTo } from '../support/service.ts';

/** For trying: a part of them. */
const SHARE = Number(process.env.FAULTS_SHARE ?? 1);
const EDITS_A_PART = Math.ceil(1000 * SHARE);
const PARTS = 3;

/** After the first part, all that is kept once is kept; each part leaves as much again where something leaks. */
const MOST_GROWTH = 1.3;

const titled = (en: string, fields = {}) => eventText({ title: { en, ja: `「${en}」` }, ...fields });
const WHENS = ['2022-12-24', '2022-12', '2021', '[2022-12..]', '2022-12-24/..'];

/** What a reader asks for all the time, and always gets. */
const READ = ['/en/', '/ja/calendar.ics', '/feed.rss', '/en/events.json', '/en/?q=title', '/en/subscribe'];

describe('a folder that is edited at random', () => {
  it('is served all the time, in the end as by a new start, and takes no more memory', async (t) => {
    const folder = new EditedFolder({ alpha: titled('Alpha'), beta: titled('Beta') });
    const served = await annalsServeMeasured({ EVENTS_DIR: folder.root, BASE_URL });
    let isDone = false;
    let answered = 0;
    const reading = (async () => {
      while (!isDone)
        for (const path of READ) {
          const { status } = await requestTo(served.port, path);
          assert.equal(status, 200, path);
          answered += 1;
          await setTimeout(2);
        }
    })();
    /** All is right, and is served. */
    const settle = async (title: string) => {
      folder.do({ kind: 'mend' });
      for (const [index, path] of folder.files.entries())
        folder.replace(path, titled(`${title} ${path}`, { when: WHENS[index % WHENS.length] }));
      folder.write('events/omega.yaml', titled(title));
      await until(`${title} on the page`, async () =>
        (await requestTo(served.port, '/en/')).text.includes(`${title}<`),
      ).catch((error) => assert.fail(`${error}\n${served.said.stderr.slice(-2000)}`));
    };
    const held: number[] = [];
    for (let part = 0; part < PARTS; part += 1) {
      for (const edit of fc.sample(anyEdit, { numRuns: EDITS_A_PART, seed: seedOf(part) })) {
        folder.do(edit);
        // Readings come between edits, and edits between readings.
        await setTimeout(0);
      }
      await settle(`After part ${part}`);
      held.push((await served.measure()).heldMebibytes);
    }
    isDone = true;
    await reading;
    t.diagnostic(`${answered} answers; held after each part: ${held.map((size) => size.toFixed(1)).join(', ')} MiB`);

    const addresses = addressesOf(await chronologyIn(folder.root));
    const given = await answersAt(served.port, addresses);
    const fresh = await annalsServe({ EVENTS_DIR: folder.root, BASE_URL });
    assert.deepEqual(given, await answersAt(fresh.port, addresses));
    const [first = 0] = held;
    assert.ok((held.at(-1) ?? 0) < MOST_GROWTH * first, `${held.join(', ')} MiB`);
    for (const { status } of await Promise.all(READ.map((path) => requestTo(served.port, path))))
      assert.equal(status, 200);
    await Promise.all([served.stop(), fresh.stop()]);
  });
});
