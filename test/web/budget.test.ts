/** How many bytes the first page costs its readers. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { findAll, parseHtml } from '../support/html.ts';
import { BASE_URL, serve } from '../support/service.ts';

const KILOBYTE = 1024;
const TIMELINE_LIMIT = 20 * KILOBYTE;
const ELEMENT_LIMIT = 2000;
const SCRIPT_LIMIT = 10 * KILOBYTE;

const service = await serve();

describe('the shipped timeline', () => {
  const answer = (path: string) => service.request(path, { headers: { 'Accept-Encoding': 'br' } });

  for (const language of service.chronology.vocabulary.settings.languages)
    it(`in ${language} is sent in ${TIMELINE_LIMIT / KILOBYTE} KB at most`, async () => {
      const { headers, body } = await answer(`/${language}/`);
      assert.equal(headers['content-encoding'], 'br');
      assert.ok(body.length <= TIMELINE_LIMIT, `${body.length} bytes`);
    });

  for (const language of service.chronology.vocabulary.settings.languages)
    it(`in ${language} has ${ELEMENT_LIMIT} elements at most`, async () => {
      const { length } = findAll(parseHtml((await service.request(`/${language}/`)).text), '*');
      assert.ok(length <= ELEMENT_LIMIT, `${length} elements`);
    });

  it(`has scripts of ${SCRIPT_LIMIT / KILOBYTE} KB in all at most`, async () => {
    const { text } = await service.request('/en/');
    const sources = findAll(parseHtml(text), 'script[src]').map(({ attributes: { src = '' } }) => src);
    assert.ok(sources.length > 0);
    let size = 0;
    for (const source of sources) {
      const { status, headers, body } = await answer(new URL(source, `${BASE_URL}/en/`).pathname);
      assert.equal(status, 200);
      size += headers['content-encoding'] === 'br' ? body.length : brotliCompressSync(body).length;
    }
    assert.ok(size <= SCRIPT_LIMIT, `${size} bytes`);
  });
});
