import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImageId, ObjectId } from '../document/document.ts';
import type { ProjectId, ProjectSummary } from '../document/project-summary.ts';
import type { Point } from '../mask/space.ts';

/** What only the screen needs to know: no use case depends on it. */
export interface ScreenState {
  /** `opening`: the address names a project, which is being read. */
  readonly page: 'welcome' | 'opening' | 'studio';
  /** Object whose name is being typed in the list. */
  readonly renaming: ObjectId | null;
  /** The name of the open project is being typed in the top bar. */
  readonly renamingProject: boolean;
  /** What is typed and not yet sent; survives tabs, images and a hidden panel. */
  readonly draft: string;
  /** Counts calls for focus on the prompt, which may not be mounted yet. */
  readonly promptCalls: number;
  /** Files are held over the window. */
  readonly dropping: boolean;
  /** Height of the object list, 0..1 of what objects and chat share; null follows the number of objects. */
  readonly split: number | null;
  /** Whether keys without Ctrl or Alt do anything (WCAG 2.1.4). */
  readonly singleKeys: boolean;
  /** The project that waits to be deleted until the person says so. */
  readonly deleting: ProjectSummary | null;
  /** Object that the Refine popover is open for. */
  readonly refining: ObjectId | null;
  /** Object whose next attribute is being typed. */
  readonly describing: ObjectId | null;
  /** Command whose options the palette shows; null for all commands. */
  readonly choosing: string | null;
  /** Ids of commands run from the palette, latest first. */
  readonly recentCommands: readonly string[];
  /** Where and on what a menu was asked for, in CSS pixels of the window. */
  readonly contextMenu: ContextMenuPlace | null;
  /** Why the last key did nothing, for a moment. */
  readonly said: { readonly text: string; readonly at: number } | null;
}

export interface ContextMenuPlace {
  readonly x: number;
  readonly y: number;
  readonly on: 'object' | 'photo' | 'thumbnail';
  /** The photo of the thumbnail. */
  readonly image?: ImageId;
  /** Where on the photo; left out in the list. */
  readonly point?: Point<'image'>;
  /** Objects under the pointer, topmost first. */
  readonly under: readonly ObjectId[];
}

const singleKeysEntry = 'text4seg.singleKeys';
const recentEntry = 'text4seg.recentCommands';
const mostRecent = 6;

/** The list with a command put first. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((known) => known !== id)].slice(0, mostRecent);
}

type Entries = Pick<Storage, 'getItem' | 'setItem'>;

/** @param opening the project that is being opened, if one is */
export function createScreen(
  opening: ProjectId | null = null,
  storage: Entries = localStorage,
): StoreApi<ScreenState> {
  const screen = createStore<ScreenState>(() => ({
    page: opening ? 'opening' : 'welcome',
    renaming: null,
    renamingProject: false,
    draft: '',
    promptCalls: 0,
    dropping: false,
    split: null,
    singleKeys: storage.getItem(singleKeysEntry) !== 'off',
    deleting: null,
    refining: null,
    describing: null,
    choosing: null,
    recentCommands: (storage.getItem(recentEntry) ?? '').split(' ').filter(Boolean).slice(0, mostRecent),
    contextMenu: null,
    said: null,
  }));
  screen.subscribe(({ singleKeys, recentCommands }, before) => {
    if (singleKeys !== before.singleKeys) storage.setItem(singleKeysEntry, singleKeys ? 'on' : 'off');
    if (recentCommands !== before.recentCommands) storage.setItem(recentEntry, recentCommands.join(' '));
  });
  return screen;
}
