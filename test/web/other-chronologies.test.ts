/**
 * Three whole chronologies of other subjects, languages and habits than the one that ships: a history of spaceflight with times
 * and plans, a town's in two languages without sources, and one in Arabic and French. Each is checked, read page by page as a
 * crawler does, subscribed to and followed. What is the same below every view, such as its calendar, is asked for once a kind.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { warningsOf } from '../../src/chronology/check/warnings/warnings.ts';
import { checkWordings } from '../../src/chronology/check/wording-check.ts';
import { inHouseOrder } from '../../src/chronology/files/house-order.ts';
import { schemaOfFile } from '../../src/chronology/folder/file-schemas.ts';
import { directionOf } from '../../src/chronology/languages/definition/direction.ts';
import { howAlike } from '../../src/formats/view/type-colour.ts';
import { placed } from '../support/calendar-oracle.ts';
import { type ReadEntry, readByIcalJs, readByNodeIcal, readByStandard } from '../support/calendar-readers.ts';
import { type Element, findAll, parseHtml, textOf } from '../support/html.ts';
import { faultsOf, repetitions, structureOf } from '../support/html-validity.ts';
import { references } from '../support/markup.ts';
import { BASE_URL, CANAL, filesIn, MOON, type Service, serve, TODAY, TOWN } from '../support/service.ts';
import { parseXml } from '../support/xml.ts';

const READERS = { 'RFC 5545 alone': readByStandard, 'ical.js': readByIcalJs, 'node-ical': readByNodeIcal } as const;

/** A text on a page, with the language and the way that it is in. */
interface Run {
  readonly text: string;
  readonly lang: string;
  readonly dir: string;
}

interface Page {
  readonly lang: string | undefined;
  readonly dir: string;
  readonly heading: string;
  /** Texts in Arabic letters, and those that say a language of their own. */
  readonly runs: readonly Run[];
  readonly repetitions: readonly string[];
}

interface Crawl {
  /** By their paths. */
  readonly pages: ReadonlyMap<string, Page>;
  /** What did not answer, and where a link leads to it. */
  readonly broken: readonly string[];
  /** Pages that have an element, an attribute or an order of them which no page before them had. */
  readonly unlike: readonly (readonly [path: string, text: string])[];
}

/** A title as `textOf` has it: what no line is broken at is a space as well. */
function spaced(title = ''): string {
  return title.replace(/\s+/g, ' ');
}

/** Texts outside the picture, which runs from left to right and has each of its texts by its own letters. */
function runsOf(root: Element): readonly Run[] {
  const found: Run[] = [];
  const visit = (element: Element, around: Omit<Run, 'text'>) => {
    const { lang = around.lang, dir = around.dir, class: classes = '' } = element.attributes;
    // What holds no elements can say no language of its own.
    if (classes.split(' ').includes('overview') || ['script', 'title', 'option'].includes(element.name)) return;
    for (const child of element.children)
      if (typeof child !== 'string') visit(child, { lang, dir });
      else if (/\p{Script=Arabic}/u.test(child) || lang !== root.attributes.lang)
        if (child.trim() !== '') found.push({ text: child, lang, dir });
  };
  visit(root, { lang: '', dir: 'ltr' });
  return found;
}

/** Addresses that one program answers: those that differ in the event or the value of a facet alone. */
function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address, BASE_URL);
  const path = pathname.replace(
    /^(\/[\w-]+)?\/(events\/[^/.]+|[a-z]+\/[^/]+(?=\/))/,
    (_, language = '', rest) => `${language}/${rest.split('/')[0]}/…`,
  );
  return `${path}?${[...new Set(searchParams.keys())].sort()}`;
}

/** What pages of any of the chronologies had, for one program writes them all. */
const structures = new Set<string>();

/**
 * Every page that links lead to from the start, and one of each kind of what is no page or asks for something. Pictures as PNG
 * have tests of their own, and take as long as all the pages.
 */
