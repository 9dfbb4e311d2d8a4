/** The picture as a document of its own: with a title, the legend, its source and address, in the colours of one scheme. */
import type { Day } from '../../chronology/dates/day.ts';
import { formatRange } from '../../chronology/languages/days-in-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import type { Work } from '../../slices.ts';
import { lettersOf } from '../view/letters.ts';
import { attributes, escapeMarkup } from '../view/markup.ts';
import { schemeColours } from '../view/type-colour.ts';
import { type View, viewTitle } from '../view/view.ts';
import type { DrawnMark } from './drawn-mark.ts';
import { LABEL_FONT } from './fitting/axis-labels.ts';
import { documentLayout, TARGET } from './fitting/layouts.ts';
import { cut, type Medium, textWidth } from './fitting/letter-width.ts';
import type { AxisRoom } from './fitting/time-axis.ts';
import { groupName, markName, titleLanguage } from './mark-name.ts';
import type { Pen } from './mark-shape.ts';
import {
  type Lane,
  type Overview,
  overviewRange,
  overviewSteps,
  type PlacedItem,
  placeOfDay,
  typeOfLane,
} from './overview.ts';
import { type LegendForm, legendForms, type OverviewView, pictureLinks } from './overview-figure.ts';
import {
  AXIS_HEIGHT,
  foldText,
  groupDrawing,
  isOff,
  laneName,
  markDrawing,
  markNameText,
  masks,
  type PictureLinks,
  type PictureView,
  tickLink,
} from './overview-markup.ts';
import { groupHref } from './overview-picture.ts';
import type { OverviewLinks } from './zoom-links.ts';

/** A name is written in the way of its own letters, as the style sheet has it on pages. */
const PLAINTEXT = { 'unicode-bidi': 'plaintext' };

/** The width of a picture, and its proportion where it has one, in CSS pixels. */
const FRAMES = {
  plain: { width: 1120, ratio: undefined },
  slide: { width: 1600, ratio: 16 / 9 },
} as const;

const MEDIA = { plain: 'document', slide: 'slide' } as const;

/** The widths that a slide is laid out for, the narrowest that its height allows: in it, names are largest. */
const SLIDE_WIDTHS = [1200, 1280, 1360, 1440, 1520];

/** The page's colours, in a document that has no style sheet. */
const SCHEMES = {
  light: { paper: '#fbf9f4', ink: '#1d1c1a', soft: '#5d594f', rule: '#e0d9c9' },
  dark: { paper: '#15171a', ink: '#ece8df', soft: '#b0aba0', rule: '#34373c' },
} as const;
type Ink = (typeof SCHEMES)[keyof typeof SCHEMES];

const ID = 'overview';
const SANS = 'system-ui, sans-serif';
const SERIF = 'Georgia, serif';
const MARGIN = 24;
const TITLE_FONT = 22;
const TITLE_HEIGHT = 38;
const SUBTITLE_FONT = 15;
/** Between the title and the days beside it. */
const TITLE_GAP = 16;
const LANE_PADDING = 3;
const LANE_NAME_FONT = 12;
const LANE_NAME_LINE = 15;
const LANE_NAME_ABOVE = 18;
const LEGEND_FONT = 12;
const LEGEND_LINE = 20;
const SOURCE_FONT = 11.5;

/** How wide a text is at the most, in whatever the document is drawn with. */
function widthOf(text: string, fontSize: number): number {
  return textWidth(text, { fontSize, medium: 'document' });
}

function fitted(text: string, room: number, fontSize: number): string {
  return cut(text, room, { fontSize, medium: 'document' });
}

