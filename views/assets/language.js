/* Leads a reader on to the language that their browser prefers, from a page that is in none: a site of files redirects nobody. */

/** @param {string} tag */
function written(tag) {
  const { language, script } = new Intl.Locale(tag).maximize();
  return `${language}-${script}`;
}

const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll('a[hreflang]')]);
// By its own name, or by language and script: whoever reads en-GB reads en.
const wanted = navigator.languages.flatMap(
  (tag) =>
    links.find(({ hreflang }) => hreflang.toLowerCase() === tag.toLowerCase()) ??
    links.find(({ hreflang }) => written(hreflang) === written(tag)) ??
    [],
);
const link = wanted[0] ?? links[0];
if (link) location.replace(`${link.href}${location.hash}`);
