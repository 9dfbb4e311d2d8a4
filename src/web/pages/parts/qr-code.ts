/** An address as a QR code (ISO/IEC 18004), drawn as SVG. */
import encodeQR from 'qr';
import { attributes } from '../../../formats/view/markup.ts';

/** White modules around the code (ISO/IEC 18004 §6.3.8), without which a camera may not find it. */
const QUIET_ZONE = 4;

/** Capacity of version 20 at this error correction: at the size of the picture, a camera reads no denser code. */
const MOST_BYTES = 666;

/** Rows of modules, true where black, with the quiet zone; undefined where the text is too long. */
export function qrModules(text: string): readonly (readonly boolean[])[] | undefined {
  if (Buffer.byteLength(text) > MOST_BYTES) return undefined;
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
}

/**
 * The code as an image of one unit a module: black on white whatever the page's colours, since some readers take no
 * inverted code.
 *
 * @param label for readers who do not see the picture
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
