/** The page of a view: its filter form, and its events in order under year headings. */
import type { Chronology } from '../chronology/chronology.ts';
import type { TimelineEvent } from '../chronology/event.ts';
import { EVERYTHING, type Facet, type Query, select, soleFacet, valuesOf } from '../chronology/query.ts';
import { pick } from '../chronology/text.ts';
import { anchorDay, precisions } from '../chronology/when.ts';
import { formatWhen, type WordLanguage } from '../chronology/when-words.ts';
import { facetText, filterText, viewTitle } from '../formats/view.ts';
import { relative, viewPath } from './address.ts';
import { eventCard } from './event-card.ts';
import { frame, type PageContext, pageContext, type ShownText, say, shown, viewPathIn } from './page.ts';
import type { Site } from './site.ts';

export function renderTimelinePage(site: Site, language: WordLanguage, query: Query): string {
  const context = pageContext(site, language, viewPath(language, query));
  const { words } = context;
  const { chronology } = site;
  const events = select(chronology, query);
  const view = { chronology, query, language, words };
  const filter = filterText(view);
  const count = events.length === 1 ? words('view.oneEvent') : words('view.events', { count: events.length });
  return site.templates.render('timeline', {
    ...frame(context, {
      title: viewTitle(view),
      description:
        filter === ''
          ? pick(chronology.settings.description, language).text
          : words('event.labelled', { label: viewTitle(view), text: count }),
      query,
      pathIn: viewPathIn(query),
    }),
    heading: filter === '' ? undefined : heading(query, filter, context),
    count,
    source: sourceShown(query, context),
    form: filterForm(query, context),
    years: years(events).map(({ year, members }) => ({
      year: words('view.year', { year: Number(year) }),
      id: `y${year}`,
      events: members.map((event) => eventCard(event, context)),
    })),
    everything: relative(context.path, viewPath(language, EVERYTHING)),
  });
}

/** What the view is narrowed to; one facet alone in the language of its name. */
function heading(query: Query, filter: string, { site, language }: PageContext): ShownText {
  const sole = soleFacet(query);
  return sole ? shown(facetText(sole.facet, sole.value, site.chronology, language), language) : { text: filter };
}

/** Runs of events with one anchor year; the order of the chronology keeps each year together. */
function years(events: readonly TimelineEvent[]): { year: string; members: TimelineEvent[] }[] {
  const found: { year: string; members: TimelineEvent[] }[] = [];
  for (const event of events) {
    const year = anchorDay(event.when).slice(0, 4);
    const last = found.at(-1);
    if (last?.year === year) last.members.push(event);
    else found.push({ year, members: [event] });
  }
  return found;
}

function sourceShown(query: Query, context: PageContext) {
  const sole = soleFacet(query);
  const source = sole?.facet === 'source' ? context.site.chronology.sources[sole.value] : undefined;
  if (!source) return undefined;
  const { language } = context;
  return {
    publisher: source.publisher && say(source.publisher, context),
    date: source.date && formatWhen(source.date, language),
    language: new Intl.DisplayNames(language, { type: 'language' }).of(source.language),
    url: source.url,
    file: source.file,
    paragraphs: source.paragraphs,
  };
}

const FORM_FACETS = ['type', 'country', 'series', 'person', 'source', 'precision'] as const satisfies readonly Facet[];

/** A form that works without script: it submits to the language's root, which leads to the canonical address. */
function filterForm(query: Query, { site, language, words, path }: PageContext) {
  const { chronology } = site;
  return {
    action: relative(path, `/${language}/`),
    fields: FORM_FACETS.map((facet) => {
      const selected = query.facets[facet];
      return {
        name: facet,
        label: words(`filter.${facet}`),
        // Several values at once can only be kept by a list that shows several.
        multiple: selected.length > 1,
        options: [...new Set([...optionValues(facet, chronology, language), ...selected])].map((value) => ({
          value,
          label:
            facet === 'precision'
              ? { text: words(`precision.${value}`) }
              : shown(facetText(facet, value, chronology, language), language),
          selected: selected.includes(value),
        })),
      };
    }),
    from: query.from?.text ?? '',
    to: query.to?.text ?? '',
    q: query.q ?? '',
    imprecise: query.imprecise === 'marker' ? undefined : query.imprecise,
    filtered: viewPath(language, { ...query, imprecise: 'marker' }) !== viewPath(language, EVERYTHING),
  };
}

/** The values that events have under a facet, in an order that a reader of the language expects. */
function optionValues(
  facet: (typeof FORM_FACETS)[number],
  chronology: Chronology,
  language: WordLanguage,
): readonly string[] {
  const used = new Set(chronology.events.flatMap((event) => valuesOf(event, facet)));
  if (facet === 'precision') return precisions.filter((precision) => used.has(precision));
  if (facet === 'type') return Object.keys(chronology.settings.types).filter((type) => used.has(type));
  const collator = new Intl.Collator(language);
  return [...used].sort((a, b) =>
    collator.compare(facetText(facet, a, chronology, language).text, facetText(facet, b, chronology, language).text),
  );
}
