import { boxShapeMachine } from './box-shape-machine.ts';

/** Drags a rectangle; Shift a square, Alt from its centre. */
export const rectangleTool = boxShapeMachine('rectangle', 'Rectangle');
