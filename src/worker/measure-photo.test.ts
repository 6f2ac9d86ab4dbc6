import sharp from 'sharp';
import { expect, it } from 'vitest';
import { StudioError } from '../errors/studio-error.ts';
import { measurePhoto } from './measure-photo.ts';

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
  expect(await measurePhoto(await withComment(length))).toEqual({
    width: 37,
    height: 23,
    mediaType: 'image/jpeg',
  });
});

it('reads a small file once', async () => {
  const file = new Blob([new Uint8Array(await photo().png().toBuffer())]);
  let reads = 0;
  const slice = file.slice.bind(file);
  file.slice = (...range) => {
    reads += 1;
    return slice(...range);
  };
  expect(await measurePhoto(file)).toMatchObject({ width: 37, mediaType: 'image/png' });
  expect(reads).toBe(1);
});

it.each([
  ['nothing', new Blob([]), /empty/],
  ['text', new Blob(['<svg/>']), /not a photo/],
])('refuses %s in words', async (_, file, words) => {
  const error = await measurePhoto(file).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StudioError);
  expect(error).toMatchObject({ code: 'image-unreadable', message: expect.stringMatching(words) });
});
