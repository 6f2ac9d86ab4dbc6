import type { Point } from '../mask/space.ts';
import type { Studio } from '../studio/studio.ts';
import type { ActiveTool } from './active-tool.ts';
import type { CanvasController } from './canvas-controller.ts';
import { firstPlace, isArrowKey, KeyCursor } from './key-cursor.ts';
import { boxOnPhoto } from './tools/on-photo.ts';
import { type ToolKey, type ToolPointer, toolKeys } from './tools/tool.ts';
import { toScreen, visibleBox } from './viewport.ts';

/** The part of a KeyboardEvent that decides. */
export interface KeyStroke {
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl or Command. */
  readonly control: boolean;
  readonly repeat: boolean;
}

/** As near as a mouse must come, in CSS pixels. */
const keyReach = 7;
/** The view follows the cursor before it reaches the edge, in CSS pixels. */
const lookAhead = 40;
/** A cursor at rest this long says where it is. */
const restMilliseconds = 400;

/**
 * The keyboard on the drawing surface. With a drawing tool the arrows move a cursor, Space presses with it (and, for
 * what is dragged, presses again to lift), Enter finishes; without one they act on the selection. Keys that mean
 * nothing to the tool are left to others.
 */
export class KeyInput {
  readonly #studio: Pick<Studio, 'announcement'>;
  readonly #controller: CanvasController;
  readonly #tool: ActiveTool;
  readonly #mouse: () => Point<'image'> | null;
  readonly #changed: () => void;
  readonly #cursor = new KeyCursor();
  #rest: ReturnType<typeof setTimeout> | null = null;

  /** `mouse` is where the mouse is, if it is over the photo; `changed` is called when the cursor has moved. */
  constructor(
    studio: Pick<Studio, 'announcement'>,
    controller: CanvasController,
    tool: ActiveTool,
    mouse: () => Point<'image'> | null,
    changed: () => void,
  ) {
    this.#studio = studio;
    this.#controller = controller;
    this.#tool = tool;
    this.#mouse = mouse;
    this.#changed = changed;
  }

  /** Where the cursor is, and whether it presses; null while it is not shown. */
  get cursor(): { readonly at: Point<'image'>; readonly held: boolean } | null {
    const { at, held } = this.#cursor;
    return at === null ? null : { at, held };
  }

  /** Where a menu opens that the keyboard asks for: at the cursor, or on what is selected. */
  get menuPlace(): Point<'screen'> | null {
    const { viewport } = this.#controller.frame.getState();
    const box = this.#tool.selectedBox;
    const middle = box === null ? null : { x: (box.x1 + box.x2) / 2, y: (box.y1 + box.y2) / 2 };
    const at = this.#cursor.at ?? middle;
    return viewport === null || at === null ? null : toScreen(viewport, at);
  }

  /** Shows the cursor, if the tool has one. */
  show(): void {
    if (this.#cursor.at !== null || !this.#tool.traits.keyCursor) return;
    const { viewport, image, size } = this.#controller.frame.getState();
    if (viewport === null || image === null) return;
    const seen = visibleBox(viewport, size, image);
    this.#cursor.show(firstPlace(this.#mouse(), this.#tool.selectedBox, seen), image);
    this.#tell('hover');
    this.#say();
  }

  /** Hides the cursor; what it was drawing is taken back. */
  hide(): void {
    if (this.#cursor.at === null) return;
    if (this.#cursor.held) this.#tool.input({ kind: 'lost' });
    this.#tool.input({ kind: 'leave' });
    this.#cursor.hide();
    this.#stopRest();
    this.#changed();
  }

  /** The gesture was cancelled: the cursor no longer presses. */
  abandon(): void {
    this.#cursor.release();
  }

  /** A key went down while the surface has the focus; false when it is none of the tool's. */
  press(stroke: KeyStroke): boolean {
    const { key, control, alt } = stroke;
    if (isArrowKey(key)) return this.#arrow(stroke);
    if (key === ' ' && !control && !alt && this.#cursor.at !== null) {
      if (!stroke.repeat) this.#act();
      return true;
    }
    if (key === 'Enter' && this.#cursor.held) {
      this.#lift();
      return true;
    }
    return !alt && this.toolKey(stroke);
  }

  release(key: string): void {
    if (isToolKey(key)) this.#tool.input({ kind: 'key-up', key });
  }

  /** No release will come of keys that are down. */
  letGo(): void {
    for (const key of toolKeys) this.#tool.input({ kind: 'key-up', key });
  }

  /** Gives the tool a key of its own, wherever the focus is. */
  toolKey({ key, shift, control }: KeyStroke): boolean {
    return isToolKey(key) && this.#tool.input({ kind: 'key', key, shift, control });
  }

  /** Undo, while points are being placed, takes the last of them back and leaves the document alone. */
  undoesPoint({ key, shift, control, alt }: KeyStroke): boolean {
    if (!control || shift || alt || key.toLowerCase() !== 'z') return false;
    const taken = this.#tool.input({ kind: 'key', key: 'Backspace', shift: false, control: false });
    this.#changed();
    return taken;
  }

  dispose(): void {
    this.#stopRest();
  }

  #arrow(stroke: KeyStroke): boolean {
    if (!this.#tool.traits.keyCursor) return !stroke.alt && this.toolKey(stroke);
    if (stroke.control) return false;
    const { viewport, image } = this.#controller.frame.getState();
    if (viewport === null || image === null) return false;
    if (this.#cursor.at === null) {
      this.show();
      return true;
    }
    const at = this.#cursor.move(stroke, viewport.scale, image);
    if (at === null) return false;
    const ahead = lookAhead / viewport.scale;
    const around = { x1: at.x - ahead, y1: at.y - ahead, x2: at.x + ahead, y2: at.y + ahead };
    this.#controller.showBox(boxOnPhoto(around, image) ?? around);
    this.#tell(this.#cursor.held ? 'drag' : 'hover');
    this.#sayAtRest();
    return true;
  }

  #act(): void {
    const { at } = this.#cursor;
    if (at === null) return;
    if (this.#cursor.held) {
      this.#lift();
      return;
    }
    const holds = this.#tool.pressByKey(at) === 'hold';
    this.#tell('down');
    if (holds) this.#cursor.press();
    else this.#tell('up');
    this.#say(holds ? 'Pressed' : 'Clicked');
    this.#changed();
  }

  #lift(): void {
    this.#cursor.release();
    this.#tell('up');
    this.#say('Lifted');
  }

  #tell(kind: 'hover' | 'down' | 'drag' | 'up'): void {
    const pointer = this.#pointer();
    if (pointer !== null) this.#tool.input({ kind, pointer });
    this.#changed();
  }

  #pointer(): ToolPointer | null {
    const { at } = this.#cursor;
    const { viewport } = this.#controller.frame.getState();
    if (at === null || viewport === null) return null;
    const keys = { shift: false, alt: false, erase: false };
    const path = [{ ...at, pressure: 1 }];
    return { point: at, screen: toScreen(viewport, at), path, ...keys, reach: keyReach };
  }

  #say(what = 'Cursor'): void {
    this.#stopRest();
    const { at } = this.#cursor;
    if (at === null) return;
    this.#studio.announcement.setState(`${what} at ${Math.floor(at.x)}, ${Math.floor(at.y)}`, true);
  }

  #sayAtRest(): void {
    this.#stopRest();
    this.#rest = setTimeout(() => this.#say(), restMilliseconds);
  }

  #stopRest(): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = null;
  }
}

function isToolKey(key: string): key is ToolKey {
  return (toolKeys as readonly string[]).includes(key);
}
