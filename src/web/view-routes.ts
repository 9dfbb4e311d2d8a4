/** The addresses of the pages of views and of the chronology, in one language and in the reader's, from the lists of these pages. */
import type { Request } from 'express';
import { type Day, dayText } from '../chronology/dates/day.ts';
import type { LanguageTag } from '../chronology/languages/text.ts';
import { isRelative, type Query } from '../chronology/query/query.ts';
import { inSlices } from '../slices.ts';
import {
  type Answer,
  type Answering,
  type FramedView,
  type Route,
  type RouteRequest,
  type TellingAnswer,
  telling,
  timelineAt,
} from './answering.ts';
import { renderDataPage } from './pages/data.ts';
import { embedPageSteps } from './pages/embed.ts';
import { currentMonth, MONTH, monthPageSteps } from './pages/month.ts';
import { sitePageSteps } from './pages/site-pages.ts';
import { renderSubscribePage } from './pages/subscribe.ts';
import { embedRepresentation, pageRepresentation } from './representations.ts';
import {
  embeddingOf,
  hasValuesOf,
  isCanonical,
  pageKeyOf,
  pageNumberOf,
  readableQueryOf,
  subscriptionOf,
  withMatches,
} from './request.ts';
import {
  asMonth,
  asPage,
  currentMonthPath,
  dataPath,
  embedPath,
  monthPath,
  sitePagePath,
  subscribePath,
  viewPath,
} from './site/address.ts';
import { type AddressFaults, alsoOf, withFaults } from './site/fault.ts';
import type { Site } from './site/site.ts';
import {
  chronologyPageNames,
  chronologyPages,
  segmentOf,
  type ViewPageName,
  viewPageNames,
  viewPages,
} from './site/view-pages.ts';

/** A page of a view, as its address asks for it. */
interface AskedPage {
  readonly query: Query;
  readonly faults: AddressFaults;
  /** The same page in a language, of a query. */
  pathIn(language: LanguageTag, query: Query): string;
  page(
    language: LanguageTag,
  ): Pick<TellingAnswer, 'make'> & { readonly day?: Day | undefined; readonly view?: FramedView };
}

interface Asking {
  readonly site: Site;
  readonly day: Day;
  /** The language that a page is in whose address names no other, or the edition in the place of one. */
  readonly tag: string;
}

const READERS: Readonly<Record<ViewPageName, (request: RouteRequest, asking: Asking) => AskedPage>> = {
  timeline(request, { site, day }) {
    const { query: read, faults } = readableQueryOf(site, request, day);
    const { pageKey, faults: ofKey } = pageKeyOf(request);
    const query = asPage(read);
    return {
      query,
      faults: alsoOf(faults, ofKey),
      pathIn: (language, other) => viewPath(language, other, pageKey?.text),
      page: (language) => timelineAt({ site, day }, language, query, pageKey),
    };
  },
  month(request, { site, day }) {
    const { month } = request.params;
    const { query: read, faults } = readableQueryOf(site, request, day);
    const query = asMonth(read);
    return {
      query,
      faults,
      pathIn: (language, other) =>
        month === undefined ? currentMonthPath(language, other) : monthPath(language, other, month),
      page: (language) => ({
        make: async () => pageRepresentation(await inSlices(monthPageSteps(site, language, query, month ?? '', day))),
        // Today has a mark in its month, and until a month is over its plans are to come.
        day: dayText(day, 'month') <= (month ?? '') ? day : undefined,
      }),
    };
  },
  data(request, { site, day }) {
    const { query: read, faults } = readableQueryOf(site, request, day);
    const query = asPage(read);
    return {
      query,
      faults,
      pathIn: dataPath,
      page: (language) => ({
        make: () => pageRepresentation(renderDataPage(site, language, query)),
        day: isRelative(query) ? day : undefined,
      }),
    };
  },
  subscribe(request, { site, day, tag }) {
    const { query: read, edition, faults } = subscriptionOf(site, request, day, tag);
    const query = asPage(read);
    return {
      query,
      faults,
      pathIn: (language, other) => subscribePath(language, other, edition.tag),
      page: (language) => ({
        make: async () => pageRepresentation(await renderSubscribePage(site, language, { query, edition }, day)),
        day,
      }),
    };
  },
  embed(request, { site, day }) {
    const { query, scheme, faults } = embeddingOf(site, request, day);
    return {
      query,
      faults,
      pathIn: (language, other) => embedPath(language, other, scheme),
      page: (language) => ({
        make: async () => embedRepresentation(await inSlices(embedPageSteps(site, language, { query, scheme }, day))),
        day,
        view: { language, query, scheme },
      }),
    };
  },
};

