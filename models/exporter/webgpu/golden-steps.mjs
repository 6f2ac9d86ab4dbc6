// The numbers of one conversation step by step, for comparing devices: prompt, a chunk, single tokens.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';

const FIRST_TEXT_TIME = 64;

/** Package and manifest -> pixels [1,3,256,256] and decoder steps with rotary tables and feedback. */
export function goldenSteps(packageDirectory, manifest, sizes = [5, 7, 1, 1, 4, 1, 16, 1]) {
  const golden = manifest.goldens[0];
  const png = decode(readFileSync(join(packageDirectory, golden.image.path)));
  const { mean, std } = manifest.image;
  const plane = png.width * png.height;
  const image = new Array(3 * plane);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = png.data[pixel * png.channels + channel] / 255;
      image[channel * plane + pixel] = (value - mean[channel]) / std[channel];
    }
  }
  const { t, h, w } = manifest.rotary;
  const ids = golden.tokens;
  const steps = [];
  let index = 0;
  for (const size of sizes) {
    const step = { ids: [], cos: [], sin: [], feedback: [], mask: [] };
    for (let i = 0; i < size && index < ids.length; i++, index++) {
      step.ids.push(ids[index]);
      const place = [FIRST_TEXT_TIME + index, (index * 7) % 64, (index * 13) % 64];
      const angles = [t, h, w].flatMap((axis, a) => axis.map((frequency) => frequency * place[a]));
      step.cos.push(...angles.map(Math.cos));
      step.sin.push(...angles.map(Math.sin));
      step.feedback.push(...Array.from({ length: 192 }, (_, k) => (((index + 1) * (k + 3)) % 11) / 11));
      step.mask.push(index < 5 ? 0 : 1);
    }
    steps.push(step);
  }
  return { manifest, image, steps };
}
