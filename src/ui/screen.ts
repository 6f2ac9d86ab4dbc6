import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImageId, ObjectId } from '../document/document.ts';
import type { Point } from '../mask/space.ts';

/** What only the screen needs to know: no use case depends on it. */
export interface ScreenState {
  /** `opening`: this tab showed the studio before it was reloaded, and the saved project is being read. */
  readonly page: 'welcome' | 'opening' | 'studio';
  /** Object whose name is being typed in the list. */
  readonly renaming: ObjectId | null;
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
  /** A question that only the person can answer before something is thrown away. */
  readonly confirming: 'close-project' | null;
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
const pageEntry = 'text4seg.page';
const recentEntry = 'text4seg.recentCommands';
const mostRecent = 6;

/** The list with a command put first. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((known) => known !== id)].slice(0, mostRecent);
}

type Entries = Pick<Storage, 'getItem' | 'setItem'>;

/** @param tab entries that a reload of this tab keeps and other tabs don't see */
export function createScreen(
  storage: Entries = localStorage,
  tab: Entries = sessionStorage,
): StoreApi<ScreenState> {
  const screen = createStore<ScreenState>(() => ({
    page: tab.getItem(pageEntry) === 'studio' ? 'opening' : 'welcome',
    renaming: null,
    draft: '',
    promptCalls: 0,
    dropping: false,
    split: null,
    singleKeys: storage.getItem(singleKeysEntry) !== 'off',
    confirming: null,
    refining: null,
    describing: null,
    choosing: null,
    recentCommands: (storage.getItem(recentEntry) ?? '').split(' ').filter(Boolean).slice(0, mostRecent),
    contextMenu: null,
    said: null,
  }));
  screen.subscribe(({ singleKeys, page, recentCommands }, before) => {
    if (page !== before.page && page !== 'opening') tab.setItem(pageEntry, page);
    if (singleKeys !== before.singleKeys) storage.setItem(singleKeysEntry, singleKeys ? 'on' : 'off');
    if (recentCommands !== before.recentCommands) storage.setItem(recentEntry, recentCommands.join(' '));
  });
  return screen;
}
