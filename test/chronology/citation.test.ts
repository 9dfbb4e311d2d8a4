/** Whether cited paragraphs exist and contain what they are quoted for, and which paragraphs no event cites. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkCitations } from '../../src/chronology/check/citation-check.ts';
import { coverage, type Documents, paragraphsOf } from '../../src/chronology/check/documents.ts';
import { citationListsOf } from '../../src/chronology/event.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import { citedParagraphs, citedParagraphsOf, countCitingEvents } from '../../src/chronology/query/citation.ts';
import { CITATION_PATHS } from '../../src/chronology/schema/vocabulary.ts';
import { chronologyOf, type Events, eventText, minimalFiles, parseMinimal } from '../support/chronologies.ts';

const REPORT = `The ninth meeting was held on 24 December 2022.

Ministers of five countries
took part.

A tenth meeting is to follow.
`;
const REVIEW = '第9回会合は2022年12月に開かれた。\n\n次回は未定。\n';

const BOTH: Documents = new Map([
  ['report', REPORT],
  ['review', REVIEW],
]);

/** What is printed about the citations of these events against the documents. */
function printed(events: Events, documents: Documents = BOTH, overrides: Record<string, string> = {}): string {
  const files = minimalFiles(events, overrides);
  const { chronology, problems } = parseMinimal(files);
  assert.ok(chronology, problems.map((problem) => formatProblem(problem)).join('\n'));
  return checkCitations(chronology, files, documents)
    .map((problem) => formatProblem(problem))
    .join('\n\n');
}

const citing = (paragraph: number, wording?: string, source = 'report') => ({
  sources: [{ source, paragraph, for: wording === undefined ? 'statement' : 'date', wording }],
});

const DATED = { source: 'report', paragraph: 1, for: 'date', wording: '24 December 2022' };

describe('paragraphs', () => {
  const table: readonly [name: string, text: string, paragraphs: readonly string[]][] = [
    ['are divided by empty lines', 'One.\n\nTwo.', ['One.', 'Two.']],
    ['go on over the end of a line', 'One\nand more.\n\nTwo.', ['One\nand more.', 'Two.']],
    [
      'may have several lines between them, empty or of white space',
      'One.\n\n \t\n\u3000\nTwo.\n\n\n',
      ['One.', 'Two.'],
    ],
    [
      'are the same with the line ends of Windows or old Macs',
      'One.\r\n\r\nTwo.\r\rThree.',
      ['One.', 'Two.', 'Three.'],
    ],
    ['have no white space around them', '\n\n  One.  \n\n\tTwo.', ['One.', 'Two.']],
    ['of an empty document are none', ' \n\n', []],
  ];
  for (const [name, text, paragraphs] of table) it(name, () => assert.deepEqual(paragraphsOf(text), paragraphs));

  it('are found again however many empty lines are between them', () => {
    const paragraph = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[\r\n]/.test(text) && text.trim() !== '');
    fc.assert(
      fc.property(fc.array(paragraph), fc.constantFrom('\n\n', '\n\n\n', '\n \n', '\r\n\r\n'), (paragraphs, between) =>
        assert.deepEqual(
          paragraphsOf(paragraphs.join(between)),
          paragraphs.map((text) => text.trim()),
        ),
      ),
      { numRuns: 200 },
    );
  });
});

