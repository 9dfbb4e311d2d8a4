/** Measures a process from inside, when it is asked to: memory, the longest block of its event loop, and how busy it was. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

if (process.send) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let utilization = performance.eventLoopUtilization();
  process.on('message', (message) => {
    if (message !== 'measure') return;
    const next = performance.eventLoopUtilization();
    process.send({
      residentMebibytes: process.memoryUsage.rss() / 2 ** 20,
      // A timer that is due each millisecond is late by as much as the loop was blocked.
      blockMilliseconds: Math.max(0, delay.max / 1e6 - 1),
      utilization: performance.eventLoopUtilization(next, utilization).utilization,
    });
    utilization = next;
    delay.reset();
  });
  // To be asked is no reason to go on.
  process.channel?.unref();
}
