/** Reads the files of images: whether each is what its name says, its size in pixels, and its bytes. */
import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { imageSize } from 'image-size';
import { atOnce } from '../../slices.ts';
import { type Fault, faulty, type Parsed, parsed } from '../files/problem.ts';
import { grouped, sizeInWords } from '../files/source/numbers.ts';
import { comparableSteps, eitherOf, nearest } from '../files/spelling.ts';
import { IMAGE_ENDINGS, IMAGE_FOLDER, type ImageFile, type ImageType, imageTypeOf, pathOf } from './image.ts';

/** An image is served as it is: one of this size takes a telephone several seconds. */
const MOST_IMAGE_BYTES = 5 * 1024 * 1024;
/** A browser takes four bytes of memory for each pixel, however small the file is. */
const MOST_PIXELS_A_SIDE = 10_000;

/** @param name Below the folder of images. */
export type ReadImageFile = (name: string) => Parsed<ImageFile>;

/** A reader of the images of a chronology's folder, also again and again. */
export function imageReader(folder: string): ReadImageFile {
  // A thousand events may name what is not there: the folder is listed once for all, until another file is in it.
  let names: readonly string[] = [];
  let listedAt: number | undefined;
  return (name) => {
    const read = readBytes(folder, name);
    if (read.ok) return identify(name, read.value);
    if (read.fault !== MISSING) return read;
    const changedAt = statSync(join(folder, IMAGE_FOLDER), { throwIfNoEntry: false })?.mtimeMs;
    if (changedAt === undefined || changedAt !== listedAt) names = imageNamesIn(folder);
    listedAt = changedAt;
    const near =
      nearest(name, atOnce(comparableSteps(name, names.length, names))) ??
      names.find((other) => other.endsWith(`/${name}`));
    const advice = near ?? (names.length > 0 && names.length < 7 ? eitherOf(names) : `the file ${pathOf(name)}`);
    return faulty(`no such file in the folder ${IMAGE_FOLDER}`, name, advice);
  };
}

/** A reader of images whose files are known, and are not looked at. */
export function knownImages(images: Readonly<Record<string, ImageFile>>): ReadImageFile {
  return (name) => {
    const image = Object.hasOwn(images, name) ? images[name] : undefined;
    return image ? parsed(image) : faulty(MISSING.message, name, `the file ${pathOf(name)}`);
  };
}

/** Whether the file still is what it was. */
export function isUnchangedImage(folder: string, { name, hash }: ImageFile): boolean {
  const read = readBytes(folder, name);
  return read.ok && hashOf(read.value) === hash;
}

/**
 * The bytes of an image; undefined where the file is no longer the one that was read, or cannot be read.
 *
 * @param kept A folder in which images are files named after their hashes, to look in where the chronology's has another.
 */
export async function imageBytes(folder: string, image: ImageFile, kept?: string): Promise<Buffer | undefined> {
  const bytes = await bytesAt(join(folder, pathOf(image.name)), image);
  return bytes || kept === undefined ? bytes : bytesAt(join(kept, image.hash), image);
}

