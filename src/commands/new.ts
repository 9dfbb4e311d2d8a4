/** `annals new`: the file of a new event, from the options and the answers of a curator. */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dayAt, dayText } from '../chronology/dates/day.ts';
import { parseWhen } from '../chronology/dates/edtf.ts';
import { anchorDay } from '../chronology/dates/when.ts';
import { inHouseOrder } from '../chronology/files/house-order.ts';
import { formatProblem } from '../chronology/files/problem.ts';
import { datedSlugFault, idFrom, SLUG, slugOf, withoutYears } from '../chronology/files/slug.ts';
import { nearest } from '../chronology/files/spelling.ts';
import { toYaml } from '../chronology/files/written-yaml.ts';
import { schemaOfFile } from '../chronology/folder/file-schemas.ts';
import { eventFilesOf } from '../chronology/folder/folder.ts';
import { vocabularyParser } from '../chronology/folder/folder-parse.ts';
import { vocabularyRules } from '../chronology/folder/vocabulary-rules.ts';
import { languageName } from '../chronology/languages/display-names.ts';
import { FALLBACK_LANGUAGE } from '../chronology/languages/languages.ts';
import { pick, type Text } from '../chronology/languages/text.ts';
import { reportOf } from '../chronology/report/report.ts';
import { formatReport } from '../chronology/report/text.ts';
import { countryAdvice, isCountry } from '../chronology/schema/country.ts';
import { zoneOfTimes } from '../chronology/schema/event-schema.ts';
import { isTimeZone } from '../chronology/schema/fields.ts';
import { eventContextOf, type Vocabulary } from '../chronology/schema/vocabulary.ts';
import { makeFolder } from '../make-folder.ts';
import { type Environment, eventsDirOf } from '../serve/settings.ts';
import { type Arguments, readArguments } from './arguments.ts';
import { readFolder } from './progress.ts';
import { Asker, type Fault, type Question, type Terminal, terminalOf } from './prompts.ts';
import { NEW, UsageError } from './usage.ts';

type Values = Arguments<typeof NEW.options>['values'];

/** @param now The time, in milliseconds since 1970. */
export async function newEvent(
  args: readonly string[],
  env: Environment,
  now: () => number,
  terminal: Terminal | undefined = terminalOf(process),
): Promise<number> {
  const { folder = eventsDirOf(env), values } = readArguments(NEW, args);
  const { files, eventCount } = await readFolder(folder);
  const { vocabulary: read, parse } = vocabularyParser(files);
  if (read.problems.length > 0) {
    console.error(formatReport(reportOf(read.problems, folder, eventCount)));
    throw new UsageError('the files beside the events have problems', 'mend these first');
  }
  const { vocabulary } = read;
  const { settings } = vocabulary;
  const asker = new Asker(terminal, values.yes);
  const event = await askForEvent(asker, values, vocabulary);
  const slugs = new Set(eventFilesOf(files.keys()).map((path) => slugOf(path).slug));
  const isRecurring = settings.types[event.fields.type as string]?.recurring === true;
  const slug = await asker.ask({
    option: '--slug',
    message: 'The name of its file, which stays for good: it stands in addresses and calendars',
    given: values.slug,
    proposed: proposedSlug(String(event.firstTitle), { type: event.fields.type as string, slugs, isRecurring }),
    faultOf: (answer) => slugFault(answer, slugs, isRecurring),
  });
  const today = dayAt(now(), settings.timeZone);
  const path = `${event.year}/${slug}.yaml`;
  const text = inHouseOrder(toYaml({ ...event.fields, published: today }), schemaOfFile(files)(path));
  const { problems, content, event: parsed } = parse(slug, path, text);
  const between = vocabularyRules(read, slugs).faultsOf(slug, parsed ?? content).faults;
  const [problem] = problems;
  if (problem)
    throw new UsageError(`not written, for it would have a problem\n${formatProblem(problem)}`, 'write another value');
  const [fault] = between;
  if (fault)
    throw new UsageError(
      `not written: ${fault.path.join('.')}: ${fault.fault.message}`,
      `copy an event that is like it, or add ${fault.path.join('.')} to the file by hand`,
    );
  const file = join(folder, path);
  await makeFolder(dirname(file));
  await writeFile(file, text, { flag: 'wx' });
  console.log(file);
  return 0;
}

