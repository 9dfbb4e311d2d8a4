/** Every value of Cache-Control (RFC 9111 §5.2.2); each representation and redirect names one where it is made. */

/**
 * Pages, calendars, feeds, data, and redirects between them: a change of the folder shows within five minutes, and in the next
 * one where a cache answers first and asks then (RFC 5861 §3). A shared cache may answer for a day from what it has while no
 * server does (RFC 5861 §4).
 */
export const DOCUMENT = 'public, max-age=300, s-maxage=300, stale-while-revalidate=60, stale-if-error=86400';

/** Redirects by the reader's language: some shared caches heed no Vary, and would send everybody where the first one went. */
export const OWN_REDIRECT = 'private, max-age=300';

/** Assets: their paths hold a hash of their bytes. */
export const HASHED_ASSET = 'public, max-age=31536000, immutable';

/**
 * Images of events: as assets to whoever has one; a shared cache asks again after five minutes, for an image may be the reason
 * why an event was withdrawn.
 */
export const HASHED_IMAGE = 'public, max-age=31536000, s-maxage=300, immutable';

/** Faults: long enough to spare us a flood of the same wrong request, short enough that a new page shows soon. */
export const FAULT = 'public, max-age=60';

/** Answers that the next request may get otherwise: the redirect from `/`, our own faults, assets of another version. */
export const NOT_STORED = 'no-store';
