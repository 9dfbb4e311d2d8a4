/** The page for subscribing to a view: ready-made choices, programs, the address, what it holds, finer choices, and the steps. */
import type { Day } from '../../chronology/dates/day.ts';
import { unbroken } from '../../chronology/languages/dates-in-words.ts';
import { formatDay, formatRange } from '../../chronology/languages/days-in-words.ts';
import { ownName } from '../../chronology/languages/display-names.ts';
import { interfaceTag } from '../../chronology/languages/languages.ts';
import type { LanguageTag } from '../../chronology/languages/text.ts';
import { coming } from '../../chronology/query/key-moments.ts';
import { type Choices, choices, fromTodayOn, isOver, type Query, withValues } from '../../chronology/query/query.ts';
import { countSelected } from '../../chronology/query/selection.ts';
import type { weights } from '../../chronology/schema/weight.ts';
import {
  type CalendarContents,
  calendarContentsSteps,
  formatEntryDate,
  type ListedEntry,
} from '../../formats/calendar/contents.ts';
import { calendarName, icalendarSizeSteps } from '../../formats/calendar/icalendar.ts';
import { LANGUAGES_JOIN } from '../../formats/calendar/vevent.ts';
import { capitalized } from '../../formats/view/event-text.ts';
import { viewTitle } from '../../formats/view/view.ts';
import { inSlices } from '../../slices.ts';
import {
  absolute,
  dataPath,
  eventPath,
  feedsPath,
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
import { embedSnippet } from './embed.ts';
import { chips, filterFields, toSuggestions } from './parts/filter-form.ts';
import { countOf, link, type PageContext, pageContext, pageModel } from './parts/frame.ts';
import {
  type CalendarExtent,
  dayWarnings,
  googleWarning,
  isTooLargeForGoogle,
  KNOWN_DAYS,
  LIMITS,
} from './parts/program-limits.ts';
import {
  feedlyLink,
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
  language: LanguageTag,
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
  const contents = await inSlices(calendarContentsSteps(views, today, KNOWN_DAYS));
  // A site of files has none: nobody answers a query there, and each would be counted for nothing.
  const presets = site.isStatic ? [] : toPresets(query, today, context, pathOf);
  const extent = await extentOf(contents, views, calendar);
  return site.templates.render('subscribe', {
    ...pageModel(context, {
      title: words('subscribe.title', { title }),
      description: words('subscribe.description', { title }),
      query,
      // A calendar in the page's language follows the page into the other language; any other edition stays.
      pathIn: (other) => subscribePath(other, query, own ? other : edition.tag),
      neutralPath: neutralSubscribePath(query, own ? undefined : edition.tag),
    }),
    chips: filterChips(query, context, pathOf),
    presets,
    view: { href: relative(path, viewPath(language, query)), count: countOf(view.events.length, context) },
    form: site.isStatic
      ? undefined
      : {
          ...filterFields(query, context),
          isOpen: isStreamed(site, view) || !own || hasFinerChoices(query),
          action: relative(path, path.split('?')[0] ?? path),
          languages: languageChoices(edition, context),
          imprecise: choices.imprecise.map((value) => ({
            value,
            label: words(`subscribe.imprecise.${value}`),
            text: words(`subscribe.impreciseText.${value}`),
            selected: value === query.imprecise,
          })),
          parts: choices.parts.map((value) => ({
            value,
            label: words(`subscribe.parts.${value}`),
            text: words(`subscribe.partsText.${value}`),
            selected: value === query.parts,
          })),
        },
    calendar: {
      ...toAddress(calendar, context),
      file: relative(path, outputPath(edition.tag, query, 'calendar.ics')),
      picture: renderQrCode(calendar, words('subscribe.qr')),
      // It is served all the same, but calendar programs are slow with so many entries.
      tooMany: isStreamed(site, view),
    },
    google: toGoogleWarning(extent, query, context, pathOf),
    warnings: dayWarnings(extent, context),
    suggestions: toSuggestions(query, context),
    rolling: toRolling(query, context),
    contents: toContents(contents, context),
    programs: programs.map((program) => toProgram(program, calendar, calendarName(views), context)),
    feed: {
      address: feed,
      feedly: feedlyLink(feed),
      inoreader: inoreaderLink(feed),
      changes: addressOf('changes.rss'),
      all: relative(path, feedsPath(language)),
    },
    snippet: embedSnippet(query, context),
    anniversaries: toAddress(addressOf('anniversaries.ics', edition.tag), context),
    onThisDay: addressOf('on-this-day.rss'),
    data: link({ text: words('data.link') }, dataPath(language, query), context),
  });
}

type Preset = Pick<Choices, 'parts'> & { readonly weights: readonly (typeof weights)[number][] };

/** Ready-made choices of weights and parts; the other conditions of a query stay. */
const PRESETS = {
  all: { weights: [], parts: 'apart' },
  key: { weights: ['key'], parts: 'fold' },
  main: { weights: ['key', 'normal'], parts: 'fold' },
} as const satisfies Readonly<Record<string, Preset>>;

type PresetName = keyof typeof PRESETS;
const presetNames = Object.keys(PRESETS) as readonly PresetName[];

function withPreset(query: Query, name: PresetName): Query {
  const { weights, parts } = PRESETS[name];
  return { ...withValues(query, 'weight', weights), parts };
}

function hasPreset(query: Query, name: PresetName): boolean {
  const { weights, parts } = PRESETS[name];
  return query.parts === parts && query.facets.weight.join() === [...weights].sort().join();
}

/** A link for each preset that holds something, and something else than all. */
function toPresets(query: Query, today: Day, context: PageContext, pathOf: (query: Query) => string) {
  const { site, words, path } = context;
  const counts = new Map(presetNames.map((name) => [name, countSelected(site.chronology, withPreset(query, name))]));
  const all = counts.get('all') ?? 0;
  const toCome = fromTodayOn(query, today);
  const ahead = countSelected(site.chronology, toCome);
  const { to: _to, from: _from, ...everyDay } = query;
  // What only goes on is nothing to come: a chronology of the past has no such calendar.
  const hasComing = coming.of(site.chronology, today).count > 0;
  const isNarrower = hasComing && ahead > 0 && ahead < countSelected(site.chronology, everyDay);
  const ofWeights = presetNames
    .filter((name) => {
      const count = counts.get(name) ?? 0;
      return name === 'all' || hasPreset(query, name) || (count > 0 && count < all);
    })
    .map((name) => ({
      text: words(`subscribe.preset.${name}`),
      count: counts.get(name) ?? 0,
      href: relative(path, pathOf(withPreset(query, name))),
      current: hasPreset(query, name),
    }));
  if (!isNarrower && !isToCome(query)) return ofWeights;
  return [
    ...ofWeights,
    {
      text: words('subscribe.presetToCome'),
      count: ahead,
      href: relative(path, pathOf(toCome)),
      current: isToCome(query),
    },
  ];
}

/** Whether a query goes from today on, which can be chosen with any preset. */
function isToCome({ from, to }: Query): boolean {
  return from?.text === 'today' && to === undefined;
}

/** What leaves a calendar whose days are told from today, on the day of the page. */
function toRolling(query: Query, { language, words }: PageContext): string | undefined {
  const { from, to } = query;
  if (to && isOver(query)) return words('view.isOver', { to: formatDay(to.day, language) });
  if (from?.isRelative && to?.isRelative)
    return words('subscribe.rolling', { range: formatRange({ from: from.day, to: to.day }, language) });
  if (from?.isRelative) return words('subscribe.rollingFrom', { from: formatDay(from.day, language) });
  return to?.isRelative ? words('subscribe.rollingTo', { to: formatDay(to.day, language) }) : undefined;
}

/** The conditions of a query beside those of its preset, which is shown as chosen where it stands. */
function filterChips(query: Query, context: PageContext, pathOf: (query: Query) => string) {
  if (!presetNames.some((name) => hasPreset(query, name))) return chips(query, context, pathOf);
  const { facets, parts } = query;
  return chips(withValues(query, 'weight', []), context, (other) =>
    pathOf({ ...withValues(other, 'weight', facets.weight), parts }),
  );
}

/** Whether a query has more than a preset. */
function hasFinerChoices(query: Query): boolean {
  const { facets, from, to, q, imprecise } = query;
  const hasFilter = Object.entries(facets).some(([facet, values]) => facet !== 'weight' && values.length > 0);
  const isPreset = presetNames.some((name) => hasPreset(query, name));
  const hasDays = (from !== undefined || to !== undefined) && !isToCome(query);
  return hasFilter || !isPreset || hasDays || q !== undefined || imprecise !== 'marker';
}

/** The extent of a calendar. Its bytes are counted only where its entries alone are not too many. */
async function extentOf(
  { entries, withdrawn, outside }: CalendarContents,
  views: ReturnType<typeof viewsOf>,
  address: string,
): Promise<CalendarExtent> {
  const extent = { entries: entries + withdrawn, outside };
  if (isTooLargeForGoogle(extent)) return extent;
  return { ...extent, bytes: await inSlices(icalendarSizeSteps(views, address)) };
}

/** What Google would lose, and the way to a calendar of which it loses less: key dates, or fewer conditions. */
function toGoogleWarning(extent: CalendarExtent, query: Query, context: PageContext, pathOf: (query: Query) => string) {
  const { site, words, path } = context;
  const text = googleWarning(extent, context);
  if (text === undefined) return undefined;
  // There is nothing to choose from.
  if (site.isStatic) return { text };
  const key = withPreset(query, 'key');
  const count = countSelected(site.chronology, key);
  const isNarrower = count > 0 && !isTooLargeForGoogle({ entries: count });
  return {
    text,
    narrower:
      isNarrower && !hasPreset(query, 'key')
        ? { href: relative(path, pathOf(key)), text: words('subscribe.onlyKey', { events: countOf(count, context) }) }
        : { href: '#choices', text: words('subscribe.narrow') },
  };
}

/** A choice for each edition; none where there is but one. */
function languageChoices(edition: Edition, { site, language }: PageContext) {
  const editions = editionsOf(site);
  if (editions.length === 1) return [];
  return editions.map(({ tag, languages }) => ({
    value: tag,
    names: languages.map((other) => toLocalizedText({ text: ownName(other), lang: other }, language)),
    selected: tag === edition.tag,
  }));
}

/** A calendar's address to copy and to open, and a warning where it is too long for Google. */
function toAddress(address: string, { words }: PageContext) {
  const length = lengthForGoogle(address);
  return {
    address,
    webcal: webcalAddress(address),
    tooLong:
      length > LIMITS.google.address ? words('subscribe.tooLong', { length, limit: LIMITS.google.address }) : undefined,
  };
}

function toProgram(program: Program, address: string, name: string, { words }: PageContext) {
  const href = programLink(program, address, name);
  return {
    name: words(`subscribe.programName.${program}`),
    // Thunderbird has no address of its own that a link could lead to.
    link:
      href === undefined || program === 'thunderbird' ? undefined : { href, text: words(`subscribe.open.${program}`) },
    steps: words(`subscribe.steps.${program}`),
    again: words(`subscribe.again.${program}`),
    remove: words(`subscribe.remove.${program}`),
  };
}

function toContents(contents: CalendarContents, context: PageContext) {
  const { words } = context;
  const { events, entries, folded, leftOut, beyondYears, withdrawn, pastPlans, next, last } = contents;
  return {
    counts: [
      entries === events
        ? words('subscribe.holds', { events: countOf(events, context) })
        : words('subscribe.holdsEntries', { events: countOf(events, context), entries }),
      ...(folded > 0 ? [words('subscribe.folded', { events: countOf(folded, context) })] : []),
      ...(beyondYears > 0 ? [words('subscribe.beyondYears', { events: countOf(beyondYears, context) })] : []),
      ...(leftOut > 0 ? [words('subscribe.leftOut', { events: countOf(leftOut, context) })] : []),
      ...(withdrawn > 0 ? [words('subscribe.withdrawn', { events: countOf(withdrawn, context) })] : []),
    ],
    pastPlans: pastPlans > 0 ? words('subscribe.pastPlans', { events: countOf(pastPlans, context) }) : undefined,
    nextTitle: words(contents.hasOverdue ? 'subscribe.nextOrLater' : 'subscribe.next'),
    next: next.map((entry) => toEntry(entry, context)),
    last: last.map((entry) => toEntry(entry, context)),
  };
}

function toEntry(entry: ListedEntry, { language, path }: PageContext) {
  return {
    when: unbroken(capitalized(formatEntryDate(entry, language)), language),
    href: relative(path, eventPath(language, entry.event.slug)),
    titles: entry.titles.map(({ text, lang = interfaceTag(language) }) => toLocalizedText({ text, lang }, language)),
    join: LANGUAGES_JOIN,
  };
}
