import { applyEvent, rememberedFrom, withHistory } from '../../document/apply-event.ts';
import type { Turn } from '../../document/conversation.ts';
import { emptyDocument, type ImageId, type TurnId } from '../../document/document.ts';
import { jumpTo, redo, runCommand, undo } from '../../document/history.ts';
import { historyEvents } from '../../document/history-events.ts';
import { packValues } from '../../document/pack-values.ts';
import type { ProjectEvent, RememberedProject } from '../../document/project-event.ts';
import { type Pick, someCommand } from '../../document/testing/random-command.ts';
import { StudioError } from '../../errors/studio-error.ts';

export interface RandomProject {
  readonly events: readonly ProjectEvent[];
  /** The project after each number of events, from none on. */
  readonly states: readonly RememberedProject[];
}

/** What a person may do to a project, of which storage sees the events; the same for the same seed but for ids. */
export function randomEvents(seed: number, count: number): RandomProject {
  const pick = seededPick(seed);
  const events: ProjectEvent[] = [];
  const states = [rememberedFrom({ document: emptyDocument })];
  while (events.length < count) {
    for (const event of someEvents(states.at(-1)!, pick)) {
      events.push(event);
      states.push(applyEvent(states.at(-1)!, event));
    }
  }
  return { events: events.slice(0, count), states: states.slice(0, count + 1) };
}

/** Numbers below a limit, from mulberry32. */
export function seededPick(seed: number): Pick {
  let state = seed >>> 0;
  return (count) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, count);
  };
}

function someEvents(project: RememberedProject, pick: Pick): readonly ProjectEvent[] {
  const { history, conversations } = project;
  const images = history.document.images.map(({ id }) => id);
  const image = images[pick(images.length)];
  switch (pick(20)) {
    case 0:
      return historyEvents(history, undo(history));
    case 1:
      return historyEvents(history, redo(history));
    case 2:
      return historyEvents(history, jumpTo(history, history.position + 2 - pick(5)));
    case 3:
      return image ? [{ kind: 'show', image }] : [];
    case 4:
      return image ? [someTurnEvent(image, conversations.get(image) ?? [], pick)] : [];
    case 5:
      return image ? [{ kind: 'photo-read', image, facts: { sha256: `${pick(1000)}`, bytes: pick(9) } }] : [];
    default:
      return someStep(project, pick);
  }
}

function someStep(project: RememberedProject, pick: Pick): readonly ProjectEvent[] {
  const command = someCommand(project.history.document, pick);
  try {
    const after = runCommand(project.history, `${command.kind} ${pick(100)}`, command);
    return historyEvents(project.history, withHistory(project, after).history);
  } catch (error) {
    // Some of the commands do not fit: people can't give those.
    if (error instanceof StudioError) return [];
    throw error;
  }
}

function someTurnEvent(image: ImageId, turns: readonly Turn[], pick: Pick): ProjectEvent {
  const turn = turns[pick(turns.length)];
  const kind = pick(3);
  if (turn && kind === 0) return { kind: 'turn-removed', image, turn: turn.id };
  if (turn && kind === 1)
    return { kind: 'turn-changed', image, turn: turn.id, patch: { words: `word ${pick(99)}` } };
  const fresh: Turn = {
    id: `turn ${pick(1 << 30)}` as TurnId,
    prompt: `find ${pick(99)}`,
    askedAt: pick(999),
    outcome: { kind: 'done' },
    tokens: [{ id: 3, text: 'fg3', logProbability: -0.5, ms: 3 }],
    words: '',
    objects: [],
    ghost: pick(2) ? null : new Uint8Array(4096).fill(pick(9)),
    timing: null,
  };
  return { kind: 'turn-added', image, turn: fresh };
}

/** All that a project remembers in one string: its content, and its steps by name and place. */
export function stateText({ history, conversations, currentImage }: RememberedProject): string {
  const { document, steps, position, forgotten } = history;
  const bytes = packValues({
    document: { ...document, objects: [...document.objects].toSorted(byKey) },
    turns: [...conversations].filter(([, list]) => list.length > 0).toSorted(byKey),
    currentImage,
    names: steps.map(({ name }) => name),
    position,
    forgotten,
  });
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
