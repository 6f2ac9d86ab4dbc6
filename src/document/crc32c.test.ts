import { expect, it } from 'vitest';
import { crc32c } from './crc32c.ts';

const ascii = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

it.each([
  // RFC 3720, appendix B.4, and the usual check value.
  [ascii('123456789'), 0xe3069283],
  [new Uint8Array(32), 0x8a9136aa],
  [new Uint8Array(32).fill(0xff), 0x62a8ab43],
  [Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  [Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
  [new Uint8Array(), 0],
])('gives the values of the standard', (bytes, value) => {
  expect(crc32c(bytes)).toBe(value);
});

it('is the same in one piece and in any two', () => {
  const bytes = Uint8Array.from({ length: 61 }, (_, i) => (i * 37) & 255);
  for (let at = 0; at <= bytes.length; at++)
    expect(crc32c(bytes.subarray(at), crc32c(bytes.subarray(0, at)))).toBe(crc32c(bytes));
});
