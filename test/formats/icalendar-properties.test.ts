/** What holds of every calendar, whatever is in the chronology: identity, days, the form of RFC 5545, and what an edit leaves alone. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainProse } from '../../src/chronology/languages/prose.ts';
import { choices } from '../../src/chronology/query/query.ts';
import type { Site } from '../../src/web/site/site.ts';
import {
  anniversaryOf,
  asLine,
  asProse,
  classOf,
  dayIn,
  daysFrom,
  expectedEntries,
  statusOf,
  textIn,
  uidOf,
} from '../support/calendar-oracle.ts';
import { occurrences, readByStandard } from '../support/calendar-readers.ts';
import { chronologyOf } from '../support/chronologies.ts';
import { chronologyIn, type EventFields, filesOf, type WrittenChronology } from '../support/chronology-arbitrary.ts';
import { type Component, linesOf, parseComponent, physicalLines, soleValue, textOf } from '../support/content-lines.ts';
import {
  anniversariesOf,
  calendarOf,
  chronologyFrom,
  editions,
  fragmentsOf,
  holds,
  siteAround,
} from '../support/fuzzed-calendars.ts';

/** Every calendar of a site, of its anniversaries too. */
function* calendarsOf(site: Site): Generator<string> {
  for (const edition of editions(site)) {
    for (const imprecise of choices.imprecise) yield calendarOf(site, edition, imprecise);
    yield anniversariesOf(site, edition);
  }
}

const uidsIn = (calendar: string) => readByStandard(calendar).map(({ uid }) => uid);
const isPrimary = (uid: string) => !/\.(end|anniversary)@/.test(uid);

