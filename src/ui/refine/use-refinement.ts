import { useEffect, useRef, useState } from 'react';
import type { SegmentedObject } from '../../document/document.ts';
import { StudioError } from '../../errors/studio-error.ts';
import { masksEqual } from '../../mask/measure.ts';
import { noRefinement, type RefinedMask, type RefinePlan } from '../../mask/refine-mask.ts';
import { useDesk } from '../desk.ts';

/**
 * What a plan makes of an object, worked out off the main thread and shown on the photo as a dashed line for as long as
 * the calling component lives. While one plan is worked out later ones wait, and only the last of them is taken up.
 * `specks` is the size that specks are counted by even while they are kept. Null until the first result.
 */
export function useRefinement(object: SegmentedObject, plan: RefinePlan, specks: number): RefinedMask | null {
  const desk = useDesk();
  const { studio } = desk;
  const [result, setResult] = useState<RefinedMask | null>(null);
  const work = useRef({ busy: false, next: null as (() => Promise<void>) | null });
  const { id, mask } = object;

  useEffect(() => {
    let wanted = true;
    const keeps = plan.removeSpecks === 0;
    const run = async () => {
      const planned = await studio.planRefine(id, plan);
      // How many specks there are is worth saying before they are removed; the plan alone would not count them.
      const counted = keeps
        ? await studio.planRefine(id, { ...noRefinement, removeSpecks: specks })
        : planned;
      if (!wanted || !planned) return;
      setResult({ ...planned, specks: counted?.specks ?? 0 });
      studio.setView({ preview: masksEqual(planned.mask, mask) ? null : { object: id, mask: planned.mask } });
    };
    const queue = work.current;
    const drain = async () => {
      queue.busy = true;
      while (queue.next !== null) {
        const next = queue.next;
        queue.next = null;
        try {
          await next();
        } catch (error) {
          if (!(error instanceof StudioError)) throw error;
          desk.say(error.message);
        }
      }
      queue.busy = false;
    };
    queue.next = run;
    if (!queue.busy) void drain();
    return () => {
      wanted = false;
    };
  }, [desk, studio, id, mask, plan, specks]);

  useEffect(() => () => studio.setView({ preview: null }), [studio]);
  return result;
}
