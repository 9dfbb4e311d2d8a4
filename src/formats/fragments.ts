/** What was rendered of single events, kept for as long as the chronology that they were read with. */
import type { Chronology } from '../chronology/chronology.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import type { Settings } from '../chronology/vocabulary.ts';

// By the objects that were read: a folder that is read again gives others, and these are let go.
const kept = new WeakMap<Settings, WeakMap<TimelineEvent, Map<string, string>>>();

/** The fragments of an event, under keys that name all that they show beside its own file and the vocabulary. */
export function fragmentsOf({ settings }: Chronology, event: TimelineEvent): Map<string, string> {
  let byEvent = kept.get(settings);
  if (!byEvent) {
    byEvent = new WeakMap();
    kept.set(settings, byEvent);
  }
  let fragments = byEvent.get(event);
  if (!fragments) {
    fragments = new Map();
    byEvent.set(event, fragments);
  }
  return fragments;
}
