/** How well a text answers to what was typed, and which of its letters to show as found. */
export interface FuzzyMatch {
  /** Higher is better; comparable between texts for one query. */
  readonly score: number;
  /** Half-open ranges of UTF-16 places in the text, ascending. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

const whole = 100;
const atStart = 90;
const atWord = 70;
const inside = 40;
const scattered = 20;

/**
 * Matches each typed word anywhere in the text, in any order: as its beginning, as the beginning of a word, inside, or
 * as letters in order of which every run begins a word or goes on ("gt" finds "Grow to"). Null when a word isn't found.
 * An empty query matches everything alike.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  const lower = text.toLowerCase();
  // Lower case of a few signs is longer than they are; ranges would then point beside the letters.
  const place = lower.length === text.length ? lower : text;
  let score = 0;
  const ranges: (readonly [number, number])[] = [];
  for (const word of words) {
    const found = matchWord(word, place);
    if (found === null) return null;
    score += found.score;
    ranges.push(...found.ranges);
  }
  // Of two texts with the same words, the shorter is meant.
  return { score: score / Math.max(1, words.length) - text.length / 100, ranges: mergeRanges(ranges) };
}

function matchWord(word: string, text: string): FuzzyMatch | null {
  if (word === text) return { score: whole, ranges: [[0, text.length]] };
  let best: number | null = null;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (best === null || (!beginsWord(text, best) && beginsWord(text, at))) best = at;
  }
  if (best !== null) {
    const score = best === 0 ? atStart : beginsWord(text, best) ? atWord : inside;
    return { score, ranges: [[best, best + word.length]] };
  }
  const letters = matchLetters(word, text, 0, 0);
  return letters && { score: scattered - letters.length, ranges: letters };
}

/** Letters in order; a run may only begin where a word does, so that chance finds nothing. */
function matchLetters(
  word: string,
  text: string,
  from: number,
  at: number,
): readonly (readonly [number, number])[] | null {
  if (from === word.length) return [];
  for (let start = at; start < text.length; start++) {
    if (text[start] !== word[from] || !beginsWord(text, start)) continue;
    let length = 1;
    while (from + length < word.length && text[start + length] === word[from + length]) length++;
    // The longest run first; a shorter one may leave letters that later words need.
    for (let taken = length; taken > 0; taken--) {
      const rest = matchLetters(word, text, from + taken, start + taken);
      if (rest) return [[start, start + taken], ...rest];
    }
  }
  return null;
}

function beginsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
}

function mergeRanges(ranges: readonly (readonly [number, number])[]): FuzzyMatch['ranges'] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}
