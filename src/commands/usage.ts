/** How the command line is meant to be used: the commands with their options, the help, and the error for what the caller must mend. */
import { printable } from '../chronology/files/problem.ts';
import { nearest } from '../chronology/files/spelling.ts';
import { whyUnreadable } from '../chronology/folder/unreadable.ts';
import { describeDefault, SETTINGS } from '../serve/settings.ts';

/** A command, an option or a setting that makes no sense. */
export class UsageError extends Error {
  /** One line on what to write instead; undefined: the help of the command. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

export interface OptionForm {
  /** The word for its value in the help; an option without one is on or off. */
  readonly value?: string;
  /** The values that it takes, where they are few. The first is the default. */
  readonly choices?: readonly string[];
  /** Lines of the help. */
  readonly meaning: readonly string[];
}

export interface CommandForm<O extends Readonly<Record<string, OptionForm>> = Readonly<Record<string, OptionForm>>> {
  readonly name: string;
  readonly takesFolder: boolean;
  /** The word for the folder where the command does nothing without one; default: it may be left out. */
  readonly folderWord?: string;
  /** Lines of the help. */
  readonly meaning: readonly string[];
  readonly options: O;
  /** Command lines, without `annals` and the name, each with what it does. */
  readonly examples: readonly (readonly [args: string, does: string])[];
}

const settings = Object.values(SETTINGS);
const nameWidth = Math.max(...settings.map(({ name }) => name.length));
const settingLines = settings.map((setting) =>
  `${setting.name.padEnd(nameWidth)}  ${setting.meaning} (default: ${describeDefault(setting)})`.replaceAll('`', ''),
);

export const SERVE = {
  name: 'serve',
  takesFolder: false,
  meaning: [
    'Serves the chronology. From the environment:',
    ...settingLines.map((line) => `  ${line}`),
    'Where the folder has problems at the start, prints them, and serves what was served last, or does not start.',
    'Problems that come up later are printed as well, and readers keep getting what was served before. SIGHUP has the',
    'folder read again.',
  ],
  options: {
    'print-config': { meaning: ['serves nothing: prints each setting with its value, and where it came from'] },
  },
  examples: [
    ['', 'serves the folder events, or the one in which you stand, at http://localhost:3000/'],
    ['--help', 'lists the settings, such as PORT=8080 EVENTS_DIR=town before the command'],
  ],
} as const satisfies CommandForm;

export const INIT = {
  name: 'init',
  takesFolder: true,
  meaning: [
    'Writes a new chronology to the folder: chronology.yaml with comments, and two sample events. Asks for what no option',
    'says, on a terminal.',
  ],
  options: {
    title: { value: 'TITLE', meaning: ['what the chronology is called, in its first language'] },
    languages: { value: 'TAGS', meaning: ['its languages (BCP 47), the first one first: en,ja or pt-BR'] },
    zone: { value: 'ZONE', meaning: ['the time zone of its days and times: Europe/Berlin'] },
    citations: {
      value: 'RULE',
      choices: ['optional', 'required'],
      meaning: ['optional (default): events may do without sources; required: each cites what it rests on'],
    },
    yes: { meaning: ['asks nothing, and takes what it would propose'] },
  },
  examples: [
    ['town', 'asks for title, languages and time zone, and writes the folder town'],
    ['town --title "Our town" --languages de,en --zone Europe/Berlin --yes', 'asks nothing'],
  ],
} as const satisfies CommandForm;

export const NEW = {
  name: 'new',
  takesFolder: true,
  meaning: [
    'Writes the file of a new event (folder: as with serve). On a terminal it asks for what no option says and what the',
    'type of the event requires; it proposes the name of the file, which stays for good, and refuses one that is used.',
  ],
  options: {
    type: { value: 'ID', meaning: ['a type of chronology.yaml; where it has one alone, that one'] },
    title: { value: 'TEXT', meaning: ['in the first language, as all texts here'] },
    when: {
      value: 'DATE',
      meaning: ['as well as it is known: 2026-03-14, 2026-03, 2016-03/2023-11, 2026-03-14T14:00/2026-03-14T15:30, …'],
    },
    zone: { value: 'ZONE', meaning: ['that of its times, where it is not that of the place or the chronology'] },
    summary: { value: 'TEXT', meaning: ['one or two sentences in your own words'] },
    slug: { value: 'SLUG', meaning: ['the name of the file, without .yaml'] },
    place: { value: 'ID', meaning: ['a place of places.yaml'] },
    countries: { value: 'CODES', meaning: ['JP,UZ'] },
    people: { value: 'IDS', meaning: ['people of people.yaml, with commas'] },
    organizations: { value: 'IDS', meaning: ['organisations of organizations.yaml, with commas'] },
    series: { value: 'ID', meaning: ['a series of chronology.yaml'] },
    source: { value: 'ID', meaning: ['the source of sources.yaml that gives the date'] },
    paragraph: { value: 'NUMBER', meaning: ['where in the source; or --page, or none'] },
    page: { value: 'PAGE', meaning: ['12, or xii'] },
    wording: { value: 'TEXT', meaning: ['the date as the source prints it'] },
    yes: { meaning: ['asks nothing, and takes what it would propose'] },
  },
  examples: [
    ['', 'asks for everything'],
    [
      'town --title "The bridge opens" --when 1904-05 --summary "The first bridge over the river." --yes',
      'asks nothing',
    ],
  ],
} as const satisfies CommandForm;

