/** What the picture of a page and the picture that is a document have in common: marks, groups, axis labels, and definitions. */

import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import { type LanguageTag, type PickedText, pick } from '../../chronology/languages/text.ts';
import { attributes, escapeMarkup } from '../view/markup.ts';
import type { View } from '../view/view.ts';
import type { DrawnGroup, DrawnMark } from './drawn-mark.ts';
import type { FoldLabel, Tick } from './fitting/axis-labels.ts';
import { FOLD_FONT, LABEL_FONT, LABEL_INDENT } from './fitting/axis-labels.ts';
import { fontOf, INSIDE_GAP, NAME_GAP, type RowName } from './fitting/lane-rows.ts';
import { TARGET } from './fitting/layouts.ts';
import { textWidth } from './fitting/letter-width.ts';
import {
  drawnEnds,
  isNamedBold,
  type MarkLook,
  markShape,
  type Pen,
  RING,
  ringHeight,
  withinReach,
} from './mark-shape.ts';
import { type Lane, lookOf, typeOfLane } from './overview.ts';

export type PictureView = Pick<View, 'chronology' | 'language' | 'words'>;

/** The links of a picture. */
export interface PictureLinks {
  event(slug: string): string;
  /** The same view within the days of a tick; or within those of a group, and of its lane's types. */
  zoom(days: DayRange, types?: readonly string[]): string;
}

/** Whether the event did not come about as it was told. */
export function isOff({ status }: Pick<TimelineEvent, 'status'>): boolean {
  return status === 'cancelled' || status === 'superseded';
}

export const AXIS_HEIGHT = 26;
const LABEL_BASELINE = 17;
/** The line of a tick that is named passes beside its name. */
const LABEL_TOP = 4;

/** Two gradients as masks serve marks of every colour: a mask shows a mark where it is white. */
export function masks(id: string): string {
  const mask = (name: string, from: number, to: number) =>
    `<linearGradient id="${id}-${name}-g"><stop stop-color="#fff" stop-opacity="${from}"/><stop offset="1" stop-color="#fff" stop-opacity="${to}"/></linearGradient>` +
    `<mask id="${id}-${name}" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#${id}-${name}-g)" stroke="none"/></mask>`;
  return mask('rise', 0, 1) + mask('fall', 1, 0);
}

/** The name of a lane: that of its type, or of the types that share the last one. */
export function laneName({ types }: Lane, { chronology, language, words }: PictureView): PickedText {
  const [type = '', ...others] = types;
  if (others.length > 0)
    return { text: words('overview.otherTypes', { count: types.length }), lang: interfaceTag(language) };
  return pick(typeOfLane(chronology, type).plural, language);
}

/** What is drawn of a mark, with the area that a pointer hits. */
export function markDrawing(drawn: DrawnMark, view: PictureView, pen: Pen, isCurrent: boolean): string {
  const look = lookOf(view.chronology, drawn.event);
  return atOnePlace(hitArea(drawn, look, pen, isCurrent), markShape(drawn, look, pen));
}

/** Two pieces of markup, which share the element that places them where that is the same. */
function atOnePlace(first: string, second: string): string {
  const [opening = ''] = /^<\w+ [^>]*>/.exec(first) ?? [];
  return isOneElement(first) && second.startsWith(opening)
    ? first.slice(0, first.lastIndexOf('<')) + second.slice(opening.length)
    : first + second;
}

/** Whether markup is a single element that places others, and nothing beside it. */
export function isOneElement(markup: string): boolean {
  const closing = /^<svg /.test(markup) ? '</svg>' : '</g>';
  return /^<(?:svg|g) /.test(markup) && markup.indexOf(closing) === markup.length - closing.length;
}

/** As large as a finger at the least; around the mark of the event that the page is about, it is drawn as a ring. */
function hitArea(drawn: DrawnMark, look: MarkLook, pen: Pen, isCurrent: boolean): string {
  const { from, to } = drawnEnds(drawn, look);
  const height = isCurrent ? ringHeight(drawn, look) + 2 * RING : TARGET;
  const more = isCurrent ? RING : 0;
  const rest = { class: 'hit', y: -height / 2, height, rx: Math.min(height / 2, 10), ...pen.hitStyle };
  const rect = (x: number | string, width: number | string) => `<rect${attributes({ ...rest, x, width })}/>`;
  const [left, right] = withinReach([from.x, to.x], pen);
  if (from.x !== to.x && to.x - from.x >= TARGET && !isCurrent) return rect(pen.along(left), pen.along(right - left));
  if (from.x === to.x) {
    const long = Math.max(to.shift - from.shift + 2 * more, isCurrent ? 0 : TARGET);
    return pen.at(from.x, rect((from.shift + to.shift - long) / 2, long));
  }
  if (!isCurrent) return pen.at((from.x + to.x) / 2, rect(-TARGET / 2, TARGET));
  return rect(pen.along(left), pen.along(right - left));
}

