/** A list of conferences as such lists are kept in public: thousands of rows, with what is missing in them, the same for the same size. */
import { numbersFrom } from './numbers-from.ts';

const TOPICS = {
  css: 'CSS',
  data: 'Data',
  devops: 'DevOps',
  general: 'General',
  java: 'Java',
  javascript: 'JavaScript',
  leadership: 'Leadership',
  php: 'PHP',
  python: 'Python',
  ruby: 'Ruby',
  rust: 'Rust',
  security: 'Security',
  'tech-comm': 'Technical communication',
  testing: 'Testing',
  typescript: 'TypeScript',
  ux: 'UX',
} as const;

/** Some cities by country: lists name those of a hundred countries, of which a few have most rows. */
const CITIES: Readonly<Record<string, readonly string[]>> = {
  US: ['San Francisco, CA', 'New York, NY', 'Austin, TX', 'Las Vegas, NV', 'Chicago, IL', 'Portland, OR'],
  DE: ['Berlin', 'München', 'Köln', 'Frankfurt am Main'],
  GB: ['London', 'Manchester', 'Edinburgh'],
  NL: ['Amsterdam', 'Utrecht'],
  FR: ['Paris', 'Lyon', 'Nantes'],
  JP: ['Tokyo', 'Osaka'],
  IN: ['Bengaluru', 'Pune'],
  BR: ['São Paulo', 'Florianópolis'],
  PL: ['Kraków', 'Warszawa', 'Gdańsk'],
  ES: ['Barcelona', 'Madrid'],
  CZ: ['Praha', 'Brno'],
  SE: ['Stockholm', 'Malmö'],
};
const OTHER_COUNTRIES = (
  'AT BE CH DK FI NO IE IT PT GR HR RO BG HU SK SI EE LV LT UA RS TR IL EG NG KE ZA MA TN GH AE SA QA PK BD LK NP ' +
  'CN TW HK KR SG MY TH VN ID PH AU NZ CA MX CO AR CL PE UY EC CR PA DO CU IS LU MT CY AM GE KZ UZ MN KH'
).split(' ');

const NAMES = 'Front Back Cloud Code Dev Web Data Test Agile Scale Open Nordic Baltic Alpine City Summer Winter'.split(
  ' ',
);
const KINDS = 'Conf Days Summit Camp Fest Week Forum Meetup'.split(' ');

const two = (number: number) => String(number).padStart(2, '0');

/**
 * The files of a folder with so many conferences from 2014 to the end of 2027, of which those after `today` are planned.
 *
 * @param today `YYYY-MM-DD`
 */
export function conferenceList(count: number, today: string): ReadonlyMap<string, string> {
  const files = new Map([
    [
      'chronology.yaml',
      JSON.stringify({
        title: 'Conferences',
        languages: ['en'],
        timeZone: 'UTC',
        published: '2026-01-01',
        citations: 'optional',
        types: { conference: { label: 'Conference', plural: 'Conferences', recurring: true } },
        tags: Object.fromEntries(Object.entries(TOPICS).map(([id, name]) => [id, { name }])),
      }),
    ],
  ]);
  const random = numbersFrom(42);
  const int = (most: number) => Math.floor(random() * most);
  const of = <T>(list: readonly T[]): T => list[int(list.length)] as T;
  const slugs = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    const year = 2014 + int(14);
    const name = `${of(NAMES)}${of(['', ' ', '.'])}${of(NAMES)} ${of(KINDS)}${int(5) === 0 ? ` ${of(OTHER_COUNTRIES)}` : ''}`;
    const words = `${name} ${year}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    let slug = words;
    for (let number = 2; slugs.has(slug); number += 1) slug = `${words}-no${number}`;
    slugs.add(slug);
    const [month, day] = [1 + int(12), 1 + int(26)];
    const start = `${year}-${two(month)}-${two(day)}`;
    const country = int(3) > 0 ? of(Object.keys(CITIES)) : of(OTHER_COUNTRIES);
    const isOnline = int(12) === 0;
    const city = CITIES[country] && int(10) > 0 ? of(CITIES[country] ?? []) : undefined;
    files.set(
      `${year}/${slug}.yaml`,
      JSON.stringify({
        type: 'conference',
        // A day or some days, or only the month where the days are to be announced.
        when: [start, `${start}/${year}-${two(month)}-${two(day + 1 + int(2))}`, start.slice(0, 7)][
          Math.min(int(20), 2) === 2 && int(3) > 0 ? 1 : int(15) === 0 ? 2 : int(2)
        ],
        title: `${name} ${year}`,
        summary: `A conference about ${of(Object.values(TOPICS))}.`,
        ...(start > today && { status: int(40) === 0 ? 'cancelled' : 'planned' }),
        ...(isOnline && { online: true }),
        ...(!(isOnline && int(2) === 0) && { countries: [country], ...(city !== undefined && { place: city }) }),
        tags: [...new Set(Array.from({ length: 1 + int(3) }, () => of(Object.keys(TOPICS))))],
        url: `https://${words}.example/`,
      }),
    );
  }
  return files;
}
