/** Whether each year of a text from 60 to 999, which no day, minute or small count is taken for, has its era. */
import assert from 'node:assert/strict';

const BARE = {
  en: /(?<![\p{L}\d.,:/#¥$+-]|AD[ \u00a0])(?:[6-9]\d|[1-9]\d\d)s?(?![\p{L}\d]|[.,:]\d)/gu,
  ja: /(?<![\p{Script=Latin}\d.,:/#¥$+-]|西暦)(?:[6-9]\d|[1-9]\d\d)(?=年)/gu,
} as const;

/** Fails where a year has none, or one from 1000 on has one. */
export function assertEras(text: string, language: 'en' | 'ja'): void {
  assert.deepEqual(text.match(BARE[language]) ?? [], [], text);
  assert.doesNotMatch(text, /(?:AD[ \u00a0]|西暦)\d{4}/, text);
}
