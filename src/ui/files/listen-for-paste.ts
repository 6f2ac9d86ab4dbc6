import type { Desk } from '../desk.ts';
import { isTextField } from '../keymap/press-key.ts';
import { layers } from '../primitives/layers.ts';
import { addressesIn } from './addresses-in.ts';
import { droppedFiles } from './dropped-files.ts';

/**
 * Opens pasted photos, also while the prompt has the caret; pasted text stays text, but for a list of addresses. Without photos on the browser's
 * clipboard, what was copied in the studio is meant.
 */
export function listenForPaste(desk: Desk): () => void {
  const paste = (event: ClipboardEvent) => {
    const transfer = event.clipboardData;
    const addresses = transfer && !isTextField(event.target) && addressesIn(transfer.getData('text/plain'));
    if (addresses) {
      event.preventDefault();
      void desk.openUrls(addresses);
      return;
    }
    if (!transfer || transfer.files.length === 0) {
      const inStudio = desk.screen.getState().page === 'studio' && !layers.any;
      if (!inStudio || isTextField(event.target)) return;
      event.preventDefault();
      desk.studio.paste();
      return;
    }
    event.preventDefault();
    void droppedFiles(transfer).then((files) => desk.openPhotos(files));
  };
  window.addEventListener('paste', paste);
  return () => window.removeEventListener('paste', paste);
}
