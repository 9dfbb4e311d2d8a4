/** Subscribers over time: whatever curators do, each has exactly the events that there are, and is sent only what changed. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { placed } from './support/calendar-oracle.ts';
import {
  anyLine,
  chronologyArbitrary,
  type EventFields,
  lastDated,
  UID_DOMAIN,
  type WrittenChronology,
} from './support/chronology-arbitrary.ts';
import { edtf } from './support/edtf-arbitrary.ts';
import { cases } from './support/seed.ts';
import {
  Audience,
  added,
  isNamed,
  Publication,
  plain,
  policies,
  revised,
  STORY_VOCABULARY,
  Subscriber,
  subscribables,
  withdrawn,
} from './support/subscriber.ts';

const story: WrittenChronology = {
  vocabulary: STORY_VOCABULARY,
  events: {
    dialogue: plain('2023-03', 'The dialogue'),
    duplicate: plain('2023-03-14', 'The same dialogue'),
    embassy: plain('1993/..', 'An embassy', { status: 'ongoing' }),
    mistake: plain('2024-05', 'A mistake'),
    plan: plain('2027-33', 'A summit', { status: 'planned' }),
    project: plain('2016-03/2023-11', 'A project'),
    seminar: plain('2027-06-01', 'A seminar', { status: 'planned' }),
    visit: plain('2022-12-24', 'A visit', { countries: ['JP', 'KZ'] }),
  },
};

/** Half of all, in which each edition still meets each treatment, whole and filtered, and each treatment both of these. */
const CALENDARS = [
  // In their list, whole and filtered take turns, and three treatments make an edition.
  ...subscribables(['en', 'ja'], 'UZ').filter((_, index) => (index + Math.floor(index / 2)) % 2 === 0),
  { path: '/calendar.ics', languages: ['en'] as const, imprecise: 'marker' as const },
];
const everywhere = CALENDARS.map(({ path }) => path).sort();
const whole = everywhere.filter((path) => !path.includes('/country/UZ/'));
/** Without those that leave out what is known less well than to the day. */
const unlessOmitted = everywhere.filter((path) => !path.includes('imprecise=omit'));

describe('subscribers of every calendar, in every coding and way', () => {
  let audience: Audience;
  before(async () => {
    audience = await Audience.of(story, CALENDARS);
  });
  after(() => audience.publication.close());
  const step = (name: string, edit: () => Promise<void>, sentTo: readonly string[]) =>
    it(name, async () => {
      await edit();
      assert.deepEqual([...(await audience.lookAgain())].sort(), sentTo);
    });
  const publish = (edit: (written: WrittenChronology) => WrittenChronology) => () =>
    audience.publication.publish(edit(audience.publication.written));

  step('first have everything', async () => {}, everywhere);
  step('are sent nothing when they ask again', async () => {}, []);

  step(
    'are told a corrected text',
    publish((now) => revised(now, 'embassy', '2026-12-01', { summary: { en: 'It opened.', ja: '開設。' } })),
    everywhere,
  );
  step(
    'are told a new title, of what some leave out',
    publish((now) => revised(now, 'dialogue', '2026-12-01', { title: { en: 'The first dialogue', ja: '第1回対話' } })),
    unlessOmitted,
  );
  step(
    'are told a second correction of the same day',
    publish((now) => revised(now, 'dialogue', '2026-12-01', { title: { en: 'The 1st dialogue', ja: '第一回対話' } })),
    unlessOmitted,
  );
  step(
    'are told a date that is known better, and who left it out has it now',
    publish((now) => revised(now, 'dialogue', '2026-12-02', { when: '2023-03-14' })),
    everywhere,
  );
  step(
    'are told that both ends of a period are known to the day',
    publish((now) => revised(now, 'project', '2026-12-02', { when: '2016-03-05/2023-11-20' })),
    everywhere,
  );
  step(
    'are sent nothing for a comment in a file',
    () => audience.publication.comment('dialogue', 'Ask the archive.'),
    [],
  );
  step(
    'are sent nothing where a file moves to another folder',
    () => audience.publication.move('dialogue', '2023'),
    [],
  );
  step(
    'are told of a new event',
    publish((now) => added(now, 'conference', plain('2025-10-09', 'A conference', { published: '2026-12-03' }))),
    everywhere,
  );
  step(
    'are sent nothing for an event that their filter leaves out',
    publish((now) => revised(now, 'visit', '2026-12-03', { title: { en: 'A state visit', ja: '公式訪問' } })),
    whole,
  );
  step(
    'see a plan as fulfilled, beside what fulfilled it',
    publish((now) =>
      added(
        now,
        'summit',
        plain('2027-02-20', 'The summit', { relations: { fulfils: ['plan'] }, published: '2026-12-04' }),
      ),
    ),
    everywhere,
  );
  step(
    'no longer see what was cancelled',
    publish((now) => revised(now, 'seminar', '2026-12-04', { status: 'cancelled' })),
    everywhere,
  );
  step(
    'no longer see what was withdrawn',
    publish((now) => withdrawn(now, 'mistake', '2026-12-05')),
    unlessOmitted,
  );
  step(
    'no longer see what another took the place of',
    publish((now) => withdrawn(now, 'duplicate', '2026-12-05', 'dialogue')),
    everywhere,
  );
  step(
    'see a plan open again, whose fulfilment was withdrawn',
    publish((now) => withdrawn(now, 'summit', '2026-12-06')),
    everywhere,
  );
  step('are sent nothing after a restart', () => audience.publication.restart(), []);
});

