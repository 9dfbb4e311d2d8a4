/* What pages do beyond what they do without it: everything here is a convenience, and nothing is reachable only by it. */

const root = document.documentElement;
const SCHEME = 'annals-scheme';

/** @param {string | null} scheme Light, dark, or that of the system. */
function showScheme(scheme) {
  if (scheme === 'light' || scheme === 'dark') root.dataset.scheme = scheme;
  else delete root.dataset.scheme;
}

/** Storage may be forbidden, and then nothing is remembered. */
const memory = {
  /** @returns {string | null} */
  read() {
    try {
      return localStorage.getItem(SCHEME);
    } catch {
      return null;
    }
  },
  /** @param {string | undefined} scheme */
  write(scheme) {
    try {
      if (scheme === undefined) localStorage.removeItem(SCHEME);
      else localStorage.setItem(SCHEME, scheme);
    } catch {}
  },
};

// Before the page is drawn, wherever the script has been kept and the page comes at once.
showScheme(memory.read());
root.classList.add('js');

function switchScheme() {
  const button = document.querySelector('.theme');
  if (!button) return;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.scheme ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const tell = () => button.setAttribute('aria-pressed', String(isDark()));
  button.addEventListener('click', () => {
    const wanted = isDark() ? 'light' : 'dark';
    // Back at what the system says, the page follows it again.
    const remembered = (wanted === 'dark') === system.matches ? undefined : wanted;
    memory.write(remembered);
    showScheme(remembered ?? null);
    tell();
  });
  system.addEventListener('change', tell);
  tell();
}

/** Marks in the rail the year that is being read. */
function followYears() {
  const rail = /** @type {HTMLElement | null} */ (document.querySelector('.rail'));
  const sections = [...document.querySelectorAll('.year')];
  if (!rail || sections.length === 0) return;
  /** @type {Element | undefined} */
  let marked;
  const follow = () => {
    const read = sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 4) ?? sections[0];
    const id = read?.getAttribute('aria-labelledby');
    const link = [...rail.querySelectorAll('a')].find((one) => one.hash === `#${id}`);
    if (!link || link === marked) return;
    marked?.removeAttribute('aria-current');
    link.setAttribute('aria-current', 'true');
    marked = link;
    // The rail alone: scrollIntoView would move the page as well.
    rail.scrollLeft = link.offsetLeft - rail.clientWidth / 2;
    rail.scrollTop = link.offsetTop - rail.clientHeight / 2;
  };
  let asked = false;
  addEventListener(
    'scroll',
    () => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        follow();
      });
    },
    { passive: true },
  );
  follow();
}

/** Events that are to be seen: those folded under their whole are not, until that is opened. */
function eventsShown() {
  return [...document.querySelectorAll('.event')].filter((event) => event.checkVisibility());
}

/** The event that stands at the top of the window. */
function eventInView() {
  return eventsShown().find((event) => event.getBoundingClientRect().bottom > 80);
}

/** An address that names a folded event opens what it is folded in, and paper shows all of them. */
function unfold() {
  const reveal = () => {
    const named = document.getElementById(location.hash.slice(1));
    const fold = named?.closest('details');
    if (!named || !fold || fold.open) return;
    fold.open = true;
    named.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();
  /** @type {NodeListOf<HTMLDetailsElement>} */
  let opened;
  addEventListener('beforeprint', () => {
    opened = document.querySelectorAll('.event details:not([open])');
    for (const fold of opened) fold.open = true;
  });
  addEventListener('afterprint', () => {
    for (const fold of opened) fold.open = false;
  });
}

/** The other language begins where this one is being read. */
function keepPlace() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[hreflang]')))
    link.addEventListener('click', () => {
      const list = document.querySelector('.years');
      const reading = list && list.getBoundingClientRect().top < 0;
      const place = reading ? eventInView()?.id : location.hash.slice(1);
      if (place) link.hash = place;
    });
}

/** An address says what was asked for, and nothing of what was not. */
function tidyForm() {
  for (const form of document.forms)
    form.addEventListener('formdata', ({ formData }) => {
      for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
    });
}

