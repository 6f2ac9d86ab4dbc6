import type { Desk } from '../desk.ts';

/** A region drawn on the photo waits for words: the caret goes to the prompt. Until the returned function is called. */
export function followRegion({ studio, focusPrompt }: Desk): () => void {
  return studio.view.subscribe(({ region }, before) => {
    if (region !== null && region !== before.region) focusPrompt();
  });
}
