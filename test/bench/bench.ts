/** `npm run bench` and `bench:scale`: ratios against named baselines, into RESULTS.md. */
import { measureHttp } from './http.ts';
import { type Measurement, tableOf, writeSection } from './results.ts';
import { measureScale } from './scale.ts';
import { measureStart } from './start.ts';

const SECTIONS: Readonly<Record<string, () => Promise<readonly Measurement[]>>> = {
  'The shipped chronology': async () => [...(await measureStart()), ...(await measureHttp())],
  '10,000 events': measureScale,
};

const [asked] = process.argv.slice(2);
const name = asked === 'scale' ? '10,000 events' : 'The shipped chronology';
const measurements = (await SECTIONS[name]?.()) ?? [];
writeSection(name, measurements, new Date().toISOString().slice(0, 10));
console.log(tableOf(measurements));
