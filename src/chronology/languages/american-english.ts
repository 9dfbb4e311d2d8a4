/** American English, where words alone do not say it: days as December 24, 2022, by CLDR. */
import type { OwnForms } from './define-language.ts';
import { english } from './english.ts';

export const americanEnglish: OwnForms = { ...english, locale: 'en-US', babelName: 'american' };
