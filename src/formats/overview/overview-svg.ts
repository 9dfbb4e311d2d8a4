/** The overview picture as SVG, within a page or as a document of its own; every mark is a link with a name. */
import { typeOf } from '../../chronology/chronology.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatPrecision } from '../../chronology/languages/dates-in-words.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { pick } from '../../chronology/languages/text.ts';
import { capitalized, dateAsKnown, titleWithStatus } from '../view/event-text.ts';
import { attributes, escapeMarkup } from '../view/markup.ts';
import { schemeColours } from '../view/type-colour.ts';
import type { View } from '../view/view.ts';
import type { DrawnGroup, DrawnMark } from './drawn-mark.ts';
import { INK, markShape } from './mark-shape.ts';
import { type Lane, type Overview, typeOfLane } from './overview.ts';
import { NAME_LINE, TARGET } from './overview-style.ts';
import { type Fold, LABEL_INDENT, type Tick } from './time-axis.ts';

export interface OverviewDrawing {
  /** The prefix of the ids in the picture, since a page may hold several pictures. */
  readonly id: string;
  readonly title: string;
  /** Space-separated classes for the page's style sheet. */
  readonly className: string;
  /** Whether the picture is a document of its own, with a namespace, a size, a background and colours. */
  readonly standalone: boolean;
  /** The address of the picture's view, from which the page's script makes addresses to zoom. */
  readonly view: string;
  /** The slug of the event that the page is about. */
  readonly current?: string | undefined;
  /** The link of a mark. */
  event(slug: string): string;
  /** The link of a tick or a group: the same view within these days, and of one type. */
  zoom(range: DayRange, type?: string): string;
}

const SANS = 'system-ui, sans-serif';
const SERIF = 'Georgia, serif';

const LABEL_WIDTH = 34;

type PictureView = Pick<View, 'chronology' | 'language' | 'words'>;

export function renderOverviewSvg(overview: Overview, view: PictureView, drawing: OverviewDrawing): string {
  const { style, height, axis, lanes } = overview;
  const { id, standalone } = drawing;
  const root = attributes({
    xmlns: standalone ? 'http://www.w3.org/2000/svg' : undefined,
    class: drawing.className,
    viewBox: `0 0 ${style.width} ${Math.ceil(height)}`,
    width: standalone ? style.width : undefined,
    height: standalone ? Math.ceil(height) : undefined,
    lang: standalone ? view.language : undefined,
    role: 'group',
    'aria-labelledby': `${id}-title`,
    'data-corners': standalone ? undefined : axis.corners.map(([day, x]) => `${day} ${round(x)}`).join(';'),
    'data-view': standalone ? undefined : drawing.view,
    'data-top': standalone ? undefined : overview.top,
    'font-family': standalone ? SANS : undefined,
    'font-size': standalone ? 12 : undefined,
  });
  return [
    `<svg${root}><title id="${id}-title">${escapeMarkup(drawing.title)}</title>`,
    definitions(overview, id),
    standalone ? `<rect width="100%" height="100%" fill="${INK.paper}"/>` : '',
    `<g${attributes({ class: 'grid', stroke: INK.rule })}>`,
    ...axis.folds.map((fold) => foldBand(fold, overview)),
    ...axis.minorTicks.map((x) => line(x, overview.top, x, height, 'minor', '1 5')),
    ...axis.ticks.map(({ x }) => line(x, 0, x, height)),
    ...lanes.map(({ y0 }) => line(0, y0, style.width, y0)),
    '</g>',
    `<g${attributes({ class: 'axis', fill: INK.soft, 'font-family': standalone ? SERIF : undefined, 'font-size': 13 })}>`,
    ...axis.ticks.map((tick) => tickLabel(tick, view, drawing)),
    ...axis.folds.map((fold) => foldLabel(fold, overview, view)),
    '</g>',
    ...lanes.map((lane) => laneGroup(lane, view, drawing)),
    '</svg>',
  ].join('');
}

