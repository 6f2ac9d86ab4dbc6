import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { measurePhotos } from './measure-photo.ts';

const photo = () => sharp({ create: { width: 37, height: 23, channels: 3, background: '#a53' } });

/** A JPEG with a comment of that many bytes before its frame, in segments of at most 65,533. */
async function withComment(length: number): Promise<Blob> {
  const jpeg = new Uint8Array(await photo().jpeg().toBuffer());
  const segments: Uint8Array<ArrayBuffer>[] = [];
  for (let left = length; left > 0; left -= 65_533) {
    const size = Math.min(left, 65_533) + 2;
    const segment = new Uint8Array(size + 2);
    segment.set([0xff, 0xfe, size >> 8, size & 255]);
    segments.push(segment);
  }
  return new Blob([jpeg.slice(0, 2), ...segments, jpeg.slice(2)]);
}

it.each([0, 9_000, 140_000])('reads the size behind %i bytes of other headers', async (length) => {
  expect(await measurePhotos([await withComment(length)])).toEqual([
    { kind: 'photo', width: 37, height: 23, mediaType: 'image/jpeg' },
  ]);
});

const png = async () => new Blob([new Uint8Array(await photo().png().toBuffer())]);

it('measures many together, each by its own bytes, and reads small ones once', async () => {
  const files = [
    await png(),
    new Blob([]),
    await withComment(9_000),
    new Blob(['<svg/>']),
    await withComment(7_000),
    await png(),
  ];
  let reads = 0;
  for (const file of files) {
    const slice = file.slice.bind(file);
    file.slice = (...range) => {
      reads += 1;
      return slice(...range);
    };
  }
  const size = { kind: 'photo', width: 37, height: 23 };
  expect(await measurePhotos(files)).toEqual([
    { ...size, mediaType: 'image/png' },
    { kind: 'unreadable', message: expect.stringMatching(/empty/) },
    { ...size, mediaType: 'image/jpeg' },
    { kind: 'unreadable', message: expect.stringMatching(/not a photo/) },
    { ...size, mediaType: 'image/jpeg' },
    { ...size, mediaType: 'image/png' },
  ]);
  // The one whose frame lies behind the first bytes takes a second read.
  expect(reads).toBe(files.length + 1);
});

it('measures the others when one can’t be read any more', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'measure-'));
  const name = path.join(folder, 'gone.png');
  try {
    writeFileSync(name, new Uint8Array(await photo().png().toBuffer()));
    const gone = await openAsBlob(name);
    writeFileSync(name, 'shorter');
    expect(await measurePhotos([await png(), gone, await png()])).toMatchObject([
      { kind: 'photo' },
      { kind: 'unreadable', message: expect.stringMatching(/can’t be read any more/) },
      { kind: 'photo' },
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
