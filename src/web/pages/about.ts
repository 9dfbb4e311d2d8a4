/** The page about the chronology: how to read its dates, where it is unsure, and how to cite, correct and subscribe. */
import { parseWhen } from '../../chronology/dates/edtf.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatWhen, unbroken } from '../../chronology/languages/dates-in-words.ts';
import { ownName } from '../../chronology/languages/display-names.ts';
import { type LanguageTag, pick, type Text } from '../../chronology/languages/text.ts';
import { hasDocuments } from '../../chronology/query/citation.ts';
import { memoizeByChronology } from '../../chronology/query/memoize.ts';
import { EVERYTHING } from '../../chronology/query/query.ts';
import { fulfilmentsOf, successorOf } from '../../formats/view/event-text.ts';
import type { LocalizedText } from '../../formats/view/localized-text.ts';
import { pausing, type Work } from '../../slices.ts';
import { absolute, dataPath, permalinkPath, relative, sitePagePath, subscribePath } from '../site/address.ts';
import { advertisedOutputs } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import { toLocalizedText } from '../site/templates.ts';
import { toAlternative } from './parts/cited-sources.ts';
import { type EventLine, eventLink, toLine, toTime } from './parts/event-line.ts';
import { countOf, link, type PageContext, pageContext, pageModel, pageTitle, translate } from './parts/frame.ts';
import { shorten } from './parts/pagination.ts';

/** How well a date can be known, by the form that the overview draws it in, with examples in EDTF. */
const FORMS = [
  { form: 'day', name: 'about.day', calendar: 'about.dayCalendar', examples: ['2022-12-24', '2022-12-24T15:00:00'] },
  {
    form: 'unit',
    name: 'about.unit',
    calendar: 'about.unitCalendar',
    examples: ['2023-03', '2023-33', '2023-40', '2023', '202X'],
  },
  { form: 'soft', name: 'about.soft', calendar: 'about.asUnit', examples: ['2023-03~', '2023-03?', '2023-03%'] },
  { form: 'soft', name: 'about.between', calendar: 'about.asUnit', examples: ['[2023-09..2023-11]'] },
  { form: 'after', name: 'about.after', calendar: 'about.asUnit', examples: ['[2023-09..]'] },
  { form: 'before', name: 'about.before', calendar: 'about.beforeCalendar', examples: ['[..2023-09]'] },
  {
    form: 'period',
    name: 'about.period',
    calendar: 'about.periodCalendar',
    examples: ['2023-09-01/2023-09-08', '2016-03/2023-11', '2023-01-01/2023-12-31', '2004/', '../1991'],
  },
  { form: 'ongoing', name: 'about.ongoing', calendar: 'about.ongoingCalendar', examples: ['2022-02/..'] },
] as const;

/** More items of a list are only counted: there is no view of them to lead to. */
const MOST_ITEMS = 100;

/** More are folded, so that what comes after them is found. */
const MOST_OPEN = 6;

interface Remark {
  readonly event: TimelineEvent;
  readonly text: Text | undefined;
}

/** The events that the page lists, each list in the order of the chronology. */
const listsOf = memoizeByChronology(function* ({ events }) {
  const inferred: Remark[] = [];
  const disagreements: Remark[] = [];
  const alternatives: { event: TimelineEvent; alternative: TimelineEvent['alternatives'][number] }[] = [];
  const plans: TimelineEvent[] = [];
  const revisions: { event: TimelineEvent; revision: TimelineEvent['revisions'][number] }[] = [];
  yield* pausing(events, (event) => {
    if (event.dating?.inferred) inferred.push({ event, text: event.dating.note });
    for (const text of event.disagreements) disagreements.push({ event, text });
    for (const alternative of event.alternatives) alternatives.push({ event, alternative });
    if (event.status === 'planned') plans.push(event);
    for (const revision of event.revisions) revisions.push({ event, revision });
  });
  return { inferred, disagreements, alternatives, plans, revisions };
});

/** Gathers the lists in slices, for `renderAboutPage` to find. */
export function* aboutPageSteps({ chronology }: Site): Work<void> {
  yield* listsOf.steps(chronology);
}

