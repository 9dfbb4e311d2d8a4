/** Sources as pages show them: a document's facts, the events that cite each place in it, and an event's citations. */
import type { Citation, TimelineEvent } from '../../../chronology/event.ts';
import { formatPrecision, formatWhen, unbroken } from '../../../chronology/languages/dates-in-words.ts';
import { languageName } from '../../../chronology/languages/display-names.ts';
import { interfaceTag } from '../../../chronology/languages/languages.ts';
import { pick } from '../../../chronology/languages/text.ts';
import {
  type CitationPurpose,
  type CitationUse,
  type CitedParagraphs,
  citedParagraphsOf,
  citedPlacesOf,
  countCitingEvents,
  type PlaceKind,
} from '../../../chronology/query/citation.ts';
import { capitalized, citationPurpose, citedSources, formatPlaces } from '../../../formats/view/event-text.ts';
import { facetPath, paragraphPath, placePath } from '../../site/address.ts';
import { type Link, toLocalizedText } from '../../site/templates.ts';
import { facetLink, toLine } from './event-line.ts';
import { countOf, link, type PageContext, translate } from './frame.ts';
import { shorten, toOmittedLink } from './pagination.ts';

/** The sources that are cited, each once with the cited places. */
export function toCitedSources(citations: readonly Citation[], context: PageContext) {
  const { site, language, words } = context;
  return citedSources(site.chronology, citations, language).map((cited) => ({
    id: cited.id,
    ...facetLink('source', cited.id, context),
    places: formatPlaces(cited, words, (numbers) => formatNumbers(numbers, context)),
  }));
}

/** The same in short, for lists: each source by its short title, in one link with the cited places. */
export function toShortCitations({ sources }: TimelineEvent, context: PageContext): readonly Link[] {
  const { site, language, words } = context;
  return citedSources(site.chronology, sources, language).map((cited) => {
    const { id, title } = cited;
    const short = site.chronology.vocabulary.sources[id]?.shortTitle;
    const { text, lang, dir } = toLocalizedText(short ? pick(short, language) : title, language);
    const place = formatPlaces(cited, words, (numbers) => formatNumbers(numbers, context));
    const citation = place === '' ? text : words('event.citationShort', { title: text, place });
    return link({ text: citation, lang, dir }, facetPath(language, 'source', id), context);
  });
}

/** Ascending numbers, three or more that follow each other as a range: `9, 13–15`. */
function formatNumbers(numbers: readonly number[], { words }: PageContext): string {
  const runs: { from: number; to: number }[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.to === number - 1) last.to = number;
    else runs.push({ from: number, to: number });
  }
  const join = words('event.numberJoin');
  return runs
    .map(({ from, to }) => {
      if (to - from >= 2) return words('source.range', { from: String(from), to: String(to) });
      return from === to ? String(from) : `${from}${join}${to}`;
    })
    .join(join);
}

/** @param inferred whether the event's date is inferred from the wordings, and printed in none of them */
export function toCitations(citations: readonly Citation[], context: PageContext, inferred = false) {
  const { site, language, words } = context;
  /** A quotation is marked with its document's language even on a page in that language. */
  const quoted = (text: string, lang = interfaceTag(language)) => ({
    ...toLocalizedText({ text, lang }, language),
    lang,
  });
  return citations.map(({ source, paragraph, page, section, at, for: purpose, wording }) => ({
    ...facetLink('source', source, context),
    purpose: citationPurpose({ for: purpose }, { inferred }, words),
    place:
      paragraph === undefined
        ? toPlace({ source, page, section, at }, context)
        : link(
            { text: words('event.paragraphShort', { paragraphs: String(paragraph) }) },
            paragraphPath(context.language, source, paragraph),
            context,
          ),
    wording: wording === undefined ? undefined : quoted(wording, site.chronology.vocabulary.sources[source]?.language),
  }));
}

/** The pages, sections or times that a citation names, as a link to the first of them; undefined where it names none. */
function toPlace(citation: Pick<Citation, 'source' | PlaceKind>, context: PageContext) {
  const { source, page, section, at } = citation;
  const one = <T>(value: T | undefined) => (value === undefined ? [] : [value]);
  const places = { paragraphs: [], pages: one(page), sections: one(section), times: one(at) };
  const text = formatPlaces(places, context.words);
  const kind = (['page', 'section', 'at'] as const).find((each) => citation[each] !== undefined);
  if (kind === undefined) return undefined;
  return link({ text }, placePath(context.language, source, placeId(kind, citation[kind] ?? '')), context);
}

/** The id of a place's element on the page of its source: no two places have one, and style sheets need no escapes for it. */
function placeId(kind: PlaceKind, place: string | number): string {
  const inId = (character: string) => `_${character.codePointAt(0)?.toString(16)}_`;
  return `${kind}-${String(place).replace(/[^A-Za-z0-9-]/gu, inId)}`;
}

/** The cited pages, sections and times of a source, each with the events that cite it. */
function toPlaces(id: string, context: PageContext) {
  const none = { paragraphs: [], pages: [], sections: [], times: [] };
  return citedPlacesOf.of(context.site.chronology, id).map(({ kind, place, uses }) => ({
    id: placeId(kind, place),
    text: formatPlaces(
      {
        ...none,
        ...(kind === 'at' ? { times: [Number(place)] } : { [`${kind}s`]: [String(place)] }),
      },
      context.words,
    ),
    ...toUses(uses, context),
  }));
}

