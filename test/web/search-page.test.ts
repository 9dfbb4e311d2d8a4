/** The page of a search: the best matches above a list in the order of time, and what to do where nothing is found. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { chronologyOf } from '../support/chronologies.ts';
import { find, findAll, textOf } from '../support/html.ts';
import { slugsOf } from '../support/markup.ts';
import { chronologyIn, SHIPPED, serve } from '../support/service.ts';

const shipped = await serve({ chronology: await chronologyIn(SHIPPED) });
const bestOf = (text: string) => findAll(text, 'section.best li a').map(({ attributes }) => attributes.href ?? '');
const page = async (path: string) => {
  const { status, text } = await shipped.request(path);
  assert.equal(status, 200, path);
  return text;
};

describe('the best matches of a search', () => {
  it('lead to the summit first, whatever it is called and in either language, and the list stays in the order of time', async () => {
    for (const language of ['en', 'ja'])
      for (const q of ['summit', 'サミット', '首脳会合']) {
        const text = await page(`/${language}/?q=${encodeURIComponent(q)}`);
        const best = bestOf(text);
        assert.match(best[0] ?? '', /events\/summit-1$/, `${language} ${q}`);
        const slugs = slugsOf(text);
        assert.ok(best.length <= Math.min(5, slugs.length / 2));
        const everything = slugsOf(await page(`/${language}/`));
        assert.deepEqual(
          slugs,
          everything.filter((slug) => slugs.includes(slug)),
        );
      }
  });

  it('have a heading, their dates as known, and the words that were found', async () => {
    const best = find(await page('/en/?q=summit'), 'section.best');
    assert.equal(textOf(find(best, 'h2')), 'Best matches');
    assert.match(textOf(findAll(best, 'li')[0] ?? best), /^20 December 2025 First .* summit/);
    assert.equal(findAll(best, 'mark').map(textOf)[0], 'summit');
    assert.equal(textOf(find(await page('/ja/?q=summit'), 'section.best h2')), '関連度の高い項目');
  });

  it('are not named where a list is looked through at a glance, or there is no search', async () => {
    for (const path of ['/en/', '/en/?q=Takaichi', '/en/type/meeting/', '/en/?q=no-such-thing'])
      assert.deepEqual(bestOf(await page(path)), [], path);
  });

  it('are among what the rest of the filter leaves', async () => {
    const best = bestOf(await page('/en/?q=Uzbekistan&type=visit&type=meeting'));
    assert.ok(best.length > 0);
    const slugs = new Set(slugsOf(await page('/en/?type=visit&type=meeting')));
    for (const href of best) assert.ok(slugs.has(href.split('/').at(-1) ?? ''), href);
  });

  it('leave feeds and calendars in their order', async () => {
    const uids = (text: string) => [...text.matchAll(/^UID:(.*)$/gm)].map(([, uid]) => uid);
    const found = uids(await page('/en/calendar.ics?q=summit'));
    assert.deepEqual(
      found,
      uids(await page('/en/calendar.ics')).filter((uid) => found.includes(uid)),
    );
  });
});

describe('where a search finds nothing', () => {
  const adviceOf = (text: string) => ({
    sentence: textOf(find(text, '.nothing p')),
    links: findAll(text, '.nothing li').map(textOf),
  });

  it('one word gets advice for one word', async () => {
    assert.deepEqual(adviceOf(await page('/en/?q=zzzzqq')), {
      sentence: 'Nothing has this word. Try another spelling, the beginning of the word, or another word for it.',
      links: ['All events'],
    });
    assert.match(
      adviceOf(await page(`/ja/?q=${encodeURIComponent('ぬぬぬ')}`)).sentence,
      /^この語を含む項目はありません/,
    );
  });

  it('several words get advice for several, with what each stands in the way of', async () => {
    const { sentence, links } = adviceOf(await page('/en/?q=summit+zzzzqq'));
    assert.equal(sentence, 'Nothing has all of these words. Leave one out, or try others.');
    assert.match(links[0] ?? '', /^Without “zzzzqq” \(\d+\)$/);
    assert.deepEqual(links.slice(1), ['All events']);
  });

  it('several conditions get advice for several', async () => {
    const { sentence, links } = adviceOf(await page('/en/?q=zzzzqq&type=meeting'));
    assert.match(sentence, /^Nothing matches all of this at once/);
    assert.match(links[0] ?? '', /^Without “zzzzqq” \(\d+\)$/);
  });

  it('one condition without words is told as one', async () => {
    const service = await serve({ chronology: chronologyOf({ one: { when: '2022-12-24' } }) });
    const { text } = await service.request('/en/?from=2030');
    assert.deepEqual(adviceOf(text), { sentence: 'There is nothing of this kind here.', links: ['All events'] });
  });
});
