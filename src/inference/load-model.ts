import { assertNever } from '../errors/assert-never.ts';
import { StudioError } from '../errors/studio-error.ts';
import type { Manifest } from '../model/manifest.ts';
import type { VariantFiles } from '../model/model-package.ts';
import type { GraphRuntime } from './graph-runtime.ts';
import type { LoadedModel } from './loaded-model.ts';
import { NanoModel } from './nano-model.ts';

/**
 * A model of the package's architecture on `runtime`.
 * @throws StudioError `package-unsupported` for an architecture that this version knows but can't run yet, and what
 * the model's own `create` throws.
 */
export async function loadModel(
  runtime: GraphRuntime,
  manifest: Manifest,
  files: VariantFiles,
): Promise<LoadedModel> {
  const { architecture } = manifest;
  switch (architecture) {
    case 'text4seg-nano':
      return NanoModel.create(runtime, manifest, files);
    case 'qwen2-vl':
      throw new StudioError(
        'package-unsupported',
        'This package holds a Qwen2-VL model, which this version can’t run. Use the embedded model, or a newer version.',
      );
    default:
      return assertNever(architecture);
  }
}
