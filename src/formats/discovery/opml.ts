/** A list of feeds that feed readers import (OPML 2.0, http://opml.org/spec2.opml): groups of subscriptions. */
import { pausing, type Work } from '../../slices.ts';
import { attributes, escapeMarkup } from '../view/markup.ts';

export const OPML_MEDIA_TYPE = 'text/x-opml; charset=utf-8';

export interface Opml {
  readonly title: string;
  readonly language: string;
  /** The address of the page that lists the same feeds. */
  readonly page: string;
  readonly groups: readonly OpmlGroup[];
}

export interface OpmlGroup {
  readonly title: string;
  /** Absolute addresses of a feed of RSS 2.0, and of the page that it is of. */
  readonly feeds: readonly { readonly title: string; readonly feed: string; readonly page: string }[];
}

/** Without dates: those of OPML are of the file, and ours has none. */
export function* opmlSteps({ title, language, page, groups }: Opml): Work<string> {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<opml version="2.0">',
    '<head>',
    `<title>${escapeMarkup(title)}</title>`,
    `<docs>${escapeMarkup(page)}</docs>`,
    '</head>',
    '<body>',
  ];
  for (const group of groups) {
    lines.push(`<outline${attributes({ text: group.title })}>`);
    yield* pausing(group.feeds, ({ title: text, feed, page: htmlUrl }) => {
      const of = { type: 'rss', version: 'RSS2', text, title: text, xmlUrl: feed, htmlUrl, language };
      lines.push(`<outline${attributes(of)}/>`);
    });
    lines.push('</outline>');
  }
  lines.push('</body>', '</opml>', '');
  return lines.join('\n');
}