/** A field above a long list that leaves in it what has the words typed: the page has all of it without. */
function findInLists() {
  /** @type {NodeListOf<HTMLElement>} */
  const lists = document.querySelectorAll('[data-find]');
  for (const list of lists) {
    const items = /** @type {HTMLElement[]} */ ([...list.children]).map((item) => ({
      item,
      text: (item.textContent ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(),
    }));
    const field = document.createElement('input');
    field.type = 'search';
    field.placeholder = list.dataset.find ?? '';
    field.setAttribute('aria-label', field.placeholder);
    const found = document.createElement('output');
    const row = document.createElement('p');
    row.className = 'find';
    row.append(field, ' ', found);
    list.before(row);
    field.addEventListener('input', () => {
      const words = field.value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(/\s+/);
      let count = 0;
      for (const { item, text } of items) {
        const isFound = words.every((word) => text.includes(word));
        item.hidden = !isFound;
        if (isFound) count += 1;
      }
      found.textContent = field.value === '' ? '' : `${count} / ${items.length}`;
    });
    // Within the form of the filter it would send that form.
    field.addEventListener('keydown', (pressed) => {
      if (pressed.key === 'Enter') pressed.preventDefault();
    });
  }
}

/** The filter lies over the page: Escape closes it, and so does the focus that goes on beneath it (WCAG 2.4.11). */
function closePanels() {
  for (const panel of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('.tools .filter'))) {
    panel.addEventListener('keydown', ({ key }) => {
      if (key !== 'Escape') return;
      panel.open = false;
      panel.querySelector('summary')?.focus();
    });
    document.addEventListener('focusin', ({ target }) => {
      if (target instanceof Element && !target.closest('.tools')) panel.open = false;
    });
  }
}

/**
 * Single keys act only while the focus is in the list or in the picture (WCAG 2.1.4): j and k go from event to event,
 * / goes to the search.
 */
