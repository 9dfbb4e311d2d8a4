/** What the package `ics` gets wrong stays wrong in it (so that an upgrade tells us) and right in ours. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { createEvent, createEvents, type EventAttributes } from 'ics';
import { cleanText, foldLine } from '../../src/formats/calendar/content-line.ts';
import { renderVevents, type Vevent } from '../../src/formats/calendar/ics-package.ts';
import { anyCharacter } from '../support/any-character.ts';
import { renderVcalendar } from '../support/rendered.ts';
import { calendar, plain } from '../support/vevent.ts';

const renderVevent = (event: Vevent) => renderVevents([event]).join('');
const octets = (text: string) => Buffer.byteLength(text);
const unfold = (text: string) => text.replace(/\r\n[ \t]/g, '');
const byIcs = (attributes: Record<string, unknown>) =>
  createEvent({
    uid: 'a',
    timestamp: '20261122T120000Z',
    start: [2022, 12, 24],
    ...attributes,
  } as unknown as EventAttributes);
const valueByIcs = (attributes: Record<string, unknown>) => byIcs(attributes).value ?? '';

/** The one VEVENT in a calendar of ours, as ical.js reads it. */
function read(event: Partial<Vevent>): ICAL.Component {
  const component = new ICAL.Component(
    ICAL.parse(renderVcalendar(calendar, [renderVevent({ ...plain, ...event })])) as never,
  );
  const [vevent, ...others] = component.getAllSubcomponents('vevent');
  assert.ok(vevent);
  assert.deepEqual(others, []);
  return vevent;
}

/** Any text that a file could hold, with what breaks formats made likely. */
const anyText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '\r\n',
          '\r',
          '\n',
          '\\',
          ';',
          ',',
          ':',
          '"',
          '\u0000',
          '\u0007',
          '\t',
          '\u0085',
          '\u2028',
          '\ud800',
          '\udc00',
          'BEGIN:VEVENT',
          'END:VCALENDAR',
          '\r\nUID:x',
          '\\n',
          '日本',
          '👩‍👩‍👧‍👦',
          '\ufeff',
          '\ufffe',
        ),
        fc.string(),
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join('')),
);

describe('one VEVENT', () => {
  it('has these lines, in this order', () => {
    const event: Vevent = {
      ...plain,
      categories: [
        { text: 'Count, and more', lang: 'en' },
        { text: 'Japan', lang: 'en' },
      ],
      location: { text: 'The Hall; Tokyo', lang: 'en' },
      geo: [35.68, 139.69],
      related: [
        { type: 'PARENT', uid: 'p@b.example' },
        { type: 'SIBLING', uid: 's@b.example' },
      ],
    };
    assert.equal(
      renderVevent(event),
      [
        'BEGIN:VEVENT',
        'UID:a@b.example',
        'SUMMARY;LANGUAGE=en:A title',
        'DTSTAMP:20261122T120000Z',
        'DTSTART;VALUE=DATE:20221224',
        'DTEND;VALUE=DATE:20221225',
        'SEQUENCE:0',
        'DESCRIPTION;LANGUAGE=en:A text',
        'GEO:35.68;139.69',
        'LOCATION;LANGUAGE=en:The Hall\\; Tokyo',
        'STATUS:CONFIRMED',
        'CATEGORIES;LANGUAGE=en:Count\\, and more,Japan',
        'TRANSP:TRANSPARENT',
        'CREATED:20261122T120000Z',
        'LAST-MODIFIED:20261122T120000Z',
        'URL;VALUE=URI:https://chronology.example/events/a',
        'COLOR:teal',
        'RELATED-TO;RELTYPE=PARENT:p@b.example',
        'RELATED-TO;RELTYPE=SIBLING:s@b.example',
        'X-ANNALS-EDTF:2022-12-24',
        'END:VEVENT',
        '',
      ].join('\r\n'),
    );
  });

  it('tells each text in its own language', () => {
    const lines = renderVevent({
      ...plain,
      categories: [{ text: '会合', lang: 'ja' }],
      summary: { text: 'Title', lang: 'en' },
      description: { text: '本文', lang: 'ja' },
    }).split('\r\n');
    assert.ok(lines.includes('SUMMARY;LANGUAGE=en:Title'));
    assert.ok(lines.includes('DESCRIPTION;LANGUAGE=ja:本文'));
    assert.ok(lines.includes('CATEGORIES;LANGUAGE=ja:会合'));
  });

  it('is an instant in UTC where a time is known, whatever the zone of the machine', () => {
    const lines = renderVevent({ ...plain, time: { instant: '2025-12-20T06:00:00Z' } }).split('\r\n');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('DT')),
      ['DTSTAMP:20261122T120000Z', 'DTSTART:20251220T060000Z'],
    );
  });

  it('refuses an address that is not of the web', () => {
    assert.throws(() => renderVevent({ ...plain, url: 'javascript:alert(1)' }), /not a web address/);
  });
});

