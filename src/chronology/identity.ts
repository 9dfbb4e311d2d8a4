/** The identity of an event, and of whatever else has one, in every output: a name and the chronology's domain, and nothing that can change. */
import type { Chronology } from './chronology.ts';
import type { Day } from './dates/day.ts';

/** The UID (RFC 5545 §3.8.4.7) and the guid of RSS. `role` names a further entry of the same event in a calendar. */
export function identityOf(chronology: Chronology, slug: string, role?: 'end' | 'anniversary'): string {
  return `${slug}${role === undefined ? '' : `.${role}`}@${chronology.vocabulary.settings.uidDomain}`;
}

/** The guid of an event's anniversary on one day: another each year, so that feed readers show it again. */
export function anniversaryIdentity(chronology: Chronology, slug: string, day: Day): string {
  return `${slug}.anniversary.${day}@${chronology.vocabulary.settings.uidDomain}`;
}

/** The entry that a feed without entries has in their place. @param feed The identity of the feed. */
export function emptyFeedIdentity(feed: string): string {
  const [name, domain] = partsOf(feed);
  return `${name}/empty@${domain}`;
}

/** An identity as an IRI, which Atom asks for (RFC 4287 §4.2.6): a tag of the domain of UIDs (RFC 4151). */
export function tagOf(identity: string): string {
  const [name, domain] = partsOf(identity);
  // Any day on which the domain was its owner's: the first year of the program.
  return `tag:${domain},2026:${name}`;
}

/** A search in the name of a feed may have the sign that is before the domain. */
function partsOf(identity: string): readonly [name: string, domain: string] {
  const at = identity.lastIndexOf('@');
  return [identity.slice(0, at), identity.slice(at + 1)];
}
