import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { createNanoVocabulary, type NanoVocabulary } from '../../src/inference/nano-vocabulary.ts';
import type { RgbaImage } from '../../src/mask/rgba-image.ts';
import type { Manifest } from '../../src/model/manifest.ts';
import { ModelPackage } from '../../src/model/model-package.ts';
import { readManifest } from '../../src/model/read-manifest.ts';
import { DiskPackageReader } from '../disk-package-reader.ts';

/** For tests: the committed package, read from disk. */
export const packageFolder = path.resolve(import.meta.dirname, '../../models/text4seg-nano');

export function embeddedManifest(): Manifest {
  return readManifest(readFileSync(path.join(packageFolder, 'manifest.json'), 'utf8'));
}

export function embeddedTokenizer(): { json: unknown; config: unknown } {
  const read = (file: string): unknown => JSON.parse(readFileSync(path.join(packageFolder, file), 'utf8'));
  const { tokenizer } = embeddedManifest();
  return { json: read(tokenizer.json.path), config: read(tokenizer.config.path) };
}

export function embeddedVocabulary(): NanoVocabulary {
  return createNanoVocabulary(embeddedManifest(), embeddedTokenizer());
}

export function openEmbeddedPackage(): Promise<ModelPackage> {
  return ModelPackage.open(new DiskPackageReader(packageFolder), null);
}

export async function decodeImage(bytes: Uint8Array): Promise<RgbaImage> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}
