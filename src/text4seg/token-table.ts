import { StudioError } from '../errors/studio-error.ts';

/** What a token means to the reader; a code is a symbol in the low 4 bits and its value above. */
export const symbol = {
  text: 0,
  foreground: 1,
  background: 2,
  bin: 3,
  tag: 4,
  /** Belongs to the prompt or to padding; says nothing in an answer. */
  control: 5,
} as const;

export const symbolBits = 4;
export const symbolMask = (1 << symbolBits) - 1;

/** The tags of the grammar in the order of their values. */
export const tagNames = ['ref', '/ref', 'box', '/box', 'seg', '/seg', 'none', 'eos', 'row'] as const;
export type TagName = (typeof tagNames)[number];
/** Index of a tag in `tagNames`. */
export const tag = {
  refOpen: 0,
  refClose: 1,
  boxOpen: 2,
  boxClose: 3,
  segmentOpen: 4,
  segmentClose: 5,
  none: 6,
  eos: 7,
  row: 8,
} as const;

/** From token ids to symbols, built once for a tokenizer, so that reading a token is one look-up. */
export interface TokenTable {
  /** Number of ids, 0 .. size - 1. */
  readonly size: number;
  readonly codes: Int32Array;
  /** Text that each id adds, with its space if it has one. */
  readonly pieces: readonly string[];
  /** Id of `fgN` at N, `bgN` at N, bin N at N; -1 where there is none (always at 0 for runs). */
  readonly foreground: Int32Array;
  readonly background: Int32Array;
  readonly bins: Int32Array;
  /** Id of each tag, by its index in `tagNames`; -1 where there is none. */
  readonly tags: Int32Array;
}

export interface TokenTableOptions {
  /**
   * Role to id, the roles being the keys of a manifest's `tokens`: `ref`, `/ref`, `box`, `/box`, `seg`, `/seg`, `none`,
   * `eos`, `row`, `fg1`.., `bg1`.., `b0`... Any other role is control.
   */
  readonly roles: Readonly<Record<string, number>>;
  /** Text of each id, by id; roles' own texts are not used. */
  readonly pieces: readonly string[];
}

/** Throws StudioError `package-invalid` when two roles share an id or an id is not in the vocabulary. */
export function createTokenTable({ roles, pieces }: TokenTableOptions): TokenTable {
  const size = pieces.length;
  const codes = new Int32Array(size);
  const found: [code: number, id: number][] = [];
  for (const [role, id] of Object.entries(roles)) {
    if (!Number.isInteger(id) || id < 0 || id >= size) {
      throw new StudioError(
        'package-invalid',
        `Token ${role} has id ${id}, outside the vocabulary of ${size}.`,
      );
    }
    if (codes[id] !== 0) {
      throw new StudioError('package-invalid', `Two roles share token ${id}; one of them is ${role}.`);
    }
    codes[id] = codeOf(role);
    found.push([codes[id], id]);
  }
  const idsOf = (kind: number, atLeast: number): Int32Array => {
    const own = found.filter(([code]) => (code & symbolMask) === kind);
    const ids = new Int32Array(Math.max(atLeast, ...own.map(([code]) => (code >> symbolBits) + 1))).fill(-1);
    for (const [code, id] of own) ids[code >> symbolBits] = id;
    return ids;
  };
  return {
    size,
    codes,
    pieces,
    foreground: idsOf(symbol.foreground, 1),
    background: idsOf(symbol.background, 1),
    bins: idsOf(symbol.bin, 1),
    tags: idsOf(symbol.tag, tagNames.length),
  };
}

function codeOf(role: string): number {
  const named = (tagNames as readonly string[]).indexOf(role);
  if (named >= 0) return symbol.tag | (named << symbolBits);
  const numbered = /^(fg|bg|b)(0|[1-9]\d{0,4})$/.exec(role);
  if (numbered === null) return symbol.control;
  const value = Number(numbered[2]);
  if (numbered[1] === 'b') return symbol.bin | (value << symbolBits);
  if (value === 0) return symbol.control;
  return (numbered[1] === 'fg' ? symbol.foreground : symbol.background) | (value << symbolBits);
}
