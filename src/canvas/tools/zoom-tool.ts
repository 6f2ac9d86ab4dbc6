import { pressOrBoxMachine } from './press-or-box-machine.ts';

/** Click zooms in, Alt-click out, dragging a box zooms to it. */
export const zoomTool = pressOrBoxMachine({
  click: ({ screen }, { alt }) => [{ kind: 'zoom-step', at: screen, direction: alt ? -1 : 1 }],
  box: (box) => [{ kind: 'zoom-box', box }],
  preview: (box) => ({ kind: 'marquee', box }),
  cursor: (alt) => (alt ? 'zoom-out' : 'zoom-in'),
  byKey: 'click',
});
