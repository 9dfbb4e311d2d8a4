/** How many mistakes in the dates of the shipped chronology `check` finds by the words that its citations quote. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkWordings } from '../../src/chronology/check/wording-check.ts';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { addDays, lastDayOfMonth } from '../../src/chronology/dates/day.ts';
import { parseWhen } from '../../src/chronology/dates/edtf.ts';
import { datesIn } from '../../src/chronology/dates/written/reading.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { chronologyIn, filesIn, SHIPPED } from '../support/service.ts';

const chronology = await chronologyIn(SHIPPED);
const files = filesIn(SHIPPED);
const { vocabulary } = chronology;
const ZONE = vocabulary.settings.timeZone;

const events = [...chronology.bySlug.values()].filter((event) =>
  event.sources.some(
    ({ source, wording }) =>
      wording !== undefined && datesIn(wording, vocabulary.sources[source]?.language).expressions.length > 0,
  ),
);

const pad = (n: number, width = 2) => String(n).padStart(width, '0');
/** Changes every date of an EDTF text; undefined where it changes none of them. */
function changed(edtf: string, change: (date: string) => string | undefined): string | undefined {
  let count = 0;
  const text = edtf.replace(/\d{4}(?:-\d{2}){0,2}/g, (date) => {
    const other = change(date);
    if (other === undefined) return date;
    count += 1;
    return other;
  });
  return count > 0 ? text : undefined;
}

function shiftedMonth(date: string, count: number): string | undefined {
  const [year = 0, month = 0, day] = date.split('-').map(Number);
  // Quarters and halves are no months.
  if (month === 0 || month > 12) return undefined;
  const moved = year * 12 + month - 1 + count;
  const [y, m] = [Math.floor(moved / 12), (moved % 12) + 1];
  const last = Number(lastDayOfMonth(y, m).slice(8));
  return [pad(y, 4), pad(m), ...(day === undefined ? [] : [pad(Math.min(day, last))])].join('-');
}

const mistakes: Readonly<Record<string, (date: string) => string | undefined>> = {
  'a day late': (date) => (date.length === 10 ? addDays(date, 1) : undefined),
  'a day early': (date) => (date.length === 10 ? addDays(date, -1) : undefined),
  'a month late': (date) => shiftedMonth(date, 1),
  'a month early': (date) => shiftedMonth(date, -1),
  'a year late': (date) => `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`,
  'a year early': (date) => `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`,
  'a month where the year is known': (date) => (date.length === 4 ? `${date}-06` : undefined),
  'January where the year is known': (date) => (date.length === 4 ? `${date}-01` : undefined),
  'a day where the month is known': (date) =>
    /-(0\d|1[0-2])$/.test(date) && date.length === 7 ? `${date}-15` : undefined,
  'the first where the month is known': (date) =>
    /-(0\d|1[0-2])$/.test(date) && date.length === 7 ? `${date}-01` : undefined,
};

function findings(event: TimelineEvent) {
  const one = { ...chronology, bySlug: new Map([[event.slug, event]]) } as Chronology;
  return checkWordings(one, files);
}

describe('the wordings of the shipped chronology', () => {
  it('raise no false alarm', () => {
    assert.ok(events.length > 60);
    assert.deepEqual(
      checkWordings(chronology, files).map((problem) => formatProblem(problem)),
      [],
    );
  });

  for (const [name, change] of Object.entries(mistakes))
    it(`tell of ${name} in at least nine of ten events`, (t) => {
      const missed: string[] = [];
      let count = 0;
      for (const event of events) {
        const edtf = changed(event.when.edtf, change);
        const when = edtf === undefined ? undefined : parseWhen(edtf, ZONE);
        if (!when?.ok) continue;
        count += 1;
        if (findings({ ...event, when: when.value }).length === 0) missed.push(`${event.slug}: ${edtf}`);
      }
      t.diagnostic(`${count - missed.length} of ${count}`);
      assert.ok(count >= 5);
      assert.ok(missed.length <= count / 10, `${missed.length} of ${count} missed:\n${missed.join('\n')}`);
    });
});
