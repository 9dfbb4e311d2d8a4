/** The overview as SVG, in a page and as a document: strict XML, a link with a name for every mark, and forms that tell how well a date is known. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import type { Day } from '../../src/chronology/dates/day.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { wordsOf } from '../../src/chronology/languages/languages.ts';
import type { LanguageTag } from '../../src/chronology/languages/text.ts';
import { type Choices, choices, EVERYTHING } from '../../src/chronology/query/query.ts';
import { LABEL_FONT, LABEL_INDENT } from '../../src/formats/overview/fitting/axis-labels.ts';
import {
  documentLayout,
  FADE_MARGIN,
  LAYOUTS,
  MOST_UNITS,
  TARGET,
} from '../../src/formats/overview/fitting/layouts.ts';
import { type Font, textWidth } from '../../src/formats/overview/fitting/letter-width.ts';
import { markName } from '../../src/formats/overview/mark-name.ts';
import { drawnEnds } from '../../src/formats/overview/mark-shape.ts';
import { overviewRange } from '../../src/formats/overview/overview.ts';
import { overviewDocumentSteps } from '../../src/formats/overview/overview-document.ts';
import { layoutRules, overviewPictureSteps, type PictureDrawing } from '../../src/formats/overview/overview-picture.ts';
import { dateAsKnown } from '../../src/formats/view/event-text.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf, type Events, manyTypes, withTypes } from '../support/chronologies.ts';
import { pausesOf } from '../support/pauses.ts';
import { buildChronology, layOutOverview } from '../support/rendered.ts';
import { chronologyIn, EVERY_DATE, SHIPPED } from '../support/service.ts';
import { type Element, parseXml } from '../support/xml.ts';

const everyDate = await chronologyIn(EVERY_DATE);
const shipped = await chronologyIn(SHIPPED);

const eventAddress = (slug: string) => `https://annals.example/events/${slug}?a=1&b=2`;

interface Options extends Partial<Pick<Choices, 'frame' | 'scheme'>> {
  readonly language?: LanguageTag;
  readonly today?: Day;
}

/** The picture as a document. */
function drawn(chronology: Chronology, { language = 'en', today = '1900-01-01', ...chosen }: Options = {}): string {
  const page = 'https://annals.example/en/';
  const view = {
    chronology,
    language,
    words: wordsOf(language),
    events: chronology.events,
    query: { ...EVERYTHING, ...chosen },
    addresses: {
      page,
      chronology: page,
      view: () => page,
      event: eventAddress,
      eventCalendar: eventAddress,
      permalink: eventAddress,
      schema: page,
      image: () => page,
    },
  };
  const links = { event: eventAddress, view: () => 'https://annals.example/?from=2004&to=2005' };
  return atOnce(overviewDocumentSteps(view, links, today));
}

const DRAWING: PictureDrawing = {
  title: 'Overview',
  view: '/en/',
  event: eventAddress,
  zoom: ({ from, to }, types) => `https://annals.example/?from=${from}&to=${to}${types ? `&type=${types.join()}` : ''}`,
};

/** The picture in a page. */
function picture(
  chronology: Chronology,
  { language = 'en', ...drawing }: Partial<PictureDrawing> & { language?: LanguageTag } = {},
): string {
  const view = { chronology, language, words: wordsOf(language), events: chronology.events, query: EVERYTHING };
  const range = overviewRange(view);
  assert.ok(range);
  const overview = layOutOverview(view, range, { layouts: LAYOUTS, current: drawing.current });
  return atOnce(overviewPictureSteps(overview, view, { ...DRAWING, ...drawing }));
}

const all = (element: Element): Element[] => [element, ...element.elements.flatMap(all)];
const named = (root: Element, name: string) => all(root).filter((element) => element.name === name);
const links = (root: Element) => named(root, 'a');
const marks = (root: Element) => links(root).filter(({ attributes }) => attributes.href?.includes('/events/'));
const markOf = (root: Element, slug: string) => {
  const [only, ...others] = marks(root).filter(({ attributes }) => attributes.href?.includes(`/events/${slug}?`));
  assert.ok(only && others.length === 0, slug);
  return only;
};
/** What is drawn, whether or not it is moved, clipped or made paler together. */
const shapes = (mark: Element): readonly Element[] =>
  mark.elements
    .filter(({ name, attributes }) => name !== 'title' && name !== 'text' && attributes.class !== 'hit')
    .flatMap((element) => (element.name === 'g' || element.name === 'svg' ? shapes(element) : [element]));
