/** Arabic, where words alone do not say it: Western digits, and the names of decades. */
import type { OwnForms } from './define-language.ts';

/** Of the decades of a century; its first two have no name. */
const DECADES = [
  'العقد الأول من',
  'العقد الثاني من',
  'عشرينيات',
  'ثلاثينيات',
  'أربعينيات',
  'خمسينيات',
  'ستينيات',
  'سبعينيات',
  'ثمانينيات',
  'تسعينيات',
];

/** From the eleventh, which began about the year 1000. */
const CENTURIES = [
  'القرن الحادي عشر',
  'القرن الثاني عشر',
  'القرن الثالث عشر',
  'القرن الرابع عشر',
  'القرن الخامس عشر',
  'القرن السادس عشر',
  'القرن السابع عشر',
  'القرن الثامن عشر',
  'القرن التاسع عشر',
  'القرن العشرين',
  'القرن الحادي والعشرين',
];

/** The text for a decade by its first year: تسعينيات القرن العشرين, and for a century that has no name here, عقد 790م. */
export const decadesByName: `{year, select, ${string} other {عقد {year}}}` = `{year, select, ${CENTURIES.flatMap(
  (century, index) => DECADES.map((decade, tens) => `${1000 + index * 100 + tens * 10} {${decade} ${century}}`),
).join(' ')} other {عقد {year}}}`;

export const arabic: OwnForms = {
  // CLDR has ١٢٣ for Arabic without a country. The sites of the United Nations and of most ministries write 123, as do the
  // numbers here that are no counts, such as those of paragraphs.
  locale: 'ar-u-nu-latn',
  babelName: 'arabic',
  // Months have one form, but both ends of a range have a word before their years: من عام 1993 إلى عام 2022.
  isDeclined: true,
};
