/** The statuses of an event. */

export const statuses = ['planned', 'ongoing', 'done', 'cancelled', 'superseded'] as const;
export type Status = (typeof statuses)[number];

export function isStatus(value: unknown): value is Status {
  return (statuses as readonly unknown[]).includes(value);
}
