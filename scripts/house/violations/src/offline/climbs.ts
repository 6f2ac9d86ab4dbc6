import { room } from '../studio/room.ts';

export const caught = room;
