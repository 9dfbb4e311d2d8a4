/** The events of a view in the terms of schema.org, as one graph (JSON-LD 1.1 §4.9): what their pages say of them, and the whole. */
import { pick } from '../../chronology/languages/text.ts';
import type { View } from '../view/view.ts';
import { nodeOf } from './event-json-ld.ts';
import { datasetOf } from './json-ld.ts';

export const JSON_LD_MEDIA_TYPE = 'application/ld+json; charset=utf-8';

/** @param self Where it is served. */
export function* eventsJsonLdChunks([view]: readonly [View, ...View[]], self: string): Iterable<string> {
  const description = pick(view.chronology.vocabulary.settings.description, view.language).text;
  const dataset = datasetOf(view, description, [], [{ type: 'application/ld+json', address: self }]);
  yield `{"@context":"https://schema.org","@graph":[\n${JSON.stringify(dataset)}`;
  for (const event of view.events) yield `,\n${JSON.stringify(nodeOf(view, event))}`;
  yield '\n]}\n';
}
