import type { TurnToken } from '../../document/conversation.ts';

export interface StreamPart {
  readonly kind: 'foreground' | 'background' | 'tag' | 'word';
  readonly text: string;
  /** Index of the token. */
  readonly token: number;
}

/** A line of the token stream: a row of bricks, or what stands before and after the rows. */
export interface StreamLine {
  /** Row within its box, counted from 1; null for words, tags and boxes. */
  readonly row: number | null;
  readonly parts: readonly StreamPart[];
}

const brick = /^\s*(fg|bg)(\d+)\s*$/;
const bin = /^\s*b?(\d+)\s*$/;

/** An answer as one text: tags touch what they enclose, everything else is parted by spaces. */
export function answerText(tokens: readonly Pick<TurnToken, 'text'>[]): string {
  return tokens.map((token, index) => spaced(token.text, tokens[index - 1]?.text)).join('');
}

/** A token with the space before it that reading needs. */
export function spaced(text: string, before: string | undefined): string {
  const apart = before !== undefined && !isTag(text) && !isTag(before);
  return `${apart ? ' ' : ''}${text.trim()}`;
}

export function isTag(text: string): boolean {
  return /^\s*<[^<>]*>\s*$/.test(text);
}

/** Sets an answer in lines as it grows: one for each row of each box. Linear in the tokens. */
export function streamLines(tokens: readonly TurnToken[]): readonly StreamLine[] {
  const lines: { row: number | null; parts: StreamPart[] }[] = [];
  let edges: number[] = [];
  let inBox = false;
  let cell = 0;

  const add = (row: number | null, part: StreamPart) => {
    const last = lines.at(-1);
    if (last && last.row === row) last.parts.push(part);
    else lines.push({ row, parts: [part] });
  };

  tokens.forEach(({ text }, token) => {
    const run = brick.exec(text);
    if (run) {
      const width = Math.max(1, (edges[2] ?? 64) - (edges[0] ?? 0));
      const kind = run[1] === 'fg' ? 'foreground' : 'background';
      add(Math.floor(cell / width) + 1, { kind, text: text.trim(), token });
      cell += Number(run[2]);
      return;
    }
    const tag = text.trim();
    if (tag === '<box>') {
      inBox = true;
      edges = [];
      cell = 0;
    } else if (tag === '</box>') inBox = false;
    const edge = inBox ? bin.exec(text)?.[1] : undefined;
    if (edge !== undefined) edges.push(Number(edge));
    if (text !== '') add(null, { kind: /^<.*>$/.test(tag) ? 'tag' : 'word', text: edge ?? text, token });
  });
  return lines;
}
