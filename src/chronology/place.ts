/** Where an event took place: at an entry of places.yaml, or at a place that its own file names. */
import type { TimelineEvent } from './event.ts';
import type { Text } from './languages/text.ts';
import type { Vocabulary } from './schema/vocabulary.ts';

/** The id of the entry; undefined for a place that only the event's file names. */
export function placeIdOf({ place }: Pick<TimelineEvent, 'place'>): string | undefined {
  return typeof place === 'string' ? place : undefined;
}

export function placeEntryOf(
  event: Pick<TimelineEvent, 'place'>,
  { places }: Pick<Vocabulary, 'places'>,
): Vocabulary['places'][string] | undefined {
  const id = placeIdOf(event);
  return id === undefined ? undefined : places[id];
}

export function placeNameOf(
  event: Pick<TimelineEvent, 'place'>,
  vocabulary: Pick<Vocabulary, 'places'>,
): Text | undefined {
  return typeof event.place === 'object' ? event.place : placeEntryOf(event, vocabulary)?.name;
}
