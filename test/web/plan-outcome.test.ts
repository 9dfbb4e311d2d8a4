/** Whether a plan is still ahead: what is decided of it, and that cards, key moments, the page for subscribing and `check` agree. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { warningsOf } from '../../src/chronology/check/warnings/warnings.ts';
import { outcomeOf, type PlanOutcome } from '../../src/chronology/plan.ts';
import { inOneMinuteSteps } from '../../src/chronology/query/key-moments.ts';
import { EVERYTHING } from '../../src/chronology/query/query.ts';
import { calendarContentsSteps } from '../../src/formats/calendar/contents.ts';
import { howAlike } from '../../src/formats/view/type-colour.ts';
import { atOnce } from '../../src/slices.ts';
import { viewOf } from '../../src/web/site/views.ts';
import { chronologyOf, cited, minimalFiles } from '../support/chronologies.ts';
import { siteOf } from '../support/service.ts';

const TODAY = '2026-11-22';
const NOW = Date.parse(`${TODAY}T03:00:00Z`);

/** A date → what is decided of a plan that has it. */
const plans: Readonly<Record<string, PlanOutcome>> = {
  '2025': 'unknown',
  '2026-11-21': 'unknown',
  '2026-11-22': 'ahead',
  '2026': 'ahead',
  '2027': 'ahead',
  '2025-11/..': 'unknown',
  '2026-11/..': 'ahead',
  '2027/..': 'ahead',
  '2025-11/': 'unknown',
  '2026-11/': 'ahead',
  '2025/2027': 'ahead',
  '../2025': 'unknown',
  '../2027': 'ahead',
  '[..2025]': 'unknown',
  '[..2027]': 'ahead',
  '[2025-11..]': 'open',
  '[2026-11..]': 'open',
  '[2027..]': 'ahead',
};

describe('a plan', () => {
  for (const [when, outcome] of Object.entries(plans)) {
    const events = { plan: { status: 'planned', when, sources: cited(when) } };
    const chronology = chronologyOf(events);
    const [plan] = chronology.events;

    it(`of ${when} is ${outcome} on ${TODAY}`, () => {
      assert.ok(plan);
      assert.equal(outcomeOf(chronology, plan, TODAY), outcome);
    });

    it(`of ${when} is the next one only if it is ahead`, () => {
      const { next } = atOnce(inOneMinuteSteps(chronology, { ...EVERYTHING }, TODAY));
      assert.equal(next, outcome === 'ahead' ? plan : undefined);
    });

    it(`of ${when} is over for those who subscribe only if it is over for readers`, () => {
      const contents = atOnce(calendarContentsSteps([viewOf(siteOf(chronology), 'en', EVERYTHING)], TODAY));
      const isOver = outcome === 'unknown';
      assert.deepEqual([contents.pastPlans > 0, contents.next.length > 0], [isOver, !isOver]);
    });

    it(`of ${when} is warned of only if what became of it is not known`, () => {
      const warnings = warningsOf(chronology, minimalFiles(events), { now: NOW, howAlike });
      assert.deepEqual(
        warnings.map(({ kind }) => kind),
        outcome === 'unknown' ? ['past-plan'] : [],
      );
    });
  }

  it('that something fulfils is neither ahead nor over', () => {
    const chronology = chronologyOf({
      plan: { status: 'planned', when: '2027' },
      held: { when: '2026-10', relations: { fulfils: ['plan'] } },
    });
    const plan = chronology.bySlug.get('plan');
    assert.ok(plan);
    assert.equal(outcomeOf(chronology, plan, TODAY), 'fulfilled');
    assert.equal(atOnce(inOneMinuteSteps(chronology, { ...EVERYTHING }, TODAY)).next, undefined);
  });
});
