/** A site that `annals export` wrote: its folder, its files, and a server of files as hosts of static sites are. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, relative, sep } from 'node:path';
import { after } from 'node:test';
import { annalsProcess, type Ended } from './command.ts';
import { scratchFolder } from './repository.ts';

export interface ExportedSite {
  /** The folder of the site. */
  readonly root: string;
  readonly baseUrl: string;
  readonly ended: Ended;
  /** File → its path in addresses and its media type, without those that are compressed. */
  readonly files: ReadonlyMap<string, { readonly path: string; readonly type: string }>;
  text(file: string): string;
}

/** Compiled and in a process of its own: the modules that browsers load are those that the compiler wrote. */
export async function exportSite(
  folder: string,
  { baseUrl = 'https://annals.example', root = join(scratchFolder(), 'site') } = {},
): Promise<ExportedSite> {
  const ended = await annalsProcess(['export', root, '--base-url', baseUrl], { EVENTS_DIR: folder });
  const manifest = join(root, '.annals-export', 'manifest.json');
  const { files } = (existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : { files: {} }) as {
    files: Readonly<Record<string, { path?: string; type: string }>>;
  };
  return {
    root,
    baseUrl,
    ended,
    files: new Map(
      Object.entries(files).map(([file, { path, type }]) => [file, { path: path ?? `/${encodeURI(file)}`, type }]),
    ),
    text: (file) => readFileSync(join(root, file), 'utf8'),
  };
}

/** The file that a host answers a path with: itself, a page without its ending, or the index of a folder. */
export function fileServedAt(root: string, path: string): string | undefined {
  const name = decodeURIComponent(path).replace(/^\//, '');
  const candidates = path.endsWith('/') ? [`${name}index.html`] : [name, `${name}.html`];
  return candidates.find((file) => statSync(join(root, file), { throwIfNoEntry: false })?.isFile());
}

/** Every file below a folder and a hash of its bytes. */
export function contentOf(root: string): ReadonlyMap<string, string> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')).sort();
  return new Map(
    paths.map(
      (path) =>
        [
          path,
          createHash('sha256')
            .update(readFileSync(join(root, path)))
            .digest('hex'),
        ] as const,
    ),
  );
}

/** Serves a folder of files below a path, until the file's tests are over. Resolves to the address of that path. */
export async function serveFiles(root: string, below: string, types: ExportedSite['files']): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const file = pathname.startsWith(`${below}/`) ? fileServedAt(root, pathname.slice(below.length)) : undefined;
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none';style-src 'self';script-src 'self';connect-src 'self';img-src 'self';manifest-src 'self';form-action 'self'",
    );
    if (file === undefined) return void response.writeHead(404, { 'Content-Type': 'text/plain' }).end();
    response.writeHead(200, { 'Content-Type': types.get(file)?.type ?? 'application/octet-stream' });
    response.end(readFileSync(join(root, file)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}${below}`;
}
