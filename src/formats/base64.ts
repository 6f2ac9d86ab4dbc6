import { StudioError } from '../errors/studio-error.ts';

/** RFC 4648, section 4; by hand because `btoa` is not everywhere where pure code runs. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int8Array(128).fill(-1);
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    parts.push(
      alphabet[group >> 18]!,
      alphabet[(group >> 12) & 63]!,
      left > 1 ? alphabet[(group >> 6) & 63]! : '=',
      left > 2 ? alphabet[group & 63]! : '=',
    );
  }
  return parts.join('');
}

/** White space is passed over. Throws StudioError `format-invalid` for anything else that is not base64. */
export function fromBase64(text: string): Uint8Array {
  const plain = text.replace(/\s+/gu, '').replace(/=+$/u, '');
  const bytes = new Uint8Array(Math.floor((plain.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let to = 0;
  for (let i = 0; i < plain.length; i++) {
    const code = plain.charCodeAt(i);
    const value = code < 128 ? values[code]! : -1;
    if (value < 0) throw new StudioError('format-invalid', 'A picture in the file is not valid base64.');
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[to++] = (held >> bits) & 255;
    }
  }
  return bytes;
}
