/** A title within the few characters that a browser has for it. */

/** As many whole words as fit; where not even one does, its beginning. `most` counts characters, as readers do. */
export function shortName(title: string, most: number): string {
  const characters = [...title];
  if (characters.length <= most) return title;
  const words = characters
    .slice(0, most + 1)
    .join('')
    .split(' ')
    .slice(0, -1)
    .join(' ')
    .trim();
  return words === '' ? characters.slice(0, most).join('') : words;
}
