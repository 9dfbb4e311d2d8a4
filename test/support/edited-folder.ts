/** A chronology's folder on the disk, edited as curators and their programs do, and which folders each edit touches. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { eventText, VOCABULARY } from './chronologies.ts';
import { scratchFolder } from './repository.ts';

/** What nobody changes, to wait at. */
const NOTHING = new Int32Array(new SharedArrayBuffer(4));

const SLUGS = ['alpha', 'beta', 'gamma', 'delta', 'epsilon'];
const FOLDERS = ['events', 'events/deep', 'other', ''];

/** One of a list, however high the number. */
function among<T>(list: readonly T[], number: number): T | undefined {
  return list[number % Math.max(list.length, 1)];
}

const otherSlug = fc.constantFrom(...SLUGS);
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** What an event file says: mostly right, now and then naming others, in a series, or withdrawn. */
const fields = fc
  .record({
    title: fc.nat(3).map((number) => ({ en: `Title ${number}`, ja: `題名${number}` })),
    when: fc.constantFrom('2022-12-24', '2022-12', '2021', '[2022-12..]', '2022-12-24/..'),
    place: rarely(fc.constantFrom('tokyo', 'nowhere')),
    series: rarely(fc.constantFrom('1', '2', undefined).map((number) => ({ id: 'rounds', number }))),
    status: rarely(fc.constantFrom('planned', 'cancelled')),
    partOf: rarely(otherSlug),
    follows: rarely(otherSlug),
    related: rarely(otherSlug),
    fulfils: rarely(otherSlug),
    withdrawn: rarely(fc.constant({ date: '2026-11-23', reason: { en: 'A mistake.', ja: '誤り。' } })),
  })
  .map(({ partOf, follows, related, fulfils, ...own }) => {
    const list = (slug: string | undefined) => (slug === undefined ? undefined : [slug]);
    return eventText({
      ...own,
      relations: { partOf, follows: list(follows), related: list(related), fulfils: list(fulfils) },
    });
  });

/** A file that cannot be read as an event. */
const faulty = fc.constantFrom<(string | Uint8Array)[]>(
  eventText({ when: 'March 2023' }),
  eventText({ typ: 'meeting' }),
  'title: [',
  '',
  Buffer.from('title: \xff\n', 'latin1'),
);

const vocabulary = fc.constantFrom<(readonly [path: string, text: string | Uint8Array | undefined])[]>(
  ['places.yaml', `${VOCABULARY['places.yaml']}nowhere:\n  name: { en: Nowhere, ja: 不明 }\n`],
  ['chronology.yaml', VOCABULARY['chronology.yaml']?.replace('Small chronology', 'Another chronology')],
  ['chronology.yaml', VOCABULARY['chronology.yaml']?.replace('defaultStatus: done', 'defaultStatus: planned')],
  ['people.yaml', VOCABULARY['people.yaml']?.replace('Yoshimasa', 'YOSHIMASA')],
  ['people.yaml', undefined],
  ['chronology.yaml', undefined],
  ['chronology.yaml', 'title: ['],
  ['places.yaml', Buffer.from('tokyo: \xff\n', 'latin1')],
  ['places.yaml', 'tokyo:\n  nam: Tokyo\n'],
);

/** Something that is done to a folder, `halve` by a program that has written half of a file; numbers choose among what is there. */
export type Edit =
  | { readonly kind: 'write'; readonly slug: string; readonly folder: string; readonly text: string }
  | { readonly kind: 'edit' | 'spoil'; readonly file: number; readonly text: string | Uint8Array }
  | { readonly kind: 'replace'; readonly file: number; readonly text: string }
  | { readonly kind: 'delete' | 'touch' | 'link' | 'sever' | 'halve'; readonly file: number }
  | { readonly kind: 'rename' | 'move'; readonly file: number; readonly to: string }
  | { readonly kind: 'name'; readonly name: string; readonly folder: string }
  | { readonly kind: 'vocabulary'; readonly path: string; readonly text: string | Uint8Array | undefined }
  | { readonly kind: 'removeFolder' | 'renewFolder'; readonly folder: string }
  | { readonly kind: 'restoreVocabulary' | 'mend' | 'nothing' };

const file = fc.nat(30);
const folder = fc.constantFrom(...FOLDERS);
const kind = <K extends Edit['kind']>(name: K) => fc.constant(name);

export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: kind('write'), slug: otherSlug, folder, text: fields }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('edit'), file, text: fields }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('replace'), file, text: fields }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('spoil'), file, text: faulty }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom('delete', 'touch', 'link', 'sever', 'halve'), file }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('rename'), file, to: otherSlug }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('move'), file, to: folder }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('name'),
      name: fc.constantFrom('x.yml', '.hidden.yaml', 'Bad Name.yaml', 'in-2022.yaml', 'README.md'),
      folder,
    }),
  },
  { weight: 2, arbitrary: vocabulary.map(([path, text]) => ({ kind: 'vocabulary' as const, path, text })) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('removeFolder', 'renewFolder'),
      folder: fc.constantFrom('events', 'events/deep', 'other'),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('restoreVocabulary', 'nothing') }) },
  // Most of what can be done wrong is done after a good reading.
  { weight: 6, arbitrary: fc.record({ kind: kind('mend') }) },
);

export class EditedFolder {
  readonly root = scratchFolder();
  readonly #outside = scratchFolder();
  #outsideCount = 0;
  #touched = new Set<string>();