interface NameOptions {
  readonly isCurrent: boolean;
  /** Of the name, where it is not the page's. */
  readonly lang: LanguageTag | undefined;
  readonly classes?: string;
}

/** The text of a name beside or inside a mark. */
export function markNameText(
  drawn: DrawnMark,
  name: RowName,
  pen: Pen,
  { isCurrent, lang, classes = '' }: NameOptions,
): string {
  const { from, to } = drawnEnds(drawn, drawn.event);
  const ring = isCurrent ? RING : 0;
  const isBold = isNamedBold(drawn.event, isCurrent);
  const place =
    name.side === 'after'
      ? { x: pen.along(to.x), dx: to.shift + ring + NAME_GAP }
      : name.side === 'before'
        ? { x: pen.along(from.x), dx: from.shift - ring - NAME_GAP }
        : name.x0 - INSIDE_GAP > from.x + from.shift + 0.01
          ? { x: pen.along(0), dx: name.x0 }
          : { x: pen.along(from.x), dx: from.shift + INSIDE_GAP };
  const className = [isBold ? 'key' : '', name.side === 'after' ? '' : name.side, classes].filter(Boolean).join(' ');
  return `<text${attributes({ class: className || undefined, lang, ...shifted(place), ...pen.textStyle?.(fontOf({ isBold, medium: pen.medium }), name.side) })}>${cutText(name.text)}</text>`;
}

/** In a document, where places are in pixels, as one number: resvg moves the first letter of Arabic alone by `dx`. */
function shifted({ x, dx }: { readonly x: string; readonly dx: number }) {
  return x.endsWith('%') ? { x, dx } : { x: Number(x) + dx };
}

/** The dots of a cut name are no part of it: what is read of a mark holds what is seen (WCAG 2.5.3). */
function cutText(text: string): string {
  if (!text.endsWith('…')) return escapeMarkup(text);
  return `${escapeMarkup(text.slice(0, -1))}<tspan aria-hidden="true">…</tspan>`;
}

/** A line over the extent of a group, where its number does not cover it: the events began or lasted somewhere within. */
export function groupDrawing({ x, x0, x1, count }: DrawnGroup, pen: Pen): string {
  const digits = String(count).length;
  const width = Math.min(Math.max(20, 8 + digits * 8), TARGET);
  const band =
    x1 - x0 <= 2 * TARGET
      ? ''
      : `<rect${attributes({ class: 'band', x: pen.along(x0), y: -1, width: pen.along(x1 - x0), height: 2, ...pen.bandStyle })}/>`;
  const number = attributes({
    class: digits > 3 ? 'small' : undefined,
    ...pen.numberStyle?.(String(count), digits > 3 ? 9 : 11.5),
  });
  return `${band}${pen.at(x, `<rect${attributes({ x: -width / 2, y: -10, width, height: 20, rx: 5 })}/><text${number}>${count}</text>`)}`;
}

/** A tick that is named, with its line through the axis: a link that zooms. */
export function tickLink(
  { x, label = '', range }: Tick,
  pen: Pen,
  width: number,
  view: PictureView,
  links: PictureLinks,
  className?: string,
): string {
  const name = view.words('overview.zoomTo', { range: formatRange(range, view.language) });
  const at = pen.along(x * width);
  const long = Math.max(textWidth(label, { fontSize: LABEL_FONT, medium: pen.medium }) + LABEL_INDENT, TARGET);
  return (
    `<a${attributes({ class: className, href: links.zoom(range), 'aria-label': name })}>` +
    `<rect${attributes({ class: 'hit', x: at, width: long, height: AXIS_HEIGHT - 2, ...pen.hitStyle })}/>` +
    `<line${attributes({ x1: at, x2: at, y1: LABEL_TOP, y2: AXIS_HEIGHT, ...pen.tickStyle })}/>` +
    `<text${attributes({ x: at, dx: LABEL_INDENT, y: LABEL_BASELINE })}>${escapeMarkup(label)}</text></a>`
  );
}

/** The days that a fold stands for, on two lines where it is narrow. */
export function foldText(
  { fold, lines }: FoldLabel,
  pen: Pen,
  width: number,
  { language, words }: PictureView,
  className?: string,
): string {
  if (lines.length === 0) return '';
  const x = pen.along(((fold.x0 + fold.x1) / 2) * width);
  const title = `<title>${escapeMarkup(words('overview.folded', { range: formatRange(fold, language) }))}</title>`;
  const isTwo = lines.length > 1;
  const text = isTwo
    ? lines
        .map((line, index) => `<tspan${attributes({ x, y: 10 + index * 12 })}>${escapeMarkup(line)}</tspan>`)
        .join('')
    : escapeMarkup(lines[0] ?? '');
  return `<text${attributes({ class: ['fold-label', className].filter(Boolean).join(' '), x, y: isTwo ? undefined : LABEL_BASELINE, 'text-anchor': 'middle', ...(pen.textStyle && { 'font-size': FOLD_FONT }) })}>${title}${text}</text>`;
}
