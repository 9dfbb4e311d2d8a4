/** The colour of a type of event in the light and the dark scheme: the hue of its CSS colour, with enough contrast for text, and which of them look alike. */
import names from 'color-name';
import type { Oklch } from 'culori';
// The whole package in one file: its hundred modules take three times as long to load.
import culori from 'culori/require';

/** Hexadecimal sRGB. */
export interface SchemeColours {
  readonly light: string;
  readonly dark: string;
}

const { clampChroma, converter, differenceEuclidean, filterDeficiencyDeuter, filterDeficiencyProt, formatHex } = culori;
const toOklch = converter('oklch');

// Contrast depends on lightness alone: with these, every CSS colour has more than 5:1 against the background of its scheme.
const LIGHT = { l: 0.47, chroma: 0.14 };
const DARK = { l: 0.78, chroma: 0.1 };

const coloursByName = new Map<string, SchemeColours>();

/** @param name A CSS colour name, as the schema demands. */
export function schemeColours(name: string): SchemeColours {
  const colours = coloursByName.get(name) ?? coloursOf(name);
  coloursByName.set(name, colours);
  return colours;
}

function coloursOf(name: string): SchemeColours {
  const [r, g, b] = names[name as keyof typeof names];
  const colour = toOklch({ mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 });
  return { light: withLightness(colour, LIGHT), dark: withLightness(colour, DARK) };
}

function withLightness({ c, h = 0 }: Oklch, { l, chroma }: { l: number; chroma: number }): string {
  return formatHex(clampChroma({ mode: 'oklch', l, c: Math.min(c, chroma), h }, 'oklch'));
}

const difference = differenceEuclidean('oklab');

/** A difference in OKLab that can just be noticed where both colours lie side by side. */
const JUST_NOTICEABLE = 0.02;

// Deuteranopia and protanopia, which one man in fifty has; one in twelve has these or a weaker form of them.
const deficiencies = [filterDeficiencyDeuter(1), filterDeficiencyProt(1)];

/**
 * How alike two CSS colour names look as colours of types, in either scheme, as a clause from "is" to the other colour;
 * undefined where they can be told apart.
 */
export function howAlike(a: string, b: string): string | undefined {
  const [one, other] = [schemeColours(a), schemeColours(b)];
  const pairs = [
    [one.light, other.light],
    [one.dark, other.dark],
  ] as const;
  if (pairs.every(([x, y]) => x === y)) return 'the same as';
  if (pairs.some(([x, y]) => difference(x, y) < JUST_NOTICEABLE)) return 'hard to tell from';
  return pairs.some(([x, y]) =>
    deficiencies.some((seen) => difference(seen(colourOf(x)), seen(colourOf(y))) < JUST_NOTICEABLE),
  )
    ? 'hard to tell, for eyes that see red and green less well, from'
    : undefined;
}

function colourOf(hex: string): Oklch {
  const colour = toOklch(hex);
  if (!colour) throw new Error(`no colour: ${hex}`);
  return colour;
}
