/** The first half hour of somebody who keeps a chronology for the first time, with one mistake of every kind, and all that is answered. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { annals } from './command.ts';

/** A command, or what is written into a file; undefined deletes it. */
type Step = readonly string[] | { readonly file: string; readonly text: string | undefined };

const BRIDGE = `type: event
when: 1904-05-12
title: The bridge over the river opens
summary: The first bridge of the town is opened by the mayor.
`;

/** The text of an event, with a line of it written otherwise. */
const bridge = (line: string, instead: string) => BRIDGE.replace(line, instead);
const at = (text: string | undefined): Step => ({ file: '1904/bridge.yaml', text });

const STEPS: readonly (readonly [what: string, ...steps: readonly Step[]])[] = [
  ['How does one begin?', ['--help']],
  ['A command is misspelt.', ['inti', 'our-town']],
  ['The folder is missing.', ['init']],
  ['An option is misspelt.', ['init', 'our-town', '--langauges', 'en']],
  ['A language has no such tag.', ['init', 'our-town', '--languages', 'english']],
  ['A time zone is no city.', ['init', 'our-town', '--languages', 'en', '--zone', 'German time', '--yes']],
  [
    'It begins.',
    ['init', 'our-town', '--title', 'Our town', '--languages', 'en', '--zone', 'Europe/Berlin', '--yes'],
    ['check', 'our-town'],
  ],
  ['The folder is there already.', ['init', 'our-town']],
  [
    'A date is written as people say it.',
    [
      'new',
      'our-town',
      '--title',
      'The mill burns',
      '--when',
      'spring 1871',
      '--summary',
      'The mill burns down.',
      '--yes',
    ],
  ],
  [
    'A type does not exist.',
    [
      'new',
      'our-town',
      '--type',
      'fire',
      '--title',
      'The mill burns',
      '--when',
      '1871',
      '--summary',
      'It burns.',
      '--yes',
    ],
  ],
  [
    'The year stands in the name of the file.',
    [
      'new',
      'our-town',
      '--title',
      'The mill',
      '--when',
      '1871',
      '--summary',
      'It burns.',
      '--slug',
      'mill-1871',
      '--yes',
    ],
  ],
  [
    'The first own event.',
    [
      'new',
      'our-town',
      '--title',
      'The mill burns',
      '--when',
      '1871-33~',
      '--summary',
      'The mill burns down.',
      '--yes',
    ],
    ['check', 'our-town'],
  ],
  [
    'A file is written by hand, with a name of its own.',
    { file: '1904/The Bridge.yaml', text: BRIDGE },
    ['check', 'our-town'],
    { file: '1904/The Bridge.yaml', text: undefined },
  ],
  ['A file is empty.', at(''), ['check', 'our-town']],
  ['A field is called otherwise.', at(bridge('when:', 'date:')), ['check', 'our-town']],
  ['A field is missing.', at(bridge('title: The bridge over the river opens\n', '')), ['check', 'our-town']],
  ['A date is one of another country.', at(bridge('1904-05-12', '12.5.1904')), ['check', 'our-town']],
  ['A day does not exist.', at(bridge('1904-05-12', '1904-02-30')), ['check', 'our-town']],
  ['A period ends before it begins.', at(bridge('1904-05-12', '1904-05/1903')), ['check', 'our-town']],
  ['A bound has no quotation marks.', at(bridge('1904-05-12', '[1904..]')), ['check', 'our-town']],
  ['A line is indented by a tab.', at(bridge('summary: The', 'summary:\n\tThe')), ['check', 'our-town']],
  ['A colon stands in a text.', at(bridge('The bridge over', 'The bridge: over')), ['check', 'our-town']],
  ['A quotation mark is not closed.', at(bridge('The bridge over', '"The bridge over')), ['check', 'our-town']],
  [
    'A text is in a language that the chronology does not have.',
    at(
      bridge(
        'title: The bridge over the river opens',
        'title:\n  en: The bridge opens\n  de: Die Brücke wird eröffnet',
      ),
    ),
    ['check', 'our-town'],
  ],
  ['A country is called by its name.', at(`${BRIDGE}countries: [Germany]\n`), ['check', 'our-town']],
  ['A person is in no file.', at(`${BRIDGE}people: [{ id: mayor-smith }]\n`), ['check', 'our-town']],
  ['A status is another word.', at(`${BRIDGE}status: finished\n`), ['check', 'our-town']],
  [
    'A relation leads to an event that is called nearly so.',
    at(`${BRIDGE}relations:\n  follows: [the-mill-burn]\n`),
    ['check', 'our-town'],
  ],
  ['A link has no scheme.', at(`${BRIDGE}url: www.our-town.example\n`), ['check', 'our-town']],
  ['One field stands twice.', at(`${BRIDGE}title: The bridge\n`), ['check', 'our-town']],
  [
    'Two files have one name.',
    at(BRIDGE),
    { file: '1905/bridge.yaml', text: BRIDGE.replace('1904', '1905') },
    ['check', 'our-town'],
    { file: '1905/bridge.yaml', text: undefined },
  ],
  ['A plan is of the past.', at(`${BRIDGE}status: planned\n`), ['check', 'our-town']],
  [
    'The settings have a mistake.',
    { file: 'places.yaml', text: 'hall:\n  nmae: The hall\n' },
    ['check', 'our-town'],
    { file: 'places.yaml', text: undefined },
  ],
  [
    'Fields stand in another order.',
    at(`summary: The first bridge of the town.\ntitle: The bridge opens\ntype: event\nwhen: 1904-05-12\n`),
    ['fmt', 'our-town', '--check'],
    ['fmt', 'our-town'],
  ],
  ['All is well.', ['check', 'our-town']],
];

/** The transcript: what is done, and what is answered. */
export async function firstHalfHour(): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), 'annals-'));
  const folder = join(scratch, 'our-town');
  try {
    let transcript = '';
    for (const [what, ...steps] of STEPS) {
      transcript += `# ${what}\n`;
      for (const step of steps) transcript += await taken(step, folder);
      transcript += '\n';
    }
    return transcript.replaceAll(`${scratch}/`, '').replace(/our-town-[0-9a-f]{8}/g, 'our-town-…');
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function taken(step: Step, folder: string): Promise<string> {
  if ('file' in step) {
    const path = join(folder, step.file);
    if (step.text === undefined) {
      rmSync(path);
      return `deletes ${step.file}\n`;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, step.text);
    return `writes ${step.file}\n${step.text.replace(/^(?=.)/gm, '  | ')}`;
  }
  const { code, stdout, stderr } = await annals(step.map((word) => (word === 'our-town' ? folder : word)));
  const command = step.map((word) => (/[^\w./~=-]/.test(word) ? `'${word}'` : word)).join(' ');
  return `$ annals ${command}\n${stdout}${stderr}${code === 0 ? '' : `exit code ${code}\n`}`;
}
