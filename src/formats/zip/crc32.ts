/** CRC-32 of zip and PNG (reflected polynomial 0xEDB88320; RFC 1952, section 8), sixteen bytes a step. */
const steps = 16;
/**
 * Table k gives what a byte becomes after k more bytes of zeros; all of them in one, the last first, so that a byte of a
 * step has its table at `at * 256`. Signed numbers, which engines look up without boxing.
 */
const table = new Int32Array(256 * steps);

const last = 256 * (steps - 1);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  table[last + byte] = value;
}
for (let at = last - 1; at >= 0; at--) {
  const before = table[at + 256]!;
  table[at] = (before >>> 8) ^ table[last + (before & 255)]!;
}

/** The checksum of `bytes`, unsigned; `before` is that of the bytes in front of them. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let crc = ~before;
  let at = 0;
  for (const end = bytes.length - steps; at <= end; at += steps) {
    const a = crc ^ view.getInt32(at, true);
    const b = view.getInt32(at + 4, true);
    const c = view.getInt32(at + 8, true);
    const d = view.getInt32(at + 12, true);
    crc =
      table[a & 255]! ^
      table[256 | ((a >>> 8) & 255)]! ^
      table[512 | ((a >>> 16) & 255)]! ^
      table[768 | (a >>> 24)]! ^
      table[1024 | (b & 255)]! ^
      table[1280 | ((b >>> 8) & 255)]! ^
      table[1536 | ((b >>> 16) & 255)]! ^
      table[1792 | (b >>> 24)]! ^
      table[2048 | (c & 255)]! ^
      table[2304 | ((c >>> 8) & 255)]! ^
      table[2560 | ((c >>> 16) & 255)]! ^
      table[2816 | (c >>> 24)]! ^
      table[3072 | (d & 255)]! ^
      table[3328 | ((d >>> 8) & 255)]! ^
      table[3584 | ((d >>> 16) & 255)]! ^
      table[last + (d >>> 24)]!;
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ table[last + ((crc ^ bytes[at]!) & 255)]!;
  return ~crc >>> 0;
}
