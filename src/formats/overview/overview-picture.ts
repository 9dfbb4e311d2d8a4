/** The picture in a page: one for every width, as lanes of inline SVG, of which the style sheet shows what has room. */

import { timeText } from '../../chronology/dates/day.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { pausing, type Work } from '../../slices.ts';
import { attributes, escapeMarkup } from '../view/markup.ts';
import type { DrawnGroup, DrawnMark } from './drawn-mark.ts';
import { FADE_MARGIN, LAYOUTS, type Layout, MOST_UNITS } from './fitting/layouts.ts';
import { groupName, markName, titleLanguage } from './mark-name.ts';
import { isToScale, type Pen } from './mark-shape.ts';
import type { Lane, LaneAtWidth, Overview, PlacedItem } from './overview.ts';
import {
  AXIS_HEIGHT,
  foldText,
  groupDrawing,
  isOff,
  isOneElement,
  laneName,
  markDrawing,
  markNameText,
  masks,
  type PictureLinks,
  type PictureView,
  tickLink,
} from './overview-markup.ts';

export interface PictureDrawing extends PictureLinks {
  readonly title: string;
  /** The address of the picture's view, from which the page's script makes addresses to zoom. */
  readonly view: string;
  /** The slug of the event that the page is about. */
  readonly current?: string | undefined;
  /** Where today stands on the axis, as a share, and its name; absent where it is not in the picture. */
  readonly today?: { readonly x: number; readonly text: string } | undefined;
}

const ID = 'overview';

/**
 * Draws in slices: a picture may have more than a thousand links.
 *
 * @param overview Laid out for `LAYOUTS`.
 */
export function* overviewPictureSteps(overview: Overview, view: PictureView, drawing: PictureDrawing): Work<string> {
  const { axis, widths, lanes } = overview;
  const root = attributes({
    class: [
      'overview',
      overview.before === FADE_MARGIN ? 'fades-in' : '',
      overview.after === FADE_MARGIN ? 'fades-out' : '',
      drawing.today ? 'has-today' : '',
    ]
      .filter(Boolean)
      .join(' '),
    role: 'group',
    'aria-label': drawing.title,
    'data-corners': axis.corners.map(([day, x]) => `${timeText(day)} ${share(x)}`).join(';'),
    'data-view': drawing.view,
  });
  const laneMarkups: string[] = [];
  for (const lane of lanes) laneMarkups.push(yield* laneSteps(lane, overview, view, drawing));
  return [
    `<div${root}>`,
    grid(overview, drawing),
    `<svg class="axis">`,
    ...oncePerContent(
      widths.map(({ labels, room, layout }) => ({
        layout,
        drawn: [
          ...labels.ticks
            .filter(({ label }) => label !== undefined)
            .map((tick) => ({
              key: `${tick.day} ${tick.label}`,
              x: tick.x,
              markup: (classes?: string) => tickLink(tick, penFor(room.width), room.width, view, drawing, classes),
            })),
          ...labels.folds.map((label) => ({
            key: `${label.fold.from} ${label.lines.join()}`,
            x: label.fold.x0,
            markup: (classes?: string) => foldText(label, penFor(room.width), room.width, view, classes),
          })),
        ],
      })),
    ),
    '</svg>',
    ...laneMarkups,
    '</div>',
  ].join('');
}

/** As a percentage, to a twentieth of a pixel of a wide window. */
function share(x: number): string {
  return `${Math.round(x * 100_000) / 1000}%`;
}

const pens = new Map<number, Pen>();

/** Writes positions as shares of the width for which they were found. */
function penFor(width: number): Pen {
  let pen = pens.get(width);
  if (!pen) {
    const along = (x: number) => `${Math.round((x / width) * 10_000) / 100}%`;
    pen = { id: ID, along, at: (x, markup) => `<svg x="${along(x)}">${markup}</svg>` };
    pens.set(width, pen);
  }
  return pen;
}

