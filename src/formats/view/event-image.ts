/** The image of an event as outputs tell of it: where it is, what is known of its file, its texts. */
import type { TimelineEvent } from '../../chronology/event.ts';
import { type ImageFile, type ImageType, imageTypeOf } from '../../chronology/images/image.ts';
import { type LanguageTag, type PickedText, pick } from '../../chronology/languages/text.ts';
import type { View } from './view.ts';

export interface EventImage {
  /** Absolute. */
  readonly address: string;
  readonly alt: PickedText;
  readonly credit: PickedText;
  /** Where it comes from. */
  readonly creditUrl?: string | undefined;
  /** Of an image elsewhere, what its address says, if it does. */
  readonly mediaType?: ImageType | undefined;
  /** What is known of a file of ours, and of no image elsewhere. */
  readonly file?: ImageFile | undefined;
}

/** A withdrawn event has none: the image may be the reason why it was withdrawn. */
export function imageOf(
  { image, imageFile, withdrawn }: TimelineEvent,
  language: LanguageTag,
  { image: addressOf }: Pick<View['addresses'], 'image'>,
): EventImage | undefined {
  if (!image || withdrawn) return undefined;
  const texts = { alt: pick(image.alt, language), credit: pick(image.credit, language), creditUrl: image.creditUrl };
  if (imageFile) return { address: addressOf(imageFile), mediaType: imageFile.mediaType, file: imageFile, ...texts };
  if (image.url === undefined) return undefined;
  return { address: image.url, mediaType: imageTypeOf(new URL(image.url).pathname), ...texts };
}
