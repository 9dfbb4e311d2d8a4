/** Draws the PNG icons anew from icon.svg, with the Chromium or Chrome that `CHROMIUM` names. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ASSETS = join(import.meta.dirname, '..', 'views', 'assets');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Where something else cuts the corners, the icon has none of its own. */
const ICONS = [
  { file: 'icon-192.png', size: 192, cut: false },
  { file: 'icon-512.png', size: 512, cut: false },
  { file: 'icon-maskable-512.png', size: 512, cut: true },
  { file: 'apple-touch-icon.png', size: 180, cut: true },
];

const svg = readFileSync(join(ASSETS, 'icon.svg'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'annals-icons-'));
try {
  for (const { file, size, cut } of ICONS) {
    const page = join(folder, 'icon.html');
    writeFileSync(join(folder, 'icon.svg'), cut ? svg.replace(/ rx="\d+"/, '') : svg);
    writeFileSync(
      page,
      `<!doctype html><style>body{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="icon.svg">`,
    );
    const options = [
      '--headless',
      '--no-sandbox',
      '--hide-scrollbars',
      '--force-device-scale-factor=1',
      '--default-background-color=00000000',
      `--window-size=${size},${size}`,
      `--screenshot=${join(ASSETS, file)}`,
    ];
    execFileSync(CHROMIUM, [...options, `file://${page}`], { stdio: 'ignore' });
    console.log(file);
  }
} finally {
  rmSync(folder, { recursive: true });
}
