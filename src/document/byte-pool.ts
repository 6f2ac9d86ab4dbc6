import { crc32c } from './crc32c.ts';

interface Entry<T> {
  readonly bytes: Uint8Array;
  readonly value: T;
}

/** One value for equal bytes. Keeps the bytes it is given, which must not change while the pool lives. */
export class BytePool<T> {
  readonly #entries = new Map<number, Entry<T>[]>();

  /** The value kept for these bytes; made now when there is none. */
  get(bytes: Uint8Array, make: (bytes: Uint8Array) => T): T {
    const key = crc32c(bytes);
    const alike = this.#entries.get(key) ?? [];
    const known = alike.find((entry) => equalBytes(entry.bytes, bytes));
    if (known) return known.value;
    const value = make(bytes);
    alike.push({ bytes, value });
    this.#entries.set(key, alike);
    return value;
  }
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