interface Answered {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly firstTitle: string;
  /** The folder of the file. */
  readonly year: string;
}

async function askForEvent(asker: Asker, values: Values, vocabulary: Vocabulary): Promise<Answered> {
  const { settings, places, people, organizations } = vocabulary;
  const typeIds = Object.keys(settings.types);
  const [onlyType] = typeIds.length === 1 ? typeIds : [];
  const type =
    values.type === undefined && onlyType !== undefined
      ? onlyType
      : await asker.ask({ ...oneOf('type', 'What kind of event is it?', settings.types, values.type) });
  const inLanguages = async (question: Question): Promise<{ first: string; text: unknown }> => {
    const [language = '', ...others] = settings.languages;
    const named = (tag: string) =>
      others.length === 0 ? question.message : `${question.message} (${languageName(tag, FALLBACK_LANGUAGE)})`;
    const first = await asker.ask({ ...question, message: named(language) });
    const texts: Record<string, string> = { [language]: first };
    for (const other of question.given === undefined ? others : []) {
      const answer = await asker.ask({ ...question, option: question.option, message: named(other), isOptional: true });
      if (answer !== '') texts[other] = answer;
    }
    return { first, text: others.length === 0 ? first : texts };
  };
  const title = await inLanguages({
    option: '--title',
    message: 'What happened, in a few words?',
    given: values.title,
    example: 'The bridge opens',
  });
  if (values.zone !== undefined && !isTimeZone(values.zone))
    throw new UsageError(`--zone: not an IANA time zone ${values.zone}`, 'write Europe/Berlin, Asia/Tokyo, UTC, …');
  // A place that is asked for later may have another zone, in which the file is read at the end.
  const zone = zoneOfTimes({ timeZone: values.zone, place: values.place }, eventContextOf(vocabulary));
  const when = await asker.ask({
    option: '--when',
    message: 'When, as well as it is known?',
    given: values.when,
    example: '2026-03-14, 2026-03, 2026, 2026-03-14T14:00/2026-03-14T15:30',
    faultOf: (answer) => {
      const read = parseWhen(answer, zone, settings.timeZone);
      return read.ok ? undefined : read.fault;
    },
  });
  const summary = await inLanguages({
    option: '--summary',
    message: 'What happened, in one or two sentences?',
    given: values.summary,
    example: 'The first bridge over the river is opened to carts.',
  });
  const fields: Record<string, unknown> = {
    ...{ type, when },
    ...(values.zone !== undefined && { timeZone: values.zone }),
    ...{ title: title.text, summary: summary.text },
  };
  const requires: readonly string[] = settings.types[type]?.requires ?? [];
  const needs = (field: keyof Values & string) => values[field] !== undefined || requires.includes(field);
  const ids = async (field: 'people' | 'organizations', message: string, entries: Entries) => {
    const answer = await asker.ask({ ...listOf(field, message, values[field], (id) => idFault(id, entries)) });
    return itemsIn(answer);
  };
  if (needs('place')) fields.place = await asker.ask(oneOf('place', 'Where?', places, values.place));
  if (needs('countries'))
    fields.countries = itemsIn(
      await asker.ask({
        ...listOf('countries', 'Which countries took part?', values.countries, (code) =>
          isCountry(code) ? undefined : { message: `no country ${code}`, advice: countryAdvice(code) },
        ),
        example: 'JP, UZ',
      }),
    );
  if (needs('people')) fields.people = (await ids('people', 'Who took part?', people)).map((id) => ({ id }));
  if (needs('organizations'))
    fields.organizations = await ids('organizations', 'Which organisations took part?', organizations);
  if (needs('series'))
    fields.series = { id: await asker.ask(oneOf('series', 'Of which series is it?', settings.series, values.series)) };
  if (settings.citations === 'required' || values.source !== undefined)
    fields.sources = [await askForCitation(asker, values, vocabulary)];
  const read = parseWhen(when, zone, settings.timeZone);
  return { fields, firstTitle: title.first, year: read.ok ? dayText(anchorDay(read.value), 'year') : '' };
}

