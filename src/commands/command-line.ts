/** The command line: which command runs with which arguments, and what wrong ones get. */
import type { Environment } from '../serve/settings.ts';
import { FORMS, helpOf, UsageError, unknownWord } from './usage.ts';
import { programVersion } from './version.ts';

type Command = (args: readonly string[], env: Environment, now: () => number) => Promise<number>;

// Each command loads its own modules, so that `check` does not wait for those of the server.
const COMMANDS = new Map<string, Command>([
  ['init', async (args, env, now) => (await import('./init.ts')).init(args, env, now)],
  ['new', async (args, env, now) => (await import('./new.ts')).newEvent(args, env, now)],
  ['fmt', async (args, env) => (await import('./fmt.ts')).fmt(args, env)],
  ['serve', async (args, env, now) => (await import('./serve.ts')).serve(args, env, now)],
  ['export', async (args, env, now) => (await import('./export.ts')).exportSite(args, env, now)],
  ['check', async (args, env, now) => (await import('./check.ts')).check(args, env, now)],
  ['schema', async (args, env) => (await import('./schema.ts')).schema(args, env)],
]);

const HELP = ['--help', '-h'];
const VERSION = ['--version', '-V'];
const NAMES = FORMS.map(({ name }) => name);

/**
 * The exit code. What is wrong with the command or its settings is told on stderr.
 *
 * @param now The time, in milliseconds since 1970.
 */
export async function commandLine(
  [name, ...args]: readonly string[],
  env: Environment,
  now: () => number,
): Promise<number> {
  try {
    return await run(name, args, env, now);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`annals: ${error.message}\n${error.hint ?? `\`annals ${name} --help\` says what it takes`}`);
    return 2;
  }
}

async function run(
  name: string | undefined,
  args: readonly string[],
  env: Environment,
  now: () => number,
): Promise<number> {
  // What follows `--` is no option.
  const options = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
  const asksFor = (words: readonly string[]) => options.some((word) => words.includes(word));
  const command = COMMANDS.get(name ?? '');
  if (name === 'help' || HELP.includes(name ?? '')) return printHelp(args[0]);
  if (VERSION.includes(name ?? '') || (command && asksFor(VERSION))) return print(`annals ${programVersion()}`);
  if (command && name !== undefined) return asksFor(HELP) ? printHelp(name) : command(args, env, now);
  throw unknownCommand(name);
}

function printHelp(name: string | undefined): number {
  const form = FORMS.find((other) => other.name === name);
  if (name !== undefined && !form) throw unknownCommand(name);
  return print(helpOf(form));
}

function unknownCommand(name: string | undefined): UsageError {
  const listed = `annals has the commands ${NAMES.join(', ')}; \`annals --help\` says what they do`;
  if (name === undefined) return new UsageError('a command is missing', listed);
  const known = name.startsWith('-') ? [...HELP, ...VERSION] : NAMES;
  return unknownWord(name.startsWith('-') ? 'no option' : 'no command', name, known, listed);
}

function print(text: string): number {
  console.log(text);
  return 0;
}
