/** What a mark looks like as SVG: dots, hollow forms, bars, and ends that are soft or fade. */
import { attributes } from '../view/markup.ts';
import type { DrawnMark } from './drawn-mark.ts';
import { FADE } from './overview-style.ts';

/** The colours of a picture by itself, those of a page in its light scheme. */
export const INK = { paper: '#fbf9f4', soft: '#5d594f', rule: '#d9d2c0' };

const DOT = 5;
const BAR = 9;
/** Least length over which a soft end is seen to be one, and the most that it takes where nothing is known of it. */
const LEAST_SOFT = 5;
const MOST_SOFT = 14;
const LEAST_SOFT_MARK = 20;
/** Something must be seen of the day that a mark fades from. */
const LEAST_KNOWN = 8;
/** Pieces of one mark overlap by this, or a screen would show where they meet. */
const SEAM = 0.5;

/** @param id Begins the ids of the masks `rise` and `fall` and of the picture's clip path. */
export function markShape(drawn: DrawnMark, id: string): string {
  const { mark } = drawn;
  const shape =
    mark.form === 'day'
      ? dot(drawn)
      : mark.form === 'unit'
        ? hollow(drawn)
        : mark.form === 'soft'
          ? softBar(drawn, id)
          : bar(drawn, id);
  return drawn.clipped ? `<g clip-path="url(#${id}-clip)">${shape}</g>` : shape;
}

/** A plan is drawn in dashes. */
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

/** As wide as what is not known. */
function hollow(drawn: DrawnMark): string {
  const { x0, x1, y } = drawn;
  const width = Math.max(x1 - x0, 2 * DOT);
  const x = (x0 + x1 - width) / 2;
  const box = { x: x + 0.8, y: y - DOT + 0.8, width: width - 1.6, height: 2 * DOT - 1.6, rx: DOT };
  return `<rect${attributes({ ...box, ...outline(drawn) })}/>`;
}

/** One pale run over all days on which it can have been: no day in it is likelier than another. */
function softBar(drawn: DrawnMark, id: string): string {
  const { x0, x1, y } = drawn;
  const width = Math.max(x1 - x0, LEAST_SOFT_MARK);
  const [from, to] = [(x0 + x1 - width) / 2, (x0 + x1 + width) / 2];
  const end = Math.min(width / 3, MOST_SOFT);
  const parts = [
    piece(from, from + end, y, `${id}-rise`),
    solid(drawn, from + end - SEAM, to - end + SEAM),
    piece(to - end, to, y, `${id}-fall`),
  ];
  return `<g opacity="0.75">${parts.join('')}</g>`;
}

/** Solid where it is certain to have been going on, graded over the days on which it can have begun or ended. */
function bar(drawn: DrawnMark, id: string): string {
  const { mark, x0, x1, core0, core1, known, y } = drawn;
  const [from, to] = [x0, Math.max(x1, x0 + (mark.form === 'period' ? 3 : LEAST_KNOWN))];
  const certain0 = mark.start === 'soft' ? Math.max(core0, from + LEAST_SOFT) : from;
  const ends = mark.form === 'ongoing' ? Math.max(known, to) : to;
  const certain1 = mark.end === 'soft' ? Math.min(core1, to - LEAST_SOFT) : ends;
  return [
    mark.start === 'fading' ? piece(from - FADE, from, y, `${id}-rise`) : '',
    mark.start === 'soft' ? piece(from, certain0, y, `${id}-rise`) : '',
    solid(
      drawn,
      mark.start === 'sharp' ? certain0 : certain0 - SEAM,
      Math.max(certain1, certain0 + 1) + (mark.end === 'sharp' ? 0 : SEAM),
    ),
    mark.end === 'soft' ? piece(certain1, to, y, `${id}-fall`) : '',
    mark.end === 'fading' ? piece(ends, ends + FADE, y, `${id}-fall`) : '',
  ].join('');
}

/** What is certain of a mark; of a plan nothing is. */
function solid(drawn: DrawnMark, from: number, to: number): string {
  if (drawn.event.status !== 'planned') return piece(from, to, drawn.y);
  const box = { x: from + 0.8, y: drawn.y - BAR / 2 + 0.8, width: Math.max(to - from - 1.6, 1), height: BAR - 1.6 };
  return `<rect${attributes({ ...box, ...outline(drawn) })}/>`;
}

function piece(from: number, to: number, y: number, mask?: string): string {
  if (to - from < 0.5) return '';
  return `<rect${attributes({ x: from, y: y - BAR / 2, width: to - from, height: BAR, mask: mask && `url(#${mask})` })}/>`;
}
