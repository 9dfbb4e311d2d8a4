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

// As soon as the script is there, which is before the page is drawn wherever it has been kept.
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

/**
 * Single keys act only while the focus is in the list or in the overview (WCAG 2.1.4): j and k go from event to event,
 * / goes to the search. In the overview the arrows go from mark to mark.
 */
function takeKeys() {
  document.addEventListener('keydown', (pressed) => {
    const at = document.activeElement;
    const inside = at?.closest('.years, .overview');
    if (!at || !inside || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    /** @type {HTMLElement | SVGElement | null | undefined} */
    let next;
    if (pressed.key === '/') next = /** @type {HTMLElement | null} */ (document.querySelector('#q'));
    else if (inside.matches('.overview')) {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, j: 1, k: -1 }[pressed.key];
      const marks = /** @type {SVGElement[]} */ ([...inside.querySelectorAll('.lane a')]).filter(
        (link) => link.getClientRects().length > 0,
      );
      if (step !== undefined) next = marks[marks.indexOf(/** @type {SVGElement} */ (at)) + step];
    } else if (pressed.key === 'j' || pressed.key === 'k') {
      const events = eventsShown();
      const own = at.closest('.event');
      const place = own
        ? events.indexOf(own) + (pressed.key === 'j' ? 1 : -1)
        : events.indexOf(eventInView() ?? inside);
      next = events[place]?.querySelector('h3 a');
    }
    if (!next) return;
    pressed.preventDefault();
    next.focus();
  });
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
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = copiedLabel;
        setTimeout(() => {
          button.textContent = copyLabel;
        }, 2000);
      } catch {
        // Where the clipboard is closed to pages, the text is selected, one keystroke from being copied.
        getSelection()?.selectAllChildren(holder.firstElementChild ?? holder);
      }
    });
    holder.append(button);
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
  /** @param {number} x0 @param {number} x1 */
  const show = (x0, x1) => {
    const { begin, end, inMonths } = daysBetween(x0, x1);
    const length = inMonths ? 7 : 10;
    const address = new URL(view, location.href);
    address.searchParams.set('from', new Date(begin).toISOString().slice(0, length));
    address.searchParams.set('to', new Date(end).toISOString().slice(0, length));
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
      year: 'numeric',
      month: 'short',
      ...(!inMonths && { day: 'numeric' }),
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
  takeKeys();
  offerCopies();
  for (const picture of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.overview')))
    zoomable(picture);
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
else start();
