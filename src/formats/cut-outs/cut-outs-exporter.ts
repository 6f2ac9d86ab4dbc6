import { StudioError } from '../../errors/studio-error.ts';
import { bitmapFromMask } from '../../mask/bitmap.ts';
import type { Mask } from '../../mask/mask.ts';
import { maskBox } from '../../mask/measure.ts';
import type { RgbaImage } from '../../mask/rgba-image.ts';
import type { Box } from '../../mask/space.ts';
import { bareCheck } from '../bare-check.ts';
import type { ExportFile } from '../export-file.ts';
import { safePath, splitEnding } from '../export-names.ts';
import type { ExportPlan, PlannedImage } from '../export-plan.ts';
import type { ExportDesk, Exporter } from '../format.ts';
import { writeRgbaPng } from '../png/write-png.ts';

/** Each object as a picture of its own: the photo's pixels where the mask is, nothing around them. */
export const cutOutsExporter: Exporter = {
  naming: { flat: false, uniqueStems: true },
  leavesOutBare: true,
  check: async (plan) => bareCheck(plan, ' and gives no picture.', ' and give no picture.'),
  async *write(plan, desk) {
    for (const image of plan.images) {
      yield* pictures(plan, image, desk);
      desk.done(image);
    }
  },
  photoPath: (_, { name }) => `images/${name}`,
};

async function* pictures(
  plan: ExportPlan,
  { image, name, objects }: PlannedImage,
  desk: ExportDesk,
): AsyncGenerator<ExportFile, void> {
  if (objects.length === 0) return;
  const photo = await readPhoto(desk, image.id);
  if (photo instanceof StudioError) {
    for (const { id } of objects) desk.skip({ image: image.id, object: id, reason: photo.message });
    return;
  }
  const webp = plan.job.options.picture === 'webp' ? desk.encodeWebp : undefined;
  for (const [i, { id, mask, category }] of objects.entries()) {
    if (mask.width !== photo.width || mask.height !== photo.height) {
      desk.skip({ image: image.id, object: id, reason: 'The photo has another size than its masks.' });
      continue;
    }
    const cut = cutOut(photo, mask, plan.job.options.frame === 'photo');
    const data = webp ? await webp(cut) : writeRgbaPng(cut.data, cut.width, cut.height);
    const label = safePath(plan.categories[plan.indexOf.get(category)!]!.name).replaceAll('/', '_');
    const path = safePath(`${splitEnding(name)[0]}/${i + 1}_${label.slice(0, 80)}.${webp ? 'webp' : 'png'}`);
    yield { kind: 'made', path, pieces: [data] };
  }
}

async function readPhoto(
  desk: ExportDesk,
  image: PlannedImage['image']['id'],
): Promise<RgbaImage | StudioError> {
  try {
    return await desk.readPhoto(image);
  } catch (error) {
    if (error instanceof StudioError && error.code !== 'aborted') return error;
    throw error;
  }
}

/** The photo within the mask's box (or all of it), transparent black outside the mask. */
function cutOut(photo: RgbaImage, mask: Mask, whole: boolean): RgbaImage {
  const all: Box<'image'> = { x1: 0, y1: 0, x2: mask.width, y2: mask.height };
  const box = whole ? all : (maskBox(mask) ?? all);
  const [width, height] = [box.x2 - box.x1, box.y2 - box.y1];
  const inside = bitmapFromMask(mask, box);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const from = ((box.y1 + y) * photo.width + box.x1) * 4;
    data.set(photo.data.subarray(from, from + width * 4), y * width * 4);
  }
  for (let i = 0; i < inside.length; i++) if (inside[i] === 0) data.fill(0, 4 * i, 4 * i + 4);
  return { width, height, data };
}
