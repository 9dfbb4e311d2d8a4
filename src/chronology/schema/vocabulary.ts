/** What a chronology's vocabulary says, and the ids that event files may name. */
import type { Organization, Person, Place, Settings, Source } from './vocabulary-schema.ts';

export type { Settings, Source } from './vocabulary-schema.ts';
export type EventType = Settings['types'][string];

/** All that event files may refer to, but for each other. */
export interface Vocabulary {
  readonly settings: Settings;
  readonly sources: Readonly<Record<string, Source>>;
  readonly people: Readonly<Record<string, Person>>;
  readonly organizations: Readonly<Record<string, Organization>>;
  readonly places: Readonly<Record<string, Place>>;
}

/** The ids that event files may name. */
export interface KnownIds {
  readonly types: ReadonlySet<string>;
  readonly series: ReadonlySet<string>;
  readonly measures: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly slugs: ReadonlySet<string>;
}

/** Stands for ids that could not be read: every name may be one. */
export class AnyId extends Set<string> {
  override has(): boolean {
    return true;
  }
}

export function knownIds(
  { settings, sources, people, organizations, places }: Vocabulary,
  slugs: ReadonlySet<string>,
): KnownIds {
  const keys = (of: object) => new Set(Object.keys(of));
  return {
    types: keys(settings.types),
    series: keys(settings.series),
    measures: keys(settings.measures),
    sources: keys(sources),
    people: keys(people),
    organizations: keys(organizations),
    places: keys(places),
    slugs,
  };
}
