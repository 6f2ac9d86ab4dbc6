import type { Manifest } from '../model/manifest.ts';
import { AnswerGrammar } from '../text4seg/answer-grammar.ts';
import { createTokenTable, type TokenTable } from '../text4seg/token-table.ts';
import { ConversationPrompt } from './conversation-prompt.ts';
import { specialTokens } from './special-tokens.ts';
import { Tokenizer } from './tokenizer.ts';

/** Everything about a package's tokens, resolved and checked once. */
export interface NanoVocabulary {
  readonly tokenizer: Tokenizer;
  readonly special: Readonly<Record<string, number>>;
  readonly specialIds: ReadonlySet<number>;
  readonly table: TokenTable;
  readonly grammar: AnswerGrammar;
  readonly prompt: ConversationPrompt;
}

/** @throws StudioError `package-invalid` saying which token is missing, splits, or can't be written. */
export function createNanoVocabulary(
  manifest: Manifest,
  files: { readonly json: unknown; readonly config: unknown },
): NanoVocabulary {
  const tokenizer = new Tokenizer(files.json, files.config);
  const special = specialTokens(manifest, tokenizer);
  const pieces = Array.from({ length: tokenizer.size }, (_, id) => tokenizer.tokenOf(id) ?? '');
  const table = createTokenTable({ roles: special, pieces });
  return {
    tokenizer,
    special,
    specialIds: new Set(Object.values(special)),
    table,
    grammar: new AnswerGrammar(table, manifest.descriptor),
    prompt: new ConversationPrompt(manifest, tokenizer, special),
  };
}
