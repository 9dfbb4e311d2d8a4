/** A QR code is read back as the text that it was made of, from the modules and from the picture. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import decodeQR from 'qr/decode.js';
import { qrModules, renderQrCode } from '../../src/web/pages/parts/qr-code.ts';

const PIXELS_A_MODULE = 4;

/** What a camera without noise or time to lose reads of modules. */
function read(modules: readonly (readonly boolean[])[]): string {
  const size = modules.length * PIXELS_A_MODULE;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (modules[Math.floor(y / PIXELS_A_MODULE)]?.[Math.floor(x / PIXELS_A_MODULE)])
        data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
  return decodeQR({ width: size, height: size, data }, { effort: Infinity, timeLimit: Infinity });
}

/** The modules that a picture paints black. */
function painted(svg: string): boolean[][] {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const modules = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const runs = [...(/ d="([^"]*)"/.exec(svg)?.[1]?.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g) ?? [])];
  assert.equal(runs.map(([run]) => run).join(''), / d="([^"]*)"/.exec(svg)?.[1]);
  for (const [, x, y, width, back] of runs) {
    assert.equal(width, back);
    modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  }
  return modules;
}

const ADDRESSES = {
  'a short address': 'https://annals.example/en/calendar.ics',
  'an address with a filter':
    'https://annals.example/en-ja/calendar.ics?country=KZ&country=UZ&from=2022-12-24&imprecise=span&type=meeting',
  'an address of 256 characters': `https://annals.example/ja/calendar.ics?q=${'%E6%97%A5'.repeat(24)}`.slice(0, 256),
  'the longest that is drawn': `https://annals.example/ja/calendar.ics?q=${'x'.repeat(625)}`,
};

describe('a QR code', () => {
  for (const [what, address] of Object.entries(ADDRESSES))
    it(`of ${what} is read back`, () => {
      const modules = qrModules(address);
      assert.ok(modules);
      assert.equal(read(modules), address);
      const svg = renderQrCode(address, 'An address');
      assert.ok(svg);
      assert.deepEqual(painted(svg), modules);
    });

  it('of any address is read back', () => {
    const addresses = fc.webUrl({ withQueryParameters: true }).filter(({ length }) => length <= 300);
    fc.assert(
      fc.property(addresses, (address) => {
        assert.equal(read(qrModules(address) ?? []), address);
      }),
      { numRuns: 25 },
    );
  });

  it('has four modules of white around it', () => {
    const modules = qrModules('https://annals.example/') ?? [];
    const [first = []] = modules;
    const edge = (rows: readonly (readonly boolean[])[]) => rows.flat().filter((black) => black).length;
    assert.equal(edge(modules.slice(0, 4)) + edge(modules.slice(-4)), 0);
    assert.equal(edge(modules.map((row) => [...row.slice(0, 4), ...row.slice(-4)])), 0);
    assert.equal(first.length, modules.length);
    assert.ok(modules[4]?.[4], 'and begins there');
  });

  it('is a named image, black on white in any colours, without style attributes', () => {
    const svg = renderQrCode('https://annals.example/', 'Ours & “theirs”') ?? '';
    assert.match(svg, /^<svg class="qr" viewBox="0 0 \d+ \d+" role="img" aria-label="Ours &amp; “theirs”"/);
    assert.match(svg, /<rect width="(\d+)" height="\1" fill="#fff"\/><path fill="#000" /);
    assert.doesNotMatch(svg, /style|currentColor|var\(/);
  });

  it('is none of what is too long to be read', () => {
    assert.equal(renderQrCode('x'.repeat(667), 'Too long'), undefined);
    assert.equal(qrModules('日'.repeat(223)), undefined);
  });
});
