/** nginx and Varnish as `deploy/` sets them up, before replicas on loopback, and nginx before a site of files; run from Debian's packages. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after } from 'node:test';
import { until } from './outcome.ts';
import { scratchFolder } from './repository.ts';
import { ROOT } from './root.ts';
import { requestTo } from './service.ts';

export interface CachingProxy {
  readonly name: string;
  /** Why it cannot be run here; undefined where it can. */
  readonly missing: string | undefined;
  /** Whether the service tells it what to purge; otherwise what it has ages within a second. */
  readonly isPurged: boolean;
  /** Starts it before the replicas; it is stopped after the file's tests. @param port Where it listens. */
  start(port: number, replicas: readonly [number, number]): Promise<void>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The file of `deploy/` with other addresses; each has to be there. */
function configured(name: string, changes: readonly (readonly [from: string, to: string])[]): string {
  let text = readFileSync(join(ROOT, 'deploy', name), 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`deploy/${name} has no ${JSON.stringify(from)}`);
    text = text.replaceAll(from, () => to);
  }
  return text;
}

function missing(program: string, option: string): string | undefined {
  return spawnSync(program, [option]).error === undefined ? undefined : `${program} is not installed: it was not tried`;
}

async function running(child: ChildProcess, port: number): Promise<void> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  after(() => child.kill('SIGTERM'));
  await until(`the proxy at ${port}`, async () => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said}`);
    return await requestTo(port, '/en/').then(
      ({ status }) => status === 200,
      () => false,
    );
  });
}

/** @param site Its part of nginx's configuration, which listens at the port. */
async function startNginx(folder: string, port: number, site: string): Promise<void> {
  mkdirSync(join(folder, 'temporary'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${join(folder, 'temporary', kind)};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const file = join(folder, 'nginx.conf');
  writeFileSync(
    file,
    `${user} daemon off; pid ${join(folder, 'pid')}; error_log stderr; events {} http { access_log off; ${temporary.join(' ')}\n${site}}`,
  );
  await running(spawn('nginx', ['-c', file, '-p', folder], { stdio: ['ignore', 'pipe', 'pipe'] }), port);
}

/** Serves the folder of a site of files, with the configuration that the export wrote, until the file's tests are over. */
export async function serveByNginx(root: string): Promise<number> {
  const port = await freePort();
  const include = join(root, '.annals-export', 'nginx.conf');
  const server = `server { listen 127.0.0.1:${port}; root ${root}; include ${include}; }`;
  await startNginx(scratchFolder(), port, server);
  return port;
}

export const nginx: CachingProxy = {
  name: 'nginx',
  missing: missing('nginx', '-v'),
  isPurged: false,
  async start(port, [one, two]) {
    const folder = scratchFolder();
    mkdirSync(join(folder, 'cache'));
    const site = configured('nginx.conf', [
      ['127.0.0.1:3000', `127.0.0.1:${one}`],
      ['127.0.0.1:3001', `127.0.0.1:${two}`],
      ['listen 80;', `listen 127.0.0.1:${port};`],
      ['/var/lib/nginx/annals', join(folder, 'cache')],
      // Nobody waits five minutes for a test: what has aged for a second is asked for again, as the service allows.
      [
        'proxy_ignore_headers Vary;',
        'proxy_ignore_headers Vary Cache-Control; proxy_cache_valid 200 1s; proxy_cache_use_stale updating error timeout http_502 http_503 http_504;',
      ],
    ]);
    await startNginx(folder, port, site);
  },
};

export const varnish: CachingProxy = {
  name: 'Varnish',
  missing: missing('varnishd', '-V'),
  isPurged: true,
  async start(port, [one, two]) {
    const folder = scratchFolder();
    const file = join(folder, 'annals.vcl');
    writeFileSync(
      file,
      configured('varnish.vcl', [
        ['.port = "3000"', `.port = "${one}"`],
        ['.port = "3001"', `.port = "${two}"`],
      ]),
    );
    const args = ['-F', '-j', 'none', '-a', `127.0.0.1:${port}`, '-f', file, '-n', join(folder, 'work')];
    await running(spawn('varnishd', [...args, '-s', 'malloc,64m'], { stdio: ['ignore', 'pipe', 'pipe'] }), port);
  },
};
