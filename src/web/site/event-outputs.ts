/** The documents of one event beside its page and its calendar, by what follows its slug in their addresses. */
import type { TimelineEvent } from '../../chronology/event.ts';
import { JSON_MEDIA_TYPE, renderEventJson } from '../../formats/data/events-json.ts';
import { renderBibtex, renderCslJson, renderRis } from '../../formats/view/citation-text.ts';
import type { View } from '../../formats/view/view.ts';

interface EventOutput {
  readonly mediaType: string;
  /** Whether it exists in all languages at once as well as in each. */
  readonly isMultilingual?: boolean;
  /** The component of OpenAPI that its JSON is of. */
  readonly schema?: string;
  /** Whether a browser saves it as a file, for another program. */
  readonly isFile?: boolean;
  render(event: TimelineEvent, views: readonly [View, ...View[]]): string;
}

const ENTRIES = {
  'csl.json': {
    mediaType: 'application/vnd.citationstyles.csl+json; charset=utf-8',
    schema: 'CslItems',
    isFile: true,
    render: (event, [view]) => renderCslJson(view, event),
  },
  ris: {
    mediaType: 'application/x-research-info-systems; charset=utf-8',
    isFile: true,
    render: (event, [view]) => renderRis(view, event),
  },
  bib: {
    mediaType: 'application/x-bibtex; charset=utf-8',
    isFile: true,
    render: (event, [view]) => renderBibtex(view, event),
  },
  json: { mediaType: JSON_MEDIA_TYPE, isMultilingual: true, schema: 'EventDocument', render: renderEventJson },
} as const satisfies Readonly<Record<string, EventOutput>>;

export type EventOutputName = keyof typeof ENTRIES;
export const eventOutputs: Readonly<Record<EventOutputName, EventOutput>> = ENTRIES;
/** `csl.json` is before `json`, for which it would be one of an event `….csl`. */
export const eventOutputNames = Object.keys(ENTRIES) as readonly EventOutputName[];

/** A link names the type without its parameters. */
export function mediaTypeOf({ mediaType }: { readonly mediaType: string }): string {
  return mediaType.split(';')[0] ?? mediaType;
}
