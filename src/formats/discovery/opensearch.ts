/** The description by which a browser searches the chronology from its address bar (OpenSearch 1.1, draft 6). */
import { escapeMarkup } from '../view/markup.ts';
import { shortName } from './web-manifest.ts';

export const OPENSEARCH_MEDIA_TYPE = 'application/opensearchdescription+xml; charset=utf-8';

const MOST_OF_SHORT_NAME = 16;
const MOST_OF_LONG_NAME = 48;
const MOST_OF_DESCRIPTION = 1024;

export interface SearchDescription {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** Absolute addresses. */
  readonly self: string;
  readonly page: string;
  /** None where only a page answers a search. */
  readonly feed: string | undefined;
  readonly icon: string;
}

export function renderOpenSearch({ title, description, language, self, page, feed, icon }: SearchDescription): string {
  const element = (name: string, text: string) => `<${name}>${escapeMarkup(text)}</${name}>\n`;
  const url = (type: string, rel: string, template: string) =>
    `<Url type="${type}" rel="${rel}" template="${escapeMarkup(template)}"/>\n`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n',
    element('ShortName', shortName(title, MOST_OF_SHORT_NAME)),
    element('LongName', shortName(title, MOST_OF_LONG_NAME)),
    element('Description', shortName(description, MOST_OF_DESCRIPTION)),
    url('text/html', 'results', `${page}?q={searchTerms}`),
    feed === undefined ? '' : url('application/rss+xml', 'results', `${feed}?q={searchTerms}`),
    url('application/opensearchdescription+xml', 'self', self),
    element('Language', language),
    element('InputEncoding', 'UTF-8'),
    element('OutputEncoding', 'UTF-8'),
    `<Image width="32" height="32" type="image/svg+xml">${escapeMarkup(icon)}</Image>\n`,
    '</OpenSearchDescription>\n',
  ].join('');
}
