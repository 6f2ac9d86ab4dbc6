import { ordinalWords } from './ordinal-words.ts';

/** Which objects a command speaks of. */
export type SpokenTarget =
  /** "it", "that": the selection, else the last object of the last answer. */
  | { readonly kind: 'it' }
  /** "them", "these", "both": the selection when it has several, else the last answer's objects. */
  | { readonly kind: 'them' }
  | { readonly kind: 'all' }
  /** "the second", "number 3": by the number that labels show; -1 is the last. */
  | { readonly kind: 'number'; readonly number: number }
  /** "the dog", "the dogs": all objects of a class. */
  | { readonly kind: 'class'; readonly name: string }
  /** "the cup and the saucer", "the first and the third": in the order named. */
  | { readonly kind: 'each'; readonly targets: readonly SpokenTarget[] };

/** Whether an object of a class of that name exists. */
export type IsClass = (name: string) => boolean;

/** Null for words, in lower case, that name no object. */
export function readSpokenTarget(words: string, isClass: IsClass): SpokenTarget | null {
  if (words === 'it' || words === 'that' || words === 'this') return { kind: 'it' };
  if (/^(?:them|these|those|both|the two)$/u.test(words)) return { kind: 'them' };
  if (/^(?:all|everything|all of them|all objects|them all)$/u.test(words)) return { kind: 'all' };
  const number = /^(?:number |object |#)(\d{1,3})$/u.exec(words);
  if (number) return { kind: 'number', number: Number(number[1]) };
  const ordinal = /^the (\w+?)(?: (?:one|object))?$/u.exec(words);
  if (ordinal?.[1] === 'last') return { kind: 'number', number: -1 };
  const place = ordinal ? ordinalWords.indexOf(ordinal[1]!) : -1;
  if (place >= 0) return { kind: 'number', number: place + 1 };
  const name = words.replace(/^(?:the|all the|all) /u, '');
  for (const candidate of [name, name.replace(/s$/u, ''), name.replace(/es$/u, '')])
    if (isClass(candidate)) return { kind: 'class', name: candidate };
  return readEach(words, isClass);
}

function readEach(words: string, isClass: IsClass): SpokenTarget | null {
  const parts = words.split(/, (?:and )?| and | with /u);
  if (parts.length < 2) return null;
  const targets = parts.map((part) => readSpokenTarget(part, isClass));
  return targets.every((target) => target !== null) ? { kind: 'each', targets } : null;
}
