/** The browser that tests drive, and the fonts that it has: npm's on Linux, the same on every machine. It reaches loopback alone. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { ROOT } from '../support/root.ts';

const MODULES = join(ROOT, 'node_modules');
const CACHE = join(MODULES, '.cache');

/** Where systems that npm's browser is not made for keep a Chrome. */
const USUAL_PLACES = [
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

const { BROWSER_FONTS = 'plain', CHROME_PATH } = process.env;

/** The fonts that npm's Chromium brings: Open Sans. */
const ITS_OWN = 'chromium';
interface FontSet {
  /** Below `node_modules`. */
  readonly folders: readonly string[];
  /** Its families for `serif`, `sans-serif` and `monospace`. */
  readonly generic: readonly [string, string, string];
}

/** Pages must not hang on the metrics of one font: CI runs what does with each of these sets. */
const FONT_SETS: Readonly<Record<string, FontSet>> = {
  /** One font for Latin, one for Japanese. */
  plain: { folders: [ITS_OWN, '@expo-google-fonts/biz-udpgothic'], generic: ['Open Sans', 'Open Sans', 'Open Sans'] },
  /** As on most Linux desktops: Latin letters a sixth wider and lines lower; all Japanese letters of one width. */
  wide: {
    folders: ['dejavu-fonts-ttf/ttf', '@expo-google-fonts/kosugi'],
    generic: ['DejaVu Serif', 'DejaVu Sans', 'DejaVu Sans Mono'],
  },
  /** Families that the style sheet names, on Android and where systems have them. */
  noto: {
    folders: [
      ...['noto-sans', 'noto-serif'].flatMap((family) => [`${family}/400Regular`, `${family}/700Bold`]),
      'biz-udpgothic',
    ].map((folder) => `@expo-google-fonts/${folder}`),
    generic: ['Noto Serif', 'Noto Sans', 'Noto Sans'],
  },
  /** As on a bare server: no Japanese, which is drawn as boxes. */
  bare: { folders: [ITS_OWN], generic: ['Open Sans', 'Open Sans', 'Open Sans'] },
};
/** Instead of a set: all that are installed. */
const MACHINE = 'machine';
if (BROWSER_FONTS !== MACHINE && !FONT_SETS[BROWSER_FONTS])
  throw new Error(`BROWSER_FONTS is "${BROWSER_FONTS}": write ${[...Object.keys(FONT_SETS), MACHINE].join(' or ')}`);

const NPM_HAS_ONE = process.platform === 'linux' && process.arch === 'x64';

/** The one that is asked for or, where npm has none, the first that is installed; undefined for npm's. */
const installed = CHROME_PATH || (NPM_HAS_ONE ? undefined : USUAL_PLACES.find((path) => existsSync(path)));

/** Why the tests with a browser cannot run here, as the `skip` of their suites. Where npm has one they run, or fail. */
export const noBrowser: string | false =
  NPM_HAS_ONE || installed
    ? false
    : 'nothing was tested in a browser: npm brings one for Linux on x64 alone. Install Chrome, or set CHROME_PATH';

/** Starts the browser. It is the caller's to close. */
export async function launch(): Promise<Browser> {
  const folder = NPM_HAS_ONE ? await unpacked() : undefined;
  const env: Record<string, string> = {};
  if (folder && BROWSER_FONTS !== MACHINE) env.FONTCONFIG_PATH = fontconfig(folder, BROWSER_FONTS);
  // Its own NSS, which a bare system lacks.
  if (folder && !installed) env.LD_LIBRARY_PATH = join(folder, 'al2023', 'lib');
  const executablePath = installed ?? (folder && join(folder, 'chromium'));
  if (!executablePath) throw new Error(noBrowser || 'no browser');
  return chromium.launch({ executablePath, args: ARGUMENTS, env: { ...process.env, ...env } });
}

/**
 * The folder of npm's Chromium, unpacked once (about 200 MB). Test files run in parallel processes: each that finds
 * none unpacks into a folder of its own, and the first to rename it wins. Not in /tmp, which may forbid programs and
 * which systems clean file by file.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(MODULES, '@sparticuz', 'chromium', 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(CACHE, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const fresh = mkdtempSync(`${folder}.`);
  try {
    await unpackInto(fresh);
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

/**
 * A folder with the configuration of a set of fonts. That of the system, which would bring the machine's fonts and
 * aliases, is not read; npm's own names folders that are not there, and no text would be drawn.
 */
function fontconfig(browser: string, name: string): string {
  const folder = join(CACHE, `fonts-${name}`);
  const { folders = [], generic = [] } = FONT_SETS[name] ?? {};
  const paths = folders.map((path) => (path === ITS_OWN ? join(browser, 'fonts', 'fonts') : join(MODULES, path)));
  const aliases = ['serif', 'sans-serif', 'monospace'].map(
    (family, index) =>
      `<match><test name="family"><string>${family}</string></test>` +
      `<edit name="family" mode="assign" binding="strong"><string>${generic[index]}</string></edit></match>`,
  );
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${paths.map((path) => `<dir>${path}</dir>`).join('\n')}
${aliases.join('\n')}
<cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`;
  mkdirSync(folder, { recursive: true });
  // Other test files write the same at the same time, and a browser may be reading it.
  const fresh = join(folder, `fonts.conf.${process.pid}`);
  writeFileSync(fresh, text);
  renameSync(fresh, join(folder, 'fonts.conf'));
  return folder;
}
