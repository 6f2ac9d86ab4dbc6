import { room } from './room.test.ts';

export const caught = room;
