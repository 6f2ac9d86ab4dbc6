import type { History } from './history.ts';
import type { ProjectEvent } from './project-event.ts';

type HistoryEvent = Extract<ProjectEvent, { readonly kind: 'step' | 'move' }>;

/**
 * What happened between two states of one history, whichever of its functions were called; at most one step may have
 * been done and forgotten again in between. A gesture that is still open has not happened yet.
 */
export function historyEvents(before: History, after: History): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  const known = new Map(before.steps.map((step, index) => [step, index]));
  const fresh = after.steps.filter((step) => !known.has(step));
  const kept = after.steps.length - fresh.length;
  // The oldest step that is still there tells how many were forgotten; without one, all that were done were.
  const first = kept > 0 ? known.get(after.steps[0]!)! : before.position;
  const branch = first + kept;
  let position = before.position;
  if (fresh.length > 0) {
    if (branch !== position) events.push({ kind: 'move', by: branch - position });
    position = branch;
    for (const { name, redo } of fresh) {
      position++;
      events.push({ kind: 'step', name, command: redo, forget: 0 });
    }
    const last = events[events.length - 1]!;
    events[events.length - 1] = { ...last, forget: first } as HistoryEvent;
    position -= first;
  }
  if (after.position !== position) events.push({ kind: 'move', by: after.position - position });
  return events;
}
