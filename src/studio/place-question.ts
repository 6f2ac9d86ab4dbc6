/** How a question that only points reads in the conversation. */
const hereWords = 'the object here';

/** The prompt of a question about a place: the person's words, if there are any. */
export function placePrompt(words = ''): string {
  return words.trim() || hereWords;
}

/** What the model is asked in words about a place: nothing for a question that only points. */
export function wordsAtPlace(prompt: string): string {
  return prompt === hereWords ? '' : prompt;
}

/** The answer to a question that only points, where the model knows no name for what is there. */
export const nothingAtPlace = 'Nothing here that the model can name. Say what it is, or draw it by hand.';
