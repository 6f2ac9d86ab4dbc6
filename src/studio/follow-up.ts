const continuing = /^(?:and|also|now|then|plus|or|ok(?:ay)?|but)[,]?\s+(?=\S)/iu;
const depending =
  /\b(?:it|its|them|they|their|those|these|same|again|another)\b|\bother (?:one|ones|side)\b|\bthe (?:other|others|rest|next|one|ones|bigger|biggest|smaller|smallest)(?: one| ones)?$|\b(?:that|this)(?: one)?$|^only\b|^just\b/iu;

/** A question as the model should read it. */
export interface FollowUp {
  /** Without words that only join it to what was said before: "and the cat" asks for "the cat". */
  readonly prompt: string;
  /** True when it can't be understood without the turns before: "the other one", "only its head". */
  readonly needsContext: boolean;
}

/**
 * Tells questions that stand alone from those that lean on the conversation. Only the latter are given earlier turns:
 * a small model reads an old answer in its context as advice, and repeats its mask for a new question.
 */
export function readFollowUp(prompt: string): FollowUp {
  const text = prompt.trim();
  const needsContext = depending.test(text.replace(/^(?:is|are) (?:it|there)\b/iu, ''));
  return { prompt: text.replace(continuing, ''), needsContext };
}
