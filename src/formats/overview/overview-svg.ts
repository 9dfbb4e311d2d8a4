/** The overview picture as SVG, in a page or a document of its own; every mark is a link with a name. */
import { typeOf } from '../../chronology/chronology.ts';
import type { DayRange } from '../../chronology/dates/day-range.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatPrecision } from '../../chronology/languages/dates-in-words.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { pick } from '../../chronology/languages/text.ts';
import { capitalized, dateAsKnown, titleWithStatus } from '../view/event-text.ts';
import { attributes, escaped } from '../view/markup.ts';
import { schemeColours } from '../view/type-colour.ts';
import type { View } from '../view/view.ts';
import type { DrawnGroup, DrawnMark } from './drawn-mark.ts';
import { INK, markShape } from './mark-shape.ts';
import type { Lane, Overview } from './overview.ts';
import { NAME_LINE, TARGET } from './overview-style.ts';
import { type Fold, LABEL_INDENT, type Tick } from './time-axis.ts';

export interface OverviewDrawing {
  /** Begins the ids in the picture, of which a page may hold several. */
  readonly id: string;
  readonly title: string;
  /** Space-separated classes for the page's style sheet. */
  readonly className: string;
  /** A document of its own: it has a namespace, a size, a ground and its own colours. */
  readonly standalone: boolean;
  /** The view that the picture is of, which a page zooms by its address. */
  readonly view: string;
  /** Slug of the event that the page is about. */
  readonly current?: string | undefined;
  /** Where a mark leads. */
  event(slug: string): string;
  /** Where a tick or a group leads: the same view within these days, and of one type. */
  zoom(range: DayRange, type?: string): string;
}

const SANS = 'system-ui, sans-serif';
const SERIF = 'Georgia, serif';

const LABEL_WIDTH = 34;

type Named = Pick<View, 'chronology' | 'language' | 'words'>;

export function renderOverviewSvg(overview: Overview, named: Named, drawing: OverviewDrawing): string {
  const { style, height, axis, lanes } = overview;
  const { id, standalone } = drawing;
  const root = attributes({
    xmlns: standalone ? 'http://www.w3.org/2000/svg' : undefined,
    class: drawing.className,
    viewBox: `0 0 ${style.width} ${Math.ceil(height)}`,
    width: standalone ? style.width : undefined,
    height: standalone ? Math.ceil(height) : undefined,
    lang: standalone ? named.language : undefined,
    role: 'group',
    'aria-labelledby': `${id}-title`,
    'data-corners': standalone ? undefined : axis.corners.map(([day, x]) => `${day} ${round(x)}`).join(';'),
    'data-view': standalone ? undefined : drawing.view,
    'data-top': standalone ? undefined : overview.top,
    'font-family': standalone ? SANS : undefined,
    'font-size': standalone ? 12 : undefined,
  });
  return [
    `<svg${root}><title id="${id}-title">${escaped(drawing.title)}</title>`,
    definitions(overview, id),
    standalone ? `<rect width="100%" height="100%" fill="${INK.paper}"/>` : '',
    `<g${attributes({ class: 'grid', stroke: INK.rule })}>`,
    ...axis.folds.map((fold) => foldBand(fold, overview)),
    ...axis.minorTicks.map((x) => line(x, overview.top, x, height, 'minor', '1 5')),
    ...axis.ticks.map(({ x }) => line(x, 0, x, height)),
    ...lanes.map(({ y0 }) => line(0, y0, style.width, y0)),
    '</g>',
    `<g${attributes({ class: 'axis', fill: INK.soft, 'font-family': standalone ? SERIF : undefined, 'font-size': 13 })}>`,
    ...axis.ticks.map((tick) => tickLabel(tick, named, drawing)),
    ...axis.folds.map((fold) => foldLabel(fold, overview, named)),
    '</g>',
    ...lanes.map((lane) => laneGroup(lane, named, drawing)),
    '</svg>',
  ].join('');
}

