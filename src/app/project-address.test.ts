import { afterEach, expect, it, vi } from 'vitest';
import { projectInAddress } from './project-address.ts';

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['', null],
  ['#elsewhere', null],
  ['#project=', null],
  ['#project=0b1c-2d', '0b1c-2d'],
  // Cut off in the middle of a letter; that there is no such project is said when it is opened.
  ['#project=%E0%A4', '%E0%A4'],
])('reads the address %j', (hash, project) => {
  vi.stubGlobal('location', { hash });
  expect(projectInAddress()).toBe(project);
});
