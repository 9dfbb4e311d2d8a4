/** Feed readers over time: whatever curators do, each new entry is new once, each change is told once, and nothing else is new. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { WrittenChronology } from './support/chronology-arbitrary.ts';
import { type Reader, readers, type SeenEntry } from './support/feed-readers.ts';
import { type FeedFormatName, faultsOf, feedFormats } from './support/feed-validity.ts';
import { requestTo } from './support/service.ts';
import { added, Publication, plain, revised, STORY_VOCABULARY, withdrawn } from './support/subscriber.ts';

const story: WrittenChronology = {
  vocabulary: STORY_VOCABULARY,
  events: {
    dialogue: plain('2023-03', 'The dialogue'),
    duplicate: plain('2023-03-14', 'The same dialogue'),
    embassy: plain('1993/..', 'An embassy', { status: 'ongoing' }),
    mistake: plain('2024-05', 'A mistake'),
    plan: plain('2027-33', 'A summit', { status: 'planned' }),
    visit: plain('2022-12-24', 'A visit', { countries: ['JP', 'KZ'] }),
  },
};

/** Follows a feed as programs do: by ids alone, with conditional requests. */
class Subscription {
  readonly path: string;
  readonly #port: () => number;
  readonly #reader: Reader;
  readonly #format: FeedFormatName;
  readonly #seen = new Map<string, SeenEntry>();
  #etag: string | undefined;

  constructor(port: () => number, path: string, reader: Reader, format: FeedFormatName) {
    this.#port = port;
    this.path = path;
    this.#reader = reader;
    this.#format = format;
  }

  /** What it marks as new, by the first part of its id; and whether it was sent anything. */
  async poll(): Promise<{ readonly fresh: readonly SeenEntry[]; readonly isSent: boolean }> {
    const headers = this.#etag === undefined ? {} : { 'If-None-Match': this.#etag };
    const answer = await requestTo(this.#port(), this.path, { headers });
    this.#etag = answer.headers.etag;
    if (answer.status === 304) return { fresh: [], isSent: false };
    assert.equal(answer.status, 200, this.path);
    assert.deepEqual(faultsOf(answer.text, this.#format), [], this.path);
    const fresh: SeenEntry[] = [];
    for (const entry of await this.#reader.read(answer.text)) {
      const id = entry.id ?? assert.fail(`an entry without an id in ${this.path}`);
      if (!this.#seen.has(id)) fresh.push(entry);
      this.#seen.set(id, entry);
    }
    return { fresh, isSent: true };
  }
}

const nameOf = ({ id = '' }: SeenEntry) => id.replace(/^tag:[^,]*,2026:/, '').split('@')[0] ?? '';

describe('readers of every feed, in every format', () => {
  let publication: Publication;
  let subscriptions: readonly Subscription[];
  before(async () => {
    publication = await Publication.open(story);
    const feeds = [
      '/en/feed',
      '/ja/feed',
      '/en/country/UZ/feed',
      '/en/chronology',
      '/en/changes',
      '/ja/changes',
      '/en/country/UZ/changes',
    ];
    subscriptions = feeds.flatMap((feed) =>
      feedFormats.flatMap((format) =>
        readers
          .filter(({ formats }) => formats.includes(format))
          .map((reader) => new Subscription(() => publication.port, `${feed}.${format}`, reader, format)),
      ),
    );
  });
  after(() => publication.close());

  /** What is new to each: in the feeds of entries, and in those of changes. */
  const step = (
    name: string,
    edit: () => Promise<void>,
    expected: { readonly entries?: readonly string[]; readonly changes?: readonly string[]; readonly elsewhere?: true },
  ) =>
    it(name, async () => {
      await edit();
      for (const subscription of subscriptions) {
        const { path } = subscription;
        const { fresh } = await subscription.poll();
        const { entries = [], changes = [] } = expected;
        const all = path.includes('/changes.') ? changes : entries;
        const wanted = expected.elsewhere && path.includes('/UZ/') ? [] : all;
        assert.deepEqual(
          fresh
            .map(nameOf)
            .map((id) => id.replace(/^.*\/empty$/, 'empty'))
            .sort(),
          [...wanted].sort(),
          path,
        );
        assert.equal((await subscription.poll()).isSent, false, `${path} again`);
      }
    });
  const publish = (edit: (written: WrittenChronology) => WrittenChronology) => () =>
    publication.publish(edit(publication.written));

  it('first have everything that is shown, and an entry that says that nothing was changed', async () => {
    for (const subscription of subscriptions) {
      const { path } = subscription;
      const shown = Object.keys(story.events).filter((slug) => !path.includes('/UZ/') || slug !== 'visit');
      const names = (await subscription.poll()).fresh.map(nameOf);
      if (path.includes('/changes.')) assert.match(names.join(), /^(en|ja)\/changes(\?country=UZ)?\/empty$/, path);
      else assert.deepEqual(names.sort(), shown, path);
    }
  });
  step('see nothing new where nothing is', async () => {}, {});
  step(
    'are told of a correction once, as a change',
    publish((now) => revised(now, 'embassy', '2026-12-01', { summary: { en: 'It opened.', ja: '開設。' } })),
    { changes: ['embassy.revised.20261201.970cab5b'] },
  );
  step(
    'are told of a second one of that day',
    publish((now) => revised(now, 'embassy', '2026-12-01', { summary: { en: 'It opened early.', ja: '早く開設。' } })),
    { changes: ['embassy.revised.20261201.970cab5b.2'] },
  );
  step(
    'see nothing new in a date that is known better',
    publish((now) => revised(now, 'dialogue', '2026-12-02', { when: '2023-03-14' })),
    { changes: ['dialogue.revised.20261202.970cab5b'] },
  );
  step('see nothing new in a comment in a file', () => publication.comment('dialogue', 'Ask the archive.'), {});
  step('see nothing new where a file moves', () => publication.move('dialogue', '2023'), {});
  step(
    'are told of a new entry once, be it published on a day of others',
    publish((now) => added(now, 'conference', plain('1999-10-09', 'A conference'))),
    { entries: ['conference'] },
  );
  step(
    'are told of nothing that their filter leaves out',
    publish((now) => revised(now, 'visit', '2026-12-03', { title: { en: 'A state visit', ja: '公式訪問' } })),
    { changes: ['visit.revised.20261203.970cab5b'], elsewhere: true },
  );
  step(
    'are told that a plan was carried out, beside what fulfilled it',
    publish((now) =>
      added(
        now,
        'summit',
        plain('2027-02-20', 'The summit', { relations: { fulfils: ['plan'] }, published: '2026-12-04' }),
      ),
    ),
    { entries: ['summit'], changes: ['plan.revised.20261204.e9104768'] },
  );
  step(
    'are told of what was withdrawn as a change',
    publish((now) => withdrawn(now, 'mistake', '2026-12-05')),
    { changes: ['mistake.withdrawn'] },
  );
  step(
    'and of what was merged',
    publish((now) => withdrawn(now, 'duplicate', '2026-12-05', 'dialogue')),
    { changes: ['duplicate.withdrawn'] },
  );
  step('see nothing new after a restart', () => publication.restart(), {});
  step(
    'see a plan open again, whose fulfilment was withdrawn',
    publish((now) => withdrawn(now, 'summit', '2026-12-06')),
    { changes: ['plan.revised.20261206.e9104768', 'summit.withdrawn'] },
  );
});
