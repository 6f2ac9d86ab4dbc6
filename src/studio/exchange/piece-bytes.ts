import type { FilePiece } from '../../formats/export-file.ts';

const encoder = new TextEncoder();

/** A piece of a file as it is written: text is UTF-8. */
export function pieceBytes(piece: FilePiece): Uint8Array {
  return typeof piece === 'string' ? encoder.encode(piece) : piece;
}
