import { maskBox } from '../../mask/measure.ts';
import type { PlannedImage } from '../export-plan.ts';

/**
 * The annotation of one photo. Boxes as the development kit counts them: pixels from 1, both ends included, so that
 * the box of columns 0..9 is xmin 1, xmax 10.
 */
export function vocXml(image: PlannedImage, classNames: readonly string[], source: string): string {
  const { width, height } = image.image;
  const objects = image.objects.map(({ mask }, i) => {
    const box = maskBox(mask) ?? { x1: 0, y1: 0, x2: 1, y2: 1 };
    const edge = box.x1 === 0 || box.y1 === 0 || box.x2 === width || box.y2 === height;
    return `\t<object>
\t\t<name>${xmlText(classNames[i] ?? '')}</name>
\t\t<pose>Unspecified</pose>
\t\t<truncated>${edge ? 1 : 0}</truncated>
\t\t<difficult>0</difficult>
\t\t<bndbox>
\t\t\t<xmin>${box.x1 + 1}</xmin>
\t\t\t<ymin>${box.y1 + 1}</ymin>
\t\t\t<xmax>${box.x2}</xmax>
\t\t\t<ymax>${box.y2}</ymax>
\t\t</bndbox>
\t</object>
`;
  });
  return `<annotation>
\t<folder>JPEGImages</folder>
\t<filename>${xmlText(image.name)}</filename>
\t<source>
\t\t<database>${xmlText(source)}</database>
\t\t<annotation>${xmlText(source)}</annotation>
\t\t<image>unknown</image>
\t</source>
\t<size>
\t\t<width>${width}</width>
\t\t<height>${height}</height>
\t\t<depth>3</depth>
\t</size>
\t<segmented>${image.objects.length > 0 ? 1 : 0}</segmented>
${objects.join('')}</annotation>
`;
}

/** Characters that XML 1.0 cannot say at all become spaces; the others are escaped where syntax claims them. */
function xmlText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, ' ')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
  );
}
