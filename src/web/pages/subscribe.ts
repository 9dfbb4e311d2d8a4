/** The page for subscribing to a view: the choices for its calendar, the address, and the steps in each program. */
import type { Day } from '../../chronology/dates/day.ts';
import { unbroken } from '../../chronology/languages/dates-in-words.ts';
import { type WordLanguage, wordsOf } from '../../chronology/languages/languages.ts';
import { choices, type Query } from '../../chronology/query/query.ts';
import {
  type CalendarContents,
  calendarContentsSteps,
  formatEntryDate,
  type ListedEntry,
} from '../../formats/calendar/contents.ts';
import { calendarName } from '../../formats/calendar/icalendar.ts';
import { LANGUAGES_JOIN } from '../../formats/calendar/vevent.ts';
import { capitalized } from '../../formats/view/event-text.ts';
import { viewTitle } from '../../formats/view/view.ts';
import { inSlices } from '../../slices.ts';
import {
  absolute,
  eventPath,
  neutralSubscribePath,
  outputPath,
  relative,
  subscribePath,
  viewPath,
} from '../site/address.ts';
import type { OutputName } from '../site/outputs.ts';
import type { Site } from '../site/site.ts';
import { toLocalizedText } from '../site/templates.ts';
import { type Edition, editionsOf, isStreamed, viewOf, viewsOf } from '../site/views.ts';
import { chips, filterFields, toSuggestions } from './parts/filter-form.ts';
import { countOf, type PageContext, pageContext, pageModel } from './parts/frame.ts';
import {
  feedlyLink,
  GOOGLE_LIMIT,
  inoreaderLink,
  lengthForGoogle,
  type Program,
  programLink,
  programs,
  webcalAddress,
} from './parts/program-links.ts';
import { renderQrCode } from './parts/qr-code.ts';

export interface SubscribePage {
  readonly query: Query;
  /** The languages of the calendar; the page itself is in the reader's language. */
  readonly edition: Edition;
}

export async function renderSubscribePage(
  site: Site,
  language: WordLanguage,
  { query, edition }: SubscribePage,
  today: Day,
): Promise<string> {
  const pathOf = (other: Query) => subscribePath(language, other, edition.tag);
  const context = pageContext(site, language, pathOf(query));
  const { words, path } = context;
  const own = edition.tag === language;
  const views = viewsOf(site, edition, query);
  const view = viewOf(site, language, query);
  const addressOf = (name: OutputName, tag: string = language) => absolute(site.baseUrl, outputPath(tag, query, name));
  const calendar = addressOf('calendar.ics', edition.tag);
  const feed = addressOf('feed.rss');
  const title = viewTitle(view);
  const contents = await inSlices(calendarContentsSteps(views, today));
  return site.templates.render('subscribe', {
    ...pageModel(context, {
      title: words('subscribe.title', { title }),
      description: words('subscribe.description', { title }),
      query,
      // A calendar in the page's language follows the page into the other language; any other edition stays.
      pathIn: (other) => subscribePath(other, query, own ? other : edition.tag),
      neutralPath: neutralSubscribePath(query, own ? undefined : edition.tag),
    }),
    chips: chips(query, context, pathOf),
    view: { href: relative(path, viewPath(language, query)), count: countOf(view.events.length, context) },
    form: {
      ...filterFields(query, context),
      action: relative(path, path.split('?')[0] ?? path),
      languages: languageChoices(edition, context),
      imprecise: choices.imprecise.map((value) => ({
        value,
        label: words(`subscribe.imprecise.${value}`),
        text: words(`subscribe.impreciseText.${value}`),
        selected: value === query.imprecise,
      })),
    },
    calendar: {
      ...toAddress(calendar, context),
      file: relative(path, outputPath(edition.tag, query, 'calendar.ics')),
      picture: renderQrCode(calendar, words('subscribe.qr')),
      // It is served all the same, but calendar programs are slow with so many entries.
      tooMany: isStreamed(site, view),
    },
    suggestions: toSuggestions(query, context),
    contents: toContents(contents, context),
    programs: programs.map((program) => toProgram(program, calendar, calendarName(views), context)),
    feed: {
      address: feed,
      feedly: feedlyLink(feed),
      inoreader: inoreaderLink(feed),
    },
    anniversaries: toAddress(addressOf('anniversaries.ics', edition.tag), context),
    onThisDay: addressOf('on-this-day.rss'),
  });
}

/** A choice for each edition; none where there is but one. */
function languageChoices(edition: Edition, { site }: PageContext) {
  const editions = editionsOf(site);
  if (editions.length === 1) return [];
  return editions.map(({ tag, languages }) => ({
    value: tag,
    names: languages.map((language) => ({ text: wordsOf(language)('language.name'), lang: language })),
    selected: tag === edition.tag,
  }));
}

/** A calendar's address to copy and to open, and a warning where it is too long for Google. */
function toAddress(address: string, { words }: PageContext) {
  const length = lengthForGoogle(address);
  return {
    address,
    webcal: webcalAddress(address),
    tooLong: length > GOOGLE_LIMIT ? words('subscribe.tooLong', { length, limit: GOOGLE_LIMIT }) : undefined,
  };
}

function toProgram(program: Program, address: string, name: string, { words }: PageContext) {
  const href = programLink(program, address, name);
  return {
    name: words(`subscribe.programName.${program}`),
    // Thunderbird has no address of its own that a link could lead to.
    link:
      href === undefined || program === 'thunderbird' ? undefined : { href, text: words(`subscribe.open.${program}`) },
    refused: program === 'google' && href === undefined,
    steps: words(`subscribe.steps.${program}`),
    again: words(`subscribe.again.${program}`),
    remove: words(`subscribe.remove.${program}`),
  };
}

function toContents({ events, entries, leftOut, withdrawn, next, last }: CalendarContents, context: PageContext) {
  const { words } = context;
  return {
    counts: [
      entries === events
        ? words('subscribe.holds', { events: countOf(events, context) })
        : words('subscribe.holdsEntries', { events: countOf(events, context), entries }),
      ...(leftOut > 0 ? [words('subscribe.leftOut', { events: countOf(leftOut, context) })] : []),
      ...(withdrawn > 0 ? [words('subscribe.withdrawn', { events: countOf(withdrawn, context) })] : []),
    ],
    next: next.map((entry) => toEntry(entry, context)),
    last: last.map((entry) => toEntry(entry, context)),
  };
}

function toEntry(entry: ListedEntry, { language, path }: PageContext) {
  return {
    when: unbroken(capitalized(formatEntryDate(entry, language)), language),
    href: relative(path, eventPath(language, entry.event.slug)),
    titles: entry.titles.map(({ text, lang = language }) => toLocalizedText({ text, lang }, language)),
    join: LANGUAGES_JOIN,
  };
}
