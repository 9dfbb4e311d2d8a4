#!/usr/bin/env node
/** The command line: its commands, the environment and the clock that they are given, and the exit codes they give. */
import { FORMS, helpOf, UsageError, unknownWord } from './commands/usage.ts';
import { programVersion } from './commands/version.ts';

type Command = (args: readonly string[]) => Promise<number>;

const now = () => Date.now();

// Each command loads its own modules, so that `check` does not wait for those of the server.
const COMMANDS = new Map<string, Command>([
  ['init', async (args) => (await import('./commands/init.ts')).init(args, process.env, now)],
  ['new', async (args) => (await import('./commands/new.ts')).newEvent(args, process.env, now)],
  ['fmt', async (args) => (await import('./commands/fmt.ts')).fmt(args, process.env)],
  ['serve', async (args) => (await import('./commands/serve.ts')).serve(args, process.env, now)],
  ['check', async (args) => (await import('./commands/check.ts')).check(args, process.env, now)],
  ['schema', async (args) => (await import('./commands/schema.ts')).schema(args, process.env)],
]);

const HELP = ['--help', '-h'];
const VERSION = ['--version', '-V'];
const NAMES = FORMS.map(({ name }) => name);

async function run(name: string | undefined, args: readonly string[]): Promise<number> {
  // What follows `--` is no option.
  const options = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined);
  const asksFor = (words: readonly string[]) => options.some((word) => words.includes(word));
  const command = COMMANDS.get(name ?? '');
  if (name === 'help' || HELP.includes(name ?? '')) return printHelp(args[0]);
  if (VERSION.includes(name ?? '') || (command && asksFor(VERSION))) return print(`annals ${programVersion()}`);
  if (command && name !== undefined) return asksFor(HELP) ? printHelp(name) : command(args);
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

// `annals check | head` closes the pipe once it has its lines.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const [name, ...args] = process.argv.slice(2);
try {
  process.exitCode = await run(name, args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`annals: ${error.message}\n${error.hint ?? `\`annals ${name} --help\` says what it takes`}`);
  process.exitCode = 2;
}