/** Something that a curator does to one of the events, on a day of the property's own calendar. */
interface Edit {
  readonly kind:
    | 'correct'
    | 'retitle'
    | 'refine'
    | 'comment'
    | 'move'
    | 'add'
    | 'fulfil'
    | 'cancel'
    | 'withdraw'
    | 'merge'
    | 'restart';
  /** Which event, and which other one. */
  readonly target: number;
  readonly other: number;
  readonly text: string;
  readonly when: string;
  /** Whether the next edit is on another day. */
  readonly overnight: boolean;
}

const edits = (texts: fc.Arbitrary<string>): fc.Arbitrary<Edit> =>
  fc.record({
    kind: fc.constantFrom<Edit['kind'][]>(
      ...([
        'correct',
        'retitle',
        'refine',
        'comment',
        'move',
        'add',
        'fulfil',
        'cancel',
        'withdraw',
        'merge',
        'restart',
      ] as const),
    ),
    target: fc.nat(20),
    other: fc.nat(20),
    text: texts,
    when: edtf,
    overnight: fc.boolean(),
  });

/**
 * A date known to the day, of a moment that was known less well. A period stays as it is: where it gains or loses the entry
 * of its end, importers are left with what no calendar takes back (see below).
 */
function refinedDate(when: string): string {
  const [possible] = /[/T]/.test(when) ? [] : placed(when, 'span', false);
  return possible ? possible.start : when;
}

/** The chronology after an edit, where the event is one that it can be done to; the same one where not. */
function edited(
  now: WrittenChronology,
  { kind, target, other, text, when }: Edit,
  today: string,
  slug: string,
): WrittenChronology {
  const standing = Object.keys(now.events).filter((of) => !now.events[of]?.withdrawn);
  const chosen = standing[target % standing.length];
  const event = chosen === undefined ? undefined : now.events[chosen];
  const fresh: EventFields = { ...plain(when, text), title: text, summary: text, published: today };
  if (kind === 'add') return added(now, slug, { ...fresh, countries: target % 2 === 0 ? ['JP'] : ['JP', 'UZ'] });
  if (!chosen || !event) return now;
  const date = [today, lastDated(event)].sort().at(-1) ?? today;
  switch (kind) {
    case 'correct':
      return revised(now, chosen, date, { summary: text });
    case 'retitle':
      return revised(now, chosen, date, { title: text });
    case 'refine':
      return revised(now, chosen, date, { when: refinedDate(event.when) });
    case 'fulfil':
      return event.status === 'planned' ? added(now, slug, { ...fresh, relations: { fulfils: [chosen] } }) : now;
    case 'cancel':
      return event.type === 'meeting' && !isNamed(now, chosen)
        ? revised(now, chosen, date, { status: 'cancelled' })
        : now;
    case 'withdraw':
      return isNamed(now, chosen) ? now : withdrawn(now, chosen, date);
    case 'merge': {
      const successors = standing.filter((of) => of !== chosen);
      const successor = successors[other % successors.length];
      return isNamed(now, chosen) || successor === undefined ? now : withdrawn(now, chosen, date, successor);
    }
    default:
      return now;
  }
}

