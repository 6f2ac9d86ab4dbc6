import sharp from 'sharp';
import { expect, test } from 'vitest';
import { imageType } from './image-type.ts';

const photo = () => sharp({ create: { width: 8, height: 6, channels: 3, background: '#a53' } });

test.each([
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['gif', null],
] as const)('a %s file is %s', async (format, type) => {
  expect(imageType(new Uint8Array(await photo().toFormat(format).toBuffer()))).toBe(type);
});

test('text and nothing are not photos', () => {
  expect(imageType(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull();
  expect(imageType(new Uint8Array())).toBeNull();
});
