/** The image of an event: how its file may be called, and what is known of the file. */
import { CONTROL } from '../files/controls.ts';
import type { Fault } from '../files/problem.ts';

/** The folder of all images, in the chronology's folder: an event file may move to another year's folder without them. */
export const IMAGE_FOLDER = 'images';

/** A file of an image, as it was read. */
export interface ImageFile {
  /** Its path below the folder of images. */
  readonly name: string;
  readonly mediaType: ImageType;
  /** In pixels, as it is shown: a photograph may be stored lying on its side. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  /** SHA-256 of its bytes, as base64url. */
  readonly hash: string;
}

/** The types that every browser shows, by the endings of their files. SVG is none of them, for it may hold scripts. */
const TYPES = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
} as const;

export type ImageType = (typeof TYPES)[keyof typeof TYPES];

export const IMAGE_ENDINGS = Object.keys(TYPES) as readonly (keyof typeof TYPES)[];

const ENDINGS_IN_WORDS = '.jpg, .png, .webp, .avif or .gif';

/** The type that the ending of a name or a path says. */
export function imageTypeOf(name: string): ImageType | undefined {
  const [, ending = ''] = /\.([a-z]+)$/i.exec(name) ?? [];
  const known = IMAGE_ENDINGS.find((other) => other === ending.toLowerCase());
  return known && TYPES[known];
}

/** Whether the file at this path, below the chronology's folder, may be one that events name. */
export function isImagePath(path: string): boolean {
  return path.startsWith(`${IMAGE_FOLDER}/`) && imageTypeOf(path) !== undefined;
}

/** Below the chronology's folder, with slashes. */
export function pathOf(name: string): string {
  return `${IMAGE_FOLDER}/${name}`;
}

const LONGEST_NAME = 200;

/** Why a name is none of a file below the folder of images. */
export function imageNameFault(name: string): Fault | undefined {
  const parts = name.split('/');
  if (/^https?:/i.test(name)) return { message: 'an address in place of a file', advice: `url: ${name}` };
  if (parts.length > 1 && parts[0] === IMAGE_FOLDER)
    return { message: `begins with the folder in which all images are`, advice: parts.slice(1).join('/') };
  if (parts.some((part) => part === '' || part.startsWith('.')) || /[\\:]/.test(name) || CONTROL.test(name))
    return {
      message: `not the name of a file in the folder ${IMAGE_FOLDER}`,
      advice: `bridge.jpg, for the file ${IMAGE_FOLDER}/bridge.jpg, or 1969/bridge.jpg`,
    };
  if (name.length > LONGEST_NAME)
    return { message: 'the name is too long', advice: `at most ${LONGEST_NAME} characters` };
  if (/\.svgz?$/i.test(name)) return { message: 'SVG is not taken, for it may hold scripts', advice: 'a PNG of it' };
  if (!imageTypeOf(name)) return { message: 'not a type of image', advice: `a file that ends in ${ENDINGS_IN_WORDS}` };
  return undefined;
}
