/** Chronologies of any size for measurements: events as long and as varied as the shipped ones, the same for the same size. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VOCABULARY } from '../support/chronologies.ts';
import { numbersFrom } from '../support/numbers-from.ts';

const COUNTRIES = ['JP', 'KZ', 'KG', 'TJ', 'TM', 'UZ', 'AZ', 'AM', 'GE', 'MN', 'CN', 'KR', 'US', 'FR', 'DE', 'IN'];
const WORDS = (
  'ministers met and agreed on transport water energy health training border customs electricity tunnel railway ' +
  'airport hospital school grant loan survey seminar visit statement dialogue cooperation region partnership expert'
).split(' ');
const KANJI =
  '外相会合対話協力支援開催採択共同声明運輸電力水資源保健人材育成国境税関鉄道空港病院学校調査訪問地域専門家'.split('');

const two = (n: number) => String(n).padStart(2, '0');

/** The text of one event's file. */
export function syntheticEvent(index: number): string {
  const random = numbersFrom(index + 1);
  const int = (most: number) => Math.floor(random() * most);
  const of = <T>(list: readonly T[]): T => list[int(list.length)] as T;
  const english = (count: number) => Array.from({ length: count }, () => of(WORDS)).join(' ');
  const japanese = (count: number) => Array.from({ length: count }, () => of(KANJI)).join('');
  const [year, month, day] = [1900 + int(125), 1 + int(12), 1 + int(28)];
  const date = `${year}-${two(month)}-${two(day)}`;
  const when = of([
    date,
    date,
    date,
    `${year}-${two(month)}`,
    `${year}`,
    `${year}~`,
    `${year}-${two(month)}/${year + 1 + int(3)}-${two(1 + int(12))}`,
    `${date}/${year}-${two(month)}-28`,
    `'[${year}-${two(month)}..]'`,
    `${year}-3${3 + int(4)}`,
  ]);
  const countries = [...new Set(Array.from({ length: 1 + int(5) }, () => of(COUNTRIES)))];
  return `type: ${of(['meeting', 'meeting', 'figure'])}
when: ${when}
title:
  en: ${english(6)} ${index}
  ja: ${japanese(14)}${index}
summary:
  en: >-
    ${english(22)}
    ${english(18)}.
  ja: >-
    ${japanese(70)}。
place: ${of(['tokyo', 'bokhtar'])}
countries: [${countries.join(', ')}]
people:
  - id: ${of(['hayashi', 'tleuberdi'])}
    office:
      en: Minister for Foreign Affairs
      ja: 外務大臣
    country: ${of(countries)}
series:
  id: ${of(['rounds', 'summits'])}
${index > 0 && int(4) === 0 ? `relations:\n  follows: [${slugOf(int(index))}]\n` : ''}sources:
  - source: ${of(['report', 'review'])}
    paragraph: ${1 + int(3)}
    for: date
    wording: ${date}
  - source: report
    paragraph: ${1 + int(3)}
    for: statement
published: ${2020 + int(7)}-${two(1 + int(10))}-${two(1 + int(28))}
`;
}

export function slugOf(index: number): string {
  // In letters: a number could be taken for a year, which no slug holds.
  const letters = [...index.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)));
  return `event-no-${letters.join('')}`;
}

/** Path below the folder of an event's file. */
export function fileOf(index: number): string {
  return join(`part-${Math.floor(index / 500)}`, `${slugOf(index)}.yaml`);
}

/** Writes a chronology of so many events. */
export async function writeSynthetic(folder: string, count: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [file, text] of Object.entries(VOCABULARY)) await writeFile(join(folder, file), text);
  for (let part = 0; part * 500 < count; part += 1) {
    await mkdir(join(folder, `part-${part}`), { recursive: true });
    const indices = Array.from({ length: Math.min(500, count - part * 500) }, (_, index) => part * 500 + index);
    await Promise.all(indices.map((index) => writeFile(join(folder, fileOf(index)), syntheticEvent(index))));
  }
}
