/** Dates as pages show them: whole on one line. */
import type { TimelineEvent } from '../../../chronology/event.ts';
import type { WordLanguage } from '../../../chronology/languages/dates-in-words.ts';
import { capitalized, dateAsKnown } from '../../../formats/view/event-text.ts';

export function formatEventDate(event: TimelineEvent, language: WordLanguage): string {
  return unbroken(capitalized(dateAsKnown(event, language)));
}

const MONTH = 'January|February|March|April|May|June|July|August|September|October|November|December';
const DAY_MONTH = new RegExp(`\\b(\\d{1,2}) (?=(?:${MONTH})\\b)`, 'g');
const MONTH_YEAR = new RegExp(`\\b(${MONTH}) (?=\\d{1,4}\\b)`, 'g');

/** With spaces that do not break inside each date: "15 January to" may end a line, "30" may not. */
export function unbroken(text: string): string {
  return text.replace(DAY_MONTH, '$1\u00a0').replace(MONTH_YEAR, '$1\u00a0');
}
