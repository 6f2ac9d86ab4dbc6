import { z } from 'zod';
import { imageIdSchema } from '../../document/document-schema.ts';
import { formatVersion, type Migration } from '../journal/format-migration.ts';

/*
 * A bundle is a whole project in one zip:
 *
 *   project.t4s    photos' records, classes, objects, conversations and the steps of undo: the same records as a
 *                  snapshot of the journal (journal/record.ts, snapshot-parts.ts), so that both are read and brought up
 *                  to date by the same code
 *   labels.json    the objects as COCO instances with run lengths, for everyone who has no studio: with `data` it is
 *                  what FiftyOne calls a COCODetectionDataset. Not read here
 *   data/...       photos of the project by name, each file once, as it is and not packed again
 *   removed/...    photos that were taken out and that undo can bring back
 *   manifest.json  what this file describes; for people too. It comes last, as only then it is known what was there
 *
 * Only `manifest.json` and `project.t4s` must be there: a bundle without photos says where each of them belongs.
 */
export const paths = {
  state: 'project.t4s',
  annotations: 'labels.json',
  photos: 'data/',
  removed: 'removed/',
  manifest: 'manifest.json',
} as const;

export const bundleFormat = 'text4seg-bundle';

/** Every change of the manifest and the layout there was, oldest first, as those of the journal's records. */
export const bundleMigrations: readonly Migration[] = [];

export const bundleVersion = (steps: readonly Migration[] = bundleMigrations) => formatVersion(steps);

const count = z.number().int().nonnegative();

/** A file that photos of the project are in; two photos may be one file. */
export interface BundledPhoto {
  /** Name of the photo in the project; of several the first. */
  readonly name: string;
  /** Lower-case hex SHA-256 of the file; empty where nobody has read it yet. */
  readonly sha256: string;
  readonly bytes: number;
  /** `ImageRecord.id` of the photos. */
  readonly images: readonly z.infer<typeof imageIdSchema>[];
  /** Where it lies in the zip; null when it is not there. */
  readonly path: string | null;
  /** Why it is not there although it should be, in words. */
  readonly missing?: string;
}

const photoSchema: z.ZodType<BundledPhoto> = z.object({
  name: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  images: z.array(imageIdSchema),
  path: z.string().nullable(),
  missing: z.string().exactOptional(),
});

/** What every version of a manifest says. */
export const manifestHeadSchema = z.object({
  format: z.literal(bundleFormat),
  version: z.number().int().positive(),
});

export const manifestSchema = manifestHeadSchema.extend({
  /** For people who open the zip. */
  about: z.string(),
  /** Version of the studio that wrote it. */
  studio: z.string(),
  /** Name of the project. */
  name: z.string().max(4096),
  /** When the project was begun, milliseconds since 1970. */
  createdAt: z.number(),
  /** ISO 8601. */
  savedAt: z.string(),
  /** Whether photos are in the bundle, or only told of. */
  photosIncluded: z.boolean(),
  counts: z.object({ photos: count, objects: count, classes: count, questions: count, steps: count }),
  photos: z.array(photoSchema),
});

export type BundleManifest = z.infer<typeof manifestSchema>;
