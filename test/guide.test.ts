/** The curators' guide says what holds: its annotated event is read without a problem, and so is every date of its table. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseWhen } from '../src/chronology/dates/edtf.ts';
import { formatProblem, warningKinds } from '../src/chronology/files/problem.ts';
import { parseFolder } from '../src/chronology/folder/folder-parse.ts';
import { eventSchema } from '../src/chronology/schema/event-schema.ts';
import { eventText } from './support/chronologies.ts';
import { ROOT } from './support/root.ts';

const EVENTS = join(ROOT, 'events');
const guide = readFileSync(join(EVENTS, 'README.md'), 'utf8');
const section = (title: string) => guide.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? assert.fail(title);

describe('events/README.md', () => {
  it('names every field of an event', () => {
    const schema = eventSchema({ languages: ['en', 'ja'], timeZone: 'UTC' }) as unknown as { shape: object };
    const fields = Object.keys(schema.shape);
    assert.ok(fields.length > 15);
    for (const field of fields) assert.match(guide, new RegExp(`^${field}:|\\b${field}: |\`${field}\``, 'm'), field);
  });

  it('annotates an event that has no problem', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(section('An event file'))?.[1] ?? assert.fail('no example');
    const vocabulary = ['chronology', 'sources', 'people', 'organizations', 'places'].map(
      (name) => [`${name}.yaml`, readFileSync(join(EVENTS, `${name}.yaml`), 'utf8')] as const,
    );
    const other = (fields: object) =>
      eventText({
        type: 'background',
        countries: ['JP'],
        sources: [{ source: 'report-2022-12-24', paragraph: 1, for: 'date', wording: '2022' }],
        ...fields,
      });
    const files = new Map([
      ...vocabulary,
      ['2022/annotated.yaml', example],
      ['2022/some-longer-event.yaml', other({})],
      ['2022/an-earlier-event.yaml', other({})],
      ['2022/another-event.yaml', other({})],
      [
        '2022/a-plan.yaml',
        other({
          type: 'meeting',
          status: 'planned',
          revisions: [{ date: '2026-12-10', note: { en: 'No.', ja: '否' } }],
        }),
      ],
    ]);
    assert.deepEqual(
      parseFolder(files).problems.map((problem) => formatProblem(problem)),
      [],
    );
  });

  it('lists every kind of warning', () => {
    const rows = [...section('Warnings').matchAll(/^\| (`[a-z-`, ]+`) \|/gm)].flatMap(
      ([, cell = '']) => cell.match(/[a-z-]+/g) ?? [],
    );
    assert.deepEqual(rows, [...warningKinds]);
  });

  it('lists dates that are read', () => {
    const dates = [...section('Dates').matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`'?([^`']+)'?`/g)].map(([, date = '']) => date),
    );
    assert.ok(dates.length > 20);
    for (const date of dates) assert.ok(parseWhen(date, 'Asia/Tokyo').ok, date);
  });
});
