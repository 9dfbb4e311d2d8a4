/** How far a font advances for each character, read from the tables of its file (OpenType 1.9: `head`, `hhea`, `hmtx`, `cmap`). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** In thousandths of an em; undefined for a character that the font does not have. */
export type Advances = (character: string) => number | undefined;

/** @param specifier Of a TrueType file in a package. */
export function advancesOf(specifier: string): Advances {
  const font = readFileSync(fileURLToPath(import.meta.resolve(specifier)));
  const u16 = (at: number) => font.readUInt16BE(at);
  const u32 = (at: number) => font.readUInt32BE(at);
  const offsets = new Map<string, number>();
  for (let entry = 12; entry < 12 + 16 * u16(4); entry += 16)
    offsets.set(font.toString('latin1', entry, entry + 4), u32(entry + 8));
  const table = (tag: string) => offsets.get(tag) ?? missing(`${specifier} has no table ${tag}`);
  const unitsPerEm = u16(table('head') + 18);
  const metrics = u16(table('hhea') + 34);
  const cmap = table('cmap');
  const glyphs = new Map<number, number>();
  for (let entry = cmap + 4; entry < cmap + 4 + 8 * u16(cmap + 2); entry += 8) {
    const at = cmap + u32(entry + 4);
    if (u16(at) !== 4) continue;
    const ends = at + 14;
    const length = u16(at + 6);
    for (let segment = 0; segment < length; segment += 2) {
      const [end, start] = [u16(ends + segment), u16(ends + length + 2 + segment)];
      const delta = u16(ends + 2 * length + 2 + segment);
      const rangeAt = ends + 3 * length + 2 + segment;
      for (let code = start; code <= end && code < 0xffff; code += 1) {
        const range = u16(rangeAt);
        const glyph = range === 0 ? code : u16(rangeAt + range + 2 * (code - start));
        if (range === 0 || glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
      }
    }
  }
  return (character) => {
    const glyph = glyphs.get(character.codePointAt(0) ?? 0);
    if (glyph === undefined) return undefined;
    return (u16(table('hmtx') + 4 * Math.min(glyph, metrics - 1)) * 1000) / unitsPerEm;
  };
}

function missing(message: string): never {
  throw new Error(message);
}