function takeKeys() {
  document.addEventListener('keydown', (pressed) => {
    const at = document.activeElement;
    const inside = /** @type {HTMLElement | null | undefined} */ (at?.closest('.years, .picture'));
    if (!at || !inside || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    const step = { j: 1, k: -1 }[pressed.key];
    /** @type {HTMLElement | SVGElement | null | undefined} */
    let next;
    if (pressed.key === '/') next = /** @type {HTMLElement | null} */ (document.querySelector('#q'));
    else if (step === undefined) return;
    else if (inside.matches('.picture')) {
      const links = rowsOf(inside).flat();
      const place = links.findIndex(({ link }) => link === at);
      if (place >= 0) next = links[place + step]?.link;
    } else {
      const events = eventsShown();
      const own = at.closest('.event');
      const place = own ? events.indexOf(own) + step : events.indexOf(eventInView() ?? inside);
      next = events[place]?.querySelector('h3 a');
    }
    if (!next) return;
    pressed.preventDefault();
    next.focus();
  });
}

/** @typedef {HTMLElement | SVGElement} PictureLink A mark, or a year of the axis. */
/** @typedef {{ link: PictureLink, left: number, right: number }} PlacedLink Its extent in the window. */

const PICTURE_LINKS = ':is(svg, .axis, .lane) a[href]';

/**
 * Where a mark itself is at this width, without its name beside it.
 *
 * @param {PictureLink} link
 */
function extentOf(link) {
  const hits = [...link.querySelectorAll('.hit')];
  return (hits.find((hit) => hit.getClientRects().length > 0) ?? link).getBoundingClientRect();
}

/**
 * The links of a picture that this width shows, from the top row to the last and in each along time: its axis and each
 * of its lanes are a row.
 *
 * @param {HTMLElement} picture
 * @returns {PlacedLink[][]}
 */
function rowsOf(picture) {
  /** @type {Map<Element, { top: number, links: PlacedLink[] }>} */
  const rows = new Map();
  for (const link of /** @type {NodeListOf<PictureLink>} */ (picture.querySelectorAll(PICTURE_LINKS))) {
    if (link.getClientRects().length === 0) continue;
    const { left, right, top } = extentOf(link);
    const holder = link.closest('.axis, .lane') ?? picture;
    const row = rows.get(holder) ?? { top, links: [] };
    rows.set(holder, row);
    row.top = Math.min(row.top, top);
    row.links.push({ link, left, right });
  }
  return [...rows.values()].sort((a, b) => a.top - b.top).map(({ links }) => links.sort((a, b) => a.left - b.left));
}

/**
 * One Tab stop for a picture, and arrows inside: left and right along time, up and down to the nearest of the next row,
 * Home and End to the first and last of the row.
 *
 * @param {HTMLElement} picture
 */
function rove(picture) {
  /** @type {PictureLink | undefined} */
  let stop;
  /** Where one goes up and down, whatever the extent of the marks on the way. @type {number | undefined} */
  let column;
  /** @param {PictureLink | undefined} link */
  const stopAt = (link) => {
    stop?.setAttribute('tabindex', '-1');
    link?.setAttribute('tabindex', '0');
    stop = link;
  };
  /** The event that the page is about, or else the first mark. */
  const firstStop = () => {
    const links = rowsOf(picture)
      .flat()
      .map(({ link }) => link);
    return (
      links.find((link) => link.matches('[aria-current]')) ?? links.find((link) => link.closest('.lane')) ?? links[0]
    );
  };
  for (const link of picture.querySelectorAll(PICTURE_LINKS)) link.setAttribute('tabindex', '-1');
  stopAt(firstStop());
  addEventListener('resize', () => {
    if (stop?.getClientRects().length === 0) stopAt(firstStop());
  });
  picture.addEventListener('focusin', ({ target }) => {
    const link = /** @type {Element} */ (target).closest('a');
    if (link?.matches(PICTURE_LINKS)) stopAt(link);
  });

  picture.addEventListener('keydown', (pressed) => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.shiftKey) return;
    const rows = rowsOf(picture);
    const y = rows.findIndex((row) => row.some(({ link }) => link === document.activeElement));
    const row = rows[y];
    if (!row) return;
    const x = row.findIndex(({ link }) => link === document.activeElement);
    const { left = 0, right = 0 } = row[x] ?? {};
    // A long bar begins where its date is.
    const from = column ?? left + Math.min(right - left, 24) / 2;
    /** @param {PlacedLink[]} [links] */
    const nearest = (links) => {
      /** @param {PlacedLink} link */
      const distance = (link) => Math.max(link.left - from, from - link.right, 0);
      return links?.toSorted(
        (a, b) => distance(a) - distance(b) || Math.abs(a.left - from) - Math.abs(b.left - from),
      )[0];
    };
    /** @type {Record<string, () => PlacedLink | undefined>} */
    const ways = {
      ArrowLeft: () => row[x - 1],
      ArrowRight: () => row[x + 1],
      ArrowUp: () => nearest(rows[y - 1]),
      ArrowDown: () => nearest(rows[y + 1]),
      Home: () => row[0],
      End: () => row.at(-1),
    };
    const way = ways[pressed.key];
    if (!way) return;
    // At an edge too: there the page does not suddenly scroll.
    pressed.preventDefault();
    const next = way();
    column = pressed.key === 'ArrowUp' || pressed.key === 'ArrowDown' ? from : undefined;
    next?.link.focus();
  });
  // Each other way to a mark begins a column of its own.
  picture.addEventListener('pointerdown', () => {
    column = undefined;
  });
  picture.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && picture.contains(relatedTarget))) column = undefined;
  });
}

/**
 * The first sentence of a text, by the rules of its language; the whole where the browser knows none.
 *
 * @param {string} text
 * @param {string} language
 */
function firstSentence(text, language) {
  if (!('Segmenter' in Intl)) return text;
  let sentence = '';
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    sentence += segment;
    // "No. 13" and "S. Umurzakov" end none.
    if (!/(^|[^\p{L}])(\p{L}|\p{Lu}\p{L})\.\s*$/u.test(sentence)) break;
  }
  return sentence.trim();
}

/** A pointer that passes over marks on its way opens nothing, and one on its way to the card does not close it. */
const HOVER_MILLISECONDS = 120;
const LEAVE_MILLISECONDS = 300;

/** In CSS pixels, from the edges of the window. */
const CARD_MARGIN = 8;

/** The card of a picture, made once: when, what, and the first sentence about it. */
function makeCard() {
  /** @template {keyof HTMLElementTagNameMap} Tag @param {Tag} tag @param {string} className */
  const make = (tag, className) => {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  };
  const card = make('div', 'mark-card');
  const [face, when, title, link, remarks, text] = [
    make('div', ''),
    make('p', 'mark-date'),
    make('p', 'mark-title'),
    make('a', ''),
    make('small', ''),
    make('p', 'mark-text'),
  ];
  card.hidden = true;
  text.id = 'mark-text';
  title.append(link, ' ', remarks);
  face.append(when, title, text);
  card.append(face);
  return { card, face, when, link, remarks, text };
}

