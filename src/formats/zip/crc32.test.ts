import fc from 'fast-check';
import { expect, it } from 'vitest';
import { crc32 } from './crc32.ts';

/** As the definition has it, a bit at a time. */
function plainCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

it.each([
  ['', 0x00000000],
  ['a', 0xe8b7be43],
  ['123456789', 0xcbf43926],
  ['The quick brown fox jumps over the lazy dog', 0x414fa339],
])('is the known one of “%s”', (text, known) => {
  expect(crc32(new TextEncoder().encode(text))).toBe(known);
});

it('is the plain one, of bytes anywhere in a buffer and in as many pieces as they come', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.nat(40),
      fc.array(fc.nat(199), { maxLength: 4 }),
      (content, before, cuts) => {
        const room = new Uint8Array(before + content.length + 7).fill(255);
        room.set(content, before);
        const bytes = room.subarray(before, before + content.length);
        expect(crc32(bytes)).toBe(plainCrc32(content));
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        let crc = 0;
        for (let i = 1; i < places.length; i++) crc = crc32(bytes.subarray(places[i - 1], places[i]), crc);
        expect(crc).toBe(plainCrc32(content));
      },
    ),
  );
});
