/** A chronology that is edited while it is served, and programs that subscribe to its calendars, each with a way of its own to take what it is told. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { type RunningServer, startServer } from '../../src/serve/http-server.ts';
import { createService } from '../../src/web/listener.ts';
import type { Site } from '../../src/web/site/site.ts';
import { type Expected, expectedEntries, type Imprecise, type Language } from './calendar-oracle.ts';
import { type ReadEntry, readByStandard } from './calendar-readers.ts';
import {
  changedFrom,
  type EventFields,
  filesOf,
  revisedSince,
  type WrittenChronology,
} from './chronology-arbitrary.ts';
import { BASE_URL, chronologyIn, requestTo, siteOf, TODAY } from './service.ts';

/** An event of a story, in both languages. */
export const plain = (when: string, title: string, more: Partial<EventFields> = {}): EventFields => ({
  type: 'meeting',
  when,
  title: { en: title, ja: `「${title}」` },
  summary: { en: `What is known of it: ${title}.`, ja: `分かっていること：${title}。` },
  countries: ['JP', 'UZ'],
  sources: [{ source: 'the-source', paragraph: 1, for: 'date', wording: 'as printed' }],
  published: '2026-11-22',
  ...more,
});

/** What the stories of subscribers share. */
export const STORY_VOCABULARY: WrittenChronology['vocabulary'] = {
  languages: ['en', 'ja'],
  title: { en: 'A chronology', ja: '年表' },
  description: { en: 'For subscribers.', ja: '購読者のために。' },
  publisher: 'The curators',
  licence: 'MIT',
  types: { meeting: { en: 'Meeting', ja: '会合' }, figure: { en: 'Figure', ja: '統計' } },
  series: { en: 'Rounds', ja: 'ラウンド' },
  source: { en: 'A report', ja: '報告書' },
  person: { en: 'Hayashi Yoshimasa', ja: '林芳正' },
  organization: { en: 'Unicef', ja: 'ユニセフ' },
  place: { en: 'Tokyo', ja: '東京' },
  geo: ['35.68', '139.69'],
};

/** One calendar of a chronology, and what belongs in it. */
export interface Subscribable {
  readonly path: string;
  readonly languages: readonly Language[];
  readonly imprecise: Imprecise;
  readonly country?: string;
}

/** The calendars of a chronology in these languages: whole and of a country, under each treatment, in each edition. */
export function subscribables(languages: readonly Language[], country: string): readonly Subscribable[] {
  const editions = [...languages.map((language) => [language]), ...(languages.length > 1 ? [languages] : [])];
  return editions.flatMap((of) =>
    (['marker', 'span', 'omit'] as const).flatMap((imprecise) => {
      const search = imprecise === 'marker' ? '' : `?imprecise=${imprecise}`;
      const tag = of.join('-');
      return [
        { path: `/${tag}/calendar.ics${search}`, languages: of, imprecise },
        { path: `/${tag}/country/${country}/calendar.ics${search}`, languages: of, imprecise, country },
      ];
    }),
  );
}

/** What the calendar must tell, of withdrawn events too. */
function toldIn(written: WrittenChronology, { languages, imprecise, country }: Subscribable): readonly Expected[] {
  return expectedEntries(
    written,
    languages,
    imprecise,
    ({ countries = [] }) => country === undefined || countries.includes(country),
  );
}

/** All that the calendar shows, so that two are alike only where nothing in it changed. */
function showing(written: WrittenChronology, calendar: Subscribable): string {
  return JSON.stringify(toldIn(written, calendar));
}

/** A chronology in a folder on the disk, and the service that tells it. */
export class Publication {
  written: WrittenChronology;
  readonly #folder: string;
  readonly #faults: unknown[] = [];
  readonly #texts = new Map<string, string>();
  /** The folder of an event's file, where that is not `events`. */
  readonly #places = new Map<string, string>();
  readonly #comments = new Map<string, string>();
  #app: RequestListener = () => {};
  #server: RunningServer | undefined;
  #site: Site | undefined;

  private constructor(folder: string, written: WrittenChronology) {
    this.#folder = folder;
    this.written = written;
  }

  static async open(written: WrittenChronology): Promise<Publication> {
    const publication = new Publication(await mkdtemp(join(tmpdir(), 'annals-subscriber-')), written);
    await publication.#publish();
    publication.#server = await publication.#listen(0);
    return publication;
  }

