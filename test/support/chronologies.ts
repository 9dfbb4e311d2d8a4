/** Small chronologies in memory: a vocabulary of a few words, and events as YAML texts or as the fields that matter to a test. */
import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { Chronology } from '../../src/chronology/chronology.ts';
import type { TimelineEvent } from '../../src/chronology/event.ts';
import { formatProblem, parsed } from '../../src/chronology/files/problem.ts';
import type { Files, ParsedFolder } from '../../src/chronology/folder/folder.ts';
import { parseFolder, vocabularyParser } from '../../src/chronology/folder/folder-parse.ts';
import { imageTypeOf } from '../../src/chronology/images/image.ts';
import type { ReadImageFile } from '../../src/chronology/images/image-file.ts';
import { VOCABULARY_FILES } from '../../src/chronology/schema/vocabulary.ts';

/** Slug → the event's YAML text, or the fields in which it differs from `PLAIN_EVENT`; `undefined` leaves one out. */
export type Events = Readonly<Record<string, string | Readonly<Record<string, unknown>>>>;

export const VOCABULARY: Readonly<Record<string, string>> = {
  'chronology.yaml': `
title:
  en: Small chronology
  ja: 小さな年表
description:
  en: A chronology for tests.
  ja: 試験のための年表。
publisher:
  name: The curators
  email: curators@annals.example
languages: [en, ja]
timeZone: Asia/Tokyo
uidDomain: small.annals.example
types:
  # Requires nothing, has a word for each status and an end entry.
  meeting:
    label: { en: Meeting, ja: 会合 }
    plural: { en: Meetings, ja: 会合 }
    color: darkblue
    requires: []
    defaultStatus: done
    endEntry: true
    statuses:
      planned: { en: planned, ja: 予定 }
      ongoing: { en: under way, ja: 開催中 }
      done: { en: held, ja: 開催済み }
      cancelled: { en: cancelled, ja: 中止 }
      superseded: { en: superseded, ja: 予定変更 }
  # Requires countries, is done or planned, and has no end entry.
  figure:
    label: { en: Figure, ja: 統計 }
    plural: { en: Figures, ja: 統計 }
    color: purple
    requires: [countries]
    defaultStatus: done
    schemaOrg: Dataset
    endEntry: false
    statuses:
      planned: { en: expected, ja: 見込み }
      done: { en: reported, ja: 公表済み }
series:
  rounds:
    name: { en: Rounds, ja: ラウンド }
  summits:
    name: { en: Summit Meetings, ja: 首脳会合 }
measures:
  grants:
    label: { en: Grants, ja: 無償資金 }
  multilateral-grants:
    label: { en: Through multilateral institutions, ja: 国際機関等経由 }
    includedIn: grants
`,
  'sources.yaml': `
report:
  file: report.txt
  title: { en: A report, ja: 報告書 }
  publisher: The press
  language: en
  date: 2022-12-24
  url: https://report.example/
  paragraphs: 3
review:
  file: review.txt
  title: { en: A review, ja: 年次報告 }
  language: ja
  date: '[2023-11..]'
`,
  'people.yaml': `
hayashi:
  name: { en: Hayashi Yoshimasa, ja: 林芳正 }
  aka: [Yoshimasa Hayashi]
  country: JP
tleuberdi:
  name: { en: Mukhtar Tleuberdi, ja: ムフタル・トレウベルディ }
  country: KZ
`,
  'organizations.yaml': `
unicef:
  name: { en: United Nations Children’s Fund, ja: 国連児童基金 }
  aka: [UNICEF, ユニセフ]
`,
  'places.yaml': `
tokyo:
  name: { en: Tokyo, ja: 東京 }
  aka: [Edo]
  country: JP
  geo: [35.68, 139.69]
bokhtar:
  name: { en: Bokhtar, ja: ボフタル }
  country: TJ
`,
};

/** `chronology.yaml` with further types, each by its id and what it is called. */
export function withTypes(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const types = Object.entries(names).map(
    ([id, name]) =>
      `\n  ${id}:\n    label: { en: ${JSON.stringify(name)}, ja: ${JSON.stringify(name)} }\n    plural: { en: ${JSON.stringify(name)}, ja: ${JSON.stringify(name)} }\n    color: teal\n    requires: []\n    defaultStatus: done\n    endEntry: false\n    statuses: { done: { en: held, ja: 済み } }`,
  );
  return {
    'chronology.yaml': (VOCABULARY['chronology.yaml'] ?? '').replace('\nseries:', `${types.join('')}\nseries:`),
  };
}

