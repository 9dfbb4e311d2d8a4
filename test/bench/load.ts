/** Load on a server of this machine, bounded in time: requests a second and latency, in rounds that servers take by turns. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
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

/** One round against one server. Throws where any answer is not what was expected. */
async function round(
  client: ChildProcess,
  { name, server, path, headers }: Contender,
  status: number,
  seconds: number,
): Promise<Round> {
  const load: Load = { port: server.port, path, headers, connections: CONNECTIONS, seconds, status };
  client.send(load);
  const [{ counted, fault }] = (await once(client, 'message')) as [{ counted?: Counted; fault?: string }];
  if (!counted) throw new Error(`${name}: ${fault}`);
  // A slow server is still at what was asked last; its answer to one more says that it is done.
  await requestTo(server.port, path);
  return { perSecond: counted.answers / counted.seconds, p99Milliseconds: counted.p99Milliseconds };
}

/** All contenders by turns, so that what else the machine does falls on each. */
export async function rounds(
  contenders: readonly Contender[],
  { status, count, seconds }: { status: number; count: number; seconds: number },
): Promise<ReadonlyMap<string, readonly Round[]>> {
  const found = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
  const client = fork(join(import.meta.dirname, 'client.ts'), { execArgv: WITH_TYPESCRIPT });
  try {
    for (const contender of contenders) await round(client, contender, status, Math.min(seconds, 1));
    for (let turn = 0; turn < count; turn += 1)
      for (const contender of contenders)
        found.get(contender.name)?.push(await round(client, contender, status, seconds));
  } finally {
    await ended(client);
  }
  return found;
}
