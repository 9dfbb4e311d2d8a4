/** A report as SARIF 2.1.0 (OASIS), which code scanning and editors read: every problem, with a rule for each kind. */
import { pathToFileURL } from 'node:url';
import { type Problem, type ProblemKind, problemKinds, type WarningKind, warningKinds } from '../files/problem.ts';
import { cut, jsonText } from './json.ts';
import type { Report } from './report.ts';

const kinds = [...problemKinds, ...warningKinds];

/** Each kind in a sentence. */
const DESCRIPTIONS: Readonly<Record<ProblemKind | WarningKind, string>> = {
  'missing-vocabulary': 'A file is missing that event files hang on.',
  file: 'A file that cannot be read, or whose name is no name of a chronology’s file.',
  yaml: 'The text of a file is not YAML as a chronology has it.',
  'unknown-field': 'A field that the file does not have.',
  'missing-field': 'A field that the file must have.',
  value: 'A value that its field does not take.',
  reference: 'A name of what is not there.',
  relation: 'Events that do not fit together.',
  citation: 'A citation that its document does not bear out.',
  correction: 'A change since a git revision that subscribers would miss.',
  'past-plan': 'A plan whose time is over, and nothing says what became of it.',
  'past-ongoing': 'What is said to go on, though it has ended.',
  'future-done': 'What is said to have happened, though its time is to come.',
  'future-entry': 'An entry, a revision or a withdrawal that is dated in the future.',
  'alike-events': 'Two events with one title and dates that can be the same.',
  'alike-slugs': 'Two slugs of which one can be mistaken for the other.',
  'alike-colours': 'Types whose colours eyes cannot tell apart.',
  'series-gap': 'A number is missing in a series.',
  'many-key': 'So many events are key that none stands out.',
  'missing-unit': 'A figure without a unit where others of its measure have one.',
  'untold-change': 'A revision that does not say what the date or the title was before it.',
};

export interface SarifOptions {
  /** The program's version. */
  readonly version: string;
  /** The path below the repository's root, with slashes; an absolute path where the file is in no repository. */
  readonly pathOf: (file: string) => string;
}

export function renderSarif({ problems, warnings }: Report, { version, pathOf }: SarifOptions): string {
  return jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'annals',
            version,
            rules: kinds.map((id) => ({ id, shortDescription: { text: DESCRIPTIONS[id] } })),
          },
        },
        // §3.14.27: columns count as the text is held in memory here.
        columnKind: 'utf16CodeUnits',
        results: [...problems, ...warnings].map((problem) => resultOf(problem, pathOf)),
      },
    ],
  });
}

function resultOf(problem: Problem, pathOf: SarifOptions['pathOf']) {
  const { severity, kind = 'value', file, line, column, field, message, found, advice } = problem;
  const text = [
    cut(`${field === '' ? '' : `${field}: `}${message}`),
    ...(found === undefined ? [] : [`found: ${cut(found)}`]),
    ...(advice === undefined ? [] : [`write: ${cut(advice)}`]),
  ].join('\n');
  return {
    ruleId: kind,
    ruleIndex: kinds.indexOf(kind),
    level: severity === 'warning' ? 'warning' : 'error',
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: locationOf(pathOf(file)),
          region: { startLine: line, startColumn: column },
        },
      },
    ],
  };
}

/** §3.4.3: a URI reference (RFC 3986), relative to the root of the sources. A colon in its first segment would be a scheme. */
function locationOf(path: string): { readonly uri: string; readonly uriBaseId?: string } {
  if (path.startsWith('/') || /^[A-Za-z]:\//.test(path)) return { uri: pathToFileURL(path).href };
  return { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
