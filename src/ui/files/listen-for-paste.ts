import type { Desk } from '../desk.ts';
import { droppedFiles } from './dropped-files.ts';

/** Opens pasted photos, also while the prompt has the caret; pasted text stays text. */
export function listenForPaste(desk: Desk): () => void {
  const paste = (event: ClipboardEvent) => {
    const transfer = event.clipboardData;
    if (!transfer || transfer.files.length === 0) return;
    event.preventDefault();
    void droppedFiles(transfer).then((files) => desk.openPhotos(files));
  };
  window.addEventListener('paste', paste);
  return () => window.removeEventListener('paste', paste);
}
