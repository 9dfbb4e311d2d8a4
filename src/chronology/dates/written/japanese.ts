/** Dates in Japanese: 2004年5月6日, 平成16年, 二〇〇四年, 1990年代半ば, 2023年9月以降, 1850年より前. */
import { ERA_NAMES, eraOfInitial, eraPoint } from './eras.ts';
import { joinDates, mapEnds, whole } from './joining.ts';
import { readDigits, timePoint, twoDigits } from './numeric.ts';
import {
  calendarPoint,
  centuryPoints,
  dayOfMonth,
  decadePoints,
  hundredYearsPoint,
  monthsPoint,
  type Part,
  partOfYear,
  pointDate,
  type Reading,
  relativePoint,
  seasonPoints,
  type Unit,
  type WrittenDate,
  type WrittenPoint,
  yearOfEra,
  yearsPoint,
} from './written-date.ts';

const NUMBER = '[0-9〇零一二三四五六七八九十百千]+';
const YEAR = `(?:(?<era>${ERA_NAMES})(?<eraYear>${NUMBER}|元)|(?<bc>(?:西暦)?紀元前|公元前|西元前|前(?=\\d)|BC ?)?(?:(?:西暦|AD ?)(?<ad>${NUMBER})|(?<year>${NUMBER})))年(?!間|余|以上|ぶり|目|生)`;
const MONTH = `(?<month>${NUMBER})月`;
const DAY = `(?<day>${NUMBER})日(?!間|以内|余|目)`;
const WEEKDAY =
  '(?: ?(?:[(（](?<weekday>[日月火水木金土])(?:曜日?)?(?:・[祝休]日?)?[)）]|(?<plainWeekday>[日月火水木金土])曜日?))?';
const WEEKDAYS = '日月火水木金土';
/** The pattern beside another one of the kind, of which no name may be twice. */
const nameless = (source: string) => source.replace(/\?<\w+>/g, '?:');
const JOINT = '(?:から|より|[~〜\\-–—−ー・、]|及び|および|と|[~〜] ?)';

