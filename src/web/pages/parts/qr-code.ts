/** An address as a QR code (ISO/IEC 18004), drawn as SVG. */
import encodeQR from 'qr';
import { attributes } from '../../../formats/view/markup.ts';

/** Modules of white around the code (ISO/IEC 18004 §6.3.8), without which readers may not find it. */
const QUIET_ZONE = 4;

/** What version 20 holds at this correction: a denser code is too fine for a camera at the size of a page's. */
const MOST_BYTES = 666;

/** Rows of modules, true where black, the quiet zone included; undefined where the text is too long to be read so. */
export function qrModules(text: string): readonly (readonly boolean[])[] | undefined {
  if (Buffer.byteLength(text) > MOST_BYTES) return undefined;
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
}

/**
 * The code as an image of one unit a module: black on white whatever the page's colours, for not every reader takes it
 * the other way round.
 *
 * @param label What the picture is, for those who do not see it.
 */
export function renderQrCode(text: string, label: string): string | undefined {
  const modules = qrModules(text);
  if (!modules) return undefined;
  const size = modules.length;
  const svg = attributes({
    class: 'qr',
    viewBox: `0 0 ${size} ${size}`,
    role: 'img',
    'aria-label': label,
    'shape-rendering': 'crispEdges',
  });
  const path = modules.flatMap(blackRuns).map(({ x, y, width }) => `M${x} ${y}h${width}v1h-${width}z`);
  return `<svg${svg}><rect width="${size}" height="${size}" fill="#fff"/><path fill="#000" d="${path.join('')}"/></svg>`;
}

/** The runs of black modules in a row. */
function blackRuns(row: readonly boolean[], y: number): readonly { x: number; y: number; width: number }[] {
  const edges = [...row, false].flatMap((black, x) => (black === (row[x - 1] ?? false) ? [] : [x]));
  return edges.flatMap((x, index) => (index % 2 === 0 ? [{ x, y, width: (edges[index + 1] ?? x) - x }] : []));
}
