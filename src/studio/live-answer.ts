import type { TurnTiming, TurnToken } from '../document/conversation.ts';
import type { ImageId, TurnId } from '../document/document.ts';
import type { Mask } from '../mask/mask.ts';
import type { Place } from '../mask/place.ts';
import type { Box } from '../mask/space.ts';
import { CellCanvas } from '../text4seg/cell-canvas.ts';
import type { StreamEvent } from '../text4seg/stream-event.ts';
import type { AnswerUpdate } from '../worker/client/inference-client.ts';
import type { LiveObject, RunningAnswer } from './answer-state.ts';
import { tidyWords } from './answer-words.ts';

type EventOf<K extends StreamEvent['kind']> = Extract<StreamEvent, { kind: K }>;

/** One object of the answer as it grows; `view` is what the store publishes. */
export interface GrowingObject {
  readonly label: string;
  readonly box: Box<'canvas'>;
  readonly colour: number;
  readonly boxConfidence: number;
  canvas: CellCanvas | null;
  phase: LiveObject['phase'];
  cursorX: number;
  cursorY: number;
  version: number;
  brickProbability: number;
  bricks: number;
  refined: Mask | null;
}

/** Everything one running answer has said so far, and how it looks. Painted in place, read through `snapshot`. */
export class LiveAnswer {
  readonly objects: GrowingObject[] = [];
  readonly malformed: EventOf<'malformed'>[] = [];
  readonly tokens: TurnToken[] = [];
  phase: RunningAnswer['phase'] = 'preparing';
  ghost: Float32Array | null = null;
  words = '';
  none = false;
  ended = false;
  readonly #turn: TurnId;
  readonly #image: ImageId;
  readonly #prompt: string;
  readonly #place: Place<'canvas'> | undefined;
  readonly #startedAt: number;
  readonly #colourFor: (label: string) => number;
  #byNumber = new Map<number, GrowingObject>();
  #encodeMs = 0;
  #ghostMs: number | null = null;
  #firstBoxMs: number | null = null;
  #lastMs = 0;
  #steps = 0;

  constructor(about: {
    readonly turn: TurnId;
    readonly image: ImageId;
    readonly prompt: string;
    readonly place?: Place<'canvas'>;
    readonly startedAt: number;
    /** The palette index that an object of this label will keep. */
    colourFor(label: string): number;
  }) {
    this.#turn = about.turn;
    this.#image = about.image;
    this.#prompt = about.prompt;
    this.#place = about.place;
    this.#startedAt = about.startedAt;
    this.#colourFor = about.colourFor;
  }

