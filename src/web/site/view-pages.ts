/** The pages that every view has, and those that the chronology has, each with what its address takes. */
import type { Choice } from '../../chronology/query/query.ts';

interface ViewPage {
  /** The choices that its address takes. */
  readonly takes: readonly Choice[];
  /** Whether the sitemap names that of everything. */
  readonly isListed: boolean;
  /** Whether it also answers without a language, in that of the reader. */
  readonly isNeutral?: boolean;
  /** Whether a site of files has that of everything, and of each value of a facet, beside the views. */
  readonly isFileBeside?: boolean;
}

/** The choices that pages carry on; the others are of a picture by itself. */
const CARRIED_ON = ['imprecise', 'order', 'parts'] as const satisfies readonly Choice[];

const ENTRIES = {
  /** At the path of the view; a search is one, too. */
  timeline: { takes: CARRIED_ON, isListed: true },
  /** What it says is on the pages of its events, and there are as many months as there are years and filters. */
  month: { takes: [], isListed: false },
  data: { takes: CARRIED_ON, isListed: true, isFileBeside: true },
  subscribe: { takes: CARRIED_ON, isListed: true, isNeutral: true, isFileBeside: true },
  /** Its colours stand in the address where they are not those of the reader's system. */
  embed: { takes: ['order', 'show'], isListed: false, isFileBeside: true },
} as const satisfies Readonly<Record<string, ViewPage>>;

export type ViewPageName = keyof typeof ENTRIES;
export const viewPages: Readonly<Record<ViewPageName, ViewPage>> = ENTRIES;
export const viewPageNames = Object.keys(ENTRIES) as readonly ViewPageName[];

/** What follows the path of a view, or its language, in the address of a page. */
export function segmentOf(name: ViewPageName): string {
  return name === 'timeline' ? '' : name;
}

/** The pages of the chronology, which are the same for every view; those that are `divided` are lists, in several pages where they are long. */
export const chronologyPages = {
  figures: { isDivided: true },
  sources: { isDivided: true },
  about: { isDivided: false },
  feeds: { isDivided: true },
} as const satisfies Readonly<Record<string, { readonly isDivided: boolean }>>;

export type ChronologyPage = keyof typeof chronologyPages;
export const chronologyPageNames = Object.keys(chronologyPages) as readonly ChronologyPage[];
