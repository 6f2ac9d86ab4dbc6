import type { StoreApi } from 'zustand/vanilla';
import type { ViewState } from '../../studio/view-state.ts';

/** Sets the theme of the page as it is chosen, or as the system has it, until the returned function is called. */
export function followTheme(view: StoreApi<ViewState>): () => void {
  const light = matchMedia('(prefers-color-scheme: light)');
  const show = () => {
    const { theme } = view.getState();
    const shown = theme === 'system' ? (light.matches ? 'light' : 'dark') : theme;
    document.documentElement.dataset.theme = shown;
  };
  show();
  light.addEventListener('change', show);
  const unsubscribe = view.subscribe(({ theme }, before) => {
    if (theme !== before.theme) show();
  });
  return () => {
    light.removeEventListener('change', show);
    unsubscribe();
  };
}