  /** Objects whose descriptor ended with this update: ready to be refined. */
  apply(update: AnswerUpdate): readonly GrowingObject[] {
    this.#lastMs = 'ms' in update ? update.ms : this.#lastMs;
    switch (update.kind) {
      case 'encoded':
        this.#encodeMs = update.cached ? 0 : update.ms;
        this.phase = 'thinking';
        return [];
      case 'ghost':
        this.ghost = update.cells;
        this.#ghostMs = update.ms;
        return [];
      case 'tokens': {
        this.phase = 'writing';
        this.#steps = update.steps;
        for (const { id, text, logProbability } of update.tokens)
          this.tokens.push({ id, text, logProbability, ms: update.ms });
        return update.events.flatMap((event) => this.#apply(event) ?? []);
      }
    }
  }

  get timing(): TurnTiming {
    return {
      encode: this.#encodeMs,
      ghost: this.#ghostMs,
      firstBox: this.#firstBoxMs,
      total: this.#lastMs,
      steps: this.#steps,
      tokens: this.tokens.length,
    };
  }

  snapshot(): RunningAnswer {
    const writing = this.#lastMs - (this.#ghostMs ?? 0);
    return {
      turn: this.#turn,
      image: this.#image,
      prompt: this.#prompt,
      ...(this.#place && { place: this.#place }),
      phase: this.phase,
      ghost: this.ghost,
      objects: this.objects.map(view),
      tokens: this.tokens.slice(),
      words: tidyWords(this.words),
      startedAt: this.#startedAt,
      rate: writing > 0 ? (1000 * this.tokens.length) / writing : 0,
    };
  }

  #apply(event: StreamEvent): GrowingObject | undefined {
    switch (event.kind) {
      case 'text':
        this.words += event.text;
        return undefined;
      case 'box':
        this.#openObject(event);
        return undefined;
      case 'segment': {
        const object = this.#byNumber.get(event.object);
        if (object && event.scope === 'box') object.canvas = new CellCanvas(event.frame);
        return undefined;
      }
      case 'brick':
        this.#paint(event);
        return undefined;
      case 'object':
        return this.#closeObject(event.object);
      case 'none':
        this.none = true;
        return undefined;
      case 'end':
        this.ended = true;
        return undefined;
      case 'malformed':
        this.malformed.push(event);
        return undefined;
      case 'ref':
        return undefined;
    }
  }

  #openObject({ object, label, box, at }: EventOf<'box'>): void {
    this.#firstBoxMs ??= this.#lastMs;
    const growing: GrowingObject = {
      label,
      box,
      colour: this.#colourFor(label),
      boxConfidence: this.#boxConfidence(at),
      canvas: null,
      phase: 'box',
      cursorX: box.x1,
      cursorY: box.y1,
      version: 0,
      brickProbability: 0,
      bricks: 0,
      refined: null,
    };
    this.#byNumber.set(object, growing);
    this.objects.push(growing);
  }

  /** Mean probability of the coordinates: the chosen tokens back to the one that opened the box. */
  #boxConfidence(at: number): number {
    let sum = 0;
    let count = 0;
    for (let i = Math.min(at, this.tokens.length - 1); i >= 0; i--) {
      const token = this.tokens[i]!;
      if (token.text.includes('<box>') || token.text.includes('</ref>')) break;
      if (token.logProbability === null) continue;
      sum += Math.exp(token.logProbability);
      count += 1;
    }
    return count > 0 ? sum / count : 0;
  }

  #paint(event: EventOf<'brick'>): void {
    const object = this.#byNumber.get(event.object);
    if (!object?.canvas) return;
    object.canvas.paint(event);
    object.canvas.finish();
    object.phase = 'painting';
    object.version += 1;
    const { box } = object.canvas.frame;
    const width = Math.max(1, box.x2 - box.x1);
    const next = (event.y - box.y1) * width + (event.x - box.x1) + event.length;
    object.cursorX = box.x1 + (next % width);
    object.cursorY = Math.min(box.y2, box.y1 + Math.floor(next / width));
    const logProbability = this.tokens[event.at]?.logProbability;
    if (logProbability === null || logProbability === undefined) return;
    object.brickProbability += Math.exp(logProbability);
    object.bricks += 1;
  }

  #closeObject(number: number): GrowingObject | undefined {
    const object = this.#byNumber.get(number);
    if (!object?.canvas) return undefined;
    object.canvas.finish();
    object.cursorY = object.canvas.frame.box.y2;
    object.phase = 'refining';
    object.version += 1;
    return object;
  }
}

function view(object: GrowingObject, index: number): LiveObject {
  return {
    index,
    label: object.label,
    colour: object.colour,
    box: object.box,
    phase: object.phase,
    cursorX: object.cursorX,
    cursorY: object.cursorY,
    cells: object.canvas?.cells ?? noCells,
    version: object.version,
    ...(object.refined ? { refined: object.refined } : {}),
  };
}

const noCells = new Uint8Array(64 * 64);

/** Mean probability of the bricks that were chosen, 0..1. */
export function maskConfidence({ brickProbability, bricks }: GrowingObject): number {
  return bricks > 0 ? brickProbability / bricks : 0;
}