async function make(publication: Publication, edit: Edit, today: string, slug: string): Promise<void> {
  const { written } = publication;
  const slugs = Object.keys(written.events);
  const chosen = slugs[edit.target % slugs.length] ?? '';
  if (edit.kind === 'restart') await publication.restart();
  else if (edit.kind === 'comment') await publication.comment(chosen, `A note of ${today}, ${edit.other}.`);
  else if (edit.kind === 'move') await publication.move(chosen, `folder-${edit.other}`);
  else await publication.publish(edited(written, edit, today, slug));
}

const { numRuns: RUNS } = cases(5);

describe('a plan that is called off', () => {
  it('stays in every calendar and program, by a title that says so; one that is withdrawn goes from all', async () => {
    const audience = await Audience.of(story, CALENDARS);
    try {
      await audience.lookAgain();
      const shownBy = (uid: string) =>
        audience.subscribers
          .filter(({ calendar }) => unlessOmitted.includes(calendar.path) && calendar.languages[0] === 'en')
          .map(({ shown }) => shown.get(`${uid}@${UID_DOMAIN}`)?.summary);
      const calledOff = revised(story, 'seminar', '2026-12-03', { status: 'cancelled' });
      await audience.publication.publish(calledOff);
      await audience.lookAgain();
      assert.ok(shownBy('seminar').length > policies.length);
      for (const summary of shownBy('seminar')) assert.match(summary ?? '', /^Cancelled: A seminar/);
      await audience.publication.publish(withdrawn(calledOff, 'seminar', '2026-12-04'));
      await audience.lookAgain();
      for (const summary of shownBy('seminar')) assert.equal(summary, undefined);
    } finally {
      await audience.publication.close();
    }
  });
});

describe('subscribers of a random chronology', () => {
  it('have exactly its events after every edit, and are sent only what changed', async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(
        chronologyArbitrary({ maxEvents: 4 }),
        fc.array(edits(anyLine), { minLength: 4, maxLength: 8 }),
        fc.nat(20),
        async (written, sequence, which) => {
          const all = subscribables(written.vocabulary.languages, 'UZ');
          const audience = await Audience.of(
            written,
            [0, 5, 10].map((step) => all[(which + step) % all.length] as (typeof all)[0]),
          );
          try {
            await audience.lookAgain();
            let day = 20;
            for (const [index, edit] of sequence.entries()) {
              const before = audience.publication.written;
              await make(audience.publication, edit, `2026-12-${day}`, `added-${'abcdefgh'[index]}`);
              await audience.lookAgain();
              if (edit.overnight) day += 1;
              if (audience.publication.written !== before) changes += 1;
            }
          } finally {
            await audience.publication.close();
          }
        },
      ),
      { numRuns: RUNS },
    );
    assert.ok(changes > RUNS, `${changes} edits changed something`);
  });
});

describe('what no calendar tells, for nothing in the folder remembers it', () => {
  const vanished = async (slug: string, changes: Partial<EventFields>, path: string) => {
    const calendar = subscribables(['en', 'ja'], 'UZ').find((one) => one.path === path);
    assert.ok(calendar);
    const publication = await Publication.open(story);
    try {
      const subscribers = policies.map((policy) => new Subscriber(publication.port, calendar, policy, 'identity'));
      for (const subscriber of subscribers) await subscriber.poll();
      await publication.publish(revised(publication.written, slug, '2026-12-01', changes));
      for (const subscriber of subscribers) await subscriber.poll();
      return (uid: string) =>
        subscribers.filter(({ shown }) => shown.has(`${uid}@${UID_DOMAIN}`)).map(({ policy }) => policy);
    } finally {
      await publication.close();
    }
  };

  it('an importer keeps the end of a period that turned out to be a day', async () => {
    const has = await vanished('project', { when: '2016-03-05' }, '/en/calendar.ics');
    assert.deepEqual(has('project'), [...policies]);
    assert.deepEqual(has('project.end'), ['merging']);
  });

  it('an importer keeps an event that its filter no longer lets through', async () => {
    const has = await vanished('dialogue', { countries: ['JP'] }, '/en/country/UZ/calendar.ics');
    assert.deepEqual(has('dialogue'), ['merging']);
  });
});
