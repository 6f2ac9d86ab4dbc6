/**
 * Calls back whenever the page's device pixel ratio changes (browser zoom, another monitor): Konva reads it only once.
 * Returns a function that stops watching.
 */
export function watchPixelRatio(changed: (ratio: number) => void): () => void {
  let query: MediaQueryList | null = null;
  const arm = () => {
    query?.removeEventListener('change', onChange);
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', onChange);
  };
  const onChange = () => {
    arm();
    changed(window.devicePixelRatio);
  };
  arm();
  return () => query?.removeEventListener('change', onChange);
}
