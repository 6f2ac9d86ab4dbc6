/** A file in a zip as its headers tell of it (APPNOTE.TXT 6.3.10, sections 4.3 to 4.5). */
export interface ZipEntry {
  /** UTF-8 of a relative path with forward slashes. */
  readonly path: Uint8Array;
  readonly method: 'stored' | 'deflated';
  /** Sizes and checksum come after the content, as they are not known before it. */
  readonly streamed: boolean;
  readonly crc32: number;
  /** Bytes as they lie in the zip, and unpacked. */
  readonly packedSize: number;
  readonly size: number;
  /** Where its header begins. */
  readonly offset: number;
  /** Local time is what zips keep, to two seconds. */
  readonly modified: Date;
}

/** What does not fit into 32 or 16 bits stands in a Zip64 record; the field itself is full then. */
const full32 = 0xffffffff;
const full16 = 0xffff;
const utf8Names = 1 << 11;
const descriptorFollows = 1 << 3;
const versions = { plain: 20, zip64: 45 } as const;
/** Made on a Unix, so that its rights count: a file that everybody may read. */
const madeBy = (3 << 8) | versions.zip64;
const rights = 0o100644;

/** What stands before a file's content. */
export function localHeader(entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const { path, streamed } = entry;
  const size = streamed ? 0 : entry.size;
  const packedSize = streamed ? 0 : entry.packedSize;
  const large = Math.max(size, packedSize) >= full32;
  const out = new Fields(30 + path.length + (large ? 20 : 0));
  out.u32(0x04034b50).u16(large ? versions.zip64 : versions.plain);
  common(out, entry)
    .u32(streamed ? 0 : entry.crc32)
    .u32(large ? full32 : packedSize)
    .u32(large ? full32 : size)
    .u16(path.length)
    .u16(large ? 20 : 0)
    .bytes(path);
  if (large) out.u16(1).u16(16).u64(size).u64(packedSize);
  return out.done;
}

/**
 * What stands after the content of a file that is streamed. Its sizes have 64 bits only where 32 do not do: whoever
 * reads the zip by its list, as nearly all do, needs none of it.
 */
export function dataDescriptor({ crc32, packedSize, size }: ZipEntry): Uint8Array<ArrayBuffer> {
  if (Math.max(size, packedSize) >= full32)
    return new Fields(24).u32(0x08074b50).u32(crc32).u64(packedSize).u64(size).done;
  return new Fields(16).u32(0x08074b50).u32(crc32).u32(packedSize).u32(size).done;
}

/** A file in the list at the end of the zip. */
export function listRecord(entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const { path, crc32, packedSize, size, offset } = entry;
  const large = [size, packedSize, offset].filter((value) => value >= full32);
  const extra = large.length > 0 ? 4 + 8 * large.length : 0;
  const out = new Fields(46 + path.length + extra);
  out
    .u32(0x02014b50)
    .u16(madeBy)
    .u16(extra > 0 ? versions.zip64 : versions.plain);
  common(out, entry)
    .u32(crc32)
    .u32(Math.min(packedSize, full32))
    .u32(Math.min(size, full32))
    .u16(path.length)
    .u16(extra)
    // No comment, the first disk, no inner attributes.
    .u16(0)
    .u16(0)
    .u16(0)
    .u32(rights * 0x10000)
    .u32(Math.min(offset, full32))
    .bytes(path);
  if (extra > 0) out.u16(1).u16(8 * large.length);
  for (const value of large) out.u64(value);
  return out.done;
}

/** The end of the zip: where its list of `count` files begins, and how long it is. */
export function endRecord(count: number, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const large = count >= full16 || offset >= full32 || length >= full32;
  const out = new Fields(22 + (large ? 56 + 20 : 0));
  if (large) {
    out.u32(0x06064b50).u64(44).u16(madeBy).u16(versions.zip64).u32(0).u32(0);
    out.u64(count).u64(count).u64(length).u64(offset);
    out
      .u32(0x07064b50)
      .u32(0)
      .u64(offset + length)
      .u32(1);
  }
  const few = Math.min(count, full16);
  return out
    .u32(0x06054b50)
    .u16(0)
    .u16(0)
    .u16(few)
    .u16(few)
    .u32(Math.min(length, full32))
    .u32(Math.min(offset, full32))
    .u16(0).done;
}

/** What both headers of a file have: flags, method, time and day. */
function common(out: Fields, { streamed, method, modified }: ZipEntry): Fields {
  // Zips know the years from 1980 to 2107.
  const year = Math.min(127, Math.max(0, modified.getFullYear() - 1980));
  const time = (modified.getHours() << 11) | (modified.getMinutes() << 5) | (modified.getSeconds() >> 1);
  const day = (year << 9) | ((modified.getMonth() + 1) << 5) | modified.getDate();
  return out
    .u16(utf8Names | (streamed ? descriptorFollows : 0))
    .u16(method === 'deflated' ? 8 : 0)
    .u16(time)
    .u16(day);
}

/** Little-endian numbers one after the other. */
class Fields {
  readonly done: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at = 0;

  constructor(length: number) {
    this.done = new Uint8Array(length);
    this.#view = new DataView(this.done.buffer);
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true);
    this.#at += 2;
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true);
    this.#at += 4;
    return this;
  }

  u64(value: number): this {
    this.#view.setBigUint64(this.#at, BigInt(value), true);
    this.#at += 8;
    return this;
  }

  bytes(value: Uint8Array): this {
    this.done.set(value, this.#at);
    this.#at += value.length;
    return this;
  }
}
