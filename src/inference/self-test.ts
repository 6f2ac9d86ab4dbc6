import { StudioError } from '../errors/studio-error.ts';
import type { RgbaImage } from '../mask/rgba-image.ts';
import type { ManifestVariant } from '../model/manifest.ts';
import type { ModelPackage } from '../model/model-package.ts';
import { answersAgree } from './answers-agree.ts';
import type { LoadedModel } from './loaded-model.ts';

/** Enough for a label, a box and some rows; the rest of a golden would only repeat the same arithmetic. */
const comparedTokens = 40;

/**
 * Lets the model answer the package's golden questions on this device and compares. Drivers have been seen to compute
 * wrong numbers without an error, so a device is not trusted before it passes.
 * @throws StudioError `self-test-failed`, or `aborted`.
 */
export async function selfTest(
  model: LoadedModel,
  modelPackage: ModelPackage,
  variant: ManifestVariant,
  decodeImage: (bytes: Uint8Array) => Promise<RgbaImage>,
  signal: AbortSignal,
): Promise<void> {
  const { manifest } = modelPackage;
  const goldens = manifest.goldens.filter((golden) => golden.precision === variant.precision);
  if (goldens.length === 0) {
    throw new StudioError(
      'package-invalid',
      `The model package is not valid: it has no golden answer for ${variant.precision}.`,
    );
  }
  for (const golden of goldens) {
    const image = await decodeImage(await modelPackage.loadFile(golden.image, signal));
    const prefix = await model.encodeImage(image, signal);
    try {
      const expected = golden.tokens.slice(0, comparedTokens);
      const tokens: number[] = [];
      const answer = model.answer(
        prefix,
        [{ prompt: golden.prompt }],
        { maxTokens: expected.length },
        signal,
      );
      for await (const chunk of answer) {
        if (chunk.kind === 'tokens') tokens.push(...chunk.tokens.map((token) => token.id));
      }
      if (!answersAgree(expected, tokens, model.tokenTable, manifest.descriptor)) {
        throw new StudioError(
          'self-test-failed',
          `This device computes differently from what the model expects: its answer to “${golden.prompt}” is wrong.`,
        );
      }
    } finally {
      prefix.dispose();
    }
  }
}
