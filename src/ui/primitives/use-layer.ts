import { useEffect } from 'react';
import { layers } from './layers.ts';

/** Counts the calling component among the open layers while `open`. */
export function useLayer(open: boolean): void {
  useEffect(() => (open ? layers.enter() : undefined), [open]);
}
