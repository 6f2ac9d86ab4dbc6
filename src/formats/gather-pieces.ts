import type { FilePiece } from './export-file.ts';

/** Characters that are gathered before they are handed on: writing a record at a time would cost more than making it. */
const enough = 1 << 16;

/**
 * The same file in fewer, larger pieces of text; pieces of bytes stay as they are. `rest` is asked after each piece whether to wait.
 */
export async function* gatherPieces(
  pieces: Iterable<FilePiece> | AsyncIterable<FilePiece>,
  rest: () => Promise<void> | undefined,
): AsyncGenerator<FilePiece, void> {
  let waiting: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const wait = rest();
    if (wait) await wait;
    if (typeof piece === 'string') {
      waiting.push(piece);
      length += piece.length;
      if (length < enough) continue;
    }
    if (length > 0) yield waiting.join('');
    waiting = [];
    length = 0;
    if (typeof piece !== 'string') yield piece;
  }
  if (length > 0) yield waiting.join('');
}
