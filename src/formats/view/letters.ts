/** A text as the letters that its readers see: no cut may go through one of them. */

const segmenter = new Intl.Segmenter('und');

/** One after another (UAX #29): `é` may be two characters, and an emoji of an astronaut is three. */
export function* lettersOf(text: string): Generator<string, void> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}
