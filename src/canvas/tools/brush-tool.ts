import { strokeMachine } from './stroke-machine.ts';

/** Adds to the selected object, or starts a new one; Alt erases, Shift draws straight lines. */
export const brushTool = strokeMachine('add');
