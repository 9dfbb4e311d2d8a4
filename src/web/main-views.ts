/** The views that most are asked for: made before anyone asks, so that the first reader does not wait. */
import { setImmediate } from 'node:timers/promises';
import { EVERYTHING } from '../chronology/query.ts';
import { outputPath, rootOutputPath, rootOutputs, viewPath } from './address.ts';
import { editionsOf, outputRepresentation, pageRepresentation, viewOf, viewsOf } from './outputs.ts';
import { codings, type Representation } from './representation.ts';
import type { Answering } from './routes.ts';
import { renderTimelinePage, timelinePage } from './timeline-page.ts';

/** Makes them one after another in every coding, and lets requests in between. */
export async function makeMainViews({
  site,
  store,
  today,
}: Pick<Answering, 'site' | 'store' | 'today'>): Promise<void> {
  for (const [address, make] of mainViews(site, today())) {
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
    yield [
      viewPath(language, EVERYTHING),
      () => pageRepresentation(renderTimelinePage(site, language, timelinePage(site, EVERYTHING))),
    ];
    yield [
      outputPath(language, EVERYTHING, 'feed.rss'),
      () => outputRepresentation('feed.rss', [viewOf(site, language, EVERYTHING)], today),
    ];
  }
  const [first] = languages;
  if (first === undefined) return;
  for (const output of rootOutputs) {
    const address = rootOutputPath(EVERYTHING, output);
    yield [
      address,
      () => outputRepresentation(output, [viewOf(site, first, EVERYTHING, { [output]: address })], today),
    ];
  }
}
