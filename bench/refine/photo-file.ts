import { closeSync, openSync, readSync } from 'node:fs';
import type { RgbaImage } from '../../src/mask/rgba-image.ts';

export interface LabelledPhoto {
  readonly key: string;
  readonly source: string;
  readonly photo: RgbaImage;
  /** Region of each pixel: 0 background, 255 void (unknown). */
  readonly regionOf: Uint8Array;
  readonly regions: readonly number[];
}

/** Reads, photo by photo, what validation_photos.py wrote. */
export function* readPhotoFile(path: string): Generator<LabelledPhoto, void> {
  const file = openSync(path, 'r');
  const read = (length: number) => {
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const count = readSync(file, bytes, at, length - at, null);
      if (count === 0) return bytes.subarray(0, at);
      at += count;
    }
    return bytes;
  };
  try {
    for (;;) {
      let head = '';
      for (let byte = read(1); byte.length === 1 && byte[0] !== 10; byte = read(1)) {
        head += String.fromCharCode(byte[0]!);
      }
      if (head === '') return;
      const { key, source, width, height, regions } = JSON.parse(head);
      const rgb = read(width * height * 3);
      const data = new Uint8Array(width * height * 4).fill(255);
      for (let i = 0; i < width * height; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
      yield { key, source, regions, photo: { width, height, data }, regionOf: read(width * height) };
    }
  } finally {
    closeSync(file);
  }
}
