/** Single fields of an event in words: its status, place, people, series, figures and tags. */
import { type Chronology, typeOf } from '../../chronology/chronology.ts';
import { nameOfCountry } from '../../chronology/country-names.ts';
import type { Figure, TimelineEvent } from '../../chronology/event.ts';
import type { Translate } from '../../chronology/languages/definition/interface-words.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import { type LanguageTag, type PickedText, pick } from '../../chronology/languages/text.ts';
import { placeNameOf } from '../../chronology/place.ts';
import type { Settings } from '../../chronology/schema/vocabulary.ts';

/** The status, in the word that the event's type has for it. */
export function statusText(chronology: Chronology, event: TimelineEvent, language: LanguageTag): PickedText {
  const word = typeOf(chronology, event).statuses[event.status];
  return word ? pick(word, language) : { text: event.status, lang: language };
}

/** Where an event takes place: at a place, online, or both at once. */
export function placeText(
  chronology: Chronology,
  event: TimelineEvent,
  language: LanguageTag,
  words: Translate,
): PickedText | undefined {
  const name = placeNameOf(event, chronology.vocabulary);
  const place = name && pick(name, language);
  if (!event.online) return place;
  if (!place) return { text: words('event.online'), lang: interfaceTag(language) };
  return { text: words('event.alsoOnline', { place: place.text }), lang: place.lang };
}

/** A person with the office held at the time: "Hayashi Yoshimasa (Minister for Foreign Affairs, Japan)". */
export function personText(
  chronology: Chronology,
  person: TimelineEvent['people'][number],
  language: LanguageTag,
  words: Translate,
): PickedText {
  const name = pick(chronology.vocabulary.people[person.id]?.name ?? { [language]: person.id }, language);
  const office = person.office && pick(person.office, language).text;
  const country = person.country && nameOfCountry(person.country, chronology.vocabulary, language);
  const roles = [office, country].filter((role) => role !== undefined);
  if (roles.length === 0) return name;
  const text = words('event.person', { name: name.text, office: roles.join(words('event.officeJoin')) });
  return { text, lang: name.lang };
}

/** The texts of a list in one, in their language where they have one in common. */
export function joinedTexts(texts: readonly PickedText[], language: LanguageTag, words: Translate): PickedText {
  const languages = new Set(texts.map(({ lang }) => lang));
  const [lang = language] = languages;
  return {
    text: texts.map(({ text }) => text).join(words('event.listJoin')),
    lang: languages.size === 1 ? lang : interfaceTag(language),
  };
}

/** The series that an event belongs to, and its number there: "Apollo (8th)". */
export function seriesText(
  { vocabulary: { settings } }: Chronology,
  { series }: Pick<TimelineEvent, 'series'>,
  language: LanguageTag,
  words: Translate,
): PickedText | undefined {
  if (!series) return undefined;
  const { id, number } = series;
  const name = pick(settings.series[id]?.name ?? { [language]: id }, language);
  if (number === undefined) return name;
  const ordinal = words('number.ordinal', { number });
  return { ...name, text: words('event.seriesNumber', { series: name.text, ordinal }) };
}

/** The measure of a figure, and its countries: "Loans (Uzbekistan)". */
export function figureLabel(settings: Settings, figure: Figure, language: LanguageTag, words: Translate): PickedText {
  const { text: measure, lang } = pick(
    settings.measures[figure.measure]?.label ?? { [language]: figure.measure },
    language,
  );
  const countries = figure.countries
    .map((code) => nameOfCountry(code, { settings }, language))
    .join(words('event.listJoin'));
  return { text: countries === '' ? measure : words('figure.for', { measure, countries }), lang };
}

/** The names of an event's tags; one without an entry is its own. */
export function tagsOf(chronology: Chronology, event: TimelineEvent, language: LanguageTag): readonly PickedText[] {
  const { tags } = chronology.vocabulary.settings;
  return event.tags.map((id) => pick(tags[id]?.name ?? { [language]: id }, language));
}
