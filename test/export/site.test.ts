/** The site of a small chronology as files; test/faults/export-site.faults.ts has larger ones. */
import { describe } from 'node:test';
import { eventText } from '../support/chronologies.ts';
import { EditedFolder } from '../support/edited-folder.ts';
import { exportAndServe, itIsAWholeSite } from '../support/exported-sites.ts';

/** As few events as have all that is told of: one in two languages, and one that is withdrawn. */
const small = new EditedFolder({
  alpha: eventText({ title: { en: 'Alpha', ja: 'アルファ' }, countries: ['UZ'] }),
  beta: eventText({ withdrawn: { date: '2026-12-01', reason: { en: 'The same as alpha.', ja: 'アルファと同一。' } } }),
});
const exported = await exportAndServe(small.root, 'https://annals.example/kyoto/年表');

describe('the exported site of a small chronology, below a path', () => itIsAWholeSite(exported));
