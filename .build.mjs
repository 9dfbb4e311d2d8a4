/**
 * Bundles `src/` into `dist/` or, asked for `test`, compiles `src/` and `test/` to `dist-test/`, where what stands there was not
 * made of these sources, and then says so.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const ROOT = import.meta.dirname;
const BUILDS = {
  // Node takes a quarter longer to start where it has to find and read each of some 300 modules. What a command does not need
  // stays in files of its own, which are read once they are asked for.
  program: { dist: 'dist', project: '.', folders: ['src'], make: bundle, beside: [] },
  // Tests import single modules, and start in half the time that they take where each process compiles what it imports. The
  // program finds beside itself what stands beside `src/`.
  test: {
    dist: 'dist-test',
    project: 'test',
    folders: ['src', 'test'],
    make: runCompiler,
    beside: ['package.json', 'views'],
  },
};
const { dist, project, folders, make, beside } = BUILDS[process.argv[2] ?? 'program'];
const DIST = join(ROOT, dist);
/** In the folder that is made: the hash of the sources that it was made of, and the hash of the files that were made of them. */
const STAMP = 'made-of';
const SETTINGS = [
  ...['tsconfig.json', 'package.json', 'package-lock.json', '.build.mjs'],
  ...(project === '.' ? [] : [`${project}/tsconfig.json`]),
];
const MOST_TRIES = 10;

const sources = hashOfSources();
if (!isMadeOf(DIST, sources)) {
  console.error('annals: compiling …');
  process.exitCode = await compile(sources);
}

/** The compiler's exit code. The former folder stays until the new one is whole, and then nothing of it does. */
async function compile(sources) {
  const made = mkdtempSync(`${DIST}-`);
  try {
    const code = await make(made);
    if (code !== 0) return code;
    const sourcesNow = hashOfSources();
    // A file was saved meanwhile, and the compiler may have read it before or after that.
    if (sourcesNow !== sources) return await compile(sourcesNow);
    for (const name of beside) symlinkSync(join(ROOT, name), join(made, name));
    writeFileSync(join(made, STAMP), stampOf(made, sources));
    // A folder for scratch files is its owner's alone; the program may be run by another user than the one who builds it.
    chmodSync(made, 0o777 & ~process.umask());
    putInPlace(made, sources);
    return 0;
  } finally {
    for (const name of readdirSync(ROOT))
      if (join(ROOT, name).startsWith(made)) rmSync(join(ROOT, name), { recursive: true });
  }
}

/** Where two starts compile at once, the first to be done wins: the other finds the same files there, or tries again. */
function putInPlace(made, sources) {
  for (let tries = 1; !isMadeOf(DIST, sources); tries += 1)
    try {
      // A folder is renamed at once, but onto no other folder that has files.
      if (existsSync(DIST)) renameSync(DIST, join(mkdtempSync(`${made}-`), 'former'));
      renameSync(made, DIST);
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
    }
}

/**
 * The program and its threads, whose modules are started by their paths; packages stay where npm has put them. Stack traces
 * name the sources where Node is started with `--enable-source-maps`. And the modules that a site of files has for browsers,
 * with the packages that they need. What is wrong is printed.
 */
async function bundle(outdir) {
  const { build } = await import('esbuild');
  const sources = filesBelow(join(ROOT, 'src'));
  const threads = sources.filter((file) => file.endsWith('-thread.ts'));
  const common = {
    outbase: join(ROOT, 'src'),
    outdir,
    bundle: true,
    format: 'esm',
    absWorkingDir: ROOT,
    logLevel: 'warning',
  };
  const program = {
    entryPoints: [join(ROOT, 'src', 'main.ts'), ...threads],
    chunkNames: '[name]-[hash]',
    splitting: true,
  };
  const target = {
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: true,
    sourcesContent: false,
  };
  // Of what a browser loads, each is one file that imports no other.
  const entryPoints = sources.filter((file) => file.endsWith('-in-browser.ts'));
  const browser = {
    entryPoints,
    outExtension: { '.js': '.min.js' },
    platform: 'browser',
    target: 'es2022',
    minify: true,
  };
  const builds = [{ ...program, ...target }, ...(entryPoints.length === 0 ? [] : [browser])];
  return await Promise.all(builds.map((options) => build({ ...common, ...options }))).then(
    () => 0,
    () => 1,
  );
}

/** Types are left to `npm run lint`: to check them takes six sevenths of the compiler's time, and changes no output. */
async function runCompiler(outDir) {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const options = ['--noCheck', '--noEmit', 'false', '--sourceMap', '--outDir', outDir];
  const child = spawn(process.execPath, [compiler, '-p', project, ...options], {
    cwd: ROOT,
    // Standard output is left to whoever asked for the build.
    stdio: ['ignore', process.stderr, process.stderr],
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => resolve(code ?? 1));
  });
}

function hashOfSources() {
  const sources = folders.flatMap((folder) => filesBelow(join(ROOT, folder))).filter((file) => file.endsWith('.ts'));
  return hashOf([...sources, ...SETTINGS.map((file) => join(ROOT, file))], ROOT);
}

function isMadeOf(folder, sources) {
  const stamp = join(folder, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(folder, sources);
}

function stampOf(folder, sources) {
  const made = filesBelow(folder).filter((file) => file !== join(folder, STAMP));
  return `${sources}\n${hashOf(made, folder)}\n`;
}

/** Of paths and contents: a file that is gone changes it as one that was edited does. */
function hashOf(files, folder) {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = createHash('sha256').update(readFileSync(file)).digest('hex');
    hash.update(`${relative(folder, file)}\0${content}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
