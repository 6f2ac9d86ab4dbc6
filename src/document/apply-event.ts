import { assertNever } from '../errors/assert-never.ts';
import type { Turn } from './conversation.ts';
import type { ImageId, StudioDocument } from './document.ts';
import { forgetSteps, type History, jumpTo, runCommand, startHistory } from './history.ts';
import { learnPhoto } from './learn-photo.ts';
import type { ProjectEvent, RememberedProject } from './project-event.ts';

/** A project in this state, with nothing to undo. */
export function rememberedFrom(project: {
  readonly document: StudioDocument;
  readonly conversations?: RememberedProject['conversations'];
  readonly currentImage?: ImageId | null;
}): RememberedProject {
  return {
    history: startHistory(project.document),
    conversations: project.conversations ?? new Map(),
    currentImage: project.currentImage ?? null,
  };
}

/**
 * The state after an event. Steps are forgotten only where the event says so, whatever the limit of the history, so
 * that replaying gives the steps that there were. Throws StudioError `command-invalid` when a step does not fit; what
 * is said about a turn or a photo that is not there changes nothing.
 */
export function applyEvent(project: RememberedProject, event: ProjectEvent): RememberedProject {
  const { history, conversations } = project;
  switch (event.kind) {
    case 'step': {
      const done = runCommand({ ...history, byteLimit: Number.POSITIVE_INFINITY }, event.name, event.command);
      return withHistory(project, { ...forgetSteps(done, event.forget), byteLimit: history.byteLimit });
    }
    case 'move':
      return withHistory(project, jumpTo(history, history.position + event.by));
    case 'turn-added':
      return withTurns(project, event.image, [...(conversations.get(event.image) ?? []), event.turn]);
    case 'turn-changed':
      return changeTurns(project, event, (turn) => ({ ...turn, ...event.patch }));
    case 'turn-removed':
      return changeTurns(project, event, () => null);
    case 'photo-read':
      return withHistory(project, learnPhoto(history, event.image, event));
    case 'show':
      return { ...project, currentImage: event.image };
    default:
      return assertNever(event);
  }
}

/** The project with another history; a photo that is gone gives its place on the stage to the first. */
export function withHistory(project: RememberedProject, history: History): RememberedProject {
  const { images } = history.document;
  const stillThere = images.some(({ id }) => id === project.currentImage);
  return { ...project, history, currentImage: stillThere ? project.currentImage : (images[0]?.id ?? null) };
}

function changeTurns(
  project: RememberedProject,
  { image, turn: id }: { readonly image: ImageId; readonly turn: Turn['id'] },
  change: (turn: Turn) => Turn | null,
): RememberedProject {
  const turns = project.conversations.get(image) ?? [];
  if (!turns.some((turn) => turn.id === id)) return project;
  return withTurns(
    project,
    image,
    turns.flatMap((turn) => (turn.id === id ? (change(turn) ?? []) : [turn])),
  );
}

function withTurns(project: RememberedProject, image: ImageId, turns: readonly Turn[]): RememberedProject {
  return { ...project, conversations: new Map(project.conversations).set(image, turns) };
}
