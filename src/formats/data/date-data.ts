/** A date as data: as written, in words, and each of its points with its first and last possible day. */
import { dayText } from '../../chronology/dates/day.ts';
import { formatOffset } from '../../chronology/dates/w3cdtf.ts';
import { type PeriodEnd, type Point, precisionOf, type When } from '../../chronology/dates/when.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatPrecision, formatWhen } from '../../chronology/languages/dates-in-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { placeEntryOf } from '../../chronology/place.ts';
import type { Vocabulary } from '../../chronology/schema/vocabulary.ts';
import type { DateData, PointData } from './event-data-schema.ts';

/** @param whenText the curator's own words, by language */
export function toDateData(
  when: When,
  {
    languages,
    timeZone,
    whenText,
  }: {
    readonly languages: readonly LanguageTag[];
    readonly timeZone: string;
    readonly whenText?: Readonly<Record<string, string>> | undefined;
  },
): DateData {
  const inEach = (of: (language: LanguageTag) => string) =>
    Object.fromEntries(languages.map((language) => [interfaceTag(language), of(language)]));
  const [start, end] = when.kind === 'moment' ? [when.at, when.at] : [when.start, when.end];
  const remark = inEach((language) => formatPrecision(when, language));
  return {
    edtf: when.edtf,
    kind: when.kind,
    start: toPointData(start),
    end: toPointData(end),
    precision: precisionOf(when),
    text: { ...inEach((language) => formatWhen(when, language)), ...whenText },
    ...(Object.values(remark).some((text) => text !== '') && { remark }),
    timeZone,
  };
}

/** The time zone in which the days and times of an event are told: its own, or that of its place, or the chronology's. */
export function zoneOf(event: Pick<TimelineEvent, 'timeZone' | 'place'>, vocabulary: Vocabulary): string {
  return event.timeZone ?? placeEntryOf(event, vocabulary)?.timeZone ?? vocabulary.settings.timeZone;
}

function toPointData(point: Point | PeriodEnd): PointData {
  if (typeof point === 'string')
    return { state: point, earliest: null, latest: null, precision: null, approximate: false, uncertain: false };
  const [earliest, latest] = [point.earliest, point.latest].map((day) => (day === undefined ? null : dayText(day)));
  const dates = point.form === 'date' ? [point] : [point.after, point.before].filter((date) => date !== undefined);
  const time = point.form === 'date' ? point.time : undefined;
  return {
    state: 'dated',
    earliest: earliest ?? null,
    latest: latest ?? null,
    precision: point.form === 'date' ? point.precision : 'bounds',
    approximate: dates.some(({ approximate }) => approximate),
    uncertain: dates.some(({ uncertain }) => uncertain),
    ...(time && {
      time: { local: `${time.day}T${time.clock}`, offset: formatOffset(time.offsetMinutes), instant: time.instant },
    }),
  };
}
