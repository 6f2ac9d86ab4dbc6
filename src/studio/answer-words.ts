const asking =
  /^(?:please )?(?:can you |could you )?(?:segment|find|select|show(?: me)?|mark|mask|outline|locate|highlight|label|draw|cut out|detect|pick)?\s*/iu;

/** The one thing that a question names: "zebra" of "segment the zebra"; null where its noun can't be told safely. */
export function askedNoun(prompt: string): string | null {
  const text = prompt
    .trim()
    .replace(/[?.!]+$/u, '')
    .replace(/\s+/gu, ' ');
  if (/^(?:is|are|what|which|who|where|how|why|do|does|did|was|were)\b/iu.test(text)) return null;
  const noun = text
    .replace(asking, '')
    .replace(/^(?:and |also |now )?(?:the|a|an|any|each|every|all(?: the)?|some)\s+/iu, '')
    .trim();
  return noun === '' || noun.split(' ').length > 5 ? null : noun;
}

/** Nothing found, as a sentence: "No zebra in this photo."; a question that names no one thing keeps a plain answer. */
export function nothingFoundSentence(prompt: string): string {
  const noun = askedNoun(prompt);
  return noun === null ? 'Nothing in this photo matches that.' : `No ${noun} in this photo.`;
}

/**
 * Words of an answer as a sentence. Tokenizers part signs from words ("there are two cats ."), and models that were
 * taught in small letters begin with one.
 */
export function tidyWords(words: string): string {
  const joined = words
    .trim()
    .replace(/\s+(?=[.,;:!?%)\]](?:\s|$))/gu, '')
    .replace(/(?<=(?:^|\s)[([])\s+/gu, '');
  return joined.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** Words that a screen reader hears when an object's box is known, and when it is done. */
export function paintingAnnouncement(label: string): string {
  return `${label} found, painting`;
}

export function doneAnnouncement(label: string, shareOfImage: number, confidence: number): string {
  return `${label} done, ${Math.round(100 * shareOfImage)}% of image, confidence ${confidence.toFixed(2)}`;
}