const pattern = (source: string) => new RegExp(source, 'iuy');
const DATE = pattern(`${YEAR} ?(?:の ?)?(?:${MONTH} ?(?:の ?)?(?:${DAY}${WEEKDAY})?)?`);
const MONTH_DAY = pattern(
  `(?:(?<relative>同年|翌年|前年|今年|本年|昨年|去年|来年|当年)の? ?)?${MONTH}(?!間|以内)(?: ?${DAY}${WEEKDAY})?`,
);
const YEARS = pattern(`${YEAR.replace('年(?!', '(?!')}${JOINT}(?<last>${NUMBER})年(?!間|度|代|の世紀)`);
const DAYS = pattern(
  `(?:${YEAR} ?)?${MONTH} ?(?<day>${NUMBER})日?${nameless(WEEKDAY)} ?${JOINT} ?(?<lastDay>${NUMBER})日${nameless(WEEKDAY)}(?:にかけて|の間|まで)?`,
);
/** With one sign for month: 2022年7~9月期. */
const MONTHS = pattern(
  `${YEAR} ?(?:の ?)?(?<month>${NUMBER}) ?[~〜\\-–—−ー・、] ?(?<lastMonth>${NUMBER})月期?(?! ?${NUMBER}日)`,
);
/** Of the month that is spoken of; no count of days. */
const DAY_ALONE = pattern(
  `(?<![\\p{Script=Han}\\p{Script=Katakana}べ]|${NUMBER}日?[・、,~–-])(?<day>${NUMBER})日(?:(?= ?[(（][日月火水木金土][)）曜・])${WEEKDAY}|(?=$|[、。,)]|午前|午後|夜|朝|夕|付|に(?!${NUMBER}|[分わ渡及か])))`,
);
const DECADE = pattern('(?:西暦(?<adDecade>\\d{1,3}0)|(?<decade>\\d{3}0))年代');
const ERA_DECADE = pattern('(?<era>昭和|大正|明治|平成)(?<eraYear>[1-6]0)年代');
const CENTURY = pattern(`(?<bc>紀元前|公元前|西元前)?(?<century>${NUMBER})世[紀纪]`);
/** As pages tell EDTF's: 1900～1999年の世紀. */
const CENTURY_OF_YEARS = pattern('(?:西暦)?(?<first>\\d{1,2}00)[~〜–—-]\\d{1,2}99年の世紀');
const QUARTER = pattern(`${YEAR} ?の?第?(?<number>[1-4一二三四])四半期`);
const HALF = pattern(`${YEAR} ?の?(?<half>上半期|前半|上期|下半期|後半|下期)`);
const SEASON = pattern(`${YEAR} ?の?(?:(?<begin>初|早|晩|真)?(?<season>[春夏秋冬])(?:季|頃)?)`);
const FISCAL = pattern(`(?:(?<era>${ERA_NAMES})(?<eraYear>${NUMBER}|元)|(?:西暦)?(?<year>${NUMBER}))(?:年度|会計年度)`);
const INITIAL = pattern(
  String.raw`(?<initial>[MTSHR])(?<eraYear>\d{1,2})[./](?<month>\d{1,2})[./](?<day>\d{1,2})(?!\d)`,
);
const TIME = pattern(
  '(?: |の)?(?<half>午前|午後)?(?<hour>\\d{1,2})(?:[:時](?:(?<minute>\\d{2})分?)?)(?::(?<second>\\d{2}))?(?: ?[(（](?:日本時間|現地時間|UTC(?<offset>[+−-]\\d{2}:\\d{2})(?::\\d{2})?)[)）])?(?!間|\\d)',
);
const RELATIVE: readonly (readonly [RegExp, Unit])[] = [
  [
    pattern(
      '同日|翌日|前日|当日|本日|今日|昨日|明日|一昨日|翌々日|先日|同夜|今朝|今夜|現在|その日|この日|[日月火水木金土]曜日?',
    ),
    'day',
  ],
  [
    pattern(`(?<![0-9])[0-9〇一二三四五六七八九十百]{1,3}(?:日|週間|か月|ヶ月|カ月|年)(?:間)?(?:後|前)(?![半後])`),
    'day',
  ],
  [pattern('同週|翌週|前週|今週|先週|来週'), 'week'],
  [pattern('同月|翌月|前月|今月|本月|先月|来月|当月'), 'month'],
  [
    pattern(
      '同年度|今年度|昨年度|来年度|同年|翌年|前年|今年|本年|昨年|去年|来年|当年|一昨年|近年|翌春|今春|昨春|今夏|昨夏|今秋|昨秋|今冬|昨冬',
    ),
    'year',
  ],
];
const NO_DATE = pattern('(?:時期|日付|年代|日時|詳細|年月日|期日)?(?:未定|不明|不詳|未詳|調整中|なし)|無期限|いつか');
const APPROXIMATE = pattern('約|およそ|おおよそ|だいたい|概ね');
const UNCERTAIN = pattern('たぶん|おそらく|恐らく|[?？]');
const SUFFIXES = pattern('(?: ?(?:頃|ごろ|ころ|前後|ぐらい|くらい))');
const DOUBT = pattern(' ?(?:[(（](?:不確か|推定|\\?|？|未確認)[)）]|[?？]|か(?=$)|とみられる)');
const PART = pattern(
  'の?(?<part>上旬|中旬|下旬|初旬|初頭|初め|始め|はじめ|前期|後期|前半|後半|中期|末期|半ば|なかば|中頃|中ごろ|中葉|末|終わり|暮れ|年末|年初|年頭|初(?=$|頃))',
);

