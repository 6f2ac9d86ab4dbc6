import type { RaiseDirection } from './editing/object-editing.ts';
import { type IsClass, readSpokenTarget, type SpokenTarget } from './spoken-target.ts';

/** Commands that need to be told nothing but the objects. */
export type PlainVerb =
  | 'merge'
  | 'intersect'
  | 'delete'
  | 'duplicate'
  | 'hide'
  | 'show'
  /** Hides everything else. */
  | 'show-only'
  | 'lock'
  | 'unlock'
  /** Connected parts become objects of their own. */
  | 'split'
  | 'fill-holes'
  | 'remove-specks'
  | 'keep-largest'
  /** Takes it out of everything that lies under it. */
  | 'cut-below';

export type SpokenCommand =
  | { readonly kind: PlainVerb; readonly target: SpokenTarget }
  /** `pixels` null: "a little". */
  | {
      readonly kind: 'grow' | 'shrink' | 'smooth';
      readonly target: SpokenTarget;
      readonly pixels: number | null;
    }
  /** `target` is taken out of `from`. */
  | { readonly kind: 'subtract'; readonly target: SpokenTarget; readonly from: SpokenTarget }
  | { readonly kind: 'raise'; readonly target: SpokenTarget; readonly direction: RaiseDirection }
  | { readonly kind: 'rename'; readonly target: SpokenTarget; readonly name: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

const verbs: Readonly<Record<string, PlainVerb>> = {
  merge: 'merge',
  join: 'merge',
  combine: 'merge',
  unite: 'merge',
  intersect: 'intersect',
  delete: 'delete',
  remove: 'delete',
  duplicate: 'duplicate',
  hide: 'hide',
  show: 'show',
  lock: 'lock',
  unlock: 'unlock',
  split: 'split',
};
const resizing: Readonly<Record<string, 'grow' | 'shrink' | 'smooth'>> = {
  grow: 'grow',
  expand: 'grow',
  enlarge: 'grow',
  shrink: 'shrink',
  smooth: 'smooth',
};
const comparatives: Readonly<Record<string, 'grow' | 'shrink' | 'smooth'>> = {
  bigger: 'grow',
  larger: 'grow',
  smaller: 'shrink',
  tighter: 'shrink',
  smoother: 'smooth',
};
const directions: Readonly<Record<string, RaiseDirection>> = {
  front: 'front',
  back: 'back',
  forward: 'forward',
  forwards: 'forward',
  backward: 'backward',
  backwards: 'backward',
};

/** A sentence and what it commands; null when the words turn out to mean something else. */
interface Pattern {
  readonly words: RegExp;
  read(groups: Readonly<Record<string, string | undefined>>, isClass: IsClass): SpokenCommand | null;
}

const few = '(?<little> (?:a little|a bit|slightly))?(?: by (?<pixels>\\d{1,4})(?: ?(?:px|pixels?))?)?';

/** The first that fits decides. */
const patterns: readonly Pattern[] = [
  {
    words: /^(?<kind>undo|redo)(?: that| it)?$/u,
    read: ({ kind }) => ({ kind: kind === 'undo' ? 'undo' : 'redo' }),
  },
  {
    words: /^(?:rename|call) (?<rest>.+)$/u,
    read: ({ rest = '' }, isClass) => readRename(rest.split(' '), isClass),
  },
  {
    words:
      /^(?:cut|take) (?<what>.+) out of (?:everything|all objects|the (?:others|objects))(?: (?:below|under|beneath)(?: it| them)?)?$/u,
    read: ({ what = '' }, isClass) => plain('cut-below', what, isClass),
  },
  {
    words: /^(?:subtract|cut|take) (?<what>.+) (?:from|out of|off) (?<from>.+)$/u,
    read: ({ what = '', from = '' }, isClass) => {
      const target = readSpokenTarget(what, isClass);
      const source = readSpokenTarget(from, isClass);
      return target && source ? { kind: 'subtract', target, from: source } : null;
    },
  },
  {
    words:
      /^(?:bring|move|send|put) (?<what>.+?) (?:to the |to )?(?<where>front|back|forwards?|backwards?)(?: of the others)?$/u,
    read: ({ what = '', where = '' }, isClass) => {
      const target = readSpokenTarget(what, isClass);
      return target ? { kind: 'raise', target, direction: directions[where]! } : null;
    },
  },
  {
    words: /^(?:fill|close) (?:all )?(?:the |its |their )?holes?(?: (?:of|in) (?<what>.+))?$/u,
    read: ({ what = 'it' }, isClass) => plain('fill-holes', what, isClass),
  },
  {
    words:
      /^(?:remove|delete|drop) (?:all )?(?:the |its |their )?(?:specks?|islands?|crumbs?)(?: (?:of|from|around) (?<what>.+))?$/u,
    read: ({ what = 'it' }, isClass) => plain('remove-specks', what, isClass),
  },
  {
    words:
      /^keep (?:only )?(?:the |its )?(?:largest|biggest) (?:piece|part)(?: of (?<what>.+?))?(?: only)?$/u,
    read: ({ what = 'it' }, isClass) => plain('keep-largest', what, isClass),
  },
  {
    words: /^keep (?:only )?(?:the |their )?overlap(?: (?:of|between) (?<what>.+?))?(?: only)?$/u,
    read: ({ what = 'them' }, isClass) => severalOf('intersect', what, isClass),
  },
  {
    words: /^hide (?:all )?(?:the )?(?:others|other objects|rest|everything else)$/u,
    read: () => ({ kind: 'show-only', target: { kind: 'it' } }),
  },
  {
    words: /^(?:show only|hide (?:everything|all) but) (?<what>.+)$/u,
    read: ({ what = '' }, isClass) => plain('show-only', what, isClass),
  },
  {
    words: new RegExp(`^make (?<what>.+?)${few} (?<how>bigger|larger|smaller|tighter|smoother)$`, 'u'),
    read: ({ what = '', how = '' }, isClass) => resized(comparatives[how]!, what, undefined, isClass),
  },
  {
    words: new RegExp(
      `^(?<verb>grow|expand|enlarge|shrink|smooth)(?: out)? (?:the edges? of )?(?<what>.+?)${few}$`,
      'u',
    ),
    read: ({ verb = '', what = '', pixels }, isClass) => resized(resizing[verb]!, what, pixels, isClass),
  },
  {
    words: /^split (?<what>.+?)(?: (?:in|into|to) (?:its )?(?:pieces|parts))?$/u,
    read: ({ what = '' }, isClass) => plain('split', what, isClass),
  },
  {
    words: /^(?<verb>[a-z]+) (?<what>.+)$/u,
    read: ({ verb = '', what = '' }, isClass) => {
      const kind = Object.hasOwn(verbs, verb) ? verbs[verb]! : null;
      if (kind === 'merge' || kind === 'intersect') return severalOf(kind, what, isClass);
      return kind && plain(kind, what, isClass);
    },
  },
];

/**
 * Reads a command about objects in plain English: "merge them", "delete the second", "grow it by 3 px", "cut it out of
 * the cup", "fill the holes", "rename it to mug", "undo". Null for everything else: that is a question for the model.
 * `isClass` says whether an object of that name exists, so that "show the dog" stays a question where there is no dog yet.
 */
export function readSpokenCommand(prompt: string, isClass: IsClass): SpokenCommand | null {
  const text = prompt
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/u, '')
    .replace(/\s+/gu, ' ');
  for (const { words, read } of patterns) {
    const match = words.exec(text);
    const command = match && read(match.groups ?? {}, isClass);
    if (command) return command;
  }
  return null;
}

