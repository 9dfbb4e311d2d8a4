/* The search of a site of files: reads the query of the page's address, and lists the events that it selects, as the service
   would. The module beside it is made of those of the service. */

import {
  conditionsOf,
  ExportedIndex,
  FIELD_STEP,
  fromDistances,
  HANDFUL,
  MOST_BEST,
  phrasesFrom,
  readingSteps,
  SearchableMap,
  scoreSteps,
  UNIT,
} from './search-in-browser.js';

const page = /** @type {HTMLElement} */ (document.querySelector('main.searching'));
const found = /** @type {HTMLElement} */ (document.getElementById('found'));
const parameters = new URLSearchParams(location.search);

/**
 * @typedef {string | [text: string, lang: string, dir?: string]} Title
 * @typedef {{ titles: Title[], dates: string[] }} Texts
 * @typedef {{
 *   slugs: string[],
 *   anchors: number[],
 *   from: (number | null)[],
 *   to: (number | null)[],
 *   lengths: number[],
 *   orders: string[],
 *   facets: Record<string, [value: string, positions: number[]][]>,
 *   terms: import('./exported-index.js').IndexData,
 *   phrases: import('./exported-index.js').PhrasesData,
 * }} Index
 */

/** @template T @param {Generator<undefined, T, undefined>} work @returns {T} */
function done(work) {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** @param {string} name @param {string} [text] */
function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** What the address says of a parameter that it takes once. @param {string} name */
function lastGiven(name) {
  return parameters.getAll(name).findLast((value) => value !== '');
}

/** The value as one of those that there are is written, `DE` for `de`. @param {string} value @param {(form: string) => boolean} isOne */
function inItsCase(value, isOne) {
  return [value, value.toLowerCase(), value.toUpperCase()].find(isOne) ?? value;
}

/** The form says what is asked for. */
function fillForm() {
  for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (page.querySelectorAll('form input[name]'))) {
    const values = parameters.getAll(field.name);
    if (field.type === 'checkbox') {
      field.checked = values.some((value) => inItsCase(value, (form) => form === field.value) === field.value);
      const fold = field.checked ? field.closest('details.more') : null;
      if (fold instanceof HTMLDetailsElement) fold.open = true;
    } else if (field.type !== 'hidden') field.value = lastGiven(field.name) ?? '';
  }
  // Another language has the same search.
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.settings a[hreflang]')))
    link.search = location.search;
}

const DATE = /^(-?\d{4}|Y-?\d{5})(?:-(\d\d))?(?:-(\d\d))?$/;
const DAY_MILLISECONDS = 86_400_000;

/** The days of a year, month or day, as numbers from 1970-01-01 on. @param {string} text @returns {[first: number, last: number] | undefined} */
function daysOf(text) {
  const [, year, month, day] = DATE.exec(text.normalize('NFKC').trim()) ?? [];
  if (year === undefined) return undefined;
  /** @param {number} m @param {number} d */
  const dateOf = (m, d) => {
    const date = new Date(0);
    date.setUTCFullYear(Number(year.replace('Y', '')), m, d);
    return date;
  };
  /** @param {number} m @param {number} d */
  const numberOf = (m, d) => dateOf(m, d).getTime() / DAY_MILLISECONDS;
  const [m, d] = [Number(month ?? 1), Number(day ?? 1)];
  // Of a day or month that there is not, JavaScript makes one of the next.
  const date = dateOf(m - 1, d);
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return undefined;
  if (day !== undefined) return [numberOf(m - 1, d), numberOf(m - 1, d)];
  return month === undefined ? [numberOf(0, 1), numberOf(11, 31)] : [numberOf(m - 1, 1), numberOf(m, 0)];
}

/** What a reader is told of a fault, in the words of the page. @param {string} fault @param {string} found */
function faultText(fault, found) {
  /** @type {Record<string, string>} */
  const texts = JSON.parse(page.dataset.faults ?? '{}');
  return (texts[fault] ?? '').replace('{found}', () => found);
}

/** @param {'from' | 'to'} name @param {string[]} faults */
function boundOf(name, faults) {
  const text = lastGiven(name);
  const days = text === undefined ? undefined : daysOf(text);
  if (text !== undefined && !days) faults.push(faultText('date', text));
  return days?.[name === 'from' ? 0 : 1];
}

/** The bounds, as far as they can be read: of a period that ends before it begins, the end. @param {string[]} faults */
function boundsOf(faults) {
  const [from, to] = [boundOf('from', faults), boundOf('to', faults)];
  if (from === undefined || to === undefined || from <= to) return [from, to];
  faults.push(faultText('period', ''));
  return [undefined, to];
}