/** What words behind a date make of it; the longer ones first. */
const TRAILS: readonly (readonly [RegExp, (point: WrittenPoint) => readonly WrittenDate[]])[] = [
  [pattern('の1(?:年|か月|日)間'), (point) => [whole(point)]],
  [pattern('から ?[(（]終期不明[)）]'), (start) => [{ kind: 'period', start, end: 'unknown' }]],
  [pattern('まで ?[(（]始期不明[)）]'), (end) => [{ kind: 'period', start: 'unknown', end }]],
  [pattern('より(?:も)?(?:前|以前に前)|より先|未満'), (before) => [{ kind: 'bounds', before, excluding: 'firmly' }]],
  [pattern('より(?:も)?後|を過ぎて'), (after) => [{ kind: 'bounds', after, excluding: 'firmly' }]],
  [pattern('のあと|の後(?!半)'), (after) => [{ kind: 'bounds', after, excluding: 'loosely' }]],
  [pattern('以前|までに(?:は)?|のうちに'), (before) => [{ kind: 'bounds', before }]],
  [
    pattern('以降|以後|からあと'),
    (after) => [
      { kind: 'bounds', after, meaning: 'once' },
      { kind: 'period', start: after, end: 'open', meaning: 'lasts since' },
    ],
  ],
  [
    pattern(
      '以来|から(?:現在|今日|今)(?:まで)?|から(?:続く|継続)|から(?!の)|より(?=$)|[~〜](?:現在)?(?=$)|[-–—](?:現在)?(?=$)',
    ),
    (start) => [{ kind: 'period', start, end: 'open' }],
  ],
  [pattern('まで'), (end) => [{ kind: 'period', start: 'open', end }]],
];
const RANGE_TAIL = pattern('の間(?:に)?|にかけて|まで(?:の間に?)?(?!に)');
const PERIOD = ['period'] as const;
const BETWEEN = ['between'] as const;
const EITHER = [...PERIOD, ...BETWEEN] as const;
const JOINT_PATTERN = pattern(` ?${JOINT} ?`);

class JapaneseReader {
  readonly #text: string;
  readonly #isAlone: boolean;
  /** Where the expression begins that is read. */
  #start = 0;

  constructor(text: string, isAlone: boolean) {
    this.#text = text;
    this.#isAlone = isAlone;
  }

  #match(source: RegExp, at: number): RegExpExecArray | undefined {
    source.lastIndex = at;
    return source.exec(this.#text) ?? undefined;
  }

  read(at: number): Reading | undefined {
    this.#start = at;
    const shared = this.#shared(at);
    if (shared) return shared;
    const first = this.#point(at);
    if (!first) return undefined;
    const joint = this.#match(JOINT_PATTERN, first.end);
    const second = joint && this.#point(first.end + joint[0].length);
    if (joint && second && !/^[、と]/.test(joint[0].trim())) {
      const tail = this.#match(RANGE_TAIL, second.end);
      const [words = ''] = tail ?? [];
      // 「4月から6月までの間」 is said of what lasted, and of what happened once.
      const kinds = words.startsWith('の間') ? BETWEEN : words.includes('の間') ? EITHER : PERIOD;
      const dates = kinds.flatMap((kind) => joinDates(first.dates, second.dates, kind));
      if (dates.length > 0) return { dates, end: second.end + (tail?.[0].length ?? 0) };
    }
    for (const [source, build] of TRAILS) {
      const trail = this.#match(source, first.end);
      if (!trail) continue;
      const dates = first.dates.flatMap((date) => (date.kind === 'point' ? build(date.point) : [date]));
      return { dates, end: first.end + trail[0].length };
    }
    return first;
  }

