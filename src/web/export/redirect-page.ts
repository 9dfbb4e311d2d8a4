/** A page in the place of a redirect: it leads on by itself, and by a link for each language. */
import { ownName } from '../../chronology/languages/display-names.ts';
import { type LanguageTag, pick } from '../../chronology/languages/text.ts';
import { escapeMarkup } from '../../formats/view/markup.ts';
import { absolute, relative } from '../site/address.ts';
import type { Site } from '../site/site.ts';

/** @param targets a path for each language, the first without a script; where there is but one, it is the only target */
export function renderRedirectPage(
  { chronology, baseUrl }: Site,
  path: string,
  targets: readonly (readonly [language: LanguageTag, to: string])[],
  languageScript: string,
): string {
  const [[language, first] = ['', '/']] = targets;
  const isByLanguage = targets.length > 1;
  const href = (to: string) => escapeMarkup(relative(path, to));
  const title = escapeMarkup(pick(chronology.vocabulary.settings.title, language).text);
  const onward = `<meta http-equiv="refresh" content="0; url=${href(first)}">`;
  const links = targets.map(([tag, to]) => {
    const inLanguage = isByLanguage ? ` hreflang="${tag}" lang="${tag}"` : '';
    return `<p><a href="${href(to)}"${inLanguage}>${isByLanguage ? escapeMarkup(ownName(tag)) : title}</a></p>\n`;
  });
  return [
    `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${title}</title>\n`,
    `<link rel="canonical" href="${escapeMarkup(absolute(baseUrl, first))}">\n`,
    isByLanguage
      ? `<script src="${href(languageScript)}" defer></script>\n<noscript>${onward}</noscript>\n`
      : `${onward}\n`,
    `</head>\n<body>\n${links.join('')}</body>\n</html>\n`,
  ].join('');
}