export function renderAboutPage(site: Site, language: LanguageTag): string {
  const context = pageContext(site, language, sitePagePath(language, 'about'));
  const { words } = context;
  const { vocabulary, events, withdrawn } = site.chronology;
  const { settings } = vocabulary;
  const lists = listsOf.of(site.chronology);
  const citing = hasDocuments(site.chronology);
  const remarks = [
    {
      id: 'inferred',
      title: words('about.inferred'),
      text: words(citing ? 'about.inferredText' : 'about.inferredPlain'),
      ...toRemarks(lists.inferred, context),
    },
    {
      id: 'disagreements',
      title: words('about.disagreements'),
      text: words('about.disagreementsText'),
      ...toRemarks(lists.disagreements, context),
    },
  ];
  return site.templates.render('about', {
    ...pageModel(context, {
      title: pageTitle(words('site.about'), context),
      description: words('about.pageDescription', { title: pick(settings.title, language).text }),
      query: EVERYTHING,
      pathIn: (other) => sitePagePath(other, 'about'),
    }),
    about: {
      forms: FORMS.map((form) => toForm(form, context)),
      contents: [
        { id: 'who', title: words('about.who') },
        { id: 'mistakes', title: words('about.mistakes') },
        { id: 'dates', title: words('about.dates') },
        ...remarks.filter(({ groups }) => groups.length > 0),
        ...(lists.alternatives.length > 0 ? [{ id: 'alternatives', title: words('about.alternatives') }] : []),
        ...(lists.plans.length > 0 ? [{ id: 'plans', title: words('about.plans') }] : []),
        { id: 'citing', title: words('about.citing') },
        { id: 'subscribing', title: words('about.subscribing') },
        { id: 'codes', title: words('about.codes') },
        { id: 'programs', title: words('about.programs') },
      ],
      remarks,
      alternatives: toList(lists.alternatives, context, ({ event, alternative }) => ({
        event: toLine(event, context),
        ...toAlternative(alternative, context),
      })),
      plans: toList(lists.plans, context, (event) => ({
        event: withoutStatus(event, context),
        outcomes: fulfilmentsOf(site.chronology, event).map((other) => toLine(other, context)),
      })),
      permalink: toPermalink(events, context),
      revisions: toList(lists.revisions, context, ({ event, revision: { date, note } }) => ({
        event: eventLink(event, context),
        date: toTime(date, context),
        note: translate(note, context),
      })),
      withdrawn: toList(
        withdrawn.flatMap((event) => (event.withdrawn ? [{ event, ...event.withdrawn }] : [])),
        context,
        ({ event, date, reason }) => {
          const successor = successorOf(site.chronology, event);
          return {
            title: translate(event.title, context),
            date: toTime(date, context),
            reason: translate(reason, context),
            successor: successor && eventLink(successor, context),
          };
        },
      ),
      subscribe: link({ text: words('about.subscribe') }, subscribePath(language, EVERYTHING), context),
      data: link({ text: words('data.link') }, dataPath(language, EVERYTHING), context),
      machine: [
        ...advertisedOutputs.flatMap(({ name, about }) => (about ? [{ name, says: words(about) }] : [])),
        { name: '/events/…', says: words('about.permanent') },
      ],
      publisher: settings.publisher,
      mistakesText: words(citing ? 'about.mistakesText' : 'about.mistakesPlain'),
      everyView: words('about.everyView', { documents: citing ? 'yes' : 'no' }),
      datesText: words(citing ? 'about.datesText' : 'about.datesPlain'),
      holds: citing
        ? words('about.holdsText', {
            events: countOf(events.length, context),
            documents: countOfDocuments(Object.keys(vocabulary.sources).length, context),
          })
        : countOf(events.length, context),
      sources: citing ? relative(context.path, sitePagePath(language, 'sources')) : undefined,
      languageNames: settings.languages.map((other) =>
        toLocalizedText({ text: ownName(other), lang: other }, language),
      ),
      licence: settings.licence && translate(settings.licence, context),
      timeZone: settings.timeZone,
    },
  });
}

function toForm({ form, name, calendar, examples }: (typeof FORMS)[number], { site, language, words }: PageContext) {
  const dates = examples.map((edtf) => {
    const when = parseWhen(edtf, site.chronology.vocabulary.settings.timeZone);
    if (!when.ok) throw new Error(`no date: ${edtf}`);
    return { edtf, words: unbroken(formatWhen(when.value, language), language) };
  });
  return { form, name: words(name), dates, calendar: words(calendar, { date: dates[0]?.words ?? '' }) };
}

function countOfDocuments(count: number, { words }: PageContext): string {
  return words('about.documents', { count });
}

/** The first items of a list as a template shows them, and in words how many are omitted. */
function toList<T, S>(all: readonly T[], context: PageContext, toItem: (item: T) => S) {
  const { words } = context;
  const { items, omitted } = shorten(all, MOST_ITEMS);
  return {
    items: items.map(toItem),
    omitted: omitted === 0 ? undefined : words('about.others', { count: omitted }),
    fold: all.length > MOST_OPEN ? countOf(all.length, context) : undefined,
  };
}

/** Remarks on events; one that several events make in the same words stands once, below all of them. */
function toRemarks(all: readonly Remark[], context: PageContext) {
  const { items, omitted, fold } = toList(all, context, ({ event, text }) => ({
    event: withoutStatus(event, context),
    remark: text && translate(text, context),
  }));
  const groups = new Map<string, { remark: LocalizedText | undefined; events: EventLine[] }>();
  for (const { event, remark } of items) {
    const key = remark?.text ?? '';
    const group = groups.get(key) ?? { remark, events: [] };
    groups.set(key, group);
    group.events.push(event);
  }
  return { groups: [...groups.values()], omitted, fold };
}

/** An event in a list whose title says its status already, or where the status does not matter. */
function withoutStatus(event: TimelineEvent, context: PageContext): EventLine {
  return { ...toLine(event, context), status: undefined };
}

/** The permanent address of the latest event, as an example. */
function toPermalink(events: readonly TimelineEvent[], { site }: PageContext): string | undefined {
  const latest = events.at(-1);
  return latest && absolute(site.baseUrl, permalinkPath(latest.slug));
}
