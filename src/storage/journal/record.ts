import { crc32c } from '../../document/crc32c.ts';

/**
 * A record of a journal or snapshot. On disk: CRC-32C of all that follows (4 bytes, little-endian like all numbers),
 * length of the payload (4), format version (2), zero (2), epoch (4), sequence (8), payload. A record counts only
 * when its checksum is right, and where it lies only when epoch and sequence fit: a file that was cut short and written
 * anew may still end in whole records of earlier days.
 */
export interface StoredRecord {
  readonly version: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly payload: Uint8Array;
}

export const recordHeader = 24;

/** Bytes that the record takes in a file. */
export function recordLength({ payload }: Pick<StoredRecord, 'payload'>): number {
  return recordHeader + payload.length;
}

/** The records one after another. */
export function encodeRecords(records: readonly StoredRecord[]): Uint8Array {
  const bytes = new Uint8Array(records.reduce((sum, record) => sum + recordLength(record), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { version, epoch, sequence, payload } of records) {
    const end = at + recordHeader + payload.length;
    view.setUint32(at + 4, payload.length, true);
    view.setUint16(at + 8, version, true);
    view.setUint32(at + 12, epoch, true);
    view.setBigUint64(at + 16, BigInt(sequence), true);
    bytes.set(payload, at + recordHeader);
    view.setUint32(at, crc32c(bytes.subarray(at + 4, end)), true);
    at = end;
  }
  return bytes;
}

/** The record that begins at `at`; null when there is no whole and right one. Its payload is a view into `bytes`. */
export function decodeRecord(bytes: Uint8Array, at: number): StoredRecord | null {
  if (at + recordHeader > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, recordHeader);
  const length = view.getUint32(4, true);
  const end = at + recordHeader + length;
  if (end > bytes.length) return null;
  const sequence = view.getBigUint64(16, true);
  // Cheap, and spares the checksum over nonsense when a damaged file is searched byte by byte.
  if (view.getUint16(10, true) !== 0 || sequence > BigInt(Number.MAX_SAFE_INTEGER)) return null;
  if (crc32c(bytes.subarray(at + 4, end)) !== view.getUint32(0, true)) return null;
  return {
    version: view.getUint16(8, true),
    epoch: view.getUint32(12, true),
    sequence: Number(sequence),
    payload: bytes.subarray(at + recordHeader, end),
  };
}

/** Where the next whole and right record begins, from `at` on; -1 when there is none. */
export function findRecord(bytes: Uint8Array, at: number): number {
  for (let start = at; start + recordHeader <= bytes.length; start++) {
    // Most places are none at a glance; this keeps the search through megabytes short.
    if (bytes[start + 10] !== 0 || bytes[start + 11] !== 0) continue;
    if (decodeRecord(bytes, start)) return start;
  }
  return -1;
}
