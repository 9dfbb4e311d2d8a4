#!/usr/bin/env node
/** The process of the command line: its arguments, the environment and the clock that commands are given, and its exit code. */
import { commandLine } from './commands/command-line.ts';

// `annals check | head` closes the pipe once it has its lines.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await commandLine(process.argv.slice(2), process.env, () => Date.now());