describe('in every calendar', () => {
  it('each UID stands once', () => {
    holds((_, site) => {
      for (const calendar of calendarsOf(site)) {
        const uids = uidsIn(calendar);
        assert.deepEqual(uids, [...new Set(uids)]);
      }
    });
  });

  it('each event has its primary UID, but for fuzzy ones where the subscriber leaves them out', () => {
    holds(({ events }, site) => {
      const all = Object.keys(events);
      const certain = all.filter((slug) => classOf(events[slug]?.when ?? '') !== 'fuzzy');
      for (const edition of editions(site))
        for (const imprecise of choices.imprecise)
          assert.deepEqual(
            uidsIn(calendarOf(site, edition, imprecise))
              .filter(isPrimary)
              .sort(),
            (imprecise === 'omit' ? certain : all).map((slug) => uidOf(slug)).sort(),
          );
    });
  });

  it('a day ends after it begins, and as many days later as the date has', () => {
    holds((written, site) => {
      for (const edition of editions(site))
        for (const imprecise of choices.imprecise) {
          const lengths = (entries: readonly { uid: string; start: string; end?: string | undefined }[]) =>
            Object.fromEntries(
              entries.map(({ uid, start, end }) => [
                uid,
                end === undefined
                  ? 'instant'
                  : start.includes('T')
                    ? `${(Date.parse(end) - Date.parse(start)) / 60_000} minutes`
                    : daysFrom(start, end),
              ]),
            );
          const found = lengths(readByStandard(calendarOf(site, edition, imprecise)));
          assert.deepEqual(found, lengths(expectedEntries(written, edition.languages, imprecise)));
          for (const length of Object.values(found))
            assert.ok(length === 'instant' || Number.parseFloat(`${length}`) > 0);
        }
    });
  });

  it('each line is at most 75 octets of UTF-8 by itself, ended by CRLF, without control characters', () => {
    holds((_, site) => {
      for (const calendar of calendarsOf(site)) {
        const bytes = Buffer.from(calendar);
        // Throws for a line that is too long, cut inside a character, or holds a bare CR or LF.
        assert.equal(`${physicalLines(bytes).join('\r\n')}\r\n`, calendar);
      }
    });
  });

  it('unfolding and unescaping gives back the texts of the chronology', () => {
    holds((written, site) => {
      const { vocabulary } = written;
      const [first] = vocabulary.languages;
      for (const edition of editions(site)) {
        const calendar = parseComponent(calendarOf(site, edition));
        const titles = [...new Set(edition.languages.map((language) => textIn(vocabulary.title, language, first)))];
        for (const name of ['NAME', 'X-WR-CALNAME'])
          assert.equal(textOf(soleValue(calendar, name) ?? ''), asLine(titles.join(' / ')));
        for (const name of ['DESCRIPTION', 'X-WR-CALDESC'])
          for (const language of edition.languages) {
            const description = asProse(textIn(vocabulary.description, language, first));
            assert.ok(textOf(soleValue(calendar, name) ?? '').includes(description));
          }
      }
    });
  });

  it('a whole description is the summary, the source and the address', () => {
    holds(({ vocabulary, events }) => {
      const [summary = ''] = Object.values(events).map((event) => event.summary);
      const written = { vocabulary, events: { plain: { ...STRANGER, when: '2022-12-24', summary } } };
      const site = siteAround(chronologyFrom(written));
      const [first] = vocabulary.languages;
      for (const edition of editions(site)) {
        const told = edition.languages.map((language) => {
          const [label, cited] = language === 'en' ? ['Source: ', ', ¶\u00a01'] : ['出典：', '、第1段落'];
          const source = textIn(vocabulary.source, language, first);
          // What is a mark and what is text, prose.test.ts says.
          const text = plainProse(textIn(summary, language, first), { withAddresses: true });
          return asProse(`${text}\n\n${label}${source}${cited}`);
        });
        const [entry] = readByStandard(calendarOf(site, edition));
        assert.equal(entry?.description, [...new Set(told), 'https://chronology.example/events/plain'].join('\n\n'));
      }
    });
  });

  it('a title says its language where it is another than that of the calendar, and none where it is in several', () => {
    holds((written, site) => {
      const [first] = written.vocabulary.languages;
      for (const edition of editions(site)) {
        const calendar = parseComponent(calendarOf(site, edition));
        for (const [slug, { title }] of Object.entries(written.events)) {
          const vevent = calendar.components.find((one) => soleValue(one, 'UID') === uidOf(slug));
          assert.ok(vevent);
          const [{ parameters } = { parameters: {} }] = linesOf(vevent, 'SUMMARY');
          const told = edition.languages.map(
            (language) =>
              expectedEntries(written, [language], 'marker').find(({ uid }) => uid === uidOf(slug))?.summary,
          );
          const [language] = edition.languages;
          const own = typeof title === 'string' || title[language] === undefined ? first : language;
          const isOfCalendar = edition.languages.length === 1 && own === language;
          assert.deepEqual(parameters, new Set(told).size === 1 && !isOfCalendar ? { LANGUAGE: own } : {});
        }
      }
    });
  });

  it('what is known less well than to the day begins with the date as known', () => {
    holds((written, site) => {
      for (const edition of editions(site))
        for (const imprecise of ['marker', 'span'] as const) {
          const entries = new Map(
            readByStandard(calendarOf(site, edition, imprecise)).map((entry) => [entry.uid, entry]),
          );
          for (const [slug, { when }] of Object.entries(written.events)) {
            const entry = entries.get(uidOf(slug));
            const expected = expectedEntries(written, edition.languages, imprecise).find(
              ({ uid }) => uid === uidOf(slug),
            );
            assert.ok(entry && expected);
            if (classOf(when) !== 'exact') assert.equal(entry.summary, expected.summary);
          }
        }
    });
  });
});

/** Which properties a component has, and how many of each at the most; RFC 5545 §3.4, §3.6.1 and §3.6.5, RFC 7986 §4. */
const GRAMMAR: Readonly<
  Record<string, { once: readonly string[]; atMostOnce: readonly string[]; any: readonly string[] }>
