/** `npm run bench` and `bench:scale`: ratios against named baselines, into RESULTS.md. */
import { measureCalendars } from './calendars.ts';
import { measureFolder, measureGrowth } from './folder.ts';
import { measureHttp } from './http.ts';
import { measureQueries } from './queries.ts';
import { type Measurement, tableOf, writeSection } from './results.ts';
import { measureStart } from './start.ts';

const RUNS: Readonly<Record<string, Readonly<Record<string, () => Promise<readonly Measurement[]>>>>> = {
  service: { 'The shipped chronology': async () => [...(await measureStart()), ...(await measureHttp())] },
  scale: {
    '10,000 events': async () => [...(await measureFolder(10_000)), ...(await measureCalendars())],
    '100,000 events': async () => [
      ...(await measureFolder(100_000)),
      ...(await measureGrowth()),
      ...(await measureQueries()),
    ],
  },
};

const [asked = 'service'] = process.argv.slice(2);
const run = RUNS[asked];
if (!run) throw new Error(`no measurements ${asked}; there are: ${Object.keys(RUNS).join(', ')}`);
for (const [name, measure] of Object.entries(run)) {
  const measurements = await measure();
  writeSection(name, measurements, new Date().toISOString().slice(0, 10));
  console.log(`${name}\n\n${tableOf(measurements)}`);
}
