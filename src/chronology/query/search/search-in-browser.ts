/** What the page that searches a site of files needs of the search of the service, bundled to one file for browsers. */
export { default as SearchableMap } from 'minisearch/SearchableMap';
export { ExportedIndex, fromDistances, phrasesFrom } from './exported-index.ts';
export { conditionsOf } from './expression.ts';
export { FIELD_STEP, HANDFUL, MOST_BEST } from './quality.ts';
export { readingSteps, scoreSteps, UNIT } from './scoring.ts';
