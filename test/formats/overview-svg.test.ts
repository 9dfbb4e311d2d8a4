/** The overview as SVG: strict XML, a link with a name for every mark, and forms that tell how well a date is known. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { type WordLanguage, wordsOf } from '../../src/chronology/languages/languages.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { layOutOverview, overviewRange } from '../../src/formats/overview/overview.ts';
import { NARROW, type OverviewStyle, WIDE } from '../../src/formats/overview/overview-style.ts';
import { markName, type OverviewDrawing, renderOverviewSvg } from '../../src/formats/overview/overview-svg.ts';
import { dateAsKnown } from '../../src/formats/view/event-text.ts';
import { chronologyOf, type Events } from '../support/chronologies.ts';
import { chronologyIn, EVERY_DATE, SHIPPED } from '../support/service.ts';
import { type Element, parseXml } from '../support/xml.ts';

const everyDate = await chronologyIn(EVERY_DATE);
const shipped = await chronologyIn(SHIPPED);

const DRAWING: OverviewDrawing = {
  id: 'overview',
  title: 'Overview',
  className: 'overview',
  standalone: true,
  view: '/en/',
  event: (slug) => `https://annals.example/events/${slug}?a=1&b=2`,
  zoom: ({ from, to }, type) =>
    `https://annals.example/?from=${from}&to=${to}${type === undefined ? '' : `&type=${type}`}`,
};

function drawn(
  chronology: Chronology,
  {
    language = 'en',
    style = WIDE,
    ...drawing
  }: Partial<OverviewDrawing> & { language?: WordLanguage; style?: OverviewStyle } = {},
): string {
  const named = { chronology, language, words: wordsOf(language) };
  const range = overviewRange({ chronology, events: chronology.events, query: EVERYTHING });
  assert.ok(range);
  const overview = layOutOverview({ ...named, events: chronology.events }, range, style);
  return renderOverviewSvg(overview, named, { ...DRAWING, ...drawing });
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
/** What is drawn of a mark beside the area that can be hit. */
/** What is drawn, whether or not it is clipped or made paler together. */
const shapes = (mark: Element): readonly Element[] =>
  mark.elements
    .filter(({ name, attributes }) => name !== 'title' && attributes.class !== 'hit')
    .flatMap((element) => (element.name === 'g' ? shapes(element) : [element]));
const svgOf = (events: Events, options?: Parameters<typeof drawn>[1]) => parseXml(drawn(chronologyOf(events), options));

const HOSTILE = `</title><script>alert("1")</script> & ' ]]> <!-- -->`;

