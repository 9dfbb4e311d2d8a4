/** Tiny images, made of as many bytes as it takes to say what they are. */
import { crc32, deflateSync } from 'node:zlib';

const ascii = (text: string) => Buffer.from(text, 'latin1');
const bigEndian = (value: number, bytes: 2 | 4 = 4) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};
const littleEndian = (value: number, bytes: 2 | 3 | 4) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};

/** A whole one, all black or all white. */
export function png(width: number, height: number, isWhite = false): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([ascii(type), data]);
    return Buffer.concat([bigEndian(data.length), named, bigEndian(crc32(named))]);
  };
  const row = Buffer.alloc(1 + Math.ceil(width / 8), isWhite ? 0xff : 0);
  row[0] = 0;
  const rows = width * height > 1e8 ? [row] : Array.from({ length: height }, () => row);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([bigEndian(width), bigEndian(height), Buffer.from([1, 0, 0, 0, 0])])),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Up to its size. @param orientation as Exif has it: from 5 on, the image is stored lying on its side */
export function jpeg(width: number, height: number, orientation = 1): Buffer {
  const entry = Buffer.concat([
    bigEndian(0x112, 2),
    bigEndian(3, 2),
    bigEndian(1),
    bigEndian(orientation, 2),
    bigEndian(0, 2),
  ]);
  const exif = Buffer.concat([ascii('Exif\0\0MM\0*'), bigEndian(8), bigEndian(1, 2), entry, bigEndian(0)]);
  const frame = Buffer.concat([
    Buffer.from([8]),
    bigEndian(height, 2),
    bigEndian(width, 2),
    Buffer.from([1, 1, 0x11, 0]),
  ]);
  const segment = (marker: number, data: Buffer) =>
    Buffer.concat([Buffer.from([0xff, marker]), bigEndian(data.length + 2, 2), data]);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, exif),
    segment(0xc0, frame),
    Buffer.from([0xff, 0xd9]),
  ]);
}

export function gif(width: number, height: number): Buffer {
  return Buffer.concat([
    ascii('GIF89a'),
    littleEndian(width, 2),
    littleEndian(height, 2),
    Buffer.from([0, 0, 0, 0x3b]),
  ]);
}

export function webp(width: number, height: number): Buffer {
  const size = [littleEndian(width - 1, 3), littleEndian(height - 1, 3)];
  const chunk = Buffer.concat([ascii('VP8X'), littleEndian(10, 4), Buffer.alloc(4), ...size]);
  return Buffer.concat([ascii('RIFF'), littleEndian(chunk.length + 4, 4), ascii('WEBP'), chunk]);
}

/** @param brands the first, and those that it is compatible with */
export function avif(width: number, height: number, brands: readonly string[] = ['avif', 'mif1']): Buffer {
  const box = (type: string, ...parts: readonly Buffer[]) => {
    const data = Buffer.concat(parts);
    return Buffer.concat([bigEndian(data.length + 8), ascii(type), data]);
  };
  const [first = '', ...others] = brands;
  const size = box('ispe', bigEndian(0), bigEndian(width), bigEndian(height));
  return Buffer.concat([
    box('ftyp', ascii(first), bigEndian(0), ...others.map(ascii)),
    box('meta', bigEndian(0), box('iprp', box('ipco', size))),
  ]);
}
