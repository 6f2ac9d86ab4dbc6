import { describe, expect, it } from 'vitest';
import type { ProjectId } from '../../document/project-summary.ts';
import { projectBytes } from '../../storage/bundle/testing/sample-bundle.ts';
import { type OpenStudio, openStudio, openWithPhoto } from '../testing/open-studio.ts';
import { photoFile } from '../testing/scripted-pixels.ts';

const state = ({ studio }: OpenStudio) => studio.bundle.getState();

/** A studio with photos, an answer, a photo that was taken out, and something to redo. */
async function worked(): Promise<OpenStudio> {
  const open = await openWithPhoto();
  await open.studio.openFiles([photoFile('cat.jpg'), photoFile('dog.jpg')]);
  await open.ask('the dog');
  open.studio.removeImage(open.session.document.images[0]!.id);
  open.studio.undo();
  return open;
}

async function savedBundle(open: OpenStudio): Promise<File> {
  await open.studio.saveBundle('copied');
  const { name, file } = open.files.at(-1)!;
  return new File([file], name);
}

describe('a bundle of the open project', () => {
  it('opens in another browser to the same project, photos and steps of undo included', async () => {
    const open = await worked();
    await open.studio.renameProject(open.studio.project.getState().id!, 'Street / dogs');
    const file = await savedBundle(open);
    expect(file.name).toBe('Street _ dogs.t4s.zip');
    expect(state(open)).toEqual({
      kind: 'saved',
      fileName: file.name,
      bytes: file.size,
      photos: 3,
      missing: [],
    });

    const other = openStudio();
    await other.studio.start();
    expect(await other.studio.isBundle(file)).toBe(true);
    await other.studio.openBundle(file);
    expect(state(other)).toMatchObject({ kind: 'opened', name: 'Street / dogs', problems: [] });
    expect(other.studio.project.getState()).toMatchObject({ name: 'Street / dogs', access: 'write' });
    expect(projectBytes(other.session.remembered).equals(projectBytes(open.session.remembered))).toBe(true);
    expect(projectBytes(await other.onDisk()).equals(projectBytes(open.session.remembered))).toBe(true);
    const id = other.studio.project.getState().id!;
    for (const { sha256, bytes } of open.session.document.images)
      expect((await other.projects.getPhoto(id, sha256, bytes))?.size).toBe(bytes);
    // It goes on from there, and is saved.
    other.studio.redo();
    expect(other.session.document.images).toHaveLength(2);
    await other.saved();
    expect(projectBytes(await other.onDisk()).equals(projectBytes(other.session.remembered))).toBe(true);
  });

  it('opened where it came from is a second project beside the first', async () => {
    const open = await worked();
    const first = open.studio.project.getState().id!;
    await open.studio.openBundle(await savedBundle(open));
    const second = open.studio.project.getState().id!;
    expect(second).not.toBe(first);
    const list = open.studio.projects.getState();
    expect(list).toMatchObject({
      kind: 'ready',
      projects: [
        { id: second, photos: 3 },
        { id: first, photos: 3 },
      ],
    });
  });

  it('is saved when the disk of the browser is full: through memory', async () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const file = async () => new Blob();
    const open = await openWithPhoto({
      temporaryFile: async () => ({ writable: new WritableStream({ write: full }), file }),
    });
    await open.studio.saveBundle('copied');
    expect(state(open)).toMatchObject({ kind: 'saved', photos: 1 });
    const bundle = new File([open.files[0]!.file], 'b.zip');
    await open.studio.openBundle(bundle);
    expect(state(open)).toMatchObject({ kind: 'opened', problems: [] });
  });

  it('stops when asked, and leaves nothing', async () => {
    const open = await worked();
    const saving = open.studio.saveBundle('copied');
    open.studio.cancelBundle();
    await saving;
    expect(state(open)).toEqual({ kind: 'idle' });
    expect(open.files).toEqual([]);

    const file = await savedBundle(open);
    const first = open.studio.project.getState().id;
    const stop = open.studio.bundle.subscribe((now) => now.kind === 'opening' && open.studio.cancelBundle());
    await open.studio.openBundle(file);
    stop();
    expect(state(open)).toEqual({ kind: 'idle' });
    expect(open.studio.project.getState().id).toBe(first);
    expect((await open.projects.list()).projects).toHaveLength(1);
  });

  it('without photos opens, and says of none that it is missing', async () => {
    const open = await worked();
    await open.studio.saveBundle('referenced');
    const other = openStudio();
    await other.studio.openBundle(new File([open.files[0]!.file], 'b.zip'));
    expect(state(other)).toMatchObject({ kind: 'opened', problems: [] });
    expect(projectBytes(other.session.remembered).equals(projectBytes(open.session.remembered))).toBe(true);
  });

  it('that is damaged is told, and the open project stays', async () => {
    const open = await worked();
    const file = await savedBundle(open);
    const before = projectBytes(open.session.remembered);
    await open.studio.openBundle(new File([file.slice(0, Math.floor(file.size / 2))], 'half.zip'));
    expect(state(open)).toEqual({
      kind: 'failed',
      what: 'opening',
      message: 'half.zip cannot be opened: it is damaged or no bundle. Nothing was changed.',
    });
    expect(projectBytes(open.session.remembered).equals(before)).toBe(true);
    expect((await open.projects.list()).projects).toHaveLength(1);
    open.studio.resetBundle();
    expect(state(open)).toEqual({ kind: 'idle' });
  });
});

describe('a project that is being made out of a bundle', () => {
  it('is in no list before it is whole, and gone for good when its page went away', async () => {
    const open = await worked();
    const file = await savedBundle(open);
    const other = openStudio({ browser: 'interrupted' });
    const { id } = await other.projects.beginRestore(file);
    expect((await other.projects.list()).projects).toEqual([]);
    const late = openStudio({ browser: 'interrupted', now: () => Date.now() + 48 * 3600 * 1000 });
    expect((await late.projects.list()).projects).toEqual([]);
    await expect(late.projects.open(id as ProjectId, 'read')).rejects.toMatchObject({
      code: 'storage-failed',
    });
    await expect(late.projects.continueRestore(id)).rejects.toMatchObject({ code: 'storage-failed' });
  });
});