/** Two gradients as masks serve marks of every colour: a mask shows a mark where it is white. */
function definitions({ style, height }: Overview, id: string): string {
  const mask = (name: string, from: number, to: number) =>
    `<linearGradient id="${id}-${name}-g"><stop stop-color="#fff" stop-opacity="${from}"/><stop offset="1" stop-color="#fff" stop-opacity="${to}"/></linearGradient>` +
    `<mask id="${id}-${name}" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#${id}-${name}-g)"/></mask>`;
  // A mark that reaches beyond the picture is cut at its edge.
  const inside = attributes({ x: style.nameWidth, width: style.width - style.nameWidth, height: Math.ceil(height) });
  return `<defs>${mask('rise', 0, 1)}${mask('fall', 1, 0)}<clipPath id="${id}-clip"><rect${inside}/></clipPath></defs>`;
}

function line(x1: number, y1: number, x2: number, y2: number, className?: string, dashes?: string): string {
  return `<path${attributes({ class: className, d: `M${round(x1)} ${round(y1)}${y1 === y2 ? `H${round(x2)}` : `V${round(y2)}`}`, 'stroke-dasharray': dashes })}/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function foldBand({ x0, x1 }: Fold, { top, height }: Overview): string {
  return `<rect${attributes({ class: 'fold', x: x0, y: top, width: x1 - x0, height: height - top, fill: INK.rule, 'fill-opacity': '0.35', stroke: 'none' })}/>`;
}

/** The days that a fold stands for, on two lines where the fold is narrow. */
function foldLabel(
  { from, to, lines, middle: x }: Fold,
  { style }: Overview,
  { words, language }: PictureView,
): string {
  const [first = '', second] = lines;
  const text =
    second === undefined
      ? escapeMarkup(first)
      : lines
          .map((line, index) => `<tspan${attributes({ x, y: 9 + index * 12 })}>${escapeMarkup(line)}</tspan>`)
          .join('');
  const title = `<title>${escapeMarkup(words('overview.folded', { range: formatRange({ from, to }, language) }))}</title>`;
  return `<text${attributes({ class: 'fold-label', x, y: second === undefined ? 18 : undefined, 'text-anchor': 'middle', 'font-size': style.nameWidth === 0 ? 10.5 : 11 })}>${title}${text}</text>`;
}

function tickLabel(
  { labelX: x, label, range }: Tick,
  { words, language }: PictureView,
  drawing: OverviewDrawing,
): string {
  if (label === undefined) return '';
  const text = `<text${attributes({ x: x + LABEL_INDENT, y: 18 })}>${escapeMarkup(label)}</text>`;
  const name = words('overview.zoomTo', { range: formatRange(range, language) });
  // A finger hits the rectangle around the label.
  const hit = `<rect${attributes({ class: 'hit', x, y: 1, width: LABEL_WIDTH, height: TARGET, fill: 'none', 'pointer-events': 'all' })}/>`;
  return `<a${attributes({ href: drawing.zoom(range), 'aria-label': name })}>${hit}${text}</a>`;
}

function laneGroup(lane: Lane, view: PictureView, drawing: OverviewDrawing): string {
  const { chronology, language } = view;
  const type = typeOfLane(chronology, lane.type);
  const name = pick(type.plural, language);
  const colour = schemeColours(type.color).light;
  const group = attributes({
    class: `lane type-${lane.type}`,
    role: 'group',
    'aria-label': name.text,
    lang: name.lang === language ? undefined : name.lang,
    color: colour,
    fill: colour,
  });
  const label = lane.name
    .map(
      (text, index) =>
        `<text${attributes({ class: 'lane-name', x: 0, y: lane.nameY + index * NAME_LINE, fill: INK.soft, 'dominant-baseline': 'central' })}>${escapeMarkup(text)}</text>`,
    )
    .join('');
  const bands = lane.drawn.map((drawn) => (drawn.kind === 'group' ? groupBand(drawn) : ''));
  const marks = lane.drawn.map((drawn) =>
    drawn.kind === 'event' ? eventMark(drawn, view, drawing) : groupMark(drawn, lane, name.text, view, drawing),
  );
  return `<g${group}>${label}${bands.join('')}${marks.join('')}</g>`;
}

// The pictures of a page have the same marks.
const namesByView = new WeakMap<PictureView, Map<TimelineEvent, string>>();

/** `24 December 2022: 9th Foreign Ministers’ Meeting`, with the precision of the date where it is not a day. */
export function markName(event: TimelineEvent, view: PictureView): string {
  const names = namesByView.get(view) ?? new Map<TimelineEvent, string>();
  namesByView.set(view, names);
  let name = names.get(event);
  if (name === undefined) {
    name = nameOf(event, view);
    names.set(event, name);
  }
  return name;
}

function nameOf(event: TimelineEvent, { chronology, language, words }: PictureView): string {
  const date = capitalized(dateAsKnown(event, language));
  const precision = formatPrecision(event.when, language);
  const title = titleWithStatus(chronology, event, language, words).text;
  const dateAndPrecision = precision === '' ? date : words('event.dateWithPrecision', { date, precision });
  const plan = event.status === 'planned' ? typeOf(chronology, event).statuses.planned : undefined;
  const text = words('feed.title', { date: dateAndPrecision, title });
  return plan ? words('event.dateWithPrecision', { date: text, precision: pick(plan, language).text }) : text;
}

function eventMark(drawn: DrawnMark, view: PictureView, drawing: OverviewDrawing): string {
  const { event, y, hit0, hit1 } = drawn;
  const name = markName(event, view);
  const current = event.slug === drawing.current;
  const link = attributes({
    href: drawing.event(event.slug),
    'aria-label': name,
    'aria-current': current ? 'true' : undefined,
    class:
      event.status === 'planned'
        ? 'plan'
        : event.status === 'cancelled' || event.status === 'superseded'
          ? 'off'
          : undefined,
  });
  const hit = `<rect${attributes({ class: 'hit', x: hit0, y: y - TARGET / 2, width: hit1 - hit0, height: TARGET, rx: 3, fill: 'none', 'pointer-events': 'all' })}/>`;
  return `<a${link}><title>${escapeMarkup(name)}</title>${hit}${markShape(drawn, drawing.id)}</a>`;
}

/** A line over the extent of a group, where its number does not cover it: the events began or lasted somewhere within. */
function groupBand({ x0, x1, y }: DrawnGroup): string {
  if (x1 - x0 <= 2 * TARGET) return '';
  return `<rect${attributes({ class: 'band', x: x0, y: y - 1, width: x1 - x0, height: 2, 'fill-opacity': 0.5 })}/>`;
}

function groupMark(
  { events, range, open, zooms, x, y }: DrawnGroup,
  lane: Lane,
  laneName: string,
  view: PictureView,
  drawing: OverviewDrawing,
): string {
  const { words } = view;
  const [first] = events;
  const days = formatRange(range, view.language);
  const when = open ? words('overview.beyond', { range: days }) : days;
  const name = words('overview.group', { count: events.length, type: laneName, range: when });
  const digits = String(events.length).length;
  const width = Math.min(Math.max(20, 8 + digits * 8), TARGET);
  // Events that no zoom separates are apart in the list.
  const href = zooms || !first ? drawing.zoom(range, lane.type) : drawing.event(first.slug);
  return (
    `<a${attributes({ class: 'group', href, 'aria-label': name })}><title>${escapeMarkup(name)}</title>` +
    `<rect${attributes({ class: 'hit', x: x - TARGET / 2, y: y - TARGET / 2, width: TARGET, height: TARGET, fill: 'none', 'pointer-events': 'all' })}/>` +
    `<rect${attributes({ x: x - width / 2, y: y - 10, width, height: 20, rx: 5 })}/>` +
    `<text${attributes({ x, y, fill: INK.paper, 'text-anchor': 'middle', 'dominant-baseline': 'central', 'font-size': digits > 3 ? 9 : 11.5 })}>${events.length}</text></a>`
  );
}
