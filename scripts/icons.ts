/**
 * Draws the icons of the installed app from public/icon.svg into public/icons: `node --import tsx scripts/icons.ts`.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

const folder = path.resolve(import.meta.dirname, '../public');
const drawing = readFileSync(path.join(folder, 'icon.svg'), 'utf8');
/** Systems cut maskable icons to any shape within the middle 80 %: no corners of our own, the drawing smaller. */
const maskable = drawing
  .replace(' rx="14"', '')
  .replace('<g ', '<g transform="translate(32 32) scale(0.78) translate(-32 -32)" ');

mkdirSync(path.join(folder, 'icons'), { recursive: true });
const draw = (svg: string, side: number, name: string) =>
  sharp(Buffer.from(svg), { density: (72 * side) / 64 })
    .resize(side, side)
    .png({ compressionLevel: 9, palette: true })
    .toFile(path.join(folder, 'icons', name));

await draw(drawing, 192, '192.png');
await draw(drawing, 512, '512.png');
await draw(maskable, 512, 'maskable-512.png');
// iOS rounds the corners itself and paints transparent ones black.
await draw(drawing.replace(' rx="14"', ''), 180, 'apple-touch.png');
