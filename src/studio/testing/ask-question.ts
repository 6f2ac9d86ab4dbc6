import { expect } from 'vitest';
import type { Turn } from '../../document/conversation.ts';
import type { RunningAnswer } from '../answer-state.ts';
import { cellsOf, idOf, reference, scriptIds } from './answer-script.ts';
import type { OpenStudio } from './open-studio.ts';
import type { Question } from './scripted-inference.ts';

export const dogCells = cellsOf(8, 8, 24, 40);
export const dog = reference('dog', dogCells);
export const cat = reference('cat', cellsOf(40, 8, 50, 20));
/** Tokens before the first brick of an answer with one object: label, box and the tag that opens the mask. */
export const beforeBricks = scriptIds([dog]).indexOf(idOf('<seg>')) + 1;

export const running = ({ studio }: OpenStudio): RunningAnswer | null => studio.answer.getState().running;

/** Asks with the model's answers held, and gives the question once the model has it. */
export async function asked(app: OpenStudio, prompt: string): Promise<Question> {
  const before = app.inference.questions.length;
  app.inference.hold = true;
  app.studio.ask(prompt);
  await expect.poll(() => app.inference.questions.length).toBe(before + 1);
  return app.inference.questions.at(-1)!;
}

/** How the last question about the photo shown ended. */
export const outcome = (app: OpenStudio): Turn['outcome'] => app.turns().at(-1)!.outcome;
