/** The page about the chronology: how its dates are read, what it is not sure of, and how to cite, correct and subscribe. */
import type { TimelineEvent } from '../chronology/event.ts';
import { EVERYTHING } from '../chronology/query.ts';
import { pick, type Text } from '../chronology/text.ts';
import { parseWhen } from '../chronology/when-parse.ts';
import { formatWhen, type WordLanguage } from '../chronology/when-words.ts';
import { capitalized, fulfilmentsOf, successorOf } from '../formats/event-text.ts';
import { formatInstantDay } from '../formats/instant.ts';
import { absolute, permalinkPath, sitePagePath, subscribePath } from './address.ts';
import { citationsShown } from './citations-shown.ts';
import { unbroken } from './date-shown.ts';
import { eventLine, eventLink } from './event-card.ts';
import { frame, link, type PageContext, pageContext, type ShownText, say } from './page.ts';
import type { Site } from './site.ts';

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

export function renderAboutPage(site: Site, language: WordLanguage): string {
  const context = pageContext(site, language, sitePagePath(language, 'about'));
  const { words } = context;
  const { settings, events, withdrawn } = site.chronology;
  const title = pick(settings.title, language).text;
  const inferred = saidTogether(
    events.filter(({ dating }) => dating?.inferred).map((event) => ({ event, text: event.dating?.note })),
    context,
  );
  const disagreements = saidTogether(
    events.flatMap((event) => event.disagreements.map((text) => ({ event, text }))),
    context,
  );
  const alternatives = events.flatMap((event) =>
    event.alternatives.map((alternative) => ({
      event: eventLine(event, context),
      other: unbroken(capitalized(formatWhen(alternative.when, language))),
      note: alternative.note && say(alternative.note, context),
      citations: citationsShown(alternative.sources, context),
    })),
  );
  const plans = events
    .filter(({ status }) => status === 'planned')
    .map((event) => ({
      // That each is a plan goes without saying here.
      event: { ...eventLine(event, context), status: undefined },
      outcomes: fulfilmentsOf(site.chronology, event).map((other) => eventLine(other, context)),
    }));
  return site.templates.render('about', {
    ...frame(context, {
      title: words('view.title', { title, filter: words('site.about') }),
      description: words('about.pageDescription', { title }),
      query: EVERYTHING,
      pathIn: (other) => sitePagePath(other, 'about'),
    }),
    about: {
      forms: FORMS.map((form) => formShown(form, context)),
      contents: [
        { id: 'dates', title: words('about.dates') },
        ...(inferred.length > 0 ? [{ id: 'inferred', title: words('about.inferred') }] : []),
        ...(disagreements.length > 0 ? [{ id: 'disagreements', title: words('about.disagreements') }] : []),
        ...(alternatives.length > 0 ? [{ id: 'alternatives', title: words('about.alternatives') }] : []),
        ...(plans.length > 0 ? [{ id: 'plans', title: words('about.plans') }] : []),
        { id: 'citing', title: words('about.citing') },
        { id: 'subscribing', title: words('about.subscribing') },
        { id: 'programs', title: words('about.programs') },
        { id: 'publisher', title: words('about.publisher') },
      ],
      inferred,
      disagreements,
      alternatives,
      plans,
      permalink: permalinkShown(events, context),
      revisions: events.flatMap((event) =>
        event.revisions.map(({ date, note }) => ({
          ...eventLink(event, context),
          datetime: date,
          date: unbroken(formatInstantDay(date, site.chronology.settings.timeZone, language)),
          note: say(note, context),
        })),
      ),
      withdrawn: withdrawn.flatMap((event) => {
        if (!event.withdrawn) return [];
        const { date, reason } = event.withdrawn;
        const successor = successorOf(site.chronology, event);
        return {
          title: say(event.title, context),
          datetime: date,
          date: unbroken(formatInstantDay(date, site.chronology.settings.timeZone, language)),
          reason: say(reason, context),
          successor: successor && eventLink(successor, context),
        };
      }),
      subscribe: link({ text: words('about.subscribe') }, subscribePath(language, EVERYTHING), context),
      machine: [
        { name: 'calendar.ics', says: words('about.icalendar') },
        { name: 'feed.rss', says: words('about.rss') },
        { name: '/events/…', says: words('about.permanent') },
      ],
      publisher: settings.publisher,
      licence: settings.licence,
      timeZone: settings.timeZone,
    },
  });
}

function formShown({ form, name, calendar, examples }: (typeof FORMS)[number], { site, language, words }: PageContext) {
  const dates = examples.map((edtf) => {
    const when = parseWhen(edtf, site.chronology.settings.timeZone);
    if (!when.ok) throw new Error(`no date: ${edtf}`);
    return { edtf, words: unbroken(formatWhen(when.value, language)) };
  });
  return { form, name: words(name), dates, calendar: words(calendar, { date: dates[0]?.words ?? '' }) };
}

/** What several events say in the same words stands once, below all of them. */
function saidTogether(
  sayings: readonly { readonly event: TimelineEvent; readonly text: Text | undefined }[],
  context: PageContext,
) {
  const found = new Map<string, { said: ShownText | undefined; events: { event: ReturnType<typeof eventLine> }[] }>();
  for (const { event, text } of sayings) {
    const said = text && say(text, context);
    const entry = found.get(said?.text ?? '') ?? { said, events: [] };
    found.set(said?.text ?? '', entry);
    entry.events.push({ event: { ...eventLine(event, context), status: undefined } });
  }
  return [...found.values()];
}

/** A permanent address to show: that of the latest event. */
function permalinkShown(events: readonly TimelineEvent[], { site }: PageContext): string | undefined {
  const latest = events.at(-1);
  return latest && absolute(site.baseUrl, permalinkPath(latest.slug));
}
