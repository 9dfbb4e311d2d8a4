/** The files that pages load: style sheet, script and icons, under names that change with their bytes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pick } from '../../chronology/languages/text.ts';
import type { Settings } from '../../chronology/schema/vocabulary.ts';
import { layoutRules } from '../../formats/overview/overview-picture.ts';
import { schemeColours } from '../../formats/view/type-colour.ts';

/** The parts of the style sheet, later ones over earlier ones. */
const STYLE_SHEETS = [
  'base',
  'filter',
  'overview',
  'mark-card',
  'timeline',
  'moments',
  'record',
  'table',
  'figures',
  'sources',
  'about',
  'subscribe',
  'data',
  'month',
  'error',
  'embed',
];

/** A file that may be cached for good, since its name changes with its bytes. */
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

export interface Assets {
  readonly styleSheet: Asset;
  readonly script: Asset;
  /** Of a view in the frame of another site. */
  readonly embedScript: Asset;
  readonly icon: Asset;
  /** For iOS, 180 pixels wide: it takes no SVG and cuts the corners itself. */
  readonly touchIcon: Asset;
  readonly homeScreenIcons: readonly HomeScreenIcon[];
}

/** What the style sheet has of a chronology: the colours of its types, and its titles, which head its pages on paper. */
export type Styled = Pick<Settings, 'types' | 'title' | 'languages'>;

export function loadAssets(viewsFolder: string, styled: Styled): Assets {
  return {
    styleSheet: asset('style.css', styleSheet(viewsFolder, styled), 'text/css; charset=utf-8'),
    script: asset('script.js', assetFile(viewsFolder, 'script.js'), 'text/javascript; charset=utf-8'),
    embedScript: asset('embed.js', assetFile(viewsFolder, 'embed.js'), 'text/javascript; charset=utf-8'),
    icon: asset('icon.svg', assetFile(viewsFolder, 'icon.svg'), 'image/svg+xml'),
    touchIcon: pngAsset(viewsFolder, 'apple-touch-icon.png'),
    homeScreenIcons: HOME_SCREEN_ICONS.map(({ file, size, purpose }) => ({
      asset: pngAsset(viewsFolder, file),
      size,
      purpose,
    })),
  };
}

/** The sheets of `assets/style` in one, the colours of the chronology's types, the places of rows in pictures, and running heads. */
function styleSheet(viewsFolder: string, { types, title, languages }: Styled): Buffer {
  const sheets = STYLE_SHEETS.map((name) => assetFile(viewsFolder, join('style', `${name}.css`)).toString('utf8'));
  const colours = Object.entries(types).map(([id, { color }]) => {
    const { light, dark } = schemeColours(color);
    return `.type-${id}{--type:light-dark(${light},${dark})}\n`;
  });
  // No text of a document reaches the margins of paper but by a style sheet: a kind of page for each language.
  const heads = languages.map(
    (language) =>
      `:root:lang(${language}){page:${language}}\n@page ${language}{@top-left{content:${cssString(pick(title, language).text)}}}\n`,
  );
  return Buffer.from([...sheets, ...colours, layoutRules(), ...heads].join(''));
}

/** CSS Syntax 3, §4.3.5: quotes and backslashes are escaped; a text on one line has no other sign that ends a string. */
function cssString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function assetFile(viewsFolder: string, file: string): Buffer {
  return readFileSync(join(viewsFolder, 'assets', file));
}

function pngAsset(viewsFolder: string, file: string): Asset {
  return asset(file, assetFile(viewsFolder, file), 'image/png');
}

function asset(file: string, bytes: Buffer, mediaType: string): Asset {
  return { path: `/assets/${file.replace(/(\.\w+)$/, `.${hashInName(bytes)}$1`)}`, bytes, mediaType };
}

/** What the name of a file has that changes with its bytes, or with those of several, one after another. */
export function hashInName(...parts: readonly (Buffer | string)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 12);
}
