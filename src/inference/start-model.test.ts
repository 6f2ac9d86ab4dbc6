import { describe, expect, test, vi } from 'vitest';
import { DiskPackageReader } from '../../cli/disk-package-reader.ts';
import { createNodeRuntime } from '../../cli/node-runtime.ts';
import { decodeImage, openEmbeddedPackage, packageFolder } from '../../cli/testing/embedded-package.ts';
import { StudioError } from '../errors/studio-error.ts';
import { ModelPackage } from '../model/model-package.ts';
import type { PackageReader } from '../model/package-reader.ts';
import { type DeviceCandidate, type GpuProbe, planDevices } from './device-plan.ts';
import type { GraphRuntime } from './graph-runtime.ts';
import type { SelfTestRecord, SelfTestRecords } from './self-test-records.ts';
import { type StartOptions, startModel } from './start-model.ts';

vi.setConfig({ testTimeout: 180_000 });

const gpu: GpuProbe = { kind: 'adapter', name: 'test adapter', software: false, features: [] };

class MemoryRecords implements SelfTestRecords {
  readonly stored = new Map<string, SelfTestRecord>();
  async get(key: string) {
    return this.stored.get(key) ?? null;
  }
  async put(key: string, record: SelfTestRecord) {
    this.stored.set(key, record);
  }
}

/** The real runtime with a driver's mistake: one of the decoder's inputs is wrong without any error. */
function faulty(runtime: GraphRuntime): GraphRuntime {
  return {
    ...runtime,
    identity: { ...runtime.identity, device: 'webgpu' },
    liveTensors: 0,
    floats: (data, dims) => runtime.floats(dims.at(-1) === 32 ? data.map((value) => -value) : data, dims),
    int64: (values, dims) => runtime.int64(values, dims),
    int32: (values, dims) => runtime.int32(values, dims),
    createGraph: (model, options) => runtime.createGraph(model, options),
    release: (tensors) => runtime.release(tensors),
  };
}

async function options(
  change: Partial<StartOptions> & { gpuVariantOnNode?: boolean } = {},
): Promise<StartOptions> {
  const modelPackage = await openEmbeddedPackage();
  const plan = planDevices(modelPackage.manifest, 'auto', gpu, '');
  const wasm = plan.candidates.find(({ device }) => device === 'wasm')!.variant;
  return {
    modelPackage,
    // Node has no WebGPU: the variant for processors stands in, only the device's name differs.
    plan: { candidates: plan.candidates.map((candidate) => ({ ...candidate, variant: wasm })) },
    createRuntime: () => createNodeRuntime({ threads: 1 }),
    decodeImage,
    records: null,
    platform: 'test browser 1',
    retest: false,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...change,
  };
}