describe('a wording', () => {
  it('that stands in the cited paragraph is right', () => {
    assert.equal(printed({ meeting: citing(1, '24 December 2022') }), '');
  });

  it('is compared after collapsing white space: a line of the document may end within it', () => {
    assert.equal(printed({ meeting: citing(2, 'five countries took  part') }), '');
  });

  it('is compared after NFC: a composed and a decomposed が are one', () => {
    const decomposed = new Map([...BOTH, ['review', '第9回会合か\u3099開かれた。\n\n次回は未定。']]);
    assert.equal(printed({ meeting: citing(1, '会合が開かれた', 'review') }, decomposed), '');
  });

  it('is not compared any more loosely: case, width and dashes are as printed', () => {
    for (const wording of ['24 december 2022', '２４ December 2022', '24 December, 2022'])
      assert.notEqual(printed({ meeting: citing(1, wording) }), '', wording);
  });

  it('that stands in another paragraph is wrong, at its line', () => {
    assert.equal(
      printed({ meeting: citing(2, '24 December 2022') }),
      'events/meeting.yaml:13:14  sources.0.wording: not in paragraph 2 of report\n    found: 24 December 2022\n    write: the expression as printed there',
    );
  });

  it('is checked where it is quoted for another date, too', () => {
    assert.equal(
      printed({
        meeting: {
          alternatives: [
            { when: '2022-12-25', sources: [{ source: 'review', paragraph: 2, for: 'date', wording: '12月25日' }] },
          ],
        },
      }),
      'events/meeting.yaml:21:18  alternatives.0.sources.0.wording: not in paragraph 2 of review\n    found: 12月25日\n    write: the expression as printed there',
    );
  });
});

describe('a paragraph', () => {
  it('that the document lacks is wrong, also where sources.yaml does not say how many there are', () => {
    assert.equal(
      printed({ meeting: { sources: [DATED, { source: 'review', paragraph: 3, for: 'statement' }] } }),
      'events/meeting.yaml:15:16  sources.1.paragraph: review has no such paragraph\n    found: 3\n    write: 1 to 2',
    );
  });

  it('that is no number is told of once', () => {
    for (const paragraph of ['1e400', '1e4', '-1'])
      assert.deepEqual(
        parseMinimal(minimalFiles({ meeting: eventText({ sources: [{ ...DATED, paragraph }] }) })).problems.map(
          ({ field, message }) => [field, message],
        ),
        [['sources.0.paragraph', 'not a whole number in range']],
        paragraph,
      );
  });

  it('need not be quoted where it only tells of the event', () => {
    assert.equal(printed({ meeting: { sources: [DATED, { source: 'review', paragraph: 2, for: 'statement' }] } }), '');
  });

  it('of a withdrawn event is checked like others', () => {
    const withdrawn = { date: '2026-11-23', reason: 'Entered twice.' };
    assert.match(printed({ meeting: { ...citing(2, '24 December 2022'), withdrawn } }), /not in paragraph 2/);
  });
});

describe('documents and sources.yaml', () => {
  it('must agree on the number of paragraphs', () => {
    assert.equal(
      printed({}, new Map([...BOTH, ['report', `${REPORT}\n\nA fourth.`]])),
      'sources.yaml:9:15  report.paragraphs: the document has 4 paragraphs\n    found: 3\n    write: 4',
    );
  });

  it('must both have a document that a source names', () => {
    assert.equal(
      printed({}, new Map([['report', REPORT]])),
      'sources.yaml:11:9  review.file: not among the documents, so that nothing it is cited for could be verified\n    found: review.txt\n    write: the name of a file in the folder of documents',
    );
  });

  it('need no document where a source names none', () => {
    const overrides = { 'sources.yaml': 'report:\n  title: A report\n  language: en\n' };
    assert.equal(printed({ meeting: citing(7, 'any words') }, new Map(), overrides), '');
  });
});

describe('coverage', () => {
  const chronology = chronologyOf({
    'b-meeting': { sources: [DATED, { source: 'report', paragraph: 2, for: 'statement' }] },
    'a-lunch': {
      sources: [DATED, { ...DATED, for: 'statement' }],
      alternatives: [
        { when: '2022-12-25', sources: [{ source: 'review', paragraph: 2, for: 'date', wording: '12月25日' }] },
      ],
    },
    gone: {
      sources: [{ ...DATED, paragraph: 3 }],
      withdrawn: { date: '2026-11-23', reason: 'Entered twice.' },
    },
  });
  const report = {
    source: 'report',
    paragraphs: [
      { paragraph: 1, events: ['a-lunch', 'b-meeting'] },
      { paragraph: 2, events: ['b-meeting'] },
      // What a withdrawn event cites is cited by none.
      { paragraph: 3, events: [] },
    ],
    complete: true,
  };

  it('lists all paragraphs of a document, with the events that cite each', () => {
    assert.deepEqual(coverage(chronology, BOTH), [
      report,
      {
        source: 'review',
        paragraphs: [
          { paragraph: 1, events: [] },
          { paragraph: 2, events: ['a-lunch'] },
        ],
        complete: true,
      },
    ]);
  });

  it('without documents lists as many as sources.yaml says, or only those that are cited', () => {
    assert.deepEqual(coverage(chronology, new Map()), [
      report,
      { source: 'review', paragraphs: [{ paragraph: 2, events: ['a-lunch'] }], complete: false },
    ]);
  });
});

