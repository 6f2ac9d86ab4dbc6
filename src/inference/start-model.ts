import { StudioError } from '../errors/studio-error.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';
import type { ModelPackage, PackageProgress } from '../model/model-package.ts';
import type { ModelDescription } from '../model/segmentation-model.ts';
import type { DeviceCandidate, DevicePlan } from './device-plan.ts';
import type { GraphRuntime } from './graph-runtime.ts';
import type { LoadedModel } from './loaded-model.ts';
import { type ModelMaker, modelMaker } from './model-maker.ts';
import { selfTest } from './self-test.ts';
import type { SelfTestRecord, SelfTestRecords } from './self-test-records.ts';

export type StartProgress =
  | ({ readonly kind: 'download' } & PackageProgress)
  | { readonly kind: 'compile' }
  | { readonly kind: 'self-test' };

export interface StartOptions {
  readonly modelPackage: ModelPackage;
  readonly plan: DevicePlan;
  readonly createRuntime: (candidate: DeviceCandidate) => Promise<GraphRuntime>;
  readonly decodeImage: (bytes: Uint8Array) => Promise<RgbaImage>;
  readonly records: SelfTestRecords | null;
  /** Browser and version; with device and package it names a self-test. */
  readonly platform: string;
  /** Tests again even if a result is kept. */
  readonly retest: boolean;
  readonly onProgress: (progress: StartProgress) => void;
  readonly signal: AbortSignal;
}

export interface StartedModel {
  readonly model: LoadedModel;
  readonly description: ModelDescription;
  readonly runtime: GraphRuntime;
}

/** Errors of a device, after which the next one is tried; others (a damaged package, an abort) end the start. */
const deviceErrors = new Set(['device-unavailable', 'device-lost', 'inference-failed', 'self-test-failed']);

/**
 * Loads the package on the first device of the plan that passes its self-test.
 * @throws StudioError of the package, `aborted`, or of the last device when none is left.
 */
export async function startModel(options: StartOptions): Promise<StartedModel> {
  const make = modelMaker(options.modelPackage.manifest);
  const { candidates, withoutGpu } = options.plan;
  let reason = withoutGpu;
  let failure: StudioError | null = null;
  for (const candidate of candidates) {
    try {
      const { model, runtime } = await startOn(candidate, make, options);
      const description = { ...model.describe(), ...(reason !== undefined && { fallbackReason: reason }) };
      return { model, runtime, description };
    } catch (error) {
      if (!(error instanceof StudioError) || !deviceErrors.has(error.code)) throw error;
      failure = error;
      reason = error.message;
    }
  }
  throw (
    failure ??
    new StudioError('device-unavailable', 'This model has no version that this browser can run.', {
      cause: reason,
    })
  );
}

async function startOn(
  candidate: DeviceCandidate,
  make: ModelMaker,
  options: StartOptions,
): Promise<{ model: LoadedModel; runtime: GraphRuntime }> {
  const { modelPackage, signal, onProgress } = options;
  const record = options.retest ? null : await readRecord(options, candidate);
  if (record?.passed === false) throw new StudioError('self-test-failed', record.reason);
  const files = await modelPackage.loadVariant(candidate.variant, {
    signal,
    onProgress: (progress) => onProgress({ kind: 'download', ...progress }),
  });
  throwIfAborted(signal);
  onProgress({ kind: 'compile' });
  const runtime = await options.createRuntime(candidate);
  const model = await make(runtime, modelPackage.manifest, files);
  if (record?.passed) return { model, runtime };
  onProgress({ kind: 'self-test' });
  try {
    await selfTest(model, modelPackage, candidate.variant, options.decodeImage, signal);
    await keepRecord(options, candidate, { passed: true });
    return { model, runtime };
  } catch (error) {
    if (error instanceof StudioError && error.code === 'self-test-failed') {
      await keepRecord(options, candidate, { passed: false, reason: error.message });
    }
    await model.dispose();
    throw error;
  }
}

/** A result holds for one device with one driver and browser, and one version of the package's weights. */
function recordKey(
  { modelPackage, platform }: StartOptions,
  { variant, device, deviceName }: DeviceCandidate,
): string {
  const { id, version } = modelPackage.manifest;
  const files = [...Object.values(variant.graphs), ...variant.externalData];
  const weights = files.map((file) => file.sha256.slice(0, 12)).join('-');
  return [id, version, device, variant.precision, weights, deviceName, platform].join('|');
}

async function readRecord(options: StartOptions, candidate: DeviceCandidate): Promise<SelfTestRecord | null> {
  try {
    return (await options.records?.get(recordKey(options, candidate))) ?? null;
  } catch {
    return null;
  }
}

async function keepRecord(
  options: StartOptions,
  candidate: DeviceCandidate,
  record: SelfTestRecord,
): Promise<boolean> {
  try {
    await options.records?.put(recordKey(options, candidate), record);
    return true;
  } catch {
    return false;
  }
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new StudioError('aborted', 'Loading the model was stopped.');
}