describe('starting a model', () => {
  test('takes the first device when it passes, and keeps the result', async () => {
    const records = new MemoryRecords();
    const devices: string[] = [];
    const phases: string[] = [];
    const createRuntime = (candidate: DeviceCandidate) => {
      devices.push(candidate.device);
      return createNodeRuntime({ threads: 1 });
    };
    const base = await options({ records, createRuntime, onProgress: ({ kind }) => phases.push(kind) });
    const first = await startModel(base);
    expect(devices).toEqual(['webgpu']);
    expect(first.description.fallbackReason).toBeUndefined();
    expect([...records.stored.values()]).toEqual([{ passed: true }]);
    expect([...records.stored.keys()][0]).toContain('test adapter|test browser 1');
    await first.model.dispose();
    phases.length = 0;
    await (await startModel(base)).model.dispose();
    expect(phases).not.toContain('self-test');
    await (await startModel({ ...base, retest: true })).model.dispose();
    expect(phases).toContain('self-test');
  });

  test('falls back in words when a device computes wrong numbers, and remembers', async () => {
    const records = new MemoryRecords();
    const devices: string[] = [];
    const createRuntime = async ({ device }: DeviceCandidate) => {
      devices.push(device);
      const runtime = await createNodeRuntime({ threads: 1 });
      return device === 'webgpu' ? faulty(runtime) : runtime;
    };
    const base = await options({ records, createRuntime });
    const started = await startModel(base);
    expect(devices).toEqual(['webgpu', 'wasm']);
    expect(started.description.fallbackReason).toContain('computes differently');
    await started.model.dispose();
    const again = await startModel(base);
    expect(devices).toEqual(['webgpu', 'wasm', 'wasm']);
    expect(again.description.fallbackReason).toContain('computes differently');
    await again.model.dispose();
  });

  test('falls back when a device can’t be started', async () => {
    const createRuntime = async ({ device }: DeviceCandidate) => {
      if (device === 'webgpu') throw new StudioError('device-unavailable', 'The adapter went away.');
      return createNodeRuntime({ threads: 1 });
    };
    const started = await startModel(await options({ createRuntime }));
    expect(started.description.fallbackReason).toBe('The adapter went away.');
    await started.model.dispose();
  });

  test('refuses an architecture that it can’t run before anything is fetched', async () => {
    const disk = new DiskPackageReader(packageFolder);
    const read: string[] = [];
    const reader: PackageReader = {
      name: 'a package of another kind',
      read: async (path) => {
        read.push(path);
        const manifest = JSON.parse(new TextDecoder().decode(await disk.read(path)));
        return new TextEncoder().encode(JSON.stringify({ ...manifest, architecture: 'qwen2-vl' }));
      },
    };
    const createRuntime = vi.fn();
    const base = await options({ createRuntime, modelPackage: await ModelPackage.open(reader, null) });
    await expect(startModel(base)).rejects.toMatchObject({
      code: 'package-unsupported',
      message: expect.stringMatching(/qwen2-vl.*Nothing was downloaded/),
    });
    expect(read).toEqual(['manifest.json']);
    expect(createRuntime).not.toHaveBeenCalled();
  });

  test('does not hide a damaged package behind another device', async () => {
    const base = await options();
    const modelPackage = base.modelPackage;
    vi.spyOn(modelPackage, 'loadVariant').mockRejectedValue(new StudioError('package-corrupt', 'damaged'));
    await expect(startModel(base)).rejects.toMatchObject({ code: 'package-corrupt' });
    expect(modelPackage.loadVariant).toHaveBeenCalledTimes(1);
  });
});

describe('the plan of devices', () => {
  const devices = async (wanted: 'auto' | 'webgpu' | 'wasm', probe: GpuProbe) => {
    const plan = planDevices((await openEmbeddedPackage()).manifest, wanted, probe, '');
    return { order: plan.candidates.map(({ device }) => device), reason: plan.withoutGpu };
  };

  test('prefers a real GPU and ends with the processor', async () => {
    expect(await devices('auto', gpu)).toEqual({ order: ['webgpu', 'wasm'], reason: undefined });
    expect((await devices('wasm', gpu)).order).toEqual(['wasm']);
  });

  test('passes over a software adapter unless it is asked for', async () => {
    const software: GpuProbe = { ...gpu, software: true };
    const plan = await devices('auto', software);
    expect(plan.order).toEqual(['wasm']);
    expect(plan.reason).toContain('imitation');
    expect((await devices('webgpu', software)).order).toEqual(['webgpu', 'wasm']);
  });

  test('says why there is no GPU', async () => {
    const plan = await devices('auto', { kind: 'none', reason: 'This browser has no WebGPU.' });
    expect(plan).toEqual({ order: ['wasm'], reason: 'This browser has no WebGPU.' });
  });

  test('leaves out a GPU that lacks a feature', async () => {
    const { manifest } = await openEmbeddedPackage();
    const variants = manifest.variants.map((variant) => ({ ...variant, requires: ['shader-f16'] }));
    const plan = planDevices({ ...manifest, variants }, 'auto', gpu, '');
    expect(plan.candidates.map(({ device }) => device)).toEqual(['wasm']);
    expect(plan.withoutGpu).toContain('shader-f16');
  });
});
