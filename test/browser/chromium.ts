/** The browser that tests drive: a Chromium that the machine has, or else the one that npm brings. It reaches loopback alone. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const ROOT = join(import.meta.dirname, '..', '..');
const MODULES = join(ROOT, 'node_modules');

/** Where systems keep a Chromium or Chrome. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

const ARGUMENTS = [
  // The only pages it opens are ours, and containers and root have no sandbox to offer.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // No name and no address but ours is found, whoever asks: a page, or the browser itself.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--font-render-hinting=none',
];

const { BROWSER_FROM_NPM, CHROME_PATH } = process.env;
const NPM_HAS_ONE = process.platform === 'linux' && process.arch === 'x64';

/** CHROME_PATH alone, or the usual places; none where BROWSER_FROM_NPM is set. */
const installed = BROWSER_FROM_NPM ? [] : CHROME_PATH ? [CHROME_PATH] : USUAL_PLACES.filter((path) => existsSync(path));

/** Why the tests with a browser cannot run here, as the `skip` of their suites. On Linux they always run, or fail. */
export const noBrowser: string | false =
  process.platform !== 'linux' && installed.length === 0
    ? 'no Chrome or Chromium found, and npm brings one for Linux alone: install one, or set CHROME_PATH'
    : false;

/** Starts the browser. It is the caller's to close. */
export async function launch(): Promise<Browser> {
  for (const executablePath of installed)
    try {
      return await chromium.launch({ executablePath, args: ARGUMENTS });
    } catch (error) {
      if (CHROME_PATH || !NPM_HAS_ONE) throw error;
      console.error(`${executablePath} does not start, so the tests take npm's: ${String(error)}`);
    }
  if (!NPM_HAS_ONE) throw new Error('no Chrome or Chromium found: install one, or set CHROME_PATH');
  const folder = await unpacked();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ARGUMENTS,
    env: {
      ...process.env,
      // Its own NSS, which a bare system lacks, and its own fonts, so that text measures the same everywhere.
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fontconfig'),
    },
  });
}

/**
 * The folder of npm's Chromium, unpacked once (about 200 MB). Test files run in parallel processes: each that finds
 * none unpacks into a folder of its own, and the first to rename it wins. Not in /tmp, which may forbid programs and
 * which systems clean file by file.
 */
async function unpacked(): Promise<string> {
  const cache = join(MODULES, '.cache');
  const { version } = JSON.parse(readFileSync(join(MODULES, '@sparticuz', 'chromium', 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(`${folder}.`);
  try {
    await unpackInto(fresh);
    writeFontconfig(join(fresh, 'fontconfig'));
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The package unpacks into TMPDIR, and its libraries only where it takes the machine for an AWS Lambda at import. */
async function unpackInto(folder: string): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** Its own fonts.conf names folders that are not there, and no text would be drawn. It has no Japanese font either. */
function writeFontconfig(folder: string): void {
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">../fonts/fonts</dir>
  <dir prefix="relative">../../../@expo-google-fonts/biz-udpgothic</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`,
  );
}
