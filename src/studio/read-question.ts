import type { Turn } from '../document/conversation.ts';
import { askedNoun } from './answer-words.ts';
import { readFollowUp } from './follow-up.ts';
import { wordsAtPlace } from './place-question.ts';

/** "no, the bigger one": the answer replaces the one before. */
const replacing = /^no[,.]?\s+(?=\S)/iu;

export interface QuestionWords {
  /** As asked, without the stand-in of a question that only points. */
  readonly words: string;
  /** As the model should read it. */
  readonly prompt: string;
  /** True when it can't be understood without the turns before; see `readFollowUp`. */
  readonly needsContext: boolean;
  /** The one thing that it names by itself, if it names one. */
  readonly noun: string | null;
  /** True when its answer takes the place of the one before. */
  readonly replaces: boolean;
}

/** What a question's words say of how to ask it and of what becomes of its answer. */
export function readQuestion({ prompt, place }: Pick<Turn, 'prompt' | 'place'>): QuestionWords {
  const words = place ? wordsAtPlace(prompt) : prompt;
  const followUp = readFollowUp(words.replace(replacing, ''));
  return {
    words,
    ...followUp,
    noun: followUp.needsContext ? null : askedNoun(followUp.prompt),
    replaces: replacing.test(prompt),
  };
}