/** A view without events, or without a date in its days, has a sentence in place of lanes: a page that embeds it gets no error. */
export function* overviewDocumentSteps(
  view: OverviewView & Pick<View, 'addresses'>,
  links: OverviewLinks,
  today: Day,
): Work<string> {
  const { ratio, width: shown } = FRAMES[view.query.frame];
  const ink = SCHEMES[view.query.scheme];
  let body = yield* layOutSteps(view, links, today, shown);
  if (ratio !== undefined) {
    // What is narrower is no lower.
    const narrower = SLIDE_WIDTHS.filter((width) => width / ratio >= body.needed);
    for (const width of narrower) {
      const other = yield* layOutSteps(view, links, today, width);
      if (other.needed > width / ratio) continue;
      body = other;
      break;
    }
  }
  const { width, inner, overview, drawn, legend, needed } = body;
  const range = rangeOf(view);
  const title = viewTitle(view);
  const top = MARGIN + TITLE_HEIGHT;
  const source = sourceLine(view, inner);
  const whole = Math.ceil(ratio === undefined ? needed : Math.max(needed, width / ratio));
  // A slide that needs more height is wider as well: its picture stands in the middle, and all of it is shown smaller.
  const page = ratio === undefined ? width : Math.max(width, Math.round(whole * ratio));
  const scale = Math.max(1, shown / page);
  const root = attributes({
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `${(width - page) / 2} 0 ${page} ${whole}`,
    width: Math.round(page * scale),
    height: Math.round(whole * scale),
    lang: interfaceTag(view.language),
    role: 'group',
    'aria-labelledby': `${ID}-title`,
    'font-family': SANS,
    'font-size': LEGEND_FONT,
  });
  const heading = {
    ...PLAINTEXT,
    x: MARGIN,
    y: MARGIN + TITLE_FONT - 4,
    fill: ink.ink,
    'font-family': SERIF,
    'font-size': TITLE_FONT,
  };
  const subtitle = range ? formatRange(range, view.language) : '';
  const titleRoom = subtitle === '' ? inner : inner - TITLE_GAP - widthOf(subtitle, SUBTITLE_FONT);
  return [
    `<svg${root}><title id="${ID}-title">${escapeMarkup(title)}</title>`,
    `<defs>${masks(ID)}${overview ? clip(overview) : ''}</defs>`,
    `<rect${attributes({ x: (width - page) / 2, width: page, height: whole, fill: ink.paper })}/>`,
    `<text${attributes(heading)}>${escapeMarkup(fitted(title, titleRoom, TITLE_FONT))}</text>`,
    subtitle === ''
      ? ''
      : `<text${attributes({ ...PLAINTEXT, x: width - MARGIN, y: heading.y, fill: ink.soft, 'text-anchor': 'end', 'font-family': SERIF, 'font-size': SUBTITLE_FONT })}>${escapeMarkup(subtitle)}</text>`,
    `<g transform="translate(${MARGIN} ${top})">${drawn.markup}</g>`,
    `<g transform="translate(${MARGIN} ${top + drawn.height + 14})">${legend.markup}</g>`,
    `<text${attributes({ ...PLAINTEXT, x: MARGIN, y: whole - MARGIN + 4, fill: ink.soft, 'font-size': SOURCE_FONT })}>${escapeMarkup(source)}</text>`,
    '</svg>',
  ].join('');
}

function rangeOf(view: OverviewView) {
  return view.events.length === 0 ? undefined : overviewRange(view);
}

/** What is as high as the events need it, in a document of some width, and how high the document is then. */
function* layOutSteps(view: OverviewView & Pick<View, 'addresses'>, links: OverviewLinks, today: Day, width: number) {
  const { scheme, frame } = view.query;
  const ink = SCHEMES[scheme];
  const inner = width - 2 * MARGIN;
  const range = rangeOf(view);
  const overview = range && (yield* overviewSteps(view, range, { layouts: [documentLayout(inner, MEDIA[frame])] }));
  const drawn =
    overview && range
      ? yield* bodySteps(overview, view, pictureLinks(view, range, links), { ink, scheme, today })
      : sentence(view, ink);
  yield;
  const legend = overview ? legendRows(view, overview, inner, ink) : { markup: '', height: 0 };
  const needed = MARGIN + TITLE_HEIGHT + drawn.height + legend.height + 8 + LEGEND_LINE + MARGIN - 6;
  return { width, inner, overview, drawn, legend, needed };
}

/** What the chronology is called, and where the view stands. */
function sourceLine(
  { addresses, chronology, language, words }: OverviewView & Pick<View, 'addresses'>,
  width: number,
): string {
  const publisher = pick(chronology.vocabulary.settings.title, language).text;
  const text = words('overview.source', { title: publisher, address: decodeURI(addresses.page) });
  return fitted(text, width, SOURCE_FONT);
}

