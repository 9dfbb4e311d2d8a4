/** The manifest by which a browser puts the chronology on a home screen (W3C Web Application Manifest). */

export const MANIFEST_MEDIA_TYPE = 'application/manifest+json';

/** The paper of the light scheme: a manifest knows one colour. */
const PAPER = '#fbf9f4';
/** What launchers show below an icon. */
const MOST_CHARACTERS = 12;

export interface ManifestIcon {
  /** Relative to the manifest. */
  readonly src: string;
  /** `192x192`, or `any` for what has no pixels. */
  readonly sizes: string;
  readonly type: string;
  /** `maskable` has no corners of its own and keeps its margin free. */
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
    dir: 'ltr',
    start_url: './',
    display: 'minimal-ui',
    theme_color: PAPER,
    background_color: PAPER,
    icons: app.icons,
  })}\n`;
}

/** As many whole words as fit; where not even one does, its beginning. `most` counts characters, as readers do. */
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