/** The classes that hide something in all layouts but these. */
export function hidden(layouts: ReadonlySet<string>): string {
  return LAYOUTS.filter(({ id }) => !layouts.has(id))
    .map(({ id }) => `no-${id}`)
    .join(' ');
}

interface Drawable {
  /** What has the same key is the same. */
  readonly key: string;
  readonly x: number;
  markup(classes?: string): string;
}

/** Markup of each thing once, hidden in the layouts that do not have it, from left to right. */
function oncePerContent(layouts: readonly { layout: Layout; drawn: readonly Drawable[] }[]): readonly string[] {
  const byKey = new Map<string, { drawable: Drawable; layouts: Set<string> }>();
  for (const { layout, drawn } of layouts)
    for (const drawable of drawn) {
      const known = byKey.get(drawable.key);
      if (known) known.layouts.add(layout.id);
      else byKey.set(drawable.key, { drawable, layouts: new Set([layout.id]) });
    }
  return [...byKey.values()]
    .sort((a, b) => a.drawable.x - b.drawable.x)
    .map(({ drawable, layouts: shown }) => drawable.markup(hidden(shown) || undefined));
}

/** Lines and folds behind all lanes, with what their masks refer to. */
function grid({ axis, widths }: Overview, { today }: PictureDrawing): string {
  const lines = oncePerContent(
    widths.map(({ labels, layout }) => ({
      layout,
      drawn: [
        ...labels.ticks.map(({ day, x }) => ({ key: day, x, markup: (classes?: string) => line(x, classes) })),
        ...labels.minorTicks.map((x) => ({
          key: `minor ${share(x)}`,
          x,
          markup: (classes?: string) => line(x, ['minor', classes].filter(Boolean).join(' ')),
        })),
      ],
    })),
  );
  const folds = axis.folds.map(
    ({ x0, x1 }) =>
      `<rect${attributes({ class: 'fold', x: share(x0), width: share(x1 - x0), y: AXIS_HEIGHT, height: '100%' })}/>`,
  );
  const now = today
    ? `${line(today.x, 'today')}<text${attributes({ class: today.x > 0.5 ? 'today before' : 'today', x: share(today.x), y: '100%' })}>${escapeMarkup(today.text)}</text>`
    : '';
  return `<svg class="grid" aria-hidden="true"><defs>${masks(ID)}</defs>${folds.join('')}${lines.join('')}${now}</svg>`;
}

function line(x: number, className?: string): string {
  return `<line${attributes({ class: className || undefined, x1: share(x), x2: share(x), y1: AXIS_HEIGHT, y2: '100%' })}/>`;
}

function* laneSteps(lane: Lane, overview: Overview, view: PictureView, drawing: PictureDrawing): Work<string> {
  const name = laneName(lane, view);
  const [only, ...others] = lane.types;
  const group = attributes({
    class: others.length === 0 ? `lane type-${only}` : 'lane',
    role: 'group',
    'aria-label': name.text,
    lang: name.lang === interfaceTag(view.language) ? undefined : name.lang,
  });
  const rows = classesByLayout(lane.atWidths, ({ units }) => units);
  const items = yield* itemSteps(lane, overview, view, drawing, name.text);
  return (
    `<div${group}><p class="lane-name" aria-hidden="true">${escapeMarkup(name.text)}</p>` +
    `<svg class="${rows}">${items.join('')}</svg></div>`
  );
}

function classesByLayout(atWidths: readonly LaneAtWidth[], unit: (at: LaneAtWidth) => number): string {
  return atWidths.map((at, index) => `${LAYOUTS[index]?.id}${unit(at)}`).join(' ');
}

/** A mark or a group with its place in each layout that has it. */
interface Entry<Drawn> {
  /** Its middle, as a share of the axis. */
  readonly x: number;
  readonly places: readonly [Place<Drawn>, ...Place<Drawn>[]];
}

