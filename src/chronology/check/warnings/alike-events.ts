/** Events that may be one and the same: a title of both is the same, and so can be their dates. */
import type { Chronology } from '../../chronology.ts';
import { type Day, FIRST_DAY, LAST_DAY } from '../../dates/day.ts';
import { possibleDays } from '../../dates/when.ts';
import type { TimelineEvent } from '../../event.ts';
import { compareText } from '../../files/order.ts';
import type { Suspicion } from './suspicion.ts';

interface Entry {
  readonly event: TimelineEvent;
  readonly language: string;
  readonly from: Day;
  readonly to: Day;
}

/** With so many events before it an event is compared: it may be known to differ from some, as a part from its whole. */
const MOST_COMPARED = 20;

/** Each event that is like an earlier one, once. */
export function* alikeEvents({ events }: Chronology): Generator<Suspicion> {
  const entriesByTitle = new Map<string, Entry[]>();
  for (const event of events) {
    // Before any day and after any.
    const { from = FIRST_DAY, to = LAST_DAY } = possibleDays(event.when);
    for (const [language, title] of Object.entries(event.title)) {
      const key = `${language} ${comparable(title)}`;
      const others = entriesByTitle.get(key);
      const entry = { event, language, from, to };
      if (others) others.push(entry);
      else entriesByTitle.set(key, [entry]);
    }
  }
  const reported = new Set<string>();
  for (const entries of entriesByTitle.values()) {
    if (entries.length === 1) continue;
    entries.sort((a, b) => compareText(a.from, b.from) || compareText(a.event.slug, b.event.slug));
    // Of all before, those that may have been last overlap the next if any do: no pair is looked at twice.
    const latest: Entry[] = [];
    for (const entry of entries) {
      const other = latest.find(({ event, to }) => entry.from <= to && !isKnownToDiffer(entry.event, event));
      if (other) {
        const [older, newer] = inOrderOfEntry(other.event, entry.event);
        if (!reported.has(newer.slug)) yield suspicion(newer, older, entry.language);
        reported.add(newer.slug);
      }
      const rank = latest.findIndex(({ to }) => entry.to > to);
      latest.splice(rank === -1 ? latest.length : rank, 0, entry);
      if (latest.length > MOST_COMPARED) latest.pop();
    }
  }
}

function suspicion({ file, title }: TimelineEvent, older: TimelineEvent, language: string): Suspicion {
  const [own, other] = [title[language] ?? '', older.title[language] ?? ''];
  return {
    file,
    path: ['title', language],
    fault: {
      kind: 'alike-events',
      message: `is ${own === other ? 'also' : 'like'} the title of ${older.file}, and the dates of both can be the same`,
      advice: `a title that tells the two apart; or, for one event entered twice, \`withdrawn\` with \`replacedBy: ${older.slug}\``,
    },
  };
}

/** Case, width, spaces and punctuation make no other title; signs that a word or a number has for its own do. */
function comparable(title: string): string {
  const letters = title
    .normalize('NFKC')
    .toLowerCase()
    // Between thousands.
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    // A minus, and no hyphen between words.
    .replace(/(?<![\p{L}\p{N}])[-‐‑–−](?=\p{N})/gu, '−')
    // 1, 2 and 1.2 are not 12.
    .replace(/(?<=\p{N})[^\p{L}\p{M}\p{N}\p{S}]+(?=\p{N})/gu, '¦')
    // C++ and C#, 5 $ and 5 %, 2004? and 2004/.
    .replace(/(?!\p{S}|(?<=\p{L})#|(?<=\p{N}\s?)[%‰?/])[^\p{L}\p{M}\p{N}]/gu, '');
  return letters === '' ? title : letters;
}

/** A relation or two numbers of a series say that there are two events. */
function isKnownToDiffer(a: TimelineEvent, b: TimelineEvent): boolean {
  return (
    names(a, b.slug) ||
    names(b, a.slug) ||
    (a.series !== undefined && a.series.id === b.series?.id && a.series.number !== b.series.number)
  );
}

function names({ relations: { partOf, follows, fulfils, related } }: TimelineEvent, slug: string): boolean {
  return partOf === slug || [follows, fulfils, related].some((slugs) => slugs.includes(slug));
}

/** The one that was published first is the older entry. */
export function inOrderOfEntry(
  a: TimelineEvent,
  b: TimelineEvent,
): readonly [older: TimelineEvent, newer: TimelineEvent] {
  return (compareText(a.published, b.published) || compareText(a.slug, b.slug)) <= 0 ? [a, b] : [b, a];
}
