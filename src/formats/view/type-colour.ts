/** The colour of each type of event in light and dark pages: the hue that the chronology names, as ink that can be read. */
import names from 'color-name';
import type { Oklch } from 'culori';
// The same in one file instead of some hundred, which take three times as long to load.
import culori from 'culori/require';

/** Hexadecimal sRGB. */
export interface SchemeColours {
  readonly light: string;
  readonly dark: string;
}

const { clampChroma, converter, formatHex } = culori;
const toOklch = converter('oklch');

// Lightness alone decides the contrast: these two have more than 5:1 on either paper, for every colour of CSS.
const LIGHT = { l: 0.47, chroma: 0.14 };
const DARK = { l: 0.78, chroma: 0.1 };

const coloursByName = new Map<string, SchemeColours>();

/** @param name A CSS colour name that the chronology's schema took. */
export function schemeColours(name: string): SchemeColours {
  const known = coloursByName.get(name) ?? coloursOf(name);
  coloursByName.set(name, known);
  return known;
}

function coloursOf(name: string): SchemeColours {
  const [r, g, b] = names[name as keyof typeof names];
  const own = toOklch({ mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 });
  return { light: ink(own, LIGHT), dark: ink(own, DARK) };
}

function ink({ c, h = 0 }: Oklch, { l, chroma }: { l: number; chroma: number }): string {
  return formatHex(clampChroma({ mode: 'oklch', l, c: Math.min(c, chroma), h }, 'oklch'));
}
