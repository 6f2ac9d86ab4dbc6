import type { Desk } from '../desk.ts';
import { carriesFiles, droppedFiles } from './dropped-files.ts';

/** Takes files dropped anywhere on the window, until the returned function is called. */
export function listenForDrops(desk: Desk): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  // Entering a child fires before leaving its parent, so what counts is how many elements are entered.
  let depth = 0;
  const show = (next: number) => {
    depth = Math.max(0, next);
    if (desk.screen.getState().dropping !== depth > 0) desk.screen.setState({ dropping: depth > 0 });
  };
  const on = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
    window.addEventListener(
      name,
      (event) => {
        if (!carriesFiles(event.dataTransfer)) return;
        event.preventDefault();
        act(event);
      },
      { signal },
    );
  on('dragenter', () => show(depth + 1));
  on('dragover', ({ dataTransfer }) => {
    if (dataTransfer) dataTransfer.dropEffect = 'copy';
  });
  on('dragleave', () => show(depth - 1));
  on('drop', ({ dataTransfer }) => {
    show(0);
    if (dataTransfer) void droppedFiles(dataTransfer).then((files) => desk.openPhotos(files));
  });
  window.addEventListener('blur', () => show(0), { signal });
  return () => listeners.abort();
}
