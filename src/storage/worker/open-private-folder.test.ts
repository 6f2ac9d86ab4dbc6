import { afterEach, expect, it, vi } from 'vitest';
import { MemoryFolder } from '../memory-folder.ts';
import { openPrivateFolder } from './open-private-folder.ts';

/** A disk on which no file can be made any more. */
class FullFolder extends MemoryFolder {
  full = false;

  override async openFile(name: string) {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    return super.openFile(name);
  }
}

afterEach(() => vi.restoreAllMocks());

it('is made at the first visit, and nothing else is left', async () => {
  const root = new MemoryFolder();
  expect(await openPrivateFolder(async () => root, 'probe')).not.toBeNull();
  expect(await root.names()).toEqual(['projects']);
});

it('is found on a full disk, where no file can be made', async () => {
  const root = new FullFolder();
  const made = await openPrivateFolder(async () => root, 'probe');
  root.full = true;
  expect(await openPrivateFolder(async () => root, 'probe')).toBe(made);
});

it('is found by a tab that starts while another tries the disk out', async () => {
  const root = new MemoryFolder();
  await root.openFile('probe-1');
  const tabs = ['probe-2', 'probe-3'].map((probe) => openPrivateFolder(async () => root, probe));
  const [second, third] = await Promise.all(tabs);
  expect(second).not.toBeNull();
  expect(third).toBe(second);
});

it('is none where the browser lets nothing be kept', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const refused = () => Promise.reject(new DOMException('no', 'SecurityError'));
  expect(await openPrivateFolder(refused, 'probe')).toBeNull();
  const root = new FullFolder();
  root.full = true;
  expect(await openPrivateFolder(async () => root, 'probe')).toBeNull();
  expect(warn).toHaveBeenCalledTimes(2);
});
