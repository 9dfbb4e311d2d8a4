/** Identity never moves: no edit of title, date, type, order or file place changes a UID or a guid. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { loadFolder } from '../src/chronology/folder/load.ts';
import { choices, EVERYTHING } from '../src/chronology/query/query.ts';
import { viewOf } from '../src/web/site/views.ts';
import { siteOf } from './support/golden-outputs.ts';
import { renderICalendar, renderRss } from './support/rendered.ts';
import { ROOT } from './support/root.ts';
import { parseXml } from './support/xml.ts';

const EVENTS = join(ROOT, 'events');

/** Every primary UID (under each treatment) and guid of a folder, in both languages. */
async function identities(folder: string): Promise<Record<string, readonly string[]>> {
  const { chronology, problems } = await loadFolder(folder);
  assert.ok(chronology, JSON.stringify(problems));
  const site = siteOf(chronology);
  const found: Record<string, readonly string[]> = {};
  for (const language of chronology.vocabulary.settings.languages) {
    for (const imprecise of choices.imprecise.filter((treatment) => treatment !== 'omit')) {
      const text = renderICalendar(viewOf(site, language, { ...EVERYTHING, imprecise })).replace(/\r\n /g, '');
      found[`${language} ${imprecise}`] = [...text.matchAll(/^UID:(.*)\r$/gm)]
        .map(([, uid = '']) => uid)
        .filter((uid) => !uid.includes('.end@'))
        .sort();
    }
    const feed = parseXml(renderRss(viewOf(site, language, EVERYTHING))).child('channel');
    found[`${language} feed`] = feed
      .children('item')
      .map((item) => item.child('guid').text)
      .sort();
  }
  return found;
}

describe('identity', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'annals-identity-'));
    await cp(EVENTS, folder, { recursive: true });
  });
  after(() => rm(folder, { recursive: true }));

  it('stays when every title is renamed, every date corrected and every file moved to another year', async () => {
    const original = await identities(EVENTS);
    assert.ok((original['en marker'] ?? []).length > 0);
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.yaml') || entry.parentPath === folder) continue;
      const file = join(entry.parentPath, entry.name);
      const text = await readFile(file, 'utf8');
      const edited = text
        .replace(/^when: .*$/m, 'when: 2001-02')
        .replace(/^title:\n {2}en: .*\n {2}ja: .*$/m, 'title:\n  en: Renamed\n  ja: 改題');
      assert.notEqual(edited, text);
      await writeFile(file, edited);
      await rename(file, join(folder, entry.name));
    }
    assert.deepEqual(await identities(folder), original);
  });

  it('is the slug and the chronology’s domain', async () => {
    const { 'en marker': uids = [] } = await identities(EVENTS);
    const slugs = (await readdir(EVENTS, { recursive: true }))
      .filter((file) => /\/[^.]+\.yaml$/.test(file))
      .map((file) => file.split('/').at(-1)?.replace('.yaml', ''));
    assert.deepEqual(uids, slugs.map((slug) => `${slug}@central-asia-plus-japan.annals.example`).sort());
  });
});
