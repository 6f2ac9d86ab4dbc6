import type { Box } from '../mask/space.ts';
import type { Answer, AnswerPart, ReferencedObject } from './answer.ts';
import { CellCanvas, fillRun } from './cell-canvas.ts';
import type { CellFrame } from './cell-frame.ts';
import { labelKey } from './label-rules.ts';
import type { StreamEvent } from './stream-event.ts';

/** One box of the answer and what has been painted in it. */
export interface BuiltObject {
  readonly object: number;
  readonly label: string;
  readonly box: Box<'canvas'>;
  /** Null until `<seg>`. */
  readonly canvas: CellCanvas | null;
  /** Cells that were never written; null while the descriptor is open. */
  readonly missing: number | null;
}

interface BuiltMap {
  readonly frame: CellFrame;
  readonly labels: string[];
  readonly cells: Uint16Array;
}

type BuiltPart =
  | { readonly kind: 'text'; text: string }
  | { readonly kind: 'reference'; readonly label: string; readonly objects: BuiltObject[] }
  | { readonly kind: 'label-map'; readonly object: number; readonly map: BuiltMap }
  | { readonly kind: 'none' };

type EventOf<K extends StreamEvent['kind']> = Extract<StreamEvent, { kind: K }>;

/** Turns the events of one answer into its parts and masks; at any moment they are the answer so far. */
export class AnswerBuilder {
  readonly malformed: EventOf<'malformed'>[] = [];
  /** The end of the answer has been read. */
  ended = false;
  readonly #parts: BuiltPart[] = [];

  apply(event: StreamEvent): void {
    switch (event.kind) {
      case 'text':
        this.#addText(event.text);
        return;
      case 'ref':
        this.#parts.push({ kind: 'reference', label: event.label, objects: [] });
        return;
      case 'box':
        this.#addBox(event);
        return;
      case 'segment':
        this.#openSegment(event);
        return;
      case 'brick':
        this.#paint(event);
        return;
      case 'object':
        this.#update(event.object, (built) => {
          built.canvas?.finish();
          return { ...built, missing: event.missing };
        });
        return;
      case 'none':
        this.#parts.push({ kind: 'none' });
        return;
      case 'end':
        this.ended = true;
        return;
      case 'malformed':
        this.malformed.push(event);
    }
  }

  /** Every box so far, in order. */
  get objects(): readonly BuiltObject[] {
    return this.#parts.flatMap((part) => (part.kind === 'reference' ? part.objects : []));
  }

  /** The answer so far; canvases are shared with it, not copied. */
  get answer(): Answer {
    return this.#parts.map((part): AnswerPart => {
      if (part.kind === 'label-map') {
        const { frame, labels, cells } = part.map;
        return { kind: 'label-map', map: { grid: frame.grid, labels, cells } };
      }
      if (part.kind !== 'reference') return part;
      const objects = part.objects.map(
        ({ box, canvas }): ReferencedObject => ({ box, cells: canvas?.cells ?? null }),
      );
      return { kind: 'reference', label: part.label, objects };
    });
  }

  #addText(text: string): void {
    const last = this.#parts.at(-1);
    if (last?.kind === 'text') last.text += text;
    else this.#parts.push({ kind: 'text', text });
  }

  #addBox({ object, label, box }: EventOf<'box'>): void {
    let reference = this.#parts.findLast((part) => part.kind === 'reference');
    if (reference === undefined) {
      reference = { kind: 'reference', label, objects: [] };
      this.#parts.push(reference);
    }
    reference.objects.push({ object, label, box, canvas: null, missing: null });
  }

  #openSegment({ object, scope, frame }: EventOf<'segment'>): void {
    if (scope === 'box') this.#update(object, (built) => ({ ...built, canvas: new CellCanvas(frame) }));
    else {
      const map = { frame, labels: [], cells: new Uint16Array(frame.grid * frame.grid) };
      this.#parts.push({ kind: 'label-map', object, map });
    }
  }

  #paint(run: EventOf<'brick'>): void {
    const last = this.#parts.at(-1);
    if (last?.kind === 'label-map') {
      const { labels, cells, frame } = last.map;
      fillRun(cells, frame, run, run.foreground ? labelValue(labels, run.label ?? '') : 0);
      return;
    }
    this.#find(run.object)?.canvas?.paint(run);
  }

  #find(object: number): BuiltObject | undefined {
    const reference = this.#parts.findLast((part) => part.kind === 'reference');
    return reference?.objects.find((built) => built.object === object);
  }

  #update(object: number, change: (built: BuiltObject) => BuiltObject): void {
    const reference = this.#parts.findLast((part) => part.kind === 'reference');
    const index = reference?.objects.findIndex((built) => built.object === object) ?? -1;
    if (index >= 0) reference!.objects[index] = change(reference!.objects[index]!);
  }
}

/** The value of a label's cells; a label repeated in another case is the same. */
function labelValue(labels: string[], label: string): number {
  const key = labelKey(label);
  const index = labels.findIndex((known) => labelKey(known) === key);
  return index >= 0 ? index + 1 : labels.push(label);
}
