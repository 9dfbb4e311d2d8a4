/** The exported site behind nginx, with the configuration beside it: the same headers as the service, and every link. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exportSite } from '../support/exported-site.ts';
import { parseHtml } from '../support/html.ts';
import { references } from '../support/markup.ts';
import { nginx, serveByNginx } from '../support/proxies.ts';
import { EVERY_DATE, requestTo, serve } from '../support/service.ts';

const BASE = '/kyoto/年表';
/** Of a connection, of one coding, of a file, which each server has of its own, and the keys by which a service purges caches. */
const OWN =
  /^(?:surrogate-key|cache-tag|date|connection|keep-alive|etag|last-modified|accept-ranges|content-length|vary|server|transfer-encoding)$/;

describe('an exported site behind nginx', { skip: nginx.missing ?? false }, async () => {
  if (nginx.missing !== undefined) return;
  const site = await exportSite(EVERY_DATE, { baseUrl: `https://annals.example${BASE}` });
  const baseUrl = new URL(`https://annals.example${BASE}`).href;
  const base = new URL(baseUrl).pathname;
  const service = await serve({ folder: EVERY_DATE, baseUrl });
  const port = await serveByNginx(site.root);
  const ask = (path: string, headers = {}) => requestTo(port, `${base}${path}`, { headers });

  it('answers every address with the headers of the service', async () => {
    for (const { path, type } of site.files.values()) {
      if (type === 'image/png' || /^\/(?:_|\.)/.test(path)) continue;
      const expected = await service.request(path);
      if (expected.status !== 200) continue;
      const { status, headers } = await ask(path);
      const lasting = (of: typeof headers) =>
        Object.fromEntries(
          Object.entries(of)
            .filter(([name]) => !OWN.test(name))
            .sort(),
        );
      // A feed without more documents names itself as the service does; an address with a query has another name here.
      if (String(expected.headers.link).includes('?')) delete expected.headers.link;
      assert.deepEqual([path, status, lasting(headers)], [path, 200, lasting(expected.headers)]);
    }
  });

  it('answers every link of every page, and redirects within the path', async () => {
    const asked = new Set<string>();
    for (const [file, { path, type }] of site.files) {
      if (!type.startsWith('text/html')) continue;
      for (const reference of references(parseHtml(site.text(file)))) {
        const url = new URL(reference, `${baseUrl}${path}`);
        if (url.href.startsWith(`${baseUrl}/`)) asked.add(`${url.pathname}${url.search}`);
      }
    }
    for (const address of asked) {
      const { status, headers } = await requestTo(port, address);
      const isWithdrawn = status === 410;
      assert.ok(status === 200 || isWithdrawn || headers.location?.startsWith(`${base}/`), `${status} ${address}`);
    }
    assert.equal((await ask('/en')).headers.location, `${base}/en/`);
    assert.equal((await ask('/en/type/meeting')).headers.location, `${base}/en/type/meeting/`);
    assert.equal((await ask('/rss')).headers.location, `${base}/feed.rss`);
    assert.equal((await ask('/events/third-round.ics')).headers.location, `${base}/en/events/third-round.ics`);
  });

  it('says what is no more, what is not there, and nothing of what is its own', async () => {
    const gone = await ask('/ja/events/withdrawn');
    assert.equal(gone.status, 410);
    assert.match(gone.text, /<html lang="ja"/);
    const lost = await ask('/ja/nope/nope');
    assert.equal(lost.status, 404);
    assert.match(lost.text, /<html lang="ja"/);
    for (const path of ['/.annals-export/manifest.json', '/_headers', '/_redirects'])
      assert.equal((await ask(path)).status, 404, path);
  });

  it('sends what is compressed beside', async () => {
    const { headers, body } = await ask('/en/calendar.ics', { 'Accept-Encoding': 'gzip' });
    assert.equal(headers['content-encoding'], 'gzip');
    assert.equal(headers['content-type'], 'text/calendar; charset=utf-8');
    assert.ok(body.length > 0);
  });
});
