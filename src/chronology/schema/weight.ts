/** How much an event matters in its chronology: `key` leads pictures and pages, `detail` stands back. */
export const weights = ['key', 'normal', 'detail'] as const;
export type Weight = (typeof weights)[number];