function sentence({ events, words }: OverviewView, ink: Ink): { markup: string; height: number } {
  const text = words(events.length === 0 ? 'view.noEvents' : 'overview.undated');
  return {
    markup: `<text${attributes({ ...PLAINTEXT, y: 24, fill: ink.soft, 'font-size': 15 })}>${escapeMarkup(text)}</text>`,
    height: 48,
  };
}

/** A mark that reaches beyond the picture is cut at its edge. */
function clip({ before, after, widths: [at] }: Overview): string {
  const box = { x: -before, y: -40, width: before + (at?.room.width ?? 0) + after, height: 4000 };
  return `<clipPath id="${ID}-clip"><rect${attributes(box)}/></clipPath>`;
}

function penOf(ink: Ink, { before, after, width }: AxisRoom, medium: Medium = 'document'): Pen {
  const number = (x: number) => String(Math.round(x * 10) / 10);
  return {
    id: ID,
    medium,
    // What is masked far outside of what it is clipped by makes resvg fail.
    reach: [-before, width + after],
    along: number,
    at: (x, markup) => `<g transform="translate(${number(x)} 0)">${markup}</g>`,
    hollow: { fill: ink.paper },
    lasting: { opacity: 0.3 },
    soft: { opacity: 0.6 },
    hitStyle: { fill: 'none', 'pointer-events': 'all' },
    tickStyle: { stroke: ink.rule },
    bandStyle: { 'fill-opacity': 0.5 },
    textStyle: ({ fontSize, bold }, side) => ({
      ...PLAINTEXT,
      'font-size': fontSize,
      'font-weight': bold ? 600 : undefined,
      fill: ink.ink,
      'text-anchor': side === 'before' ? 'end' : undefined,
      'dominant-baseline': 'central',
      ...(side !== 'inside' && {
        stroke: ink.paper,
        'stroke-width': 3,
        'paint-order': 'stroke',
        'stroke-linejoin': 'round',
      }),
    }),
    numberStyle: (number, fontSize) => ({
      fill: ink.paper,
      'font-size': Math.min(
        fontSize,
        (TARGET - 2) / textWidth(number, { fontSize: 1, bold: true, medium: 'document' }),
      ),
      'font-weight': 600,
      'text-anchor': 'middle',
      'dominant-baseline': 'central',
    }),
  };
}

function* bodySteps(
  overview: Overview,
  view: PictureView,
  links: PictureLinks,
  { ink, scheme, today }: { ink: Ink; scheme: 'light' | 'dark'; today: Day },
): Work<{ markup: string; height: number }> {
  const { axis, before, after, lanes, widths } = overview;
  const [at] = widths;
  if (!at) return { markup: '', height: 0 };
  const { layout, room, labels } = at;
  const pen = penOf(ink, room, layout.medium);
  const origin = layout.nameWidth + before;
  const total = layout.nameWidth + before + room.width + after;
  const laneMarkups: string[] = [];
  const rules: string[] = [];
  let y = AXIS_HEIGHT;
  for (const lane of lanes) {
    const { markup, height } = laneMarkup(lane, { overview, view, links, scheme, pen, ink }, y);
    rules.push(`<path d="M0 ${y}H${Math.round(total)}"/>`);
    laneMarkups.push(markup);
    y += height;
    yield;
  }
  const now = placeOfDay(axis, today);
  const foot = now === undefined ? 0 : 16;
  const line = (x: number, top: number, dashes?: string) =>
    `<path${attributes({ d: `M${Math.round(x * room.width * 10) / 10} ${top}V${y}`, 'stroke-dasharray': dashes })}/>`;
  const markup = [
    `<g${attributes({ transform: `translate(${origin} 0)`, stroke: ink.rule })}>`,
    ...axis.folds.map(
      ({ x0, x1 }) =>
        `<rect${attributes({ x: x0 * room.width, y: AXIS_HEIGHT, width: (x1 - x0) * room.width, height: y - AXIS_HEIGHT, fill: ink.rule, 'fill-opacity': 0.35, stroke: 'none' })}/>`,
    ),
    ...labels.minorTicks.map((x) => line(x, AXIS_HEIGHT, '1 5')),
    ...labels.ticks.map(({ x }) => line(x, AXIS_HEIGHT)),
    '</g>',
    `<g stroke="${ink.rule}">${rules.join('')}</g>`,
    `<g${attributes({ transform: `translate(${origin} 0)`, fill: ink.soft, 'font-family': SERIF, 'font-size': LABEL_FONT })}>`,
    ...labels.ticks
      .filter(({ label }) => label !== undefined)
      .map((tick) => tickLink(tick, pen, room.width, view, links)),
    ...labels.folds.map((label) => foldText(label, { ...pen, textStyle: () => ({}) }, room.width, view)),
    '</g>',
    ...laneMarkups,
    now === undefined
      ? ''
      : `<g${attributes({ transform: `translate(${origin} 0)`, stroke: ink.ink })}>${line(now, AXIS_HEIGHT)}<text${attributes({ ...PLAINTEXT, x: now * room.width + (now > 0.5 ? -4 : 4), y: y + 13, fill: ink.ink, stroke: 'none', 'text-anchor': now > 0.5 ? 'end' : 'start', 'font-size': 11 })}>${escapeMarkup(view.words('overview.today'))}</text></g>`,
  ].join('');
  return { markup, height: y + foot };
}

