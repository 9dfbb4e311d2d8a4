/** Dates in English words: "24th December 2022", "June 1–3, 2004", "before 1850", "mid-1990s", "44 BC". */
import { addToKey } from './calendar.ts';
import { eraPoint } from './eras.ts';
import { joinDates, mapEnds, mapPoints, pointsAmong, whole } from './joining.ts';
import { readDigits, timePoint, twoDigits, weekPoint } from './numeric.ts';
import {
  calendarPoint,
  centuryPoints,
  dayOfMonth,
  daysPoint,
  decadePoints,
  edtfOf,
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
} from './written-date.ts';

const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\\b\\.?)';
const ORDINAL_WORDS = [
  'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth',
  'sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|twenty-third|twenty-fourth',
  'twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|thirty-first',
]
  .join('|')
  .split('|');
const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)|(?:${[...ORDINAL_WORDS].reverse().join('|')}))\\b`;
const DAY = `(?<day>${ORDINAL}|\\d{1,2}(?![\\d:]))`;
/** Of four digits, of one with its era, or of both styles: 11 February 1731/2. */
const YEAR = `(?:(?:a\\.?d\\.?|c\\.?e\\.?) ?(?<adYear>\\d{1,4})|(?<eraYear>\\d{1,5}) ?(?<era>b\\.?c\\.?(?:e\\.?)?|a\\.?d\\.?|c\\.?e\\.?)(?![a-z])|(?<year>\\d{4})(?:/(?<next>\\d{1,2}))?(?!\\d|[,.:]\\d))`;
const DASH = ' ?[-–—−‐‑~〜] ?';
const JOINED = `(?:${DASH}| (?:to|through|thru|until|till) (?:the )?)`;
const NUMBER = '(?<number>[1-4]|first|second|third|fourth|1st|2nd|3rd|4th)';

const pattern = (source: string) => new RegExp(`${source}(?![\\p{L}\\d])`, 'iuy');
const YEAR_ALONE = pattern(`(?:the year )?${YEAR}`);
const DAY_MONTH = pattern(
  `(?:the )?(?:(?<weekday>${WEEKDAY}),? )?(?:the )?${DAY}(?: of | day of |-| )?${MONTH}(?:,? ?(?:of |in )?-?${YEAR})?`,
);
const MONTH_DAY = pattern(`(?:(?<weekday>${WEEKDAY}),? )?${MONTH}(?: the)? ?${DAY}(?!\\d)(?:,? (?:of |in )?${YEAR})?`);
const YEAR_MONTH_DAY = pattern(`${YEAR},? ${MONTH}(?: ${DAY})?`);
const MONTH_YEAR = pattern(`${MONTH}(?:,? (?:of |in )?|[-/'’])${YEAR}`);
const MONTH_SHORT_YEAR = pattern(`${MONTH}[- ]['’]?\\d{2}`);
const MONTH_ALONE = pattern(MONTH);
const MONTH_DAYS = pattern(
  `${MONTH} (?<first>\\d{1,2})(?:st|nd|rd|th)?(?:${JOINED}| and | & )(?<last>\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,? ${YEAR})?`,
);
const DAYS_MONTH = pattern(
  `(?:${WEEKDAY},? )?(?<first>\\d{1,2})(?:st|nd|rd|th)?(?:${JOINED}| and | & |/)(?:${WEEKDAY},? )?(?<last>\\d{1,2})(?:st|nd|rd|th)? (?:of )?${MONTH}(?:,? ${YEAR})?`,
);
const MONTHS_YEAR = pattern(
  `${MONTH}(?:${JOINED}| (?:and|(?<or>or)) |/)${MONTH.replace('<month>', '<lastMonth>')}(?:,? (?:of )?${YEAR})`,
);
const QUARTER = pattern(
  `(?:the )?(?:q${NUMBER}|${NUMBER.replace('<number>', '<number2>')}[- ]?(?:quarter|q))(?:[, /]+(?:of |in )?(?:the year )?'?${YEAR})?`,
);
const YEAR_QUARTER = pattern(`${YEAR}[- /]?(?:q${NUMBER})`);
const HALF = pattern(
  `(?:the )?(?:(?<half>h)${NUMBER}|${NUMBER.replace('<number>', '<number2>')} half)(?:[, /]+(?:of |in )?(?:the year )?${YEAR})?`,
);
const YEAR_HALF = pattern(`${YEAR}[- /]?h${NUMBER}`);
const SEASON = pattern(
  `(?:the )?(?<season>spring|summer|autumn|fall|winter)(?: of|,)? (?:the year )?${YEAR}(?:[/–-]\\d{2,4})?`,
);
const YEAR_SEASON = pattern(`${YEAR},? (?<season>spring|summer|autumn|fall|winter)`);
const SEASON_ALONE = pattern('(?:the |that )?(?:spring|summer|autumn|winter)(?: (?:of )?(?:that|this|the same) year)?');
const DECADE = pattern(
  "(?:the )?(?:(?<decade>[1-9]\\d{2}0)['’]?s|(?:a\\.?d\\.? (?:the )?|(?=\\d+s (?:ad|ce)))(?<adDecade>\\d{1,2}0)s(?: (?:ad|ce))?)",
);
const SHORT_DECADE = pattern("(?:the )?['’]?\\d0['’]?s");
const CENTURY = pattern(
  `(?:the )?(?<century>\\d{1,2}(?:st|nd|rd|th)|${ORDINAL_WORDS.slice(0, 21).reverse().join('|')})[- ](?:century|cent\\.?|c\\.)(?: ?(?<era>b\\.?c\\.?(?:e\\.?)?|a\\.?d\\.?|c\\.?e\\.?))?`,
);
/** As pages tell EDTF's: century 1900–1999, century AD 900–999. */
const CENTURY_OF_YEARS = pattern('(?:the )?century (?:ad )?(?<first>\\d{1,2}00) ?[–—-] ?\\d{1,2}99');
const ROMAN_ERA = pattern('(?<era>meiji|taish[oō]|sh[oō]wa|heisei|reiwa) (?<eraYear>\\d{1,2})');
const FISCAL = pattern(
  `(?:the )?(?:fy|fiscal(?: year)?|financial year|f\\.y\\.|school year|academic year)[- ]?(?:of )?['’]?(?<year>\\d{4})?(?<short>\\d{2})?(?:[-–/](?<next>\\d{2,4}))?`,
);
/** A week told by one of its days, and how far before and after that day it may reach. */
const WEEKS_BY_DAY: readonly (readonly [pattern: RegExp, before: number, after: number])[] = [
  [/(?:the )?week[- ]ending,? (?:on )?/iuy, 6, 0],
  [/(?:the )?week (?:beginning|commencing|starting),? (?:on )?/iuy, 0, 6],
  [/(?:the )?week of /iuy, 6, 6],
];
/** Months of the Islamic, the Persian and the Hebrew calendar, as they are spelt in English. */
const OTHER_MONTH = `(?:${[
  "muharram|safar|rajab|sha['’ʻ]?a?ban|rama[dz]h?an|shaww?al|(?:dhu|zu|zi)['’ʻ]?[- ]?(?:al|l)?[- ]?(?:qi?['’ʻ]?a?da|hijja)h?",
  "(?:rabi|jumada)['’ʻ]?(?:[ -](?:i{1,2}|(?:al|ath|uth|ul)[- ]\\p{L}+))?",
  'farvardin|ordibehesht|khordad|tir|a?mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand',
  'tishr[ei]i?|(?:mar)?c?heshvan|kislev|teve[ts]h?|shevat|adar(?: i{1,2})?|nis[sa]an|iyy?ar|sivan|tamm?uz|av|elul',
].join('|')})`;
const OTHER_CALENDAR = pattern(
  `(?:\\d{1,2}(?:st|nd|rd|th)? (?:of )?${OTHER_MONTH}|${OTHER_MONTH}(?: \\d{1,2})?),? \\d{4}(?: ?a\\.?[hmp]\\.?)?`,
);
const WEEK = pattern(`(?:the )?(?:(?:calendar )?week|wk\\.?|cw) ?(?<week>\\d{1,2})(?:(?:,| of| in)? ${YEAR})?`);
/** Of the month that is spoken of, and no 25th anniversary or floor. */
const DAY_ALONE = pattern(
  'on the (?<day>\\d{1,2})(?:st|nd|rd|th)(?! ?[,–-]? ?(?:and |or |& )?\\d)(?=$|[.,;:)]| (?:in|at|when|by|with|after|before|of (?:the|that|this|last) (?:same )?month)(?!\\p{L}))',
);
const UNKNOWN_DAY = pattern(`(?:an? )?(?:unknown|unspecified) (?:day|date) (?:in|of) (?:${MONTH},? )?${YEAR}`);
const TIME =
  /(?:,| at)? ?(\d{1,2})[:.](\d{2})(?::(\d{2}))? ?(a\.?m\.?|p\.?m\.?)?(?: ?\(?(UTC|GMT|JST|Z)?([+−-]\d{2}:?\d{2})?(?::\d{2})?\)?)?(?: \([\p{L} ]+\))?(?![\d\p{L}])/iuy;
const CLOCK = /(?:,| at)? ?(\d{1,2}) ?(a\.?m\.?|p\.?m\.?)(?!\p{L})/iuy;

/** Words for a date that hangs on another, by the unit that they leave to it. */
const RELATIVE: readonly (readonly [pattern: RegExp, unit: Unit])[] = [
  [
    pattern(
      'today|tonight|yesterday|tomorrow|now|at present|currently|the (?:day before|previous day|following day|next day|day after)|(?:the |that |this )(?:same |very )?(?:day|morning|evening|afternoon|night)|same day',
    ),
    'day',
  ],
  [
    pattern(
      // "On Saturday, 24 December" names its day.
      `(?:on |last |next |this |the following )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?!,? (?:the )?(?:\\d|${MONTH.replace('?<month>', '?:')}))`,
    ),
    'day',
  ],
  [
    pattern(
      '(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|some|a few) (?:days?|weeks?|months?|years?)(?: and \\w+ \\w+)? (?:later|ago|earlier|before|after(?:wards?)?|previously)',
    ),
    'day',
  ],
  [
    pattern(
      '(?:this|last|next|that|the same|same|the following|the previous|earlier this|later this|early this|late last|the) (?:week|weekend)',
    ),
    'week',
  ],
  [
    pattern(
      '(?:this|last|next|that|the same|same|the following|the previous|earlier this|later this|earlier that|later that|early this|late last|late this|early next) month',
    ),
    'month',
  ],
  [
    pattern(
      '(?:of |in )?(?:this|last|next|that|the same|same|the following|the previous|earlier this|later this|earlier that|later that|early this|late last|late this|early next|mid-this) (?:year|spring|summer|autumn|fall|winter|season|quarter|decade|century)',
    ),
    'year',
  ],
];
const RELATIVE_MONTH = pattern(`(?:(?:last|next|this|the following|the previous|that)) ${MONTH}`);
const OF_RELATIVE_YEAR = /,? (?:of |in )?(?:this|last|next|that|the same|the following|the previous) year(?!\p{L})/iuy;
/** What is written where no date is known. */
const NO_DATE = pattern(
  '(?:tbd|tba|tbc|t\\.b\\.d\\.|to be (?:determined|decided|announced|confirmed)|unknown|unspecified|undated|not (?:known|recorded|dated)|n\\.? ?d\\.?|s\\.? ?d\\.?|no date|n/?a|none|null|\\?+|-+|date unknown|unknown date|someday|some day|soon|recently|ongoing|present|forever|never)',
);

const PART =
  /(?:the )?(?<part>early|mid(?:dle)?(?: of)?|late|(?:very )?(?:beginning|start|opening|dawn)(?: of)?|(?:very )?(?:end|close)(?: of)?|(?:first|last|opening|closing) (?:days|weeks|months|years|decades?|week|third)(?: of)?|(?:first|second|latter|last) half of(?! (?:the year )?\d{4})|around the (?:end|beginning|middle) of|turn of)(?:[- ](?:in |on |of )?(?:the )?)/iuy;
const APPROXIMATE =
  /(?:(?:in |from )?(?:about|around|circa|approximately|approx\.?|roughly|ca?\.?(?![a-z])|near(?:ly)?|or so)|~) ?(?=\S)/iuy;
const UNCERTAIN = /(?:possibly|perhaps|probably|presumably|maybe|likely|supposedly|\?) ?(?=\S)/iuy;
const THE = /the /iy;

interface Core {
  readonly points: readonly WrittenPoint[];
  readonly end: number;
}

/** A reader of one text, which goes on from one place to the next. */
class EnglishReader {
  readonly #text: string;
  /** Whether the text is a date and nothing else, so that a form that is a date only by itself is one. */
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

  /** The date expression that begins here, the longest that there is. */
  read(at: number): Reading | undefined {
    this.#start = at;
    return this.#weekByDay(at) ?? this.#between(at) ?? this.#withWord(at) ?? this.#range(at);
  }

  /** An expression that begins with a word for its kind: "since 2004", "before 6 May". */
  #withWord(at: number): Reading | undefined {
    for (const [source, build] of LEADS) {
      const lead = this.#match(source, at);
      if (!lead) continue;
      const start = at + lead[0].length;
      const inner = this.#range(start);
      const dates = inner && build(inner.dates);
      if (inner && dates) return { dates, end: inner.end };
    }
    return undefined;
  }

  #weekByDay(at: number): Reading | undefined {
    for (const [source, before, after] of WEEKS_BY_DAY) {
      const lead = this.#match(source, at);
      const day = lead && this.#core(at + lead[0].length);
      if (!day) continue;
      const dates = ('points' in day ? day.points : pointsAmong(day.dates)).flatMap(({ unit, from, to }) =>
        unit === 'day' && from !== undefined && to !== undefined
          ? [pointDate({ ...daysPoint('week', addToKey(from, -before), addToKey(to, after)), relative: true })]
          : [],
      );
      if (dates.length > 0) return { dates, end: day.end };
    }
    return undefined;
  }

  #between(at: number): Reading | undefined {
    const lead = this.#match(BETWEEN, at);
    const first = lead && this.#point(at + lead[0].length);
    const and = first && this.#match(AND, first.end);
    const second = and && this.#point(first.end + and[0].length);
    const dates = second && joinDates(first.dates, second.dates, 'between');
    return second && dates && dates.length > 0 ? { dates, end: second.end } : undefined;
  }

  #range(at: number): Reading | undefined {
    const shared = this.#sharedRange(at);
    if (shared) return shared;
    const first = this.#point(at);
    if (!first) return undefined;
    const open = this.#match(OPEN_END, first.end);
    if (open)
      return {
        dates: mapPoints(first.dates, (start) => ({ kind: 'period', start, end: 'open' })),
        end: first.end + open[0].length,
      };
    for (const [source, bounds] of TRAILS) {
      const trail = this.#match(source, first.end);
      if (trail) return { dates: mapPoints(first.dates, (point) => bounds(point)), end: first.end + trail[0].length };
    }
    const joint = this.#match(JOINT, first.end);
    if (!joint) return first;
    const second = this.#point(first.end + joint[0].length);
    const dates = second && joinDates(first.dates, second.dates, /or/i.test(joint[0]) ? 'between' : 'period');
    return second && dates && dates.length > 0 ? { dates, end: second.end } : first;
  }

  /** Two days or months that share a month or a year: "1–3 June 2004", "June 1–3, 2004", "May–June 2004". */
  #sharedRange(at: number): Reading | undefined {
    const days = this.#match(DAYS_MONTH, at) ?? this.#match(MONTH_DAYS, at);
    if (days) {
      const { first, last } = days.groups ?? {};
      const month = monthOf(days);
      const years = yearsOf(days);
      const ends = (years.length === 0 ? [undefined] : years).map(
        (year): WrittenDate => ({
          kind: 'period',
          start: calendarPoint(year, month, Number(first)),
          end: calendarPoint(year, month, Number(last)),
        }),
      );
      return { dates: ends, end: at + days[0].length };
    }
    const months = this.#match(MONTHS_YEAR, at);
    if (!months || !this.#isName(months)) return undefined;
    const [from, to] = [monthOf(months), monthNumber(months.groups?.lastMonth)];
    return {
      dates: yearsOf(months).map((year): WrittenDate => {
        const [start, end] = [calendarPoint(from > to ? year - 1 : year, from), calendarPoint(year, to)];
        return months.groups?.or === undefined
          ? { kind: 'period', start, end }
          : { kind: 'bounds', after: start, before: end };
      }),
      end: at + months[0].length,
    };
  }

  /** One date, with what qualifies it. */
  #point(at: number): Reading | undefined {
    let start = at;
    let approximate = false;
    let uncertain = false;
    // Nobody qualifies a date more often than twice.
    for (let count = 0; count < 2; count += 1) {
      const about = this.#match(APPROXIMATE, start);
      const perhaps = about ? undefined : this.#match(UNCERTAIN, start);
      if (!about && !perhaps) break;
      if (about) approximate = true;
      else uncertain = true;
      start += (about ?? perhaps)?.[0].length ?? 0;
      const the = this.#match(THE, start);
      if (the) start += the[0].length;
    }
    const part = this.#match(PART, start);
    if (part) {
      const inner = this.#core(start + part[0].length);
      if (inner) {
        const which = partOf(part.groups?.part ?? '');
        return finish(this.#text, inner, { approximate, uncertain, part: which });
      }
    }
    const core = this.#core(start);
    return core && finish(this.#text, core, { approximate, uncertain });
  }

  /** A name of a month is written with a capital in a sentence: "may" and "march" are words. */
  #isName(match: RegExpExecArray): boolean {
    return this.#isAlone || /^\p{Lu}/u.test(match.groups?.month ?? '');
  }

  #core(at: number): Reading | Core | undefined {
    const text = this.#text;
    const code = text.charCodeAt(at) | 32;
    const isDigit = code >= 0x30 && code <= 0x39;
    const other = this.#match(OTHER_CALENDAR, at);
    // "Tir" and "Av" are words of other languages, too.
    if (other && /\p{Lu}/u.test(other[0])) return { points: [OF_ANOTHER_CALENDAR], end: at + other[0].length };
    if (isDigit) {
      const day = this.#match(DAY_MONTH, at);
      if (day && this.#isName(day)) return this.#withTime(dayCore(day, at));
      const yearFirst = this.#match(YEAR_MONTH_DAY, at);
      if (yearFirst && this.#isName(yearFirst) && this.#isYear(yearFirst, at)) return dayCore(yearFirst, at);
      const decade = this.#match(DECADE, at);
      if (decade)
        return {
          points: decadePoints(Number(decade.groups?.decade ?? decade.groups?.adDecade)),
          end: at + decade[0].length,
        };
      const quarter = this.#match(YEAR_QUARTER, at) ?? this.#match(YEAR_HALF, at);
      if (quarter)
        return { points: quarters(quarter, /h/i.test(quarter[0]) ? 'half' : 'quarter'), end: at + quarter[0].length };
      const season = this.#match(YEAR_SEASON, at);
      if (season) return { points: seasons(season), end: at + season[0].length };
      const digits = readDigits(text, at, this.#isAlone);
      if (digits && !this.#isDatePlace(at) && /^\d{4} ?[-–—−‐‑/] ?\d{1,2}$/.test(text.slice(at, digits.end)))
        return undefined;
      if (digits) return this.#isTimed(digits) ? digits : this.#withTimes(digits);
    }
    const day = isDigit ? undefined : (this.#match(MONTH_DAY, at) ?? this.#match(DAY_MONTH, at));
    if (day && this.#isName(day)) return this.#withTime(dayCore(day, at));
    for (const [source, read] of WORDS) {
      const match = this.#match(source, at);
      if (match) {
        const points = read(match);
        if (points.length > 0) return { points, end: at + match[0].length };
      }
    }
    const month = isDigit ? undefined : this.#match(MONTH_YEAR, at);
    if (month && this.#isName(month)) return dayCore(month, at);
    const shortYear = this.#isAlone ? this.#match(MONTH_SHORT_YEAR, at) : undefined;
    if (shortYear) return { points: [twoDigits()], end: at + shortYear[0].length };
    const name = isDigit ? undefined : this.#match(MONTH_ALONE, at);
    if (name && this.#isLoneMonth(name, at)) return dayCore(name, at);
    const year = this.#match(YEAR_ALONE, at);
    if (year && this.#isYear(year, at))
      return { points: yearsOf(year).map((value) => calendarPoint(value)), end: at + year[0].length };
    return undefined;
  }

  /** Whether the digits have a time already, or are no day. */
  #isTimed({ dates }: Reading): boolean {
    return dates.some((date) => date.kind !== 'point' || date.point.unit !== 'day' || date.point.edtf?.includes('T'));
  }

  #withTimes({ dates, end }: Reading): Reading {
    const core = this.#withTime({ points: pointsAmong(dates), end });
    return {
      dates: core.points.map((point, index) => ({ ...pointDate(point), meaning: dates[index]?.meaning })),
      end: core.end,
    };
  }

  #withTime(core: Core): Core {
    const clock = this.#match(TIME, core.end) ?? undefined;
    if (clock) {
      const [whole, hour, minute, second, half, utc, offset] = clock;
      const zone = offset ? offset.replace('−', '-') : /jst/i.test(utc ?? '') ? '+09:00' : utc;
      const points = core.points.map((point) => timePoint(point, hourOf(hour, half), minute, second, zone));
      return { points, end: core.end + whole.length };
    }
    const hour = this.#match(CLOCK, core.end);
    if (!hour) return core;
    return {
      points: core.points.map((point) => timePoint(point, hourOf(hour[1], hour[2]), '00')),
      end: core.end + hour[0].length,
    };
  }

  #isLoneMonth(match: RegExpExecArray, at: number): boolean {
    if (!this.#isName(match)) return false;
    if (this.#isAlone) return true;
    // "May" and "March" begin sentences; a short name may be somebody's.
    return (
      /(?:\b(?:in|of|since|until|till|by|during|from|to|and|or|early|mid|late|last|next|before|after|through|between|throughout|about|around)[- ]|[-–—] ?)$/iu.test(
        this.#text.slice(Math.max(0, at - 12), at),
      ) || match[0].length === this.#text.length
    );
  }

  /** Whether a number of four digits is a year: no amount, no number of a document. */
  #isYear(match: RegExpExecArray, at: number): boolean {
    if (match.groups?.year === undefined) return true;
    if (this.#isAlone) return true;
    const year = Number(match.groups.year);
    if (year < 1000 || year > 2999) return false;
    const after = this.#text.slice(at + match[0].length, at + match[0].length + 24);
    return (
      !(at === this.#start && NO_YEAR_BEHIND.some((source) => source.test(this.#before(at)))) &&
      // The 2030 Agenda
      !(/\bthe $/iu.test(this.#before(at)) && /^ \p{Lu}/u.test(after)) &&
      !/^ ?(?:a\.?h\.?|b\.?e\.?|a\.?m\.?|b\.?p\.?|saka|hijri|anno hegirae)(?!\p{L})/iu.test(after) &&
      !/^(?:[.,/]?\d| ?%| ?h(?:ou)?rs?\b| (?:people|persons|trainees|experts|students|participants|tons?|tonnes|km|kilomet|met|mil|hectares|dollars|yen|euros?|pounds|copies|men|women|children|soldiers|cases|units|days|years|houses|schools|projects|items|members|vehicles)\b)/iu.test(
        after,
      )
    );
  }

  /** Whether 2022/5 can be a date here, and no number of a document: where a preposition, or nothing, stands before it. */
  #isDatePlace(at: number): boolean {
    return (
      this.#isAlone ||
      at !== this.#start ||
      /^$|[(:;,“"] ?$/.test(this.#before(at)) ||
      PREPOSITION.test(this.#before(at))
    );
  }

  #before(at: number): string {
    return this.#text.slice(Math.max(0, at - 24), at);
  }
}

const PREPOSITION =
  /(?<!\p{L})(?:in|of|on|during|for|from|the|years?|season|and|or|but|since|until|by|to|as|than|circa|early|mid|late) $/iu;

/** What stands before numbers that are no years: amounts, documents, times; and names, of which they may be a part. */
const NO_YEAR_BEHIND: readonly RegExp[] = [
  /(?:[$€£¥#§.,/+-]|\b(?:no|nos|number|page|pp?|resolution|law|act|article|decree|order|document|paper|file|room|flight|route|highway|usd|jpy|eur|gbp|yen|at)[. ]*)$/iu,
  // S/RES/1718 (2006)
  /\d\)? ?\($/u,
  /(?<!\p{L})(?!(?:In|Of|On|During|For|The|And|Or|But|As) $)\p{Lu}[\p{L}\d'’&.-]* $/u,
];

const OF_ANOTHER_CALENDAR: WrittenPoint = {
  unit: 'day',
  relative: true,
  why: 'a day of another calendar',
  instead: 'its Gregorian day, such as 2022-12-24, and the printed one in `wording` and `whenText`',
};

const NOTHING: WrittenPoint = {
  unit: 'day',
  relative: true,
  why: 'no date, and every event has one',
  instead: "what is known of it: '[2020-08..]' (in or after August 2020), '[..2019]' (by 2019), 2020~ (about 2020)",
};

/** A number that is no year of four digits: 79, '79, 12004, Y12004, -0044. */
const ODD_YEAR = pattern("(?<mark>[-−y'’]?)(?<number>\\d{1,3}|\\d{5,6}|(?<=[-−y])\\d{4})");

function oddYear({ groups }: RegExpExecArray): readonly WrittenPoint[] {
  const { mark = '', number = '' } = groups ?? {};
  if (/[-−]/.test(mark)) return yearsBefore(Number(number));
  if (number.length > 3) return [calendarPoint(Number(number))];
  return [
    number.length === 3
      ? { unit: 'year', relative: true, why: 'a year has four digits', instead: edtfOf(Number(number)) }
      : twoDigits(),
  ];
}

/** -44 counts the years with a 0 among them, as EDTF does, or without one, as people do. */
function yearsBefore(number: number): readonly WrittenPoint[] {
  if (number < 1) return [calendarPoint(number)];
  const [counted, meant] = [calendarPoint(-number), calendarPoint(1 - number)];
  return [
    { ...meant, meaning: `${number} BC` },
    { ...counted, meaning: `${number + 1} BC` },
  ];
}

function partOf(word: string): Part {
  if (/mid/i.test(word)) return 'middle';
  if (/^early|first half/i.test(word)) return 'early';
  if (/^late|(?:second|latter|last) half/i.test(word)) return 'late';
  return /end|close|last/i.test(word) ? 'end' : 'begin';
}

function hourOf(hour: string | undefined, half: string | undefined): string {
  const value = Number(hour);
  if (!half) return String(value);
  return String((value % 12) + (/p/i.test(half) ? 12 : 0));
}

/** Nouns and numbers that make a date of their own. */
const WORDS: readonly (readonly [RegExp, (match: RegExpExecArray) => readonly WrittenPoint[]])[] = [
  [
    UNKNOWN_DAY,
    (match) => (match.groups?.month ? dayCore(match, 0).points : yearsOf(match).map((year) => calendarPoint(year))),
  ],
  [DAY_ALONE, ({ groups }) => [dayOfMonth(Number(groups?.day))]],
  [QUARTER, (match) => quarters(match, 'quarter')],
  [HALF, (match) => quarters(match, 'half')],
  [SEASON, seasons],
  [CENTURY, (match) => centuryPoints(ordinalOf(match.groups?.century) * (/b/i.test(match.groups?.era ?? '') ? -1 : 1))],
  [CENTURY_OF_YEARS, ({ groups }) => [hundredYearsPoint(Number(groups?.first))]],
  [DECADE, (match) => decadePoints(Number(match.groups?.decade ?? match.groups?.adDecade))],
  [
    SHORT_DECADE,
    (match) =>
      /['’]|the /i.test(match[0])
        ? [{ ...twoDigits(), unit: 'decade', instead: 'the decade with three digits, such as 199X' }]
        : [],
  ],
  [ROMAN_ERA, romanEra],
  [FISCAL, fiscal],
  [WEEK, (match) => weeks(match)],
  ...RELATIVE.map(([source, unit]): (typeof WORDS)[number] => [source, () => [relativePoint(unit)]]),
  [RELATIVE_MONTH, (match) => [relativePoint('month', { month: monthOf(match) })]],
  [SEASON_ALONE, (match) => (/ /.test(match[0]) ? [relativePoint('season')] : [])],
];

const BETWEEN = /between (?:the )?/iuy;
const AND = / (?:and|to) (?:the )?| ?[-–—] ?/iuy;
const OPEN_END = new RegExp(
  `(?:${DASH}| ?/ ?| (?:to |until |till )?)(?:the )?(?:present|open|now|today|date|to date|ongoing|current|onwards?|on(?= *$|[.,;])|and since(?: then)?(?= *$)|and ongoing)(?!\\p{L})(?: day)?|${DASH}$`,
  'iuy',
);
const JOINT = new RegExp(`${JOINED}| ?/ ?| ?\\.\\.\\.? ?| (?:or) (?:in )?(?:the )?`, 'iuy');
const TRAILS: readonly (readonly [RegExp, (point: WrittenPoint) => WrittenDate])[] = [
  [/,? (?:or|and) (?:later|after|thereafter)(?!\p{L})|,? at the earliest/iuy, (after) => ({ kind: 'bounds', after })],
  [/,? (?:or|and) (?:earlier|before)(?!\p{L})|,? at the latest/iuy, (before) => ({ kind: 'bounds', before })],
  [
    / ?[-–—/] ?(?:unknown|\?|n\.?d\.?)(?!\p{L})|,? end unknown/iuy,
    (start) => ({ kind: 'period', start, end: 'unknown' }),
  ],
  [/,? start unknown/iuy, (end) => ({ kind: 'period', start: 'unknown', end })],
];

type Build = (dates: readonly WrittenDate[]) => readonly WrittenDate[] | undefined;
const each =
  (build: (point: WrittenPoint) => WrittenDate): Build =>
  (dates) => {
    const built = mapPoints(dates, build);
    return built.length > 0 ? built : undefined;
  };
const periods: Build = (dates) => {
  const own = dates.filter(({ kind }) => kind === 'period');
  return own.length > 0 ? own : undefined;
};

/** What words before a date make of it; the longer ones first. */
const LEADS: readonly (readonly [RegExp, Build])[] = [
  [/all of |the whole of |throughout /iuy, each(whole)],
  [
    /between (?:the )?/iuy,
    (dates) =>
      dates.flatMap((date): WrittenDate[] =>
        date.kind === 'period' && typeof date.start !== 'string' && typeof date.end !== 'string'
          ? [{ kind: 'bounds', after: date.start, before: date.end }]
          : date.kind === 'bounds'
            ? [date]
            : [],
      ),
  ],
  [
    /(?:on or after|in or after|not before|no earlier than|not earlier than|at the earliest(?: in| on)?|from or after) (?:the )?/iuy,
    each((after) => ({ kind: 'bounds', after })),
  ],
  [
    /(?:by|on or before|in or before|no later than|not later than|not after|up to and including|at the latest(?: in| on| by)?) (?:in |the )?(?:the )?/iuy,
    each((before) => ({ kind: 'bounds', before })),
  ],
  [
    /(?:before|prior to|earlier than) (?!the )|pre-/iuy,
    each((before) => ({ kind: 'bounds', before, excluding: 'firmly' })),
  ],
  [/(?:after|later than) (?!the )/iuy, each((after) => ({ kind: 'bounds', after, excluding: 'firmly' }))],
  // "Before the 6 May 2004 summit" and "post-1945" may be of that day or year.
  [
    /(?:before|prior to|earlier than|ante) ?(?:the )?/iuy,
    each((before) => ({ kind: 'bounds', before, excluding: 'loosely' })),
  ],
  [
    /(?:after|later than|post-?|following) ?(?:the )?/iuy,
    each((after) => ({ kind: 'bounds', after, excluding: 'loosely' })),
  ],
  [
    /(?:in )?(?:the )?(?:run|lead)-?up to (?:the )?/iuy,
    each((before) => ({ kind: 'bounds', before: { ...before, relative: true }, excluding: 'loosely' })),
  ],
  [/(?:ever )?since (?:the )?/iuy, each((start) => ({ kind: 'period', start, end: 'open' }))],
  [
    /until (?:the )?|till (?:the )?|(?:up )?to (?:the )?|up until (?:the )?|through (?:the )?|(?<=^)[–—](?=\d)/iuy,
    (dates) => untilOf(dates),
  ],
  [/from (?:the )?/iuy, (dates) => periods(dates) ?? fromOf(dates)],
];

function untilOf(dates: readonly WrittenDate[]): readonly WrittenDate[] | undefined {
  const unknown = dates.filter((date) => date.kind === 'period' && date.start === 'unknown');
  return unknown.length > 0 ? unknown : each((end) => ({ kind: 'period', start: 'open', end }))(dates);
}

function fromOf(dates: readonly WrittenDate[]): readonly WrittenDate[] | undefined {
  const points = pointsAmong(dates);
  if (points.length === 0) return undefined;
  return points.flatMap((start): WrittenDate[] => [
    { kind: 'period', start, end: 'open', meaning: 'still lasts' },
    { kind: 'period', start, end: 'unknown', meaning: 'its end is not known' },
  ]);
}

/** The qualifiers, and what stands behind the date: "(?)", a weekday in brackets, "this year". */
function finish(
  text: string,
  core: Reading | Core,
  marks: Pick<WrittenPoint, 'approximate' | 'uncertain' | 'part'>,
): Reading {
  let end = core.end;
  let uncertain = marks.uncertain;
  let approximate = marks.approximate;
  const behind = new RegExp(` ?\\((${WEEKDAY})\\)`, 'iuy');
  behind.lastIndex = end;
  const weekday = weekdayNumber(behind.exec(text)?.[1]);
  if (weekday !== undefined) end = behind.lastIndex;
  const doubt = / ?\(\?\)| ?\?(?! ?\p{L})/uy;
  doubt.lastIndex = end;
  if (doubt.test(text)) {
    end = doubt.lastIndex;
    uncertain = true;
  }
  const about = / or so(?!\p{L})| \((?:circa|approx\.?|about|approximate)\)/iuy;
  about.lastIndex = end;
  if (about.test(text)) {
    end = about.lastIndex;
    approximate = true;
  }
  OF_RELATIVE_YEAR.lastIndex = end;
  const isRelative = OF_RELATIVE_YEAR.test(text);
  if (isRelative) end = OF_RELATIVE_YEAR.lastIndex;
  const mark = (point: WrittenPoint): WrittenPoint => ({
    ...point,
    ...(approximate && { approximate }),
    ...(uncertain && { uncertain }),
    ...(marks.part && { part: marks.part }),
    ...(weekday !== undefined && { weekday }),
    ...(isRelative && point.year === undefined && relativePoint(point.unit)),
  });
  const dates =
    'points' in core
      ? core.points.map((point) => pointDate(mark(point)))
      : core.dates.map((date) => mapEnds(date, mark));
  return { dates, end };
}

function dayCore(match: RegExpExecArray, at: number): Core {
  const month = monthOf(match);
  const { day } = match.groups ?? {};
  const years = yearsOf(match);
  // "May 04" is a day or a year.
  if (years.length === 0 && day !== undefined && /^0\d$/.test(day) && !/^0/.test(match[0]))
    return {
      points: [calendarPoint(undefined, month, Number(day)), { ...twoDigits(), unit: 'month', month }],
      end: at + match[0].length,
    };
  const dayNumber = day === undefined ? undefined : ordinalOf(day);
  // The Sun is a newspaper.
  const isPaper =
    /^the sun\b/i.test(match[0]) || (/^sun\b/i.test(match[0]) && /\p{L} $/u.test(match.input.slice(0, at)));
  const weekday = isPaper ? undefined : weekdayNumber(match.groups?.weekday);
  return {
    points: (years.length === 0 ? [undefined] : years).map((year) => ({
      ...calendarPoint(year, month, dayNumber),
      weekday,
    })),
    end: at + match[0].length,
  };
}

/** The year; of the two of "11 February 1731/2", the later one is today's count. */
function yearsOf(match: RegExpExecArray): readonly number[] {
  const { year, adYear, eraYear, era, next } = match.groups ?? {};
  if (adYear !== undefined) return [yearOfEra(Number(adYear), false)];
  if (eraYear !== undefined) return [yearOfEra(Number(eraYear), /^b/i.test(era ?? ''))];
  if (year === undefined) return [];
  return [Number(year) + (next === undefined ? 0 : 1)];
}

function monthOf(match: RegExpExecArray): number {
  return monthNumber(match.groups?.month);
}

function monthNumber(name: string | undefined): number {
  const key = (name ?? '').slice(0, 3).toLowerCase();
  return ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].indexOf(key) + 1;
}

function weekdayNumber(name: string | undefined): number | undefined {
  const index = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].indexOf((name ?? '').slice(0, 3).toLowerCase());
  return index < 0 ? undefined : index;
}

function ordinalOf(word: string | undefined): number {
  const index = ORDINAL_WORDS.indexOf((word ?? '').toLowerCase());
  return index >= 0 ? index + 1 : Number.parseInt(word ?? '', 10);
}

function quarters(match: RegExpExecArray, unit: 'quarter' | 'half'): readonly WrittenPoint[] {
  const number = ordinalOf(match.groups?.number ?? match.groups?.number2);
  if (unit === 'half' && number > 2) return [];
  const years = yearsOf(match);
  return years.length === 0
    ? [partOfYear(unit, undefined, number)]
    : years.map((year) => partOfYear(unit, year, number));
}

const SEASON_STARTS: Readonly<Record<string, number>> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };

function seasons(match: RegExpExecArray): readonly WrittenPoint[] {
  const { season = '', year } = match.groups ?? {};
  const first = SEASON_STARTS[season.toLowerCase()] ?? 0;
  // A winter of two years, 1731/2 or 2004-05, is the one that began in the first of them.
  if (first === 12 && year !== undefined && /[/–-]\d{1,4}$/.test(match[0]))
    return seasonPoints(Number(year), first)
      .slice(0, 1)
      .map((point) => ({ ...point, meaning: undefined }));
  return yearsOf(match).flatMap((other) => seasonPoints(other, first));
}

const ROMAN_ERAS: Readonly<Record<string, string>> = { m: '明治', t: '大正', s: '昭和', h: '平成', r: '令和' };

function romanEra({ groups }: RegExpExecArray): readonly WrittenPoint[] {
  return [eraPoint(ROMAN_ERAS[(groups?.era ?? '').charAt(0).toLowerCase()] ?? '', Number(groups?.eraYear))];
}

function fiscal(match: RegExpExecArray): readonly WrittenPoint[] {
  const { year, short } = match.groups ?? {};
  if (year === undefined) return short === undefined ? [] : [twoDigits()];
  const first = Number(year);
  return [
    {
      ...monthsPoint('year', [first - 1, 1], [first + 1, 12]),
      span: undefined,
      why: 'a fiscal year begins in another month in each country',
      instead: `its first and its last month; Japan’s, from April to March, is ${first}-04/${first + 1}-03`,
    },
  ];
}

function weeks(match: RegExpExecArray): readonly WrittenPoint[] {
  const years = yearsOf(match);
  if (years.length > 0) return years.map((year) => weekPoint(year, Number(match.groups?.week)));
  return [relativePoint('week', { why: 'no year', instead: 'the year with it, or the days: 2023-03-20/2023-03-26' })];
}

/** Where a date expression can begin in a sentence. */
const WORDS_AND_DIGITS =
  /(?<![\p{L}\d.,:/'’–-])(?:(?=\d)|(?=(?:the|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|early|mid|late|begin|start|end|first|second|third|fourth|last|next|this|that|same|q[1-4]|h[12]|run|lead|spring|summer|autumn|fall|winter|fy|fisc|financial|meiji|taish|sh[oō]wa|heisei|reiwa|week|since|before|after|by|until|till|up|from|between|about|around|circa|ca|c|approx|possibly|perhaps|probably|presumably|roughly|on|in|no|not|prior|today|yesterday|tomorrow|ad|ce|all|throughout|earlier|later|one|two|three|four|five|six|seven|eight|nine|ten|several|some|a)\b|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|begin|end|fisc|financial|fif|six|sev|eig|nin|ten|ele|twe|thi)[a-z]|fy\d|[~[]))/iu;
const BEGINNINGS = new RegExp(`${WORDS_AND_DIGITS.source}|(?<![\\p{L}\\d'’-])(?=${OTHER_MONTH})`, 'giu');

/** All readings of a text that is a date as a whole. */
export function readEnglish(text: string): readonly WrittenDate[] | undefined {
  const reader = new EnglishReader(text, true);
  const lead = /^(?:in|on|at|during|dated|the) (?:the )?|^[["“(]+/i.exec(text)?.[0].length ?? 0;
  for (const start of new Set([0, lead])) {
    const reading = reader.read(start);
    if (reading && isEnd(text, reading.end)) return reading.dates;
  }
  for (const [source, read] of NO_FORMS) {
    source.lastIndex = 0;
    const match = source.exec(text);
    if (match && isEnd(text, match[0].length)) return read(match).map(pointDate);
  }
  return undefined;
}

const NO_FORMS: readonly (readonly [RegExp, (match: RegExpExecArray) => readonly WrittenPoint[]])[] = [
  [ODD_YEAR, oddYear],
  [NO_DATE, () => [NOTHING]],
];

function isEnd(text: string, at: number): boolean {
  return /^[.,;\]"”)]*$/.test(text.slice(at).trim());
}

/** The date expressions of a sentence. */
export function* englishDatesIn(text: string): Generator<Reading & { start: number }> {
  const reader = new EnglishReader(text, false);
  let from = 0;
  for (const { index } of text.matchAll(BEGINNINGS)) {
    if (index < from) continue;
    const reading = reader.read(index);
    if (!reading || reading.end === index) continue;
    yield { ...reading, start: index };
    from = reading.end;
  }
}
