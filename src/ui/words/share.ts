/** A share of the photo, 0..1, as percent: one decimal, "<0.1%" for what is there and small. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0005) return '<0.1%';
  return `${(100 * share).toFixed(1)}%`;
}