async function bytesAt(path: string, { bytes, hash }: ImageFile): Promise<Buffer | undefined> {
  try {
    const file = await open(path, FLAGS);
    try {
      const stats = await file.stat();
      if (!stats.isFile() || stats.size !== bytes) return undefined;
      const buffer = Buffer.alloc(bytes);
      const { bytesRead } = await file.read(buffer, 0, bytes, 0);
      // The hash holds whatever the name leads to by now.
      return bytesRead === bytes && hashOf(buffer) === hash ? buffer : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** A pipe in the place of the file would otherwise keep whoever opens it waiting. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const MISSING: Fault = { message: 'missing' };
const UNREADABLE: Fault = { message: 'the disk does not give this file', advice: 'a file that this user may read' };

function readBytes(folder: string, name: string): Parsed<Buffer> {
  try {
    const path = realpathSync(join(folder, pathOf(name)));
    const root = realpathSync(folder);
    // A link is not followed when what it leads to changes, and a disk without case has one file under many names.
    if (path.startsWith(`${root}${sep}`) && path !== join(root, pathOf(name)))
      return faulty(
        'the file has another name',
        name,
        `${path
          .slice(root.length + 1)
          .split(sep)
          .join('/')
          .replace(/^images\//, '')}, or the file itself in place of a link`,
      );
    if (!path.startsWith(`${root}${sep}`))
      return faulty(
        "leads out of the chronology's folder",
        name,
        `the file itself as ${pathOf(name)}, in place of a link`,
      );
    return readWithin(path, name);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    return { ok: false, fault: ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(code) ? MISSING : UNREADABLE };
  }
}

function readWithin(path: string, name: string): Parsed<Buffer> {
  const descriptor = openSync(path, FLAGS);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return faulty('a folder, a pipe or the like', name, 'a file of an image');
    if (stats.size > MOST_IMAGE_BYTES)
      return faulty(
        `larger than an image may be (${sizeInWords(MOST_IMAGE_BYTES)})`,
        `${name}, of ${grouped(stats.size)} bytes`,
        'the same image with fewer pixels (1600 in width are enough), saved as JPEG or WebP',
      );
    const bytes = Buffer.alloc(stats.size);
    const count = stats.size === 0 ? 0 : readSync(descriptor, bytes, 0, stats.size, 0);
    if (count === 0) return faulty('an empty file', name, 'a file of an image');
    return parsed(bytes.subarray(0, count));
  } finally {
    closeSync(descriptor);
  }
}

function identify(name: string, bytes: Buffer): Parsed<ImageFile> {
  const said = imageTypeOf(name);
  const size = sizeOf(bytes);
  if (!size?.type) {
    const message = size?.other ? `its content is ${size.other}` : 'its content is no image that can be read';
    return faulty(message, name, `the image, saved anew as ${said === undefined ? 'JPEG' : NAMES[said]}`);
  }
  const { type, width, height } = size;
  if (type !== said) {
    const ending = IMAGE_ENDINGS.find((other) => imageTypeOf(`.${other}`) === type) ?? '';
    return faulty(
      `its content is ${NAMES[type]}`,
      name,
      `${name.replace(/\w+$/, ending)}, also as the name of the file`,
    );
  }
  if (Math.max(width, height) > MOST_PIXELS_A_SIDE)
    return faulty(
      `${width} × ${height} pixels are more than browsers show`,
      name,
      'the same image with fewer pixels: 1600 in width are enough',
    );
  return parsed({ name, mediaType: type, width, height, bytes: bytes.length, hash: hashOf(bytes) });
}

const NAMES: Readonly<Record<ImageType, string>> = {
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/avif': 'AVIF',
  'image/gif': 'GIF',
};

/** Types of the package by its names; of others it is less sure, and takes texts for some of them. */
const TYPES: Readonly<Record<string, ImageType>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
};
const OTHERS: Readonly<Record<string, string>> = { svg: 'SVG', heic: 'HEIC', tiff: 'TIFF', bmp: 'BMP', psd: 'PSD' };

interface Size {
  /** Undefined for one that browsers do not all show. */
  readonly type: ImageType | undefined;
  readonly other?: string | undefined;
  readonly width: number;
  readonly height: number;
}

function sizeOf(bytes: Buffer): Size | undefined {
  try {
    const { type: named = '', width, height, orientation = 1 } = imageSize(bytes);
    // image-size 2.1.0 names the first brand of a file alone, and AVIF may be the second (ISO/IEC 23000-12 §10.2).
    const isAvif = named === 'mif1' && bytes.toString('latin1', 8, 48).includes('avif');
    const type = isAvif ? 'image/avif' : TYPES[named];
    if (!(width > 0 && height > 0)) return undefined;
    // Exif 2.3 §4.6.4: from 5 on, the image is stored lying on its side. Browsers turn it.
    const isTurned = orientation >= 5;
    return {
      type,
      other: OTHERS[named],
      width: isTurned ? height : width,
      height: isTurned ? width : height,
    };
  } catch {
    return undefined;
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/** The names of the images that there are, sorted. */
function imageNamesIn(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, IMAGE_FOLDER), { recursive: true, encoding: 'utf8' })
      .map((name) => name.split(sep).join('/'))
      .filter((name) => imageTypeOf(name) !== undefined)
      .sort();
  } catch {
    return [];
  }
}
