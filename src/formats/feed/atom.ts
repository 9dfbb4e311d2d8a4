/** A feed as Atom (RFC 4287): written here, for no package says the languages, dates of events and archives that entries have. */
import { tagOf } from '../../chronology/identity.ts';
import { attributes, escapeMarkup } from '../view/markup.ts';
import type { FeedEntry, FeedHead } from './feed.ts';
import type { FeedFormat } from './feed-output.ts';
import { cleanXml, EVENT_NAMESPACES, HISTORY_NAMESPACE } from './rss-package.ts';

const MEDIA_TYPE = 'application/atom+xml';

export const atom: FeedFormat = {
  title: 'Atom',
  mediaType: `${MEDIA_TYPE}; charset=utf-8`,
  renderEntry,
  join: (head, entries) => `${beginOf(head)}${entries.join('')}</feed>\n`,
};

function beginOf(head: FeedHead): string {
  const { id, title, description, page, self, language, rights, author, updated, links, hub, isArchive } = head;
  const namespaces = Object.entries({ ...EVENT_NAMESPACES, ...(isArchive && HISTORY_NAMESPACE) });
  const own = {
    xmlns: 'http://www.w3.org/2005/Atom',
    ...Object.fromEntries(namespaces.map(([prefix, name]) => [`xmlns:${prefix}`, name])),
    'xml:lang': language,
  };
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed${attributes(own)}>`,
    element('id', tagOf(id)),
    element('title', title),
    element('subtitle', description),
    element('updated', updated),
    link({ rel: 'self', type: MEDIA_TYPE, href: self }),
    link({ rel: 'alternate', type: 'text/html', href: page, hreflang: language }),
    ...links.map(({ rel, href }) => link({ rel, type: MEDIA_TYPE, href })),
    ...(hub === undefined ? [] : [link({ rel: 'hub', href: hub })]),
    ...(isArchive ? ['<fh:archive/>'] : []),
    '<author>',
    element('name', author.name),
    ...(author.url === undefined ? [] : [element('uri', author.url)]),
    ...(author.email === undefined ? [] : [element('email', author.email)]),
    '</author>',
    ...(rights === undefined ? [] : [element('rights', rights)]),
    element('generator', 'Annals'),
    '',
  ].join('\n');
}

function renderEntry(entry: FeedEntry): string {
  const { id, title, summary, content, published, updated, categories, image, edtf } = entry;
  const { startDate, endDate, calendar } = entry;
  return [
    '<entry>',
    element('id', tagOf(id)),
    element('title', title.text, title.lang),
    element('published', published),
    element('updated', updated),
    link({ rel: 'alternate', type: 'text/html', href: entry.link }),
    ...(calendar === undefined ? [] : [link({ rel: 'related', type: 'text/calendar', href: calendar })]),
    ...(image
      ? [
          link({
            rel: 'enclosure',
            type: image.mediaType,
            href: image.address,
            length: image.file && String(image.file.bytes),
            title: image.alt.text,
          }),
        ]
      : []),
    ...categories.map(
      ({ text, lang, value, scheme }) =>
        `<category${cleaned({ 'xml:lang': lang, term: value, scheme, label: text })}/>`,
    ),
    element('summary', summary.text, summary.lang),
    `<content type="html">${text(content)}</content>`,
    // Atom has no dates of what an entry is about; any element of another namespace may stand here (§6.4).
    ...(startDate === undefined ? [] : [element('ev:startdate', startDate)]),
    ...(endDate === undefined ? [] : [element('ev:enddate', endDate)]),
    ...(edtf === undefined ? [] : [element('annals:edtf', edtf)]),
    '</entry>',
    '',
  ].join('\n');
}

function element(name: string, content: string, lang?: string): string {
  return `<${name}${attributes({ 'xml:lang': lang })}>${text(content)}</${name}>`;
}

function link(of: Readonly<Record<string, string | undefined>>): string {
  return `<link${cleaned(of)}/>`;
}

function cleaned(of: Readonly<Record<string, string | undefined>>): string {
  return attributes(Object.fromEntries(Object.entries(of).map(([name, value]) => [name, value && cleanXml(value)])));
}

function text(content: string): string {
  return escapeMarkup(cleanXml(content));
}
