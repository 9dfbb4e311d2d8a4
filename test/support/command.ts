/** The command line in this process, or compiled as a child process: run to its end, or kept serving on a free port. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { format } from 'node:util';
import { commandLine } from '../../src/commands/command-line.ts';
import { builtProgram } from './build.ts';
import { type Environment, environmentWith } from './environment.ts';
import { ROOT } from './root.ts';

/** Nothing is kept from one test to the next but where a test says so. */
const DEFAULTS: Environment = { CACHE_DIR: 'off', LOG_FORMAT: 'text' };

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Command {
  readonly process: ChildProcess;
  readonly said: { stdout: string; stderr: string };
  readonly ended: Promise<Ended>;
}

/** How a process is started otherwise than as ourselves. */
export interface Start {
  /** Whether it may read and write only what its user may, where that is root as well. */
  readonly isOrdinary?: boolean;
  /** What a shell does first: `ulimit -f 8`. */
  readonly first?: string;
  /** Arguments of Node itself; it can then be sent messages. */
  readonly node?: readonly string[];
}

/** Root without what makes it root, for whom files are as for others. Another user might not reach the program. */
const ORDINARY = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--'] : [];

function start(
  args: readonly string[],
  env: Environment,
  { isOrdinary = false, first, node = [] }: Start = {},
): Command {
  const command = [...(isOrdinary ? ORDINARY : []), process.execPath, ...node, builtProgram(), ...args];
  const [program = '', ...rest] = first === undefined ? command : ['sh', '-c', `${first}; exec "$0" "$@"`, ...command];
  const child = spawn(program, rest, {
    cwd: ROOT,
    env: environmentWith({ ...DEFAULTS, ...env }),
    stdio: ['ignore', 'pipe', 'pipe', ...(node.length === 0 ? [] : (['ipc'] as const))],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...said }));
  return { process: child, said, ended };
}

/** Runs `annals` with these arguments as a process of its own, in the repository's folder, to its end. */
export function annalsProcess(args: readonly string[], env: Environment = {}): Promise<Ended> {
  return start(args, env).ended;
}

/** What is said on the console while a command runs here, each call by its own. */
const listening = new AsyncLocalStorage<{ stdout: string; stderr: string }>();

/** Has what is said within `listening.run` written down; everything else goes where it went. */
function listen(): void {
  for (const [method, stream] of [
    ['log', 'stdout'],
    ['error', 'stderr'],
  ] as const) {
    const { [method]: print } = console;
    console[method] = (...texts: unknown[]) => {
      const said = listening.getStore();
      if (said) said[stream] += `${format(...texts)}\n`;
      else print(...texts);
    };
  }
}

let isListening = false;

/** After every day that the stories of tests are dated with. */
const NOW = Date.UTC(2030, 0);

/**
 * Runs `annals` with these arguments in this process: to start one takes ten times as long as it does to check a small
 * folder. What the process has of its own, its streams and its exit code, is for `annalsProcess` to tell.
 */
export function annals(args: readonly string[], env: Environment = {}): Promise<Ended> {
  if (!isListening) listen();
  isListening = true;
  const said = { stdout: '', stderr: '' };
  return listening.run(said, async () => {
    const code = await commandLine(args, environmentWith({ ...DEFAULTS, ...env }), () => NOW);
    return { code, signal: null, ...said };
  });
}

/** A command that runs in this process, and says nothing there. */
export function unheard<Args extends readonly unknown[]>(
  command: (...args: Args) => Promise<number>,
): (...args: Args) => Promise<number> {
  if (!isListening) listen();
  isListening = true;
  return (...args) => listening.run({ stdout: '', stderr: '' }, () => command(...args));
}

export interface ServingCommand {
  readonly pid: number;
  readonly port: number;
  /** What it said until it served. */
  readonly stdout: string;
  readonly stderr: string;
  /** What it has said by now. */
  readonly said: Readonly<{ stdout: string; stderr: string }>;
  readonly ended: Promise<Ended>;
  /** Sends the signal, and resolves when the process has ended. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Runs `annals serve` on a free loopback port, until it is stopped or the file's tests are over. */
export async function annalsServe(env: Environment = {}, how: Start = {}): Promise<ServingCommand> {
  return (await serveProcess(env, how)).served;
}

/** What a process tells of itself. */
interface Measures {
  /** What it holds in its heap and in buffers, after all that is not held is collected. */
  readonly heldMebibytes: number;
  /** How long it computed at most between two turns of its event loop, since it was asked last. */
  readonly computedMilliseconds: number;
}

export interface MeasuredCommand extends ServingCommand {
  measure(): Promise<Measures>;
}

/** The same, measured from inside. */
export async function annalsServeMeasured(env: Environment = {}): Promise<MeasuredCommand> {
  const { served, child } = await serveProcess(env, { node: ['--expose-gc', '--import', './test/bench/inside.mjs'] });
  child.send('watch');
  return Object.assign(served, {
    async measure(): Promise<Measures> {
      const measured = once(child, 'message');
      child.send('measure');
      const [measures] = await Promise.race([measured, served.ended.then(assertUp)]);
      return measures;
    },
  });
}

function assertUp(end: Ended): never {
  throw new Error(`ended before it was measured: ${JSON.stringify(end)}`);
}

async function serveProcess(
  env: Environment,
  how: Start,
): Promise<{ readonly served: ServingCommand; readonly child: ChildProcess }> {
  const { process: child, said, ended } = start(['serve'], { HOST: '127.0.0.1', PORT: '0', ...env }, how);
  after(() => child.kill('SIGKILL'));
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const named = /\(port (\d+)\)/.exec(said.stdout);
      if (named) resolve(Number(named[1]));
    });
    ended.then((end) => reject(new Error(`ended before it served: ${JSON.stringify(end)}`)));
  });
  const served: ServingCommand = {
    pid: child.pid ?? 0,
    port,
    ...said,
    said,
    ended,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
  return { served, child };
}
