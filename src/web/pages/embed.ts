/** A view for the frame of another site: its picture, its list or its next events, without the header and footer of a page. */
import type { Day } from '../../chronology/dates/day.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import { nextSteps } from '../../chronology/query/key-moments.ts';
import type { Query } from '../../chronology/query/query.ts';
import { select } from '../../chronology/query/selection.ts';
import { overviewFigureSteps } from '../../formats/overview/overview-figure.ts';
import { escapeMarkup } from '../../formats/view/markup.ts';
import { viewTitle } from '../../formats/view/view.ts';
import type { Work } from '../../slices.ts';
import {
  absolute,
  asPage,
  embedPath,
  eventPath,
  relative,
  type Scheme,
  subscribePath,
  viewPath,
} from '../site/address.ts';
import type { Site } from '../site/site.ts';
import { viewOf } from '../site/views.ts';
import { toLine } from './parts/event-line.ts';
import { countOf, link, type PageContext, pageContext, pageModel } from './parts/frame.ts';

export interface EmbedPage {
  readonly query: Query;
  /** Undefined: as the reader's system has it. */
  readonly scheme?: Scheme | undefined;
}

/** A frame is looked at in passing: the whole list is one click away. */
const MOST_LISTED = 100;

/** The height in pixels of a frame that is told none, for each choice of what it shows. */
export const FRAME_HEIGHTS = { picture: 560, list: 640, next: 360 } as const satisfies Record<Query['show'], number>;

/** Links lead out of the frame: their pages cannot be framed. */
export function* embedPageSteps(
  site: Site,
  language: LanguageTag,
  { query, scheme }: EmbedPage,
  today: Day,
): Work<string> {
  const context = pageContext(site, language, embedPath(language, query, scheme), today);
  const { words } = context;
  const at = (path: string) => absolute(site.baseUrl, path);
  const inPage = asPage(query);
  const view = viewOf(site, language, inPage);
  const title = viewTitle(view);
  const links = {
    event: (slug: string) => at(eventPath(language, slug)),
    view: (other: Query) => at(viewPath(language, other)),
  };
  const listed = query.show === 'picture' ? [] : yield* eventsSteps(query, site, today);
  return site.templates.render('embed', {
    ...pageModel(context, {
      title,
      description: title,
      query: inPage,
      pathIn: (other) => embedPath(other, query, scheme),
    }),
    canonical: at(viewPath(language, inPage)),
    scheme,
    embedScript: relative(context.path, site.templates.embedScript.path),
    overview: query.show === 'picture' ? yield* overviewFigureSteps(view, links, { today }) : undefined,
    lines: listed.map((event) => toLine(event, context)),
    isEmpty: query.show !== 'picture' && listed.length === 0,
    whole: link(
      { text: words('embed.whole', { events: countOf(view.events.length, context) }) },
      viewPath(language, inPage),
      context,
    ),
    subscribe: link({ text: words('overview.subscribe') }, subscribePath(language, inPage), context),
  });
}

function* eventsSteps(query: Query, { chronology }: Site, today: Day): Work<readonly TimelineEvent[]> {
  if (query.show === 'next') return yield* nextSteps(chronology, query, today);
  const events = select(chronology, query);
  return (query.order === 'newest' ? events.toReversed() : events).slice(0, MOST_LISTED);
}

/** What the owner of another page copies into it. */
export function embedSnippet(
  query: Query,
  { site, language }: PageContext,
  scheme?: Scheme,
  { width, height }: { readonly width: string; readonly height: number } = {
    width: '100%',
    height: FRAME_HEIGHTS[query.show],
  },
): string {
  const address = absolute(site.baseUrl, embedPath(language, query, scheme));
  const { text } = pick(site.chronology.vocabulary.settings.title, language);
  return `<iframe src="${escapeMarkup(address)}" title="${escapeMarkup(text)}" width="${width}" height="${height}" style="border:0" loading="lazy"></iframe>`;
}
