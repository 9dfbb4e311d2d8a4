/** The EJS templates, the style sheet and the script, read and compiled once at start. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ejs from 'ejs';
import type { Settings } from '../../chronology/schema/vocabulary.ts';
import { schemeColours } from '../../formats/view/type-colour.ts';

const templateNames = [
  'timeline',
  'partials/card',
  'event',
  'figures',
  'sources',
  'about',
  'subscribe',
  'error',
] as const;
/** The parts of the style sheet, later ones over earlier ones. */
const styleSheets = [
  'base',
  'filter',
  'overview',
  'timeline',
  'record',
  'table',
  'figures',
  'sources',
  'about',
  'subscribe',
];

type TemplateName = (typeof templateNames)[number];

/** A file that pages load, under a name that changes with its bytes, so that it can be kept for good. */
interface Asset {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** A picture of the icon for home screens, made by `npm run icons`. */
interface HomeScreenIcon {
  readonly asset: Asset;
  /** Width and height in pixels. */
  readonly size: number;
  readonly purpose: 'any' | 'maskable';
}

const HOME_SCREEN_ICONS = [
  { file: 'icon-192.png', size: 192, purpose: 'any' },
  { file: 'icon-512.png', size: 512, purpose: 'any' },
  { file: 'icon-maskable-512.png', size: 512, purpose: 'maskable' },
] as const;

export interface Templates {
  render(name: TemplateName, page: object): string;
  readonly styleSheet: Asset;
  readonly script: Asset;
  readonly icon: Asset;
  /** What iOS shows, 180 pixels wide: it takes no SVG and cuts the corners itself. */
  readonly touchIcon: Asset;
  readonly homeScreenIcons: readonly HomeScreenIcon[];
}

/** Throws where a template does not compile. */
export function loadTemplates(viewsFolder: string, types: Settings['types']): Templates {
  const compiled = new Map(
    templateNames.map((name) => {
      const filename = join(viewsFolder, `${name}.ejs`);
      // strict: templates see `it` and nothing else, so no name of a request can shadow one of ours.
      const template = ejs.compile(readFileSync(filename, 'utf8'), {
        filename,
        strict: true,
        localsName: 'it',
        rmWhitespace: true,
        // What is included is found at once and compiled once.
        root: viewsFolder,
        cache: true,
      });
      return [name, template];
    }),
  );
  return {
    render(name, page) {
      const template = compiled.get(name);
      if (!template) throw new Error(`no template ${name}`);
      return template(page);
    },
    styleSheet: asset('style.css', styleSheet(viewsFolder, types), 'text/css; charset=utf-8'),
    script: asset('script.js', assetFile(viewsFolder, 'script.js'), 'text/javascript; charset=utf-8'),
    icon: asset('icon.svg', assetFile(viewsFolder, 'icon.svg'), 'image/svg+xml'),
    touchIcon: pngAsset(viewsFolder, 'apple-touch-icon.png'),
    homeScreenIcons: HOME_SCREEN_ICONS.map(({ file, size, purpose }) => ({
      asset: pngAsset(viewsFolder, file),
      size,
      purpose,
    })),
  };
}

/** The sheets of `assets/style` in one, and the colours of the chronology's types. */
function styleSheet(viewsFolder: string, types: Settings['types']): Buffer {
  const sheets = styleSheets.map((name) => assetFile(viewsFolder, join('style', `${name}.css`)).toString('utf8'));
  const colours = Object.entries(types).map(([id, { color }]) => {
    const { light, dark } = schemeColours(color);
    return `.type-${id}{--type:light-dark(${light},${dark})}\n`;
  });
  return Buffer.from([...sheets, ...colours].join(''));
}

function assetFile(viewsFolder: string, file: string): Buffer {
  return readFileSync(join(viewsFolder, 'assets', file));
}

function pngAsset(viewsFolder: string, file: string): Asset {
  return asset(file, assetFile(viewsFolder, file), 'image/png');
}

function asset(file: string, bytes: Buffer, mediaType: string): Asset {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { path: `/assets/${file.replace(/(\.\w+)$/, `.${hash}$1`)}`, bytes, mediaType };
}