  /** Two days of one month, or two years with one sign for year: 6月1~3日, 1914~18年. */
  #shared(at: number): Reading | undefined {
    const days = this.#match(DAYS, at);
    if (days) {
      const { month, day, lastDay } = days.groups ?? {};
      const start = this.#datePoint(days, numberOf(month), numberOf(day));
      const end = this.#datePoint(days, numberOf(month), numberOf(lastDay));
      return { dates: [{ kind: 'period', start, end }], end: at + days[0].length };
    }
    const months = this.#match(MONTHS, at);
    if (months) {
      const [start, end] = [numberOf(months.groups?.month), numberOf(months.groups?.lastMonth)].map((month) =>
        this.#datePoint(months, month),
      );
      if (start?.from !== undefined && end?.to !== undefined && start.from < end.to)
        return { dates: [{ kind: 'period', start, end }], end: at + months[0].length };
    }
    const years = this.#match(YEARS, at);
    const { year, last = '' } = years?.groups ?? {};
    if (!years || year === undefined) return undefined;
    const first = numberOf(year);
    const final = numberOf(last);
    const to = last.length <= 2 ? first - (first % 100) + final : final;
    if (to < first || first < 100) return undefined;
    return {
      dates: [{ kind: 'period', start: calendarPoint(first), end: calendarPoint(to) }],
      end: at + years[0].length,
    };
  }

  #point(at: number): Reading | undefined {
    let start = at;
    let approximate = false;
    let uncertain = false;
    // Nobody qualifies a date more often than twice.
    for (let count = 0; count < 2; count += 1) {
      const mark = this.#match(APPROXIMATE, start);
      const doubt = mark ? undefined : this.#match(UNCERTAIN, start);
      if (!mark && !doubt) break;
      if (mark) approximate = true;
      else uncertain = true;
      start += (mark ?? doubt)?.[0].length ?? 0;
    }
    const core = this.#core(start);
    if (!core) return undefined;
    let { end } = core;
    const part = this.#match(PART, end);
    if (part) end += part[0].length;
    const about = this.#match(SUFFIXES, end);
    if (about) {
      end += about[0].length;
      approximate = true;
    }
    const doubt = this.#match(DOUBT, end);
    if (doubt) {
      end += doubt[0].length;
      uncertain = true;
    }
    const word = part?.groups?.part ?? '';
    const which = partOf(word);
    const mark = (point: WrittenPoint): WrittenPoint => ({
      ...point,
      ...(approximate && { approximate }),
      ...(uncertain && { uncertain }),
      ...(part && { part: which }),
    });
    return { dates: core.dates.map((date) => mapEnds(date, mark)), end };
  }

  #core(at: number): Reading | undefined {
    for (const [source, read] of FORMS) {
      const match = this.#match(source, at);
      const points = match && read(match);
      if (match && points && points.length > 0)
        return { dates: points.map((point) => pointDate(point)), end: at + match[0].length };
    }
    const date = this.#match(DATE, at);
    if (date && this.#isDate(date)) {
      const { month, day } = date.groups ?? {};
      const point = this.#datePoint(
        date,
        month === undefined ? undefined : numberOf(month),
        day === undefined ? undefined : numberOf(day),
      );
      // 2004年の… goes on with other words.
      const length = date[0].replace(/ ?の? ?$/, '').length;
      return this.#withTime({ dates: [pointDate({ ...point, weekday: weekdayNumber(date) })], end: at + length });
    }
    const monthDay = this.#match(MONTH_DAY, at);
    if (monthDay) {
      const { month, day, relative } = monthDay.groups ?? {};
      const point = calendarPoint(undefined, numberOf(month), day === undefined ? undefined : numberOf(day));
      return {
        dates: [
          pointDate(
            relative ? { ...point, ...relativePoint(point.unit) } : { ...point, weekday: weekdayNumber(monthDay) },
          ),
        ],
        end: at + monthDay[0].length,
      };
    }
    const dayAlone = this.#match(DAY_ALONE, at);
    if (dayAlone && numberOf(dayAlone.groups?.day) <= 31)
      return { dates: [pointDate(dayOfMonth(numberOf(dayAlone.groups?.day)))], end: at + dayAlone[0].length };
    const digits = readDigits(this.#text, at, this.#isAlone);
    const isNumber = at === this.#start && !this.#isAlone && NOUN.test(this.#text.slice(Math.max(0, at - 2), at));
    // 4/12/24 may count by an era.
    if (digits && /^\d{1,2}\/\d{1,2}\/\d{2}$/.test(this.#text.slice(at, digits.end)))
      return { ...digits, dates: [pointDate(twoDigits())] };
    if (isNumber && digits && /^\d{4}[-/]\d{1,2}$/.test(this.#text.slice(at, digits.end))) return undefined;
    if (digits)
      return digits.dates.some((date) => date.kind === 'point' && date.point.edtf?.includes('T'))
        ? digits
        : this.#withTime(digits);
    const bare = this.#match(BARE_YEAR, at);
    if (bare && !isNumber) return { dates: [pointDate(calendarPoint(Number(bare[0])))], end: at + bare[0].length };
    if (this.#isAlone) {
      const nothing = this.#match(NO_DATE, at);
      if (nothing)
        return {
          dates: [
            pointDate({
              unit: 'day',
              relative: true,
              why: 'no date, and every event has one',
              instead:
                "what is known of it: '[2020-08..]' (in or after August 2020), '[..2019]' (by 2019), 2020~ (about 2020)",
            }),
          ],
          end: at + nothing[0].length,
        };
    }
    return undefined;
  }

  /** Whether digits before 年 are a year and not a count: 30年 is none. */
  #isDate(match: RegExpExecArray): boolean {
    const { year, month, era, ad, bc } = match.groups ?? {};
    if (era !== undefined || ad !== undefined || bc !== undefined || year === undefined) return true;
    const value = numberOf(year);
    return value >= 1000 || month !== undefined || (this.#isAlone && value >= 100);
  }

  #datePoint(match: RegExpExecArray, month?: number, day?: number): WrittenPoint {
    const { era, eraYear, year, ad, bc } = match.groups ?? {};
    if (era !== undefined && eraYear !== undefined)
      return eraPoint(era, eraYear === '元' ? 1 : numberOf(eraYear), month, day);
    const printed = year ?? ad;
    if (printed === undefined) return calendarPoint(undefined, month, day);
    const value = numberOf(printed);
    if (bc !== undefined) return calendarPoint(yearOfEra(value, true), month, day);
    if (value < 100 && ad === undefined && printed.length < 4) return twoDigits();
    return calendarPoint(value, month, day);
  }

  #withTime(reading: Reading): Reading {
    const clock = this.#match(TIME, reading.end);
    if (!clock) return reading;
    const { half, hour, minute = '00', second, offset } = clock.groups ?? {};
    const value = half === '午後' && Number(hour) < 12 ? Number(hour) + 12 : Number(hour);
    return {
      dates: reading.dates.map((date) =>
        date.kind === 'point' && date.point.unit === 'day'
          ? { ...date, point: timePoint(date.point, String(value), minute, second, offset?.replace('−', '-')) }
          : date,
      ),
      end: reading.end + clock[0].length,
    };
  }
}

/** Behind a noun, a number may be that of a document, or part of a name: 決議2022/5. */
const NOUN = /[\p{Script=Han}\p{Script=Katakana}ー\p{Lu}] ?$/u;

const BARE_YEAR = /(?<![\d.,$¥])(?:1\d{3}|20\d{2})(?![\d.,]\d|\d|[%人名件億万円ドル個台校か時分]|年)/uy;

const yearOf = ({ groups }: RegExpExecArray): number | undefined => {
  const { era, eraYear, year, ad } = groups ?? {};
  if (era !== undefined) {
    const point = eraPoint(era, eraYear === '元' ? 1 : numberOf(eraYear));
    return point.year;
  }
  return numberOf(year ?? ad);
};

const withYearOf = (
  match: RegExpExecArray,
  build: (year: number) => readonly WrittenPoint[],
): readonly WrittenPoint[] => {
  const year = yearOf(match);
  return year === undefined ? [] : build(year);
};

const FORMS: readonly (readonly [RegExp, (match: RegExpExecArray) => readonly WrittenPoint[]])[] = [
  [
    FISCAL,
    (match) =>
      withYearOf(match, (year) => [
        {
          ...monthsPoint('year', [year, 4], [year + 1, 3]),
          meaning: `Japan’s fiscal year, April ${year} to March ${year + 1}`,
        },
      ]),
  ],
  [ERA_DECADE, (match) => withYearOf(match, (year) => [yearsPoint('decade', year, year + 9)])],
  [CENTURY_OF_YEARS, ({ groups }) => [hundredYearsPoint(Number(groups?.first))]],
  [DECADE, (match) => decadePoints(Number(match.groups?.decade ?? match.groups?.adDecade))],
  [CENTURY, (match) => centuryPoints(numberOf(match.groups?.century) * (match.groups?.bc ? -1 : 1))],
  [QUARTER, (match) => withYearOf(match, (year) => [partOfYear('quarter', year, numberOf(match.groups?.number))])],
  [
    HALF,
    (match) =>
      withYearOf(match, (year) => [partOfYear('half', year, /^[上前]/.test(match.groups?.half ?? '') ? 1 : 2)]),
  ],
  [
    SEASON,
    (match) =>
      withYearOf(match, (year) => seasonPoints(year, { 春: 3, 夏: 6, 秋: 9 }[match.groups?.season ?? ''] ?? 12)),
  ],
  [
    INITIAL,
    ({ groups }) => {
      const { initial = '', eraYear, month, day } = groups ?? {};
      return [eraPoint(eraOfInitial(initial) ?? '', Number(eraYear), Number(month), Number(day))];
    },
  ],
  ...RELATIVE.map(([source, unit]): (typeof FORMS)[number] => [source, () => [relativePoint(unit)]]),
];

function partOf(word: string): Part {
  if (/^(?:上旬|初旬|初頭|初め|始め|はじめ|初|年初|年頭)/.test(word)) return 'begin';
  if (/^(?:前期|前半)/.test(word)) return 'early';
  if (/^(?:後期|後半)/.test(word)) return 'late';
  return /^(?:下旬|末|終|暮|年末)/.test(word) ? 'end' : 'middle';
}

function weekdayNumber({ groups }: RegExpExecArray): number | undefined {
  const printed = groups?.weekday ?? groups?.plainWeekday;
  return printed === undefined ? undefined : WEEKDAYS.indexOf(printed);
}

const DIGITS = '〇一二三四五六七八九';

/** 2004, 二〇〇四, 十六, 二十四, 千八百五十. */
function numberOf(text: string | undefined): number {
  const plain = (text ?? '').replaceAll('零', '〇');
  if (/^\d+$/.test(plain)) return Number(plain);
  if (!/[十百千]/.test(plain))
    return Number([...plain].map((c) => (DIGITS.includes(c) ? DIGITS.indexOf(c) : c)).join(''));
  let total = 0;
  let digit: number | undefined;
  for (const c of plain) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[c];
    if (scale === undefined) digit = (digit ?? 0) * 10 + (DIGITS.includes(c) ? DIGITS.indexOf(c) : Number(c));
    else {
      total += (digit ?? 1) * scale;
      digit = undefined;
    }
  }
  return total + (digit ?? 0);
}

