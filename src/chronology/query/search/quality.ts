/** How well a term of an event answers a search: by where it stands, and by how near it is to what was asked for. */

/** Where a term stands, the best last. The titles of sources and the words for types say little of an event. */
export const FIELDS = { aside: 0, text: 1, name: 2, title: 3 } as const;
/** How near a term is to what was asked for: a word in the place of a misspelt one, one that begins so, a synonym, the word itself. */
export const EXACTNESS = { near: 0, beginning: 1, synonym: 2, whole: 3 } as const;
/** The step from one field to the next. */
export const FIELD_STEP = 4;

/** From 1 to 16: where a term stands counts more than how near it is. */
export function qualityOf(field: number, exactness: number): number {
  return 1 + FIELD_STEP * field + exactness;
}

export const BEST_QUALITY = qualityOf(FIELDS.title, EXACTNESS.whole);

/** Of the events that answer best, so many are told first. */
export const MOST_BEST = 5;
/** A list of no more events is looked through at a glance: none is told first. */
export const HANDFUL = 5;
