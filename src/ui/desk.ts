import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { CanvasController } from '../canvas/canvas-controller.ts';
import type { ProjectId } from '../document/project-summary.ts';
import type { AnswerState } from '../studio/answer-state.ts';
import type { ModelState } from '../studio/model-state.ts';
import type { ProjectState } from '../studio/project-state.ts';
import type { Studio } from '../studio/studio.ts';
import type { ViewState } from '../studio/view-state.ts';
import type { ScreenState } from './screen.ts';

/** What every part of the screen works with. */
export interface Desk {
  readonly studio: Studio;
  readonly controller: CanvasController;
  readonly screen: StoreApi<ScreenState>;
  /** Opens the browser's file chooser. */
  pickPhotos(from?: 'files' | 'folder'): void;
  /** Lets people choose a folder whose photos stay where they are, and goes to them. */
  linkFolder(): Promise<void>;
  /** Opens the browser's file chooser for annotation files and zips. */
  pickAnnotations(): void;
  /** Opens the browser's file chooser for a bundle. */
  pickBundle(): void;
  /** Asks where the photos are that have no file here, and looks for them there. */
  findPhotos(from: 'files' | 'folder'): Promise<void>;
  /** Opens a bundle as a new project and goes to it; says what it lacked. */
  openBundle(file: File): Promise<void>;
  /** Opens a project and goes to it. */
  openProject(id: ProjectId): Promise<void>;
  /** Makes an empty project and goes to it. */
  newProject(): Promise<void>;
  /** Closes the project, all of it saved, and goes to the start page. */
  closeProject(): Promise<void>;
  /** Opens photos and goes to them, from the start page as a new project; annotation files and zips take all of them to the import, and a bundle becomes a project. What cannot be opened is told. */
  openPhotos(files: readonly File[]): Promise<void>;
  /** Takes annotation files to the import; a bundle becomes a project. */
  importFiles(files: readonly File[]): Promise<void>;
  /** The same by their addresses. */
  openUrls(urls: readonly string[]): Promise<void>;
  openSample(id: string): Promise<void>;
  /** Shows the prompt if it is hidden and puts the caret in it, with `draft` when given. */
  focusPrompt(draft?: string): void;
  /** Tells people, in passing, why nothing happened. */
  say(text: string): void;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new TypeError('A part of the screen is used outside its desk.');
  return desk;
}

export const useStudio = (): Studio => useDesk().studio;

export function useProject<T>(select: (state: ProjectState) => T): T {
  return useStore(useStudio().project, select);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useStudio().view, select);
}

export function useModel<T>(select: (state: ModelState) => T): T {
  return useStore(useStudio().model, select);
}

export function useAnswer<T>(select: (state: AnswerState) => T): T {
  return useStore(useStudio().answer, select);
}

export function useScreen<T>(select: (state: ScreenState) => T): T {
  return useStore(useDesk().screen, select);
}
