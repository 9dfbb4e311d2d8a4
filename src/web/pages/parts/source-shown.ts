/** A source as pages show it: what is known of the document and which of its paragraphs are cited by what, without its text. */
import { formatPrecision, formatWhen, unbroken } from '../../../chronology/languages/dates-in-words.ts';
import { languageName } from '../../../chronology/languages/display-names.ts';
import type { PlainWordKey } from '../../../chronology/languages/words/keys.ts';
import {
  type CitedFor,
  type CitedParagraphs,
  citedIn,
  countCiting,
  type ParagraphUse,
} from '../../../chronology/query/citation.ts';
import { paragraphPath } from '../../site/address.ts';
import { abridged, toOthersLink } from './abridged.ts';
import { eventLine } from './event-card.ts';
import { countOf, link, type PageContext, translate } from './frame.ts';

const PURPOSES = {
  date: 'source.forDate',
  year: 'source.forYear',
  statement: 'source.forStatement',
  alternative: 'source.forAlternative',
} as const satisfies Record<CitedFor, PlainWordKey>;

/** So many events fill a cell: what matters is whether a paragraph carries one event or several. */
const FULL = 3;

/** A longer run of paragraphs that nothing cites is one cell: those of a whole book would bury the cited ones. */
const LONGEST_RUN = 40;

/** What is known of the document, without its title. */
export function sourceFacts(id: string, context: PageContext) {
  const source = context.site.chronology.vocabulary.sources[id];
  const { language } = context;
  return {
    publisher: source?.publisher && translate(source.publisher, context),
    date: source?.date && {
      text: unbroken(formatWhen(source.date, language), language),
      remark: formatPrecision(source.date, language),
    },
    language: source && languageName(source.language, language),
    paragraphs: source?.paragraphs,
    url: source?.url,
    file: source?.file,
  };
}

/** More that cite one paragraph are left to the list of the source's events. */
const MOST_USES = 100;

/** A source's paragraphs in reading order, those that follow each other and are cited alike as one run. */
interface Coverage {
  readonly counts: string;
  readonly runs: readonly Run[];
}

function coverageOf(id: string, { site, words, ...context }: PageContext): Coverage {
  const cited = citedIn.of(site.chronology, id);
  const total = site.chronology.vocabulary.sources[id]?.paragraphs;
  const events = countOf(countCiting(site.chronology, id), { ...context, words });
  return {
    counts:
      total === undefined
        ? words('source.countsUnknown', { cited: cited.size, events })
        : words('source.counts', { cited: cited.size, paragraphs: total, events }),
    runs: paragraphRuns(cited, total),
  };
}

/** A strip of numbered cells. */
export function paragraphStrip(id: string, context: PageContext) {
  return stripOf(id, coverageOf(id, context), context);
}

function stripOf(id: string, { counts, runs }: Coverage, context: PageContext) {
  const { language, words } = context;
  const cell = (paragraph: number, uses: readonly ParagraphUse[]) => ({
    ...link({ text: String(paragraph) }, paragraphPath(language, id, paragraph), context),
    label: words('source.cell', { paragraph, events: countOf(uses.length, context) }),
    level: Math.min(uses.length, FULL),
  });
  return {
    counts,
    cells: runs.flatMap((run) =>
      run.uses.length > 0 ? numbersOf(run).map((paragraph) => cell(paragraph, run.uses)) : emptyCells(run, context),
    ),
  };
}

/** The strip, and a list of what cites each paragraph. */
export function toParagraphs(id: string, context: PageContext) {
  const { words } = context;
  const coverage = coverageOf(id, context);
  return {
    ...stripOf(id, coverage, context),
    runs: coverage.runs.map((run) => {
      const { shown, others } = abridged(run.uses, MOST_USES);
      return {
        ...runLabel(run, context),
        uses: shown.map(({ event, purposes }) => ({
          event: eventLine(event, context),
          purposes: purposes.map((purpose) => words(PURPOSES[purpose])).join(words('site.listJoin')),
        })),
        others: toOthersLink(others, context),
      };
    }),
  };
}

/** Paragraphs that follow each other and are cited alike, or by nothing. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly uses: readonly ParagraphUse[];
}

/** Without the number of paragraphs, those that nothing cites are not known either. */
function paragraphRuns(cited: CitedParagraphs, total: number | undefined): readonly Run[] {
  const runs: Run[] = [];
  const add = (from: number, to: number, uses: readonly ParagraphUse[]) => {
    const last = runs.at(-1);
    if (last?.to === from - 1 && citedAlike(last.uses, uses)) runs[runs.length - 1] = { ...last, to };
    else runs.push({ from, to, uses });
  };
  let next = 1;
  for (const [paragraph, uses] of [...cited].sort(([a], [b]) => a - b)) {
    if (total !== undefined && paragraph > next) add(next, paragraph - 1, []);
    add(paragraph, paragraph, uses);
    next = paragraph + 1;
  }
  if (total !== undefined && total >= next) add(next, total, []);
  return runs;
}

function citedAlike(some: readonly ParagraphUse[], others: readonly ParagraphUse[]): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ event, purposes }, index) =>
        others[index]?.event === event && others[index].purposes.join() === purposes.join(),
    )
  );
}

function lengthOf({ from, to }: Run): number {
  return to - from + 1;
}

function numbersOf(run: Run): readonly number[] {
  return Array.from({ length: lengthOf(run) }, (_, index) => run.from + index);
}

/**
 * The numbers of a run and the words around them: `¶ 3–4` of what nothing cites, `¶ 3, 4` of what is cited. A number
 * without text is not shown and still has its place to lead to.
 */
function runLabel(run: Run, { words }: PageContext) {
  const [before, after] = words('event.paragraphShort', { paragraphs: '\n' }).split('\n');
  const cited = run.uses.length > 0;
  const join = cited ? words('event.numberJoin') : words('source.range', { from: '', to: '' });
  const numbers = !cited && lengthOf(run) > LONGEST_RUN ? [run.from, run.to] : numbersOf(run);
  return {
    before,
    after,
    numbers: numbers.map((number) => {
      const isListed = cited || number === run.from || number === run.to;
      return { number, text: isListed ? String(number) : '', join: isListed && number > run.from ? join : '' };
    }),
  };
}

function emptyCells(run: Run, { words }: PageContext) {
  if (lengthOf(run) <= LONGEST_RUN)
    return numbersOf(run).map((paragraph) => ({
      text: String(paragraph),
      label: words('source.cellUncited', { paragraph }),
    }));
  const { from, to } = run;
  return [{ text: words('source.range', { from, to }), label: words('source.cellsUncited', { from, to }) }];
}
