/** The page about data: every document of a view and of an event with its address, the parameters that they take, and descriptions. */
import { namedFacets } from '../../chronology/facet.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { choiceNames, exampleBounds, type Query, takenBy } from '../../chronology/query/query.ts';
import { filterText, viewTitle } from '../../formats/view/view.ts';
import {
  absolute,
  dataPath,
  EVENT_SCHEMA_PATH,
  eventOutputPath,
  OPEN_API_PATH,
  outputPath,
  relative,
  viewPath,
} from '../site/address.ts';
import { eventOutputNames, eventOutputs, exampleEvent, hasOutput } from '../site/event-outputs.ts';
import { listedValues } from '../site/facet-examples.ts';
import { bareType, outputNames, outputs, wordOf } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import { viewOf } from '../site/views.ts';
import { countOf, pageContext, pageModel, pageTitle } from './parts/frame.ts';

/** @param query The view whose addresses the page shows. */
export function renderDataPage(site: Site, language: LanguageTag, query: Query): string {
  const context = pageContext(site, language, dataPath(language, query));
  const { words, path } = context;
  const { chronology, baseUrl } = site;
  const view = viewOf(site, language, query);
  const event = exampleEvent(chronology);
  const document = (name: string, type: string, address: string, says?: string) => ({
    name,
    type: bareType(type),
    says,
    address: absolute(baseUrl, address),
    href: relative(path, address),
  });
  const allowed = (list: readonly string[]) => list.join(', ');
  return site.templates.render('data', {
    ...pageModel(context, {
      title: pageTitle(words('data.title'), context),
      description: words('data.lede'),
      query,
      pathIn: (other) => dataPath(other, query),
    }),
    view: {
      href: relative(path, viewPath(language, query)),
      title: filterText(view) === '' ? undefined : viewTitle(view),
      count: countOf(view.events.length, context),
    },
    documents: outputNames.map((name) => {
      const output = outputs[name];
      const word = wordOf(output);
      return document(name, output.mediaType, outputPath(language, query, name), word && words(word));
    }),
    ofEvent: eventOutputNames.toReversed().flatMap((name) => {
      if (!event || !hasOutput(event, name)) return [];
      const address = eventOutputPath(language, event.slug, name);
      return [document(`events/{slug}.${name}`, eventOutputs[name].mediaType, address)];
    }),
    parameters: site.isStatic
      ? []
      : [
          ...namedFacets.map((facet) => ({
            name: facet,
            says: words(`filter.${facet}`),
            takes: allowed(listedValues(chronology, facet) ?? []),
          })),
          ...(['from', 'to'] as const).map((bound) => ({
            name: bound,
            says: words(`filter.${bound}`),
            takes: allowed(exampleBounds),
          })),
          { name: 'q', says: words('filter.q'), takes: '' },
          ...choiceNames.map((choice) => ({
            name: choice,
            says: words(`error.parameter.${choice}`),
            takes: takenBy(choice),
            of: allowed(outputNames.filter((name) => outputs[name].takes?.includes(choice))),
          })),
          {
            name: 'cursor',
            says: words('data.cursor'),
            takes: '',
            of: allowed(outputNames.filter((name) => outputs[name].isPaged)),
          },
        ],
    descriptions: [
      document(words('data.openApi'), 'application/json', OPEN_API_PATH),
      document(words('data.schema'), 'application/schema+json', EVENT_SCHEMA_PATH),
    ],
  });
}
