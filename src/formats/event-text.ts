/** What an event says, in plain words, as a calendar's description and a feed's entry tell it. */
import { type Chronology, incomingTo, typeOf } from '../chronology/chronology.ts';
import type { Citation, TimelineEvent } from '../chronology/event.ts';
import { type PickedText, pick } from '../chronology/text.ts';
import { formatPrecision, formatWhen, type WordLanguage } from '../chronology/when-words.ts';
import { countryName } from './country.ts';
import { formatFigure } from './figure.ts';
import type { Words } from './words.ts';

/** The date as known: the curator's words where they say more than EDTF can, and else the date's own. */
export function dateAsKnown(event: TimelineEvent, language: WordLanguage): string {
  return event.whenText?.[language] ?? formatWhen(event.when, language);
}

/** A date in words as a heading or a sentence begins with it. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Whether another event fulfilled this plan. */
export function isFulfilled(chronology: Chronology, event: TimelineEvent): boolean {
  return event.status === 'planned' && incomingTo(chronology, event.slug).fulfilledBy.length > 0;
}

/** The status in the type's own word. */
export function statusText(chronology: Chronology, event: TimelineEvent, language: WordLanguage): string {
  const word = typeOf(chronology, event).statuses[event.status];
  return word ? pick(word, language).text : event.status;
}

export function placeText(
  chronology: Chronology,
  event: TimelineEvent,
  language: WordLanguage,
  words: Words,
): PickedText | undefined {
  if (event.online) return { text: words('event.online'), lang: language };
  const place = event.place === undefined ? undefined : chronology.places[event.place];
  return place && pick(place.name, language);
}

/** A person with the office held at the time: "Hayashi Yoshimasa (Minister for Foreign Affairs, Japan)". */
export function personText(
  chronology: Chronology,
  person: TimelineEvent['people'][number],
  language: WordLanguage,
  words: Words,
): string {
  const name = pick(chronology.people[person.id]?.name ?? { [language]: person.id }, language).text;
  const office = person.office && pick(person.office, language).text;
  const country = person.country && countryName(person.country, language);
  const said = [office, country].filter((part) => part !== undefined);
  return said.length === 0 ? name : words('event.person', { name, office: said.join(words('event.officeJoin')) });
}

/** A citation list folded by source, with its paragraphs in order. */
export interface CitedSource {
  readonly id: string;
  readonly title: PickedText;
  readonly language: string;
  readonly paragraphs: readonly number[];
  readonly citations: readonly Citation[];
}

export function citedSources(
  chronology: Chronology,
  citations: readonly Citation[],
  language: WordLanguage,
): readonly CitedSource[] {
  const ids = [...new Set(citations.map(({ source }) => source))];
  return ids.map((id) => {
    const own = citations.filter(({ source }) => source === id);
    const source = chronology.sources[id];
    return {
      id,
      title: pick(source?.title ?? { [language]: id }, language),
      language: source?.language ?? language,
      paragraphs: [...new Set(own.map(({ paragraph }) => paragraph))].sort((a, b) => a - b),
      citations: own,
    };
  });
}

export interface EventParagraph {
  readonly kind: 'withdrawn' | 'date' | 'summary' | 'fact' | 'note' | 'source' | 'revision';
  readonly text: string;
}

/**
 * The event in paragraphs: how well its date is known (where that is not a day), summary, people, place, figures,
 * what sources disagree on, how the date was inferred, sources with their paragraphs.
 */
export function eventParagraphs(
  chronology: Chronology,
  event: TimelineEvent,
  language: WordLanguage,
  words: Words,
): readonly EventParagraph[] {
  const paragraphs: EventParagraph[] = [];
  const add = (kind: EventParagraph['kind'], text: string) => paragraphs.push({ kind, text });
  const labelled = (kind: EventParagraph['kind'], label: string, text: string) =>
    add(kind, words('event.labelled', { label: words(label), text }));
  const say = (text: Readonly<Record<string, string>>) => pick(text, language).text;

  if (event.withdrawn) labelled('withdrawn', 'event.withdrawn', say(event.withdrawn.reason));
  const precision = formatPrecision(event.when, language);
  if (precision !== '' || event.whenText)
    add(
      'date',
      capitalized(
        words(precision === '' ? 'event.date' : 'event.dateWithPrecision', {
          date: dateAsKnown(event, language),
          precision,
        }),
      ),
    );
  add('summary', say(event.summary));
  const place = placeText(chronology, event, language, words);
  if (place) labelled('fact', 'event.place', place.text);
  const join = words('event.listJoin');
  if (event.people.length > 0)
    labelled(
      'fact',
      'event.people',
      event.people.map((person) => personText(chronology, person, language, words)).join(join),
    );
  if (event.organizations.length > 0)
    labelled(
      'fact',
      'event.organizations',
      event.organizations.map((id) => say(chronology.organizations[id]?.name ?? { en: id })).join(join),
    );
  if (event.status !== typeOf(chronology, event).defaultStatus)
    labelled('fact', 'event.status', statusText(chronology, event, language));
  for (const figure of event.figures) {
    const measure = say(chronology.settings.measures[figure.measure]?.label ?? { en: figure.measure });
    const countries = figure.countries.map((code) => countryName(code, language)).join(join);
    const label = countries === '' ? measure : words('figure.for', { measure, countries });
    add('fact', words('event.labelled', { label, text: formatFigure(figure, language, words) }));
  }
  for (const disagreement of event.disagreements) labelled('note', 'event.disagreement', say(disagreement));
  for (const alternative of event.alternatives)
    labelled(
      'note',
      'event.alternative',
      [formatWhen(alternative.when, language), ...(alternative.note ? [say(alternative.note)] : [])].join(
        words('event.officeJoin'),
      ),
    );
  if (event.dating?.note)
    labelled('note', event.dating.inferred ? 'event.inferred' : 'event.dating', say(event.dating.note));
  for (const { title, paragraphs: numbers } of citedSources(chronology, event.sources, language))
    labelled(
      'source',
      'event.source',
      words('event.citation', { title: title.text, paragraphs: numbers.join(words('event.numberJoin')) }),
    );
  const revision = event.revisions.at(-1);
  if (revision) labelled('revision', 'event.revised', say(revision.note));
  return paragraphs;
}
