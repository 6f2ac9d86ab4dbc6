import { strokeMachine } from './stroke-machine.ts';

/** Takes away from the selected object; Alt paints, Shift draws straight lines. */
export const eraserTool = strokeMachine('subtract');
