/** What identifies an event in every output, for good: its slug and the chronology's domain, and nothing else. */
import type { Chronology } from '../chronology/chronology.ts';

/** The UID (RFC 5545 §3.8.4.7) and the guid of RSS. `part` names a further entry of the same event in a calendar. */
export function identityOf(chronology: Chronology, slug: string, part?: 'end'): string {
  return `${slug}${part === undefined ? '' : `.${part}`}@${chronology.settings.uidDomain}`;
}
