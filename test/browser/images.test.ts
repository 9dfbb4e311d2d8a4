/** The image of an event in a browser: it is there, fits its column, moves nothing, and can be read about without eyes. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { eventText } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { png } from '../support/images.ts';
import { ALL, injectAxe, violations } from './axe.ts';
import { noBrowser } from './chromium.ts';
import { DESKTOP, layoutShift, openSite, PHONE, sidewaysOverflow } from './pages.ts';

const folder = new EditedFolder();
const texts = {
  alt: { en: 'A bridge of three arches', ja: '三つのアーチの橋' },
  credit: 'City archive, CC BY 4.0',
  creditUrl: 'https://archive.example/7',
};
for (const [slug, width, height] of [
  ['wide', 2000, 600],
  ['tall', 300, 3000],
  ['small', 40, 30],
] as const) {
  folder.write(`images/${slug}.png`, png(width, height));
  folder.write(`events/${slug}.yaml`, eventText({ image: { ...texts, file: `${slug}.png` } }));
}
const site = await openSite({ folder: folder.root });

describe('the image of an event', { skip: noBrowser }, () => {
  for (const [slug, shape] of [
    ['wide', 2000 / 600],
    ['tall', 300 / 3000],
    ['small', 40 / 30],
  ] as const)
    for (const viewport of [DESKTOP, PHONE])
      it(`is there, in its shape and its column, and moves nothing (${slug}, ${viewport.width} px)`, async (t) => {
        const page = await site.open(t, `/ja/events/${slug}`, { viewport, colorScheme: 'dark' });
        const image = page.locator('figure.image img');
        await image.scrollIntoViewIfNeeded();
        await image.evaluate((element: HTMLImageElement) => element.decode());
        const box = (await image.boundingBox()) ?? assert.fail('not shown');
        const column = (await page.locator('.told').boundingBox()) ?? assert.fail('no column');
        assert.ok(Math.abs(box.width / box.height / shape - 1) < 0.02, `${box.width} × ${box.height}`);
        assert.ok(box.width <= column.width && box.height <= 480, `${box.width} × ${box.height}`);
        assert.ok((await layoutShift(page)) < 0.01);
        assert.equal(await sidewaysOverflow(page), 0);
      });

  it('is told to those who do not see it', async (t) => {
    const page = await site.open(t, '/en/events/wide');
    assert.equal(await page.getByRole('img', { name: 'A bridge of three arches' }).count(), 1);
    assert.equal(await page.getByRole('figure', { name: 'City archive, CC BY 4.0' }).count(), 1);
    await injectAxe(page);
    assert.deepEqual(await violations(page, ALL), []);
  });

  it('stands whole on paper, with its credit', async (t) => {
    const page = await site.open(t, '/en/events/tall', { media: 'print' });
    assert.equal(
      await page.locator('figure.image').evaluate((element) => getComputedStyle(element).breakInside),
      'avoid',
    );
    assert.ok(await page.locator('figure.image figcaption').isVisible());
  });
});