  async close(): Promise<void> {
    await this.#server?.stop();
    await rm(this.#folder, { recursive: true });
    assert.deepEqual(this.#faults, []);
  }

  get port(): number {
    if (!this.#server) throw new Error('not open');
    return this.#server.port;
  }

  /** Writes what is said now, and serves it. */
  async publish(written: WrittenChronology): Promise<void> {
    this.written = written;
    await this.#publish();
  }

  async comment(slug: string, comment: string): Promise<void> {
    this.#comments.set(slug, `# ${comment}\n`);
    await this.#publish();
  }

  async move(slug: string, folder: string): Promise<void> {
    this.#places.set(slug, folder);
    await this.#publish();
  }

  /** Stops, and starts as a new process would: with the folder read anew, at the same port. */
  async restart(): Promise<void> {
    const { port } = this;
    await this.#server?.stop();
    this.#site = undefined;
    await this.#publish();
    this.#server = await this.#listen(port);
  }

  #listen(port: number): Promise<RunningServer> {
    return startServer((request, response) => this.#app(request, response), port, '127.0.0.1');
  }

  async #publish(): Promise<void> {
    const wanted = new Map<string, string>();
    for (const [path, text] of filesOf(this.written)) {
      const slug = /^events\/(.*)\.yaml$/.exec(path)?.[1] ?? '';
      const place = this.#places.get(slug);
      wanted.set(place === undefined ? path : `${place}/${slug}.yaml`, `${this.#comments.get(slug) ?? ''}${text}`);
    }
    for (const path of this.#texts.keys()) if (!wanted.has(path)) await rm(join(this.#folder, path));
    for (const [path, text] of wanted)
      if (this.#texts.get(path) !== text) {
        await mkdir(dirname(join(this.#folder, path)), { recursive: true });
        await writeFile(join(this.#folder, path), text);
      }
    this.#texts.clear();
    for (const [path, text] of wanted) this.#texts.set(path, text);
    const chronology = await chronologyIn(this.#folder);
    // Templates and words are read anew by a restart alone.
    this.#site = { ...(this.#site ?? siteOf(chronology, BASE_URL)), chronology };
    this.#app = createService(
      this.#site,
      () => TODAY,
      (error) => this.#faults.push(error),
    ).listener;
  }
}

/**
 * How a program takes a calendar that it asked for again: it replaces all that it had; it keys by UID, takes a change only
 * where SEQUENCE and LAST-MODIFIED both moved on, and drops what is gone (as Google does); or it merges by UID and drops
 * only what is told as cancelled (as importers do).
 */
export const policies = ['replacing', 'guarded', 'merging'] as const;
export type Policy = (typeof policies)[number];

const codings = ['identity', 'gzip', 'br'] as const;
export type Coding = (typeof codings)[number];

export interface Poll {
  readonly status: number;
  /** How many bytes of a body were sent. */
  readonly transferred: number;
}

export class Subscriber {
  readonly calendar: Subscribable;
  readonly policy: Policy;
  readonly coding: Coding;
  readonly #port: number;
  #etag: string | undefined;
  #kept: ReadonlyMap<string, ReadEntry> = new Map();

  constructor(port: number, calendar: Subscribable, policy: Policy, coding: Coding) {
    this.#port = port;
    this.calendar = calendar;
    this.policy = policy;
    this.coding = coding;
  }

  get name(): string {
    return `${this.policy} ${this.calendar.path} ${this.coding}`;
  }

  /** What it shows: all that it keeps, but for what is cancelled. */
  get shown(): ReadonlyMap<string, ReadEntry> {
    return new Map([...this.#kept].filter(([, { status }]) => status !== 'CANCELLED'));
  }

  async poll(): Promise<Poll> {
    const answer = await requestTo(this.#port, this.calendar.path, {
      headers: {
        'Accept-Encoding': this.coding,
        ...(this.#etag !== undefined && { 'If-None-Match': this.#etag }),
      },
    });
    const { status, headers, body } = answer;
    if (status === 304) {
      assert.equal(headers.etag, this.#etag, this.name);
      assert.equal(body.length, 0, this.name);
    } else {
      assert.equal(status, 200, this.name);
      assert.equal(headers['content-encoding'] ?? 'identity', this.coding, this.name);
      assert.notEqual(headers.etag, this.#etag, this.name);
      this.#etag = headers.etag;
      const decoded = { identity: (bytes: Buffer) => bytes, gzip: gunzipSync, br: brotliDecompressSync }[this.coding](
        body,
      );
      this.#kept = this.#taken(readByStandard(decoded.toString('utf8')));
    }
    return { status, transferred: body.length };
  }

  #taken(entries: readonly ReadEntry[]): ReadonlyMap<string, ReadEntry> {
    const told = new Map(entries.map((entry) => [entry.uid, entry]));
    assert.equal(told.size, entries.length, `${this.name}: a UID twice`);
    if (this.policy === 'replacing') return told;
    if (this.policy === 'merging') {
      const merged = new Map([...this.#kept, ...told]);
      for (const [uid, { status }] of told) if (status === 'CANCELLED') merged.delete(uid);
      return merged;
    }
    return new Map(
      entries.map((entry) => {
        const known = this.#kept.get(entry.uid);
        const moved = known && entry.sequence > known.sequence && entry.lastModified > known.lastModified;
        return [entry.uid, known && !moved ? known : entry];
      }),
    );
  }
}

/** What a subscriber must show of a calendar: titles, days and texts of all that is not cancelled. */
function assertShows({ shown, calendar, name }: Subscriber, written: WrittenChronology): void {
  const expected = toldIn(written, calendar).filter(({ status }) => status !== 'CANCELLED');
  const facts = ({ start, end, summary, status, categories }: Expected | ReadEntry) => ({
    start,
    end,
    summary,
    status,
    categories,
  });
  assert.deepEqual(
    Object.fromEntries([...shown].sort(byKey).map(([uid, entry]) => [uid, facts(entry)])),
    Object.fromEntries(expected.map((entry) => [entry.uid, facts(entry)] as const).sort(byKey)),
    name,
  );
  for (const { uid, told } of expected)
    for (const text of told) assert.ok(shown.get(uid)?.description.includes(text), `${name}: ${uid} tells ${text}`);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A publication with its subscribers, who all look again after each edit. */
export class Audience {
  readonly publication: Publication;
  readonly subscribers: readonly Subscriber[];
  #shown: ReadonlyMap<Subscribable, string> = new Map();

  private constructor(publication: Publication, subscribers: readonly Subscriber[]) {
    this.publication = publication;
    this.subscribers = subscribers;
  }

  /** One subscriber of each way to each calendar; of each calendar, one in each coding. */
  static async of(written: WrittenChronology, calendars: readonly Subscribable[]): Promise<Audience> {
    const publication = await Publication.open(written);
    return new Audience(
      publication,
      calendars.flatMap((calendar, index) =>
        policies.map(
          (policy, at) =>
            new Subscriber(publication.port, calendar, policy, codings[(index + at) % codings.length] ?? 'identity'),
        ),
      ),
    );
  }

  /**
   * All ask again: each then shows exactly what it must, and was sent a body only where what its calendar shows changed.
   * Returns the paths of which bodies were sent.
   */
  async lookAgain(): Promise<readonly string[]> {
    const { written } = this.publication;
    const calendars = new Set(this.subscribers.map(({ calendar }) => calendar));
    const shown = new Map([...calendars].map((calendar) => [calendar, showing(written, calendar)]));
    const sent = new Set<string>();
    for (const subscriber of this.subscribers) {
      const { calendar, name } = subscriber;
      const { status, transferred } = await subscriber.poll();
      const changed = shown.get(calendar) !== this.#shown.get(calendar);
      assert.deepEqual([status, transferred > 0], changed ? [200, true] : [304, false], name);
      if (changed) sent.add(calendar.path);
      assertShows(subscriber, written);
    }
    this.#shown = shown;
    return [...sent];
  }
}

/** The chronology with an event changed as a curator does: with a revision that says what and when. */
export function revised(
  written: WrittenChronology,
  slug: string,
  date: string,
  changes: Partial<EventFields>,
): WrittenChronology {
  const event = written.events[slug];
  if (!event) throw new Error(`no event ${slug}`);
  const was = changedFrom(event, { ...event, ...changes });
  const revisions = [...(event.revisions ?? []), { date, note: 'Corrected.', was }];
  return { ...written, events: { ...written.events, [slug]: { ...event, ...changes, revisions } } };
}

export function added(written: WrittenChronology, slug: string, event: EventFields): WrittenChronology {
  const events = { ...written.events, [slug]: event };
  for (const plan of event.relations?.fulfils ?? [])
    if (events[plan]) events[plan] = revisedSince(events[plan], event, true);
  return { ...written, events };
}

/** The chronology without an event, but for what says that it was withdrawn; a plan that it fulfilled is open again. */
export function withdrawn(
  written: WrittenChronology,
  slug: string,
  date: string,
  replacedBy?: string,
): WrittenChronology {
  const event = written.events[slug];
  if (!event) throw new Error(`no event ${slug}`);
  const gone: EventFields = { ...event, withdrawn: { date, reason: 'It was a mistake.', replacedBy } };
  return added(written, slug, gone);
}

/** Whether any event names this one: then it can be neither withdrawn nor, where it is a plan, be another thing. */
export function isNamed({ events }: WrittenChronology, slug: string): boolean {
  return Object.values(events).some(({ relations = {}, withdrawn: gone }) => {
    const { partOf, follows = [], fulfils = [], related = [] } = relations;
    return [partOf, ...follows, ...fulfils, ...related, gone?.replacedBy].includes(slug);
  });
}