describe('the overview as SVG', () => {
  for (const language of ['en', 'ja'] as const)
    for (const style of [WIDE, NARROW])
      it(`is strict XML in ${language}, ${style.width} wide, with every event of every kind`, () => {
        const root = parseXml(drawn(everyDate, { language, style }));
        assert.equal(root.name, 'svg');
        assert.equal(root.attributes.xmlns, 'http://www.w3.org/2000/svg');
        assert.equal(root.attributes.lang, language);
        assert.equal(root.attributes.viewBox, `0 0 ${root.attributes.width} ${root.attributes.height}`);
        const shown = marks(root).length;
        const grouped = links(root)
          .filter(({ attributes }) => attributes.class === 'group')
          .reduce((sum, group) => sum + Number(group.child('text').text), 0);
        assert.equal(shown + grouped, everyDate.events.length);
      });

  it('holds any title as text, nowhere as markup', () => {
    const svg = drawn(chronologyOf({ 'an-event': { title: { en: HOSTILE, ja: HOSTILE } } }), { title: HOSTILE });
    assert.doesNotMatch(svg, /<script|<!--|\]\]>/);
    const root = parseXml(svg);
    assert.equal(root.child('title').text, HOSTILE);
    assert.ok(markOf(root, 'an-event').attributes['aria-label']?.endsWith(HOSTILE));
    assert.ok(markOf(root, 'an-event').child('title').text.endsWith(HOSTILE));
  });

  for (const [name, chronology] of [
    ['shipped', shipped],
    ['every kind of date', everyDate],
  ] as const)
    for (const language of ['en', 'ja'] as const)
      it(`names each mark by date, precision and title: ${name}, ${language}`, () => {
        const root = parseXml(drawn(chronology, { language }));
        const words = wordsOf(language);
        for (const event of chronology.events) {
          const mark = markOf(root, event.slug);
          const label = mark.attributes['aria-label'] ?? '';
          assert.equal(label, markName(event, { chronology, language, words }));
          assert.equal(mark.child('title').text, label);
          assert.ok(label.toLowerCase().startsWith(dateAsKnown(event, language).toLowerCase()), label);
          assert.ok(label.includes(event.title[language] ?? event.title.en ?? '?'), label);
        }
      });

  it('has a name for every link, and an area to hit of 24 px at least', () => {
    for (const style of [WIDE, NARROW]) {
      for (const link of links(parseXml(drawn(shipped, { style })))) {
        assert.ok(link.attributes['aria-label']);
        const [hit] = link.children('rect').filter(({ attributes }) => attributes.class === 'hit');
        assert.ok(Number(hit?.attributes.width) >= 24 && Number(hit?.attributes.height) >= 24);
        assert.equal(hit?.attributes['pointer-events'], 'all');
      }
    }
  });

  it('draws a filled dot for a day, and a hollow form for a month, quarter, half, year or decade', () => {
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
      assert.notEqual(form?.attributes.fill, 'currentColor');
    }
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
      [...shapes(markOf(root, slug))]
        .sort((a, b) => Number(a.attributes.x) - Number(b.attributes.x))
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

  it('goes on with what goes on until the last certain day, which no plan is', () => {
    const ends = (when: string, status: 'done' | 'planned') => {
      const root = svgOf({ since: { when: '2018-03-04/..' }, other: { when, status } });
      const solid = shapes(markOf(root, 'since')).find(({ attributes }) => attributes.mask === undefined);
      return Number(solid?.attributes.width);
    };
    assert.ok(ends('2022-12-24', 'done') > 10 * ends('2022-12-24', 'planned'));
  });

  it('draws a plan dashed and hollow, and marks what did not come about', () => {
    const root = svgOf({
      plan: { status: 'planned' },
      'plan-of-a-month': { status: 'planned', when: '2023-03' },
      off: { status: 'cancelled' },
    });
    assert.equal(markOf(root, 'plan').attributes.class, 'plan');
    assert.ok(shapes(markOf(root, 'plan'))[0]?.attributes['stroke-dasharray']);
    assert.equal(shapes(markOf(root, 'plan'))[0]?.attributes.class, 'hollow');
    assert.ok(shapes(markOf(root, 'plan-of-a-month'))[0]?.attributes['stroke-dasharray']);
    assert.ok(markOf(root, 'plan').attributes['aria-label']?.endsWith('(planned)'));
    assert.equal(markOf(root, 'off').attributes.class, 'off');
  });

  it('draws every shape within its picture', () => {
    for (const chronology of [shipped, everyDate])
      for (const style of [WIDE, NARROW]) {
        const root = parseXml(drawn(chronology, { style }));
        for (const shape of [...named(root, 'rect'), ...named(root, 'circle')]) {
          const { x = '0', cx, r = '0', width = '0', y = '0', cy, height = '0' } = shape.attributes;
          if (width.endsWith('%') || shape.attributes.fill?.startsWith('url')) continue;
          const [left, top] = [Number(cx ?? x) - Number(r), Number(cy ?? y) - Number(r)];
          const [right, bottom] = [left + Number(width) + 2 * Number(r), top + Number(height) + 2 * Number(r)];
          const at = `${left} ${right}, ${top} ${bottom}`;
          assert.ok(left >= -0.1 && right <= style.width + 0.1 && top >= -0.1, at);
          // What a finger hits may reach a little below a last row that is lower than a finger.
          assert.ok(bottom <= Number(root.attributes.height) + (shape.attributes.class === 'hit' ? 6 : 0), at);
        }
      }
  });

  it('draws the numbers of neighbouring groups beside each other, however large', () => {
    const many = Object.fromEntries(
      Array.from({ length: 240 }, (_, index) => [
        `event-${index}`,
        { when: `20${index % 2 === 0 ? '04' : '05'}-12-24` },
      ]),
    );
    const root = svgOf(many, { style: NARROW });
    const pills = links(root)
      .filter(({ attributes }) => attributes.class === 'group')
      .map((group) => group.children('rect')[1]);
    assert.equal(pills.length, 2);
    for (const pill of pills) assert.ok(Number(pill?.attributes.width) <= 24);
  });

  it('says of a group how many events of what it is, and when they were', () => {
    const days = ['01', '02', '03', '04'].map((day) => [`event-${day}`, { when: `2004-03-${day}` }] as const);
    const root = svgOf({ ...Object.fromEntries(days), late: { when: '2024-12-24' } }, { style: NARROW });
    const [group] = links(root).filter(({ attributes }) => attributes.class === 'group');
    assert.ok(group);
    assert.equal(group.attributes['aria-label'], '4 events, Meetings, 1 Mar 2004–4 Mar 2004: show them');
    assert.equal(group.child('title').text, group.attributes['aria-label']);
    assert.equal(group.child('text').text, '4');
    assert.equal(group.attributes.href, DRAWING.zoom({ from: '2004-03-01', to: '2004-03-04' }, 'meeting'));
  });

  it('leads from a group that no zoom takes apart to its first event', () => {
    const one = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`event-${index + 10}`, {}]));
    const [group, ...others] = links(svgOf(one, { style: NARROW })).filter(
      ({ attributes }) => attributes.class === 'group',
    );
    assert.deepEqual([group?.attributes.href, others.length], [DRAWING.event('event-10'), 0]);
  });

  it('keeps the ids of two pictures on one page apart, and refers to its own', () => {
    const both = ['a', 'b'].map((id) => drawn(everyDate, { id, standalone: false }));
    const root = parseXml(`<div>${both.join('')}</div>`);
    const ids = all(root).flatMap(({ attributes: { id } }) => id ?? []);
    assert.ok(ids.length > 0);
    assert.equal(new Set(ids).size, ids.length);
    for (const [index, name] of ['a', 'b'].entries()) {
      const picture = root.elements[index];
      assert.ok(picture);
      for (const { attributes } of all(picture))
        for (const [, id = ''] of Object.values(attributes)
          .join(' ')
          .matchAll(/url\(#([^)]*)\)/g))
          assert.ok(id.startsWith(`${name}-`) && ids.includes(id), id);
      assert.ok(ids.includes(picture.attributes['aria-labelledby'] ?? ''));
    }
  });

  it('has no style attribute, style element or script, which the policy of pages forbids', () => {
    for (const standalone of [true, false])
      for (const { name, attributes } of all(parseXml(drawn(everyDate, { standalone })))) {
        assert.ok(!['style', 'script', 'foreignObject'].includes(name));
        for (const attribute of Object.keys(attributes)) assert.ok(!/^(style|on)/.test(attribute), attribute);
      }
  });

  it('says which event a page is about, and no more than that one', () => {
    const root = parseXml(drawn(everyDate, { current: 'decade', standalone: false }));
    const current = links(root).filter(({ attributes }) => attributes['aria-current'] !== undefined);
    assert.deepEqual(
      current.map(({ attributes: { href } }) => href),
      [DRAWING.event('decade')],
    );
  });

  it('of a page carries the corners of its axis for the script, of a document by itself does not', () => {
    const page = parseXml(drawn(shipped, { standalone: false }));
    const corners = (page.attributes['data-corners'] ?? '').split(';').map((corner) => corner.split(' '));
    assert.ok(corners.length > 1);
    for (const [index, [day = '', x = '']] of corners.entries()) {
      assert.match(day, /^\d{4}-\d\d-\d\d$/);
      const [before = '', at = '0'] = corners[index - 1] ?? [];
      if (index > 0) assert.ok(day > before && Number(x) > Number(at));
    }
    assert.equal(parseXml(drawn(shipped)).attributes['data-corners'], undefined);
  });

  it('is the same each time', () => {
    assert.equal(drawn(everyDate), drawn(everyDate));
  });
});
