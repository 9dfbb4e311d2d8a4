/** The documents of one event beside its page, by what follows its slug in their addresses. */
import type { Chronology } from '../../chronology/chronology.ts';
import type { TimelineEvent } from '../../chronology/event.ts';
import { isInCalendarYears } from '../../formats/calendar/entry.ts';
import { ICALENDAR_MEDIA_TYPE, renderEventICalendar } from '../../formats/calendar/icalendar.ts';
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
  /** Which events have it; default: all. */
  isOf?(event: TimelineEvent): boolean;
  /** Whether a withdrawn event has it as well; default: its address says that the event is gone. */
  readonly isOfWithdrawn?: boolean;
  render(event: TimelineEvent, views: readonly [View, ...View[]]): string;
}

const ENTRIES = {
  ics: {
    mediaType: ICALENDAR_MEDIA_TYPE,
    isMultilingual: true,
    isFile: true,
    isOf: isInCalendarYears,
    // As cancelled: who took it over once can take it back.
    isOfWithdrawn: true,
    render: renderEventICalendar,
  },
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

export function hasOutput(event: TimelineEvent, name: EventOutputName): boolean {
  return eventOutputs[name].isOf?.(event) ?? true;
}

/** An event that has all of them, where there is one, as an example. */
export function exampleEvent({ events }: Chronology): TimelineEvent | undefined {
  return events.find((event) => eventOutputNames.every((name) => hasOutput(event, name))) ?? events[0];
}
