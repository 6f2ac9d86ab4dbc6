import { type ChangeEvent, type Ref, useImperativeHandle, useRef } from 'react';
import { useDesk } from '../desk.ts';
import { photosIn } from './photos-in.ts';

/** `lost-files` and `lost-folder`: where photos of the project that have no file are looked for. */
export type PickedFrom = 'files' | 'folder' | 'annotations' | 'bundle' | 'lost-files' | 'lost-folder';

export interface FileInputsHandle {
  pick(from: PickedFrom): void;
}

const accepted = 'image/jpeg,image/png,image/webp,image/avif,.jpg,.jpeg,.png,.webp,.avif';

/** The hidden inputs behind Open photos, Open folder, Import annotations, Open bundle and Find missing photos. */
export function FileInputs({ ref }: { readonly ref: Ref<FileInputsHandle> }) {
  const desk = useDesk();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const annotations = useRef<HTMLInputElement>(null);
  const bundle = useRef<HTMLInputElement>(null);
  const lostFiles = useRef<HTMLInputElement>(null);
  const lostFolder = useRef<HTMLInputElement>(null);
  const inputs = { files, folder, annotations, bundle, 'lost-files': lostFiles, 'lost-folder': lostFolder };
  useImperativeHandle(ref, () => ({ pick: (from) => inputs[from].current?.click() }));
  const open = (event: ChangeEvent<HTMLInputElement>, isFolder: boolean) => {
    const chosen = chosenIn(event);
    void desk.openPhotos(isFolder ? photosIn(chosen) : chosen);
  };
  const importFiles = (event: ChangeEvent<HTMLInputElement>) => {
    void desk.importFiles(chosenIn(event));
  };
  const find = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = chosenIn(event);
    if (chosen.length > 0) void desk.studio.findPhotos(photosIn(chosen));
  };
  const openBundle = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = chosenIn(event);
    if (chosen) void desk.openBundle(chosen);
  };
  return (
    <div hidden>
      <input
        ref={files}
        type="file"
        multiple
        accept={accepted}
        tabIndex={-1}
        aria-label="Photos to open"
        onChange={(event) => open(event, false)}
      />
      <input
        ref={folder}
        type="file"
        tabIndex={-1}
        aria-label="Folder to open"
        // React knows the attribute by this name only; all engines have it.
        {...{ webkitdirectory: '' }}
        onChange={(event) => open(event, true)}
      />
      <input
        ref={annotations}
        type="file"
        multiple
        accept=".json,.jsonl,.xml,.txt,.yaml,.yml,.zip,.png,.jpg,.jpeg,.webp,.avif"
        tabIndex={-1}
        aria-label="Annotations to import"
        onChange={(event) => importFiles(event)}
      />
      <input
        ref={bundle}
        type="file"
        accept=".zip,application/zip"
        tabIndex={-1}
        aria-label="Bundle to open"
        onChange={openBundle}
      />
      <input
        ref={lostFiles}
        type="file"
        multiple
        accept={accepted}
        tabIndex={-1}
        aria-label="Missing photos"
        onChange={find}
      />
      <input
        ref={lostFolder}
        type="file"
        tabIndex={-1}
        aria-label="Folder with missing photos"
        {...{ webkitdirectory: '' }}
        onChange={find}
      />
    </div>
  );
}

function chosenIn({ target }: ChangeEvent<HTMLInputElement>): readonly File[] {
  const chosen = [...(target.files ?? [])];
  // The same file chosen twice in a row would bring no change event.
  target.value = '';
  return chosen;
}
