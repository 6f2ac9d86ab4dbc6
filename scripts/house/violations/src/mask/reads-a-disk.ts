import { readFileSync } from 'node:fs';

export const caught = readFileSync;