/** Two gradients serve every colour: what is drawn under them is seen as far as they are white. */
function definitions({ style, height }: Overview, id: string): string {
  const mask = (name: string, from: number, to: number) =>
    `<linearGradient id="${id}-${name}-g"><stop stop-color="#fff" stop-opacity="${from}"/><stop offset="1" stop-color="#fff" stop-opacity="${to}"/></linearGradient>` +
    `<mask id="${id}-${name}" maskContentUnits="objectBoundingBox"><rect width="1" height="1" fill="url(#${id}-${name}-g)"/></mask>`;
  // What began before the picture comes in from its edge, and what goes on leaves by it.
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

/** The years that a fold stands for; on two lines where it is narrow. */
function foldLabel({ label, lines, middle: x }: Fold, { style }: Overview, { words }: Named): string {
  const [only = '', second] = lines;
  const text =
    second === undefined
      ? escaped(only)
      : lines.map((each, index) => `<tspan${attributes({ x, y: 9 + index * 12 })}>${escaped(each)}</tspan>`).join('');
  const title = `<title>${escaped(words('overview.folded', { range: label }))}</title>`;
  return `<text${attributes({ class: 'fold-label', x, y: second === undefined ? 18 : undefined, 'text-anchor': 'middle', 'font-size': style.nameWidth === 0 ? 10.5 : 11 })}>${title}${text}</text>`;
}

function tickLabel({ labelX: x, label, range }: Tick, { words, language }: Named, drawing: OverviewDrawing): string {
  if (label === undefined) return '';
  const text = `<text${attributes({ x: x + LABEL_INDENT, y: 18 })}>${escaped(label)}</text>`;
  const name = words('overview.zoomTo', { range: formatRange(range, language) });
  // The square around it is what a finger hits.
  const hit = `<rect${attributes({ class: 'hit', x, y: 1, width: LABEL_WIDTH, height: TARGET, fill: 'none', 'pointer-events': 'all' })}/>`;
  return `<a${attributes({ href: drawing.zoom(range), 'aria-label': name })}>${hit}${text}</a>`;
}

function laneGroup(lane: Lane, named: Named, drawing: OverviewDrawing): string {
  const { chronology, language } = named;
  const type = chronology.vocabulary.settings.types[lane.type];
  if (!type) throw new Error(`a lane of unknown type ${lane.type}`);
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
        `<text${attributes({ class: 'lane-name', x: 0, y: lane.nameY + index * NAME_LINE, fill: INK.soft, 'dominant-baseline': 'central' })}>${escaped(text)}</text>`,
    )
    .join('');
  const drawn = lane.drawn.map((one) =>
    one.kind === 'event' ? eventMark(one, named, drawing) : groupMark(one, lane, name.text, named, drawing),
  );
  return `<g${group}>${label}${drawn.join('')}</g>`;
}

const names = new WeakMap<Named, Map<TimelineEvent, string>>();

/** `24 December 2022: 9th Foreign Ministers’ Meeting`, with how well the date is known. */
export function markName(event: TimelineEvent, named: Named): string {
  // A page draws the same events several times.
  const known = names.get(named) ?? new Map<TimelineEvent, string>();
  names.set(named, known);
  let name = known.get(event);
  if (name === undefined) {
    name = nameOf(event, named);
    known.set(event, name);
  }
  return name;
}

function nameOf(event: TimelineEvent, { chronology, language, words }: Named): string {
  const date = capitalized(dateAsKnown(event, language));
  const precision = formatPrecision(event.when, language);
  const title = titleWithStatus(chronology, event, language, words).text;
  const known = precision === '' ? date : words('event.dateWithPrecision', { date, precision });
  const plan = event.status === 'planned' ? typeOf(chronology, event).statuses.planned : undefined;
  const text = words('feed.title', { date: known, title });
  return plan ? words('event.dateWithPrecision', { date: text, precision: pick(plan, language).text }) : text;
}

function eventMark(drawn: DrawnMark, named: Named, drawing: OverviewDrawing): string {
  const { event, y, hit0, hit1 } = drawn;
  const name = markName(event, named);
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
  return `<a${link}><title>${escaped(name)}</title>${hit}${markShape(drawn, drawing.id)}</a>`;
}

function groupMark(
  { events, range, zooms, x, y }: DrawnGroup,
  lane: Lane,
  laneName: string,
  named: Named,
  drawing: OverviewDrawing,
): string {
  const { words } = named;
  const [first] = events;
  const when = formatRange(range, named.language);
  const name = words('overview.group', { count: events.length, type: laneName, range: when });
  const digits = String(events.length).length;
  const width = Math.min(Math.max(20, 8 + digits * 8), TARGET);
  // What no zoom takes apart is told apart in the list.
  const href = zooms || !first ? drawing.zoom(range, lane.type) : drawing.event(first.slug);
  return (
    `<a${attributes({ class: 'group', href, 'aria-label': name })}><title>${escaped(name)}</title>` +
    `<rect${attributes({ class: 'hit', x: x - TARGET / 2, y: y - TARGET / 2, width: TARGET, height: TARGET, fill: 'none', 'pointer-events': 'all' })}/>` +
    `<rect${attributes({ x: x - width / 2, y: y - 10, width, height: 20, rx: 5 })}/>` +
    `<text${attributes({ x, y, fill: INK.paper, 'text-anchor': 'middle', 'dominant-baseline': 'central', 'font-size': digits > 3 ? 9 : 11.5 })}>${events.length}</text></a>`
  );
}
