import type { ProjectEvent } from '../../document/project-event.ts';
import { assertNever } from '../../errors/assert-never.ts';

/** What the end of a journal lost. */
export interface Loss {
  /** Last event that could be read; null when there was none since the last snapshot. */
  readonly lastEvent: ProjectEvent | null;
  /** How many changes are lost, at the least; null when nothing tells. */
  readonly changes: number | null;
  /** The last record is not all there: it was being written when the page went away. */
  readonly torn: boolean;
}

export function lossInWords({ lastEvent, changes, torn }: Loss): string {
  const kept = `Everything up to ${lastEvent ? eventInWords(lastEvent) : 'the last snapshot'} is here.`;
  if (torn) return `The last change was cut off while it was being saved and is lost. ${kept}`;
  if (changes === null) return `A part of the saved project on the disk cannot be read. ${kept}`;
  const lost = changes === 1 ? 'the last change is lost' : `the last ${changes} changes are lost`;
  return `The saved project is damaged on the disk, so ${lost}. ${kept}`;
}

function eventInWords(event: ProjectEvent): string {
  switch (event.kind) {
    case 'step':
      return `“${event.name}”`;
    case 'move':
      return event.by < 0 ? 'an undo' : 'a redo';
    case 'turn-added':
      return `the question “${event.turn.prompt}”`;
    case 'turn-changed':
    case 'turn-removed':
      return 'a change of the conversation';
    case 'photo-read':
    case 'show':
      return 'the photo shown';
    default:
      return assertNever(event);
  }
}
