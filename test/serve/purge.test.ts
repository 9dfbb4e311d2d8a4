/** Purges: a shared cache, here one of the test's own, is told which keys each edit touches, and again where it was not reached. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { Purger } from '../../src/serve/purge.ts';
import { parseSettings } from '../../src/serve/settings.ts';
import { eventText, VOCABULARY } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { follow } from '../support/followed-folder.ts';
import { until } from '../support/outcome.ts';
import { requestTo } from '../support/service.ts';

/** A cache on loopback, and the keys of each purge that it took; the first answers are those that are given. */
async function cache(answers: number[] = []) {
  const purges: string[][] = [];
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const status = answers.shift() ?? 204;
    if (status < 300) {
      assert.equal(request.method, 'PURGE');
      purges.push(String(request.headers['surrogate-key']).split(' '));
    }
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, purges, asked: () => asked };
}

function purger(urls: readonly string[]) {
  const warnings: string[] = [];
  const own = new Purger({ urls, warn: (text) => warnings.push(text), firstWaitMilliseconds: 1 });
  after(() => own.stop());
  return { own, warnings };
}

describe('a purge', () => {
  it('reaches every cache, and asks for nothing where nothing is touched', async () => {
    const [one, other] = [await cache(), await cache()];
    const { own } = purger([one.url, other.url]);
    own.purge([]);
    own.purge(['pages', 'type-meeting']);
    await until('both', () => one.purges.length === 1 && other.purges.length === 1);
    assert.deepEqual([one.purges, other.purges], [[['pages', 'type-meeting']], [['pages', 'type-meeting']]]);
  });

  it('is tried again with the keys of later edits, and of very many it takes all', async () => {
    const { url, purges, asked } = await cache([503, 503]);
    const { own, warnings } = purger([url]);
    own.purge(['one']);
    await until('a failure', () => asked() > 0);
    own.purge(['two']);
    await until('the purge', () => new Set(purges.flat()).size === 2);
    assert.deepEqual([...new Set(purges.flat())].sort(), ['one', 'two']);
    own.purge(Array.from({ length: 100 }, (_, index) => `event-${'long-'.repeat(8)}${index}`));
    await until('all', () => purges.flat().includes('annals'));
    const late = `${url} was not reached, and is asked again for some minutes: status 503`;
    assert.deepEqual([purges.at(-1), warnings[0], new Set(warnings).size], [['annals'], late, 1]);
  });

  it('that a cache refuses is told to the operator, and does not keep other caches from theirs', async () => {
    const [refusing, other] = [await cache([403]), await cache()];
    const { own, warnings } = purger([refusing.url, other.url]);
    own.purge(['one']);
    await until('the warning', () => warnings.length > 0 && other.purges.length > 0);
    assert.deepEqual(warnings, [
      `${refusing.url} was not told what to purge, and may answer from before the edit: status 403`,
    ]);
    assert.equal(refusing.asked(), 1);
  });
});

describe('the service', () => {
  it('purges all when it starts, and what an edit touches once that is served', async () => {
    const { url, purges } = await cache();
    const folder = new EditedFolder({
      alpha: eventText({ countries: ['JP'] }),
      beta: eventText({ countries: ['UZ'] }),
    });
    const { live, edit, warnings } = await follow(folder, { PURGE_URLS: url });
    await until('the first purge', () => purges.length === 1);
    assert.deepEqual(purges, [['annals']]);

    await edit(() =>
      folder.write('events/beta.yaml', eventText({ countries: ['UZ'], title: { en: 'New', ja: '新' } })),
    );
    await until('the second purge', () => purges.length === 2);
    const touched = new Set(purges[1]);
    for (const key of ['pages', 'views', 'event-beta', 'country-UZ']) assert.ok(touched.has(key), key);
    for (const key of ['annals', 'event-alpha', 'country-JP']) assert.ok(!touched.has(key), key);
    const { headers } = await requestTo(live.port, '/en/country/UZ/feed.rss');
    assert.ok(
      String(headers['surrogate-key'])
        .split(' ')
        .some((key) => touched.has(key)),
    );

    await edit(() => folder.write('people.yaml', (VOCABULARY['people.yaml'] ?? '').replace('Yoshimasa', 'Y.')));
    await until('the third purge', () => purges.length === 3);
    assert.deepEqual([purges[2], warnings], [['annals'], []]);
  });

  it('takes the addresses of caches, and refuses what is none', () => {
    const of = (text: string) => parseSettings({ PURGE_URLS: text });
    const parsed = of(' http://a.example/  https://b.example/x ');
    assert.ok('settings' in parsed);
    assert.deepEqual(parsed.settings.purgeUrls, ['http://a.example/', 'https://b.example/x']);
    for (const text of ['a.example', 'http://a.example/ http://', 'ftp://a.example/'])
      assert.deepEqual(of(text), {
        errors: [
          `PURGE_URLS is ${JSON.stringify(text)}: write the addresses of caches, separated by spaces, such as http://127.0.0.1:6081/`,
        ],
      });
    // A secret would never arrive, and is not printed either.
    for (const name of ['PURGE_URLS', 'WEBSUB_HUB'])
      for (const secret of ['user:s3cret', ':s3cret'])
        assert.deepEqual(parseSettings({ [name]: `https://${secret}@a.example/` }), {
          errors: [`${name} is "https://…@a.example/": write it without user name and password`],
        });
  });
});
