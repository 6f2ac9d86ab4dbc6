import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CategoryId, ImageId, ObjectId, SegmentedObject } from '../../document/document.ts';
import { boxMask } from '../../mask/create-mask.ts';
import { ellipseMask } from '../../mask/ellipse.ts';
import type { Mask } from '../../mask/mask.ts';
import { type OpenEditor, openEditor } from '../../studio/testing/open-editor.ts';
import { TestBitmap } from '../../studio/testing/test-bitmap.ts';
import type { MaskMode, ToolName } from '../../studio/view-state.ts';
import { ActiveTool } from '../active-tool.ts';
import { createCanvasController } from '../canvas-controller.ts';
import { type ToolInput, type ToolPointer, toolKeys } from './tool.ts';
import type { ToolPreview } from './tool-preview.ts';
import { tools } from './tools.ts';

// Escape at any moment of any gesture leaves the document, the history and what people see as they were.

const image = { id: 'photo' as ImageId, name: 'grey.png', width: 160, height: 120 };
const still = { reducedMotion: () => true, now: () => 0, nextFrame: () => () => undefined };

function object(id: string, mask: Mask, locked = false): SegmentedObject {
  return {
    id: id as ObjectId,
    category: 'dog' as CategoryId,
    mask,
    canvas: null,
    provenance: { kind: 'drawn' },
    edited: false,
    visible: true,
    locked,
    attributes: {},
  };
}

const size = [image.width, image.height] as const;
const objects = [
  object('disc', ellipseMask({ x1: 20, y1: 20, x2: 90, y2: 80 }, ...size)),
  object('bar', boxMask(...size, { x1: 70, y1: 40, x2: 150, y2: 60 })),
  object('held', boxMask(...size, { x1: 0, y1: 100, x2: 160, y2: 120 }), true),
];

async function open(): Promise<OpenEditor> {
  const record = { ...image, bytes: 1, mediaType: 'image/png', sha256: '', addedAt: 0 };
  const document = {
    images: [record],
    categories: [{ id: 'dog' as CategoryId, name: 'dog', colour: 0 }],
    objects: new Map([[image.id, objects]]),
  };
  return openEditor(record, document, new TestBitmap('photo', ...size).bitmap);
}

const coordinate = (most: number) =>
  fc.oneof(fc.integer({ min: -10, max: most + 10 }), fc.constantFrom(20, 40, 60, 70, 80, 90));
const place = fc.record({
  x: coordinate(image.width),
  y: coordinate(image.height),
  shift: fc.boolean(),
  alt: fc.boolean(),
  erase: fc.boolean(),
  pressure: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Place = typeof place extends fc.Arbitrary<infer T> ? T : never;

function pointer({ x, y, shift, alt, erase, pressure }: Place): ToolPointer {
  const point = { x, y };
  return { point, screen: point, path: [{ ...point, pressure }], shift, alt, erase, reach: 7 };
}

/** What a hand can do in order: a pointer that is down is dragged before it is lifted, or is lost. */
const movement = fc.oneof(
  fc.record({ kind: fc.constant('hover' as const), place }),
  fc.record({ kind: fc.constant('press' as const), places: fc.array(place, { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant('double' as const), place }),
  fc.record({
    kind: fc.constant('key' as const),
    key: fc.constantFrom(...toolKeys),
    shift: fc.boolean(),
    control: fc.boolean(),
    held: fc.boolean(),
  }),
);
type Movement = typeof movement extends fc.Arbitrary<infer T> ? T : never;

function inputsOf(moves: Movement): readonly ToolInput[] {
  switch (moves.kind) {
    case 'hover':
      return [{ kind: 'hover', pointer: pointer(moves.place) }];
    case 'press': {
      const [first, ...others] = moves.places.map(pointer);
      const last = others.at(-1) ?? first!;
      return [
        { kind: 'down', pointer: first! },
        ...others.map((each): ToolInput => ({ kind: 'drag', pointer: each })),
        { kind: 'up', pointer: last },
      ];
    }
    case 'double': {
      const here = pointer(moves.place);
      const click: readonly ToolInput[] = [
        { kind: 'down', pointer: here },
        { kind: 'up', pointer: here },
      ];
      return [...click, ...click, { kind: 'double', pointer: here }];
    }
    case 'key': {
      const { key, shift, control, held } = moves;
      const press: ToolInput = { kind: 'key', key, shift, control };
      return held ? [press] : [press, { kind: 'key-up', key }];
    }
  }
}

const selections = [[], ['disc'], ['bar'], ['disc', 'bar'], ['held']] as const;
const modes: readonly MaskMode[] = ['add', 'subtract', 'intersect', 'replace'];

/** All that Escape must not change. */
function seen({ project, view, notices, asked }: OpenEditor) {
  const { document, undo, redo, currentImage } = project.getState();
  const { hovered: _, ...rest } = view.getState();
  return { document, undo, redo, currentImage, view: rest, notices: notices.getState(), asked: [...asked] };
}

describe.each(Object.keys(tools) as ToolName[])('%s', (name) => {
  it('leaves everything as it was when it is cancelled at any moment of any gesture', async () => {
    let cut = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(movement, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.constantFrom(...selections),
        fc.constantFrom(...modes),
        async (movements, moment, selection, maskMode) => {
          const studio = await open();
          studio.setView({ tool: name, maskMode, brushSize: 12, selection: selection as never });
          const controller = createCanvasController(still);
          controller.setStage({ width: 160, height: 120 }, { top: 0, right: 0, bottom: 0, left: 0 });
          controller.setImage(image.id, image);
          const tool = new ActiveTool(studio, controller, () => undefined);
          const inputs = movements.flatMap(inputsOf);
          const stop = moment % (inputs.length + 1);
          let before = seen(studio);
          let shown: ToolPreview | null = tool.preview;
          let at = controller.frame.getState().viewport;
          for (const input of inputs.slice(0, stop)) {
            if (!tool.busy) {
              before = seen(studio);
              shown = tool.preview;
              at = controller.frame.getState().viewport;
            }
            const { document } = studio.project.getState();
            tool.input(input);
            if (studio.project.getState().document === document) continue;
            // A gesture was finished; one that goes on has changed nothing yet.
            expect(['drag', 'hover']).not.toContain(input.kind);
            before = seen(studio);
            shown = null;
          }
          if (tool.busy) {
            cut += 1;
            expect(tool.cancel()).toBe(true);
            expect(tool.busy).toBe(false);
            expect(seen(studio)).toEqual(before);
            if (shown !== null) expect(tool.preview).toEqual(shown);
            expect(controller.frame.getState().viewport).toBe(at);
          }
          // The rest of the hand's movement does no more than a movement that begins nothing.
          const after = seen(studio);
          const rest = inputs.slice(stop);
          const next = rest.findIndex(({ kind }) => kind === 'down' || kind === 'key');
          for (const input of rest.slice(0, next < 0 ? rest.length : next)) tool.input(input);
          expect(seen(studio).document).toBe(after.document);
          tool.dispose();
        },
      ),
      { numRuns: 120 },
    );
    // The property speaks of nothing if gestures are never met halfway.
    expect(cut).toBeGreaterThan(5);
  }, 30_000);
});
