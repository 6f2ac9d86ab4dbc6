import { StudioError } from '../errors/studio-error.ts';
import { type TagName, tagNames } from './token-table.ts';

/** How tags are spelled in text; what is left out is `<name>`, except `row`, which then has no spelling. */
export type TagSpelling = Partial<Readonly<Record<TagName, string>>>;

/** Recognises tags in text one character at a time; a node is an index, 0 the start. */
export class TagScanner {
  /** The character with which every tag begins, and which no tag holds again. */
  readonly start: string;
  readonly #next: Map<string, number>[] = [new Map()];
  /** Index into `tagNames` of the tag that ends at a node, else -1. */
  readonly #tags: number[] = [-1];

  /** Throws StudioError `descriptor-invalid` for spellings that could not be told apart at every split. */
  constructor(spelling: TagSpelling) {
    const tags = tagNames
      .map((name, index) => [spelling[name] ?? (name === 'row' ? '' : `<${name}>`), index] as const)
      .filter(([text]) => text !== '');
    this.start = tags[0]![0][0]!;
    for (const [text, index] of tags) this.#add(text, index);
  }

  /** The node after `sign`, or 0 when no tag goes on so. */
  step(node: number, sign: string): number {
    return this.#next[node]!.get(sign) ?? 0;
  }

  /** The tag that is complete at `node`, else -1. */
  tagAt(node: number): number {
    return this.#tags[node]!;
  }

  /** The node after reading `text`, the beginning of a tag. */
  nodeOf(text: string): number {
    let node = 0;
    for (let i = 0; i < text.length; i++) node = this.step(node, text[i]!);
    return node;
  }

  #add(text: string, index: number): void {
    const refuse = (why: string): never => {
      throw new StudioError('descriptor-invalid', `The tag ${JSON.stringify(text)} cannot be read: ${why}.`);
    };
    if (text[0] !== this.start) refuse(`tags must all begin with ${JSON.stringify(this.start)}`);
    if (text.indexOf(this.start, 1) >= 0) refuse(`it holds ${JSON.stringify(this.start)} twice`);
    let node = 0;
    for (let i = 0; i < text.length; i++) {
      const sign = text[i]!;
      if (this.#tags[node] !== -1) refuse('another tag is its beginning');
      let next = this.#next[node]!.get(sign);
      if (next === undefined) {
        next = this.#next.push(new Map()) - 1;
        this.#tags.push(-1);
        this.#next[node]!.set(sign, next);
      }
      node = next;
    }
    if (this.#tags[node] !== -1 || this.#next[node]!.size > 0) refuse('it is the beginning of another tag');
    this.#tags[node] = index;
  }
}
