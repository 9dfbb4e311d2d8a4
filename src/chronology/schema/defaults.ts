/** What is taken where `chronology.yaml` says nothing: the looks and words of types, the publisher, the description, the domain. */
import { FALLBACK_LANGUAGE, isWordLanguage, wordsOf } from '../languages/languages.ts';
import { type LanguageTag, pick, type Text } from '../languages/text.ts';
import { type Status, statuses } from './status.ts';

/** Colours of types, each of which can be told from the others, also by eyes that see red and green less well. */
export const TYPE_COLOURS = [
  'darkblue',
  'darkgoldenrod',
  'mediumvioletred',
  'teal',
  'firebrick',
  'darkorchid',
  'darkolivegreen',
  'rosybrown',
] as const;

/**
 * The domain of UIDs. The same for every chronology that names none: whatever else it were taken from, a title or an address,
 * can change, and identities would move. RFC 2606 keeps the name out of everyone's hands.
 */
export const DEFAULT_UID_DOMAIN = 'chronology.annals.example';

/** A colour for each type without one, in the order of the file: a type that is added at the end changes no other. */
export function withColours<T extends { readonly color?: string | undefined }>(
  types: Readonly<Record<string, T>>,
): Record<string, T & { readonly color: string }> {
  const taken = new Set(Object.values(types).map(({ color }) => color));
  const free = TYPE_COLOURS.filter((colour) => !taken.has(colour));
  const palette = free.length > 0 ? free : TYPE_COLOURS;
  let next = 0;
  const colourOf = ({ color }: T): string => {
    if (color !== undefined) return color;
    next += 1;
    return palette[(next - 1) % palette.length] ?? TYPE_COLOURS[0];
  };
  return Object.fromEntries(Object.entries(types).map(([id, type]) => [id, { ...type, color: colourOf(type) }]));
}

/** The interface's word for each status, in every language of the chronology. */
export function commonStatuses(languages: readonly LanguageTag[]): Readonly<Record<Status, Text>> {
  const entries = statuses.map((status) => [
    status,
    textIn(languages, (language) => wordsOf(language)(`status.${status}`)),
  ]);
  return Object.fromEntries(entries);
}

/** A sentence that says of a chronology what every one is. */
export function commonDescription(title: Text, languages: readonly LanguageTag[]): Text {
  const [fallback = ''] = Object.values(title);
  return textIn(languages, (language) =>
    wordsOf(language)('site.commonDescription', { title: title[language] ?? fallback }),
  );
}

/** The publisher's own name, which is of no language; where none is given, the chronology's title in that of the reader. */
export function publisherName(
  settings: { readonly publisher: { readonly name?: string | undefined }; readonly title: Text },
  language: LanguageTag,
): string {
  return settings.publisher.name ?? pick(settings.title, language).text;
}

function textIn(languages: readonly LanguageTag[], of: (language: LanguageTag) => string): Text {
  const worded = languages.filter(isWordLanguage);
  return Object.fromEntries((worded.length === 0 ? [FALLBACK_LANGUAGE] : worded).map((tag) => [tag, of(tag)]));
}
