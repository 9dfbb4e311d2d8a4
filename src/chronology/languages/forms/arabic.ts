/** Arabic, where words alone do not say it: Western digits, and months after other words. */
import type { OwnForms } from '../definition/define-language.ts';

export const arabic: OwnForms = {
  // CLDR has ١٢٣ for Arabic without a country. The sites of the United Nations and of most ministries write 123, as do the
  // numbers here that are no counts, such as those of paragraphs.
  locale: 'ar-u-nu-latn',
  babelName: 'arabic',
  // Months have one form, but both ends of a range have a word before their years: من عام 1993 إلى عام 2022.
  isDeclined: true,
};
