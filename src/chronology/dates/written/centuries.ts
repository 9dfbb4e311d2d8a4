/** Numbered centuries in the languages whose other dates are not read: 19. Jahrhundert, XIXe siècle, siglo XIX, XIX век. */
import { centuryPoints, pointDate, type WrittenDate } from './written-date.ts';

const NUMBER = '(?:(?<digits>\\d{1,2})|(?<roman>[IVX]{1,5}))';

/** In Arabic the first twenty-one are written out as often as in figures; the twentieth in either case. */
const ARABIC = [
  ...['الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس', 'السابع', 'الثامن', 'التاسع', 'العاشر'],
  ...['الحادي عشر', 'الثاني عشر', 'الثالث عشر', 'الرابع عشر', 'الخامس عشر', 'السادس عشر', 'السابع عشر'],
  ...['الثامن عشر', 'التاسع عشر', 'العشرون', 'الحادي والعشرون'],
] as const;

const FORMS: readonly RegExp[] = [
  `(?:im |das )?${NUMBER}\\. (?:Jahrhunderts?|Jh\\.|Jhdt?\\.)(?<bc> v\\. ?Chr\\.)?(?: n\\. ?Chr\\.)?`,
  `(?:au |le )?${NUMBER}(?:er|e|ème) s(?:iècle|\\.)(?<bc> av\\. ?J\\.-?C\\.)?(?: apr?\\. ?J\\.-?C\\.)?`,
  `(?:en )?(?:el )?(?:siglo|s\\.) ?${NUMBER}(?<bc> a\\. ?(?:de )?C\\.)?(?: d\\. ?(?:de )?C\\.)?`,
  `(?:в )?${NUMBER}(?:-й|-м)? (?:век|веке|в\\.|столетие|столетии)(?<bc> до н\\. ?э\\.)?(?: н\\. ?э\\.)?`,
  `(?:في )?القرن (?:ال)?(?:${NUMBER}|(?<arabic>${[...ARABIC, 'العشرين', 'الحادي والعشرين'].sort((a, b) => b.length - a.length).join('|')}))(?: ?م| الميلادي)?(?<bc> ?ق\\. ?م\\.?| قبل الميلاد)?`,
].map((source) => new RegExp(`^${source}$`, 'iu'));

/** The readings of a text that is a century and nothing else. */
export function readCentury(text: string): readonly WrittenDate[] | undefined {
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups;
    if (!groups) continue;
    const { digits, roman, arabic, bc } = groups;
    const number =
      digits !== undefined ? Number(digits) : roman !== undefined ? romanNumber(roman.toUpperCase()) : ofArabic(arabic);
    return number > 0 ? centuryPoints(bc === undefined ? number : -number).map(pointDate) : undefined;
  }
  return undefined;
}

function ofArabic(ordinal = ''): number {
  const nominative = ordinal.replace(/ين$/, 'ون');
  return (ARABIC as readonly string[]).indexOf(nominative) + 1;
}

/** Of I to XXXIX; 0 for letters that are no number. */
function romanNumber(letters: string): number {
  const match = /^(X{0,3})(IX|IV|V?I{0,3})$/.exec(letters);
  if (!match) return 0;
  const [, tens = '', ones = ''] = match;
  return tens.length * 10 + ROMAN_UNITS.indexOf(ones);
}

const ROMAN_UNITS: readonly string[] = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