function plain(kind: PlainVerb, what: string, isClass: IsClass): SpokenCommand | null {
  const target = readSpokenTarget(what, isClass);
  return target && { kind, target };
}

/** "merge it" names one object, which can't be merged: a question then, or a slip. */
function severalOf(kind: 'merge' | 'intersect', what: string, isClass: IsClass): SpokenCommand | null {
  const target = readSpokenTarget(what, isClass);
  return target && target.kind !== 'it' && target.kind !== 'number' ? { kind, target } : null;
}

function resized(
  kind: 'grow' | 'shrink' | 'smooth',
  what: string,
  pixels: string | undefined,
  isClass: IsClass,
): SpokenCommand | null {
  const target = readSpokenTarget(what, isClass);
  return target && { kind, target, pixels: pixels === undefined ? null : Number(pixels) };
}

/** "it to mug", "the second one a coffee mug": the longest beginning that names objects, then the name. */
function readRename(words: readonly string[], isClass: IsClass): SpokenCommand | null {
  for (let end = words.length - 1; end > 0; end--) {
    const target = readSpokenTarget(words.slice(0, end).join(' '), isClass);
    const name = words
      .slice(end)
      .join(' ')
      .replace(/^(?:(?:to|as)(?: |$))?(?:an? )?/u, '');
    if (target) return name === '' ? null : { kind: 'rename', target, name };
  }
  return null;
}
