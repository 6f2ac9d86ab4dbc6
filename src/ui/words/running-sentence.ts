import type { RunningAnswer } from '../../studio/answer-state.ts';
import { ordinalWords } from '../../studio/ordinal-words.ts';
import { currentObject } from './answer-progress.ts';

/** What the running turn says: "Found 3. Painting the second." */
export function runningSentence(answer: RunningAnswer): string {
  switch (answer.phase) {
    case 'preparing':
      return 'Waiting for the model and the photo.';
    case 'reading':
      return 'Reading the photo.';
    case 'thinking':
      return 'Looking.';
    default: {
      const object = currentObject(answer.objects);
      if (!object) return answer.words || 'Looking.';
      const found = answer.objects.length;
      if (answer.phase === 'refining')
        return found === 1 ? 'Refining the edge.' : `Found ${found}. Refining the edges.`;
      if (found === 1) return 'Found it. Painting.';
      const place = ordinalWords[answer.objects.indexOf(object)];
      return `Found ${found}. Painting ${place ? `the ${place}` : `number ${answer.objects.indexOf(object) + 1}`}.`;
    }
  }
}
