/**
 * Measures a process from inside, when it is asked to: memory, the longest block of its event loop, and how busy it was. Asked to
 * watch its blocks, also how long it computed at most between two turns of the loop.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the blocks are looked at, in milliseconds. */
const LOOK_EVERY = 5;

/**
 * How long the loop is held by computing: a process that has no processor is late as well, and that is the machine's. What other
 * threads of the process compute meanwhile counts as the loop's, as far as the loop was late.
 */
class Blocks {
  #longest = 0;

  constructor() {
    let [at, spent] = [performance.now(), process.cpuUsage()];
    setInterval(() => {
      const [now, used] = [performance.now(), process.cpuUsage(spent)];
      const late = now - at - LOOK_EVERY;
      this.#longest = Math.max(this.#longest, Math.min(late, (used.user + used.system) / 1000));
      [at, spent] = [performance.now(), process.cpuUsage()];
    }, LOOK_EVERY).unref();
  }

  takeLongest() {
    const longest = this.#longest;
    this.#longest = 0;
    return longest;
  }
}

function heldBytes() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

if (process.send) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let utilization = performance.eventLoopUtilization();
  let blocks;
  process.on('message', (message) => {
    if (message === 'watch') blocks ??= new Blocks();
    if (message !== 'measure') return;
    const next = performance.eventLoopUtilization();
    // Where node is told to expose it: what is left is what is held.
    globalThis.gc?.();
    process.send({
      residentMebibytes: process.memoryUsage.rss() / 2 ** 20,
      heldMebibytes: heldBytes() / 2 ** 20,
      // A timer that is due each millisecond is late by as much as the loop was blocked.
      blockMilliseconds: Math.max(0, delay.max / 1e6 - 1),
      computedMilliseconds: blocks?.takeLongest(),
      utilization: performance.eventLoopUtilization(next, utilization).utilization,
    });
    utilization = next;
    delay.reset();
  });
  // To be asked is no reason to go on.
  process.channel?.unref();
}
