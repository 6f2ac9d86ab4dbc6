import { decodeRle, encodeRle } from '../src/mask/coco-rle.ts';
import { readMasks } from './formats/sample-project.ts';

const masks = readMasks('/tmp/formats-a-bench/m.bin', 640, 480);
console.log(
  'runs',
  masks.reduce((s, m) => s + m.runs.length / 2, 0) / 250,
  'rows',
  masks.reduce((s, m) => s + m.rows.length, 0) / 250,
  'chars',
  masks.reduce((s, m) => s + encodeRle(m).length, 0) / 250,
);
const t = masks.map(encodeRle);
for (let r = 0; r < 6; r++) {
  const s = process.cpuUsage();
  for (const x of t) decodeRle(x, 640, 480);
  const d = process.cpuUsage(s);
  const s2 = process.cpuUsage();
  for (const m of masks) encodeRle(m);
  const d2 = process.cpuUsage(s2);
  console.log('dec us/mask', (d.user + d.system) / 250, 'enc', (d2.user + d2.system) / 250);
}
