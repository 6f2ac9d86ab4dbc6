/** Whether keys are shown as on a Mac keyboard. */
export function isMac(platform = globalThis.navigator?.platform ?? ''): boolean {
  return /^(?:Mac|iP)/.test(platform);
}

/** A chord as people read it: "Ctrl Z", on a Mac "⌘ Z"; arrows as arrows. */
export function keyLabel(chord: string, mac = isMac()): string {
  const drawn = chord
    .replace('ArrowUp', '↑')
    .replace('ArrowDown', '↓')
    .replace('ArrowLeft', '←')
    .replace('ArrowRight', '→');
  if (!mac) return drawn;
  return drawn.replace('Ctrl', '⌘').replace('Alt', '⌥').replace('Shift', '⇧');
}

/** A chord as `aria-keyshortcuts` wants it: "Control+Shift+Z". */
export function ariaKeys(chord: string): string {
  return chord
    .split(' ')
    .map((word) =>
      word === 'Ctrl' ? 'Control' : word === 'Esc' ? 'Escape' : word === 'Del' ? 'Delete' : word,
    )
    .join('+');
}