interface Place<Drawn> {
  readonly layout: string;
  readonly width: number;
  readonly drawn: Drawn;
  readonly y: number;
  readonly name: PlacedItem['name'];
}

function* itemSteps(
  lane: Lane,
  { widths }: Overview,
  view: PictureView,
  drawing: PictureDrawing,
  name: string,
): Work<readonly string[]> {
  const marks = new Map<string, Entry<DrawnMark>>();
  const groups = new Map<string, Entry<DrawnGroup>>();
  for (const [index, { layout, room }] of widths.entries())
    for (const { drawn, y, name: given } of lane.atWidths[index]?.items ?? []) {
      const place = { layout: layout.id, width: room.width, y, name: given };
      if (drawn.kind === 'event') {
        const middle = (drawn.x0 + drawn.x1) / 2;
        add(marks, drawn.event.slug, middle / room.width, { ...place, drawn });
      } else {
        const { events, count, x } = drawn;
        const key = `${events.length} ${count} ${events[0]?.slug} ${events.at(-1)?.slug}`;
        add(groups, key, x / room.width, { ...place, drawn });
      }
    }
  const drawn: { readonly x: number; readonly markup: string }[] = [];
  yield* pausing(marks.values(), (entry) => drawn.push({ x: entry.x, markup: mark(entry, lane, view, drawing) }));
  yield* pausing(groups.values(), (entry) =>
    drawn.push({ x: entry.x, markup: group(entry, lane, view, drawing, name) }),
  );
  return drawn.sort((a, b) => a.x - b.x).map(({ markup }) => markup);
}

function add<Drawn>(entries: Map<string, Entry<Drawn>>, key: string, x: number, place: Place<Drawn>): void {
  const known = entries.get(key);
  entries.set(key, known ? { x: known.x, places: [...known.places, place] } : { x, places: [place] });
}

function linkClasses({ places }: Entry<unknown>, ...others: readonly (string | undefined)[]): string {
  const shown = new Set(places.map(({ layout }) => layout));
  return [...others, ...places.map(({ layout, y }) => `${layout}${y}`), hidden(shown)].filter(Boolean).join(' ');
}

function mark(entry: Entry<DrawnMark>, lane: Lane, view: PictureView, drawing: PictureDrawing): string {
  const { places } = entry;
  const { event } = places[0].drawn;
  const isCurrent = event.slug === drawing.current;
  const link = attributes({
    class: linkClasses(
      entry,
      isOff(event) ? 'off' : undefined,
      lane.types.length > 1 ? `type-${event.type}` : undefined,
      event.weight === 'detail' ? 'detail' : undefined,
    ),
    href: drawing.event(event.slug),
    'aria-label': markName(event, view),
    'aria-current': isCurrent ? 'true' : undefined,
  });
  const own = new Set(places.map(({ layout }) => layout));
  return `<a${link}>${shapes(entry, view, isCurrent)}${nameTexts(entry, isCurrent, own, titleLanguage(event, view.language))}</a>`;
}

/**
 * Each drawing once, hidden in those layouts that draw the same in another way. Where a mark is drawn to scale, the drawing
 * for the narrowest of a few layouts serves them all; one that is widened to so many pixels serves no layout in which it is
 * not, where its days are wider.
 */
function shapes({ places }: Entry<DrawnMark>, view: PictureView, isCurrent: boolean): string {
  const placesByScale = new Map<string, Place<DrawnMark>[]>();
  for (const place of places) {
    const scale = SCALES.findIndex((layouts) => layouts.includes(place.layout));
    const key = `${scale} ${isToScale(place.drawn)}`;
    placesByScale.set(key, [...(placesByScale.get(key) ?? []), place]);
  }
  return drawings(
    [...placesByScale.values()].map((same) => {
      const { drawn, width } = same.at(-1) as Place<DrawnMark>;
      const layouts = same.map(({ layout }) => layout);
      return { layouts, markup: markDrawing(drawn, view, penFor(width), isCurrent) };
    }),
  );
}