/** The positions of the events that the query selects, what was wrong with it, and the best answers. @param {Index} index */
function select(index) {
  /** @type {string[]} */
  const faults = [];
  const count = index.slugs.length;
  const isSelected = new Uint8Array(count).fill(1);
  /** @param {(position: number) => boolean} holds */
  const narrow = (holds) => {
    for (let position = 0; position < count; position += 1) if (!holds(position)) isSelected[position] = 0;
  };
  for (const [facet, values] of Object.entries(index.facets)) {
    const byValue = new Map(values);
    const given = parameters.getAll(facet).filter((value) => value !== '');
    const wanted = new Set(given.map((value) => inItsCase(value, (form) => byValue.has(form))));
    const known = [...wanted].filter((value) => byValue.has(value));
    for (const value of wanted) if (!byValue.has(value)) faults.push(faultText(facet, value));
    if (known.length === 0) continue;
    const having = new Set(known.flatMap((value) => fromDistances(byValue.get(value) ?? [])));
    narrow((position) => having.has(position));
  }
  const [from, to] = boundsOf(faults);
  if (from !== undefined) narrow((position) => (index.to[position] ?? Number.POSITIVE_INFINITY) >= from);
  if (to !== undefined) narrow((position) => (index.from[position] ?? Number.NEGATIVE_INFINITY) <= to);
  const q = (lastGiven('q') ?? '').normalize('NFKC').replace(/\s+/g, ' ').trim();
  const terms = new ExportedIndex(index.terms, (all) => SearchableMap.from(all.map((term) => [term, true])));
  const scores = new Uint16Array(terms.size);
  if (q !== '') {
    const reading = done(readingSteps(terms, conditionsOf(q, phrasesFrom(index.phrases))));
    if (reading.length > 0) done(scoreSteps(terms, reading, scores));
    narrow((position) => scores[position] !== 0);
    for (const { start, end, terms: taken } of reading.flatMap(({ replacements }) => replacements))
      faults.push(
        (page.dataset.correction ?? '')
          .replace('{word}', () => q.slice(start, end))
          .replace('{taken}', () => taken.join(page.dataset.or ?? ', ')),
      );
  }
  const selected = Array.from(isSelected.keys()).filter((position) => isSelected[position] === 1);
  const order = lastGiven('order');
  if (order !== undefined && !index.orders.includes(order)) faults.push(faultText('order', order));
  const all = order === 'newest' ? selected.toReversed() : selected;
  // What began before, or perhaps before, is told last.
  /** @param {number} position */
  const isEarlier = (position) => from !== undefined && (index.anchors[position] ?? 0) < from;
  const positions = [...all.filter((position) => !isEarlier(position)), ...all.filter(isEarlier)];
  return { positions, faults, best: q === '' ? [] : bestOf(index, selected, scores) };
}

/** The events that answer best, up to half of them, as the service orders them. @param {Index} index @param {number[]} positions @param {Uint16Array} scores */
function bestOf(index, positions, scores) {
  if (positions.length <= HANDFUL) return [];
  /** @param {string} value */
  const having = (value) => new Set(fromDistances(index.facets.weight?.find(([one]) => one === value)?.[1] ?? []));
  const [key, detail] = [having('key'), having('detail')];
  const rated = positions.map((position) => {
    const steps = key.has(position) ? 1 : detail.has(position) ? -1 : 0;
    return {
      position,
      score: (scores[position] ?? 0) + steps * FIELD_STEP * UNIT,
      length: index.lengths[position] ?? 0,
    };
  });
  const least = Math.min(...rated.map(({ score }) => score));
  const best = rated
    .sort((a, b) => b.score - a.score || a.length - b.length)
    .slice(0, Math.min(MOST_BEST, Math.floor(positions.length / 2)));
  return (best[0]?.score ?? least) > least ? best.map(({ position }) => position) : [];
}

/** @param {Index} index @param {Texts} texts @param {number} position */
function itemOf(index, texts, position) {
  const item = element('li');
  const date = element('span', texts.dates[position]);
  date.className = 'date';
  const title = texts.titles[position] ?? '';
  const [text, lang, dir] = typeof title === 'string' ? [title] : title;
  const link = /** @type {HTMLAnchorElement} */ (element('a', text));
  link.href = `events/${index.slugs[position]}`;
  if (lang !== undefined) link.lang = lang;
  if (dir !== undefined) link.dir = dir;
  item.append(date, ' ', link);
  return item;
}

/** @param {Index} index @param {Texts} texts */
function show(index, texts) {
  const { positions, faults, best } = select(index);
  /** @type {Record<string, string>} */
  const counts = JSON.parse(page.dataset.counts ?? '{}');
  const { lang } = document.documentElement;
  const form = counts[new Intl.PluralRules(lang).select(positions.length)] ?? counts.other ?? '#';
  const number = new Intl.NumberFormat(lang, { numberingSystem: 'latn' }).format(positions.length);
  const count = element('p', positions.length === 0 ? page.dataset.none : form.replace('#', number));
  count.className = 'count';
  const nodes = [...faults.map((fault) => element('p', fault)), count];
  if (best.length > 0) {
    const section = element('section');
    section.className = 'best';
    const list = element('ol');
    list.append(...best.map((position) => itemOf(index, texts, position)));
    section.append(element('h2', page.dataset.best), list);
    nodes.push(section);
  }
  const list = element('ul');
  list.className = 'entries';
  list.append(...positions.map((position) => itemOf(index, texts, position)));
  nodes.push(list);
  found.replaceChildren(...nodes);
}

/** @param {string | undefined} address */
async function load(address) {
  const answer = await fetch(address ?? '');
  if (!answer.ok) throw new Error(`${answer.status} at ${address}`);
  return answer.json();
}

fillForm();
// Without a question, nothing is asked for.
if ([...parameters.values()].some((value) => value !== ''))
  try {
    const [index, texts] = await Promise.all([load(page.dataset.index), load(page.dataset.texts)]);
    show(index, texts);
  } catch (error) {
    found.replaceChildren(element('p', page.dataset.failed));
    throw error;
  }
