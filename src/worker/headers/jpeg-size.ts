import type { HeaderSize } from './image-size.ts';
import { textAt } from './text-at.ts';
import { tiffOrientation } from './tiff-orientation.ts';

const unknown: HeaderSize = { kind: 'unknown' };

/** By the frame's header and the orientation in EXIF (ITU-T T.81, B.2; Exif 2.32, 4.5.4). */
export function jpegSize(view: DataView): HeaderSize {
  let frame: { readonly width: number; readonly height: number } | null = null;
  let orientation: number | null = null;
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return unknown;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Start of scan: the headers end here.
    if (marker === 0xda) return frame ? turned(frame, orientation ?? 1) : unknown;
    // Restart markers and the like have no place here.
    if (marker === 0 || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9)) return unknown;
    const length = view.getUint16(at + 2);
    if (length < 2) return unknown;
    if (isFrame(marker)) {
      if (frame) return unknown;
      frame = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    if (marker === 0xe1 && length >= 16 && textAt(view, at + 4, 6) === 'Exif\0\0') {
      // Readers differ in which of two they believe.
      if (orientation !== null) return unknown;
      orientation = tiffOrientation(view, at + 10, at + 2 + length);
    }
    at += 2 + length;
  }
}

/** SOF0 to SOF15, except the three that are tables. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function turned(
  { width, height }: { readonly width: number; readonly height: number },
  orientation: number,
): HeaderSize {
  const onItsSide = orientation >= 5;
  return { kind: 'size', width: onItsSide ? height : width, height: onItsSide ? width : height };
}
