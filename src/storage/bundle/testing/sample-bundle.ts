import { rememberedFrom } from '../../../document/apply-event.ts';
import { emptyDocument, type ImageId, type ImageRecord, type TurnId } from '../../../document/document.ts';
import { runCommand, undo } from '../../../document/history.ts';
import { packValues } from '../../../document/pack-values.ts';
import type { RememberedProject } from '../../../document/project-event.ts';
import { serializeProject } from '../../../document/serialize-project.ts';
import { sampleCategory, sampleImage, sampleObject } from '../../../document/testing/sample-document.ts';
import { boxMask } from '../../../mask/create-mask.ts';
import { snapshotParts } from '../../journal/snapshot-parts.ts';
import { seededPick } from '../../testing/random-events.ts';
import { sha256Hex } from '../sha256-hex.ts';
import {
  type BundleSource,
  type BundleSummary,
  type WriteBundleOptions,
  writeBundle,
} from '../write-bundle.ts';

export interface SampleProject {
  readonly source: BundleSource;
  /** The photos' files by `ImageRecord.id`. */
  readonly files: ReadonlyMap<ImageId, Blob>;
}

/**
 * A project of photos that are noise, with objects, questions, steps of undo, and a photo that was removed. `bytes` is the
 * size of a photo's file.
 */
export async function sampleProject(photos: number, bytes = 500): Promise<SampleProject> {
  const files = new Map<ImageId, Blob>();
  const images: ImageRecord[] = [];
  for (let i = 0; i < photos; i++) {
    const content = noise(i + 1, bytes);
    const name = `set ${i % 3}/photo ${i}.jpg`;
    const image = sampleImage(`image-${i}`, 40, 30, { name, bytes, sha256: await sha256Hex(content) });
    images.push(image);
    files.set(image.id, new Blob([content]));
  }
  const { history: empty } = rememberedFrom({ document: emptyDocument });
  let history = runCommand(empty, 'Add class', {
    kind: 'add-categories',
    categories: [sampleCategory('dog'), sampleCategory('cat', { synonyms: ['kitten'] })],
    at: 0,
  });
  history = runCommand(history, 'Open photos', { kind: 'add-images', images, at: 0 });
  for (const [i, { id }] of images.entries()) {
    const mask = boxMask(40, 30, { x1: i % 20, y1: 2, x2: 21 + (i % 7), y2: 9 + (i % 20) });
    const object = sampleObject(`object-${i}`, i % 2 ? 'dog' : 'cat', mask, {
      attributes: { pose: `“${i}”` },
    });
    history = runCommand(history, `Draw ${i}`, {
      kind: 'add-objects',
      image: id,
      entries: [{ at: 0, object }],
    });
  }
  const last = images.at(-1)!;
  history = runCommand(history, 'Remove photo', { kind: 'remove-images', images: [last.id] });
  const other = {
    kind: 'update-category',
    category: sampleCategory('dog').id,
    patch: { colour: 7 },
  } as const;
  history = undo(runCommand(history, 'Colour', other));
  const turn = {
    id: 'turn-0' as TurnId,
    prompt: 'the dog',
    askedAt: 5,
    outcome: { kind: 'done' },
    tokens: [{ id: 3, text: 'fg3', logProbability: -0.25, ms: 3 }],
    words: '',
    objects: [],
    ghost: new Uint8Array(4096).fill(3),
    timing: null,
  } as const;
  const first = images[0]!.id;
  const project: RememberedProject = {
    history,
    conversations: new Map([[first, [turn]]]),
    currentImage: first,
  };
  const photo = async ({ id }: ImageRecord) => files.get(id) ?? null;
  return { source: { name: 'Dogs & cats', createdAt: 1234, project, photo }, files };
}

export function noise(seed: number, length: number): Uint8Array<ArrayBuffer> {
  const pick = seededPick(seed);
  return Uint8Array.from({ length }, () => pick(256));
}

/** A sink that keeps what it gets, as a disk does once it is closed. */
export class MemorySink extends WritableStream<Uint8Array> {
  readonly #state: { readonly parts: Uint8Array<ArrayBuffer>[]; end: 'closed' | 'aborted' | null };

  constructor(write: (bytes: number) => void | Promise<void> = () => undefined) {
    const state: { parts: Uint8Array<ArrayBuffer>[]; end: 'closed' | 'aborted' | null } = {
      parts: [],
      end: null,
    };
    super({
      write: async (chunk) => {
        await write(chunk.length);
        state.parts.push(new Uint8Array(chunk));
      },
      close: () => {
        state.end = 'closed';
      },
      abort: () => {
        state.end = 'aborted';
        state.parts.length = 0;
      },
    });
    this.#state = state;
  }

  get end(): 'closed' | 'aborted' | null {
    return this.#state.end;
  }

  get parts(): readonly Uint8Array<ArrayBuffer>[] {
    return this.#state.parts;
  }

  file(): Blob {
    return new Blob([...this.#state.parts]);
  }
}

export async function bundleOf(
  source: BundleSource,
  options: Partial<WriteBundleOptions> = {},
): Promise<{ readonly file: Blob; readonly summary: BundleSummary }> {
  const sink = new MemorySink();
  const summary = await writeBundle(source, sink, { photos: 'copied', savedAt: 1e12, ...options });
  return { file: sink.file(), summary };
}

/** All of a project: its content, then every part of a snapshot, so the steps of undo too. */
export function projectBytes(project: RememberedProject): Buffer {
  const { history, conversations, currentImage } = project;
  const content = serializeProject({ document: history.document, conversations, currentImage });
  return Buffer.concat([content, ...[...snapshotParts(project)].map(packValues)]);
}
