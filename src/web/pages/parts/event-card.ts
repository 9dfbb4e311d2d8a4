/** An event in a list: a card, or a line where it is a detail or folds under its whole. */

import { typeOf } from '../../../chronology/chronology.ts';
import { groupedCountryNames } from '../../../chronology/country-names.ts';
import type { TimelineEvent } from '../../../chronology/event.ts';
import { proseOf } from '../../../chronology/languages/prose.ts';
import { outcomeOf } from '../../../chronology/plan.ts';
import type { TextRun } from '../../../chronology/query/search.ts';
import { formOf } from '../../../formats/overview/overview-marks.ts';
import { fulfilmentsOf } from '../../../formats/view/event-text.ts';
import { placeText } from '../../../formats/view/field-text.ts';
import { fragmentsOf } from '../../../formats/view/fragments.ts';
import type { LocalizedText } from '../../../formats/view/localized-text.ts';
import type { MarkedRun } from '../../../formats/view/prose-markup.ts';
import { facetPath } from '../../site/address.ts';
import { type Link, toLocalizedText } from '../../site/templates.ts';
import { toShortCitations } from './cited-sources.ts';
import { toFigures, toWhen } from './event-details.ts';
import { eventLink, facetLink, isEmphatic, toUnusualStatus } from './event-line.ts';
import { ANYWHERE, link, type PageContext, rebaseLinks, translate } from './frame.ts';
import { shorten } from './pagination.ts';

/** Marks the words of a search in a text. */
type Highlight = (text: string) => readonly TextRun[];

/** Of more countries, the first are named, and how many others there are. */
const MOST_COUNTRIES = 3;
const MOST_FIGURES = 4;

/** How an event stands in a list. */
export type Form = 'card' | 'line';

/**
 * What both forms say: the date, the title, what must not be taken for plain, and the summary, of which the style sheet
 * shows as much as fits.
 */
function toModel(event: TimelineEvent, form: Form, context: PageContext, highlight: Highlight) {
  const title = eventLink(event, context);
  const summary = translate(event.summary, context);
  return {
    slug: event.slug,
    typeId: event.type,
    look: form === 'line' ? 'line' : event.weight === 'key' ? 'leading' : 'plain',
    when: toWhen(event, context),
    form: formOf(context.site.chronology, event),
    link: title,
    title: highlight(title.text),
    summary: { ...summary, runs: toRuns(summary.text, highlight) },
    remarks: toRemarks(event, form, context),
    emphasis: isEmphatic(event),
    details: form === 'card' ? toDetails(event, context) : undefined,
  };
}

/** Prose in one line, as a list shows its beginning: what stands between blocks is a space, and before an item a bullet. */
function toRuns(text: string, highlight: Highlight): readonly MarkedRun[] {
  return proseOf(text).flatMap(({ kind, runs }, index) => [
    ...(index === 0 && kind === 'paragraph'
      ? []
      : [{ text: `${index === 0 ? '' : ' '}${kind === 'item' ? '• ' : ''}` }]),
    ...runs.flatMap(({ text: run, ...look }) => highlight(run).map((part) => ({ ...part, ...look }))),
  ]);
}

function toDetails(event: TimelineEvent, context: PageContext) {
  const { site, language, words } = context;
  const { chronology } = site;
  const place = placeText(chronology, event, language, words);
  const countries = shortCountries(event, context);
  return {
    type: link(translate(typeOf(chronology, event).label, context), facetPath(language, 'type', event.type), context),
    place: place && toLocalizedText(place, language),
    facts: [
      ...toShortFigures(event, context),
      ...(countries === '' ? [] : [{ text: countries }]),
      ...(event.series ? [facetLink('series', event.series.id, context)] : []),
      ...toShortTags(event, context),
      ...toShortCitations(event, context),
    ],
    notes: toNotes(event, context),
  };
}

/** Of more tags, the page of the event has the others. */
const MOST_TAGS = 6;

function toShortTags({ tags }: TimelineEvent, context: PageContext): readonly (LocalizedText | Link)[] {
  const { items, omitted } = shorten(tags, MOST_TAGS);
  return [
    ...items.map((id) => facetLink('tag', id, context)),
    ...(omitted === 0 ? [] : [{ text: context.words('about.others', { count: omitted }) }]),
  ];
}

