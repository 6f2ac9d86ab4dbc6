import type { ImageId } from '../document/document.ts';
import { imageById } from '../document/lookup.ts';
import { StudioError } from '../errors/studio-error.ts';
import { cocoFormat } from '../formats/coco/coco-format.ts';
import type { FilePiece } from '../formats/export-file.ts';
import type { ExportJob } from '../formats/export-job.ts';
import type { Pace } from '../formats/pace.ts';
import { checkExport, startExport } from '../formats/start-export.ts';
import type { ProjectState } from './project-state.ts';
import type { ExportPlan, ExportRequest } from './studio.ts';

/** Writing gives way to the screen this often, in milliseconds. */
const slice = 8;
const previewLength = 4000;

/** What the file will hold and what is wrong with it; the file itself is made on the way, so its size is exact. */
export async function planExport(
  state: ProjectState,
  request: ExportRequest,
  createdAt: number,
): Promise<ExportPlan> {
  const summary = await checkExport(cocoFormat, jobOf(state, request, createdAt), slicing());
  const file = await writeExport(state, request, createdAt);
  return {
    fileName: exportFileName(state, request),
    images: summary.images,
    objects: summary.objects,
    categories: summary.categories,
    bytes: file.size,
    checks: summary.checks.map(({ tone, text, image, object }) => ({
      tone,
      text,
      ...(image ? { show: { image, ...(object ? { object } : {}) } } : {}),
    })),
    preview: await file.slice(0, previewLength).text(),
  };
}

/** The COCO JSON file. Rejects with StudioError `format-invalid`; nothing is saved then. */
export async function writeExport(
  state: ProjectState,
  request: ExportRequest,
  createdAt: number,
): Promise<Blob> {
  const host = {
    pace: slicing(),
    readPhoto: () => Promise.reject(new StudioError('format-invalid', 'No photo is needed.')),
  };
  const { files } = await startExport(cocoFormat, jobOf(state, request, createdAt), host);
  const parts: FilePiece[] = [];
  for await (const file of files) {
    if (file.kind === 'photo') continue;
    for await (const piece of file.pieces) parts.push(piece);
  }
  return new Blob(parts as BlobPart[], { type: 'application/json' });
}

/** `cat.coco.json` for one photo, `annotations.coco.json` for all. */
export function exportFileName(state: ProjectState, request: ExportRequest): string {
  const image = request.images === 'current' ? imageById(state.document, currentImage(state)) : undefined;
  const stem = image?.name.replace(/^.*\//u, '').replace(/\.[^.]*$/u, '');
  return `${stem || 'annotations'}.coco.json`;
}

function jobOf(state: ProjectState, { profile, images }: ExportRequest, createdAt: number): ExportJob {
  return {
    document: state.document,
    conversations: new Map(),
    images: images === 'current' ? new Set([currentImage(state)]) : null,
    categories: null,
    split: null,
    copyImages: false,
    options: { profile },
    description: 'Made with Text4Seg Studio',
    createdAt,
  };
}

/** Gives way to the screen whenever the work since it last did has taken a slice of time. */
function slicing(): Pace {
  let began = performance.now();
  return () => {
    if (performance.now() - began < slice) return undefined;
    return new Promise((resolve) => {
      setTimeout(() => {
        began = performance.now();
        resolve();
      });
    });
  };
}

function currentImage({ currentImage: image }: ProjectState): ImageId {
  if (!image) throw new StudioError('format-invalid', 'There is no photo open to export.');
  return image;
}
