/** Load on a server of this machine, bounded in time: requests a second and latency, in rounds that servers take by turns. */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Environment, environmentWith } from '../support/environment.ts';
import { requestTo } from '../support/service.ts';
import type { Baseline } from './baselines.ts';
import type { Counted, Load } from './client.ts';

/** In threads, too, where the program is run from its source. */
const WITH_TYPESCRIPT = ['--import', join(import.meta.dirname, '..', 'tsx.mjs')];

const ROOT = join(import.meta.dirname, '..', '..');
const CONNECTIONS = 64;

export interface Server {
  readonly name: string;
  readonly port: number;
  stop(): Promise<void>;
}

export interface Contender {
  readonly name: string;
  readonly server: Server;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Round {
  readonly answers: number;
  readonly perSecond: number;
  readonly p99Milliseconds: number;
}

/** A baseline in a process of its own. */
export async function startBaseline(name: Baseline, folder: string): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'baselines.ts'), [name, folder], { execArgv: WITH_TYPESCRIPT });
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return { name, port: message.port, stop: () => ended(child) };
}

/** This service, as built, in a process of its own. */
export async function startAnnals(
  env: Environment,
  execArgv: readonly string[] = [],
): Promise<Server & { readonly process: ChildProcess }> {
  const child = spawn(process.execPath, [...execArgv, 'dist/main.js', 'serve'], {
    cwd: ROOT,
    // What is measured is when it answers, not when what writes JSON is loaded.
    env: environmentWith({ HOST: '127.0.0.1', PORT: '0', LOG_FORMAT: 'text', ...env }),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const named = /\(port (\d+)\)/.exec(said);
      if (named) resolve(Number(named[1]));
    });
    child.once('exit', (code) => reject(new Error(`annals ended with ${code}: ${said}`)));
  });
  return { name: 'annals', port, process: child, stop: () => ended(child) };
}

/** For so long it has used no second of a processor. */
const IDLE_MILLISECONDS = 2500;

/** Waits until a process that prepares what is asked for most is done with it. */
export async function untilIdle({ pid }: ChildProcess): Promise<void> {
  const used = () => spawnSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  for (let before: string | undefined; before !== used(); ) {
    before = used();
    await new Promise((resolve) => setTimeout(resolve, IDLE_MILLISECONDS));
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

/** nginx as the machine has it, answering files of a folder; undefined where there is none. */
export async function startNginx(folder: string): Promise<Server | undefined> {
  const port = await freePort();
  const configuration = join(folder, 'nginx.conf');
  writeFileSync(
    configuration,
    // Started as root it would give its worker to another user, who may not read the folder.
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  open_file_cache max=100; open_file_cache_valid 60s;
  server { listen 127.0.0.1:${port}; root ${folder}; }
}
`,
  );
  const child = spawn('nginx', ['-p', folder, '-c', configuration], { stdio: 'ignore' });
  const [event] = await Promise.race([once(child, 'spawn').then(() => ['started']), once(child, 'error')]);
  if (event !== 'started') return undefined;
  const listening = async () => requestTo(port, '/').then(Boolean, () => false);
  while (child.exitCode === null && !(await listening())) await new Promise((resolve) => setTimeout(resolve, 20));
  if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
  return { name: 'nginx', port, stop: () => ended(child) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** What loads a server for one round after another. */
export interface Client {
  /** One round against one server. Throws where any answer is not what was expected. */
  round(contender: Contender, status: number, seconds: number): Promise<Round>;
  stop(): Promise<void>;
}

/** That of client.ts, in a process of its own. */
export function ownClient(): Client {
  const client = fork(join(import.meta.dirname, 'client.ts'), { execArgv: WITH_TYPESCRIPT });
  return {
    round: async ({ name, server, path, headers }, status, seconds) => {
      const load: Load = { port: server.port, path, headers, connections: CONNECTIONS, seconds, status };
      client.send(load);
      const [{ counted, fault }] = (await once(client, 'message')) as [{ counted?: Counted; fault?: string }];
      if (!counted) throw new Error(`${name}: ${fault}`);
      const { answers, p99Milliseconds } = counted;
      return { answers, perSecond: answers / counted.seconds, p99Milliseconds };
    },
    stop: () => ended(client),
  };
}

/** wrk (github.com/wg/wrk) as the machine has it, with one thread; undefined where there is none. */
export function wrkClient(): Client | undefined {
  // It has no option that does nothing, and ends with 1 where it is asked for its version.
  if (spawnSync('wrk', ['--version']).error) return undefined;
  return {
    round: async ({ name, server, path, headers }, status, seconds) => {
      const { status: found } = await requestTo(server.port, path, { headers });
      if (found !== status) throw new Error(`${name}: expected ${status}, found ${found}`);
      const fields = Object.entries(headers).flatMap(([field, value]) => ['-H', `${field}: ${value}`]);
      const child = spawn(
        'wrk',
        [
          ...['-t', '1', '-c', String(CONNECTIONS), '-d', String(seconds), '--latency'],
          ...[...fields, `http://127.0.0.1:${server.port}${path}`],
        ],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      await once(child, 'close');
      return saidByWrk(name, said);
    },
    stop: async () => {},
  };
}

const MILLISECONDS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 };

function saidByWrk(name: string, said: string): Round {
  const fault = /^ *(?:Non-2xx or 3xx responses|Socket errors):.*$/m.exec(said)?.[0];
  const answers = /(\d+) requests in /.exec(said)?.[1];
  const perSecond = /Requests\/sec: *([\d.]+)/.exec(said)?.[1];
  const [, p99, unit = ''] = /99% +([\d.]+)(us|ms|s)\b/.exec(said) ?? [];
  const milliseconds = MILLISECONDS[unit];
  if (fault || !answers || !perSecond || milliseconds === undefined)
    throw new Error(`${name}: ${fault?.trim() ?? `wrk said ${said}`}`);
  return { answers: Number(answers), perSecond: Number(perSecond), p99Milliseconds: Number(p99) * milliseconds };
}

/** All contenders by turns, so that what else the machine does falls on each. */
export async function rounds(
  client: Client,
  contenders: readonly Contender[],
  { status, count, seconds }: { status: number; count: number; seconds: number },
): Promise<ReadonlyMap<string, readonly Round[]>> {
  const found = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  const round = async (contender: Contender, forSeconds: number) => {
    const measured = await client.round(contender, status, forSeconds);
    // A slow server is still at what was asked last; its answer to one more says that it is done.
    await requestTo(contender.server.port, contender.path);
    return measured;
  };
  for (const contender of contenders) await round(contender, Math.min(seconds, 1));
  for (let turn = 0; turn < count; turn += 1)
    for (const contender of contenders) found.get(contender.name)?.push(await round(contender, seconds));
  return found;
}
