import type { Command } from './command.ts';
import type { Turn } from './conversation.ts';
import type { ImageId, ImageRecord, TurnId } from './document.ts';
import type { History } from './history.ts';

/** Everything that a project remembers, its photos' files aside. Immutable. */
export interface RememberedProject {
  readonly history: History;
  /** Turns per image, oldest first. Not part of undo; those of removed images stay, as undo may bring them back. */
  readonly conversations: ReadonlyMap<ImageId, readonly Turn[]>;
  readonly currentImage: ImageId | null;
}

/** What is found out about a photo's file when it is read; not a deed of people, so not part of undo. */
export type PhotoFacts = Partial<Pick<ImageRecord, 'sha256' | 'bytes' | 'mediaType' | 'link'>>;

/**
 * What happened to a project, as data: carried out one after the other (`applyEvent`), events lead from one state to the
 * next, so that storage only has to append them. Numbers are relative, so that they mean the same after old steps were
 * forgotten.
 */
export type ProjectEvent =
  /** A step was done, in place of those that could have been redone; then the `forget` oldest were forgotten. */
  | { readonly kind: 'step'; readonly name: string; readonly command: Command; readonly forget: number }
  /** Undo (-1), redo (1) or a jump. */
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'turn-added'; readonly image: ImageId; readonly turn: Turn }
  | {
      readonly kind: 'turn-changed';
      readonly image: ImageId;
      readonly turn: TurnId;
      readonly patch: Partial<Omit<Turn, 'id'>>;
    }
  | { readonly kind: 'turn-removed'; readonly image: ImageId; readonly turn: TurnId }
  | {
      readonly kind: 'photo-read';
      readonly image: ImageId;
      readonly facts: PhotoFacts;
      /** What is no longer so: the photo is not read from a folder any more. */
      readonly clear?: readonly 'link'[];
    }
  | { readonly kind: 'show'; readonly image: ImageId | null };