async function crawl({ request }: Service, languages: readonly string[]): Promise<Crawl> {
  const isPage = (address: string) =>
    languages.some((language) => address.startsWith(`/${language}/`)) && !/[?]|\.\w+$/.test(address);
  const pages = new Map<string, Page>();
  const broken: string[] = [];
  const read: { readonly address: string; readonly text: string; readonly structure: ReadonlySet<string> }[] = [];
  const kinds = new Set<string>();
  const addresses = new Map(languages.map((language) => [`/${language}/`, 'the start']));
  // A map hands out what is added to it on the way.
  for (const [address, from] of addresses) {
    if (/\.png(?:$|\?)/.test(address) || (!isPage(address) && kinds.size === kinds.add(kindOf(address)).size)) continue;
    const { status, headers, text } = await request(address);
    const isRedirect = status === 302 && headers.location !== undefined;
    if (status !== 200 && !isRedirect) broken.push(`${status} ${address}, which ${from} leads to`);
    if (!isPage(address) || status !== 200) continue;
    const root = parseHtml(text);
    read.push({ address, text, structure: structureOf(text) });
    const [heading] = findAll(root, 'h1');
    pages.set(address, {
      lang: root.attributes.lang,
      dir: root.attributes.dir ?? 'ltr',
      heading: heading ? textOf(heading) : '',
      runs: runsOf(root),
      repetitions: repetitions(text),
    });
    for (const reference of references(root)) {
      const { origin, pathname, search } = new URL(reference, `${BASE_URL}${address}`);
      if (origin === BASE_URL && !addresses.has(`${pathname}${search}`)) addresses.set(`${pathname}${search}`, address);
    }
  }
  // Those with the most of it first: fewer are left that have something of their own.
  const unlike = read
    .sort((a, b) => b.structure.size - a.structure.size)
    .filter(({ structure }) => {
      const isUnlike = [...structure].some((part) => !structures.has(part));
      for (const part of structure) structures.add(part);
      return isUnlike;
    });
  return { pages, broken, unlike: unlike.map(({ address, text }) => [address, text] as const) };
}

const CHRONOLOGIES = [
  {
    name: 'the exploration of the Moon',
    folder: MOON,
    languages: ['en'],
    /** What stands in another language than its page, as there is no text in that of the page. */
    fallback: undefined,
    /** UTC, and a day that others count differently. */
    starts: {
      'apollo-11-landing': '1969-07-20T20:17:00Z',
      'luna-2': '1959-09-13T21:02:00Z',
      'chinese-crew': '2030-12-31',
    },
  },
  {
    name: 'the history of a town',
    folder: TOWN,
    languages: ['de', 'en'],
    fallback: ['/en/place/travemuende/', 'Travemünde', 'de', 'ltr'],
    /** Days of the Julian calendar, converted. */
    starts: { reformation: '1531-06-06', 'barbarossa-privilege': '1188-09-26', 'cathedral-rebuilt': '1982-12-31' },
  },
  {
    name: 'the history of a canal',
    folder: CANAL,
    languages: ['ar', 'fr'],
    fallback: ['/fr/events/lake-timsah', 'مياه البحر المتوسط تصل إلى بحيرة التمساح', 'ar', 'rtl'],
    /** In Cairo, two hours before UTC. */
    starts: { 'ever-given-aground': '2021-03-23T05:40:00Z', crossing: '1973-10-06T12:00:00Z', opening: '1869-11-17' },
  },
] as const;

/** All are crawled before any test begins: with the tests that are there, services would be stopped. */
const crawled: (readonly [(typeof CHRONOLOGIES)[number], Service, Crawl])[] = [];
for (const one of CHRONOLOGIES) {
  const service = await serve({ folder: one.folder });
  crawled.push([one, service, await crawl(service, one.languages)]);
}

