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
  | { readonly kind: 'class'; readonly name: string };

export type SpokenCommand =
  | { readonly kind: 'merge'; readonly target: SpokenTarget }
  | { readonly kind: 'delete'; readonly target: SpokenTarget }
  | { readonly kind: 'hide' | 'show'; readonly target: SpokenTarget }
  /** `pixels` null: "a little". */
  | { readonly kind: 'grow' | 'shrink'; readonly target: SpokenTarget; readonly pixels: number | null }
  | { readonly kind: 'rename'; readonly target: SpokenTarget; readonly name: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

const ordinals = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const verbs: Readonly<Record<string, SpokenCommand['kind']>> = {
  merge: 'merge',
  join: 'merge',
  combine: 'merge',
  delete: 'delete',
  remove: 'delete',
  hide: 'hide',
  show: 'show',
  grow: 'grow',
  expand: 'grow',
  shrink: 'shrink',
};

/**
 * Reads a command about objects in plain English: "merge them", "delete the second", "hide the cat", "grow it by 3 px",
 * "rename it to mug", "undo". Null for everything else: that is a question for the model. `isClass` says whether an
 * object of that name exists, so that "show the dog" stays a question where there is no dog yet.
 */
export function readSpokenCommand(prompt: string, isClass: (name: string) => boolean): SpokenCommand | null {
  const text = prompt
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/u, '')
    .replace(/\s+/gu, ' ');
  if (text === 'undo' || text === 'undo that') return { kind: 'undo' };
  if (text === 'redo') return { kind: 'redo' };
  const rename = /^(?:rename|call) (.+)$/u.exec(text);
  if (rename) return readRename(rename[1]!.split(' '), isClass);
  const match = /^(\w+) (.+)$/u.exec(text);
  const kind = match ? verbs[match[1]!] : undefined;
  if (!match || !kind) return null;
  if (kind === 'grow' || kind === 'shrink') {
    const sized = /^(.+?)(?: (?:a little|a bit|slightly))?(?: by (\d+)(?: ?(?:px|pixels?))?)?$/u.exec(
      match[2]!,
    );
    const target = sized ? readTarget(sized[1]!, isClass) : null;
    return target ? { kind, target, pixels: sized?.[2] ? Number(sized[2]) : null } : null;
  }
  const target = readTarget(match[2]!, isClass);
  if (!target) return null;
  if (kind === 'merge' && (target.kind === 'it' || target.kind === 'number')) return null;
  return { kind, target } as SpokenCommand;
}

/** "it to mug", "the second one a coffee mug": the longest beginning that names objects, then the name. */
function readRename(words: readonly string[], isClass: (name: string) => boolean): SpokenCommand | null {
  for (let end = words.length - 1; end > 0; end--) {
    const target = readTarget(words.slice(0, end).join(' '), isClass);
    const name = words
      .slice(end)
      .join(' ')
      .replace(/^(?:(?:to|as)(?: |$))?(?:an? )?/u, '');
    if (target) return name === '' ? null : { kind: 'rename', target, name };
  }
  return null;
}

function readTarget(words: string, isClass: (name: string) => boolean): SpokenTarget | null {
  if (words === 'it' || words === 'that' || words === 'this') return { kind: 'it' };
  if (/^(?:them|these|those|both|the two)$/u.test(words)) return { kind: 'them' };
  if (/^(?:all|everything|all of them|all objects|them all)$/u.test(words)) return { kind: 'all' };
  const number = /^(?:number |object |#)(\d{1,3})$/u.exec(words);
  if (number) return { kind: 'number', number: Number(number[1]) };
  const ordinal = /^the (\w+?)(?: (?:one|object))?$/u.exec(words);
  if (ordinal?.[1] === 'last') return { kind: 'number', number: -1 };
  const place = ordinal ? ordinals.indexOf(ordinal[1]!) : -1;
  if (place >= 0) return { kind: 'number', number: place + 1 };
  const name = words.replace(/^(?:the|all the|all) /u, '');
  for (const candidate of [name, name.replace(/s$/u, ''), name.replace(/es$/u, '')])
    if (isClass(candidate)) return { kind: 'class', name: candidate };
  return null;
}
