/** Milliseconds as seconds with one decimal, "0.2 s"; below a tenth of a second as they are, "27 ms". */
export function formatSeconds(ms: number): string {
  return ms < 99.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
