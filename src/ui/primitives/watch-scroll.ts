/** Runs `measure` now, and whenever the element was scrolled or has another size. The result ends it. */
export function watchScroll(element: HTMLElement, measure: () => void): () => void {
  measure();
  const watcher = new ResizeObserver(measure);
  watcher.observe(element);
  element.addEventListener('scroll', measure, { passive: true });
  return () => {
    watcher.disconnect();
    element.removeEventListener('scroll', measure);
  };
}