/** A date that a source gives other than the event's own. */
export function toAlternative({ when, note, sources }: TimelineEvent['alternatives'][number], context: PageContext) {
  return {
    when: unbroken(capitalized(formatWhen(when, context.language)), context.language),
    note: note && translate(note, context),
    citations: toCitations(sources, context),
  };
}

/** The facts of a document, without its title. */
export function toFacts(id: string, context: PageContext) {
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
    document: source?.url === undefined ? undefined : { href: source.url, host: new URL(source.url).host },
    accessed: source?.accessed && unbroken(formatWhen(source.accessed, language), language),
    file: source?.file,
  };
}

const PURPOSES = {
  date: 'source.forDate',
  year: 'source.forYear',
  statement: 'source.forStatement',
  alternative: 'source.forAlternative',
  revision: 'source.forRevision',
} as const satisfies Readonly<Record<CitationPurpose, string>>;

/** A cell is darkest from this many events on: one, several, more. */
const HIGHEST_LEVEL = 3;

/** A longer run of uncited paragraphs is one cell: those of a whole book would bury the cited ones. */
const LONGEST_RUN = 40;

/** More events that cite one place are left to the list of the source's events. */
const MOST_USES = 100;

/** A strip of numbered cells, one for each paragraph. */
export function paragraphStrip(id: string, context: PageContext) {
  return toStrip(id, paragraphRuns(id, context), context);
}

/** The strip, and for each run of paragraphs and each other place a list of the events that cite it. */
export function toCitedPlaces(id: string, context: PageContext) {
  const runs = paragraphRuns(id, context);
  return {
    ...toStrip(id, runs, context),
    runs: runs.map((run) => ({ ...runLabel(run, context), ...toUses(run.uses, context) })),
    places: toPlaces(id, context),
  };
}

function toUses(uses: readonly CitationUse[], context: PageContext) {
  const { words } = context;
  const { items, omitted } = shorten(uses, MOST_USES);
  return {
    uses: items.map(({ event, purposes }) => ({
      event: toLine(event, context),
      purposes: purposes.map((purpose) => words(PURPOSES[purpose])).join(words('site.listJoin')),
    })),
    omitted: toOmittedLink(omitted, context),
  };
}

function toStrip(id: string, runs: readonly Run[], context: PageContext) {
  const { site, language, words } = context;
  const cited = citedParagraphsOf.of(site.chronology, id).size;
  const paragraphs = site.chronology.vocabulary.sources[id]?.paragraphs;
  const events = countOf(countCitingEvents(site.chronology, id), context);
  const toCell = (paragraph: number, { length }: readonly CitationUse[]) => ({
    ...link({ text: String(paragraph) }, paragraphPath(language, id, paragraph), context),
    label: words('source.cell', { paragraph: String(paragraph), events: countOf(length, context) }),
    level: Math.min(length, HIGHEST_LEVEL),
  });
  return {
    counts:
      cited === 0 && paragraphs === undefined
        ? words('source.countsEvents', { events })
        : paragraphs === undefined
          ? words('source.countsUnknown', { cited, events })
          : words('source.counts', { cited, paragraphs, events }),
    cells: runs.flatMap((run) =>
      run.uses.length > 0 ? numbersOf(run).map((paragraph) => toCell(paragraph, run.uses)) : emptyCells(run, context),
    ),
  };
}

/** Consecutive paragraphs that the same events cite for the same purposes, or that no event cites. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly uses: readonly CitationUse[];
}

/** The runs of a source in reading order; without uncited ones where the number of paragraphs is unknown. */
function paragraphRuns(id: string, { site }: PageContext): readonly Run[] {
  const cited: CitedParagraphs = citedParagraphsOf.of(site.chronology, id);
  const total = site.chronology.vocabulary.sources[id]?.paragraphs;
  const runs: Run[] = [];
  let next = 1;
  const addUncited = (to: number) => {
    if (total !== undefined && to >= next) runs.push({ from: next, to, uses: [] });
  };
  for (const [paragraph, uses] of [...cited].sort(([a], [b]) => a - b)) {
    addUncited(paragraph - 1);
    const last = runs.at(-1);
    if (last?.to === paragraph - 1 && citedAlike(last.uses, uses)) runs[runs.length - 1] = { ...last, to: paragraph };
    else runs.push({ from: paragraph, to: paragraph, uses });
    next = paragraph + 1;
  }
  if (total !== undefined) addUncited(total);
  return runs;
}

function citedAlike(some: readonly CitationUse[], others: readonly CitationUse[]): boolean {
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
 * The numbers of a run and the words around them: `¶ 3–4` where uncited, `¶ 3, 4` where cited. A number with an empty
 * text is not seen, and is still the target of links to its paragraph.
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
      label: words('source.cellUncited', { paragraph: String(paragraph) }),
    }));
  // The number of a paragraph counts nothing: its digits are not grouped.
  const [from, to] = [String(run.from), String(run.to)];
  return [{ text: words('source.range', { from, to }), label: words('source.cellsUncited', { from, to }) }];
}
