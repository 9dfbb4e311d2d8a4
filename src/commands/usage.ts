/** How the command line is meant to be used: the commands with their options, the help, and the error for what the caller must mend. */
import { resolve } from 'node:path';
import { printable } from '../chronology/files/problem.ts';
import { nearest } from '../chronology/files/spelling.ts';
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
  /** Lines of the help. */
  readonly meaning: readonly string[];
  readonly options: O;
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
    'Refuses to start where the folder has problems, and prints them. Problems that come up later are printed as well,',
    'and readers keep getting what was served before. SIGHUP has the folder read again.',
  ],
  options: {},
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
} as const satisfies CommandForm;

export const SCHEMA = {
  name: 'schema',
  takesFolder: true,
  meaning: ['Writes the JSON Schemas of the chronology’s files to .schema in the folder, for editors.'],
  options: {},
} as const satisfies CommandForm;

export const FORMS: readonly CommandForm[] = [SERVE, CHECK, SCHEMA];

const TITLE = 'annals: a chronology as a timeline, a calendar and a feed';
const EXIT_CODES = 'Exit codes: 0 all is well, 1 the chronology has problems, 2 the command or its settings are wrong.';

/** The help of one command, or of all. */
export function helpOf(form?: CommandForm): string {
  const general = ['annals COMMAND --help    says this of one command', 'annals --version         prints the version'];
  const parts = (form ? [form] : FORMS).map(describe);
  return [TITLE, ...parts, ...(form ? [] : [general.map((line) => `  ${line}`).join('\n')]), `  ${EXIT_CODES}`].join(
    '\n\n',
  );
}

function describe({ name, takesFolder, meaning, options }: CommandForm): string {
  const words = Object.entries(options).map(([option, { value, meaning: lines }]) => ({
    word: `--${option}${value === undefined ? '' : ` ${value}`}`,
    lines,
  }));
  const width = Math.max(0, ...words.map(({ word }) => word.length));
  const usage = ['annals', name, ...(takesFolder ? ['[folder]'] : []), ...words.map(({ word }) => `[${word}]`)].join(
    ' ',
  );
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
    // A folder inside of it may be the one that this user may not read.
    const { code, path = folder } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`no folder at ${printable(resolve(folder), 1000)}`);
    if (code === 'ENOTDIR')
      throw new UsageError(
        `${printable(resolve(folder), 1000)} is no folder: write the folder in which chronology.yaml is`,
      );
    if (code === 'EACCES') throw new UsageError(`${printable(resolve(path), 1000)} may not be read by this user`);
    throw error;
  }
}
