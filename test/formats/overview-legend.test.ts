/** The legend of an overview: it explains what the picture has at the width that a reader sees, and nothing else. */
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { wordsOf } from '../../src/chronology/languages/languages.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { LAYOUTS } from '../../src/formats/overview/fitting/layouts.ts';
import { rangeAround } from '../../src/formats/overview/overview.ts';
import { overviewFigureSteps } from '../../src/formats/overview/overview-figure.ts';
import { atOnce } from '../../src/slices.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { elements } from '../support/markup.ts';

function figureOf(chronology: Chronology, current?: string) {
  const { events } = chronology;
  const view = { chronology, events, language: 'en', words: wordsOf('en'), query: EVERYTHING } as const;
  const event = current === undefined ? undefined : chronology.bySlug.get(current);
  const range =
    event &&
    rangeAround(
      event.when,
      events.map(({ when }) => when),
    );
  const links = { event: (slug: string) => `events/${slug}`, view: () => './' };
  const figure = atOnce(overviewFigureSteps(view, links, { range, ...(current && { current }) }));
  assert.ok(figure?.picture);
  return { ...figure, picture: figure.picture };
}

const ids = LAYOUTS.map(({ id }) => id);
const shownIn = (classes: string) => ids.filter((id) => !classes.split(' ').includes(`no-${id}`)).join('');

describe('the legend of an overview', () => {
  it('explains groups at those widths at which the picture has one', () => {
    const widths = new Set<string>();
    for (const count of [1, 20, 40, 60, 100, 140, 180]) {
      const chronology = chronologyOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `meeting-${index}`,
            { when: `20${10 + (index % 14)}-0${1 + ((index * 7) % 9)}-1${(index * 3) % 9}` },
          ]),
        ),
      );
      const { legend, picture } = figureOf(chronology);
      const groups = elements(picture, 'a').flatMap(({ attributes: { class: classes = '' } }) =>
        classes.startsWith('group ') ? shownIn(classes) : [],
      );
      const expected = ids.filter((id) => groups.some((shown) => shown.includes(id))).join('');
      const shown = legend.filter(({ form }) => form === 'group').map(({ hidden }) => shownIn(hidden));
      assert.deepEqual(shown, expected === '' ? [] : [expected], `${count} events`);
      widths.add(expected);
    }
    // Those that have groups everywhere, in narrow windows alone, and nowhere.
    assert.ok(widths.has('') && widths.has('abcde') && widths.size > 2, [...widths].join());
  });

  it('of an event’s surroundings explains no form of a neighbour that is outside of the picture', () => {
    const chronology = chronologyOf({
      before: { when: '[..2015-03-04]' },
      near: { when: '2022-12-01' },
      this: { when: '2022-12-24' },
    });
    const { legend, picture } = figureOf(chronology, 'this');
    assert.ok(!picture.includes('events/before'));
    assert.deepEqual(
      legend.map(({ form }) => form),
      ['day'],
    );
  });
});
