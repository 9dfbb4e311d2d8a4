/** The shape of a mark as SVG: dots, hollow shapes, bars, and soft or fading ends. */
import { attributes } from '../view/markup.ts';
import type { DrawnMark } from './drawn-mark.ts';
import { FADE } from './overview-style.ts';

/** The colours of a picture outside of a page: those of the page's light scheme. */
export const INK = { paper: '#fbf9f4', soft: '#5d594f', rule: '#d9d2c0' };

const DOT = 5;
const BAR = 9;
/** The shortest gradient that is seen as one, and the longest of a mark that is soft as a whole. */
const LEAST_SOFT = 5;
const MOST_SOFT = 14;
const LEAST_SOFT_MARK = 20;
/** As much of one that fades out besides: room for the dashes of a plan. */
const LEAST_SOFT_KNOWN = 16;
/** The day that a mark fades from is drawn at least this wide. */
const LEAST_KNOWN = 8;
/** Segments of one mark overlap by this, so that no gap shows between them. */
const SEAM = 0.5;

/** @param id The prefix of the ids of the masks `rise` and `fall` and of the picture's clip path. */
export function markShape(drawn: DrawnMark, id: string): string {
  const { mark } = drawn;
  const shape = mark.form === 'day' ? dot(drawn) : mark.form === 'unit' ? hollow(drawn) : bar(drawn, id);
  return drawn.clipped ? `<g clip-path="url(#${id}-clip)">${shape}</g>` : shape;
}

/** The outline of a plan is dashed. */
function outline({ event }: DrawnMark) {
  return {
    class: 'hollow',
    fill: INK.paper,
    stroke: 'currentColor',
    'stroke-width': 1.6,
    ...(event.status === 'planned' && { 'stroke-dasharray': '2.5 2' }),
  };
}

function dot(drawn: DrawnMark): string {
  const x = (drawn.x0 + drawn.x1) / 2;
  const round = { cx: x, cy: drawn.y, r: DOT };
  return `<circle${attributes(drawn.event.status === 'planned' ? { ...round, ...outline(drawn) } : round)}/>`;
}

/** As wide as the unit in which the date lies. */
function hollow(drawn: DrawnMark): string {
  const { x0, x1, y } = drawn;
  const width = Math.max(x1 - x0, 2 * DOT);
  const x = (x0 + x1 - width) / 2;
  const box = { x: x + 0.8, y: y - DOT + 0.8, width: width - 1.6, height: 2 * DOT - 1.6, rx: DOT };
  return `<rect${attributes({ ...box, ...outline(drawn) })}/>`;
}

/**
 * Solid over the certain days, with a gradient over the days on which it can have begun or ended. A mark without certain
 * days is pale all over, since no day is likelier than another.
 */
function bar(drawn: DrawnMark, id: string): string {
  const { mark, core, known, y } = drawn;
  const { from, to } = drawnExtent(drawn);
  const end = mark.form === 'ongoing' ? Math.max(known, to) : to;
  const softness = Math.max(Math.min((to - from) / 3, MOST_SOFT), LEAST_SOFT);
  const solid0 = mark.start === 'soft' ? Math.max(core ? core.x0 : from + softness, from + LEAST_SOFT) : from;
  const solid1 = mark.end === 'soft' ? Math.min(core ? core.x1 : to - softness, to - LEAST_SOFT) : end;
  const segments = [
    mark.start === 'fading' ? barSegment(from - FADE, from, y, `${id}-rise`) : '',
    mark.start === 'soft' ? barSegment(from, solid0, y, `${id}-rise`) : '',
    solid(
      drawn,
      mark.start === 'sharp' ? solid0 : solid0 - SEAM,
      Math.max(solid1, solid0 + 1) + (mark.end === 'sharp' ? 0 : SEAM),
    ),
    mark.end === 'soft' ? barSegment(solid1, to, y, `${id}-fall`) : '',
    mark.end === 'fading' ? barSegment(end, end + FADE, y, `${id}-fall`) : '',
  ].join('');
  return core ? segments : `<g opacity="0.75">${segments}</g>`;
}

/** The days of a mark, widened so far that its gradients and its known day are seen. */
function drawnExtent({ mark, core, x0, x1 }: DrawnMark): { readonly from: number; readonly to: number } {
  const isBounded = mark.start !== 'fading' && mark.end !== 'fading';
  const least = isBounded ? (core ? 3 : LEAST_SOFT_MARK) : core ? LEAST_KNOWN : LEAST_SOFT_KNOWN;
  const missing = Math.max(least - (x1 - x0), 0);
  const before = isBounded && !core ? missing / 2 : 0;
  return { from: x0 - before, to: x1 + missing - before };
}

/** The certain days of a mark; those of a plan are an outline, since nothing of a plan is certain. */
function solid(drawn: DrawnMark, from: number, to: number): string {
  if (drawn.event.status !== 'planned') return barSegment(from, to, drawn.y);
  const box = { x: from + 0.8, y: drawn.y - BAR / 2 + 0.8, width: Math.max(to - from - 1.6, 1), height: BAR - 1.6 };
  return `<rect${attributes({ ...box, ...outline(drawn) })}/>`;
}

function barSegment(from: number, to: number, y: number, mask?: string): string {
  if (to - from < 0.5) return '';
  return `<rect${attributes({ x: from, y: y - BAR / 2, width: to - from, height: BAR, mask: mask && `url(#${mask})` })}/>`;
}
