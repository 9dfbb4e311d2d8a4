/** An entry as others cite it: one sentence in plain text, and records for programs that keep citations: BibTeX, RIS, CSL-JSON. */
import { dayAt, dayParts } from '../../chronology/dates/day.ts';
import { lastModified, type TimelineEvent } from '../../chronology/event.ts';
import { formatInstantDay } from '../../chronology/languages/days-in-words.ts';
import { languageOf } from '../../chronology/languages/languages.ts';
import { pick } from '../../chronology/languages/text.ts';
import { publisherName } from '../../chronology/schema/defaults.ts';
import { capitalized, dateAsKnown, titleWithStatus } from './event-text.ts';
import type { View } from './view.ts';

/** Without the day of access, which the reader adds. */
export function renderPlainCitation(view: View, event: TimelineEvent): string {
  const { title, date, chronology, entry } = citationFields(view, event);
  // One that goes by its title is not published by itself.
  const { name } = view.chronology.vocabulary.settings.publisher;
  const permalink = view.addresses.permalink(event.slug);
  return view.words('citation.plain', { title, date, chronology, publisher: name ?? 'none', entry, permalink });
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * UTF-8, which biber reads. `year` and `month` are those of the entry, as for any cited page. The event's date stands in
 * `note`, where it keeps its precision.
 */
export function renderBibtex(view: View, event: TimelineEvent): string {
  const { title, date, chronology, publisher, entry } = citationFields(view, event);
  const { year, month } = entryDay(view, event);
  // Double braces keep capitals, and a publisher's name in one piece.
  const fields: readonly (readonly [name: string, value: string])[] = [
    ['title', `{{${escapeTex(title)}}}`],
    ['author', `{{${escapeTex(publisher)}}}`],
    ['howpublished', `{{${escapeTex(chronology)}}}`],
    ['year', `{${year}}`],
    ['month', MONTHS[month - 1] ?? ''],
    ['note', `{${escapeTex(view.words('citation.note', { date: capitalized(date), entry }))}}`],
    // Not escaped: BibTeX reads `url` verbatim, and an address has no braces.
    ['url', `{${view.addresses.permalink(event.slug)}}`],
    ['langid', `{${languageOf(view.language).babelName}}`],
  ];
  return `@misc{${event.slug},\n${fields.map(([name, value]) => `  ${name} = ${value},\n`).join('')}}\n`;
}

/** An entry in a database, whose date is that of the entry; the event's own stands in `note`, where it keeps its precision. */
interface CslItem {
  readonly id: string;
  readonly type: 'entry';
  readonly title: string;
  readonly author: readonly { readonly literal: string }[];
  readonly 'container-title': string;
  readonly publisher: string;
  readonly issued: { readonly 'date-parts': readonly [readonly [year: number, month: number, day: number]] };
  readonly note: string;
  readonly URL: string;
  readonly language: string;
}

/** CSL-JSON (CSL 1.0.2, csl-data.json): a list of one item. */
export function renderCslJson(view: View, event: TimelineEvent): string {
  const { title, date, chronology, publisher, entry } = citationFields(view, event);
  const { year, month, day } = entryDay(view, event);
  const item: CslItem = {
    id: event.slug,
    type: 'entry',
    title,
    author: [{ literal: publisher }],
    'container-title': chronology,
    publisher,
    issued: { 'date-parts': [[year, month, day]] },
    note: view.words('citation.note', { date: capitalized(date), entry }),
    URL: view.addresses.permalink(event.slug),
    language: view.language,
  };
  return `${JSON.stringify([item], undefined, 2)}\n`;
}

/**
 * RIS: one record of lines that end in CRLF, each a tag, two spaces, a hyphen and a space before its value. A form that is its
 * own length in code has no library here: those that write it bring an engine of citations with them.
 */
export function renderRis(view: View, event: TimelineEvent): string {
  const { title, date, chronology, publisher, entry } = citationFields(view, event);
  const { year, month, day } = entryDay(view, event);
  const two = (number: number) => String(number).padStart(2, '0');
  const fields: readonly (readonly [tag: string, value: string])[] = [
    ['TY', 'ELEC'],
    ['ID', event.slug],
    ['TI', title],
    ['AU', publisher],
    ['T2', chronology],
    ['PB', publisher],
    ['PY', String(year)],
    ['DA', `${year}/${two(month)}/${two(day)}`],
    ['LA', view.language],
    ['N1', view.words('citation.note', { date: capitalized(date), entry })],
    ['UR', view.addresses.permalink(event.slug)],
    ['ER', ''],
  ];
  // A value is one line: a second one would begin without a tag.
  return fields.map(([tag, value]) => `${tag}  - ${value.replace(/\s+/g, ' ')}\r\n`).join('');
}

/** The day on which the entry last changed, which a citation is of. */
function entryDay({ chronology }: View, event: TimelineEvent) {
  return dayParts(dayAt(Date.parse(lastModified(event)), chronology.vocabulary.settings.timeZone));
}

function citationFields(view: View, event: TimelineEvent) {
  const { chronology, language, words } = view;
  const { settings } = chronology.vocabulary;
  const day = (instant: string) => formatInstantDay(instant, settings.timeZone, language);
  const published = day(event.published);
  return {
    title: titleWithStatus(chronology, event, language, words).text,
    date: dateAsKnown(event, language),
    chronology: pick(settings.title, language).text,
    publisher: publisherName(settings, language),
    entry:
      event.revisions.length === 0
        ? words('citation.published', { published })
        : words('citation.revised', { published, revised: day(lastModified(event)) }),
  };
}

// Braces become commands: BibTeX counts escaped braces too, and an unmatched one would swallow the rest of the file.
const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Escapes the special characters of TeX. */
export function escapeTex(text: string): string {
  return text.replace(/[\\{}~^&%$#_]/g, (c) => TEX[c] ?? `\\${c}`);
}
