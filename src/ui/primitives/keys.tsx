import { keyLabel } from '../keymap/key-label.ts';

/** A shortcut beside the control's name: for eyes only, the control carries `aria-keyshortcuts`. */
export function Keys({ chord }: { readonly chord: string }) {
  return <kbd aria-hidden="true">{keyLabel(chord)}</kbd>;
}
