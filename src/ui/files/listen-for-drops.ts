import type { Desk } from '../desk.ts';
import { carriesFiles, droppedFiles } from './dropped-files.ts';
import { photosIn } from './photos-in.ts';

/** Browsers say at least every half second that files are held over the window, moving or not. */
const silence = 1200;

/** Takes files dropped anywhere on the window, until the returned function is called. */
export function listenForDrops(desk: Desk): () => void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let end: ReturnType<typeof setTimeout> | undefined;
  const show = (dropping: boolean) => {
    clearTimeout(end);
    // Counting entered elements would go wrong where an answer takes one away under the pointer.
    if (dropping) end = setTimeout(() => show(false), silence);
    if (desk.screen.getState().dropping !== dropping) desk.screen.setState({ dropping });
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
  /** Where missing photos are asked for, files are looked through for them and not opened as new ones. */
  const take = (files: readonly File[]) =>
    desk.studio.view.getState().dialog === 'find-photos'
      ? desk.studio.findPhotos(photosIn(files))
      : desk.openPhotos(files);
  on('dragenter', () => show(true));
  on('dragover', ({ dataTransfer }) => {
    show(true);
    if (dataTransfer) dataTransfer.dropEffect = 'copy';
  });
  on('dragleave', ({ relatedTarget }) => {
    // Only outside the window is there nothing to go to.
    if (relatedTarget === null) show(false);
  });
  on('drop', ({ dataTransfer }) => {
    show(false);
    if (dataTransfer) void droppedFiles(dataTransfer).then(take);
  });
  window.addEventListener('blur', () => show(false), { signal });
  return () => {
    clearTimeout(end);
    listeners.abort();
  };
}