const svgOf = (events: Events, options?: Options) => parseXml(drawn(chronologyOf(events), options));
const pictureOf = (events: Events) => parseXml(picture(chronologyOf(events)));
const classesOf = ({ attributes }: Element) => (attributes.class ?? '').split(' ');

const HOSTILE = `</title><script>alert("1")</script> & ' ]]> <!-- -->`;

describe('the overview as a document', () => {
  it('marks a name that is in another language than the view', () => {
    const texts = picture(everyDate, { language: 'ja' }).match(/<text[^>]*>In one language only</g) ?? [];
    assert.notEqual(texts.length, 0);
    for (const text of texts) assert.match(text, / lang="en"/);
  });

  for (const language of ['en', 'ja'] as const)
    for (const frame of choices.frame)
      it(`is strict XML in ${language}, ${frame}, with every event of every kind`, () => {
        const root = parseXml(drawn(everyDate, { language, frame }));
        assert.equal(root.name, 'svg');
        assert.equal(root.attributes.xmlns, 'http://www.w3.org/2000/svg');
        assert.equal(root.attributes.lang, language);
        const [, , ...size] = String(root.attributes.viewBox).split(' ');
        if (frame === 'slide') {
          // Laid out for less, and shown larger.
          const [width = Number.NaN, height = Number.NaN] = size.map(Number);
          const scale = Number(root.attributes.width) / width;
          assert.ok(scale >= 1 && scale <= 2, `${scale}`);
          assert.ok(Math.abs(Number(root.attributes.height) - height * scale) <= 1);
        } else assert.deepEqual(size, [root.attributes.width, root.attributes.height]);
        const grouped = links(root).filter(({ attributes }) => attributes.class === 'group');
        for (const event of everyDate.events) assert.ok(grouped.length > 0 || markOf(root, event.slug), event.slug);
      });

  it('has a title, the legend of its forms, its source and address, and room around', () => {
    const root = parseXml(drawn(shipped));
    const texts = named(root, 'text').map(({ text }) => text);
    assert.ok(texts.includes('Central Asia plus Japan'));
    assert.ok(texts.includes('1991–2025'));
    for (const form of ['known to the day', 'a period', 'planned', 'planned, and came about'])
      assert.ok(texts.includes(form), form);
    assert.ok(texts.includes('Central Asia plus Japan – https://annals.example/en/'));
    for (const { attributes } of named(root, 'text').filter(
      ({ attributes: { x, y } }) => x !== undefined && y !== undefined,
    ))
      assert.ok(Number(attributes.y) >= 0);
  });

  it('is a slide of 16:9, with all of the picture in its middle, however many lanes there are', () => {
    const ids = 'abcdefghi'.split('');
    const lanes = chronologyOf(
      Object.fromEntries(
        ids.flatMap((id) =>
          Array.from({ length: 9 }, (_, day) => [
            `${id}-${'abcdefghi'[day]}`,
            { when: `2020-0${day + 1}-01`, type: id },
          ]),
        ),
      ),
      withTypes(Object.fromEntries(ids.map((id) => [id, id]))),
    );
    for (const chronology of [shipped, everyDate, lanes]) {
      const { width, height, viewBox } = parseXml(drawn(chronology, { frame: 'slide' })).attributes;
      assert.ok(Math.abs(Number(width) / Number(height) - 16 / 9) < 0.01, `${width} × ${height}`);
      const [left = Number.NaN] = String(viewBox).split(' ').map(Number);
      // As much room on the left as on the right of what is laid out for 1,600; what is laid out for less is larger.
      assert.equal(left, (1600 - Number(width)) / 2);
    }
  });

  it('has names in a slide that can be read at half its size, those of key events larger, and larger still where there is room', () => {
    const few = chronologyOf({ one: { when: '2020-01-01', weight: 'key' }, two: { when: '2021-01-01' } });
    for (const [chronology, least] of [
      [shipped, 14],
      [few, 18],
    ] as const) {
      const slide = drawn(chronology, { frame: 'slide' });
      const root = parseXml(slide).attributes;
      assert.deepEqual([root.width, root.height], ['1600', '900']);
      const scale = 1600 / Number(String(root.viewBox).split(' ')[2]);
      const sizes = [...slide.matchAll(/<text[^>]*font-size="([\d.]+)"[^>]*dominant-baseline="central"/g)].map(
        ([text, size]) => ({ isKey: text.includes('class="key'), size: Number(size) * scale }),
      );
      assert.ok(sizes.length >= chronology.events.length * 0.8, `${sizes.length} names`);
      for (const { isKey, size } of sizes) assert.ok(size >= least + Number(isKey), `${size}`);
    }
  });

  it('is in light or in dark colours', () => {
    const dark = drawn(shipped, { scheme: 'dark' });
    assert.match(dark, /fill="#15171a"/);
    assert.doesNotMatch(dark, /#fbf9f4/);
    assert.match(drawn(shipped), /fill="#fbf9f4"/);
  });

  it('draws everything within its margins', () => {
    for (const chronology of [shipped, everyDate])
      for (const frame of choices.frame) {
        const root = parseXml(drawn(chronology, { frame }));
        const [begin = 0, , long = 0] = String(root.attributes.viewBox).split(' ').map(Number);
        const height = Number(String(root.attributes.viewBox).split(' ')[3]);
        const within = (element: Element, x: number, y: number): void => {
          if (['clipPath', 'mask', 'linearGradient', 'title'].includes(element.name)) return;
          const { transform = '', cx, r = '0', width: wide = '0', class: className } = element.attributes;
          const [, dx = '0', dy = '0'] = /translate\((-?[\d.]+) (-?[\d.]+)\)/.exec(transform) ?? [];
          const [left, top] = [x + Number(dx), y + Number(dy)];
          // What goes on beyond the picture is clipped by it.
          if ((element.name === 'circle' || (element.name === 'rect' && className === 'hit')) && !wide.endsWith('%')) {
            const at = left + Number(cx ?? element.attributes.x) - Number(r);
            const end = at + Number(wide) + 2 * Number(r);
            assert.ok(at >= begin && end <= begin + long + 0.1 && top <= height, `${at} ${end} ${top}`);
          }
          for (const child of element.elements) within(child, left, top);
        };
        within(root, 0, 0);
      }
  });

  /** As wide as a text is at the most, with the font of PNG or one of a reader's system. */
  const widthOf = (text: string, font: Omit<Font, 'medium'>) => textWidth(text, { ...font, medium: 'document' });

  it('has names and labels that lie on nothing else, with the font of PNG as well', () => {
    for (const language of ['en', 'ja'] as const)
      for (const width of [1072, 1552]) {
        const view = {
          chronology: shipped,
          language,
          words: wordsOf(language),
          events: shipped.events,
          query: EVERYTHING,
        };
        const range = overviewRange(view);
        assert.ok(range);
        const { lanes, widths } = layOutOverview(view, range, { layouts: [documentLayout(width)] });
        for (const { items } of lanes.flatMap(({ atWidths }) => atWidths))
          for (const { drawn, name } of items) {
            if (!name || drawn.kind !== 'event') continue;
            const bold = drawn.event.weight === 'key';
            assert.ok(
              name.x1 - name.x0 >= widthOf(name.text, { fontSize: bold ? 12.5 : 11.5, bold }) - 0.01,
              name.text,
            );
          }
        for (const { labels, room } of widths) {
          const named = labels.ticks.filter(({ label }) => label !== undefined);
          for (const [index, { x, label = '' }] of named.entries()) {
            const end = x * room.width + LABEL_INDENT + widthOf(label, { fontSize: LABEL_FONT });
            const next = named[index + 1];
            assert.ok(end <= (next ? next.x * room.width : room.width + room.after), label);
          }
        }
      }
  });

  it('has numbers of groups that keep within their boxes', () => {
    const base = shipped.events[0] as TimelineEvent;
    for (const count of [15, 150, 1500, 15_000]) {
      const days = ['2004-03-04', '2022-12-24'].map((day) => chronologyOf({ one: { when: day } }).events[0]?.when);
      const events = days.flatMap((when = base.when, day) =>
        Array.from({ length: count }, (_, index) => ({ ...base, when, slug: `event-${day}-${index}` })),
      );
      const numbers = links(parseXml(drawn(buildChronology(shipped.vocabulary, events))))
        .filter(({ attributes }) => attributes.class === 'group')
        .flatMap((group) => named(group, 'text'));
      assert.ok(numbers.length > 0);
      for (const { text, attributes } of numbers)
        assert.ok(widthOf(text, { fontSize: Number(attributes['font-size']), bold: true }) <= TARGET, text);
    }
  });

  for (const [kind, text] of [
    [
      'of many words',
      'The chronology of the dialogue between its members, of their meetings and visits and all that was agreed on',
    ],
    ['of one long word', 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetze'.repeat(3)],
    ['of Japanese', '中央アジア・日本対話年表'.repeat(12)],
    ['of Thai, which has no spaces', 'ประชุมรัฐมนตรีต่างประเทศครั้งที่เก้า'.repeat(6)],
    ['of letters of several characters', '👩‍🚀'.repeat(80)],
  ] as const)
    for (const frame of choices.frame)
      it(`keeps a title, names of lanes and its source within their room, where they are ${kind}: ${frame}`, () => {
        const files = withTypes({ long: text, other: text });
        const chronology = chronologyOf(
          { a: { type: 'long', when: '2004-03-05' }, b: { type: 'other', when: '2024-12-24' } },
          { 'chronology.yaml': (files['chronology.yaml'] ?? '').replaceAll(/Small chronology|小さな年表/g, text) },
        );
        for (const language of ['en', 'ja'] as const) {
          const root = parseXml(drawn(chronology, { frame, language }));
          const [left = 0, , width = 0] = String(root.attributes.viewBox).split(' ').map(Number);
          const texts = named(root, 'text').map(({ text: own, attributes }) => {
            const long = widthOf(own, { fontSize: Number(attributes['font-size']) });
            const x = Number(attributes.x ?? 0);
            return { own, attributes, x0: attributes['text-anchor'] === 'end' ? x - long : x, x1: x + long };
          });
          const [title, days] = texts.filter(({ attributes }) => attributes['font-family'] === 'Georgia, serif');
          assert.ok(title && days && title.x1 < days.x0, `${title?.x1} < ${days?.x0}`);
          const source = texts.at(-1);
          assert.ok(source && source.x1 <= left + width - 24, source?.own);
          const names = texts.filter(({ attributes }) => attributes.class === 'lane-name');
          assert.equal(
            names
              .map(({ own }) => own)
              .join('')
              .replaceAll(' ', ''),
            (text + text).replaceAll(' ', ''),
          );
          for (const { own, x1 } of names) assert.ok(x1 <= (frame === 'plain' ? 160 : 172), own);
          for (const { own } of [title, source]) {
            assert.doesNotMatch(own, /\u200d…|👩…/);
          }
        }
      });

  it('has groups of several types in a colour that is seen in its scheme', () => {
    for (const [scheme, soft] of [
      ['light', '#5d594f'],
      ['dark', '#b0aba0'],
    ] as const) {
      const lane = all(parseXml(drawn(manyTypes(), { scheme }))).find(({ attributes }) => attributes.class === 'lane');
      assert.ok(lane && links(lane).some(({ attributes }) => attributes.class === 'group'));
      assert.deepEqual([lane.attributes.fill, lane.attributes.color], [soft, soft]);
    }
  });

  it('is as pale as the page, to the hundredth', () => {
    assert.equal(markOf(svgOf({ off: { status: 'cancelled' } }), 'off').attributes.opacity, '0.55');
    const fold = named(parseXml(drawn(shipped)), 'rect').find(({ attributes }) => attributes.fill === '#e0d9c9');
    assert.equal(fold?.attributes['fill-opacity'], '0.35');
  });

  it('of nothing is a sentence', () => {
    const chronology = { ...shipped, events: [] };
    const texts = named(parseXml(drawn(chronology)), 'text').map(({ text }) => text);
    assert.ok(texts.includes('No events'), texts.join());
  });

  it('has a line for today where today is in it', () => {
    const texts = (today: string) => named(parseXml(drawn(shipped, { today })), 'text').map(({ text }) => text);
    assert.ok(texts('2023-05-05').includes('Today'));
    assert.ok(!texts('2026-05-05').includes('Today'));
  });

  it('is the same each time', () => {
    assert.equal(drawn(everyDate), drawn(everyDate));
  });
});

describe('the overview as SVG', () => {
  it('holds any title as text, nowhere as markup', () => {
    const chronology = chronologyOf({ 'an-event': { title: { en: HOSTILE, ja: HOSTILE } } });
    for (const svg of [drawn(chronology), picture(chronology, { title: HOSTILE })]) {
      assert.doesNotMatch(svg, /<script|<!--|\]\]>/);
      const root = parseXml(svg);
      assert.ok(markOf(root, 'an-event').attributes['aria-label']?.endsWith(HOSTILE));
    }
    assert.equal(parseXml(picture(chronology, { title: HOSTILE })).attributes['aria-label'], HOSTILE);
  });

  for (const [name, chronology] of [
    ['shipped', shipped],
    ['every kind of date', everyDate],
  ] as const)
    for (const language of ['en', 'ja'] as const)
      it(`names each mark by date, precision and the title that stands beside it: ${name}, ${language}`, () => {
        const root = parseXml(picture(chronology, { language }));
        const words = wordsOf(language);
        for (const event of chronology.events) {
          const label = markOf(root, event.slug).attributes['aria-label'] ?? '';
          assert.equal(label, markName(event, { chronology, language, words }));
          assert.ok(label.toLowerCase().startsWith(dateAsKnown(event, language).toLowerCase()), label);
          const { title, shortTitle = title } = event;
          assert.ok(label.includes(shortTitle[language] ?? shortTitle.en ?? '?'), label);
        }
      });

  it('says once of a plan that it is one, whether it came about or not', () => {
    const chronology = chronologyOf({
      open: { status: 'planned' },
      fulfilled: { status: 'planned' },
      meeting: { when: '2023-03-04', relations: { fulfils: ['fulfilled'] } },
    });
    const named = (slug: string) => {
      const event = chronology.bySlug.get(slug);
      assert.ok(event);
      return markName(event, { chronology, language: 'en', words: wordsOf('en') });
    };
    for (const slug of ['open', 'fulfilled'])
      assert.equal(named(slug).match(/\((plan|planned)\)/g)?.length, 1, named(slug));
  });

  it('has a name for every link, and an area to hit of 24 px at least', () => {
    for (const markup of [drawn(shipped), picture(shipped)])
      for (const link of links(parseXml(markup))) {
        assert.ok(link.attributes['aria-label']);
        const hits = all(link).filter(({ attributes }) => attributes.class === 'hit');
        if (classesOf(link).includes('group')) continue;
        assert.ok(hits.length > 0);
        for (const { attributes } of hits) {
          assert.ok((attributes.width ?? '').endsWith('%') || Number(attributes.width) >= 24);
          assert.ok(Number(attributes.height) >= 24);
        }
      }
  });

  it('draws a filled dot for a day, and a hollow pill for a month, quarter, half, year or decade', () => {
    const root = svgOf({
      day: {},
      time: { when: '2025-12-20T15:00' },
      month: { when: '2023-03' },
      quarter: { when: '2023-33' },
      half: { when: '2023-41' },
      year: { when: '2004' },
      decade: { when: '199X' },
    });
    for (const slug of ['day', 'time']) {
      const [dot, ...others] = shapes(markOf(root, slug));
      assert.deepEqual([dot?.name, dot?.attributes.fill, others.length], ['circle', undefined, 0], slug);
    }
    for (const slug of ['month', 'quarter', 'half', 'year', 'decade']) {
      const [form, ...others] = shapes(markOf(root, slug));
      assert.deepEqual([form?.name, form?.attributes.class, others.length], ['rect', 'hollow', 0], slug);
      assert.equal(form?.attributes.stroke, 'currentColor');
      // Wider than high, as in the legend, however narrow a month is.
      assert.ok(Number(form?.attributes.width) > Number(form?.attributes.height), slug);
    }
  });

  it('draws what is key larger, and a detail smaller', () => {
    const radius = (weight: 'key' | 'normal' | 'detail') =>
      Number(shapes(markOf(svgOf({ one: { weight }, other: { when: '2023-05-05' } }), 'one'))[0]?.attributes.r);
    assert.ok(radius('key') > radius('normal') && radius('normal') > radius('detail'));
  });

  it('draws what lasted paler than what happened', () => {
    const root = svgOf({ lasted: { when: '2010-05-01/2012-05-03' }, days: { when: '2012-05-01/2012-05-03' } });
    assert.ok(named(markOf(root, 'lasted'), 'g').some(({ attributes }) => attributes.class === 'lasting'));
    assert.ok(!named(markOf(root, 'days'), 'g').some(({ attributes }) => attributes.class === 'lasting'));
  });

  it('lets uncertain ends rise and fall, and cuts those known to the day', () => {
    const root = svgOf({
      about: { when: '2004~' },
      between: { when: '[2023-09..2023-11]' },
      days: { when: '2010-05-01/2012-05-03' },
      months: { when: '2010-05/2012-05' },
      'days-then-month': { when: '2010-05-01/2012-05' },
      after: { when: '[2015-03-04..]' },
      before: { when: '[..2015-03-04]' },
      since: { when: '2018-03-04/..' },
      until: { when: '../2008-03-04' },
    });
    const ends = (slug: string) =>
      shapes(markOf(root, slug))
        .map(({ attributes: { mask } }) => (mask === undefined ? '=' : /rise/.test(mask) ? '<' : '>'))
        .join('');
    assert.equal(ends('about'), '<=>');
    assert.equal(ends('between'), '<=>');
    assert.equal(ends('days'), '=');
    assert.equal(ends('months'), '<=>');
    assert.equal(ends('days-then-month'), '=>');
    assert.equal(ends('after'), '=>');
    assert.equal(ends('before'), '<=');
    assert.equal(ends('since'), '=>');
    assert.equal(ends('until'), '<=');
  });

  it('draws nothing solid of a plan, however its date is known', () => {
    const root = svgOf({
      a: { status: 'planned', when: '2023-03/2024-05' },
      b: { status: 'planned', when: '[2023-03..]' },
      c: { status: 'planned', when: '2023~' },
      d: { status: 'planned', when: '2023-03-04/..' },
    });
    for (const slug of ['a', 'b', 'c', 'd'])
      for (const { attributes } of shapes(markOf(root, slug)))
        assert.ok(attributes.mask !== undefined || attributes['stroke-dasharray'] !== undefined, slug);
  });

  it('draws a plan “some time after” as an outline with a thin line behind it', () => {
    const [outline, line, ...others] = shapes(
      markOf(svgOf({ plan: { status: 'planned', when: '[2023-03-04..]' } }), 'plan'),
    );
    assert.ok(outline?.attributes['stroke-dasharray'] && Number(outline.attributes.width) >= 16);
    assert.ok(/fall/.test(line?.attributes.mask ?? '') && Number(line?.attributes.height) <= 2);
    assert.equal(others.length, 0);
  });

  it('fills the outline of a plan that came about with a dot', () => {
    const root = svgOf({
      open: { status: 'planned', when: '2023-02' },
      fulfilled: { status: 'planned', when: '2023-03' },
      meeting: { when: '2023-03-04', relations: { fulfils: ['fulfilled'] } },
    });
    assert.deepEqual(
      shapes(markOf(root, 'open')).map(({ name }) => name),
      ['rect'],
    );
    assert.deepEqual(
      shapes(markOf(root, 'fulfilled')).map(({ name }) => name),
      ['rect', 'circle'],
    );
  });

  it('goes on with what goes on until the last certain day, which no plan is', () => {
    const ends = (when: string, status: 'done' | 'planned') => {
      const root = svgOf({ since: { when: '2018-03-04/..' }, other: { when, status } });
      const solid = shapes(markOf(root, 'since')).find(({ attributes }) => attributes.mask === undefined);
      return Number(solid?.attributes.width);
    };
    assert.ok(ends('2022-12-24', 'done') > 10 * ends('2022-12-24', 'planned'));
  });

  it('marks what did not come about', () => {
    const root = svgOf({ off: { status: 'cancelled' }, other: { when: '2023-03' } });
    assert.equal(markOf(root, 'off').attributes.class, 'off');
  });

  it('says of a group how many events of what it is, and when they were', () => {
    const days = ['01', '02', '03', '04'].map((day) => [`event-${day}`, { when: `2004-03-${day}` }] as const);
    const root = pictureOf({ ...Object.fromEntries(days), late: { when: '2024-12-24' } });
    const [group] = links(root).filter((link) => classesOf(link).includes('group'));
    assert.ok(group);
    assert.equal(group.attributes['aria-label'], '4 events, Meetings, 1 Mar 2004–4 Mar 2004: show them');
    assert.equal(named(group, 'text')[0]?.text, '4');
    assert.equal(group.attributes.href, DRAWING.zoom({ from: '2004-03-01', to: '2004-03-04' }, ['meeting']));
  });

  it('leads from a group that no zoom takes apart to its first event', () => {
    const one = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`event-${index + 10}`, { when: '2022-12-24' }]),
    );
    const groups = links(parseXml(drawn(chronologyOf(one)))).filter(({ attributes }) => attributes.class === 'group');
    for (const group of groups) assert.ok(group.attributes.href);
    assert.ok(groups.length > 0);
  });

  it('has no style attribute, style element or script, which the policy of pages forbids', () => {
    for (const markup of [drawn(everyDate), picture(everyDate)])
      for (const { name, attributes } of all(parseXml(markup))) {
        assert.ok(!['style', 'script', 'foreignObject'].includes(name));
        for (const attribute of Object.keys(attributes)) assert.ok(!/^(style|on)/.test(attribute), attribute);
      }
  });
});

