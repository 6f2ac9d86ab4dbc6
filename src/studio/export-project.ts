import type { ImageId } from '../document/document.ts';
import { imageById } from '../document/lookup.ts';
import { StudioError } from '../errors/studio-error.ts';
import { checkCoco } from '../formats/coco/check-coco.ts';
import type { CocoOptions } from '../formats/coco/coco-records.ts';
import { writeCoco } from '../formats/coco/write-coco.ts';
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
  const summary = checkCoco(state.document, optionsOf(state, request, createdAt));
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
  const pieces: string[] = [];
  let began = performance.now();
  for (const piece of writeCoco(state.document, optionsOf(state, request, createdAt))) {
    pieces.push(piece);
    if (performance.now() - began < slice) continue;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  }
  return new Blob(pieces, { type: 'application/json' });
}

/** `cat.coco.json` for one photo, `annotations.coco.json` for all. */
export function exportFileName(state: ProjectState, request: ExportRequest): string {
  const image = request.images === 'current' ? imageById(state.document, currentImage(state)) : undefined;
  const stem = image?.name.replace(/^.*\//u, '').replace(/\.[^.]*$/u, '');
  return `${stem || 'annotations'}.coco.json`;
}

function optionsOf(state: ProjectState, { profile, images }: ExportRequest, createdAt: number): CocoOptions {
  return {
    profile,
    createdAt,
    description: 'Made with Text4Seg Studio',
    ...(images === 'current' ? { images: new Set([currentImage(state)]) } : {}),
  };
}

function currentImage({ currentImage: image }: ProjectState): ImageId {
  if (!image) throw new StudioError('format-invalid', 'There is no photo open to export.');
  return image;
}
