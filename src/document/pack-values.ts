import { StudioError } from '../errors/studio-error.ts';
import type { Mask } from '../mask/mask.ts';
import { deserializeMask, serializeMask } from '../mask/serialize-mask.ts';
import { BytePool } from './byte-pool.ts';

const magic = 0x54345331;
const headerLength = 8;

/**
 * Plain data with masks and byte arrays in it, as bytes: `T4S1`, the length of the text (4 bytes, little-endian), JSON
 * in ASCII, then the binary parts one after another. In the JSON a mask is {"$mask": n} and bytes are {"$bytes": n},
 * n counting the parts, whose lengths are in "parts". Equal masks are written once. Keys are sorted, so equal data
 * gives equal bytes. Keys of the data that begin with `$` are written with another one before it.
 */
export function packValues(value: unknown): Uint8Array {
  const parts: Uint8Array[] = [];
  const masks = new Map<Mask, number>();
  const written = new BytePool<number>();
  const plain = toPlain(value, (part) => {
    if (part instanceof Uint8Array) return { $bytes: parts.push(part) - 1 };
    const index = masks.get(part) ?? written.get(serializeMask(part), (bytes) => parts.push(bytes) - 1);
    masks.set(part, index);
    return { $mask: index };
  });
  const text = asciiJson({ parts: parts.map((part) => part.length), value: plain });
  const total = parts.reduce((sum, part) => sum + part.length, headerLength + text.length);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  view.setUint32(4, text.length, true);
  for (let i = 0; i < text.length; i++) bytes[headerLength + i] = text.charCodeAt(i);
  let at = headerLength + text.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * The reverse; equal masks are one and the same again, with `pool` over all values that are read with it (which must
 * then leave `bytes` as they are). Throws StudioError `format-invalid` or `mask-invalid` for anything else.
 */
export function unpackValues(bytes: Uint8Array, pool = new BytePool<Mask>()): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < headerLength || view.getUint32(0) !== magic) throw damaged('it is of another kind');
  const textEnd = headerLength + view.getUint32(4, true);
  if (textEnd > bytes.length) throw damaged('it ends too soon');
  const { parts, value } = readJson(bytes.subarray(headerLength, textEnd));
  const starts = [textEnd];
  for (const length of parts) starts.push(starts[starts.length - 1]! + length);
  if (starts[parts.length] !== bytes.length) throw damaged('it is too long or too short');
  const partAt = (index: number): Uint8Array => bytes.subarray(starts[index]!, starts[index + 1]!);
  // Each part once, however often it is named: a few bytes of text must not become megabytes.
  const each = <T>(make: (part: Uint8Array) => T) => {
    const made = new Map<number, T>();
    return (index: unknown): T => {
      if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= parts.length)
        throw damaged('a part is missing');
      const value = made.get(index) ?? make(partAt(index));
      made.set(index, value);
      return value;
    };
  };
  return fromPlain(
    value,
    each((part) => part.slice()),
    each((part) => pool.get(part, deserializeMask)),
  );
}

function toPlain(value: unknown, store: (part: Mask | Uint8Array) => object): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array || isMask(value)) return store(value);
  if (Array.isArray(value)) return value.map((item) => toPlain(item, store));
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, item]) => [key.startsWith('$') ? `$${key}` : key, toPlain(item, store)]),
  );
}

/** Far deeper than anything written, and far from what the stack can hold. */
const depthLimit = 200;

function fromPlain(
  value: unknown,
  bytesAt: (index: unknown) => Uint8Array,
  maskAt: (index: unknown) => Mask,
  depth = 0,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthLimit) throw damaged('it is nested too deeply');
  if (Array.isArray(value)) return value.map((item) => fromPlain(item, bytesAt, maskAt, depth + 1));
  if ('$mask' in value) return maskAt(value.$mask);
  if ('$bytes' in value) return bytesAt(value.$bytes);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.startsWith('$$') ? key.slice(1) : key,
      fromPlain(item, bytesAt, maskAt, depth + 1),
    ]),
  );
}

export function isMask(value: unknown): value is Mask {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'runs' in value &&
    value.runs instanceof Uint32Array &&
    'rows' in value &&
    value.rows instanceof Uint32Array
  );
}

/** One byte a character, so that text and bytes need no encoder. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function readJson(bytes: Uint8Array): { readonly parts: readonly number[]; readonly value: unknown } {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  try {
    const data: unknown = JSON.parse(text);
    if (
      typeof data === 'object' &&
      data !== null &&
      'parts' in data &&
      'value' in data &&
      isLengths(data.parts)
    ) {
      return { parts: data.parts, value: data.value };
    }
  } catch (cause) {
    throw damaged('its text is broken', cause);
  }
  throw damaged('its text lacks the parts');
}

function isLengths(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((length) => Number.isInteger(length) && length >= 0);
}

function damaged(what: string, cause?: unknown): StudioError {
  return new StudioError('format-invalid', `Saved work cannot be read: ${what}.`, { cause });
}
