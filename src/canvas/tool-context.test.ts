import { expect, test } from 'vitest';
import { cellsOf, reference } from '../studio/testing/answer-script.ts';
import { openWithPhoto } from '../studio/testing/open-studio.ts';
import { createCanvasController } from './canvas-controller.ts';
import { studioToolContext } from './tool-context.ts';

test('a selection can be moved where its mask is shown, and not where the inspector shows its cells', async () => {
  const { studio, inference, ask } = await openWithPhoto();
  inference.answers.set('the dog', [reference('the dog', cellsOf(8, 8, 24, 40))]);
  await ask('the dog');
  const context = studioToolContext(studio, createCanvasController());
  const box = { x1: 16, y1: 12, x2: 48, y2: 60 };
  expect(context.editable).toEqual(context.selection);
  expect(context.editableBox).toEqual(box);
  studio.setView({ tab: 'tokens', maskView: 'cells' });
  expect(context.selection).toHaveLength(1);
  expect(context.editable).toEqual([]);
  expect(context.editableBox).toBeNull();
  studio.setView({ maskView: 'mask' });
  expect(context.editableBox).toEqual(box);
  await studio.dispose();
});