  /** With the small vocabulary, and events by slug in the folder `events`. */
  constructor(events: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(VOCABULARY)) this.write(path, text);
    for (const [slug, text] of Object.entries(events)) this.write(`events/${slug}.yaml`, text);
  }

  /** The folders in which something was done since this was last asked, as a watch of each would tell. */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched;
    this.#touched = new Set();
    return touched;
  }

  /** Paths of all files that may be event files, sorted. */
  get files(): readonly string[] {
    return this.#all().filter((path) => path.endsWith('.yaml') && VOCABULARY[path] === undefined);
  }

  write(path: string, text: string | Uint8Array): void {
    this.#makeFolder(parentOf(path));
    writeFileSync(this.#at(path), text);
    this.#touch(parentOf(path));
  }

  /** As many editors save: another file of the name comes into the place of the one that was there. */
  replace(path: string, text: string | Uint8Array): void {
    const beside = `${this.#at(path)}~`;
    writeFileSync(beside, text);
    renameSync(beside, this.#at(path));
    this.#touch(parentOf(path));
  }

  delete(path: string): void {
    rmSync(this.#at(path), { force: true });
    this.#touch(parentOf(path));
  }

  rename(path: string, to: string): void {
    this.#makeFolder(parentOf(to));
    renameSync(this.#at(path), this.#at(to));
    this.#touch(parentOf(path), parentOf(to));
  }

  removeFolder(path: string): void {
    if (!existsSync(this.#at(path))) return;
    const below = this.#all().filter((file) => file.startsWith(`${path}/`));
    this.#touch(path, parentOf(path), ...below.map(parentOf));
    rmSync(this.#at(path), { recursive: true });
  }

  /** A byte is a letter here; undefined where there is no such file. */
  text(path: string): string | undefined {
    try {
      return readFileSync(this.#at(path), 'latin1');
    } catch {
      return undefined;
    }
  }

  do(edit: Edit): void {
    if ('file' in edit) {
      const path = among(this.files, edit.file);
      if (path !== undefined) this.#doTo(path, edit);
      return;
    }
    switch (edit.kind) {
      case 'write':
        this.write(join(edit.folder, `${edit.slug}.yaml`), edit.text);
        break;
      case 'name':
        this.write(join(edit.folder, edit.name), eventText());
        break;
      case 'vocabulary':
        if (edit.text === undefined) this.delete(edit.path);
        else this.write(edit.path, edit.text);
        break;
      case 'removeFolder':
        this.removeFolder(edit.folder);
        break;
      case 'renewFolder':
        this.removeFolder(edit.folder);
        this.write(join(edit.folder, 'zeta.yaml'), eventText({ title: { en: 'New', ja: '新' } }));
        break;
      case 'restoreVocabulary':
        for (const [path, text] of Object.entries(VOCABULARY))
          if (this.text(path) !== latin1(text)) this.write(path, text);
        break;
      case 'mend':
        this.#mend();
        break;
    }
  }

  #doTo(path: string, edit: Extract<Edit, { file: number }>): void {
    switch (edit.kind) {
      case 'edit':
      case 'spoil':
        this.write(path, edit.text);
        break;
      case 'replace':
        this.replace(path, edit.text);
        break;
      case 'halve': {
        const text = this.text(path) ?? '';
        this.write(path, Buffer.from(text.slice(0, text.length / 2), 'latin1'));
        break;
      }
      case 'delete':
        this.delete(path);
        break;
      case 'touch':
        if (!existsSync(this.#at(path))) break;
        utimesSync(this.#at(path), 1_700_000_000, 1_700_000_000 + edit.file);
        this.#touch(parentOf(path));
        break;
      case 'link':
      case 'sever':
        this.#link(path, edit.kind === 'link');
        break;
      case 'rename':
        this.rename(path, join(parentOf(path), `${edit.to}.yaml`));
        break;
      case 'move':
        this.rename(path, join(edit.to, nameOf(path)));
        break;
    }
  }

  /** All is right again, and no event names another. */
  #mend(): void {
    this.do({ kind: 'restoreVocabulary' });
    const slugs = new Set<string>();
    for (const path of this.#all()) {
      const slug = nameOf(path).replace(/\.yaml$/, '');
      if (VOCABULARY[path] !== undefined) continue;
      if (!SLUGS.includes(slug) || slugs.has(slug)) this.delete(path);
      else if (!this.text(path)?.startsWith('type: meeting') || this.text(path)?.includes('relations:\n'))
        this.replace(path, eventText());
      slugs.add(slug);
    }
  }

  #link(path: string, leadsSomewhere: boolean): void {
    this.#outsideCount += 1;
    const target = join(this.#outside, `${this.#outsideCount}.yaml`);
    if (leadsSomewhere) writeFileSync(target, eventText({ title: { en: 'Elsewhere', ja: '他所' } }));
    this.delete(path);
    symlinkSync(target, this.#at(path));
  }

  #makeFolder(path: string): void {
    if (existsSync(this.#at(path))) return;
    this.#makeFolder(parentOf(path));
    mkdirSync(this.#at(path));
    this.#touch(parentOf(path));
  }

  #touch(...folders: readonly string[]): void {
    for (const path of folders) this.#touched.add(path);
    this.#waitForClock();
  }

  /** Until the disk tells another time: what is done next has another stamp. */
  #waitForClock(): void {
    const probe = join(this.#outside, 'clock');
    writeFileSync(probe, '');
    const { mtimeMs } = statSync(probe);
    do {
      // A clock that is asked without a pause takes a processor's time for as long as it stands still.
      Atomics.wait(NOTHING, 0, 0, 1);
      writeFileSync(probe, '');
    } while (statSync(probe).mtimeMs === mtimeMs);
  }

  #all(): readonly string[] {
    return readdirSync(this.root, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.root.length + 1))
      .sort();
  }

  #at(path: string): string {
    return join(this.root, path);
  }
}

function parentOf(path: string): string {
  return dirname(path) === '.' ? '' : dirname(path);
}

function nameOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}
