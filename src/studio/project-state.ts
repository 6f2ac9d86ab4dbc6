import type { Turn } from '../document/conversation.ts';
import type { ImageId, StudioDocument } from '../document/document.ts';
import type { ProjectId } from '../document/project-summary.ts';

export type SaveState =
  | { readonly kind: 'saved' }
  /** `left` photos are still to be copied into the project. */
  | { readonly kind: 'saving'; readonly left?: number }
  /** Everything stays in memory; `message` says what to do. */
  | { readonly kind: 'failing'; readonly message: string }
  /** Another tab writes the project; this one only shows it. `unsaved`: with changes that only this tab has. */
  | { readonly kind: 'read-only'; readonly message: string; readonly unsaved?: true }
  /** This browser keeps nothing after the window is closed. */
  | { readonly kind: 'unkept'; readonly message: string };

export interface HistoryStep {
  /** What the person did, e.g. "Add dog", "Brush stroke". */
  readonly label: string;
}

/** The open project: the document, its conversations and where people stand in them. */
export interface ProjectState {
  /** Null while no project is open. */
  readonly id: ProjectId | null;
  readonly name: string;
  /** Only one tab may change a project; another only shows it. */
  readonly access: 'write' | 'read';
  readonly opened: boolean;
  readonly document: StudioDocument;
  /** Turns per image, oldest first. Not part of undo. */
  readonly conversations: ReadonlyMap<ImageId, readonly Turn[]>;
  readonly currentImage: ImageId | null;
  /** Steps that can be undone (oldest first) and redone (next first). */
  readonly undo: readonly HistoryStep[];
  readonly redo: readonly HistoryStep[];
  /** Older steps were forgotten to stay within memory: the beginning is no longer reachable. */
  readonly forgotten: boolean;
  readonly save: SaveState;
}

/** A photo's pixels as the stage needs them, of the few that are open; bitmaps are owned by the photo shelf. */
export type PhotoState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly display: ImageBitmap }
  | {
      readonly kind: 'unreadable';
      readonly message: string;
      /** There is no file to read, here or where the project knows it to be. */
      readonly missing: boolean;
    };