> = {
  VCALENDAR: {
    once: [
      ...[
        'VERSION',
        'CALSCALE',
        'PRODID',
        'X-PUBLISHED-TTL',
        'REFRESH-INTERVAL',
        'NAME',
        'X-WR-CALNAME',
        'DESCRIPTION',
      ],
      ...['X-WR-CALDESC', 'SOURCE', 'URL', 'X-WR-TIMEZONE', 'COLOR', 'X-APPLE-CALENDAR-COLOR'],
    ],
    atMostOnce: [],
    any: [],
  },
  VEVENT: {
    once: [
      ...[
        'UID',
        'SUMMARY',
        'DTSTAMP',
        'DTSTART',
        'SEQUENCE',
        'DESCRIPTION',
        'STATUS',
        'CATEGORIES',
        'TRANSP',
        'CREATED',
      ],
      ...['LAST-MODIFIED', 'URL', 'COLOR', 'X-ANNALS-EDTF'],
    ],
    atMostOnce: ['DTEND', 'GEO', 'LOCATION', 'RRULE'],
    any: ['RELATED-TO'],
  },
  VTIMEZONE: { once: ['TZID'], atMostOnce: [], any: [] },
  STANDARD: { once: ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO', 'TZNAME'], atMostOnce: [], any: [] },
};

function assertGrammar(component: Component): void {
  const { once = [], atMostOnce = [], any = [] } = GRAMMAR[component.name] ?? {};
  const names = component.lines.map(({ name }) => name);
  for (const name of once) assert.equal(linesOf(component, name).length, 1, `${name} in ${component.name}`);
  for (const name of atMostOnce) assert.ok(linesOf(component, name).length <= 1, `${name} in ${component.name}`);
  assert.deepEqual(
    names.filter((name) => ![...once, ...atMostOnce, ...any].includes(name)),
    [],
  );
  for (const { parameters } of component.lines)
    for (const name of Object.keys(parameters)) assert.ok(['LANGUAGE', 'VALUE', 'RELTYPE'].includes(name), name);
  for (const inner of component.components) assertGrammar(inner);
}

describe('no text of the chronology', () => {
  it('becomes a component, a property or a parameter', () => {
    holds((written, site) => {
      for (const edition of editions(site)) {
        const count = { calendar: expectedEntries(written, edition.languages, 'marker').length };
        const calendar = parseComponent(calendarOf(site, edition));
        assertGrammar(calendar);
        assert.deepEqual(
          calendar.components.map(({ name }) => name),
          Array(count.calendar).fill('VEVENT'),
        );
        const anniversaries = parseComponent(anniversariesOf(site, edition));
        assertGrammar(anniversaries);
        const inner = new Set(anniversaries.components.map(({ name }) => name));
        assert.ok(inner.size === 1 && (inner.has('VEVENT') || inner.has('VTIMEZONE')));
      }
    });
  });
});

describe('an anniversary', () => {
  it('is of what is known to the day and took place, begins with the first, and comes round on the right days', () => {
    holds(({ events }, site) => {
      for (const edition of editions(site)) {
        const calendar = anniversariesOf(site, edition);
        const entries = new Map(readByStandard(calendar).map((entry) => [entry.uid, entry]));
        const known = Object.entries(events).flatMap(([slug, event]) => {
          const anniversary = anniversaryOf(event.when, statusOf(event));
          return anniversary ? [{ uid: uidOf(slug, 'anniversary'), ...anniversary }] : [];
        });
        assert.deepEqual([...entries.keys()].sort(), known.map(({ uid }) => uid).sort());
        for (const { uid, first, leap } of known) {
          assert.equal(entries.get(uid)?.start, first);
          const year = Number(first.slice(0, 4));
          const monthAndDay = leap ? '02-29' : first.slice(5);
          const expected = Array.from({ length: 8 }, (_, n) => dayIn(year + n, monthAndDay));
          // Beyond 9999 there are no years of four digits.
          if (year <= 9990) assert.deepEqual(occurrences(calendar, uid, 8), expected);
        }
      }
    });
  });

  it('of a leap day is on the last of February, for eight years', () => {
    const site = siteAround(chronologyOf({ leap: { when: '2024-02-29' } }));
    const [edition] = editions(site);
    assert.ok(edition);
    const uid = 'leap.anniversary@small.annals.example';
    assert.deepEqual(occurrences(anniversariesOf(site, edition), uid, 8), [
      ...['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29'],
      ...['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29'],
    ]);
  });
});

/** The chronology in files that were edited as texts. */
function siteOfFiles(files: Iterable<readonly [path: string, text: string]>): Site {
  return siteAround(chronologyIn(new Map(files)));
}

function withEvents(
  { vocabulary, events }: WrittenChronology,
  edit: (event: EventFields, slug: string) => EventFields,
) {
  // What a revision says that stood before may be what the edit makes of it.
  const untold = (event: EventFields): EventFields => ({
    ...event,
    revisions: event.revisions?.map((revision) => ({ ...revision, was: undefined })),
  });
  const edited = Object.entries(events).map(([slug, event]) => {
    const now = edit(event, slug);
    return [slug, now === event ? event : untold(now)] as const;
  });
  return { vocabulary, events: Object.fromEntries(edited) };
}

/** The VEVENTs of every calendar, by calendar and UID. */
function allFragments(site: Site): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [index, calendar] of [...calendarsOf(site)].entries())
    for (const [uid, fragment] of fragmentsOf(calendar)) found[`${index} ${uid}`] = fragment;
  return found;
}

