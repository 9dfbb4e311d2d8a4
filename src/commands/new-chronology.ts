/** The files of a new chronology: its settings with comments, and two sample events. */
import { toYaml } from '../chronology/files/written-yaml.ts';
import type { Translate } from '../chronology/languages/interface-words.ts';
import { wordsOf } from '../chronology/languages/languages.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';

export interface NewChronology {
  readonly title: string;
  readonly languages: readonly LanguageTag[];
  readonly timeZone: string;
  readonly citations: 'required' | 'optional';
  /** The day of its making. */
  readonly published: string;
  readonly uidDomain: string;
}

/** Path below the folder → text. */
export function newChronology(chronology: NewChronology): ReadonlyMap<string, string> {
  const { languages, published, citations } = chronology;
  const year = Number(published.slice(0, 4)) + 1;
  const inEach = (of: (words: Translate) => string) => textIn(languages, of);
  const cited = (wording: string) =>
    citations === 'required' ? { sources: [{ source: 'sample-book', page: '12', for: 'date', wording }] } : {};
  const founding = {
    type: 'event',
    when: '1998~',
    title: inEach((words) => words('sample.founding')),
    summary: inEach((words) => words('sample.foundingSummary')),
    weight: 'key',
    ...cited('about 1998'),
  };
  const meeting = {
    type: 'event',
    when: `${year}-05`,
    title: inEach((words) => words('sample.meeting')),
    summary: inEach((words) => words('sample.meetingSummary')),
    status: 'planned',
    ...cited(`May ${year}`),
  };
  return new Map([
    ['chronology.yaml', settingsText(chronology)],
    ...(citations === 'required' ? [['sources.yaml', sourcesText(inEach)] as const] : []),
    [
      '1998/sample-founding.yaml',
      `${SAMPLE}# The date is as well known as it is written: "about 1998".\n\n${toYaml(founding)}`,
    ],
    [`${year}/sample-meeting.yaml`, `${SAMPLE}\n${toYaml(meeting)}`],
  ]);
}

const SAMPLE = '# A sample, to be changed or deleted before anybody subscribes.\n';

function settingsText({ title, languages, timeZone, citations, published, uidDomain }: NewChronology): string {
  const label = textIn(languages, (words) => words('sample.type'));
  const field = (value: object) => toYaml(value).trimEnd();
  return `# What this chronology is, and the words that its events may use. Every field is told in events/README.md of Annals.

${field({ title })}
# One or two sentences for readers and search engines; left out, a common one is taken.
# description: The history of …
# Who publishes it; left out, it goes by its title.
# publisher:
#   name: …
#   email: name@example.org

# The first language is that of texts which say none: \`title: A text\`. In several languages, a text has one line for each:
# title:
#   ${languages[0]}: …
${field({ languages })
  .replace(/\n\s*- /g, ' ')
  .replace(/^languages: (.*)$/, (_, tags: string) => `languages: [${tags.split(' ').join(', ')}]`)}
${field({ timeZone })}

# When it appeared, and every event that does not say when it did.
published: ${published}
# optional: events may do without sources. required: each cites the document that gives its date.
citations: ${citations}
# Part of what calendars and feeds know each event by. It never changes, whatever becomes of the title or the address.
uidDomain: ${uidDomain}

# Kinds of event. A label is enough; colours, plurals and the words for planned or cancelled events have defaults.
types:
  event:
${indented(field({ label }), 4)}
# talk:
#   label: Talk
#   plural: Talks
#   requires: [people]
`;
}

function sourcesText(inEach: (of: (words: Translate) => string) => unknown): string {
  return `# The documents that events cite, each by an id of its own.
${toYaml({ 'sample-book': { title: inEach((words) => words('sample.source')) } })}`;
}

/** One text, or one per language. */
function textIn(languages: readonly LanguageTag[], of: (words: Translate) => string): unknown {
  const texts = languages.map((language) => [language, of(wordsOf(language))] as const);
  return texts.length === 1 ? texts[0]?.[1] : Object.fromEntries(texts);
}

function indented(text: string, spaces: number): string {
  return text.replace(/^/gm, ' '.repeat(spaces));
}
