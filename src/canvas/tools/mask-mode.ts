import type { MaskMode } from '../../studio/view-state.ts';

/** Keys held when a shape begins say what it does, whatever mode is set: Shift adds, Alt subtracts, both intersect. */
export function modeFor(keys: { readonly shift: boolean; readonly alt: boolean }, own: MaskMode): MaskMode {
  if (keys.shift && keys.alt) return 'intersect';
  if (keys.shift) return 'add';
  return keys.alt ? 'subtract' : own;
}
