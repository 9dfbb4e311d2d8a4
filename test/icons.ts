/** Draws the PNG icons anew from icon.svg, with the browser that tests drive. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from './browser/chromium.ts';
import { ROOT } from './support/root.ts';

const ASSETS = join(ROOT, 'views', 'assets');

/** Where something else cuts the corners, the icon has none of its own. */
const ICONS = [
  { file: 'icon-192.png', size: 192, cut: false },
  { file: 'icon-512.png', size: 512, cut: false },
  { file: 'icon-maskable-512.png', size: 512, cut: true },
  { file: 'apple-touch-icon.png', size: 180, cut: true },
];

const svg = readFileSync(join(ASSETS, 'icon.svg'), 'utf8');
const browser = await launch();
try {
  for (const { file, size, cut } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const icon = Buffer.from(cut ? svg.replace(/ rx="\d+"/, '') : svg).toString('base64');
    await page.setContent(
      `<!doctype html><style>body{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="data:image/svg+xml;base64,${icon}">`,
    );
    await page.screenshot({ path: join(ASSETS, file), omitBackground: true });
    console.log(file);
  }
} finally {
  await browser.close();
}
