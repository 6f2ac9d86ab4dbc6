import { StudioError } from '../../errors/studio-error.ts';
import { unionOfMasks } from '../../mask/boolean.ts';
import { emptyMask } from '../../mask/create-mask.ts';
import type { Mask } from '../../mask/mask.ts';
import { type CocoAnnotation, type CocoId, cocoAnnotationSchema } from '../coco/coco-schema.ts';
import { by, type CocoImage, type OnFailure, readCocoTables, records } from '../coco/read-coco-tables.ts';
import { segmentationMask } from '../coco/segmentation-mask.ts';
import { readSections } from '../json/json-sections.ts';
import { noPace } from '../pace.ts';
import { type RefEntry, refFault, refSchema, targetsOf } from './refs-schema.ts';

/** One expression about one photo. */
export interface Reference {
  readonly refId: CocoId;
  readonly image: CocoImage;
  readonly sentence: string;
  /** Annotations meant, empty when nothing in the photo is. */
  readonly annotations: readonly CocoAnnotation[];
  readonly group: string;
}

/**
 * Reads a whole referring set, as a benchmark needs it: COCO instances plus `refs: [{ref_id, image_id, ann_id: [..],
 * sentences: [{sent}], no_target?, group?}]`, one reference for each sentence. gRefCOCO's `ann_id: [-1]` for nothing is
 * understood. Rejects with StudioError `format-invalid`, naming file and place, at the first thing that is wrong, also
 * when a reference names a photo or annotation that is not in the file or on another photo.
 */
export async function readRefs(text: string, fileName: string): Promise<readonly Reference[]> {
  const fail: OnFailure = (place, reason) => {
    const where =
      place.kind === 'pointer' ? place.pointer : place.kind === 'line' ? `line ${place.line}` : '';
    throw new StudioError('format-invalid', `${fileName}, ${where || 'the whole file'}: ${reason}`);
  };
  const { json, images } = readCocoTables(await readSections(text, noPace), fail);
  for (const key of ['images', 'annotations', 'refs']) {
    if (!json.sections.has(key)) fail({ kind: 'pointer', pointer: `/${key}` }, 'It is missing.');
  }
  const annotations = new Map<CocoId, CocoAnnotation>();
  for (const { value, pointer } of records(json, 'annotations', by(cocoAnnotationSchema), fail)) {
    const place = { kind: 'pointer', pointer } as const;
    if (!images.has(value.image_id))
      fail(place, `It is on photo ${value.image_id}, which is not in the file.`);
    if (value.id === undefined || annotations.has(value.id)) fail(place, 'It has no id of its own.');
    else annotations.set(value.id, value);
  }
  return [...records(json, 'refs', by(refSchema), fail)].flatMap(({ value, pointer }) => {
    return linkRef(value, images, annotations, (reason) => fail({ kind: 'pointer', pointer }, reason));
  });
}

function linkRef(
  ref: RefEntry,
  images: ReadonlyMap<CocoId, CocoImage>,
  annotations: ReadonlyMap<CocoId, CocoAnnotation>,
  fail: (reason: string) => void,
): Reference[] {
  const image = images.get(ref.image_id);
  const fault = refFault(ref);
  if (image === undefined) fail(`It is about photo ${ref.image_id}, which is not in the file.`);
  if (fault !== null) fail(fault);
  const meant = targetsOf(ref).flatMap((id) => {
    const annotation = annotations.get(id);
    if (annotation === undefined) fail(`It names annotation ${id}, which is not in the file.`);
    else if (annotation.image_id !== ref.image_id)
      fail(`It names annotation ${id}, which is on another photo.`);
    return annotation ?? [];
  });
  if (image === undefined) return [];
  return ref.sentences.map(({ sent }) => ({
    refId: ref.ref_id,
    image,
    sentence: sent,
    annotations: meant,
    group: ref.group ?? 'all',
  }));
}

/** The masks of the annotations that a reference means. Throws StudioError `format-invalid` when one has none. */
export function referenceMasks({ annotations, image, refId }: Reference): readonly Mask[] {
  return annotations.map(({ segmentation }) => {
    if (segmentation != null) return segmentationMask(segmentation, image.width, image.height);
    throw new StudioError('format-invalid', `Reference ${refId} names an annotation without a mask.`);
  });
}

/** The mask that a reference means: the union of its annotations, empty when it means nothing. */
export function referenceMask(reference: Reference): Mask {
  const [first, ...rest] = referenceMasks(reference);
  if (first === undefined) return emptyMask(reference.image.width, reference.image.height);
  return unionOfMasks([first, ...rest]);
}
