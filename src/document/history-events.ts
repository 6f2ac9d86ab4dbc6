import type { History } from './history.ts';
import type { ProjectEvent } from './project-event.ts';

type HistoryEvent = Extract<ProjectEvent, { readonly kind: 'step' | 'move' }>;

/**
 * What happened between two states of one history, whichever of its functions were called; at most one step may have
 * been done and forgotten again in between. A gesture that is still open has not happened yet.
 */
export function historyEvents(before: History, after: History): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const { forgotten, kept } = keptSteps(before, after);
  const fresh = after.steps.slice(kept);
  const branch = forgotten + kept;
  let position = before.position;
  if (fresh.length > 0) {
    if (branch !== position) events.push({ kind: 'move', by: branch - position });
    position = branch;
    for (const { name, redo } of fresh) {
      position++;
      events.push({ kind: 'step', name, command: redo, forget: 0 });
    }
    const last = events[events.length - 1]!;
    events[events.length - 1] = { ...last, forget: forgotten } as HistoryEvent;
    position -= forgotten;
  }
  if (after.position !== position) events.push({ kind: 'move', by: after.position - position });
  return events;
}

/** How many of the oldest steps were forgotten, and how many after them are still there. Looks only at what changed. */
function keptSteps(before: History, after: History): { readonly forgotten: number; readonly kept: number } {
  const [oldest] = after.steps;
  const found = oldest ? before.steps.indexOf(oldest) : -1;
  // Without one that is still there, all that were done were forgotten, or another step took the place of the only one.
  if (found < 0) return { forgotten: after.forgotten ? before.position : 0, kept: 0 };
  let kept = Math.min(after.steps.length, before.steps.length - found);
  while (after.steps[kept - 1] !== before.steps[found + kept - 1]) kept--;
  return { forgotten: found, kept };
}