/** Where a date can begin in a sentence. */
const BEGINNINGS = new RegExp(
  `(?<![0-9〇一二三四五六七八九十百千.,])(?=${NUMBER})|(?=(?:${ERA_NAMES})(?:${NUMBER}|元)年)|(?=西暦|紀元前|約|およそ|[MTSHR]\\d|同日|翌|前日|前月|前年|当|本|今|昨|明日|同|先|来|去年|その日|この日|[日月火水木金土]曜)`,
  'gu',
);

export function readJapanese(text: string): readonly WrittenDate[] | undefined {
  const reader = new JapaneseReader(text, true);
  const reading = reader.read(0);
  return reading && /^(?:に|、|。|の|付け?|付で)?$/.test(text.slice(reading.end).trim()) ? reading.dates : undefined;
}

export function* japaneseDatesIn(text: string): Generator<Reading & { start: number }> {
  const reader = new JapaneseReader(text, false);
  let from = 0;
  for (const { index } of text.matchAll(BEGINNINGS)) {
    if (index < from) continue;
    // Years that are not counted from our era.
    if (/(?:皇紀|仏暦|民国|檀紀|回暦|第)$/.test(text.slice(Math.max(0, index - 2), index))) continue;
    const reading = reader.read(index);
    if (!reading || reading.end === index) continue;
    yield { ...reading, start: index };
    from = reading.end;
  }
}