describe('the overview in a page', () => {
  it('is one picture: each event once, whatever the width', () => {
    for (const chronology of [shipped, everyDate]) {
      const root = parseXml(picture(chronology));
      for (const event of chronology.events) markOf(root, event.slug);
      const ids = all(root).flatMap(({ attributes: { id } }) => id ?? []);
      assert.equal(new Set(ids).size, ids.length);
    }
    assert.ok(all(parseXml(picture(shipped))).length <= 900);
  });

  it('has marks in the order of reading: lane by lane, from left to right', () => {
    const root = parseXml(picture(shipped));
    const lanes = all(root).filter((element) => classesOf(element).includes('lane'));
    assert.deepEqual(lanes.map(({ attributes }) => attributes['aria-label']).slice(0, 2), ['Meetings', 'Visits']);
    for (const lane of lanes) {
      const order = marks(lane).map(({ attributes }) => {
        const slug = /events\/([^?]*)/.exec(attributes.href ?? '')?.[1] ?? '';
        return shipped.bySlug.get(slug)?.when.edtf.match(/\d{4}/)?.[0] ?? '';
      });
      const days = order.filter((year) => year !== '');
      assert.ok(days.length > 0);
    }
  });

  it('gives each mark a row in each layout, or hides it there', () => {
    for (const chronology of [shipped, everyDate])
      for (const link of links(parseXml(picture(chronology))).filter(
        ({ attributes }) => !/^Show only/.test(attributes['aria-label'] ?? ''),
      )) {
        const classes = classesOf(link);
        for (const { id } of LAYOUTS)
          assert.equal(
            classes.filter((each) => each === `no-${id}` || new RegExp(`^${id}\\d+$`).test(each)).length,
            1,
            `${id}: ${classes.join(' ')}`,
          );
      }
  });

  it('draws a mark in each layout as wide as it was laid out there, so that its name stands beside it', () => {
    const years = Array.from({ length: 14 }, (_, index) => 1985 + 3 * index);
    const series = chronologyOf(
      Object.fromEntries(
        years.flatMap((year, index) => {
          const number = 'abcdefghijklmn'[index];
          return [
            [`year-${number}`, { when: `${year}${index % 2 === 0 ? '~' : ''}`, weight: index % 3 ? 'normal' : 'key' }],
            [`months-${number}`, { type: 'figure', when: `${year}-05/${year}-09`, countries: ['JP'] }],
          ] as const;
        }),
      ),
    );
    const isIn = (layout: string) => (element: Element) => !classesOf(element).includes(`no-${layout}`);
    /** From end to end of all that a layout shows of an element, in the pixels of an axis of this width. */
    const extentsOf = (element: Element, layout: string, width: number): readonly (readonly [number, number])[] => {
      const length = (name: string) => {
        const text = element.attributes[name] ?? '0';
        return text.endsWith('%') ? (Number.parseFloat(text) / 100) * width : Number(text);
      };
      if (element.name === 'rect') return [[length('x'), length('x') + length('width')]];
      if (element.name === 'circle') return [[length('cx') - length('r'), length('cx') + length('r')]];
      const offset = element.name === 'svg' ? length('x') : 0;
      return element.elements
        .filter((one) => one.name !== 'text' && !classesOf(one).includes('hit') && isIn(layout)(one))
        .flatMap((one) => extentsOf(one, layout, width))
        .map(([from, to]) => [from + offset, to + offset]);
    };
    for (const chronology of [series, everyDate, shipped]) {
      const view = { chronology, language: 'en', events: chronology.events, query: EVERYTHING } as const;
      const range = overviewRange(view);
      assert.ok(range);
      const { lanes, widths } = layOutOverview(view, range, { layouts: LAYOUTS });
      const root = parseXml(picture(chronology));
      for (const [index, { layout, room }] of widths.entries())
        for (const { drawn } of lanes.flatMap(({ atWidths }) => atWidths[index]?.items ?? [])) {
          if (drawn.kind === 'group') continue;
          const { from, to } = drawnEnds(drawn, drawn.event);
          const extents = extentsOf(markOf(root, drawn.event.slug), layout.id, room.width);
          const [begin, end] = [Math.min(...extents.map(([x0]) => x0)), Math.max(...extents.map(([, x1]) => x1))];
          const says = `${drawn.event.when.edtf} in ${layout.id}: ${begin} to ${end}`;
          // Outlines are half within, and percentages rounded.
          assert.ok(Math.abs(begin - from.x - from.shift) < 1.5, `${says}, not from ${from.x + from.shift}`);
          assert.ok(Math.abs(end - to.x - to.shift) < 1.5, `${says}, not to ${to.x + to.shift}`);
        }
    }
  });

  it('is drawn in slices: a picture of many marks lets other work in between them', async () => {
    const pausesFor = (count: number) => {
      const chronology = chronologyOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [`event-${index}`, { when: `${1000 + index}` }]),
        ),
      );
      const view = {
        chronology,
        language: 'en',
        words: wordsOf('en'),
        events: chronology.events,
        query: EVERYTHING,
      } as const;
      const range = overviewRange(view);
      assert.ok(range);
      const overview = layOutOverview(view, range, { layouts: LAYOUTS });
      return pausesOf(overviewPictureSteps(overview, view, DRAWING));
    };
    // Quick steps are checked against the clock in runs of 16 at most.
    assert.ok((await pausesFor(40)) >= (await pausesFor(1)) + 39 / 16 - 1);
  });

  it('has rules for every row of every layout, and for each width one layout', () => {
    const rules = layoutRules();
    for (const { id, least } of LAYOUTS) {
      assert.ok(rules.includes(`.${id}${MOST_UNITS}{--row:${MOST_UNITS}}`));
      assert.ok(id === 'e' || rules.includes(`(width>=${least}px)`));
    }
    assert.ok(FADE_MARGIN > 0 && !rules.includes('style='));
  });

  it('has positions as shares of its width', () => {
    const check = ({ name, attributes, elements }: Element, isMoved: boolean): void => {
      for (const attribute of ['x', 'x1', 'x2', 'cx'] as const) {
        const at = attributes[attribute];
        // Numbers stand in markup that is moved to a share.
        assert.ok(at === undefined || /^-?[\d.]+%$/.test(at) || isMoved, `${name} ${attribute}=${at}`);
      }
      for (const element of elements) check(element, isMoved || (name === 'svg' && attributes.x !== undefined));
    };
    check(parseXml(picture(shipped)), false);
  });

  it('says which event a page is about, and no more than that one', () => {
    const root = parseXml(picture(everyDate, { current: 'decade' }));
    const current = links(root).filter(({ attributes }) => attributes['aria-current'] !== undefined);
    assert.deepEqual(
      current.map(({ attributes: { href } }) => href),
      [DRAWING.event('decade')],
    );
  });

  it('carries the corners of its axis for the script', () => {
    const corners = (parseXml(picture(shipped)).attributes['data-corners'] ?? '')
      .split(';')
      .map((corner) => corner.split(' '));
    assert.ok(corners.length > 1);
    for (const [index, [day = '', x = '']] of corners.entries()) {
      assert.match(day, /^\d{4}-\d\d-\d\d$/);
      assert.match(x, /^[\d.]+%$/);
      const [before = '', at = '0'] = corners[index - 1] ?? [];
      if (index > 0) assert.ok(day > before && Number.parseFloat(x) > Number.parseFloat(at));
    }
  });

  it('has a line for today where it is told where', () => {
    const root = parseXml(picture(shipped, { today: { x: 0.5, text: 'Today' } }));
    assert.ok(named(root, 'line').some(({ attributes }) => attributes.class === 'today' && attributes.x1 === '50%'));
    assert.ok(!picture(shipped).includes('today'));
  });

  it('is the same each time', () => {
    assert.equal(picture(everyDate), picture(everyDate));
  });
});
