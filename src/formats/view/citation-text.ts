/** An entry as others cite it: one sentence in plain text, and a record of BibTeX and biblatex. */
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
  const { timeZone } = view.chronology.vocabulary.settings;
  const { year, month } = dayParts(dayAt(Date.parse(lastModified(event)), timeZone));
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
