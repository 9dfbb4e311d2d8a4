/** The interface’s words in American English: those of English, with other spellings and a few other words. */
import { en } from './en.ts';
import type { Words } from './keys.ts';
import { withChanges } from './with-changes.ts';

export const enUs: Words = withChanges(en, {
  language: {
    name: 'American English',
  },
  site: {
    dark: 'Dark colors',
    licence: 'License: {licence}.',
  },
  subscribe: {
    withdrawn:
      'Also in it, marked as canceled because they were withdrawn: {events}. Calendar programs take them away.',
  },
  filter: {
    organization: 'Organization',
    datePlaceholder: 'e.g., 2022-12',
  },
  index: {
    organization: 'Organizations',
  },
  formerCountries: {
    VD: 'Democratic Republic of Vietnam',
  },
  event: {
    organizations: 'Organizations',
    neighbours: 'Neighboring events',
  },
  status: {
    cancelled: 'canceled',
  },
  relation: {
    fulfils: 'Fulfills the plan',
  },
  organization: {
    address: 'Website',
  },
  about: {
    licence: 'License',
  },
  title: {
    cancelled: 'Canceled: {title}',
  },
  anniversary: {
    leapDay: '{title} (February 29)',
  },
  error: {
    query: {
      bound: '{parameter} takes a year, month or day, also in words such as December 24, 2022 or AD 79',
    },
    reader: {
      bound:
        '{label}: “{found}” cannot be read as a date. Write a year, a month or a day: 2022, 2022-12, December 24, 2022.',
    },
    parameter: {
      scheme: 'Colors',
    },
  },
});