/**
 * Marks a text as another one is: with its language, and the way in which that is written.
 *
 * @param {HTMLElement} text
 * @param {Element} other
 */
function inLanguageOf(text, other) {
  text.lang = other.closest('[lang]')?.getAttribute('lang') ?? '';
  text.dir = other.closest('[dir]')?.getAttribute('dir') ?? 'ltr';
}

/**
 * Says on the card what the list says of the mark's event where the list is on the page, or else the mark's own name.
 *
 * @param {ReturnType<typeof makeCard>} made
 * @param {PictureLink} mark
 */
function fillCard({ card, when, link, remarks, text }, mark) {
  const address = mark.getAttribute('href') ?? '';
  const { hash } = new URL(address, location.href);
  // Several events may begin with the one that the link leads to.
  const isEvent = hash.startsWith('#event-') && !mark.matches('.group');
  const event = isEvent ? document.getElementById(hash.slice(1)) : null;
  const [date, summary] = ['.when', '.summary'].map((part) => event?.querySelector(part));
  const title = /** @type {HTMLAnchorElement | null | undefined} */ (event?.querySelector('h3 a'));
  when.textContent = date?.textContent ?? '';
  when.hidden = !date;
  link.textContent = title?.textContent ?? mark.getAttribute('aria-label');
  inLanguageOf(link, title ?? mark);
  link.href = title?.href ?? address;
  // Beside the title: each has its own language, and what fulfilled a plan a link of its own.
  remarks.replaceChildren(...(event?.querySelector('h3 small')?.cloneNode(true).childNodes ?? []));
  inLanguageOf(text, summary ?? mark);
  text.textContent = firstSentence(summary?.textContent ?? '', text.lang);
  text.hidden = !summary;
  const type = /\btype-\S+/.exec((mark.closest('.lane') ?? mark).getAttribute('class') ?? '')?.[0] ?? '';
  card.className = `mark-card ${type}`;
}

/**
 * A card for the mark under the pointer, with the focus, or tapped; a second tap follows the link. WCAG 1.4.13: Escape
 * closes it, the pointer can go onto it, and it stays until it is left.
 *
 * @param {HTMLElement} picture
 */
