/** The documents that describe to programs what can be asked for, without the queries that no file answers. */
import { OPENSEARCH_MEDIA_TYPE } from '../../formats/discovery/opensearch.ts';
import { OPEN_API_PATH } from '../site/address.ts';

interface Parameter {
  readonly in?: string;
  readonly $ref?: string;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { parameters?: readonly Parameter[] }>>>>;
  readonly components: { parameters: Readonly<Record<string, Parameter>> };
}

/** A document as it is, or without queries. */
export function withoutQueries(text: string, path: string, mediaType: string): string {
  // A search is answered by a page, and by no feed.
  if (mediaType === OPENSEARCH_MEDIA_TYPE) return text.replace(/<Url type="application\/rss\+xml"[^>]*>\n/, '');
  if (path !== OPEN_API_PATH) return text;
  const api = JSON.parse(text) as OpenApi;
  const all = Object.entries(api.components.parameters);
  const queries = all
    .filter(([, parameter]) => parameter.in === 'query')
    .map(([name]) => `#/components/parameters/${name}`);
  const isKept = (parameter: Parameter) => parameter.in !== 'query' && !queries.includes(parameter.$ref ?? '');
  for (const operations of Object.values(api.paths))
    for (const operation of Object.values(operations))
      if (operation.parameters) operation.parameters = operation.parameters.filter(isKept);
  api.components.parameters = Object.fromEntries(all.filter(([, parameter]) => isKept(parameter)));
  return `${JSON.stringify(api, undefined, 2)}\n`;
}
