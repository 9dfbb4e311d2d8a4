/** Citations as pages show them: what for, the document, the paragraph, and the wording in the document's language. */
import type { Citation } from '../../../chronology/event.ts';
import { paragraphPath } from '../../site/address.ts';
import { facetLink } from './event-card.ts';
import { link, type PageContext } from './frame.ts';

/** @param inferred Whether what they print of a date is not the date itself, but what it is inferred from. */
export function toCitations(citations: readonly Citation[], context: PageContext, inferred = false) {
  const { site, words } = context;
  return citations.map(({ source, paragraph, for: purpose, wording }) => ({
    ...facetLink('source', source, context),
    purpose: words(`event.wordingFor.${inferred && purpose === 'date' ? 'inferred' : purpose}`),
    paragraph: link(
      { text: words('event.paragraphShort', { paragraphs: paragraph }) },
      paragraphPath(context.language, source, paragraph),
      context,
    ),
    // A quotation is in its document's language, whatever the page is in.
    wording:
      wording === undefined ? undefined : { text: wording, lang: site.chronology.vocabulary.sources[source]?.language },
  }));
}
