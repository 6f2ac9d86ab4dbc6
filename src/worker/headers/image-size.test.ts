import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { imageType } from '../image-type.ts';
import { imageSize } from './image-size.ts';

const photo = (channels: 3 | 4 = 3) =>
  sharp({ create: { width: 37, height: 23, channels, background: { r: 90, g: 140, b: 30, alpha: 0.5 } } });

const sizeOf = (bytes: Uint8Array) => imageSize(bytes, imageType(bytes) ?? 'none');

/** As a program knows it that has no part in this one. */
const uprightSize = async (bytes: Uint8Array) => {
  const { width, height } = await sharp(bytes)
    .rotate()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .then(({ info }) => info);
  return { kind: 'size', width, height };
};

describe('the size in a header', () => {
  test.each([
    ['jpeg', () => photo().jpeg()],
    ['progressive jpeg', () => photo().jpeg({ progressive: true })],
    ['grey jpeg', () => photo().greyscale().jpeg()],
    ['jpeg with a colour profile', () => photo().withIccProfile('p3').jpeg()],
    ['png', () => photo(4).png()],
    ['indexed png', () => photo().png({ palette: true })],
    ['webp', () => photo().webp()],
    ['webp with alpha', () => photo(4).webp()],
    ['lossless webp', () => photo(4).webp({ lossless: true })],
    ['webp with a colour profile', () => photo().withIccProfile('p3').webp()],
    ['avif', () => photo().avif()],
    ['avif with alpha', () => photo(4).avif()],
  ] as const)('of a %s file is what a decoder gives', async (_, make) => {
    const bytes = new Uint8Array(await make().toBuffer());
    expect(sizeOf(bytes)).toEqual({ kind: 'size', width: 37, height: 23 });
    expect(sizeOf(bytes.subarray(0, 16))).toEqual({ kind: 'more' });
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'of a JPEG with EXIF orientation %i is upright',
    async (orientation) => {
      const bytes = new Uint8Array(await photo().withMetadata({ orientation }).jpeg().toBuffer());
      expect(sizeOf(bytes)).toEqual(await uprightSize(bytes));
      const { width } = (await uprightSize(bytes)) as { width: number };
      expect(width).toBe(orientation >= 5 ? 23 : 37);
    },
  );

  test('of an AVIF that `irot` turns is upright', async () => {
    const bytes = new Uint8Array(await photo().avif().toBuffer());
    expect(sizeOf(turnedAvif(bytes, 1))).toEqual({ kind: 'size', width: 23, height: 37 });
    expect(sizeOf(turnedAvif(bytes, 2))).toEqual({ kind: 'size', width: 37, height: 23 });
  });

  test.each(['png', 'webp'] as const)(
    'of a %s file that EXIF may turn is left to the decoder',
    async (format) => {
      const bytes = new Uint8Array(
        await photo().withMetadata({ orientation: 6 }).toFormat(format).toBuffer(),
      );
      expect(sizeOf(bytes)).toEqual({ kind: 'unknown' });
    },
  );

  test.each([
    'cat.jpg',
    'astronaut.jpg',
    'hopper.jpg',
    'formats/cat.png',
    'formats/cat.webp',
    'formats/cat.avif',
    'formats/cat-exif-6.jpg',
  ])('of %s', async (name) => {
    const bytes = new Uint8Array(readFileSync(`e2e/fixtures/${name}`));
    expect(sizeOf(bytes)).toEqual(await uprightSize(bytes));
  });

  it('is never read from anything else, and no bytes make it throw', async () => {
    const files = await Promise.all(
      (['jpeg', 'png', 'webp', 'avif'] as const).map(async (format) =>
        Uint8Array.from(await photo().toFormat(format).toBuffer()),
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(600), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
        fc.nat(700),
        (file, changes, length) => {
          const bytes = file.slice(0, length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          const type = imageType(file) ?? '';
          expect(['size', 'more', 'unknown']).toContain(imageSize(bytes, type).kind);
        },
      ),
      { numRuns: 2000 },
    );
    expect(imageSize(new Uint8Array(100), 'image/gif')).toEqual({ kind: 'unknown' });
  });
});

/** The file with one more property, a turn by 90 degrees times `angle`, given to all items. */
function turnedAvif(file: Uint8Array, angle: number): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  const bytes = [...file];
  const grow = (type: string, by: number) => {
    const at = text.indexOf(type) - 4;
    const view = new DataView(Uint8Array.from(bytes.slice(at, at + 4)).buffer);
    const length = view.getUint32(0) + by;
    bytes.splice(at, 4, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
  };
  const uses = text.indexOf('ipma') - 4;
  const count = countBoxes(file, text.indexOf('ipco') + 4, uses);
  // Version 0 with narrow numbers, as libheif writes it: id of two bytes, then the count and one byte each.
  expect([...file.subarray(uses + 8, uses + 12)]).toEqual([0, 0, 0, 0]);
  const at = uses + 16 + 2;
  const first = file[at] ?? 0;
  for (const [type, by] of [
    ['meta', 10],
    ['iprp', 10],
    ['ipco', 9],
    ['ipma', 1],
  ] as const)
    grow(type, by);
  bytes[at] = first + 1;
  bytes.splice(at + 1 + first, 0, 0x80 | (count + 1));
  bytes.splice(uses, 0, 0, 0, 0, 9, ...Buffer.from('irot'), angle);
  return Uint8Array.from(bytes);
}

function countBoxes(file: Uint8Array, from: number, to: number): number {
  const view = new DataView(file.buffer, file.byteOffset);
  let count = 0;
  for (let at = from; at < to; at += view.getUint32(at)) count += 1;
  return count;
}
