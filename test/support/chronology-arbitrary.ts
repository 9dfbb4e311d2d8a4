/** Whole random chronologies, written as their files, so that they pass through the parser: every kind of date, status and relation, and every text that the schema lets through. */
import fc from 'fast-check';
import type { Chronology } from '../../src/chronology/chronology.ts';
import { startOfDay } from '../../src/chronology/dates/day.ts';
import { formatProblem } from '../../src/chronology/files/problem.ts';
import type { Files } from '../../src/chronology/folder/folder.ts';
import { anyCharacter } from './any-character.ts';
import { parseMinimal } from './chronologies.ts';
import { day, edtf } from './edtf-arbitrary.ts';

type Language = 'en' | 'ja';
/** One string is in the chronology's first language. */
export type WrittenText = string | Readonly<Partial<Record<Language, string>>>;

/** What an event file says, as its fields are written. */
export interface EventFields {
  readonly type: string;
  readonly when: string;
  readonly whenText?: WrittenText | undefined;
  readonly title: WrittenText;
  readonly summary: WrittenText;
  readonly place?: string | undefined;
  readonly online?: 'true' | undefined;
  readonly countries?: readonly string[] | undefined;
  readonly people?:
    | readonly { id: string; office?: WrittenText | undefined; country?: string | undefined }[]
    | undefined;
  readonly organizations?: readonly string[] | undefined;
  readonly series?: { readonly id: string; readonly number?: string | undefined } | undefined;
  readonly status?: string | undefined;
  readonly relations?: Relations | undefined;
  readonly weight?: 'key' | 'normal' | 'detail' | undefined;
  readonly figures?: readonly Readonly<Record<string, unknown>>[] | undefined;
  readonly disagreements?: readonly WrittenText[] | undefined;
  readonly sources: readonly Readonly<Record<string, unknown>>[];
  readonly published: string;
  readonly revisions?: readonly WrittenRevision[] | undefined;
  readonly withdrawn?:
    | { readonly date: string; readonly reason: WrittenText; readonly replacedBy?: string | undefined }
    | undefined;
}

interface WrittenRevision {
  readonly date: string;
  readonly note: WrittenText;
  readonly was?: WrittenWas | undefined;
  readonly sources?: readonly Readonly<Record<string, unknown>>[] | undefined;
}

/** What stood before a revision. */
type WrittenWas = Partial<Pick<EventFields, 'when' | 'title' | 'place' | 'countries'>>;

interface Relations {
  readonly partOf?: string | undefined;
  readonly follows?: readonly string[] | undefined;
  readonly fulfils?: readonly string[] | undefined;
  readonly related?: readonly string[] | undefined;
}

/** The texts of a vocabulary, and the languages of the chronology, first one first. */
interface WrittenVocabulary {
  readonly languages: readonly [Language, ...Language[]];
  readonly title: WrittenText;
  readonly description: WrittenText;
  readonly publisher: string;
  readonly licence: string;
  readonly types: Readonly<Record<'meeting' | 'figure', WrittenText>>;
  readonly series: WrittenText;
  readonly source: WrittenText;
  readonly person: WrittenText;
  readonly organization: WrittenText;
  readonly place: WrittenText;
  readonly geo: readonly [string, string];
}

export interface WrittenChronology {
  readonly vocabulary: WrittenVocabulary;
  readonly events: Readonly<Record<string, EventFields>>;
}

export const UID_DOMAIN = 'fuzzed.annals.example';

/** Which types have an end entry. */
export const END_ENTRY: Readonly<Record<string, boolean>> = { meeting: true, figure: false };

/** What breaks formats, where it is let through at all. */
const NASTY = [
  '\\',
  ';',
  ',',
  ':',
  '"',
  '\\n',
  '\\,',
  'BEGIN:VEVENT',
  'END:VCALENDAR',
  'UID:x',
  '👩‍👩‍👧‍👦',
  '🇺🇿',
  'e\u0301',
  '𠮷',
  '\u200f',
  '\u2067x\u2069',
  '\u202bx\u202c',
  '\u200b',
  '\u00a0',
  ' ',
  '日本',
  '{title}',
  '$&',
  '<b>',
  '&amp;',
  ']]>',
  'w'.repeat(160),
  '語'.repeat(60),
];

const REFUSED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that files cannot hold
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202d\u202e\ufeff\ufffd-\uffff\p{Noncharacter_Code_Point}]/gu;
/** Tag letters, which only flags may hold, and marks of annotation. */
const UNSEEN = /[\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** A control of the direction of writing without its other half. */
const UNCLOSED =
  /[\u202a\u202b](?!x\u202c)|(?<![\u202a\u202b]x)\u202c|[\u2066-\u2068](?!x\u2069)|(?<![\u2066-\u2068]x)\u2069/g;
/** What can be seen; the others are letters and symbols that are drawn as nothing. */
const VISIBLE = /(?![\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u;

function textOf(pieces: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...pieces) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 6 }) },
  );
  return fc
    .array(piece, { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join('').toWellFormed().replace(REFUSED, '').replace(UNSEEN, '').replace(UNCLOSED, ''))
    .filter((text) => VISIBLE.test(text));
}