describe('the uses of a paragraph', () => {
  const cite = (paragraph: number, purpose: string) => ({
    source: 'report',
    paragraph,
    for: purpose,
    ...(purpose !== 'statement' && { wording: '2022' }),
  });

  it('say what each event cites it for, other dates included, in the order of the chronology', () => {
    const chronology = chronologyOf({
      later: { when: '2023', sources: [cite(1, 'date')] },
      earlier: {
        when: '2022',
        sources: [cite(1, 'date'), cite(1, 'statement'), cite(2, 'date')],
        alternatives: [{ when: '2021', sources: [cite(1, 'date')] }],
      },
      gone: { sources: [cite(3, 'date')], withdrawn: { date: '2026-11-23', reason: 'Entered twice.' } },
    });
    const said = [...(citedParagraphs(chronology).get('report') ?? [])].map(([paragraph, uses]) => [
      paragraph,
      uses.map(({ event, purposes }) => [event.slug, ...purposes]),
    ]);
    assert.deepEqual(said, [
      [
        1,
        [
          ['earlier', 'date', 'statement', 'alternative'],
          ['later', 'date'],
        ],
      ],
      [2, [['earlier', 'date']]],
    ]);
  });

  it('are those of one source among all, in the same order, and so is how many events cite it', () => {
    const source = fc.constantFrom('report', 'review');
    const citation = fc
      .record({ source, paragraph: fc.integer({ min: 1, max: 3 }), purpose: fc.constantFrom('date', 'statement') })
      .map(({ purpose, ...of }) => ({ ...cite(of.paragraph, purpose), source: of.source }));
    const citations = fc.array(citation, { maxLength: 3 });
    const event = fc
      .record({ when: fc.constantFrom('2021', '2022', '2023'), source, citations, others: citations })
      .map(({ when, source, citations, others }) => ({
        when,
        sources: distinct([{ ...cite(1, 'date'), source }, ...citations]),
        alternatives: others.map((other) => ({
          when: '2020',
          sources: [{ ...cite(other.paragraph, 'date'), source: other.source }],
        })),
      }));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 6 }), (events) => {
        const chronology = chronologyOf(Object.fromEntries(events.map((fields, index) => [`event-${index}`, fields])));
        const all = citedParagraphs(chronology);
        for (const id of ['report', 'review', 'none']) {
          const cited = all.get(id) ?? new Map();
          assert.deepEqual([...citedParagraphsOf.of(chronology, id)], [...cited]);
          const citing = chronology.events.filter(({ sources, alternatives }) =>
            [...sources, ...alternatives.flatMap((other) => other.sources)].some(({ source }) => source === id),
          );
          assert.equal(countCitingEvents(chronology, id), citing.length);
        }
      }),
    );
  });
});

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

describe('the lists of citations of an event', () => {
  it('stand where the rules of the vocabulary look for them', () => {
    const event = { sources: [], alternatives: [{ sources: [] }], revisions: [{ sources: [] }] };
    const paths = citationListsOf(event as never).map(({ path }) =>
      [...path.map((step) => (typeof step === 'number' ? '*' : step)), '*'].join('.'),
    );
    assert.deepEqual(paths, CITATION_PATHS);
  });
});
