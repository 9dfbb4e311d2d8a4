/** The files of images that events name, at addresses that change with their bytes. */
import { type ImageFile, imageNameFault } from '../chronology/images/image.ts';
import { imageBytes } from '../chronology/images/image-file.ts';
import { memoizeByChronology } from '../chronology/query/memoize.ts';
import { inSlices, pausing, type Work } from '../slices.ts';
import type { Answer, Answering } from './answering.ts';
import { DOCUMENT, HASHED_IMAGE } from './http/cache-control.ts';
import { Representation } from './http/representation.ts';
import { IMAGES_PATH, imagePath } from './site/address.ts';
import { KEYS_OF_PAGE } from './site/cache-keys.ts';
import { HttpError } from './site/fault.ts';

/**
 * The image at a path: its name is looked up among those that events name, and never followed on the disk. At the address of
 * another version stands the present one, for calendars, feeds and caches go on naming it: no redirect, since two services of
 * which one has the new file already would redirect to each other.
 */
export async function imageAnswer({ site, images }: Answering, path: string): Promise<Answer | undefined> {
  const { chronology, folder, keptImages } = site;
  const name = path.slice(IMAGES_PATH.length).split('/').slice(1).map(decodeURIComponent).join('/');
  if (folder === undefined || imageNameFault(name)) return undefined;
  const image = (await inSlices(filesByName.steps(chronology))).get(name);
  if (!image) return undefined;
  const address = imagePath(image);
  const versionOf = (of: string) => of.slice(IMAGES_PATH.length).split('/', 1)[0];
  const isPresent = versionOf(path) === versionOf(address);
  const make = () => imageRepresentation(folder, keptImages, image, isPresent ? HASHED_IMAGE : DOCUMENT);
  return { representation: await images.get(isPresent ? address : `${address}?present`, make) };
}

async function imageRepresentation(
  folder: string,
  kept: string | undefined,
  image: ImageFile,
  cacheControl: string,
): Promise<Representation> {
  const bytes = await imageBytes(folder, image, kept);
  // The file was changed since: with the next reading of the folder its address is another one, or a problem names it.
  if (!bytes) throw new HttpError({ status: 404 });
  return new Representation(bytes, { mediaType: image.mediaType, cacheControl, open: true, cacheKeys: KEYS_OF_PAGE });
}

/** Of the events that are shown: the image may be the reason why one was withdrawn. */
const filesByName = memoizeByChronology(function* ({ events }): Work<ReadonlyMap<string, ImageFile>> {
  const files = new Map<string, ImageFile>();
  yield* pausing(events, ({ imageFile }) => imageFile && files.set(imageFile.name, imageFile));
  return files;
});
