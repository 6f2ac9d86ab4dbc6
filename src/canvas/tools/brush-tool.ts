import { strokeMachine } from './stroke-machine.ts';

/** Paints as the mask mode says, on the selected object or a new one; Alt erases, Shift draws straight lines. */
export const brushTool = strokeMachine('mode');