describe('the calendar around them', () => {
  it('names itself in old and new properties and asks for a look every twelve hours', () => {
    const text = renderVcalendar(calendar, [renderVevent(plain)]);
    assert.equal(
      text.slice(0, text.indexOf('BEGIN:VEVENT')),
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'CALSCALE:GREGORIAN',
        'PRODID:-//Annals//Annals//EN',
        'X-PUBLISHED-TTL:PT12H',
        'REFRESH-INTERVAL;VALUE=DURATION:PT12H',
        'NAME;LANGUAGE=en:A name',
        'X-WR-CALNAME:A name',
        'DESCRIPTION;LANGUAGE=en:A description',
        'X-WR-CALDESC:A description',
        'SOURCE;VALUE=URI:https://chronology.example/en/calendar.ics',
        'URL;VALUE=URI:https://chronology.example/en/',
        'X-WR-TIMEZONE:Asia/Tokyo',
        'COLOR:steelblue',
        'X-APPLE-CALENDAR-COLOR:#4682B4',
        '',
      ].join('\r\n'),
    );
    assert.ok(text.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n'));
  });

  it('holds a time zone where it holds no event, since a calendar has at least one component', () => {
    const component = new ICAL.Component(ICAL.parse(renderVcalendar(calendar, [])) as never);
    assert.deepEqual(
      component.getAllSubcomponents().map(({ name }) => name),
      ['vtimezone'],
    );
  });
});

describe('folding', () => {
  it('breaks no character and no line over 75 octets', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => text.toWellFormed().replace(/[\r\n]/g, '')),
        (text) => {
          const lines = foldLine(`X:${text}`).split('\r\n');
          assert.equal(lines.pop(), '');
          for (const line of lines) {
            assert.ok(octets(line) <= 75, line);
            assert.ok(line.isWellFormed());
          }
        },
      ),
    );
  });

  it('is undone by unfolding', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter, maxLength: 400 }).map((text) => text.toWellFormed().replace(/[\r\n]/g, '')),
        (text) => {
          assert.equal(unfold(foldLine(text)), `${text}\r\n`);
        },
      ),
    );
  });

  it('leaves 75 octets on one line and folds 76', () => {
    assert.equal(foldLine('a'.repeat(75)), `${'a'.repeat(75)}\r\n`);
    assert.equal(foldLine('a'.repeat(76)), `${'a'.repeat(75)}\r\n a\r\n`);
    assert.equal(foldLine('日'.repeat(26)), `${'日'.repeat(25)}\r\n 日\r\n`);
  });
});

describe('any text', () => {
  it('comes back from ical.js as it was, but for what is cleaned', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, description) => {
        const vevent = read({ summary: { text: title, lang: 'en' }, description: { text: description, lang: 'en' } });
        const oneLine = cleanText(title).replace(/\n+/g, ' ');
        // ics has a title of its own for an empty one.
        if (oneLine !== '') assert.equal(vevent.getFirstPropertyValue('summary') ?? '', oneLine);
        assert.equal(vevent.getFirstPropertyValue('description') ?? '', cleanText(description));
      }),
      { numRuns: 400 },
    );
  });

  it('comes back from categories, places and names likewise, one value each', () => {
    fc.assert(
      // ical.js 2.2.1 takes the comma after an escaped backslash for an escaped comma (pinned below).
      fc.property(
        fc.array(
          anyText.filter((text) => !cleanText(text).replace(/\n+/g, ' ').endsWith('\\')),
          { minLength: 1, maxLength: 4 },
        ),
        (texts) => {
          const cleaned = texts.map((text) => cleanText(text).replace(/\n+/g, ' '));
          const [location = ''] = texts;
          const vevent = read({
            categories: texts.map((text) => ({ text, lang: 'en' })),
            location: { text: location, lang: 'ja' },
          });
          assert.deepEqual(vevent.getFirstProperty('categories')?.getValues(), cleaned);
          assert.equal(vevent.getFirstPropertyValue('location') ?? '', cleaned[0]);
        },
      ),
    );
  });

  it('with a backslash at the end of a category is right by RFC 5545 and read wrong by ical.js 2.2.1', () => {
    assert.match(
      renderVevent({
        ...plain,
        categories: [
          { text: 'a\\', lang: 'en' },
          { text: 'b', lang: 'en' },
        ],
      }),
      /CATEGORIES;LANGUAGE=en:a\\\\,b\r\n/,
    );
    assert.deepEqual(
      read({
        categories: [
          { text: 'a\\', lang: 'en' },
          { text: 'b', lang: 'en' },
        ],
      })
        .getFirstProperty('categories')
        ?.getValues(),
      ['a\\,b'],
    );
  });

  it('never makes a line, a property or a component of its own', () => {
    const names = renderVevent(plain)
      .split('\r\n')
      .map((line) => line.split(/[;:]/)[0]);
    fc.assert(
      fc.property(
        anyText.filter((text) => cleanText(text).trim() !== ''),
        (text) => {
          const event = {
            ...plain,
            uid: `${text}x`,
            summary: { text: `${text}x`, lang: text },
            description: { text, lang: text },
            categories: [{ text, lang: text }],
            color: text,
            edtf: text,
          };
          const lines = unfold(renderVevent(event)).split('\r\n');
          assert.deepEqual(
            lines.map((line) => line.split(/[;:]/)[0]),
            names,
          );
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not be there
          for (const line of lines) assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f]/);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is cleaned to whole characters, LF and spaces', () => {
    assert.equal(cleanText('a\r\nb\rc\u2028d\te\u0000\u0007f\u009f\ud800'), 'a\nb\nc\nd e' + 'f\ufffd');
  });

  it('of 20,000 characters is folded in linear time: the long text never passes through ics', () => {
    const long = '日'.repeat(20_000);
    assert.equal(read({ description: { text: long, lang: 'ja' } }).getFirstPropertyValue('description'), long);
  });
});

