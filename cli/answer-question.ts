import type { LoadedModel } from '../src/inference/loaded-model.ts';
import type { Box } from '../src/mask/space.ts';
import type { Manifest } from '../src/model/manifest.ts';
import type { AnswerToken, ImagePrefix, ModelTurn } from '../src/model/segmentation-model.ts';
import { AnswerBuilder } from '../src/text4seg/answer-builder.ts';
import type { StreamEvent } from '../src/text4seg/stream-event.ts';
import { createStreamParser } from '../src/text4seg/stream-parser.ts';

export interface AnsweredObject {
  readonly label: string;
  readonly box: Box<'canvas'>;
  /** 64x64 cells of the whole photo, 1 foreground. */
  readonly cells: Uint8Array;
  /** Mean probability of the chosen bricks, and of the box's sides. */
  readonly maskConfidence: number;
  readonly boxConfidence: number;
}

export interface QuestionAnswer {
  readonly objects: readonly AnsweredObject[];
  /** The answer says that nothing matches. */
  readonly none: boolean;
  /** Words outside of objects. */
  readonly text: string;
  /** False when the answer was cut short. */
  readonly complete: boolean;
  readonly tokens: readonly AnswerToken[];
  /** Probability of each cell over the whole answer. */
  readonly ghost: Float32Array;
  /** Milliseconds from the question to the last token. */
  readonly ms: number;
}

/** Asks one question about an encoded photo and waits for the whole answer. */
export async function answerQuestion(
  model: LoadedModel,
  manifest: Manifest,
  prefix: ImagePrefix,
  question: ModelTurn,
  signal: AbortSignal,
): Promise<QuestionAnswer> {
  const parser = createStreamParser({ descriptor: manifest.descriptor, tokens: model.tokenTable });
  const builder = new AnswerBuilder();
  const confidence = new ConfidenceMeter();
  const tokens: AnswerToken[] = [];
  let ghost: Float32Array = new Float32Array(0);
  let ms = 0;
  let text = '';
  let none = false;
  for await (const chunk of model.answer(prefix, [question], {}, signal)) {
    ms = chunk.ms;
    if (chunk.kind === 'ghost') {
      ghost = chunk.cells;
      continue;
    }
    for (const token of chunk.tokens) {
      tokens.push(token);
      for (const event of parser.pushToken(token.id, token.text)) {
        builder.apply(event);
        confidence.apply(event, token);
        if (event.kind === 'text') text += event.text;
        else if (event.kind === 'none') none = true;
      }
      confidence.note(token);
    }
  }
  const rest = parser.end();
  for (const event of rest) builder.apply(event);
  const objects = builder.objects.flatMap(({ object, label, box, canvas }): AnsweredObject[] =>
    canvas ? [{ label, box, cells: canvas.cells, ...confidence.of(object) }] : [],
  );
  return { objects, none, text: text.trim(), complete: rest.length === 0, tokens, ghost, ms };
}

/** Mean probabilities of bricks and box sides, object by object. */
class ConfidenceMeter {
  readonly #bricks = new Map<number, number[]>();
  readonly #boxes = new Map<number, number[]>();
  #sides: number[] = [];
  #inBox = false;

  apply(event: StreamEvent, token: AnswerToken): void {
    const probability = Math.exp(token.logProbability ?? 0);
    if (event.kind === 'box') this.#boxes.set(event.object, this.#sides);
    if (event.kind === 'brick') {
      const bricks = this.#bricks.get(event.object) ?? [];
      bricks.push(probability);
      this.#bricks.set(event.object, bricks);
    }
  }

  /** Box sides say nothing until the box is complete, so they are noted as they pass. */
  note(token: AnswerToken): void {
    if (token.text === '<box>') {
      this.#sides = [];
      this.#inBox = true;
    } else if (token.text === '</box>') this.#inBox = false;
    else if (this.#inBox) this.#sides.push(Math.exp(token.logProbability ?? 0));
  }

  of(object: number): { maskConfidence: number; boxConfidence: number } {
    return {
      maskConfidence: mean(this.#bricks.get(object) ?? []),
      boxConfidence: mean(this.#boxes.get(object) ?? []),
    };
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
