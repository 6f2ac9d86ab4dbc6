import type { HeaderSize } from './image-size.ts';
import { textAt } from './text-at.ts';

const exifFlag = 0x08;

/** By the first chunk of each of the three kinds; one with EXIF is left to the decoder (RFC 9649, 2.5 to 2.7). */
export function webpSize(view: DataView): HeaderSize {
  const from = 20;
  switch (textAt(view, 12, 4)) {
    case 'VP8 ':
      // A frame tag of three bytes, the start code, then 14 bits each.
      if (view.getUint8(from + 3) !== 0x9d || view.getUint16(from + 4) !== 0x012a) return { kind: 'unknown' };
      return {
        kind: 'size',
        width: view.getUint16(from + 6, true) & 0x3fff,
        height: view.getUint16(from + 8, true) & 0x3fff,
      };
    case 'VP8L': {
      if (view.getUint8(from) !== 0x2f) return { kind: 'unknown' };
      const bits = view.getUint32(from + 1, true);
      return { kind: 'size', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      if (view.getUint8(from) & exifFlag) return { kind: 'unknown' };
      return { kind: 'size', width: uint24(view, from + 4) + 1, height: uint24(view, from + 7) + 1 };
    default:
      return { kind: 'unknown' };
  }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
}