for (const [{ name, folder, languages, fallback, starts }, service, { pages, broken, unlike }] of crawled) {
  const { chronology } = service;
  const { events } = chronology;
  const { settings } = chronology.vocabulary;
  const [first] = languages;
  const entriesOf = async (language: string, read: (text: string) => readonly ReadEntry[]) => {
    const { status, text } = await service.request(`/${language}/calendar.ics`);
    assert.equal(status, 200);
    return new Map(read(text).map((entry) => [entry.uid.replace(`@${settings.uidDomain}`, ''), entry]));
  };

  describe(name, () => {
    const files = filesIn(folder);

    it('has no problem and no warning, and its fields are in the order of the guide', () => {
      assert.deepEqual([settings.languages, events.length >= 30], [languages, true]);
      assert.deepEqual(checkWordings(chronology, files), []);
      assert.deepEqual(warningsOf(chronology, files, { now: Date.parse(TODAY), howAlike }), []);
      const schemaOf = schemaOfFile(files);
      for (const [path, text] of files) assert.equal(inHouseOrder(text, schemaOf(path)), text, path);
    });

    it('has no link that leads nowhere, and a page of every event in every language', () => {
      assert.deepEqual(broken, []);
      for (const language of languages)
        for (const { slug, title } of events) {
          const heading = pages.get(`/${language}/events/${slug}`)?.heading;
          assert.ok(heading?.includes(spaced(title[language] ?? title[first])), `${slug}: ${heading}`);
        }
    });

    it('has valid pages, with no id twice', async () => {
      for (const [path, { repetitions }] of pages) assert.deepEqual([path, repetitions], [path, []]);
      assert.ok(unlike.length > 0);
      for (const [path, text] of unlike) assert.deepEqual([path, await faultsOf(text)], [path, []]);
    });

    it('says of every page and of every text in which language and which way it is', () => {
      // Further spellings are of no language that the files say.
      const { people, places, organizations } = chronology.vocabulary;
      const named = [people, places, organizations, settings.tags].flatMap((entries) => Object.values(entries));
      const spellings = new Set(named.flatMap(({ aka }) => aka));
      for (const [path, { lang = '', dir, runs }] of pages) {
        const [, language = ''] = path.split('/');
        assert.deepEqual([path, lang, dir], [path, language, directionOf(language)]);
        for (const run of runs) {
          if (/\p{Script=Arabic}/u.test(run.text))
            assert.deepEqual(
              [run.lang, run.dir],
              [spellings.has(run.text.trim()) ? lang : 'ar', 'rtl'],
              `${path}: ${run.text}`,
            );
        }
      }
      if (fallback === undefined) return;
      const [path, text, lang, dir] = fallback;
      const run = pages.get(path)?.runs.find((one) => one.text.trim() === text);
      assert.deepEqual([run?.lang, run?.dir], [lang, dir]);
    });

    for (const language of languages)
      for (const [reader, read] of Object.entries(READERS))
        it(`has a calendar in ${language} of which ${reader} reads every entry with its days`, async () => {
          const found = await entriesOf(language, read);
          const wanted = events.flatMap((event) =>
            placed(event.when.edtf, 'marker', settings.types[event.type]?.endEntry ?? false, settings.timeZone).map(
              ({ part, start, end }) => ({ event, uid: part === 'end' ? `${event.slug}.end` : event.slug, start, end }),
            ),
          );
          assert.deepEqual([...found.keys()].sort(), wanted.map(({ uid }) => uid).sort());
          for (const { event, uid, start, end } of wanted) {
            const entry = found.get(uid);
            assert.deepEqual([uid, entry?.start, entry?.end], [uid, start, end]);
            assert.ok(entry?.summary.includes(event.title[language] ?? event.title[first] ?? ''), entry?.summary);
          }
          for (const [slug, start] of Object.entries(starts)) assert.equal(found.get(slug)?.start, start, slug);
        });

    it('has feeds that a strict reader takes, in each language', async () => {
      for (const language of languages) {
        const items = async (file: string) => {
          const { status, text } = await service.request(`/${language}/${file}`);
          assert.equal(status, 200);
          const channel = parseXml(text).child('channel');
          assert.equal(channel.child('language').text, language);
          return channel.children('item');
        };
        const entered = await items('feed.rss');
        const links = new Set(entered.map((item) => item.child('link').text));
        assert.ok(links.size === entered.length && entered.length > 20, `${entered.length} items`);
        for (const event of events) {
          const item = entered.find((one) => one.child('link').text.endsWith(`/events/${event.slug}`));
          if (item) assert.ok(item.child('title').text.includes(event.title[language] ?? event.title[first] ?? ''));
        }
        assert.ok((await items('on-this-day.rss')).length > 0);
      }
    });
  });
}
