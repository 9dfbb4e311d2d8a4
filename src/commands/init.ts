/** `annals init`: a new chronology that serves at once, with comments that say what may be changed and what never. */
import { randomBytes } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { dayAt } from '../chronology/dates/day.ts';
import { printable } from '../chronology/files/problem.ts';
import { idFrom } from '../chronology/files/slug.ts';
import { canonicalTag, ownName } from '../chronology/languages/display-names.ts';
import { FALLBACK_LANGUAGE, isWordLanguage, wordLanguages } from '../chronology/languages/languages.ts';
import { isTimeZone } from '../chronology/schema/fields.ts';
import { makeFolder } from '../make-folder.ts';
import type { Environment } from '../serve/settings.ts';
import { readArguments } from './arguments.ts';
import { newChronology } from './new-chronology.ts';
import { Asker, type Fault, type Terminal, terminalOf } from './prompts.ts';
import { INIT, UsageError } from './usage.ts';

/** @param now The time, in milliseconds since 1970. */
export async function init(
  args: readonly string[],
  env: Environment,
  now: () => number,
  terminal: Terminal | undefined = terminalOf(process),
): Promise<number> {
  const { folder, values } = readArguments(INIT, args);
  if (folder === undefined) throw new UsageError('init needs the folder that it is to write', 'annals init town');
  await refuseUsed(folder);
  const asker = new Asker(terminal, values.yes);
  const title = await asker.ask({
    option: '--title',
    message: 'What is the chronology called?',
    given: values.title,
    proposed: titleFrom(folder),
  });
  const languages = await asker.ask({
    option: '--languages',
    message: 'In which languages is it? The first one is that of texts which say none.',
    given: values.languages,
    proposed: languageOfMachine(env),
    example: 'en,ja',
    faultOf: languagesFault,
  });
  const zone = await asker.ask({
    option: '--zone',
    message: 'In which time zone are its days?',
    given: values.zone,
    proposed: Intl.DateTimeFormat().resolvedOptions().timeZone,
    example: 'Europe/Berlin',
    faultOf: (answer) =>
      isTimeZone(answer)
        ? undefined
        : { message: 'not an IANA time zone', advice: 'Europe/Berlin, Asia/Tokyo, UTC, …' },
  });
  const files = newChronology({
    title,
    languages: tagsIn(languages),
    timeZone: zone,
    citations: values.citations,
    published: dayAt(now(), zone),
    // An own name, so that no program takes an event for one of another chronology.
    uidDomain: `${idFrom(title).slice(0, 40) || 'chronology'}-${randomBytes(4).toString('hex')}.annals.example`,
  });
  for (const [path, text] of files) {
    const file = join(folder, path);
    await makeFolder(dirname(file));
    await writeFile(file, text, { flag: 'wx' });
    console.log(file);
  }
  const here = resolve(folder) === process.cwd();
  console.log(
    [
      '',
      `${printable(title)} is ready. Next:`,
      ...(here ? [] : [`  cd ${inShell(folder)}`]),
      '  annals serve    shows it at http://localhost:3000/, and every change as you save it',
      '  annals new      writes your first event',
      '  annals check    says what is wrong, with the line and what to write instead',
    ].join('\n'),
  );
  return 0;
}

/** @throws UsageError where there is something in the folder */
async function refuseUsed(folder: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code === 'ENOTDIR') throw new UsageError(`${printable(folder)} is a file`, 'name a new folder');
    throw error;
  }
  if (names.includes('chronology.yaml'))
    throw new UsageError(`${printable(folder)} is a chronology already`, `\`annals new ${folder}\` adds an event`);
  if (names.some((name) => !name.startsWith('.')))
    throw new UsageError(`${printable(folder)} is not empty`, 'name a new folder');
}

/** No system has longer paths. */
const MOST_PATH = 4096;

/** As a shell takes it for one word. */
function inShell(path: string): string {
  return /^[\w./@%+,:-]+$/.test(path) ? path : `'${printable(path, MOST_PATH).replaceAll("'", `'\\''`)}'`;
}

/** `Our town` for `our-town`. */
function titleFrom(folder: string): string {
  const words = basename(resolve(folder)).replace(/[-_]+/g, ' ').trim() || 'Chronology';
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The language of the machine, where the interface has words in it: `ja` for `ja_JP.UTF-8`, `zh-Hans` for `zh_CN`. */
function languageOfMachine({ LC_ALL, LC_MESSAGES, LANG }: Environment): string {
  const [locale = ''] = (LC_ALL || LC_MESSAGES || LANG || '').split(/[.@]/);
  const tag = canonicalTag(locale.replaceAll('_', '-'));
  // Machines all over the world are set to `en_US`, so that a country says little.
  const { language, script } = new Intl.Locale(tag ?? FALLBACK_LANGUAGE).maximize();
  const known = [`${language}-${script}`, language].filter((one) => wordLanguages.includes(one));
  return tag !== undefined && isWordLanguage(tag) ? (known[0] ?? FALLBACK_LANGUAGE) : FALLBACK_LANGUAGE;
}

function tagsIn(answer: string): readonly string[] {
  return answer.split(/[\s,]+/).filter((tag) => tag !== '');
}

function languagesFault(answer: string): Fault {
  const tags = tagsIn(answer);
  const unknown = tags.find((tag) => canonicalTag(tag) !== tag);
  const known = wordLanguages.map((tag) => `${tag} (${ownName(tag)})`).join(', ');
  if (unknown !== undefined)
    return {
      message: `no language ${printable(unknown)}`,
      advice: `tags of BCP 47; the interface has words in ${known}`,
    };
  return new Set(tags).size < tags.length ? { message: 'a language stands twice', advice: 'each once' } : undefined;
}
