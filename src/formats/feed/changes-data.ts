/** What a revision changed, as data of a feed: dates in EDTF, ids, codes, and texts in the language of the feed. */
import type { TimelineEvent } from '../../chronology/event.ts';
import { pick, type Text } from '../../chronology/languages/text.ts';
import { type RevisedField, revisedFieldsOf } from '../../chronology/revised-fields.ts';
import { isSame } from '../../chronology/schema/event-rules.ts';
import type { FieldChange } from './feed.ts';

/** Undefined where the revision does not say what stood before. */
export function changesData(event: TimelineEvent, index: number, language: string): readonly FieldChange[] | undefined {
  const revised = revisedFieldsOf(event)[index];
  if (!revised) return undefined;
  const changes = revised.fields.map((field) => ({
    field,
    from: dataOf(revised.before, field, language),
    to: dataOf(revised.after, field, language),
  }));
  // In this language, a text may be the same.
  return changes.filter(({ from, to }) => !isSame(from, to));
}

function dataOf(event: TimelineEvent, field: RevisedField, language: string): unknown {
  const textOf = (text: Text) => pick(text, language).text;
  switch (field) {
    case 'when':
      return event.when.edtf;
    case 'title':
      return textOf(event.title);
    case 'place':
      return typeof event.place === 'object' ? textOf(event.place) : (event.place ?? null);
    case 'people':
      return event.people.map(({ office, ...person }) => ({ ...person, ...(office && { office: textOf(office) }) }));
    default:
      return event[field] ?? null;
  }
}