export const FMT = {
  name: 'fmt',
  takesFolder: true,
  meaning: [
    'Brings the fields of all files into the house order (folder: as with serve). Lines move as they are, with their',
    'comments; a file that is no YAML is left as it is.',
  ],
  options: {
    check: { meaning: ['writes nothing: lists the files that it would write, and ends with 1 where there are any'] },
  },
  examples: [
    ['', 'orders the fields of each file, and prints which files it wrote'],
    ['--check', 'for a hook before a commit'],
  ],
} as const satisfies CommandForm;

export const CHECK = {
  name: 'check',
  takesFolder: true,
  meaning: [
    'Prints the problems of all files of the folder (default: as with serve), then warnings: what is well-formed and may',
    'still be wrong. Problems of one cause are printed once, and some hundred lines at most.',
  ],
  options: {
    all: { meaning: ['prints every problem and warning, however many there are'] },
    format: {
      value: 'FORMAT',
      choices: ['text', 'json', 'github', 'sarif'],
      meaning: [
        'text (default); json and sarif (2.1.0) for programs: every problem; github: shows problems at the',
        'lines of a pull request, from a workflow',
      ],
    },
    coverage: { meaning: ['lists, for each source, which paragraphs are cited by which events and which by none'] },
    sources: {
      value: 'DIR',
      meaning: ['DIR holds the documents: each cited paragraph must exist and contain the cited wording'],
    },
    against: {
      value: 'REV',
      meaning: [
        'REV is a git revision, such as HEAD: what changed in the folder since then must reach',
        'subscribers (by a revision, by a tombstone) and leave every identity where it is',
      ],
    },
  },
  examples: [
    ['', 'checks the folder events, or the one in which you stand'],
    ['town --against HEAD', 'also compares it with the last commit'],
    ['--format github', 'shows the problems in a pull request'],
  ],
} as const satisfies CommandForm;

export const SCHEMA = {
  name: 'schema',
  takesFolder: true,
  meaning: ['Writes the JSON Schemas of the chronology’s files to .schema in the folder, for editors.'],
  options: {},
  examples: [['town', 'writes town/.schema, which editors with a YAML language server read']],
} as const satisfies CommandForm;

export const EXPORT = {
  name: 'export',
  takesFolder: true,
  folderWord: 'DIR',
  meaning: [
    'Writes the whole site to the folder DIR as files, for any host that serves files: pages, calendars, feeds, data and',
    'pictures, compressed beside, and the headers for hosts (_headers, _redirects, .annals-export/nginx.conf). What changed',
    'is written, what is gone is removed, at the end and at once; a folder that holds anything else is left alone.',
    'Settings as with serve: EVENTS_DIR, BASE_URL, CACHE_DIR, STREAM_OVER, WEBSUB_HUB.',
  ],
  options: {
    'base-url': { value: 'URL', meaning: ['the public address of the site, with any path (default: BASE_URL)'] },
  },
  examples: [
    ['site --base-url https://example.org', 'writes the site to the folder site; again, what has changed'],
    ['/srv/site --base-url https://example.org/chronology', 'for a site below a path'],
  ],
} as const satisfies CommandForm;

export const FORMS: readonly CommandForm[] = [INIT, NEW, SERVE, EXPORT, CHECK, FMT, SCHEMA];

const TITLE = 'annals: a chronology as a timeline, a calendar and a feed';
const EXIT_CODES = 'Exit codes: 0 all is well, 1 the chronology has problems, 2 the command or its settings are wrong.';

/** The help of one command, or of all. */
export function helpOf(form?: CommandForm): string {
  const general = ['annals COMMAND --help    says this of one command', 'annals --version         prints the version'];
  const parts = form ? [`${describe(form)}\n\n${describeExamples(form)}`] : FORMS.map(describe);
  return [TITLE, ...parts, ...(form ? [] : [general.map((line) => `  ${line}`).join('\n')]), `  ${EXIT_CODES}`].join(
    '\n\n',
  );
}

function describeExamples({ name, examples }: CommandForm): string {
  const lines = examples.flatMap(([args, does]) => [`      annals ${`${name} ${args}`.trim()}`, `        ${does}`]);
  return ['    Examples:', ...lines].join('\n');
}

/** More options are listed below the usage alone. */
const MOST_IN_USAGE = 6;

function describe({ name, takesFolder, folderWord, meaning, options }: CommandForm): string {
  const words = Object.entries(options).map(([option, { value, meaning: lines }]) => ({
    word: `--${option}${value === undefined ? '' : ` ${value}`}`,
    lines,
  }));
  const width = Math.max(0, ...words.map(({ word }) => word.length));
  const command = ['annals', name, ...(takesFolder ? [folderWord ?? '[folder]'] : [])];
  const usage = [
    ...command,
    ...(words.length > MOST_IN_USAGE ? ['[options]'] : words.map(({ word }) => `[${word}]`)),
  ].join(' ');
  return [
    `  ${usage}`,
    ...meaning.map((line) => `      ${line}`),
    ...words.flatMap(({ word, lines }) =>
      lines.map((line, index) => `        ${(index === 0 ? word : '').padEnd(width)}  ${line}`),
    ),
  ].join('\n');
}

/** A word that is none of those that are known: the nearest as the hint, or where all are listed. */
export function unknownWord(message: string, word: string, known: readonly string[], listed?: string): UsageError {
  const near = nearest(word, known);
  return new UsageError(`${message} ${printable(word)}`, near === undefined ? listed : `did you mean ${near}?`);
}

/** Reads a folder. Throws a `UsageError` where there is none or this user may not read it. */
export async function readable<T>(folder: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = whyUnreadable(error, folder);
    if (reason !== undefined) throw new UsageError(reason);
    throw error;
  }
}
