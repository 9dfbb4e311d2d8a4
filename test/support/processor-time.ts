/** How long a work takes by the processor: by the clock, a machine that does much else at once would take it for a slow one. */

/** The seconds of the processor that this process spends while the work is done. */
export function processorSeconds(work: () => unknown): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000_000;
}