/** Layouts between which the lengths of gradients in pixels differ little. */
const SCALES: readonly (readonly string[])[] = [
  ['a', 'b', 'c'],
  ['d', 'e'],
];

/** Each markup once, with the classes that hide it in the layouts of the others. */
function drawings(drawn: readonly { readonly layouts: readonly string[]; readonly markup: string }[]): string {
  const layoutsByMarkup = new Map<string, readonly string[]>();
  for (const { layouts, markup } of drawn)
    layoutsByMarkup.set(markup, [...(layoutsByMarkup.get(markup) ?? []), ...layouts]);
  const own = drawn.flatMap(({ layouts }) => layouts);
  return [...layoutsByMarkup]
    .map(([markup, layouts]) => {
      if (layoutsByMarkup.size === 1) return markup;
      const others = own.filter((id) => !layouts.includes(id));
      const classes = ` class="${others.map((id) => `no-${id}`).join(' ')}"`;
      return isOneElement(markup) ? markup.replace(/^<\w+/, `$&${classes}`) : `<g${classes}>${markup}</g>`;
    })
    .join('');
}

/** Each text once, hidden in those layouts that have the mark and not this text. */
function nameTexts(
  { places }: Entry<DrawnMark>,
  isCurrent: boolean,
  own: ReadonlySet<string>,
  lang: LanguageTag | undefined,
): string {
  const layoutsByMarkup = new Map<string, { layouts: Set<string>; markup: (classes: string) => string }>();
  for (const { layout, width, drawn, name } of places) {
    if (!name) continue;
    const markup = (classes: string) => markNameText(drawn, name, penFor(width), { isCurrent, lang, classes });
    const known = layoutsByMarkup.get(markup(''));
    if (known) known.layouts.add(layout);
    else layoutsByMarkup.set(markup(''), { layouts: new Set([layout]), markup });
  }
  const elsewhere = LAYOUTS.filter(({ id }) => !own.has(id)).map(({ id }) => id);
  return [...layoutsByMarkup.values()]
    .map(({ layouts, markup }) => markup(hidden(new Set([...layouts, ...elsewhere]))))
    .join('');
}

function group(entry: Entry<DrawnGroup>, lane: Lane, view: PictureView, drawing: PictureDrawing, name: string): string {
  const [{ drawn }] = entry.places;
  const shown = entry.places.map((place) => ({
    layouts: [place.layout],
    markup: groupDrawing(place.drawn, penFor(place.width)),
  }));
  const link = attributes({
    class: linkClasses(entry, 'group'),
    href: groupHref(drawn, lane, drawing),
    'aria-label': groupName(drawn, name, view),
  });
  return `<a${link}>${drawings(shown)}</a>`;
}

/** Events that no zoom separates are apart in the list. */
export function groupHref({ zooms, range, events: [first] }: DrawnGroup, { types }: Lane, links: PictureLinks): string {
  return zooms || !first ? links.zoom(range, types) : links.event(first.slug);
}

/** The rules that give every row and every lane its place in each layout, and hide what a layout does not have. */
export function layoutRules(): string {
  return LAYOUTS.map(({ id, least, nameWidth, unit }, index) => {
    const wider = LAYOUTS[index - 1];
    const condition = [
      ...(index === LAYOUTS.length - 1 ? [] : [`(width>=${least}px)`]),
      ...(wider ? [`(width<${wider.least}px)`] : []),
    ].join('and ');
    const rows = Array.from({ length: MOST_UNITS + 1 }, (_, row) => `.${id}${row}{--row:${row}}`).join('');
    return `@container overview ${condition}{.overview>*{--unit:${unit}px;--names:${nameWidth}px}.no-${id}{display:none}${rows}}\n`;
  }).join('');
}