async function askForCitation(asker: Asker, values: Values, { sources }: Vocabulary): Promise<object> {
  if (Object.keys(sources).length === 0)
    throw new UsageError(
      'there is no source to cite: sources.yaml has no entry',
      'add the document there first, or write `citations: optional` in chronology.yaml',
    );
  const source = await asker.ask(oneOf('source', 'Which source gives the date?', sources, values.source));
  const { paragraph } = values;
  const page =
    paragraph !== undefined
      ? ''
      : await asker.ask({
          option: '--page',
          message: 'On which page? Nothing where it has none',
          given: values.page,
          example: '12',
          isOptional: true,
        });
  const wording = await asker.ask({
    option: '--wording',
    message: 'How does it print the date?',
    given: values.wording,
    example: '14 March 2026',
  });
  return { source, ...(paragraph !== undefined && { paragraph }), ...(page !== '' && { page }), for: 'date', wording };
}

type Entries = Readonly<Record<string, { readonly label?: Text; readonly name?: Text; readonly title?: Text }>>;

/** A question for one id. */
function oneOf(field: string, message: string, entries: Entries, given: string | undefined): Question {
  return {
    option: `--${field}`,
    message,
    given,
    choices: Object.entries(entries).map(([value, { label, name, title }]) => ({
      value,
      label: pick(label ?? name ?? title ?? { [FALLBACK_LANGUAGE]: value }, FALLBACK_LANGUAGE).text,
    })),
    faultOf: (answer) => idFault(answer, entries),
  };
}

/** A question for several ids or codes. */
function listOf(field: string, message: string, given: string | undefined, faultOf: (item: string) => Fault): Question {
  return {
    option: `--${field}`,
    message: `${message} Ids, with commas`,
    given,
    faultOf: (answer) =>
      itemsIn(answer)
        .map(faultOf)
        .find((fault) => fault !== undefined),
  };
}

function itemsIn(answer: string): readonly string[] {
  return answer.split(/[\s,]+/).filter((item) => item !== '');
}

function idFault(id: string, entries: Entries): Fault {
  if (Object.hasOwn(entries, id)) return undefined;
  const ids = Object.keys(entries);
  const listed = ids.length === 0 ? 'an entry for it first' : `one of ${ids.slice(0, 12).join(', ')}`;
  return { message: `no entry ${id}`, advice: nearest(id, ids) ?? listed };
}

function slugFault(slug: string, slugs: ReadonlySet<string>, isRecurring: boolean): Fault {
  if (slugs.has(slug))
    return {
      message: `${slug} is the name of another event, and no name is used twice`,
      advice: freeSlug(slug, slugs),
    };
  if (SLUG.test(slug)) return datedSlugFault(slug, isRecurring);
  return {
    message: 'not a name for a file of an event',
    advice: idFrom(slug) || 'small letters a to z, digits and hyphens, at most 80',
  };
}

const LONGEST_PROPOSED = 60;

/** A free slug of the words of a title, without years if its type has none; of the type where its letters are not those of slugs. */
function proposedSlug(
  title: string,
  { type, slugs, isRecurring }: { type: string; slugs: ReadonlySet<string>; isRecurring: boolean },
): string {
  const words = idFrom(title);
  const plain = withoutYears(words);
  // The year of an edition stays, however long the title is; no word is cut in two.
  const year = isRecurring ? words.split('-').find((word) => !plain.split('-').includes(word)) : undefined;
  const cut = (text: string) =>
    text.length <= LONGEST_PROPOSED ? text : text.slice(0, LONGEST_PROPOSED + 1).replace(/-[^-]*$/, '');
  const proposed =
    isRecurring && words.length <= LONGEST_PROPOSED ? words : [cut(plain), year].filter(Boolean).join('-');
  return freeSlug(proposed || type, slugs);
}

function freeSlug(slug: string, slugs: ReadonlySet<string>): string {
  let free = slug;
  for (let number = 2; slugs.has(free); number += 1) free = `${slug}-${number}`;
  return free;
}
