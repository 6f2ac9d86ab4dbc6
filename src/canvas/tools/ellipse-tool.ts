import { boxShapeMachine } from './box-shape-machine.ts';

/** Drags the box around an ellipse; Shift a circle, Alt from its centre. */
export const ellipseTool = boxShapeMachine('ellipse', 'Ellipse');
