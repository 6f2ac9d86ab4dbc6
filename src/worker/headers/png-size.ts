import type { HeaderSize } from './image-size.ts';
import { textAt } from './text-at.ts';
import { tiffOrientation } from './tiff-orientation.ts';

/** By its first chunk; one that EXIF may turn is left to the decoder, as browsers differ there (PNG 3rd ed., 11). */
export function pngSize(view: DataView): HeaderSize {
  if (textAt(view, 12, 4) !== 'IHDR') return { kind: 'unknown' };
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  for (let at = 8; ; ) {
    const length = view.getUint32(at);
    const name = textAt(view, at + 4, 4);
    if (name === 'IDAT') return { kind: 'size', width, height };
    if (name === 'eXIf' && tiffOrientation(view, at + 8, at + 8 + length) !== 1) return { kind: 'unknown' };
    at += 12 + length;
  }
}
