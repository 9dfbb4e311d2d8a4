/** The views that most are asked for: made before anyone asks, so that the first reader does not wait. */
import { setImmediate } from 'node:timers/promises';
import { EVERYTHING } from '../chronology/query.ts';
import { outputPath, rootOutputPath, rootOutputs, viewPath } from './address.ts';
import { editionsOf, outputRepresentation, rootOutputRepresentation, viewOf, viewsOf } from './outputs.ts';
import { codings, type Representation } from './representation.ts';
import { type Answering, timelineRepresentation } from './routes.ts';

/** Makes them one after another in every coding, lets requests in between, and stops where nobody needs them any more. */
export async function makeMainViews(
  { site, store, today }: Pick<Answering, 'site' | 'store' | 'today'>,
  areNeeded: () => boolean,
): Promise<void> {
  for (const [address, make] of mainViews(site, today())) {
    if (!areNeeded()) return;
    const representation = await store.get(address, make);
    for (const coding of codings) await representation.in(coding);
    await setImmediate();
  }
}

function* mainViews(site: Answering['site'], today: string): Generator<[address: string, make: () => Representation]> {
  const { languages } = site.chronology.settings;
  for (const edition of editionsOf(site))
    yield [
      outputPath(edition.tag, EVERYTHING, 'calendar.ics'),
      () => outputRepresentation('calendar.ics', viewsOf(site, edition, EVERYTHING), today),
    ];
  for (const language of languages) {
    yield [viewPath(language, EVERYTHING), () => timelineRepresentation(site, language, EVERYTHING)];
    yield [
      outputPath(language, EVERYTHING, 'feed.rss'),
      () => outputRepresentation('feed.rss', [viewOf(site, language, EVERYTHING)], today),
    ];
  }
  for (const output of rootOutputs)
    yield [rootOutputPath(EVERYTHING, output), () => rootOutputRepresentation(site, EVERYTHING, output, today)];
}
