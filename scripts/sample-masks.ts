/**
 * Draws what the embedded model answers to the sample photos' own prompts, as outlines for the welcome page:
 * `node --import tsx scripts/sample-masks.ts` writes public/samples/ID-mask.svg. Run it when the model changes.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { answerQuestion } from '../cli/answer-question.ts';
import { loadNodeModel } from '../cli/load-node-model.ts';
import { photoForRefinement } from '../cli/photo-for-refinement.ts';
import { readPhoto } from '../cli/read-photo.ts';
import { objectColour } from '../src/canvas/palette.ts';
import { traceContours } from '../src/mask/contours.ts';
import type { Mask } from '../src/mask/mask.ts';
import type { Ring } from '../src/mask/polygon.ts';
import { refineCanvas } from '../src/mask/refine-canvas.ts';
import { simplifyContours } from '../src/mask/simplify.ts';
import { embeddedPackagePath } from '../src/model/embedded-package-path.ts';
import { samplePhotos } from '../src/studio/samples.ts';

const root = path.resolve(import.meta.dirname, '..');
/** Of the photo's width: what is seen of it at a card's size. */
const tolerance = 1 / 500;
/** A card's width in CSS pixels, for lines as wide as on the stage. */
const cardWidth = 190;

/** Of the palette, in the order of the samples: a colour that the photo does not have itself. */
const colours = [0, 3, 2, 5];

const ringPath = (ring: Ring) => {
  const points = Array.from({ length: ring.length / 2 }, (_, i) => `${ring[2 * i]} ${ring[2 * i + 1]}`);
  return `M${points.join('L')}Z`;
};

function outline(mask: Mask): string {
  const contours = simplifyContours(traceContours(mask), mask.width * tolerance);
  return contours
    .flatMap(({ outer, holes }) => [outer, ...holes])
    .map(ringPath)
    .join('');
}

function drawing(masks: readonly Mask[], width: number, height: number, colour: string): string {
  const shape = masks.map(outline).join('');
  const line = (pixels: number) => ((pixels * width) / cardWidth).toFixed(1);
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} stroke-linejoin="round">
<defs><path id="m" d="${shape}" fill-rule="evenodd"/></defs>
<use href="#m" fill="${colour}" fill-opacity=".32"/>
<use href="#m" fill="none" stroke="#000" stroke-opacity=".62" stroke-width="${line(3)}"/>
<use href="#m" fill="none" stroke="${colour}" stroke-width="${line(1.25)}"/>
</svg>
`;
}

const { model, manifest } = await loadNodeModel(path.join(root, embeddedPackagePath));
const { signal } = new AbortController();
for (const [index, { id, url, prompt }] of samplePhotos.entries()) {
  const photo = await readPhoto(path.join(root, 'public', url));
  const { width, height } = photo;
  const prefix = await model.encodeImage(photo, signal);
  const { objects, ghost } = await answerQuestion(model, manifest, prefix, { prompt }, signal);
  prefix.dispose();
  if (objects.length === 0) throw new Error(`The model finds nothing for “${prompt}” in ${url}.`);
  const guide = photoForRefinement(photo);
  const draft = Uint8Array.from(ghost, (probability) => Math.round(255 * probability));
  const masks = objects.map(({ cells, box }) =>
    refineCanvas({ cells, box, photo: guide, width, height, ghost: draft }),
  );
  const file = path.join(root, 'public/samples', `${id}-mask.svg`);
  await writeFile(file, drawing(masks, width, height, objectColour(colours[index % colours.length]!)));
  console.log(`${path.relative(root, file)}: “${prompt}”, ${objects.map(({ label }) => label).join(', ')}`);
}
await model.dispose();
