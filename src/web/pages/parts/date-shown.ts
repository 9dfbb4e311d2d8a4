/** Dates as pages show them: whole on one line. */
import type { TimelineEvent } from '../../../chronology/event.ts';
import { unbroken } from '../../../chronology/languages/dates-in-words.ts';
import type { WordLanguage } from '../../../chronology/languages/languages.ts';
import { capitalized, dateAsKnown } from '../../../formats/view/event-text.ts';

export function formatEventDate(event: TimelineEvent, language: WordLanguage): string {
  return unbroken(capitalized(dateAsKnown(event, language)), language);
}
