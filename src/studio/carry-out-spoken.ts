import type { ImageId, ObjectId } from '../document/document.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { EditDesk } from './editing/edit-desk.ts';
import { planSpoken } from './plan-spoken.ts';
import type { SpokenCommand } from './spoken-command.ts';

/** How a spoken command ended, for its turn in the conversation. */
export interface CarriedOut {
  readonly message: string;
  /** What it speaks of and is still there. */
  readonly objects: readonly ObjectId[];
}

/** Carries out a command about a photo's objects, in turn with what hands do; tells what came of it in words. */
export async function carryOutSpoken(
  spoken: SpokenCommand,
  desk: EditDesk,
  image: ImageId,
  lastAnswer: readonly ObjectId[],
): Promise<CarriedOut> {
  if (spoken.kind === 'undo') return { message: undo(desk), objects: [] };
  if (spoken.kind === 'redo') return { message: await redo(desk), objects: [] };
  const { selection } = desk;
  let done: CarriedOut = { message: 'It was taken back before it was done.', objects: [] };
  await desk.pending.add(async (signal) => {
    const scene = () => {
      const now = desk.scene(image);
      if (!now) throw new StudioError('aborted', 'The photo is no longer in the project.');
      return now;
    };
    try {
      const { plan, tell, objects } = await planSpoken(spoken, {
        scene,
        selection,
        lastAnswer,
        refine: async (mask, how) => (await desk.parts.deps.pixels.refineMask(mask, how, signal)).mask,
      });
      if (signal.aborted) return;
      if (plan.kind === 'edit') desk.carryOut(plan, image);
      const after = scene();
      const ids = plan.kind === 'edit' && plan.select ? plan.select : objects.map(({ id }) => id);
      const there = new Set(after.objects.map(({ id }) => id));
      done = {
        message:
          plan.kind === 'edit'
            ? tell(after)
            : plan.kind === 'refused'
              ? plan.reason
              : 'That is so already. Nothing was changed.',
        objects: plan.kind === 'refused' ? [] : ids.filter((id) => there.has(id)),
      };
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      if (!signal.aborted) done = { message: `${error.message} Nothing was changed.`, objects: [] };
    }
  });
  return done;
}

function undo(desk: EditDesk): string {
  const last = desk.parts.session.store.getState().undo.at(-1);
  const underWay = !desk.pending.none;
  desk.undo();
  if (underWay) return 'Took back the edit that was under way.';
  return last ? `Undid: ${last.label}.` : 'There is nothing to undo.';
}

async function redo(desk: EditDesk): Promise<string> {
  const label = await desk.redo();
  return label === null ? 'There is nothing to redo.' : `Redid: ${label}.`;
}
