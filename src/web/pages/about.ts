/** The page about the chronology: how its dates are read, what it is not sure of, and how to cite, correct and subscribe. */
import { parseWhen } from '../../chronology/dates/edtf.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { formatWhen, type WordLanguage } from '../../chronology/languages/dates-in-words.ts';
import { formatInstantDay } from '../../chronology/languages/instants-in-words.ts';
import { pick, type Text } from '../../chronology/languages/text.ts';
import { gathering } from '../../chronology/query/gathering.ts';
import { EVERYTHING } from '../../chronology/query/query.ts';
import { capitalized, fulfilmentsOf, successorOf } from '../../formats/view/event-text.ts';
import { pausing, type Work } from '../../slices.ts';
import { absolute, permalinkPath, sitePagePath, subscribePath } from '../site/address.ts';
import { advertisedOutputs } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import { abridged } from './parts/abridged.ts';
import { toCitations } from './parts/citations-shown.ts';
import { unbroken } from './parts/date-shown.ts';
import { eventLine, eventLink } from './parts/event-card.ts';
import { type LocalizedText, link, type PageContext, pageContext, pageModel, translate } from './parts/frame.ts';

/** The forms in which a date can be known, as the overview draws them, each with dates in EDTF. */
const FORMS: readonly { form: string; name: string; calendar: string; examples: readonly string[] }[] = [
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
];

/** More of a list are only counted: there is no view of them to lead to. */
const MOST_TOLD = 100;

interface Said {
  readonly event: TimelineEvent;
  readonly text: Text | undefined;
}

/** What the page tells of events, each list in their order. */
const mentionedIn = gathering(function* ({ events }) {
  const inferred: Said[] = [];
  const disagreements: Said[] = [];
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

/** Gathers in slices what the page tells of events. */
export function* aboutPageSteps({ chronology }: Site): Work<void> {
  yield* mentionedIn.steps(chronology);
}

export function renderAboutPage(site: Site, language: WordLanguage): string {
  const context = pageContext(site, language, sitePagePath(language, 'about'));
  const { words } = context;
  const { vocabulary, events, withdrawn } = site.chronology;
  const { settings } = vocabulary;
  const title = pick(settings.title, language).text;
  const told = mentionedIn.of(site.chronology);
  const inferred = cutShort(told.inferred, context, (shown) => saidTogether(shown, context));
  const disagreements = cutShort(told.disagreements, context, (shown) => saidTogether(shown, context));
  const alternatives = cutShort(told.alternatives, context, (shown) =>
    shown.map(({ event, alternative }) => ({
      event: eventLine(event, context),
      other: unbroken(capitalized(formatWhen(alternative.when, language))),
      note: alternative.note && translate(alternative.note, context),
      citations: toCitations(alternative.sources, context),
    })),
  );
  const plans = cutShort(told.plans, context, (shown) =>
    shown.map((event) => ({
      // That each is a plan goes without saying here.
      event: { ...eventLine(event, context), status: undefined },
      outcomes: fulfilmentsOf(site.chronology, event).map((other) => eventLine(other, context)),
    })),
  );
  return site.templates.render('about', {
    ...pageModel(context, {
      title: words('view.title', { title, filter: words('site.about') }),
      description: words('about.pageDescription', { title }),
      query: EVERYTHING,
      pathIn: (other) => sitePagePath(other, 'about'),
    }),
    about: {
      forms: FORMS.map((form) => toForm(form, context)),
      contents: [
        { id: 'dates', title: words('about.dates') },
        ...(inferred.shown.length > 0 ? [{ id: 'inferred', title: words('about.inferred') }] : []),
        ...(disagreements.shown.length > 0 ? [{ id: 'disagreements', title: words('about.disagreements') }] : []),
        ...(alternatives.shown.length > 0 ? [{ id: 'alternatives', title: words('about.alternatives') }] : []),
        ...(plans.shown.length > 0 ? [{ id: 'plans', title: words('about.plans') }] : []),
        { id: 'citing', title: words('about.citing') },
        { id: 'subscribing', title: words('about.subscribing') },
        { id: 'programs', title: words('about.programs') },
        { id: 'publisher', title: words('about.publisher') },
      ],
      inferred,
      disagreements,
      alternatives,
      plans,
      permalink: toPermalink(events, context),
      revisions: cutShort(told.revisions, context, (shown) =>
        shown.map(({ event, revision: { date, note } }) => ({
          ...eventLink(event, context),
          datetime: date,
          date: unbroken(formatInstantDay(date, settings.timeZone, language)),
          note: translate(note, context),
        })),
      ),
      withdrawn: cutShort(withdrawn, context, (shown) =>
        shown.flatMap((event) => {
          if (!event.withdrawn) return [];
          const { date, reason } = event.withdrawn;
          const successor = successorOf(site.chronology, event);
          return {
            title: translate(event.title, context),
            datetime: date,
            date: unbroken(formatInstantDay(date, settings.timeZone, language)),
            reason: translate(reason, context),
            successor: successor && eventLink(successor, context),
          };
        }),
      ),
      subscribe: link({ text: words('about.subscribe') }, subscribePath(language, EVERYTHING), context),
      machine: [
        ...advertisedOutputs.flatMap(({ name, about }) => (about ? [{ name, says: words(about) }] : [])),
        { name: '/events/…', says: words('about.permanent') },
      ],
      publisher: settings.publisher,
      licence: settings.licence,
      timeZone: settings.timeZone,
    },
  });
}

function toForm({ form, name, calendar, examples }: (typeof FORMS)[number], { site, language, words }: PageContext) {
  const dates = examples.map((edtf) => {
    const when = parseWhen(edtf, site.chronology.vocabulary.settings.timeZone);
    if (!when.ok) throw new Error(`no date: ${edtf}`);
    return { edtf, words: unbroken(formatWhen(when.value, language)) };
  });
  return { form, name: words(name), dates, calendar: words(calendar, { date: dates[0]?.words ?? '' }) };
}

/** The first of a list as they are shown, and how many others there are. */
function cutShort<T, S>(all: readonly T[], { words }: PageContext, show: (some: readonly T[]) => readonly S[]) {
  const { shown, others } = abridged(all, MOST_TOLD);
  return { shown: show(shown), others: others === 0 ? undefined : words('about.others', { count: others }) };
}

/** What several events say in the same words stands once, below all of them. */
function saidTogether(sayings: readonly Said[], context: PageContext) {
  const found = new Map<
    string,
    { said: LocalizedText | undefined; events: { event: ReturnType<typeof eventLine> }[] }
  >();
  for (const { event, text } of sayings) {
    const said = text && translate(text, context);
    const entry = found.get(said?.text ?? '') ?? { said, events: [] };
    found.set(said?.text ?? '', entry);
    entry.events.push({ event: { ...eventLine(event, context), status: undefined } });
  }
  return [...found.values()];
}

/** A permanent address to show: that of the latest event. */
function toPermalink(events: readonly TimelineEvent[], { site }: PageContext): string | undefined {
  const latest = events.at(-1);
  return latest && absolute(site.baseUrl, permalinkPath(latest.slug));
}
