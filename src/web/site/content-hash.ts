/** A hash of a chronology: the same for the same folder on every machine, another after any change. */
import { createHash } from 'node:crypto';
import type { Chronology } from '../../chronology/chronology.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { inSlices, pausing, type Work } from '../../slices.ts';

const ofChronologies = new WeakMap<Chronology, Promise<string>>();
// An event that did not change is the same object after its folder was read again.
const ofEvents = new WeakMap<TimelineEvent, string>();

/** Made once for each chronology, in slices. */
export function contentHash(chronology: Chronology): Promise<string> {
  let hash = ofChronologies.get(chronology);
  if (!hash) {
    hash = inSlices(hashOf(chronology));
    ofChronologies.set(chronology, hash);
  }
  return hash;
}

function* hashOf({ vocabulary, events, withdrawn }: Chronology): Work<string> {
  const whole = createHash('sha256').update(JSON.stringify(vocabulary));
  for (const list of [events, withdrawn]) yield* pausing(list, (event) => whole.update(eventHash(event)));
  return whole.digest('base64url');
}

function eventHash(event: TimelineEvent): string {
  let hash = ofEvents.get(event);
  if (hash === undefined) {
    hash = createHash('sha256').update(JSON.stringify(event)).digest('base64url');
    ofEvents.set(event, hash);
  }
  return hash;
}
