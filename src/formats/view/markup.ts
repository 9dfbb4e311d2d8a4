/** Text and attributes as markup of HTML, XML and SVG. */

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The text with character references, for content and for attribute values in either kind of quotes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => REFERENCES[character] ?? character);
}

/** The attributes of a tag, each with a space before it; undefined values are left out, and lengths are rounded. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  let text = '';
  for (const name in values) {
    const value = values[name];
    if (typeof value === 'number') text += ` ${name}="${isShare(name) ? value : shortNumber(value)}"`;
    else if (value !== undefined) text += ` ${name}="${escapeMarkup(value)}"`;
  }
  return text;
}

/** Of a share, a tenth is much. */
function isShare(name: string): boolean {
  return name.endsWith('opacity');
}

/** Rounded to a tenth, which is less than a pixel of a screen. */
function shortNumber(value: number): string {
  return String(Math.round(value * 10) / 10);
}
