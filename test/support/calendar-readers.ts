/** What programs find in a calendar: RFC 5545 alone, ical.js (Thunderbird's) and node-ical, each entry in one common form. */
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { type Component, linesOf, parseComponent, soleValue, textOf, textsOf } from './content-lines.ts';

/** One VEVENT. Days are `2022-12-24`, instants `2025-12-20T06:00:00Z`. */
export interface ReadEntry {
  readonly uid: string;
  readonly start: string;
  /** Exclusive; none for an instant alone. */
  readonly end?: string | undefined;
  readonly summary: string;
  readonly description: string;
  readonly location?: string | undefined;
  readonly categories: readonly string[];
  /** `PARENT a-slug@domain`, sorted. */
  readonly related: readonly string[];
  readonly status: string;
  readonly sequence: number;
  readonly geo?: readonly [number, number] | undefined;
  readonly url: string;
  readonly edtf: string;
  readonly stamp: string;
  readonly created: string;
  readonly lastModified: string;
  readonly rule?: string | undefined;
}

/** `20221224` and `20251220T060000Z` with their hyphens and colons. */
function extended(value: string): string {
  return value.replace(/^(\d{4})(\d{2})(\d{2})/, '$1-$2-$3').replace(/T(\d{2})(\d{2})(\d{2})Z$/, 'T$1:$2:$3Z');
}

/** The entries by RFC 5545 alone. */
export function readByStandard(text: string): readonly ReadEntry[] {
  return parseComponent(text)
    .components.filter(({ name }) => name === 'VEVENT')
    .map((vevent): ReadEntry => {
      const raw = (name: string) => soleValue(vevent, name) ?? '';
      const [latitude, longitude] = raw('GEO').split(';').map(Number);
      return {
        uid: textOf(raw('UID')),
        start: dateOf(vevent, 'DTSTART') ?? '',
        end: dateOf(vevent, 'DTEND'),
        summary: textOf(raw('SUMMARY')),
        description: textOf(raw('DESCRIPTION')),
        location: linesOf(vevent, 'LOCATION').length === 0 ? undefined : textOf(raw('LOCATION')),
        categories: textsOf(raw('CATEGORIES')),
        related: linesOf(vevent, 'RELATED-TO')
          .map(({ parameters, value }) => `${parameters.RELTYPE} ${textOf(value)}`)
          .sort(),
        status: raw('STATUS'),
        sequence: Number(raw('SEQUENCE')),
        geo: raw('GEO') === '' ? undefined : [latitude ?? Number.NaN, longitude ?? Number.NaN],
        url: raw('URL'),
        edtf: textOf(raw('X-ANNALS-EDTF')),
        stamp: extended(raw('DTSTAMP')),
        created: extended(raw('CREATED')),
        lastModified: extended(raw('LAST-MODIFIED')),
        rule: soleValue(vevent, 'RRULE'),
      };
    });
}

/** A day only where the line says that it is one, and an instant only where it does not. */
function dateOf(vevent: Component, name: string): string | undefined {
  const [line] = linesOf(vevent, name);
  if (!line) return undefined;
  const form = line.parameters.VALUE === 'DATE' ? /^\d{8}$/ : /^\d{8}T\d{6}Z$/;
  if (!form.test(line.value)) throw new Error(`${name} is neither day nor instant: ${line.value}`);
  return extended(line.value);
}

/** The entries as ical.js 2.2.1 finds them. */
export function readByIcalJs(text: string): readonly ReadEntry[] {
  return new ICAL.Component(ICAL.parse(text) as never).getAllSubcomponents('vevent').map((vevent): ReadEntry => {
    const value = (name: string) => vevent.getFirstPropertyValue(name);
    const told = (name: string) => String(value(name) ?? '');
    const geo = value('geo') as unknown as readonly [number, number] | null;
    return {
      uid: told('uid'),
      start: timeOf(value('dtstart')) ?? '',
      end: timeOf(value('dtend')),
      summary: told('summary'),
      description: told('description'),
      location: value('location')?.toString(),
      categories: (vevent.getFirstProperty('categories')?.getValues() ?? []).map(String),
      related: vevent
        .getAllProperties('related-to')
        .map((property) => `${property.getFirstParameter('reltype')} ${property.getFirstValue()}`)
        .sort(),
      status: told('status'),
      sequence: Number(value('sequence')),
      geo: geo === null ? undefined : [Number(geo[0]), Number(geo[1])],
      url: told('url'),
      edtf: told('x-annals-edtf'),
      stamp: timeOf(value('dtstamp')) ?? '',
      created: timeOf(value('created')) ?? '',
      lastModified: timeOf(value('last-modified')) ?? '',
      rule: value('rrule')?.toString(),
    };
  });
}

