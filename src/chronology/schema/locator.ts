/** What a citation says beside its source: for what it is cited, and where that stands in the source. */

/** A citation gives the date, or the year that the date lacks, or it states the event. */
export const citationPurposes = ['date', 'year', 'statement'] as const;

/** The fields of a citation that say where something stands, of which it has one or none. */
export const locatorKinds = ['paragraph', 'page', 'section', 'at'] as const;

/** `12:30`, `90:00`, `1:02:30`. */
const RECORDED_TIME = /^(?:(\d{1,3}):(?=[0-5]\d:))?(\d{1,3}):([0-5]\d)$/;

/** The seconds of a time in a recording; undefined for what is none. */
export function parseRecordedTime(written: string): number | undefined {
  const read = RECORDED_TIME.exec(written);
  if (!read) return undefined;
  const [, hours = '0', minutes, seconds] = read;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

export function formatRecordedTime(totalSeconds: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor(totalSeconds / 60) % 60;
  const seconds = two(totalSeconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}
