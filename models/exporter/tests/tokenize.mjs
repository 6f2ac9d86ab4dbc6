// `node tokenize.mjs PACKAGE PHRASES.json`: ids and decoded text of each phrase by transformers.js, as JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PreTrainedTokenizer } from '@huggingface/transformers';

const [folder, phrasesPath] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const json = read('tokenizer.json');
const tokenizer = new PreTrainedTokenizer(json, read('tokenizer_config.json'));
const phrases = JSON.parse(readFileSync(phrasesPath, 'utf8'));
const ids = phrases.map((phrase) => tokenizer.encode(phrase, { add_special_tokens: false }));
const texts = ids.map((each) => (each.length > 0 ? tokenizer.decode(each) : ''));
const tokens = Object.keys(json.model.vocab);
const specials = tokens.map((token) => tokenizer.convert_tokens_to_ids(token));
process.stdout.write(JSON.stringify({ ids, texts, tokens, specials }));
