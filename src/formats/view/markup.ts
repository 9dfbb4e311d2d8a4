/** Text as HTML, XML and SVG hold it. */

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text with its special characters as references, for content and for attribute values in either kind of quotes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => REFERENCES[character] ?? character);
}

/** Attributes of a tag, each with a space before it; those without a value are left out. */
export function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
  let text = '';
  for (const name in values) {
    const value = values[name];
    if (typeof value === 'number') text += ` ${name}="${shortNumber(value)}"`;
    else if (value !== undefined) text += ` ${name}="${escapeMarkup(value)}"`;
  }
  return text;
}

/** To a tenth of a unit, which is finer than a screen shows. */
function shortNumber(value: number): string {
  return String(Math.round(value * 10) / 10);
}