describe('ics 3.12.0, whose gaps we fill', () => {
  it('folds by characters, not octets', () => {
    const [, second = ''] = valueByIcs({ title: '日'.repeat(200) }).split('\r\n\t');
    assert.equal(octets(second), 74 * 3);
  });

  it('writes the year 79 as 1979 or without zeros', () => {
    assert.match(valueByIcs({ start: [794, 10, 22] }), /DTSTART;VALUE=DATE:7941022/);
    assert.match(
      renderVevent({ ...plain, time: { day: '0794-10-22', end: '0794-10-23' } }),
      /DTSTART;VALUE=DATE:07941022\r\nDTEND;VALUE=DATE:07941023/,
    );
  });

  it('takes days that no calendar has; ours names the event', () => {
    assert.match(valueByIcs({ start: [2024, 2, 31] }), /DTSTART;VALUE=DATE:20240231/);
    for (const time of [
      { day: '2024-02-31', end: '2024-03-01' },
      { day: '2022-13-01', end: '2022-13-02' },
      { day: '2022-12-31', end: '2022-12-32' },
    ])
      assert.throws(() => renderVevent({ ...plain, time }), /^Error: a@b\.example is on a day that there is not: 20/);
  });

  it('writes a day that is text as if it were an instant', () => {
    assert.match(valueByIcs({ start: '20221224', end: '20221225' }), /DTSTART:20221224\r\nDTEND:20221225\r\n/);
  });

  it('drops a creation time of 0', () => {
    assert.doesNotMatch(valueByIcs({ created: 0 }), /CREATED/);
    assert.match(renderVevent({ ...plain, created: '1970-01-01T00:00:00Z' }), /CREATED:19700101T000000Z/);
  });

  it('makes up a UID and a time stamp', () => {
    const value = createEvent({ start: [2022, 12, 24], end: [2022, 12, 25] }).value ?? '';
    assert.match(value, /UID:.{21}\r\n/);
    assert.match(value, /DTSTAMP:\d{8}T\d{6}Z/);
  });

  it('escapes neither categories nor the calendar name nor the product', () => {
    assert.match(valueByIcs({ categories: ['a,b'] }), /CATEGORIES:a,b\r\n/);
    const header = createEvents([], { productId: 'a,b', calName: 'c;d' }).value ?? '';
    assert.match(header, /PRODID:a,b\r\n/);
    assert.match(header, /X-WR-CALNAME:c;d\r\n/);
  });

  it('lets lone CR and control characters through', () => {
    assert.ok(valueByIcs({ title: 'a\rb\u0007' }).includes('SUMMARY:a\rb\u0007'));
  });

  it('refuses valid addresses and takes javascript:', () => {
    assert.ok(byIcs({ url: 'http://[::1]:3000/' }).error);
    assert.equal(byIcs({ url: 'javascript://x/%0aalert(1)' }).error, null);
    assert.match(renderVevent({ ...plain, url: 'http://[::1]:3000/' }), /URL;VALUE=URI:http:\/\/\[::1\]:3000\//);
  });

  it('says PT1H and PUBLISH whatever one wants', () => {
    const header = createEvents([], {}).value ?? '';
    assert.match(header, /X-PUBLISHED-TTL:PT1H\r\n/);
    assert.match(header, /METHOD:PUBLISH\r\n/);
    assert.doesNotMatch(renderVcalendar(calendar, []), /METHOD|PT1H/);
  });

  it('reports what is wrong without saying with which event; ours names it', () => {
    const { error } = byIcs({ sequence: 0.5 });
    assert.ok(error);
    assert.equal(error.message, 'sequence must be an integer');
    assert.throws(
      () => renderVevents([plain, { ...plain, uid: 'c@b.example', sequence: 0.5 }]),
      /ics refuses c@b\.example: sequence must be an integer/,
    );
  });
});
