import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { StudioError } from '../errors/studio-error.ts';

/**
 * Text to ids and back, by the tokenizer.json of a package. This is the tokenizer inside transformers.js, taken
 * alone: transformers.js itself would add 120 kB (compressed) and reset the runtime's settings when imported.
 */
export class Tokenizer {
  readonly #tokenizer: HuggingFaceTokenizer;
  readonly size: number;

  /** @throws StudioError `package-invalid` when the files are not a tokenizer. */
  constructor(json: unknown, config: unknown) {
    try {
      this.#tokenizer = new HuggingFaceTokenizer(json as object, config as object);
      this.size = 1 + Math.max(...this.#tokenizer.get_vocab(true).values());
    } catch (error) {
      throw new StudioError(
        'package-invalid',
        'The model package is not valid: its tokenizer can’t be read.',
        {
          cause: error,
        },
      );
    }
  }

  /** Ids of typed text; never ids of special tokens that the text happens to spell when the package forbids them. */
  encode(text: string): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }

  decode(ids: readonly number[]): string {
    return this.#tokenizer.decode([...ids], { skip_special_tokens: false });
  }

  idOf(token: string): number | undefined {
    return this.#tokenizer.token_to_id(token);
  }

  /** The token's string as the vocabulary has it. */
  tokenOf(id: number): string | undefined {
    return this.#tokenizer.id_to_token(id);
  }
}
