import type { Manifest, ManifestVariant } from '../model/manifest.ts';

/** What the browser says of its GPU. */
export type GpuProbe =
  | {
      readonly kind: 'adapter';
      /** As the browser names it; may be empty. */
      readonly name: string;
      /** True for an adapter that computes on the processor: slower than WASM. */
      readonly software: boolean;
      readonly features: readonly string[];
    }
  | { readonly kind: 'none'; readonly reason: string };

export interface DeviceCandidate {
  readonly device: 'webgpu' | 'wasm';
  readonly variant: ManifestVariant;
  readonly deviceName: string;
}

export interface DevicePlan {
  /** To be tried in this order. */
  readonly candidates: readonly DeviceCandidate[];
  /** Why the GPU is not among them, in words, if it isn't. */
  readonly withoutGpu?: string;
}

/** Asks the browser for its best adapter. Never rejects. */
export async function probeGpu(gpu: GPU | undefined): Promise<GpuProbe> {
  if (!gpu) return { kind: 'none', reason: 'This browser has no WebGPU.' };
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return { kind: 'none', reason: 'No graphics processor is available to this browser.' };
    const { vendor, architecture, device, description } = adapter.info;
    return {
      kind: 'adapter',
      name: description || [vendor, architecture, device].filter(Boolean).join(' '),
      software: adapter.info.isFallbackAdapter === true,
      features: [...adapter.features],
    };
  } catch (error) {
    return { kind: 'none', reason: `The graphics processor can’t be asked: ${(error as Error).message}` };
  }
}

/**
 * Which of a package's variants to try on this machine. `auto`: a real GPU with the features that the variant needs,
 * then WASM. `webgpu` takes a software adapter too, and still falls back to WASM.
 */
export function planDevices(
  manifest: Manifest,
  wanted: 'auto' | 'webgpu' | 'wasm',
  gpu: GpuProbe,
  processorName: string,
): DevicePlan {
  const wasm = manifest.variants.find((variant) => variant.device === 'wasm');
  const processor = wasm ? [{ device: 'wasm', variant: wasm, deviceName: processorName } as const] : [];
  if (wanted === 'wasm') return { candidates: processor };
  const usable = usableGpuVariant(manifest, gpu, wanted === 'webgpu');
  if (typeof usable === 'string') return { candidates: processor, withoutGpu: usable };
  return {
    candidates: [
      { device: 'webgpu', variant: usable, deviceName: gpu.kind === 'adapter' ? gpu.name : '' },
      ...processor,
    ],
  };
}

/** The variant to run on the GPU, or why there is none. */
function usableGpuVariant(manifest: Manifest, gpu: GpuProbe, softwareToo: boolean): ManifestVariant | string {
  if (gpu.kind === 'none') return gpu.reason;
  if (gpu.software && !softwareToo) {
    return 'The browser has no graphics processor to use, only a slow imitation of one.';
  }
  const variants = manifest.variants.filter((variant) => variant.device === 'webgpu');
  const fitting = variants.find((variant) =>
    variant.requires.every((feature) => gpu.features.includes(feature)),
  );
  if (fitting) return fitting;
  if (variants.length === 0) return 'This model has no version for graphics processors.';
  const lacking = variants[0]!.requires.filter((feature) => !gpu.features.includes(feature));
  return `The graphics processor lacks what the model needs: ${lacking.join(', ')}.`;
}
