import { StudioError } from '../errors/studio-error.ts';
import type { Manifest } from '../model/manifest.ts';
import type { VariantFiles } from '../model/model-package.ts';
import type { GraphRuntime } from './graph-runtime.ts';
import type { LoadedModel } from './loaded-model.ts';
import { NanoModel } from './nano-model.ts';

/** Makes a model from the files of one variant, on a runtime. Throws what the model's own `create` throws. */
export type ModelMaker = (
  runtime: GraphRuntime,
  manifest: Manifest,
  files: VariantFiles,
) => Promise<LoadedModel>;

/** Where the next architecture goes; null for one that packages may have and this version can't run yet. */
const makers: Readonly<Record<Manifest['architecture'], ModelMaker | null>> = {
  'text4seg-nano': (runtime, manifest, files) => NanoModel.create(runtime, manifest, files),
  'qwen2-vl': null,
};

/**
 * How a package's model is made. Asked before anything is downloaded: such a package may have gigabytes.
 * @throws StudioError `package-unsupported` for an architecture that can't be run.
 */
export function modelMaker({ architecture, title }: Manifest): ModelMaker {
  const maker = makers[architecture];
  if (maker !== null) return maker;
  const runs = Object.entries(makers).flatMap(([name, known]) => (known === null ? [] : [name]));
  throw new StudioError(
    'package-unsupported',
    `${title} is a ${architecture} model, which this version can’t run; it runs ${runs.join(', ')}. Nothing was downloaded. Use the embedded model, or a newer version.`,
  );
}