function showDetails(picture) {
  /** @type {ReturnType<typeof makeCard> | undefined} */
  let made;
  /** @type {PictureLink | undefined} */
  let shown;
  /** Closed by Escape, and not shown again until pointer and focus have left it. @type {PictureLink | undefined} */
  let dismissed;
  /** Touched, and whether its card was there before. @type {{ mark: PictureLink, again: boolean } | undefined} */
  let touched;
  /** @type {Element | undefined} */
  let hovered;
  let pointer = { x: NaN, y: NaN };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {EventTarget | null | undefined} target @returns {PictureLink | undefined} */
  const markAt = (target) => {
    const link = target instanceof Element && picture.contains(target) ? target.closest('a') : null;
    return link?.matches(PICTURE_LINKS) && link.closest('.lane') ? link : undefined;
  };
  /** @param {EventTarget | null} target */
  const isCard = (target) => target instanceof Node && made?.card.contains(target);
  const focused = () => {
    const mark = markAt(document.activeElement);
    return mark?.matches(':focus-visible') ? mark : undefined;
  };

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute('aria-describedby');
    shown = undefined;
    if (made) made.card.hidden = true;
  };
  /** @param {PictureLink} mark @param {number} [pointerX] */
  const show = (mark, pointerX) => {
    clearTimeout(timer);
    if (mark === shown || mark === dismissed) return;
    hide();
    if (!made) {
      made = makeCard();
      // What one does on the card is not done to the picture.
      made.card.addEventListener('pointerdown', (event) => event.stopPropagation());
      // Behind the marks and before the rest, so that Tab goes from a mark onto its card.
      mark.closest('.overview')?.after(made.card);
    }
    fillCard(made, mark);
    if (!made.text.hidden) mark.setAttribute('aria-describedby', made.text.id);
    shown = mark;
    place(made, mark, pointerX);
  };
  /**
   * Above the mark, or below where there is more room, and inside the window.
   *
   * @param {ReturnType<typeof makeCard>} made
   * @param {PictureLink} mark
   * @param {number} [pointerX]
   */
  const place = ({ card, face }, mark, pointerX) => {
    face.style.maxHeight = '';
    card.style.left = '0';
    card.hidden = false;
    const frame = (card.offsetParent ?? root).getBoundingClientRect();
    const { top, bottom } = mark.getBoundingClientRect();
    const { left, right } = extentOf(mark);
    const { width, height } = card.getBoundingClientRect();
    const end = Math.min(frame.right, root.clientWidth - CARD_MARGIN);
    // A long bar is pointed at, or begins, somewhere along it.
    const x = pointerX ?? Math.min(Math.max(left, frame.left) + 12, right);
    const start = Math.max(Math.min(x - width / 2, end - width), frame.left);
    const [above, below] = [top - CARD_MARGIN, innerHeight - bottom - CARD_MARGIN];
    const isAbove = above >= height || above >= below;
    const fits = Math.min(height, Math.max(isAbove ? above : below, 0));
    if (fits < height) face.style.maxHeight = `${fits - (height - face.offsetHeight)}px`;
    card.style.left = `${start - frame.left}px`;
    card.style.top = `${(isAbove ? top - fits : bottom) - frame.top}px`;
  };
  const release = () => {
    if (dismissed !== hovered && dismissed !== document.activeElement) dismissed = undefined;
  };
  /** The pointer is on nothing: the mark with the focus has the card, if any. */
  const leave = () => {
    if (isCard(document.activeElement)) return;
    const mark = focused();
    if (mark && mark !== dismissed) show(mark);
    else hide();
  };

  /** @param {Element | undefined} over A mark, the card, or nothing that has one. */
  const pointAt = (over) => {
    if (over === hovered) return;
    hovered = over;
    release();
    clearTimeout(timer);
    const mark = markAt(over);
    if (mark) timer = setTimeout(() => show(mark, pointer.x), HOVER_MILLISECONDS);
    else if (!over) timer = setTimeout(leave, LEAVE_MILLISECONDS);
  };
  addEventListener('pointermove', ({ target, pointerType, buttons, clientX: x, clientY: y }) => {
    // A page that scrolls under a pointer at rest moves no pointer, though WebKit tells of one.
    const isMoved = x !== pointer.x || y !== pointer.y;
    pointer = { x, y };
    if (pointerType !== 'touch' && buttons === 0 && isMoved) pointAt(isCard(target) ? made?.card : markAt(target));
  });
  root.addEventListener('pointerleave', () => pointAt(undefined));
  picture.addEventListener('focusin', ({ target }) => {
    release();
    const mark = markAt(target);
    if (mark && mark === focused()) show(mark);
  });
  picture.addEventListener('focusout', ({ target, relatedTarget }) => {
    const isOwn = target === shown || isCard(target);
    if (isOwn && relatedTarget !== shown && !isCard(relatedTarget)) hide();
  });
  addEventListener('pointerdown', ({ target, pointerType }) => {
    const mark = markAt(target);
    touched = mark && pointerType !== 'mouse' ? { mark, again: mark === shown } : undefined;
    // Pressed elsewhere, or going on to where the link leads.
    if (!touched) hide();
  });
  picture.addEventListener('click', (event) => {
    const mark = markAt(event.target);
    if (mark && mark === touched?.mark && !touched.again && !event.defaultPrevented) {
      event.preventDefault();
      show(mark);
    } else if (mark) hide();
    touched = undefined;
  });
  addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !shown) return;
    dismissed = shown;
    if (isCard(document.activeElement)) shown.focus();
    hide();
  });
  addEventListener('resize', () => {
    if (!made || !shown) return;
    if (shown.getClientRects().length > 0) place(made, shown);
    else hide();
  });
}

/**
 * The browser's own tooltips would say what the card says: a mark keeps the name, and a picture its title, where only
 * those look who do not see.
 *
 * @param {HTMLElement} picture
 */
function moveTitles(picture) {
  for (const title of picture.querySelectorAll('svg > title, a > title')) {
    const [name, holder] = [title.textContent ?? '', title.parentElement];
    if (holder?.matches('a')) {
      if (!holder.hasAttribute('aria-label')) holder.setAttribute('aria-label', name);
      title.remove();
      continue;
    }
    // What an id refers to is still there.
    const description = document.createElementNS('http://www.w3.org/2000/svg', 'desc');
    description.textContent = name;
    description.id = title.id;
    title.replaceWith(description);
  }
}

/** How long a button says that it has copied something. */
const COPIED_MILLISECONDS = 2000;

