import { StudioError } from '../src/errors/studio-error.ts';
import type { GraphRuntime } from '../src/inference/graph-runtime.ts';
import type { LoadedModel } from '../src/inference/loaded-model.ts';
import { modelMaker } from '../src/inference/model-maker.ts';
import type { Manifest } from '../src/model/manifest.ts';
import { ModelPackage } from '../src/model/model-package.ts';
import { DiskPackageReader } from './disk-package-reader.ts';
import { createNodeRuntime } from './node-runtime.ts';

export interface NodeModel {
  readonly model: LoadedModel;
  readonly manifest: Manifest;
  readonly runtime: GraphRuntime;
}

/** The model of a package folder, verified and ready. Processors run the variant made for WASM. */
export async function loadNodeModel(
  folder: string,
  options: Parameters<typeof createNodeRuntime>[0] = {},
): Promise<NodeModel> {
  const modelPackage = await ModelPackage.open(new DiskPackageReader(folder), null);
  const { manifest } = modelPackage;
  const make = modelMaker(manifest);
  const variant = manifest.variants.find(({ device }) => device === 'wasm');
  if (!variant) {
    throw new StudioError('package-unsupported', `The package in ${folder} has no version for processors.`);
  }
  const runtime = await createNodeRuntime(options);
  const model = await make(runtime, manifest, await modelPackage.loadVariant(variant));
  return { model, manifest, runtime };
}
