/** The sites of the chronologies of the tests, and of the one that ships, as files; they take minutes of the processor. */
import { describe } from 'node:test';
import { exportAndServe, itIsAWholeSite, type SiteAndService } from '../support/exported-sites.ts';
import { CANAL, EVERY_DATE, EVERY_YEAR, MOON, SHIPPED, TOWN } from '../support/service.ts';

const exported: (SiteAndService & { readonly name: string })[] = [];
for (const [name, folder, baseUrl] of [
  ['every kind of date, below a path', EVERY_DATE, 'https://annals.example/kyoto/年表'],
  ['every kind of year', EVERY_YEAR, 'http://annals.example'],
  ['the moon, in one language', MOON, 'https://annals.example'],
  ['a town', TOWN, 'https://annals.example'],
  ['the canal', CANAL, 'https://annals.example/canal'],
  ['the chronology that ships', SHIPPED, 'https://annals.example'],
] as const)
  exported.push({ name, ...(await exportAndServe(folder, baseUrl)) });

for (const one of exported) describe(`the exported site of ${one.name}`, () => itIsAWholeSite(one));
