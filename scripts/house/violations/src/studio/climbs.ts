import { room } from '../canvas/room.ts';

export const caught = room;
