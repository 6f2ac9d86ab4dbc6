import { applyCommand } from '../document/apply-command.ts';
import type { Turn } from '../document/conversation.ts';
import type { ImageId, StudioDocument } from '../document/document.ts';
import { imageById } from '../document/lookup.ts';
import type { SavedProject } from '../storage/project-storage.ts';
import { CellCanvas } from '../text4seg/cell-canvas.ts';
import { acceptAnswer } from './accept-answer.ts';
import type { GrowingObject } from './live-answer.ts';

/**
 * Answers that were running or waiting when the page went away: they become `interrupted`, and rows that had been
 * saved become draft objects, so that nothing painted is lost.
 */
export function recoverTurns(saved: SavedProject, { newId }: { newId(): string }): SavedProject {
  let { document } = saved;
  const conversations = new Map<ImageId, readonly Turn[]>();
  for (const [image, turns] of saved.conversations) {
    const recovered = turns.map((turn) => {
      if (turn.outcome.kind !== 'running' && turn.outcome.kind !== 'queued') return turn;
      const kept = keepDrafts(document, image, turn, newId);
      document = kept.document;
      return { ...turn, outcome: { kind: 'interrupted' as const }, objects: kept.objects, drafts: [] };
    });
    conversations.set(image, recovered);
  }
  return { ...saved, document, conversations };
}

function keepDrafts(
  document: StudioDocument,
  image: ImageId,
  turn: Turn,
  newId: () => string,
): { readonly document: StudioDocument; readonly objects: Turn['objects'] } {
  const record = imageById(document, image);
  if (!record || !turn.drafts?.length) return { document, objects: [] };
  const accepted = acceptAnswer(document, turn.drafts.map(growingFrom), {
    image: record,
    turn: turn.id,
    prompt: turn.prompt,
    model: 'unknown',
    partial: true,
    newId,
  });
  if (!accepted.command) return { document, objects: [] };
  return { document: applyCommand(document, accepted.command).document, objects: accepted.objects };
}

function growingFrom({ label, box, cells }: NonNullable<Turn['drafts']>[number]): GrowingObject {
  const canvas = new CellCanvas({ grid: Math.sqrt(cells.length), box, reach: box });
  canvas.cells.set(cells);
  return {
    label,
    box,
    colour: 0,
    boxConfidence: 0,
    canvas,
    phase: 'done',
    cursorX: box.x1,
    cursorY: box.y2,
    version: 0,
    brickProbability: 0,
    bricks: 0,
    refined: null,
  };
}
