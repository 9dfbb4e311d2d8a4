/** The command line: its commands and their help, the environment and the clock, and the exit codes it gives. */
import { UsageError } from './commands/usage.ts';

const HELP = `annals: a chronology as a timeline, a calendar and a feed

  annals serve
      Serves the chronology. From the environment:
        EVENTS_DIR   the chronology's folder                         (default: events)
        HOST         the address to listen on                        (default: all addresses)
        PORT         the port to listen on                           (default: 3000)
        BASE_URL     the address that readers use, with any path; one for replicas on several ports  (default: http://localhost:$PORT)
        WATCH        on: changes of the folder are served as they come; off: only on SIGHUP  (default: on)
        CACHE_DIR    where parsed events are kept for the next start; off: nowhere           (default: .cache)
        STREAM_OVER  calendars of more events are streamed, not kept                         (default: 5000)
      Refuses to start where the folder has problems, and prints them. Problems that come up later are printed as well,
      and readers keep getting what was served before. SIGHUP has the folder read again.

  annals check [folder] [--coverage] [--sources DIR] [--against REV]
      Prints every problem of every file of the folder (default: EVENTS_DIR, or events).
        --coverage      lists, for each source, which paragraphs are cited by which events and which by none
        --sources DIR   DIR holds the documents: each cited paragraph must exist and contain the cited wording
        --against REV   REV is a git revision, such as HEAD: what changed in the folder since then must reach
                        subscribers (by a revision, by a tombstone) and leave every identity where it is

  annals schema [folder]
      Writes the JSON Schemas of the chronology's files to .schema in the folder, for editors.

  Exit codes: 0 all is well, 1 the chronology has problems, 2 the command or its settings are wrong.`;

// Each command loads what it needs, so that one does not wait for what only another uses.
async function main([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'serve':
      return (await import('./commands/serve.ts')).serve(args, process.env, () => Date.now());
    case 'check':
      return (await import('./commands/check.ts')).check(args, process.env);
    case 'schema':
      return (await import('./commands/schema.ts')).schema(args, process.env);
    case 'help':
    case '--help':
    case '-h':
      console.log(HELP);
      return 0;
    default:
      throw new UsageError(command === undefined ? 'a command is missing' : `no command ${command}`);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`annals: ${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}
