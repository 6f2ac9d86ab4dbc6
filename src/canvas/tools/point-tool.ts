import { boxOnPhoto, isOnPhoto } from './on-photo.ts';
import { pressOrBoxMachine } from './press-or-box-machine.ts';

/** Asks the model what is where one clicks, or in the box one drags. */
export const pointTool = pressOrBoxMachine({
  click: ({ point }, _pointer, { image }) =>
    isOnPhoto(point, image) ? [{ kind: 'ask', place: { kind: 'point', x: point.x, y: point.y } }] : [],
  box: (drawn, { image }) => {
    const box = boxOnPhoto(drawn, image);
    return box === null ? [] : [{ kind: 'ask', place: { kind: 'box', box } }];
  },
  preview: (box) => ({ kind: 'region', box }),
  cursor: () => 'crosshair',
  byKey: 'click',
});
