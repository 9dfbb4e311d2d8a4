/** The views that most are asked for: made before anyone asks, so that the first reader does not wait. */
import { setImmediate } from 'node:timers/promises';
import { EVERYTHING } from '../chronology/query/query.ts';
import { type Answering, timelineRepresentation } from './answering.ts';
import { type Answerable, codings } from './http/representation.ts';
import { outputRepresentation, rootOutputRepresentation } from './outputs.ts';
import { outputPath, rootOutputPath, rootOutputs, viewPath } from './site/address.ts';
import { editionsOf } from './site/views.ts';

/**
 * Makes them one after another in every coding (of one that is streamed, the validators), lets requests in between, and
 * stops where nobody needs them any more.
 */
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

function* mainViews(
  site: Answering['site'],
  today: string,
): Generator<[address: string, make: () => Answerable | Promise<Answerable>]> {
  const { languages } = site.chronology.vocabulary.settings;
  for (const edition of editionsOf(site))
    yield [
      outputPath(edition.tag, EVERYTHING, 'calendar.ics'),
      () => outputRepresentation(site, edition, EVERYTHING, 'calendar.ics', today),
    ];
  for (const language of languages) {
    yield [viewPath(language, EVERYTHING), () => timelineRepresentation(site, language, EVERYTHING)];
    yield [
      outputPath(language, EVERYTHING, 'feed.rss'),
      () => outputRepresentation(site, { tag: language, languages: [language] }, EVERYTHING, 'feed.rss', today),
    ];
  }
  for (const output of rootOutputs)
    yield [rootOutputPath(EVERYTHING, output), () => rootOutputRepresentation(site, EVERYTHING, output, today)];
}
