/** The identity of an event in every output: its slug and the chronology's domain, and nothing that can change. */
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
