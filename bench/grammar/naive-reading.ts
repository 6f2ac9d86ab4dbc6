import type { PlacedRun } from '../../src/text4seg/cell-canvas.ts';

/**
 * The baseline: what one writes first, regular expressions over the whole text. It places the same runs on well-formed
 * text, but can neither stop in the middle nor say what is wrong.
 */
export function naiveReading(text: string): PlacedRun[] {
  const runs: PlacedRun[] = [];
  const object = /<ref>(.*?)<\/ref><box>\[\[(\d+) (\d+) (\d+) (\d+)\]\]<\/box><seg>(.*?)(?:<\/seg>|$)/gs;
  for (const [, , x1, y1, x2, , bricks] of text.matchAll(object)) {
    const left = Number(x1);
    const width = Number(x2) - left;
    let cursor = 0;
    for (const [, kind, digits] of bricks!.matchAll(/(fg|bg)(\d+)/g)) {
      const length = Number(digits);
      const x = left + (cursor % width);
      runs.push({ foreground: kind === 'fg', length, x, y: Number(y1) + Math.floor(cursor / width) });
      cursor += length;
    }
  }
  return runs;
}
