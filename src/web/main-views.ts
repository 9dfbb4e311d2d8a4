/** The views asked for most: made before anyone asks, so that the first reader does not wait. */
import { setImmediate } from 'node:timers/promises';
import { EVERYTHING } from '../chronology/query/query.ts';
import { type Answering, outputAt, type StoredAnswer, timelineAt } from './answering.ts';
import { codings } from './http/representation.ts';
import { outputPath, rootOutputPath } from './site/address.ts';
import { outputs, rootOutputs } from './site/outputs.ts';
import { editionsOf, outputNamesIn } from './site/views.ts';

/**
 * Makes them one after another in every coding (of one that is streamed, the validators), lets requests in between, and
 * stops when they are no longer needed.
 */
export async function makeMainViews(
  answering: Pick<Answering, 'site' | 'store' | 'today'>,
  areNeeded: () => boolean,
): Promise<void> {
  for (const { address, make, day } of mainViews(answering)) {
    if (!areNeeded()) return;
    const representation = await answering.store.get(address, make, day);
    for (const coding of codings) await representation.in(coding);
    await setImmediate();
  }
}

function* mainViews(answering: Pick<Answering, 'site' | 'today'>): Generator<StoredAnswer> {
  const { site } = answering;
  const now = { site, day: answering.today() };
  const [first, ...others] = editionsOf(site);
  for (const edition of [first, ...others])
    for (const name of outputNamesIn(edition))
      if (outputs[name].isMadeAtStart)
        yield outputAt(now, name, edition, EVERYTHING, outputPath(edition.tag, EVERYTHING, name));
  for (const language of site.chronology.vocabulary.settings.languages) yield timelineAt(now, language, EVERYTHING);
  for (const name of rootOutputs)
    if (outputs[name].isMadeAtStart) yield outputAt(now, name, first, EVERYTHING, rootOutputPath(EVERYTHING, name));
}