/**
 * Has a button copy a text, and say so for a while.
 *
 * @param {HTMLElement} button
 * @param {string} text
 * @param {string} copied What the button says then.
 * @returns {() => Promise<boolean>} False where the clipboard is closed to the page, as it is on plain HTTP.
 */
function copier(button, text, copied) {
  const label = button.textContent;
  button.setAttribute('aria-live', 'polite');
  return async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return false;
    }
    button.textContent = copied;
    setTimeout(() => {
      button.textContent = label;
    }, COPIED_MILLISECONDS);
    return true;
  };
}

/** A button beside each text that is there to be copied. */
function offerCopies() {
  for (const holder of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-copy-label]'))) {
    const { copyLabel = '', copiedLabel = '' } = holder.dataset;
    const text = holder.textContent?.trim() ?? '';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copier';
    button.textContent = copyLabel;
    const copy = copier(button, text, copiedLabel);
    button.addEventListener('click', async () => {
      // One keystroke from being copied.
      if (!(await copy())) getSelection()?.selectAllChildren(holder.firstElementChild ?? holder);
    });
    holder.append(button);
  }
}

/**
 * Passes the address of a view on: by the programs of the device, or else by the clipboard, or else shown and selected,
 * one keystroke from being copied.
 */
function share() {
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.share button'))) {
    const { address = '', copied = '' } = button.dataset;
    const copy = copier(button, address, copied);
    const shown = document.createElement('input');
    shown.readOnly = true;
    shown.value = address;
    shown.setAttribute('aria-label', button.textContent ?? '');
    button.addEventListener('click', async () => {
      try {
        if (navigator.share) return await navigator.share({ title: document.title, url: address });
      } catch (error) {
        // A reader who closes the choice of programs wants none.
        if (error instanceof DOMException && error.name === 'AbortError') return;
      }
      if (await copy()) return;
      button.after(shown);
      shown.focus();
      shown.select();
    });
  }
}

/**
 * Zooms a picture to the days between two places, or by two fingers: the view's address with other days. Places are shares
 * of the axis, as the corners of its scale are.
 *
 * @param {HTMLElement} picture
 */