/** A text that may stand on one line of a file. */
export const anyLine = textOf(NASTY)
  .map((text) => text.replaceAll('\n', ' '))
  .filter((text) => VISIBLE.test(text));

/** A text of several lines. */
const anyProse = textOf([...NASTY, '\n', '\n\n', '\nUID:x', '\n BEGIN:VEVENT', '\n\n\n ']);

/** A text in the first language, and perhaps in the others. */
function inLanguages(leaf: fc.Arbitrary<string>, [first, ...others]: readonly [Language, ...Language[]]) {
  const rest = fc.tuple(...others.map((language) => fc.option(leaf.map((text) => [language, text] as const))));
  return fc.oneof(
    { weight: 1, arbitrary: leaf as fc.Arbitrary<WrittenText> },
    {
      weight: 4,
      arbitrary: fc
        .tuple(leaf, rest)
        .map(
          ([text, more]): WrittenText =>
            Object.fromEntries([[first, text], ...more.filter((entry) => entry !== null)]) as WrittenText,
        ),
    },
  );
}

function inEveryLanguage(leaf: fc.Arbitrary<string>, languages: readonly Language[]): fc.Arbitrary<WrittenText> {
  return fc
    .tuple(...languages.map(() => leaf))
    .map((texts) => Object.fromEntries(texts.map((text, index) => [languages[index], text])) as WrittenText);
}

const degrees = (limit: number) =>
  fc
    .tuple(fc.constantFrom('', '-'), fc.nat(limit - 1), fc.nat(999_999))
    .map(([sign, whole, part]) => `${sign}${whole}.${part}`);

function vocabularyIn(languages: readonly [Language, ...Language[]]): fc.Arbitrary<WrittenVocabulary> {
  const name = inLanguages(anyLine, languages);
  return fc.record({
    languages: fc.constant(languages),
    title: name,
    description: inLanguages(anyProse, languages),
    publisher: anyLine,
    licence: anyLine,
    types: fc.record({ meeting: name, figure: name }),
    series: name,
    source: name,
    person: name,
    organization: name,
    place: name,
    geo: fc.tuple(degrees(90), degrees(180)),
  });
}

/** A day alone is its start in the chronology's zone, which is Asia/Tokyo. */
const instantOf = (date: string) => (date.length === 10 ? startOfDay(date, 'Asia/Tokyo') : date);

/** The instant that the last of an event's changes is dated, as text that sorts. */
export function lastDated({ published, revisions = [], withdrawn }: EventFields): string {
  return instantOf(withdrawn?.date ?? revisions.at(-1)?.date ?? published);
}

const COUNTRIES = ['JP', 'KZ', 'KG', 'TJ', 'TM', 'UZ'] as const;
const slugOf = (index: number) => `event-${String.fromCharCode(97 + (index % 26))}${index >= 26 ? index : ''}`;

