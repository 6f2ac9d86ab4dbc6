import { boxOnPhoto } from './on-photo.ts';
import { pressOrBoxMachine } from './press-or-box-machine.ts';

/** Drags a box in which the words typed next are asked. */
export const regionTool = pressOrBoxMachine({
  click: () => [],
  box: (drawn, { image }) => {
    const box = boxOnPhoto(drawn, image);
    return box === null ? [] : [{ kind: 'region', box }];
  },
  preview: (box) => ({ kind: 'region', box }),
  cursor: () => 'crosshair',
  byKey: 'hold',
});
