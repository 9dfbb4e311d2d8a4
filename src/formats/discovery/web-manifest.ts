/** The manifest by which a browser puts the chronology on a home screen (W3C Web Application Manifest). */
import { directionOf } from '../../chronology/languages/definition/direction.ts';

export const MANIFEST_MEDIA_TYPE = 'application/manifest+json';

/** The background of the light scheme: a manifest has one colour only. */
const PAPER = '#fbf9f4';
/** So many characters of a name fit below an icon on a home screen. */
const MOST_CHARACTERS = 12;

export interface ManifestIcon {
  /** Relative to the manifest. */
  readonly src: string;
  /** `192x192`, or `any` for SVG. */
  readonly sizes: string;
  readonly type: string;
  /** A `maskable` icon fills its corners and keeps its margin free, since launchers crop it. */
  readonly purpose: 'any' | 'maskable';
}

export function renderWebManifest(app: {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly icons: readonly ManifestIcon[];
}): string {
  return `${JSON.stringify({
    name: app.title,
    short_name: shortName(app.title, MOST_CHARACTERS),
    description: app.description,
    lang: app.language,
    dir: directionOf(app.language),
    start_url: './',
    display: 'minimal-ui',
    theme_color: PAPER,
    background_color: PAPER,
    icons: app.icons,
  })}\n`;
}

/** The title cut after a whole word, or within its first word where that is too long. `most` counts code points. */
export function shortName(title: string, most: number): string {
  const characters = [...title];
  if (characters.length <= most) return title;
  const words = characters
    .slice(0, most + 1)
    .join('')
    .split(' ')
    .slice(0, -1)
    .join(' ')
    .trim();
  return words === '' ? characters.slice(0, most).join('') : words;
}