const STRANGER: EventFields = {
  type: 'meeting',
  when: '2024-05',
  title: 'A stranger',
  summary: 'It has nothing to do with the others.',
  sources: [{ source: 'the-source', paragraph: 1, for: 'date', wording: 'as printed' }],
  published: '2026-12-24',
};

describe('an edit', () => {
  it('of every title, date, type and file place changes no primary UID', () => {
    const dates = ['2001-02', '[2001-02..]', '1999-05-06/..', '2004~', '2019-01-01/2019-12-31', '2025-12-20T15:00Z'];
    const primary = (site: Site) =>
      editions(site).flatMap((edition) =>
        (['marker', 'span'] as const).map((imprecise) =>
          uidsIn(calendarOf(site, edition, imprecise))
            .filter(isPrimary)
            .sort(),
        ),
      );
    holds((written, site) => {
      const edited = withEvents(written, (event, slug) => ({
        ...event,
        title: 'Renamed',
        when: dates[slug.charCodeAt('event-'.length) % dates.length] ?? '',
      }));
      const moved = [...filesOf(edited)]
        .reverse()
        .map(([path, text]) => [path.replace('events/', '2001/'), text] as const);
      assert.deepEqual(primary(siteOfFiles(moved)), primary(site));
    });
  });

  it('by a comment, or of the places and the order of files, changes no byte of a calendar', () => {
    const assertUnchanged = (written: WrittenChronology, site: Site) => {
      // Every other file moves: their paths no longer sort as their slugs do.
      const edited = [...filesOf(written)].reverse().map(([path, text], index) => {
        const moved = index % 2 === 0 ? path.replace('events/', '2001/') : path;
        return [moved, `# A note.\n${text}\n# Another.\n`] as const;
      });
      assert.deepEqual([...calendarsOf(siteOfFiles(edited))], [...calendarsOf(site)]);
    };
    holds((written, site) => {
      assertUnchanged(written, site);
      // On one day the slug alone says which comes first.
      const onOneDay = withEvents(written, (event) => ({ ...event, when: '2024-02-29' }));
      assertUnchanged(onOneDay, siteOfFiles(filesOf(onOneDay)));
    });
  });

  it('that adds an event changes no byte of another', () => {
    holds((written, site) => {
      const more = { ...written, events: { 'a-stranger': STRANGER, ...written.events, 'z-stranger': STRANGER } };
      const found = allFragments(siteOfFiles(filesOf(more)));
      const before = allFragments(site);
      for (const [uid, fragment] of Object.entries(before)) assert.equal(found[uid], fragment);
      assert.ok(Object.keys(found).length > Object.keys(before).length);
    });
  });

  it('of one event changes no byte of another', () => {
    holds((written, site) => {
      const [slug = ''] = Object.keys(written.events);
      const edited = withEvents(written, (event, of) =>
        of === slug ? { ...event, title: 'Renamed', summary: 'Told anew.', when: '2001-02', countries: ['JP'] } : event,
      );
      const own = (uid: string) => / (.*?)(\.end|\.anniversary)?@/.exec(uid)?.[1] === slug;
      const others = (fragments: Record<string, string>) =>
        Object.fromEntries(Object.entries(fragments).filter(([uid]) => !own(uid)));
      assert.deepEqual(others(allFragments(siteOfFiles(filesOf(edited)))), others(allFragments(site)));
    });
  });
});
