#!/usr/bin/env node
/** The command line: its commands, the environment and the clock that they are given, and the exit codes they give. */
import { HELP, UsageError } from './commands/usage.ts';

type Command = (args: readonly string[]) => Promise<number>;

// Each command loads its own modules, so that `check` does not wait for those of the server.
const COMMANDS = new Map<string | undefined, Command>([
  ['serve', async (args) => (await import('./commands/serve.ts')).serve(args, process.env, () => Date.now())],
  ['check', async (args) => (await import('./commands/check.ts')).check(args, process.env)],
  ['schema', async (args) => (await import('./commands/schema.ts')).schema(args, process.env)],
  ...['help', '--help', '-h'].map((name): [string, Command] => [name, printHelp]),
]);

async function printHelp(): Promise<number> {
  console.log(HELP);
  return 0;
}

try {
  const [name, ...args] = process.argv.slice(2);
  const command = COMMANDS.get(name);
  if (!command) throw new UsageError(name === undefined ? 'a command is missing' : `no command ${name}`);
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`annals: ${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}