/** Chronologies have at most so many lanes of one type: further types, of a dozen events on two days each, share the last one, grouped. */
export function manyTypes(): Chronology {
  const ids = Array.from({ length: 14 }, (_, index) => `type-${index}`);
  const events = ids.flatMap((type) =>
    Array.from({ length: 12 }, (_, index) => [`${type}-${index}`, { type, when: `20${10 + 5 * (index % 2)}-03-04` }]),
  );
  return chronologyOf(Object.fromEntries(events), withTypes(Object.fromEntries(ids.map((id) => [id, id]))));
}

/** What an event of `minimalFiles` says where a test does not say otherwise. */
export const PLAIN_EVENT: Readonly<Record<string, unknown>> = {
  type: 'meeting',
  when: '2022-12-24',
  title: { en: 'Title', ja: '題名' },
  summary: { en: 'Summary.', ja: '要約。' },
  sources: [{ source: 'report', paragraph: 1, for: 'date', wording: '24 December 2022' }],
  published: '2026-11-22',
};

/** The citation of a date that is printed so, for an event on another day than that of `PLAIN_EVENT`. */
export function cited(wording: string): readonly Readonly<Record<string, unknown>>[] {
  return [{ source: 'report', paragraph: 1, for: 'date', wording }];
}

/** The YAML text of an event that differs from `PLAIN_EVENT` in these fields. */
export function eventText(fields: Readonly<Record<string, unknown>> = {}): string {
  return stringify({ ...PLAIN_EVENT, ...fields }, { lineWidth: 0 });
}

/** The files of a chronology of these events; `overrides` replaces files by path, or adds them. */
export function minimalFiles(events: Events, overrides: Readonly<Record<string, string>> = {}): Files {
  const files = new Map(Object.entries(VOCABULARY));
  for (const [slug, event] of Object.entries(events))
    files.set(`events/${slug}.yaml`, typeof event === 'string' ? event : eventText(event));
  for (const [path, text] of Object.entries(overrides)) files.set(path, text);
  return files;
}

/** As if there were a file of every name, of this size. */
const imageNamed: ReadImageFile = (name) => {
  const hash = createHash('sha256').update(name).digest('base64url');
  return parsed({ name, mediaType: imageTypeOf(name) ?? 'image/jpeg', width: 640, height: 480, bytes: 4321, hash });
};

/** Each vocabulary by the texts of its files, which take longer to parse than a dozen events do. */
const vocabularies = new Map<string, ReturnType<typeof vocabularyParser>>();
/** Of vocabularies at random there are very many, each of which is parsed a few times, one soon after the other. */
const MOST_VOCABULARIES = 100;

/** Parses files as `parseFolder` does, their vocabulary once for all that have it. */
export function parseMinimal(files: Files): ParsedFolder {
  const key = JSON.stringify(VOCABULARY_FILES.map((path) => files.get(path)));
  const vocabulary = vocabularies.get(key) ?? vocabularyParser(files, undefined, imageNamed);
  // Set anew, the one that was used last is the last to go.
  vocabularies.delete(key);
  vocabularies.set(key, vocabulary);
  for (const [oldest] of vocabularies) if (vocabularies.size > MOST_VOCABULARIES) vocabularies.delete(oldest);
  return parseFolder(files, undefined, vocabulary);
}

/** The chronology of these events. Throws with all problems as `check` prints them. */
export function chronologyOf(events: Events, overrides: Readonly<Record<string, string>> = {}): Chronology {
  const { chronology, problems } = parseMinimal(minimalFiles(events, overrides));
  if (!chronology) throw new Error(problems.map((problem) => formatProblem(problem)).join('\n\n'));
  return chronology;
}

/** The event with these fields, in a chronology of its own. */
export function eventOf(fields: Readonly<Record<string, unknown>> = {}, slug = 'an-event'): TimelineEvent {
  const event = chronologyOf({ [slug]: fields }).bySlug.get(slug);
  if (!event) throw new Error(`no event ${slug}`);
  return event;
}