function zoomable(picture) {
  const { view, corners } = picture.dataset;
  const axis = picture.querySelector('.grid');
  if (view === undefined || corners === undefined || !axis) return;
  const scale = corners.split(';').map((corner) => {
    const [day = '', x] = corner.split(' ');
    return { time: Date.parse(day), x: Number.parseFloat(x ?? '') / 100 };
  });
  const [first, last] = [scale[0], scale.at(-1)];
  if (!first || !last) return;
  /** So much of the axis is a pixel. */
  const pixel = () => 1 / axis.getBoundingClientRect().width;
  /** @param {number} clientX */
  const placeOf = (clientX) =>
    Math.min(Math.max((clientX - axis.getBoundingClientRect().left) * pixel(), first.x), last.x);
  /** @param {number} x */
  const timeAt = (x) => {
    const right = Math.max(
      scale.findIndex((corner) => corner.x >= x),
      1,
    );
    const [a, b] = [scale[right - 1] ?? first, scale[right] ?? last];
    return a.time + ((x - a.x) / (b.x - a.x)) * (b.time - a.time);
  };
  const DAY = 86_400_000;
  /** The nearest beginning of a month. @param {number} time */
  const nearestMonth = (time) => {
    const day = new Date(time);
    const begin = new Date(day);
    begin.setUTCHours(0, 0, 0, 0);
    begin.setUTCDate(1);
    const next = new Date(begin);
    next.setUTCMonth(begin.getUTCMonth() + 1);
    return day.getTime() - begin.getTime() < next.getTime() - day.getTime() ? begin.getTime() : next.getTime();
  };
  /**
   * The days between two places, to the nearest months where a day more or less is less than a hand can aim at.
   *
   * @param {number} x0 @param {number} x1
   */
  const daysBetween = (x0, x1) => {
    const [from, to] = [timeAt(Math.min(x0, x1)), timeAt(Math.max(x0, x1))];
    const inMonths = to - from > 120 * DAY;
    const nearest = inMonths ? nearestMonth : (/** @type {number} */ time) => Math.round(time / DAY) * DAY;
    const begin = Math.min(nearest(from), last.time - DAY);
    return { begin, end: Math.max(Math.min(nearest(to), last.time) - DAY, begin), inMonths };
  };
  /** As addresses write days and months, in any year: 2022-12, -0043-03, Y10000-01. @param {number} time @param {boolean} inMonths */
  const dayText = (time, inMonths) => {
    const iso = new Date(time).toISOString();
    const year = Number(iso.slice(0, -20));
    const digits = String(Math.abs(year)).padStart(4, '0');
    const text = digits.length > 4 ? `Y${year}` : `${year < 0 ? '-' : ''}${digits}`;
    return text + iso.slice(-20).slice(0, inMonths ? 3 : 6);
  };
  /** @param {number} x0 @param {number} x1 */
  const show = (x0, x1) => {
    const { begin, end, inMonths } = daysBetween(x0, x1);
    const address = new URL(view, location.href);
    address.searchParams.set('from', dayText(begin, inMonths));
    address.searchParams.set('to', dayText(end, inMonths));
    location.assign(address);
  };

  const selection = document.createElement('div');
  selection.className = 'selection';
  selection.setAttribute('aria-hidden', 'true');
  const dates = document.createElement('span');
  selection.append(dates);
  /** @param {number} x0 @param {number} x1 */
  const select = (x0, x1) => {
    const { left, width } = axis.getBoundingClientRect();
    const offset = left - picture.getBoundingClientRect().left;
    selection.style.left = `${offset + Math.min(x0, x1) * width}px`;
    selection.style.width = `${Math.abs(x1 - x0) * width}px`;
    const { begin, end, inMonths } = daysBetween(x0, x1);
    dates.textContent = new Intl.DateTimeFormat(root.lang, {
      // As the page has it in every language.
      numberingSystem: 'latn',
      year: 'numeric',
      month: 'short',
      ...(!inMonths && { day: 'numeric' }),
      ...(new Date(begin).getUTCFullYear() < 1 && { era: 'short' }),
      timeZone: 'UTC',
    }).formatRange(begin, end);
    if (!selection.isConnected) picture.append(selection);
  };

  /** Where each finger or the mouse went down, and where it is. @type {Map<number, { from: number, to: number }>} */
  const held = new Map();
  let dragged = false;
  /** The days between two fingers that have moved apart or together: what stood under them stays there. */
  const pinched = () => {
    const [one, other] = [...held.values()].sort((a, b) => a.from - b.from);
    if (!one || !other) return undefined;
    const factor = Math.min(Math.abs(other.from - one.from) / Math.max(Math.abs(other.to - one.to), pixel()), 1);
    const middle = (one.from + other.from) / 2;
    return /** @type {[number, number]} */ ([
      middle - (middle - first.x) * factor,
      middle + (last.x - middle) * factor,
    ]);
  };
  picture.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const x = placeOf(event.clientX);
    held.set(event.pointerId, { from: x, to: x });
    dragged = false;
  });
  picture.addEventListener('pointermove', (event) => {
    const moved = held.get(event.pointerId);
    if (!moved) return;
    moved.to = placeOf(event.clientX);
    if (!dragged && Math.abs(moved.to - moved.from) > 6 * pixel()) {
      dragged = true;
      picture.setPointerCapture(event.pointerId);
    }
    if (!dragged) return;
    const both = held.size === 2 ? pinched() : undefined;
    if (both) select(...both);
    else select(moved.from, moved.to);
  });
  picture.addEventListener('pointerup', (event) => {
    const moved = held.get(event.pointerId);
    const both = held.size === 2 ? pinched() : undefined;
    held.clear();
    selection.remove();
    if (dragged && both) show(...both);
    else if (dragged && moved && Math.abs(moved.to - moved.from) > 6 * pixel()) show(moved.from, moved.to);
  });
  const cancel = () => {
    held.clear();
    selection.remove();
  };
  picture.addEventListener('pointercancel', cancel);
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') cancel();
  });
  // A drag that began on a mark is no click on it.
  picture.addEventListener(
    'click',
    (event) => {
      if (dragged) event.preventDefault();
      dragged = false;
    },
    true,
  );
  picture.addEventListener('dragstart', (event) => event.preventDefault());
}

function start() {
  switchScheme();
  followYears();
  unfold();
  keepPlace();
  tidyForm();
  findInLists();
  closePanels();
  takeKeys();
  offerCopies();
  share();
  for (const picture of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.overview')))
    zoomable(picture);
  for (const picture of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.picture'))) {
    moveTitles(picture);
    rove(picture);
    showDetails(picture);
  }
}

start();