/** The pages of views in one language. */
export function viewRoutes({ site, today }: Answering, language: LanguageTag): readonly Route[] {
  const asked = (name: ViewPageName, request: RouteRequest) =>
    withMatches(site, READERS[name](request, { site, day: today(), tag: language }));
  const moved = ({ pathIn, query, faults }: AskedPage): Answer => ({
    movedTo: withFaults(pathIn(language, query), faults),
  });
  const own = (read: AskedPage) => {
    const pathOf = (other: Query) => read.pathIn(language, other);
    return telling({ site, language }, read, pathOf, { address: pathOf(read.query), ...read.page(language) });
  };
  return viewPageNames.flatMap((name): Route[] => {
    const { whole, below } = patternsOf(language, name);
    const besideIt: Route = [
      below,
      async (request) => (isPageOf(name, request) ? moved(await asked(name, request)) : undefined),
    ];
    return [
      [
        name === 'timeline' ? [...whole, ...below] : whole,
        async (request) => {
          if (!isPageOf(name, request)) return undefined;
          const read = await asked(name, request);
          if (name === 'timeline') return isAtItsAddress(request, language, read) ? own(read) : moved(read);
          if (name !== 'month' || request.params.month !== undefined) return own(read);
          const month = currentMonth(site, read.query, today());
          return { pathIn: () => withFaults(monthPath(language, read.query, month), read.faults), stored: false };
        },
      ],
      ...(name === 'timeline' ? [] : [besideIt]),
    ];
  });
}

/** The same pages where the address names several languages, or none: in that of the reader. */
export function viewRoutesByReader({ site, today }: Answering, tag?: string): readonly Route[] {
  const names = tag === undefined ? viewPageNames.filter((name) => viewPages[name].isNeutral) : viewPageNames;
  return names.map((name): Route => {
    const { whole, below } = patternsOf(tag, name);
    return [
      tag === undefined ? whole : [...whole, ...below],
      (request) => {
        if (!isPageOf(name, request)) return undefined;
        const pathIn = (language: LanguageTag) => {
          const read = READERS[name](request, { site, day: today(), tag: tag ?? language });
          return withFaults(read.pathIn(language, read.query), read.faults);
        };
        return { pathIn, stored: true };
      },
    ];
  });
}

/** The pages of the chronology in one language. */
export function sitePageRoutes({ site }: Answering, language: LanguageTag): readonly Route[] {
  return chronologyPageNames.map(
    (name): Route => [
      sitePagePath(language, name),
      (request) => {
        const number = numberOf(name, request);
        const make = async () => pageRepresentation(await inSlices(sitePageSteps[name](site, language, number)));
        return { address: sitePagePath(language, name, number), make };
      },
    ],
  );
}

/** The same pages where the address names several languages. */
export function sitePageRoutesByReader(tag: string): readonly Route[] {
  return chronologyPageNames.map(
    (name): Route => [
      sitePagePath(tag, name),
      (request) => {
        const number = numberOf(name, request);
        return { pathIn: (language) => sitePagePath(language, name, number), stored: true };
      },
    ],
  );
}

function numberOf(name: (typeof chronologyPageNames)[number], request: Request): number {
  return chronologyPages[name].isDivided ? pageNumberOf(request) : 1;
}

/** The patterns of a page of everything, and of one below the path of a view. */
function patternsOf(
  tag: string | undefined,
  name: ViewPageName,
): { readonly whole: string[]; readonly below: string[] } {
  const root = tag === undefined ? '' : `/${tag}`;
  const view = `${root}/:facet/:value`;
  const segment = segmentOf(name);
  if (name === 'timeline') return { whole: [`${root}/`], below: [`${view}/`, view] };
  const further = name === 'month' ? ['', '/:month'] : [''];
  return {
    whole: further.map((end) => `${root}/${segment}${end}`),
    below: further.map((end) => `${view}/${segment}${end}`),
  };
}

function isPageOf(name: ViewPageName, { params: { month } }: RouteRequest): boolean {
  return name !== 'month' || month === undefined || MONTH.test(month);
}

function isAtItsAddress(request: RouteRequest, language: LanguageTag, { query, faults, pathIn }: AskedPage): boolean {
  if (!isCanonical(request, pathIn(language, query))) return false;
  return request.params.facet !== undefined || hasValuesOf(request, query, faults);
}
