/** A VEVENT and a VCALENDAR with nothing special in them, for tests that change one thing. */
import type { Vcalendar, Vevent } from '../../src/formats/calendar/ics-package.ts';

export const plain: Vevent = {
  uid: 'a@b.example',
  stamp: '2026-11-22T12:00:00Z',
  created: '2026-11-22T12:00:00Z',
  lastModified: '2026-11-22T12:00:00Z',
  sequence: 0,
  time: { day: '2022-12-24', end: '2022-12-25' },
  summary: { text: 'A title', lang: 'en' },
  description: { text: 'A text', lang: 'en' },
  url: 'https://chronology.example/events/a',
  status: 'CONFIRMED',
  categories: [{ text: 'Meeting', lang: 'en' }],
  color: 'teal',
  related: [],
  edtf: '2022-12-24',
};

export const calendar: Vcalendar = {
  productId: '-//Annals//Annals//EN',
  name: { text: 'A name', lang: 'en' },
  description: { text: 'A description', lang: 'en' },
  source: 'https://chronology.example/en/calendar.ics',
  url: 'https://chronology.example/en/',
  timeZone: 'Asia/Tokyo',
  color: 'steelblue',
  refresh: 'PT12H',
};