function toShortFigures({ figures }: TimelineEvent, context: PageContext): readonly LocalizedText[] {
  const { words } = context;
  const { items, omitted } = shorten(figures, MOST_FIGURES);
  return [
    ...toFigures(items, context).map(({ label, value }) => ({
      ...label,
      text: words('event.labelled', { label: label.text, text: value }),
    })),
    ...(omitted === 0 ? [] : [{ text: words('about.others', { count: omitted }) }]),
  ];
}

type Remark = (LocalizedText | Link) & { readonly before?: string; readonly isStatus?: boolean };

/** The status where it is unusual, and what fulfilled a plan; of a line, also that its page says more of its date. */
function toRemarks(event: TimelineEvent, form: Form, context: PageContext): readonly Remark[] {
  const { site, words } = context;
  const status = toStatus(event, context);
  const before = words('event.labelled', { label: words('relation.fulfilledBy'), text: '' });
  return [
    ...(status ? [{ ...status, isStatus: true }] : []),
    ...fulfilmentsOf(site.chronology, event).map((other) => ({ before, ...eventLink(other, context) })),
    ...(form === 'line' ? noteLabels(event).map((label) => ({ text: words(label) })) : []),
  ];
}

/** The status where it is unusual, with what is known of a plan whose time is over. */
function toStatus(event: TimelineEvent, context: PageContext): LocalizedText | undefined {
  const status = toUnusualStatus(event, context);
  const { site, words, today } = context;
  if (!status || today === undefined || outcomeOf(site.chronology, event, today) !== 'unknown') return status;
  return { ...status, text: words('event.planUnknown', { status: status.text }) };
}

function shortCountries({ countries }: TimelineEvent, { site, language, words }: PageContext): string {
  const all = groupedCountryNames(countries, site.chronology.vocabulary, language);
  const isLong = all.length > MOST_COUNTRIES + 1;
  const names = (isLong ? all.slice(0, MOST_COUNTRIES) : all).map(({ name }) => name).join(words('event.listJoin'));
  const count = all.slice(MOST_COUNTRIES).reduce((sum, { size }) => sum + size, 0);
  return isLong ? words('event.othersToo', { names, count }) : names;
}

function noteLabels({ dating, disagreements }: TimelineEvent) {
  return [
    ...(dating?.inferred ? (['event.inferred'] as const) : []),
    ...(disagreements.length > 0 ? (['event.disagreement'] as const) : []),
  ];
}

/** How the date is known and where the sources disagree, in one place that opens. */
function toNotes(event: TimelineEvent, context: PageContext) {
  const { words } = context;
  const texts = [...(event.dating?.note ? [event.dating.note] : []), ...event.disagreements];
  if (texts.length === 0) return undefined;
  const labels = noteLabels(event);
  return {
    label: (labels.length > 0 ? labels : (['event.dating'] as const)).map((label) => words(label)).join(' · '),
    texts: texts.map((text) => translate(text, context)),
  };
}

/**
 * Renders events as a page lists them. Each is rendered once in a form and a language, for any page, except where the
 * words of a search are marked in it.
 */
export function cardRenderer(
  context: PageContext,
  highlight?: Highlight,
): (event: TimelineEvent, form: Form) => string {
  const { site, language, words, path } = context;
  const render = (event: TimelineEvent, form: Form, of: PageContext, marked: Highlight) =>
    site.templates.render('partials/card', { t: words, event: toModel(event, form, of, marked) });
  if (highlight) return (event, form) => render(event, form, context, highlight);
  const anywhere = { ...context, path: ANYWHERE };
  const references = new Map<string, string>();
  const fragments = {
    card: fragmentsOf(site.chronology, `card ${language}`),
    line: fragmentsOf(site.chronology, `line ${language}`),
  };
  return (event, form) => {
    const shows = toOtherValues(event, anywhere);
    let card = fragments[form].get(event, shows);
    if (card === undefined) {
      card = render(event, form, anywhere, (text) => [{ text, match: false }]);
      fragments[form].set(event, shows, card);
    }
    return rebaseLinks(path, card, references);
  };
}

/** What a card says beside the event's own file: which events fulfilled it, and what became of it by today. */
function toOtherValues(event: TimelineEvent, context: PageContext): string {
  if (event.status !== 'planned') return '';
  return JSON.stringify(toRemarks(event, 'card', context));
}
