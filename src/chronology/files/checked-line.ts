/** A value as a line of JSON that shows whether it still is what was written. */
import { crc32 } from 'node:zlib';

const CHECKSUM_LENGTH = 8;

/** With its line feed. */
export function checkedLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
}

/** Undefined for a line that is not as it was written. @param line Without its line feed. */
export function valueOfLine(line: Buffer): unknown {
  const json = line.subarray(CHECKSUM_LENGTH + 1);
  if (line.toString('latin1', 0, CHECKSUM_LENGTH + 1) !== `${checksum(json)} `) return undefined;
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    // A checksum can be right by chance: that of nothing is 00000000.
    return undefined;
  }
}

function checksum(json: string | Buffer): string {
  return crc32(json).toString(16).padStart(CHECKSUM_LENGTH, '0');
}
