/** The worker thread that draws SVG as PNG, with fonts of its own: no font of the machine is asked for. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { answerer } from '../../thread-protocol.ts';
import type { PictureOrder } from './rasterizer.ts';

const fileOf = (specifier: string) => readFileSync(fileURLToPath(import.meta.resolve(specifier)));

/** The scripts of DRAWN_SCRIPTS, in two weights. Others come out as boxes: a PNG has no further font to fall back on. */
const FAMILY = 'BIZ UDPGothic';
const FONTS = {
  'biz-udpgothic': 'BIZUDPGothic',
  'noto-sans-arabic': 'NotoSansArabic',
  'noto-sans-hebrew': 'NotoSansHebrew',
};
const font = {
  fontBuffers: Object.entries(FONTS).flatMap(([folder, name]) =>
    ['400Regular', '700Bold'].map((weight) => fileOf(`@expo-google-fonts/${folder}/${weight}/${name}_${weight}.ttf`)),
  ),
  defaultFontFamily: FAMILY,
  serifFamily: FAMILY,
  sansSerifFamily: FAMILY,
};

await initWasm(fileOf('@resvg/resvg-wasm/index_bg.wasm'));

/** The font has these as wide as a Japanese letter, which tears English words apart. */
const NARROW: Readonly<Record<string, string>> = { '’': '&#39;', '‘': '&#39;', '“': '&quot;', '”': '&quot;' };

function png({ svg, width }: PictureOrder): string {
  const narrow = svg.replace(/[‘’“”]/g, (quote) => NARROW[quote] ?? quote);
  const drawing = new Resvg(narrow, { fitTo: { mode: 'width', value: width }, font });
  const image = drawing.render();
  const bytes = Buffer.from(image.asPng());
  image.free();
  drawing.free();
  return JSON.stringify(bytes.toString('base64'));
}

const port = parentPort;
port?.on(
  'message',
  answerer(
    workerData as Int32Array,
    (answer) => port.postMessage(answer),
    () => (order) => png(order as PictureOrder),
  ),
);
