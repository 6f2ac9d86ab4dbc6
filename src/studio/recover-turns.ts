import { applyCommand } from '../document/apply-command.ts';
import type { Turn } from '../document/conversation.ts';
import type { ImageId, StudioDocument } from '../document/document.ts';
import { imageById } from '../document/lookup.ts';
import type { ProjectEvent, RememberedProject } from '../document/project-event.ts';
import { CellCanvas } from '../text4seg/cell-canvas.ts';
import { type AcceptedAnswer, acceptAnswer } from './accept-answer.ts';
import type { GrowingObject } from './live-answer.ts';
import { readQuestion } from './read-question.ts';

/**
 * What makes good answers that were running or waiting when the page went away: they become `interrupted`, and rows
 * that had been saved become draft objects, a step each, so that nothing painted is lost.
 */
export function recoverTurns(
  project: RememberedProject,
  { newId }: { newId(): string },
): readonly ProjectEvent[] {
  const events: ProjectEvent[] = [];
  let { document } = project.history;
  for (const [image, turns] of project.conversations) {
    for (const turn of turns) {
      if (turn.outcome.kind !== 'running' && turn.outcome.kind !== 'queued') continue;
      const { command, name, objects } = keepDrafts(document, image, turn, newId);
      if (command) {
        document = applyCommand(document, command).document;
        events.push({ kind: 'step', name, command, forget: 0 });
      }
      const patch = { outcome: { kind: 'interrupted' as const }, objects, drafts: [] };
      events.push({ kind: 'turn-changed', image, turn: turn.id, patch });
    }
  }
  return events;
}

function keepDrafts(
  document: StudioDocument,
  image: ImageId,
  turn: Turn,
  newId: () => string,
): AcceptedAnswer {
  const record = imageById(document, image);
  if (!record || !turn.drafts?.length) return { command: null, objects: [], name: '' };
  return acceptAnswer(document, turn.drafts.map(growingFrom), {
    image: record,
    turn: turn.id,
    prompt: turn.prompt,
    asked: readQuestion(turn).noun,
    model: 'unknown',
    partial: true,
    newId,
  });
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
