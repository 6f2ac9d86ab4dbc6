import { expect, test } from '@playwright/test';
import { mainJob } from './story.ts';
import { StudioPage } from './studio-page.ts';

// Software WebGPU is a fallback adapter that the studio would rightly pass over: `?device=webgpu` asks for it.
test('the main job on WebGPU', async ({ page }, info) => {
  const studio = new StudioPage(page, '/?device=webgpu');
  await mainJob(studio, info, 4);
  await expect(page.getByRole('status', { name: 'Model' })).toContainText('WebGPU');
});