/** ical.js 2.2.1 reads the year 79 and prints it so: with zeros, its texts are those of ISO 8601. */
function timeOf(value: unknown): string | undefined {
  if (!(value instanceof ICAL.Time)) return undefined;
  const zone = value.isDate || value.zone === ICAL.Timezone.utcTimezone ? '' : ` in ${value.zone}`;
  return String(value).replace(/^\d+/, (year) => year.padStart(4, '0')) + zone;
}

/** The days on which ical.js lets an entry come round, from its first on. */
export function occurrences(text: string, uid: string, count: number): readonly string[] {
  const vevent = new ICAL.Component(ICAL.parse(text) as never)
    .getAllSubcomponents('vevent')
    .find((component) => component.getFirstPropertyValue('uid') === uid);
  if (!vevent) throw new Error(`no ${uid}`);
  const days = new ICAL.Event(vevent).iterator();
  return Array.from({ length: count }, () => timeOf(days.next()) ?? '');
}

/** What node-ical makes of a value: the text, with its parameters where it has any. */
type Told = string | number | { readonly val: string; readonly params: Readonly<Record<string, string>> } | undefined;

interface NodeIcalEvent {
  readonly type: string;
  readonly start: Date & { dateOnly?: true };
  readonly end: Date & { dateOnly?: true };
  readonly [property: string]: unknown;
}

/** The entries as node-ical 0.26.1 finds them. What it gets wrong is pinned in `test/formats/icalendar-readers.test.ts`. */
export function readByNodeIcal(text: string): readonly ReadEntry[] {
  const found = Object.values(nodeIcal.sync.parseICS(text)) as unknown as readonly (NodeIcalEvent | undefined)[];
  return found
    .filter((event): event is NodeIcalEvent => event?.type === 'VEVENT')
    .map((event): ReadEntry => {
      const told = (name: string) => plain(event[name] as Told);
      const geo = event.geo as { lat: number; lon: number } | undefined;
      const related = event['related-to'] as Told | readonly Told[];
      return {
        uid: told('uid') ?? '',
        start: dayOrInstant(event.start),
        // It gives an instant an end, which is the same instant.
        end: event.start.dateOnly || Number(event.end) !== Number(event.start) ? dayOrInstant(event.end) : undefined,
        summary: told('summary') ?? '',
        description: told('description') ?? '',
        location: told('location'),
        categories: event.categories as readonly string[],
        related: (Array.isArray(related)
          ? (related as readonly Told[])
          : related === undefined
            ? []
            : [related as Told]
        )
          .map((one) => (typeof one === 'object' ? `${one.params.RELTYPE} ${one.val}` : String(one)))
          .sort(),
        status: told('status') ?? '',
        sequence: event.sequence as number,
        geo: geo && [geo.lat, geo.lon],
        url: told('url') ?? '',
        edtf: told('ANNALS-EDTF') ?? '',
        stamp: dayOrInstant(event.dtstamp as Date),
        created: dayOrInstant(event.created as Date),
        lastModified: dayOrInstant(event.lastmodified as Date),
        rule: event.rrule === undefined ? undefined : String(event.rrule),
      };
    });
}

function plain(told: Told): string | undefined {
  return typeof told === 'object' ? told.val : told?.toString();
}

/** It keeps a day as midnight in the zone of the machine. */
function dayOrInstant(date: Date & { dateOnly?: true }): string {
  if (!date.dateOnly) return date.toISOString().replace('.000Z', 'Z');
  const pad = (n: number, width: number) => String(n).padStart(width, '0');
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}
