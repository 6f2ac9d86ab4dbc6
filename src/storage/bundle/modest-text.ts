import { StudioError } from '../../errors/studio-error.ts';
import type { BundleLimits } from './bundle-limits.ts';

const headerLength = 8;
const [comma, colon, list, record] = [0x2c, 0x3a, 0x5b, 0x7b];

/**
 * Refuses packed values (`packValues`) whose JSON would make so many values that they may not fit into memory: a byte
 * of JSON can become forty of memory. Throws StudioError `format-invalid`.
 */
export function requireModestText(packed: Uint8Array, limits: BundleLimits): void {
  if (packed.length < headerLength) return;
  const length = new DataView(packed.buffer, packed.byteOffset).getUint32(4, true);
  requireModestJson(packed.subarray(headerLength, headerLength + length), limits);
}

/** The same for JSON itself. */
export function requireModestJson(text: Uint8Array, { textBytes, textValues }: BundleLimits): void {
  if (text.length > textBytes) throw tooMuch();
  let values = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    // What begins a value, or follows one; those in texts are counted too, which does no harm.
    if (sign === comma || sign === colon || sign === list || sign === record) values += 1;
  }
  if (values > textValues) throw tooMuch();
}

function tooMuch(): StudioError {
  return new StudioError('format-invalid', 'it holds more at once than this page can take');
}
