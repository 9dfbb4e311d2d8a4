/** The shape of a mark as SVG: dots, hollow pills and bars, with soft or fading ends. */
import { daysBetween } from '../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import type { Status } from '../../chronology/schema/status.ts';
import type { Weight } from '../../chronology/schema/weight.ts';
import { attributes } from '../view/markup.ts';
import type { DrawnMark } from './drawn-mark.ts';
import { FADE } from './fitting/layouts.ts';
import type { Medium } from './fitting/letter-width.ts';

/**
 * Writes positions along the axis: as shares of its width in a page, whose picture has any width, and as numbers in a
 * document of one width, which brings its own look as attributes: it has no style sheet.
 */
export interface Pen {
  /** The prefix of the ids of the masks `rise` and `fall`. */
  readonly id: string;
  /** @param x in CSS pixels at the width that the mark was measured for */
  along(x: number): string;
  /** Markup whose lengths are CSS pixels from a position on. */
  at(x: number, markup: string): string;
  /** The extent of the picture in CSS pixels, beyond which nothing is drawn; absent on a page, which cuts it off. */
  readonly reach?: readonly [from: number, to: number];
  /** Where it draws; absent on a page. */
  readonly medium?: Medium;
  readonly hollow?: Attributes;
  readonly lasting?: Attributes;
  readonly soft?: Attributes;
  readonly hitStyle?: Attributes;
  readonly bandStyle?: Attributes;
  readonly tickStyle?: Attributes;
  textStyle?(font: { fontSize: number; bold: boolean }, side: 'before' | 'after' | 'inside'): Attributes;
  /** @param number as it is written */
  numberStyle?(number: string, fontSize: number): Attributes;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Half the height of a mark: what is key is larger, and a detail smaller. */
const RADII: Readonly<Record<Weight, number>> = { key: 6.5, normal: 5, detail: 3.8 };
/** An outline of dashes needs the room of a few. */
const PLAN_RADIUS = 5;
function radiusOf({ weight, status }: Pick<MarkLook, 'weight' | 'status'>): number {
  return status === 'planned' ? Math.max(RADII[weight], PLAN_RADIUS) : RADII[weight];
}
/** Bars are higher than dots, for their names stand inside. */
const BAR_HEIGHT = 10;
/** Dates of a month are wider than high at any scale, as the legend has them. */
const LEAST_PILL = 2.9;
/** The shortest gradient that is seen as one, and the longest of a mark that is soft as a whole. */
const LEAST_SOFT = 5;
const MOST_SOFT = 14;
const LEAST_SOFT_MARK = 20;
/** As much of one that fades out besides: room for the outline of a plan. */
const LEAST_SOFT_KNOWN = 16;
/** The day that a mark fades from is drawn at least this wide. */
const LEAST_KNOWN = 8;
const LEAST_CORE = 3;
/** Segments of one mark overlap by this, so that no gap shows between them. */
const SEAM = 0.5;

export interface MarkLook {
  readonly weight: Weight;
  readonly status: Status;
  /** Of a plan, whether it came about. */
  readonly fulfilled: boolean;
}

interface Extent {
  readonly from: number;
  readonly to: number;
}

/** An end of what is drawn: so many CSS pixels from a position that moves with the width of the axis. */
interface Anchored {
  readonly x: number;
  readonly shift: number;
}

/** @param drawn Measured for the width at which it is drawn. */
export function drawnEnds(
  drawn: DrawnMark,
  look: Pick<MarkLook, 'weight' | 'status'>,
): { from: Anchored; to: Anchored } {
  const { mark, x0, x1, known } = drawn;
  const radius = radiusOf(look);
  const middle = (x0 + x1) / 2;
  const around = (half: number) => ({ from: { x: middle, shift: -half }, to: { x: middle, shift: half } });
  if (mark.form === 'day') return around(radius);
  if (mark.form === 'unit') {
    const least = LEAST_PILL * radius;
    return x1 - x0 <= least ? around(least / 2) : { from: { x: x0, shift: 0 }, to: { x: x1, shift: 0 } };
  }
  const { from, to } = knownExtent(drawn);
  const [rise, fall] = [mark.start === 'fading' ? FADE : 0, mark.end === 'fading' ? FADE : 0];
  if (to - from <= known - x0 + 0.01) return { from: { x: from, shift: -rise }, to: { x: to, shift: fall } };
  const anchor = anchorOf(drawn);
  return { from: { x: anchor, shift: from - anchor - rise }, to: { x: anchor, shift: to - anchor + fall } };
}

/** Whether the ends of what is drawn stand on days, which move apart as the picture becomes wider. */
export function isToScale(drawn: DrawnMark): boolean {
  const { from, to } = drawnEnds(drawn, drawn.event);
  return from.x !== to.x;
}

/** The room around the mark of the event that a page is about, for a ring. */
export const RING = 4;

/** From end to end of what is drawn, with its ring where it has one. */
export function ringedExtent(drawn: DrawnMark, isCurrent: boolean): readonly [from: number, to: number] {
  const { from, to } = drawnEnds(drawn, drawn.event);
  const ring = isCurrent ? RING : 0;
  return [from.x + from.shift - ring, to.x + to.shift + ring];
}

/** The name of the event that a page is about is written as that of a key event. */
export function isNamedBold({ weight }: Pick<TimelineEvent, 'weight'>, isCurrent: boolean): boolean {
  return weight === 'key' || isCurrent;
}

/** A widened mark stands on the middle of its days, or on the day that it fades to or from: its lengths are of no days. */
function anchorOf({ mark, x0, known }: DrawnMark): number {
  return mark.start === 'fading' ? known : mark.end === 'fading' ? x0 : (x0 + known) / 2;
}

export function markShape(drawn: DrawnMark, look: MarkLook, pen: Pen): string {
  const { form } = drawn.mark;
  if (form === 'day') return dot(drawn, look, pen);
  return form === 'unit' ? pill(drawn, look, pen) : bar(drawn, look, pen);
}

/** Whether it lasted so long that it is drawn as a stretch of time, paler than what happened. */
export function isLasting({ event, mark }: Pick<DrawnMark, 'event' | 'mark'>): boolean {
  if (event.when.kind !== 'period') return false;
  return mark.form !== 'period' || daysBetween(mark.from, mark.to) > LEAST_LASTING_DAYS;
}

const LEAST_LASTING_DAYS = 62;

/** A plan is an outline of dashes; of one that came about, the outline holds what came. */
const OUTLINE = { class: 'hollow', stroke: 'currentColor' };
function outline({ status }: MarkLook, pen: Pen) {
  return status === 'planned'
    ? { ...OUTLINE, ...pen.hollow, 'stroke-width': 1.3, 'stroke-dasharray': '2.6 1.6' }
    : { ...OUTLINE, ...pen.hollow, 'stroke-width': 2 };
}

function dot(drawn: DrawnMark, look: MarkLook, pen: Pen): string {
  const x = pen.along((drawn.x0 + drawn.x1) / 2);
  const radius = radiusOf(look);
  if (look.status !== 'planned') return `<circle${attributes({ cx: x, r: radius })}/>`;
  return `<circle${attributes({ cx: x, r: radius - 0.7, ...outline(look, pen) })}/>${filling(x, look)}`;
}

function filling(x: string | number, { status, fulfilled }: MarkLook): string {
  return status === 'planned' && fulfilled ? `<circle${attributes({ cx: x, r: 2 })}/>` : '';
}

/** As wide as the unit in which the date lies, and hollow: no day of it is known. */
function pill(drawn: DrawnMark, look: MarkLook, pen: Pen): string {
  const { x0, x1 } = drawn;
  const radius = radiusOf(look);
  const middle = (x0 + x1) / 2;
  const [left, right] = withinReach([x0, x1], pen);
  const least = LEAST_PILL * radius;
  const box = (x: number, width: number | string, left: string | number = x) => {
    const line = outline(look, pen);
    const inset = line['stroke-width'] / 2;
    return `<rect${attributes({ x: left, y: inset - radius, width, height: 2 * (radius - inset), rx: radius - inset, ...line })}/>`;
  };
  if (x1 - x0 <= least) return pen.at(middle, box(1 - least / 2, least - 2) + filling(0, look));
  return box(left, pen.along(right - left), pen.along(left)) + filling(pen.along(middle), look);
}

/** The days of a mark, widened so far that its gradients and its known day are seen. */
function knownExtent({ mark, core, x0, known }: DrawnMark): Extent {
  const isBounded = mark.start !== 'fading' && mark.end !== 'fading';
  const least = isBounded ? (core ? leastCore(mark) : LEAST_SOFT_MARK) : core ? LEAST_KNOWN : LEAST_SOFT_KNOWN;
  const missing = Math.max(least - (known - x0), 0);
  const before = isBounded ? missing / 2 : mark.start === 'fading' ? missing : 0;
  return { from: x0 - before, to: known + missing - before };
}

function leastCore({ start, end }: DrawnMark['mark']): number {
  return LEAST_CORE + (start === 'soft' ? LEAST_SOFT : 0) + (end === 'soft' ? LEAST_SOFT : 0);
}

/**
 * Solid over the certain days, with a gradient over the days on which it can have begun or ended. A mark without certain
 * days is pale all over, since no day is likelier than another. Of a plan nothing is certain: it is an outline, and a thin
 * line where it may fall or last as well.
 */
function bar(drawn: DrawnMark, look: MarkLook, pen: Pen): string {
  const { mark, core, x0, known } = drawn;
  const { from, to } = knownExtent(drawn);
  const isPlan = look.status === 'planned';
  const isLong = isLasting(drawn);
  const height = isLong ? BAR_HEIGHT : 1.8 * radiusOf(look);
  const isWidened = to - from > known - x0 + 0.01;
  const anchor = anchorOf(drawn);
  const along = (x: number) => (isWidened ? x - anchor : pen.along(x));
  const length = (width: number) => (isWidened ? width : pen.along(width));
  const [left, right] = pen.reach ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const isSeen = (x: number, until: number) => x < right && until > left;
  const segment = (whole0: number, whole1: number, mask?: string) => {
    if (whole1 - whole0 < 0.5 || !isSeen(whole0, whole1)) return '';
    const [x, until] = isWidened ? [whole0, whole1] : withinReach([whole0, whole1], pen);
    const high = mask && isPlan ? PLAN_LINE : height;
    const box = { x: along(x), y: -high / 2, width: length(until - x), height: high };
    if (mask === undefined) return `<rect${attributes(box)}/>`;
    if (x === whole0 && until === whole1) return `<rect${attributes({ ...box, mask: `url(#${pen.id}-${mask})` })}/>`;
    // Of a gradient that goes on beyond the picture, all that is seen is nearly alike.
    const share = ((x + until) / 2 - whole0) / (whole1 - whole0);
    return `<rect${attributes({ ...box, opacity: Number((mask === 'rise' ? share : 1 - share).toFixed(2)) })}/>`;
  };
  const outlineOf = (whole0: number, whole1: number) => {
    const [x, until] = isWidened ? [whole0, whole1] : withinReach([whole0, whole1], pen);
    return planned(along(x), length(until - x), height, look, pen);
  };
  const body = () => {
    // A plan within two bounds is an outline from the one to the other.
    const [isSoft0, isSoft1] = isPlan && !core ? [false, false] : [mark.start === 'soft', mark.end === 'soft'];
    const softness = Math.max(Math.min((to - from) / 3, MOST_SOFT), LEAST_SOFT);
    const solid0 = isSoft0 ? Math.max(core ? core.x0 : from + softness, from + LEAST_SOFT) : from;
    const solid1 = Math.max(isSoft1 ? Math.min(core ? core.x1 : to - softness, to - LEAST_SOFT) : to, solid0 + 1);
    return [
      isSoft0 ? segment(from, solid0, 'rise') : '',
      isPlan
        ? outlineOf(solid0, solid1)
        : segment(solid0 - (mark.start === 'sharp' ? 0 : SEAM), solid1 + (mark.end === 'sharp' ? 0 : SEAM)),
      isSoft1 ? segment(solid1, to, 'fall') : '',
    ].join('');
  };
  const fade = (x: number, mask: 'rise' | 'fall') => {
    if (!isSeen(x - FADE, x + FADE)) return '';
    const high = isPlan ? PLAN_LINE : height;
    const begin = (isWidened ? x - anchor : 0) - (mask === 'rise' ? FADE : 0);
    const box = { x: begin, y: -high / 2, width: FADE, height: high, mask: `url(#${pen.id}-${mask})` };
    const markup = `<rect${attributes(box)}/>`;
    return isWidened ? markup : pen.at(x, markup);
  };
  const shape = [
    mark.start === 'fading' ? fade(from, 'rise') : '',
    body(),
    mark.end === 'fading' ? fade(to, 'fall') : '',
    isPlan ? filling(along((from + to) / 2), look) : '',
  ].join('');
  const className = isPlan ? undefined : isLong ? 'lasting' : core ? undefined : 'soft';
  const whole = isWidened ? pen.at(anchor, shape) : shape;
  if (!className) return whole;
  return `<g${attributes({ class: className, ...(className === 'soft' ? pen.soft : pen.lasting) })}>${whole}</g>`;
}

/** So far beyond the picture, which cuts it off, no end of a shape is seen. */
const BEYOND_REACH = 40;

/** The extent as far as a document needs it: resvg fails at shapes that are a hundred times as wide as the picture. */
export function withinReach(
  [from, to]: readonly [from: number, to: number],
  { reach }: Pen,
): readonly [number, number] {
  // What is wholly outside is drawn nowhere.
  if (!reach || to < reach[0] || from > reach[1]) return [from, to];
  return [Math.max(from, reach[0] - BEYOND_REACH), Math.min(to, reach[1] + BEYOND_REACH)];
}

const PLAN_LINE = 2;

/** How high a mark is drawn. */
export function ringHeight({ event, mark }: DrawnMark, look: Pick<MarkLook, 'weight' | 'status'>): number {
  return mark.form !== 'day' && mark.form !== 'unit' && isLasting({ event, mark }) ? BAR_HEIGHT : 2 * radiusOf(look);
}

function planned(x: string | number, width: string | number, height: number, look: MarkLook, pen: Pen): string {
  const box = { x, y: 0.7 - height / 2, width, height: height - 1.4, rx: (height - 1.4) / 2 };
  return `<rect${attributes({ ...box, ...outline(look, pen) })}/>`;
}