interface LaneContext {
  readonly overview: Overview;
  readonly view: PictureView;
  readonly links: PictureLinks;
  readonly scheme: 'light' | 'dark';
  readonly pen: Pen;
  readonly ink: Ink;
}

function laneMarkup(lane: Lane, context: LaneContext, top: number): { markup: string; height: number } {
  const { overview, view, scheme, ink } = context;
  const [at] = overview.widths;
  const [rows] = lane.atWidths;
  if (!at || !rows) return { markup: '', height: 0 };
  const { nameWidth, unit } = at.layout;
  const name = laneName(lane, view);
  const [only = '', ...others] = lane.types;
  const colourOf = (type: string) => schemeColours(typeOfLane(view.chronology, type).color)[scheme];
  const group = attributes({
    class: others.length === 0 ? `lane type-${only}` : 'lane',
    role: 'group',
    'aria-label': name.text,
    lang: name.lang === interfaceTag(view.language) ? undefined : name.lang,
    ...(others.length === 0 ? { color: colourOf(only), fill: colourOf(only) } : { color: ink.soft, fill: ink.soft }),
  });
  const lines = nameWidth === 0 ? [name.text] : wrapped(name.text, nameWidth - 10);
  const above = nameWidth === 0 ? LANE_NAME_ABOVE : 0;
  const height = Math.max(
    above + rows.units * unit + 2 * LANE_PADDING,
    nameWidth === 0 ? 0 : lines.length * LANE_NAME_LINE + 8,
  );
  const label = lines.map(
    (text, index) =>
      `<text${attributes({ ...PLAINTEXT, class: 'lane-name', y: top + 15 + index * LANE_NAME_LINE, fill: ink.soft, 'font-size': LANE_NAME_FONT })}>${escapeMarkup(text)}</text>`,
  );
  const place = `translate(${Math.round((nameWidth + overview.before) * 10) / 10} ${Math.round((top + above + LANE_PADDING) * 10) / 10})`;
  const items = rows.items.map((item) => {
    const own = others.length === 0 || item.drawn.kind === 'group' ? undefined : colourOf(item.drawn.event.type);
    return itemMarkup(item, lane, name.text, context, unit, own);
  });
  const marks = `<g${attributes({ transform: place, 'clip-path': `url(#${ID}-clip)` })}>${items.join('')}</g>`;
  return { markup: `<g${group}>${label.join('')}${marks}</g>`, height };
}

function itemMarkup(
  { drawn, y, name }: PlacedItem,
  lane: Lane,
  laneName: string,
  { view, links, pen }: LaneContext,
  unit: number,
  colour: string | undefined,
): string {
  const transform = `translate(0 ${Math.round(y * unit * 10) / 10})`;
  if (drawn.kind === 'group') {
    const link = {
      class: 'group',
      href: groupHref(drawn, lane, links),
      'aria-label': groupName(drawn, laneName, view),
      transform,
    };
    return `<a${attributes(link)}>${groupDrawing(drawn, pen)}</a>`;
  }
  const { event } = drawn;
  const link = attributes({
    class: isOff(event) ? 'off' : undefined,
    href: links.event(event.slug),
    'aria-label': markName(event, view),
    transform,
    ...(colour !== undefined && { color: colour, fill: colour }),
    opacity: isOff(event) ? 0.55 : undefined,
  });
  return `<a${link}><title>${escapeMarkup(markName(event, view))}</title>${markWithName(drawn, name, view, pen)}</a>`;
}

function markWithName(drawn: DrawnMark, name: PlacedItem['name'], view: PictureView, pen: Pen): string {
  return (
    markDrawing(drawn, view, pen, false) +
    (name ? markNameText(drawn, name, pen, { isCurrent: false, lang: titleLanguage(drawn.event, view.language) }) : '')
  );
}

/** On lines that end behind words and kana or kanji, or, where a word has no room on a line of its own, behind any letter. */
function wrapped(name: string, width: number): readonly string[] {
  const fits = (text: string) => widthOf(text.trimEnd(), LANE_NAME_FONT) <= width;
  const words = name.split(/(?<=\s)|(?<=[\u3040-\u30ff\u4e00-\u9fff・])(?=[\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff])/u);
  const lines: string[] = [];
  for (const piece of words.flatMap((word) => (fits(word) ? [word] : [...lettersOf(word)]))) {
    const last = lines.at(-1);
    if (last !== undefined && fits(last + piece)) lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((text) => text.trimEnd());
}

/** The forms that the picture has, each with its meaning, on as many lines as they need. */
function legendRows(
  view: OverviewView,
  overview: Overview,
  width: number,
  ink: Ink,
): { markup: string; height: number } {
  let [x, y] = [0, 0];
  const entries = legendForms(overview).map((form) => {
    const text = view.words(`overview.form.${form}`);
    const long = 30 + widthOf(text, LEGEND_FONT);
    if (x > 0 && x + long > width) [x, y] = [0, y + LEGEND_LINE];
    const at = `translate(${Math.round(x)} ${y + 10})`;
    x += long + 16;
    return `<g transform="${at}">${legendForm(form, ink)}<text${attributes({ ...PLAINTEXT, x: 29, fill: ink.soft, 'dominant-baseline': 'central' })}>${escapeMarkup(text)}</text></g>`;
  });
  return {
    markup: `<g color="${ink.soft}" fill="${ink.soft}">${entries.join('')}</g>`,
    height: entries.length === 0 ? 0 : y + LEGEND_LINE + 14,
  };
}

function legendForm(form: LegendForm, ink: Ink): string {
  const rect = (x: number, width: number, more: Record<string, string | number> = {}) =>
    `<rect${attributes({ x, y: -4.5, width, height: 9, ...more })}/>`;
  const fading = (x: number, width: number, mask: string) => rect(x, width, { mask: `url(#${ID}-${mask})` });
  const hollow = { fill: ink.paper, stroke: ink.soft, rx: 4.2, y: -4.2, height: 8.4 };
  const dashed = { ...hollow, 'stroke-width': 1.4, 'stroke-dasharray': '2.4 1.8' };
  switch (form) {
    case 'day':
      return '<circle cx="17" r="5"/>';
    case 'unit':
      return rect(6, 16, { ...hollow, 'stroke-width': 2 });
    case 'period':
      return rect(0, 24, { 'fill-opacity': 0.3 });
    case 'soft':
      return fading(2, 8, 'rise') + rect(9.5, 5) + fading(14, 8, 'fall');
    case 'after':
      return rect(2, 6) + fading(7.5, 16, 'fall');
    case 'before':
      return fading(0, 16, 'rise') + rect(15.5, 6);
    case 'ongoing':
      return `<g fill-opacity="0.3">${rect(0, 14) + fading(13.5, 10, 'fall')}</g>`;
    case 'plan':
      return rect(6, 16, dashed);
    case 'fulfilled':
      return `${rect(6, 16, dashed)}<circle cx="14" r="2"/>`;
    case 'group':
      return rect(6, 16, { rx: 4, y: -7, height: 14 });
  }
}