/** Something in one of so many cases. */
function oneIn<T>(cases: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: cases - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** An event by itself, and what it would like to be to those before it. */
function draftIn(languages: readonly [Language, ...Language[]], when: fc.Arbitrary<string>) {
  const option = <T>(arbitrary: fc.Arbitrary<T>) => oneIn(2, arbitrary);
  const paragraphs = inLanguages(anyProse, languages);
  const lines = inLanguages(anyLine, languages);
  const was: fc.Arbitrary<WrittenWas> = fc.record(
    {
      when,
      title: lines,
      place: fc.constantFrom('the-place', 'none'),
      countries: fc.subarray([...COUNTRIES], { minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  return fc.record({
    when,
    whenText: oneIn(6, inEveryLanguage(anyLine, languages)),
    title: lines,
    summary: paragraphs,
    where: fc.constantFrom('place', 'online', 'nowhere'),
    countries: fc.subarray([...COUNTRIES], { minLength: 1 }),
    person: option(fc.record({ office: option(lines), country: option(fc.constantFrom(...COUNTRIES)) })),
    organization: fc.boolean(),
    series: option(fc.boolean()),
    isFigure: fc.boolean(),
    status: fc.constantFrom(undefined, undefined, 'planned', 'ongoing', 'done', 'cancelled', 'superseded'),
    relations: fc.record({ partOf: fc.nat(20), follows: fc.nat(20), fulfils: fc.nat(20), related: fc.nat(20) }),
    figure: option(fc.constantFrom('12.5', '-3', '100000')),
    disagreement: option(paragraphs),
    publishedOn: fc.integer({ min: 1, max: 9 }),
    revisedAfter: fc.array(fc.record({ after: fc.nat(2), note: paragraphs, was: option(was), isCited: fc.boolean() }), {
      maxLength: 3,
    }),
    withdrawn: oneIn(6, fc.record({ after: fc.nat(2), reason: paragraphs, successor: fc.nat(20) })),
  });
}

type Draft = ReturnType<typeof draftIn> extends fc.Arbitrary<infer T> ? T : never;

/** Files as the rules want them: no circle, none withdrawn is named, and whoever fulfils a plan has it revised. */
function assembled(drafts: readonly Draft[]): Record<string, EventFields> {
  const events: Record<string, EventFields> = {};
  const standing = [...drafts.keys()].filter((index) => !drafts[index]?.withdrawn);
  /** One of these slugs, or none, as the wish has it. */
  const among = (slugs: readonly string[], wish: number) => (wish % 3 === 0 ? undefined : slugs[wish % slugs.length]);
  for (const [index, draft] of drafts.entries()) {
    const { relations: wish, withdrawn } = draft;
    const list = (slug: string | undefined) => (slug === undefined ? undefined : [slug]);
    const earlier = standing.filter((other) => other < index).map(slugOf);
    const fulfils = among(
      earlier.filter((slug) => events[slug]?.status === 'planned'),
      wish.fulfils,
    );
    let date = draft.publishedOn;
    const dated = (after: number) => {
      date += after;
      return `2026-12-${String(date).padStart(2, '0')}`;
    };
    const published = dated(0);
    const revisions = draft.revisedAfter.map(({ after, note, was, isCited }) => ({
      date: dated(after),
      note,
      was,
      sources: isCited ? [{ source: 'the-source', for: 'statement' }] : undefined,
    }));
    const own = withTrueRevisions({
      type: draft.isFigure ? 'figure' : 'meeting',
      when: draft.when,
      whenText: draft.whenText,
      title: draft.title,
      summary: draft.summary,
      place: draft.where === 'place' ? 'the-place' : undefined,
      online: draft.where === 'online' ? 'true' : undefined,
      countries: draft.countries,
      people: draft.person && [{ id: 'the-person', ...draft.person }],
      organizations: draft.organization ? ['the-organization'] : undefined,
      // A number belongs to one event.
      series:
        draft.series === undefined
          ? undefined
          : { id: 'the-series', number: draft.series ? `${index + 1}` : undefined },
      // A figure has no word for most statuses.
      status: draft.isFigure && draft.status !== 'planned' ? undefined : draft.status,
      relations: {
        partOf: among(earlier, wish.partOf),
        follows: list(among(earlier, wish.follows)),
        fulfils: list(fulfils),
        related: list(among(earlier, wish.related)),
      },
      figures: draft.figure === undefined ? undefined : [{ measure: 'grants', value: draft.figure, unit: 'JPY' }],
      disagreements: draft.disagreement === undefined ? undefined : [draft.disagreement],
      sources: [{ source: 'the-source', paragraph: 1, for: 'date', wording: 'as printed' }],
      published,
      revisions,
      withdrawn: withdrawn && {
        date: dated(withdrawn.after),
        reason: withdrawn.reason,
        replacedBy: among(standing.map(slugOf), withdrawn.successor),
      },
    });
    events[slugOf(index)] = own;
    const fulfilled = fulfils === undefined ? undefined : events[fulfils];
    if (fulfils !== undefined && fulfilled) events[fulfils] = revisedSince(fulfilled, own);
  }
  return events;
}

/** The event without what its revisions say that stood before and is what they made of it. */
function withTrueRevisions(event: EventFields): EventFields {
  let later: WrittenWas = event;
  const newestFirst: WrittenRevision[] = [];
  for (const { was, ...revision } of event.revisions?.toReversed() ?? []) {
    const changed = was && changedFrom(was, later);
    if (changed) later = { ...later, ...changed };
    newestFirst.push({ ...revision, was: changed });
  }
  return { ...event, revisions: newestFirst.reverse() };
}

/** What stood before and does not any more; undefined where that is nothing. */
export function changedFrom(before: WrittenWas, after: WrittenWas): WrittenWas | undefined {
  const { when, title, place = 'none', countries } = before;
  const changed = Object.entries({ when, title, ...('place' in before && { place }), countries }).filter(
    ([field, value]) => value !== undefined && written(value) !== written(after[field as keyof WrittenWas] ?? 'none'),
  );
  return changed.length === 0 ? undefined : (Object.fromEntries(changed) as WrittenWas);
}

/** A text without other languages is the same in both of its forms. */
function written(value: unknown): string {
  const [only, ...others] = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return JSON.stringify(!Array.isArray(value) && only !== undefined && others.length === 0 ? only : value);
}

/**
 * A plan with a revision that says that what fulfils it appeared, or was withdrawn.
 *
 * @param always Also where it was revised on that day already.
 */
export function revisedSince(plan: EventFields, fulfilment: EventFields, always = false): EventFields {
  const since = instantOf(fulfilment.withdrawn?.date ?? fulfilment.published);
  if (lastDated(plan) >= since && !always) return plan;
  const date = lastDated(plan) > since ? lastDated(plan) : since;
  return { ...plan, revisions: [...(plan.revisions ?? []), { date, note: 'It was held.' }] };
}

/** A period of days, of a bar's length or about a month more. */
const shortPeriod = fc
  .tuple(
    day.filter((first) => first < '9998'),
    fc.nat(60),
  )
  .map(([first, days]) => {
    const last = new Date(Date.parse(first) + days * 86_400_000).toISOString().slice(0, 10);
    return `${first}/${last}`;
  });

/** Dates that fall on one day, whose order and anniversaries are the question. */
const oneDay = fc.constantFrom(
  ...['2024-02-29', '2024-02-29~', '2024-02-29/..', '2024-02-29/2024-04-01', '2024-02-29T15:00'],
  ...['2024-02-01/2024-02-29', '2024-02', '2024-02-01', '2019-01-01/2019-12-31', '2019'],
);

/** Dates whose ends are days, and those that are nearly so. */
const aboutDays = fc.oneof(
  day,
  shortPeriod,
  fc.tuple(day, fc.constantFrom('~', '?', '%')).map((parts) => parts.join('')),
  day.map((date) => `${date}/..`),
  { weight: 2, arbitrary: oneDay },
);

const LANGUAGES: readonly (readonly [Language, ...Language[]])[] = [
  ['en', 'ja'],
  ['en', 'ja'],
  ['ja', 'en'],
  ['en'],
  ['ja'],
];

/** A chronology of some events; `when` is what their dates are drawn from. */
export function chronologyArbitrary({
  maxEvents = 8,
  when = edtf,
}: {
  maxEvents?: number;
  when?: fc.Arbitrary<string>;
} = {}): fc.Arbitrary<WrittenChronology> {
  // Days are what most of the questions are about.
  const dates = fc.oneof({ weight: 3, arbitrary: when }, { weight: 3, arbitrary: aboutDays });
  return fc.constantFrom(...LANGUAGES).chain((languages) =>
    fc.record({
      vocabulary: vocabularyIn(languages),
      events: fc.array(draftIn(languages, dates), { minLength: 1, maxLength: maxEvents }).map(assembled),
    }),
  );
}

const SAID: Readonly<Record<string, WrittenText>> = {
  planned: 'planned',
  ongoing: 'ongoing',
  done: 'done',
  cancelled: 'cancelled',
  superseded: 'superseded',
};

/** The files of a chronology. JSON is YAML, whose quotes hold any text. */
export function filesOf({ vocabulary, events }: WrittenChronology): Files {
  const { title, description, publisher, licence, languages, types } = vocabulary;
  const files: Record<string, unknown> = {
    'chronology.yaml': {
      title,
      description,
      publisher: { name: publisher },
      licence,
      languages,
      timeZone: 'Asia/Tokyo',
      uidDomain: UID_DOMAIN,
      types: {
        meeting: {
          ...{ label: types.meeting, plural: types.meeting, color: 'darkblue', requires: [], statuses: SAID },
          ...{ defaultStatus: 'done', endEntry: 'true' },
        },
        figure: {
          ...{ label: types.figure, plural: types.figure, color: 'purple', requires: ['countries'] },
          ...{ statuses: { planned: 'planned', done: 'done' }, defaultStatus: 'done', endEntry: 'false' },
        },
      },
      series: { 'the-series': { name: vocabulary.series } },
      measures: { grants: { label: 'Grants' } },
    },
    'sources.yaml': { 'the-source': { title: vocabulary.source, language: 'en' } },
    'people.yaml': { 'the-person': { name: vocabulary.person } },
    'organizations.yaml': { 'the-organization': { name: vocabulary.organization } },
    'places.yaml': { 'the-place': { name: vocabulary.place, geo: vocabulary.geo } },
    ...Object.fromEntries(Object.entries(events).map(([slug, fields]) => [`events/${slug}.yaml`, fields])),
  };
  return new Map(Object.entries(files).map(([path, said]) => [path, JSON.stringify(said, undefined, 1)]));
}

/** The chronology in these files. Throws with all problems as `check` prints them. */
export function chronologyIn(files: Files): Chronology {
  const { chronology, problems } = parseMinimal(files);
  if (!chronology) throw new Error(problems.map((problem) => formatProblem(problem)).join('\n\n'));
  return chronology;
}
