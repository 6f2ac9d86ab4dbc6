import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { encode } from 'fast-png';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { inflate } from './inflate.ts';
import { readPng, readPngHeader } from './read-png.ts';

describe('unpacking', () => {
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc
      .array(fc.tuple(fc.nat(255), fc.integer({ min: 1, max: 600 })), { maxLength: 30 })
      .map((runs) =>
        Uint8Array.from(runs.flatMap(([value, length]) => new Array<number>(length).fill(value))),
      ),
    fc.string({ maxLength: 500 }).map((text) => new Uint8Array(Buffer.from(text.repeat(20)))),
  );

  it('gives what zlib packed, stored, with fixed and with own codes', () => {
    fc.assert(
      fc.property(
        content,
        fc.constantFrom(0, 1, 6, 9),
        fc.constantFrom(0, 2, 3, 4),
        (data, level, strategy) => {
          expect(inflate(deflateSync(data, { level, strategy }), data.length)).toEqual(data);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('stops at the length asked for', () => {
    const bomb = deflateSync(new Uint8Array(50_000_000), { level: 9 });
    expect(bomb.length).toBeLessThan(60_000);
    expect(() => inflate(bomb, 1000)).toThrow('more than the 1000 bytes');
    expect(() => inflate(deflateSync(new Uint8Array(10)), 11)).toThrow('10 bytes where 11 are needed');
  });

  it('ends in an error, never in anything else, when data are damaged', () => {
    fc.assert(
      fc.property(
        content,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (data, hits) => {
          const packed = new Uint8Array(deflateSync(data));
          for (const [at, value] of hits) packed[at % packed.length] = value;
          try {
            expect(inflate(packed, data.length)).toEqual(data);
          } catch (error) {
            expect(error).toMatchObject({ code: 'format-invalid' });
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('reading PNG', () => {
  it.each([1, 2, 3, 4] as const)('gives the samples that another encoder wrote, %i channels', (channels) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (width, height, wide) => {
          const size = width * height * channels;
          const data = wide
            ? Uint16Array.from({ length: size }, (_, i) => (i * 7919) & 0xffff)
            : Uint8Array.from({ length: size }, (_, i) => i * 31);
          const png = encode({ width, height, channels, depth: wide ? 16 : 8, data });
          const read = readPng(png, width, height);
          expect(read.data).toEqual(data);
          expect(read.channels).toBe(channels);
        },
      ),
    );
  });

  it.each([false, true])('undoes every filter, interlaced: %s', async (progressive) => {
    const width = 61;
    const height = 47;
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) =>
      Math.round(127 + 100 * Math.sin(i / 50) + (i % 7)),
    );
    for (const [w, h] of [
      [width, height],
      [1, 1],
      [3, 2],
      [5, 9],
    ] as const) {
      const part = data.subarray(0, w * h * 3);
      const png = await sharp(part, { raw: { width: w, height: h, channels: 3 } })
        .png({ progressive, adaptiveFiltering: true })
        .toBuffer();
      expect(readPng(png, w, h).data).toEqual(part);
    }
  });

  it.each([1, 2, 4, 8] as const)('gives indices and palette, %i bits', async (depth) => {
    const width = 33;
    const height = 17;
    const colours = Math.min(200, 1 << depth);
    const rgb = Uint8Array.from(
      { length: width * height * 3 },
      (_, i) => (Math.floor(i / 3) % colours) * Math.floor(250 / colours),
    );
    const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
      .png({ palette: true, colours: 1 << depth, dither: 0, effort: 1 })
      .toBuffer();
    const { color, palette, data, depth: read } = readPng(png, width, height);
    expect([color, read]).toEqual(['indexed', depth]);
    const back = Array.from(data).flatMap((index) => palette![index]!);
    expect(back).toEqual([...(await sharp(png).removeAlpha().raw().toBuffer())]);
  });

  it('refuses other sizes before it unpacks anything, and damaged files', () => {
    const png = encode({ width: 4, height: 3, channels: 1, data: new Uint8Array(12) });
    expect(() => readPng(png, 3, 4)).toThrow('it is 4 by 3 pixels where 3 by 4 are needed');
    expect(() => readPngHeader(new Uint8Array(40))).toThrow('it is no PNG');
    expect(() => readPng(png.subarray(0, png.length - 12), 4, 3)).toThrow('it ends too soon');
    for (let at = 0; at < png.length; at++) {
      for (const value of [0, 1, 127, 255]) {
        const spoiled = png.slice();
        spoiled[at] = value;
        try {
          expect(readPng(spoiled, 4, 3).data).toHaveLength(12);
        } catch (error) {
          expect(error).toMatchObject({ code: 'format-invalid' });
        }
      }
    }
  });
});
