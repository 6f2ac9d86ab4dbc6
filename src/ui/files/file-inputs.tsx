import { type ChangeEvent, type Ref, useImperativeHandle, useRef } from 'react';
import { useDesk } from '../desk.ts';
import { photosIn } from './photos-in.ts';

export interface FileInputsHandle {
  pick(from: 'files' | 'folder' | 'annotations'): void;
}

const accepted = 'image/jpeg,image/png,image/webp,image/avif,.jpg,.jpeg,.png,.webp,.avif';

/** The hidden inputs behind Open photos, Open folder and Import annotations. */
export function FileInputs({ ref }: { readonly ref: Ref<FileInputsHandle> }) {
  const desk = useDesk();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const annotations = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    pick: (from) => ({ files, folder, annotations })[from].current?.click(),
  }));
  const open = (event: ChangeEvent<HTMLInputElement>, isFolder: boolean) => {
    const chosen = [...(event.target.files ?? [])];
    // The same file chosen twice in a row would bring no change event.
    event.target.value = '';
    void desk.openPhotos(isFolder ? photosIn(chosen) : chosen);
  };
  const importFiles = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = '';
    if (chosen.length === 0) return;
    desk.studio.setView({ dialog: 'import' });
    void desk.studio.beginImport(chosen);
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
    </div>
  );
}
