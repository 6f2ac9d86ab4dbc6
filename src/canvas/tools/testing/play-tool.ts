import type { ObjectId } from '../../../document/document.ts';
import { boxMask } from '../../../mask/create-mask.ts';
import type { Mask } from '../../../mask/mask.ts';
import { maskBox, maskContains } from '../../../mask/measure.ts';
import { maskMeetsBox } from '../../../mask/pick-mask.ts';
import type { Point } from '../../../mask/space.ts';
import type { Tool, ToolContext, ToolInput, ToolKey, ToolPointer } from '../tool.ts';
import type { ToolEffect } from '../tool-effect.ts';

export const dog = 'dog' as ObjectId;
export const cat = 'cat' as ObjectId;

/** Back to front: a dog in the left half of 100x100 pixels, a cat that overlaps it from 40 to 90. */
const masks: ReadonlyMap<ObjectId, Mask> = new Map([
  [dog, boxMask(100, 100, { x1: 0, y1: 10, x2: 50, y2: 90 })],
  [cat, boxMask(100, 100, { x1: 40, y1: 20, x2: 90, y2: 60 })],
]);

export interface ContextOptions extends Partial<Pick<ToolContext, 'maskMode' | 'pressureSize' | 'scale'>> {
  readonly selection?: readonly ObjectId[];
  readonly locked?: readonly ObjectId[];
  readonly masks?: ReadonlyMap<ObjectId, Mask>;
}

/** A photo of 100x100 pixels with two objects, one CSS pixel an image pixel, and a brush of 10 pixels. */
export function photoContext({
  selection = [],
  locked = [],
  masks: own = masks,
  maskMode = 'add',
  pressureSize = false,
  scale = 1,
}: ContextOptions = {}): ToolContext {
  const objects = [...own].reverse();
  const under = ({ x, y }: Point<'image'>) =>
    objects.filter(([, mask]) => maskContains(mask, x, y)).map(([id]) => id);
  const editable = selection.filter((id) => !locked.includes(id));
  const [first] = editable;
  return {
    image: { width: 100, height: 100 },
    scale,
    brushSize: 10,
    pressureSize,
    maskMode,
    selection,
    editable,
    editableBox: first === undefined ? null : maskBox(own.get(first)!),
    objectAt: (point) => under(point)[0] ?? null,
    objectsAt: under,
    objectsIn: (box) => [...own].filter(([, mask]) => maskMeetsBox(mask, box)).map(([id]) => id),
    maskOf: (object) => own.get(object) ?? null,
  };
}

export interface Keys {
  readonly shift?: boolean;
  readonly alt?: boolean;
  readonly erase?: boolean;
  readonly pressure?: number;
  readonly path?: readonly Point<'image'>[];
}

export function pointer(
  x: number,
  y: number,
  { shift = false, alt = false, erase = false, pressure = 1, path = [{ x, y }] }: Keys = {},
): ToolPointer {
  const point = { x, y };
  return {
    point,
    screen: point,
    path: path.map((sample) => ({ ...sample, pressure })),
    shift,
    alt,
    erase,
    reach: 5,
  };
}

type PointerKind = 'hover' | 'down' | 'drag' | 'up' | 'double';

export const at = (kind: PointerKind, x: number, y: number, keys?: Keys): ToolInput => ({
  kind,
  pointer: pointer(x, y, keys),
});

export const click = (x: number, y: number, keys?: Keys): readonly ToolInput[] => [
  at('down', x, y, keys),
  at('up', x, y, keys),
];

/** From the first place through the others, as a hand does it. */
export function dragged(
  places: readonly (readonly [x: number, y: number])[],
  keys?: Keys,
): readonly ToolInput[] {
  const [first, ...others] = places;
  const last = places[places.length - 1]!;
  return [
    at('down', first![0], first![1], keys),
    ...others.map(([x, y]) => at('drag', x, y, keys)),
    at('up', last[0], last[1], keys),
  ];
}

export const key = (
  name: ToolKey,
  { shift = false, control = false }: { readonly shift?: boolean; readonly control?: boolean } = {},
): ToolInput => ({ kind: 'key', key: name, shift, control });

export const keyUp = (name: ToolKey): ToolInput => ({ kind: 'key-up', key: name });
export const cancel: ToolInput = { kind: 'cancel' };
export const lost: ToolInput = { kind: 'lost' };

/** Feeds a tool and tells what came of it. */
export function play<State>(
  tool: Tool<State>,
  inputs: readonly ToolInput[],
  context: ToolContext = photoContext(),
) {
  let state = tool.start;
  let passed = false;
  const effects: ToolEffect[] = [];
  for (const input of inputs) {
    const step = tool.reduce(state, input, context);
    state = step.state;
    passed = step.passed === true;
    effects.push(...step.effects);
  }
  return {
    state,
    effects,
    /** Whether the last input was a key that the tool has no use for. */
    passed,
    busy: tool.busy(state),
    preview: tool.preview(state, context),
  };
}
